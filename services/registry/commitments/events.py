"""Facts of a commitment: made, seen by either side as kept or not, renegotiated, taken back."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedText


class CommitmentStatus(StrEnum):
    """What became of a commitment."""

    OPEN = "open"
    """Neither has it become of age, nor do both sides say the same of it."""
    KEPT = "kept"
    """Both sides say that it was kept."""
    NOT_KEPT = "not_kept"
    """Both sides say that it was not."""
    RENEGOTIATED = "renegotiated"
    """Both sides agreed on another day, and it is open again."""


class CommitmentSide(StrEnum):
    """Of the two sides of a commitment, one."""

    BY = "by"
    """Who promised."""
    TO = "to"
    """Who was promised something."""


class CommitmentOutcome(StrEnum):
    """How it went, as one side sees it."""

    KEPT = "kept"
    NOT_KEPT = "not_kept"


class Reminder(StrEnum):
    """Of what the sides of a commitment are reminded."""

    DUE_SOON = "due_soon"
    """It is due within a week."""
    OVERDUE = "overdue"
    """Its day is past, and its sides have not both said how it went."""


_COMMITMENT = "01936f9a-0000-7000-8000-000000000051"
_RENEGOTIATION = "01936f9a-0000-7000-8000-000000000052"
_PERSON = "01936f9a-0000-7000-8000-000000000003"


class CommitmentMade(Event):
    """One side promised the other something."""

    type: ClassVar[str] = "registry.commitment.made"
    version: ClassVar[int] = 2
    subject: ClassVar[str] = "commitments/{commitment_id}"
    people: ClassVar[tuple[str, ...]] = ("by_person_id", "to_person_id")
    example: ClassVar[dict[str, Any]] = {
        "commitment_id": _COMMITMENT,
        "by_person_id": _PERSON,
        "to_organization_id": "01936f9a-0000-7000-8000-000000000002",
        "due_on": "2026-12-15",
        "interaction_id": "01936f9a-0000-7000-8000-000000000041",
        "text": {"he": "נשלח את נתוני הפניות של השנה האחרונה."},
    }
    commitment_id: Annotated[UUID, OPEN]
    by_person_id: Annotated[UUID | None, OPEN] = None
    by_organization_id: Annotated[UUID | None, OPEN] = None
    to_person_id: Annotated[UUID | None, OPEN] = None
    to_organization_id: Annotated[UUID | None, OPEN] = None
    due_on: Annotated[date | None, OPEN] = None
    interaction_id: Annotated[UUID | None, OPEN] = None
    meeting_id: Annotated[UUID | None, OPEN] = None
    """The meeting it is a follow-up of."""
    text: Annotated[LocalizedText, FOR_MEMBERS]


class CommitmentViewed(Event):
    """One side said how it went; the status follows where both say the same."""

    type: ClassVar[str] = "registry.commitment.viewed"
    subject: ClassVar[str] = "commitments/{commitment_id}"
    people: ClassVar[tuple[str, ...]] = ("author_id",)
    example: ClassVar[dict[str, Any]] = {
        "commitment_id": _COMMITMENT,
        "side": "to",
        "outcome": "kept",
        "status": "open",
        "author_id": _PERSON,
        "note": {"he": "הגיע בזמן ומלא."},
    }
    commitment_id: Annotated[UUID, OPEN]
    side: Annotated[CommitmentSide, OPEN]
    outcome: Annotated[CommitmentOutcome, OPEN]
    status: Annotated[CommitmentStatus, OPEN]
    author_id: Annotated[UUID, OPEN]
    note: Annotated[LocalizedText | None, FOR_MEMBERS] = None


class RenegotiationProposed(Event):
    """One side asked the other for another day."""

    type: ClassVar[str] = "registry.commitment.renegotiation_proposed"
    subject: ClassVar[str] = "commitments/{commitment_id}"
    people: ClassVar[tuple[str, ...]] = ("author_id",)
    example: ClassVar[dict[str, Any]] = {
        "commitment_id": _COMMITMENT,
        "renegotiation_id": _RENEGOTIATION,
        "side": "by",
        "due_on": "2027-01-15",
        "author_id": _PERSON,
        "reason": {"he": "רכזת הנתונים בחופשת לידה."},
    }
    commitment_id: Annotated[UUID, OPEN]
    renegotiation_id: Annotated[UUID, OPEN]
    side: Annotated[CommitmentSide, OPEN]
    due_on: Annotated[date, OPEN]
    author_id: Annotated[UUID, OPEN]
    reason: Annotated[LocalizedText, FOR_MEMBERS]


class CommitmentRenegotiated(Event):
    """The other side agreed to another day; what both said of the earlier one counts no longer."""

    type: ClassVar[str] = "registry.commitment.renegotiated"
    subject: ClassVar[str] = "commitments/{commitment_id}"
    example: ClassVar[dict[str, Any]] = {
        "commitment_id": _COMMITMENT,
        "renegotiation_id": _RENEGOTIATION,
        "from_due_on": "2026-12-15",
        "due_on": "2027-01-15",
    }
    commitment_id: Annotated[UUID, OPEN]
    renegotiation_id: Annotated[UUID, OPEN]
    from_due_on: Annotated[date | None, OPEN] = None
    due_on: Annotated[date, OPEN]


class CommitmentPassedOn(Event):
    """One side of a commitment, an organization, is from now on answered for by another person of its own."""

    type: ClassVar[str] = "registry.commitment.passed_on"
    subject: ClassVar[str] = "commitments/{commitment_id}"
    example: ClassVar[dict[str, Any]] = {
        "commitment_id": _COMMITMENT,
        "side": "by",
        "organization_id": "01936f9a-0000-7000-8000-000000000002",
        "from_person_id": _PERSON,
        "person_id": "01936f9a-0000-7000-8000-000000000007",
    }
    commitment_id: Annotated[UUID, OPEN]
    side: Annotated[CommitmentSide, OPEN]
    organization_id: Annotated[UUID, OPEN]
    from_person_id: Annotated[UUID, OPEN]
    person_id: Annotated[UUID, OPEN]


class CommitmentWithdrawn(Event):
    """Whoever recorded a commitment, or was promised it, took it off; it counts for nothing any more."""

    type: ClassVar[str] = "registry.commitment.withdrawn"
    subject: ClassVar[str] = "commitments/{commitment_id}"
    example: ClassVar[dict[str, Any]] = {"commitment_id": _COMMITMENT}
    commitment_id: Annotated[UUID, OPEN]


class CommitmentReminded(Event):
    """The sides of a commitment were reminded of it; once of each for a day it is due on."""

    type: ClassVar[str] = "registry.commitment.reminded"
    subject: ClassVar[str] = "commitments/{commitment_id}"
    example: ClassVar[dict[str, Any]] = {
        "commitment_id": _COMMITMENT,
        "kind": "due_soon",
        "due_on": "2026-12-15",
        "by_person_id": _PERSON,
    }
    commitment_id: Annotated[UUID, OPEN]
    kind: Annotated[Reminder, OPEN]
    due_on: Annotated[date, OPEN]
    by_person_id: Annotated[UUID | None, OPEN] = None
    by_organization_id: Annotated[UUID | None, OPEN] = None
    to_person_id: Annotated[UUID | None, OPEN] = None
    to_organization_id: Annotated[UUID | None, OPEN] = None
