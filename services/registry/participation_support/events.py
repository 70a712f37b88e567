"""Facts of support for taking part: given, taken back."""

from datetime import date
from typing import Annotated, Any, ClassVar
from uuid import UUID

from services.registry.engagement_activities.events import Support
from shared.eventlog.event_types import OPEN, Event

_SUPPORT = "01936f9a-0000-7000-8000-00000000006b"


class ParticipationSupportGiven(Event):
    """It was made possible for a number of people to take part in something. No names, and no words."""

    type: ClassVar[str] = "registry.participation_support.given"
    subject: ClassVar[str] = "participation-support/{support_id}"
    example: ClassVar[dict[str, Any]] = {
        "support_id": _SUPPORT,
        "support": "childcare",
        "given_on": "2026-11-10",
        "number": 9,
        "engagement_id": "01936f9a-0000-7000-8000-000000000064",
        "meeting_id": "01936f9a-0000-7000-8000-000000000035",
        "organization_id": "01936f9a-0000-7000-8000-000000000002",
        "spending_id": "01936f9a-0000-7000-8000-000000000069",
    }
    support_id: Annotated[UUID, OPEN]
    support: Annotated[Support, OPEN]
    given_on: Annotated[date, OPEN]
    number: Annotated[int, OPEN]
    engagement_id: Annotated[UUID | None, OPEN] = None
    meeting_id: Annotated[UUID | None, OPEN] = None
    """Where it was a forum's meeting; one of the two."""
    organization_id: Annotated[UUID | None, OPEN] = None
    spending_id: Annotated[UUID | None, OPEN] = None


class ParticipationSupportWithdrawn(Event):
    """Support was recorded by mistake; it counts for nothing."""

    type: ClassVar[str] = "registry.participation_support.withdrawn"
    subject: ClassVar[str] = "participation-support/{support_id}"
    example: ClassVar[dict[str, Any]] = {"support_id": _SUPPORT}
    support_id: Annotated[UUID, OPEN]
