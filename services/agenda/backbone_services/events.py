"""Facts of the backbone's own work for the initiative: recorded, changed."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedLine, LocalizedText


class BackboneServiceRole(StrEnum):
    """Which of the eight roles of a backbone the work belongs to; the codes are the mandate's."""

    CONVENE_ENGAGE = "convene_engage"
    VISION_STRATEGY = "vision_strategy"
    ALIGNED_ACTIVITIES = "aligned_activities"
    SHARED_MEASUREMENT = "shared_measurement"
    PUBLIC_WILL = "public_will"
    ADVANCE_POLICY = "advance_policy"
    MOBILIZE_RESOURCES = "mobilize_resources"
    DIALOGUE_TRUST = "dialogue_trust"


class BackboneServiceStatus(StrEnum):
    """How far a piece of work has come."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


_STATED: dict[str, Any] = {
    "backbone_service_id": "01936f9a-0000-7000-8000-000000000071",
    "role": "shared_measurement",
    "status": "running",
    "activity_ids": ["01936f9a-0000-7000-8000-000000000061"],
    "starts_on": "2027-01-01",
    "title": {"he": "איסוף נתונים רבעוני", "ar": "جمع بيانات فصلي"},
    "description": {"he": "ריכוז הדיווחים של השותפים והחזרתם אליהם."},
}


class BackboneServiceStated(Event):
    """What holds of a piece of the backbone's work from now on."""

    subject: ClassVar[str] = "backbone-services/{backbone_service_id}"
    backbone_service_id: Annotated[UUID, OPEN]
    role: Annotated[BackboneServiceRole, OPEN]
    status: Annotated[BackboneServiceStatus, OPEN]
    activity_ids: Annotated[list[UUID], OPEN]
    starts_on: Annotated[date | None, OPEN] = None
    ends_on: Annotated[date | None, OPEN] = None
    title: Annotated[LocalizedLine, FOR_MEMBERS]
    description: Annotated[LocalizedText | None, FOR_MEMBERS] = None


class BackboneServiceRecorded(BackboneServiceStated):
    """The backbone recorded work of its own for the initiative."""

    type: ClassVar[str] = "agenda.backbone_service.recorded"
    example: ClassVar[dict[str, Any]] = _STATED


class BackboneServiceChanged(BackboneServiceStated):
    """What holds of the backbone's work was changed."""

    type: ClassVar[str] = "agenda.backbone_service.changed"
    example: ClassVar[dict[str, Any]] = {**_STATED, "status": "done", "ends_on": "2027-12-31"}
