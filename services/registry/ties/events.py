"""Facts of ties between organizations: reported, corrected, ended, confirmed or denied, withdrawn.

What kind of tie it is, is a word of the initiative's own and therefore sealed.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event


class TieIntensity(StrEnum):
    """How close two organizations work, from knowing of each other to working as one."""

    AWARENESS = "awareness"
    """They know of each other."""
    COOPERATION = "cooperation"
    """They exchange information, and help where it is asked for."""
    COORDINATION = "coordination"
    """They plan and act with regard to each other."""
    INTEGRATION = "integration"
    """They share means, and answer for something together."""


class TieDirection(StrEnum):
    """Which way a tie goes."""

    ONE_WAY = "one_way"
    """From the one to the other; the way back would be a tie of its own."""
    MUTUAL = "mutual"
    """Both ways alike."""


class TieView(StrEnum):
    """What an organization says of a tie of its own."""

    CONFIRMED = "confirmed"
    DENIED = "denied"
    UNANSWERED = "unanswered"


_TIE = "01936f9a-0000-7000-8000-000000000081"
_HOUSE = "01936f9a-0000-7000-8000-000000000002"
_DESCRIPTION: dict[str, Any] = {
    "tie_id": _TIE,
    "from_organization_id": _HOUSE,
    "to_organization_id": "01936f9a-0000-7000-8000-000000000005",
    "kind": "referral",
    "intensity": "cooperation",
    "direction": "one_way",
    "since": "2025-01-01",
}


class TieReported(Event):
    """A tie between two organizations was reported, by one of them or by whoever maps the field."""

    type: ClassVar[str] = "registry.tie.reported"
    subject: ClassVar[str] = "ties/{tie_id}"
    example: ClassVar[dict[str, Any]] = {**_DESCRIPTION, "reported_by": _HOUSE, "mapped": False}
    tie_id: Annotated[UUID, OPEN]
    from_organization_id: Annotated[UUID, OPEN]
    to_organization_id: Annotated[UUID, OPEN]
    direction: Annotated[TieDirection, OPEN]
    intensity: Annotated[TieIntensity | None, OPEN] = None
    since: Annotated[date | None, OPEN] = None
    until: Annotated[date | None, OPEN] = None
    reported_by: Annotated[UUID | None, OPEN] = None
    mapped: Annotated[bool, OPEN]
    kind: Annotated[str, FOR_MEMBERS]


class TieCorrected(Event):
    """What is recorded of a tie was corrected: the values that hold from now on."""

    type: ClassVar[str] = "registry.tie.corrected"
    subject: ClassVar[str] = "ties/{tie_id}"
    example: ClassVar[dict[str, Any]] = {**_DESCRIPTION, "until": "2026-06-30"}
    tie_id: Annotated[UUID, OPEN]
    from_organization_id: Annotated[UUID, OPEN]
    to_organization_id: Annotated[UUID, OPEN]
    direction: Annotated[TieDirection, OPEN]
    intensity: Annotated[TieIntensity | None, OPEN] = None
    since: Annotated[date | None, OPEN] = None
    until: Annotated[date | None, OPEN] = None
    kind: Annotated[str, FOR_MEMBERS]


class TieEnded(Event):
    """A tie's last day was set."""

    type: ClassVar[str] = "registry.tie.ended"
    subject: ClassVar[str] = "ties/{tie_id}"
    example: ClassVar[dict[str, Any]] = {
        "tie_id": _TIE,
        "from_organization_id": _HOUSE,
        "to_organization_id": "01936f9a-0000-7000-8000-000000000005",
        "until": "2026-06-30",
    }
    tie_id: Annotated[UUID, OPEN]
    from_organization_id: Annotated[UUID, OPEN]
    to_organization_id: Annotated[UUID, OPEN]
    until: Annotated[date, OPEN]


class TieAnswered(Event):
    """One side of a tie confirmed or denied it."""

    type: ClassVar[str] = "registry.tie.answered"
    subject: ClassVar[str] = "ties/{tie_id}"
    example: ClassVar[dict[str, Any]] = {
        "tie_id": _TIE,
        "organization_id": "01936f9a-0000-7000-8000-000000000005",
        "view": "confirmed",
    }
    tie_id: Annotated[UUID, OPEN]
    organization_id: Annotated[UUID, OPEN]
    view: Annotated[TieView, OPEN]


class TieWithdrawn(Event):
    """A report of a tie was taken back; it is shown nowhere any more."""

    type: ClassVar[str] = "registry.tie.withdrawn"
    subject: ClassVar[str] = "ties/{tie_id}"
    example: ClassVar[dict[str, Any]] = {"tie_id": _TIE}
    tie_id: Annotated[UUID, OPEN]
