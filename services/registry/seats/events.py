"""Facts of seats in forums: proposed, accepted, declined, taken back, taken, given up.

That a seat is filled or vacated is the forum's decision, and a fact of the agenda's.
"""

from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import OPEN, Event
from shared.governance import SeatRole


class SeatStatus(StrEnum):
    """How far a seat has come."""

    PROPOSED = "proposed"
    """Whoever is to hold it has not answered yet."""
    ACCEPTED = "accepted"
    """Its holder would take it; the forum has not decided yet."""
    SEATED = "seated"
    """Its holder sits in the forum."""
    DECLINED = "declined"
    """Whoever was to hold it would not."""
    WITHDRAWN = "withdrawn"
    """The proposal was taken back."""
    ENDED = "ended"
    """Its holder sat in the forum, and does no longer."""


_NAMED: dict[str, Any] = {
    "seat_id": "01936f9a-0000-7000-8000-000000000032",
    "forum_id": "01936f9a-0000-7000-8000-000000000031",
    "person_id": "01936f9a-0000-7000-8000-000000000003",
    "organization_id": "01936f9a-0000-7000-8000-000000000002",
    "role": "member",
    "votes": True,
}


class SeatFact(Event):
    """What every fact of a seat states: whose it is, in which forum, as what."""

    subject: ClassVar[str] = "forums/{forum_id}"
    example: ClassVar[dict[str, Any]] = _NAMED
    seat_id: Annotated[UUID, OPEN]
    forum_id: Annotated[UUID, OPEN]
    person_id: Annotated[UUID, OPEN]
    organization_id: Annotated[UUID | None, OPEN] = None
    role: Annotated[SeatRole, OPEN]
    votes: Annotated[bool, OPEN]


class SeatProposed(SeatFact):
    """Somebody was proposed for a seat in a forum."""

    type: ClassVar[str] = "registry.seat.proposed"


class SeatAccepted(SeatFact):
    """Whoever was proposed for a seat would take it, if the forum so decides."""

    type: ClassVar[str] = "registry.seat.accepted"


class SeatDeclined(SeatFact):
    """Whoever was proposed for a seat would not take it."""

    type: ClassVar[str] = "registry.seat.declined"


class SeatWithdrawn(SeatFact):
    """A proposal for a seat was taken back before the forum decided."""

    type: ClassVar[str] = "registry.seat.withdrawn"


class SeatTaken(SeatFact):
    """Somebody joined an action circle: whoever comes forms it, no decision is needed."""

    type: ClassVar[str] = "registry.seat.taken"


class SeatGivenUp(SeatFact):
    """The holder of a seat gave it up, or left the initiative."""

    type: ClassVar[str] = "registry.seat.given_up"
