"""Facts of mandates: proposed, withdrawn, answered by who is to carry a role. Decisions are the agenda's."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedText


class BackboneType(StrEnum):
    """What kind of body serves as backbone (FSG's six types)."""

    FUNDER_BASED = "funder_based"
    NEW_NONPROFIT = "new_nonprofit"
    EXISTING_NONPROFIT = "existing_nonprofit"
    GOVERNMENT = "government"
    SHARED_MULTIPLE = "shared_multiple"
    STEERING_COMMITTEE = "steering_committee"


class BackboneRole(StrEnum):
    """The eight roles of a backbone."""

    CONVENE_ENGAGE = "convene_engage"
    VISION_STRATEGY = "vision_strategy"
    ALIGNED_ACTIVITIES = "aligned_activities"
    SHARED_MEASUREMENT = "shared_measurement"
    PUBLIC_WILL = "public_will"
    ADVANCE_POLICY = "advance_policy"
    MOBILIZE_RESOURCES = "mobilize_resources"
    DIALOGUE_TRUST = "dialogue_trust"


class MandateStatus(StrEnum):
    """How far a mandate has come."""

    PROPOSED = "proposed"
    """Nobody has decided yet."""
    WITHDRAWN = "withdrawn"
    """The proposal was taken back."""
    REFUSED = "refused"
    """The committee decided against it."""
    GRANTED = "granted"
    """The committee granted it: it is in force from its first day to its last."""
    ENDED = "ended"
    """The committee ended it before its last day."""


class CarrierAnswer(StrEnum):
    """Whether an organization carries the roles it was named for."""

    ASKED = "asked"
    """It has not answered yet."""
    CARRIES = "carries"
    DECLINED = "declined"


_MANDATE = "01936f9a-0000-7000-8000-000000000033"
_HOLDER = "01936f9a-0000-7000-8000-000000000002"


class MandateProposed(Event):
    """Organizations were proposed as the initiative's backbone: for which roles, for how long."""

    type: ClassVar[str] = "registry.mandate.proposed"
    version: ClassVar[int] = 2
    subject: ClassVar[str] = "mandates/{mandate_id}"
    example: ClassVar[dict[str, Any]] = {
        "mandate_id": _MANDATE,
        "organization_ids": [_HOLDER],
        "backbone_type": "existing_nonprofit",
        "roles": ["convene_engage", "dialogue_trust"],
        "starts_on": "2026-12-01",
        "ends_on": "2028-11-30",
        "renews": "01936f9a-0000-7000-8000-000000000034",
        "consulted_ids": ["01936f9a-0000-7000-8000-000000000004"],
        "carrier_ids": ["01936f9a-0000-7000-8000-000000000004"],
        "carried_roles": ["shared_measurement"],
        "sharer_ids": [_HOLDER],
        "shared_roles": ["convene_engage"],
        "authority": {"he": "מכנסת, מתאמת ומודדת; אינה מחליטה במקום השותפים."},
        "consulted": {"he": "שאלנו את כל חברי הרשת ואת הפורום הקהילתי."},
    }
    mandate_id: Annotated[UUID, OPEN]
    organization_ids: Annotated[list[UUID], OPEN]
    backbone_type: Annotated[BackboneType, OPEN]
    roles: Annotated[list[BackboneRole], OPEN]
    starts_on: Annotated[date, OPEN]
    ends_on: Annotated[date, OPEN]
    renews: Annotated[UUID | None, OPEN] = None
    """The mandate it would continue."""
    consulted_ids: Annotated[list[UUID] | None, OPEN] = None
    """Organizations that were asked what they think of it."""
    carrier_ids: Annotated[list[UUID] | None, OPEN] = None
    """Partners that would carry roles the backbone does not take on: each with one in `carried_roles`."""
    carried_roles: Annotated[list[BackboneRole] | None, OPEN] = None
    sharer_ids: Annotated[list[UUID] | None, OPEN] = None
    """Of a mandate that several share, who takes which role: each with one in `shared_roles`."""
    shared_roles: Annotated[list[BackboneRole] | None, OPEN] = None
    authority: Annotated[LocalizedText | None, FOR_MEMBERS] = None
    consulted: Annotated[LocalizedText | None, FOR_MEMBERS] = None


class MandateWithdrawn(Event):
    """The proposal of a mandate was taken back before it was decided."""

    type: ClassVar[str] = "registry.mandate.withdrawn"
    subject: ClassVar[str] = "mandates/{mandate_id}"
    example: ClassVar[dict[str, Any]] = {"mandate_id": _MANDATE, "organization_ids": [_HOLDER]}
    mandate_id: Annotated[UUID, OPEN]
    organization_ids: Annotated[list[UUID], OPEN]


class CarrierAnswered(Event):
    """A partner said whether it carries the roles it was named for."""

    type: ClassVar[str] = "registry.mandate.carrier_answered"
    subject: ClassVar[str] = "mandates/{mandate_id}"
    example: ClassVar[dict[str, Any]] = {
        "mandate_id": _MANDATE,
        "organization_id": "01936f9a-0000-7000-8000-000000000004",
        "answer": "carries",
    }
    mandate_id: Annotated[UUID, OPEN]
    organization_id: Annotated[UUID, OPEN]
    answer: Annotated[CarrierAnswer, OPEN]
