"""Facts of engagement activities: what was held with the community, and whom it reached."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event
from shared.localization.languages import Language
from shared.localization.texts import LocalizedLine, LocalizedText


class Involvement(StrEnum):
    """How much is in the hands of those who come, from hearing of it to deciding."""

    INFORM = "inform"
    CONSULT = "consult"
    INVOLVE = "involve"
    COLLABORATE = "collaborate"
    EMPOWER = "empower"
    """They decide."""


class Support(StrEnum):
    """What makes it possible to take part."""

    INTERPRETING = "interpreting"
    CHILDCARE = "childcare"
    TRAVEL = "travel"
    PAY = "pay"
    """For the time of those who come."""
    MEALS = "meals"
    ACCESSIBLE_PLACE = "accessible_place"
    CONVENIENT_TIME = "convenient_time"
    ONLINE = "online"


_DESCRIBED: dict[str, Any] = {
    "engagement_id": "01936f9a-0000-7000-8000-000000000064",
    "held_on": "2026-11-10",
    "involvement": "involve",
    "organization_ids": ["01936f9a-0000-7000-8000-000000000002"],
    "languages": ["ar", "he"],
    "support": ["interpreting", "childcare"],
    "invited": 60,
    "took_part": 34,
    "with_lived_experience": 12,
    "title": {"he": "ערב הקשבה במתנ״ס", "ar": "أمسية استماع في المركز الجماهيري"},
    "text": {"he": "מה היה עוזר לכן לפנות מוקדם יותר."},
}


class EngagementActivityRecorded(Event):
    """Something was done with the community: how much was in its hands, and how many it reached. No names."""

    type: ClassVar[str] = "registry.engagement_activity.recorded"
    subject: ClassVar[str] = "engagement-activities/{engagement_id}"
    example: ClassVar[dict[str, Any]] = _DESCRIBED
    engagement_id: Annotated[UUID, OPEN]
    held_on: Annotated[date, OPEN]
    involvement: Annotated[Involvement, OPEN]
    organization_ids: Annotated[list[UUID], OPEN]
    languages: Annotated[list[Language], OPEN]
    support: Annotated[list[Support], OPEN]
    invited: Annotated[int | None, OPEN] = None
    took_part: Annotated[int, OPEN]
    with_lived_experience: Annotated[int | None, OPEN] = None
    """How many said so themselves, as a number."""
    title: Annotated[LocalizedLine, FOR_MEMBERS]
    text: Annotated[LocalizedText | None, FOR_MEMBERS] = None


class EngagementActivityCorrected(EngagementActivityRecorded):
    """What was recorded of an activity was corrected: the values that hold from now on."""

    type: ClassVar[str] = "registry.engagement_activity.corrected"
    example: ClassVar[dict[str, Any]] = _DESCRIBED


class EngagementActivityWithdrawn(Event):
    """An activity was recorded by mistake, or did not take place; it counts for nothing."""

    type: ClassVar[str] = "registry.engagement_activity.withdrawn"
    subject: ClassVar[str] = "engagement-activities/{engagement_id}"
    example: ClassVar[dict[str, Any]] = {"engagement_id": "01936f9a-0000-7000-8000-000000000064"}
    engagement_id: Annotated[UUID, OPEN]
