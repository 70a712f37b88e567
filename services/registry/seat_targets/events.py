"""Facts of how a forum is to be composed: seats wanted of a group, and wanted no longer."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from services.registry.organizations.events import Sector
from shared.eventlog.event_types import OPEN, Event

_TARGET = "01936f9a-0000-7000-8000-000000000077"
_FORUM = "01936f9a-0000-7000-8000-000000000031"


class SeatTargetSet(Event):
    """A forum is to have at least so many seats of a sector, or of a value of a grouping."""

    type: ClassVar[str] = "registry.seat_target.set"
    subject: ClassVar[str] = "forums/{forum_id}"
    example: ClassVar[dict[str, Any]] = {
        "target_id": _TARGET,
        "forum_id": _FORUM,
        "sector": "community",
        "at_least": 3,
        "with_votes": True,
    }
    target_id: Annotated[UUID, OPEN]
    forum_id: Annotated[UUID, OPEN]
    at_least: Annotated[int, OPEN]
    with_votes: Annotated[bool, OPEN]
    sector: Annotated[Sector | None, OPEN] = None
    grouping_id: Annotated[UUID | None, OPEN] = None
    value_id: Annotated[UUID | None, OPEN] = None


class SeatTargetDropped(Event):
    """Seats of a group are not wanted in a forum any more."""

    type: ClassVar[str] = "registry.seat_target.dropped"
    subject: ClassVar[str] = "forums/{forum_id}"
    example: ClassVar[dict[str, Any]] = {"target_id": _TARGET, "forum_id": _FORUM}
    target_id: Annotated[UUID, OPEN]
    forum_id: Annotated[UUID, OPEN]
