"""Facts of seats in forums: proposed, accepted, declined, taken back, taken, given up; and of their terms.

That a seat is filled or vacated is the forum's decision, and a fact of the agenda's.
"""

from datetime import date, datetime
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
    "ends_on": "2027-12-31",
    "ends_at": "2027-12-31T22:00:00Z",
}


class SeatFact(Event):
    """What every fact of a seat states: whose it is, in which forum, as what."""

    version: ClassVar[int] = 2
    subject: ClassVar[str] = "forums/{forum_id}"
    example: ClassVar[dict[str, Any]] = _NAMED
    seat_id: Annotated[UUID, OPEN]
    forum_id: Annotated[UUID, OPEN]
    person_id: Annotated[UUID, OPEN]
    organization_id: Annotated[UUID | None, OPEN] = None
    role: Annotated[SeatRole, OPEN]
    votes: Annotated[bool, OPEN]
    ends_on: Annotated[date | None, OPEN] = None
    """The last day of its term, where it has one."""
    ends_at: Annotated[datetime | None, OPEN] = None
    """The midnight after it, where the forum is."""


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


class SeatPassedOn(SeatFact):
    """An organization named who sits for it from now on, in a forum where that is its own to say.

    The seat of before is over, and its holder's ballots stay theirs.
    """

    type: ClassVar[str] = "registry.seat.passed_on"
    version: ClassVar[int] = 1
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        "organization_id": "01936f9a-0000-7000-8000-000000000002",
        "from_seat_id": "01936f9a-0000-7000-8000-000000000033",
        "from_person_id": "01936f9a-0000-7000-8000-000000000007",
    }
    organization_id: Annotated[UUID, OPEN]
    from_seat_id: Annotated[UUID, OPEN]
    from_person_id: Annotated[UUID, OPEN]


class SeatGivenUp(SeatFact):
    """The holder of a seat gave it up, or left the initiative."""

    type: ClassVar[str] = "registry.seat.given_up"


class _OfTerm(SeatFact):
    """What every fact of a term states: until when."""

    version: ClassVar[int] = 1
    ends_on: Annotated[date, OPEN]
    ends_at: Annotated[datetime, OPEN]


class SeatRenewalAsked(_OfTerm):
    """The holder of a seat would stay for another term, until a day, if the forum so decides."""

    type: ClassVar[str] = "registry.seat.renewal_asked"


class SeatTermEnding(_OfTerm):
    """The term of a seat ends within a month; said once of each end."""

    type: ClassVar[str] = "registry.seat.term_ending"


class SeatTermEnded(_OfTerm):
    """The term of a seat is over, and its holder sits in the forum no longer."""

    type: ClassVar[str] = "registry.seat.term_ended"
