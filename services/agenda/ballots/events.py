"""The facts of ballots: what a voter says, each change anew; what awaits a confirmation, and gets it."""

from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedText
from shared.outcomes import Choice

_DECISION = "01936f9a-0000-7000-8000-000000000041"
_VOTER = "01936f9a-0000-7000-8000-000000000002"
_PERSON = "01936f9a-0000-7000-8000-000000000003"
_NAMED: dict[str, Any] = {"decision_id": _DECISION, "voter_id": _VOTER}


class _Ballot(Event):
    subject: ClassVar[str] = "decisions/{decision_id}"
    decision_id: Annotated[UUID, OPEN]
    voter_id: Annotated[UUID, OPEN]


class BallotCast(_Ballot):
    """A voter said something on an open decision; until it closes, the last word counts.

    With `recorded_by`, the voter showed a hand in a meeting, and somebody wrote it down.
    """

    type: ClassVar[str] = "agenda.ballot.cast"
    version: ClassVar[int] = 3
    people: ClassVar[tuple[str, ...]] = ("cast_by", "recorded_by")
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        "cast_by": _PERSON,
        "choice": "yes",
        "reason": {"he": "זה מה שביקשו המשפחות."},
    }
    cast_by: Annotated[UUID, OPEN]
    choice: Annotated[Choice, OPEN]
    proxy_id: Annotated[UUID | None, OPEN] = None
    """By which `cast_by` voted for the voter."""
    recorded_by: Annotated[UUID | None, OPEN] = None
    meeting_id: Annotated[UUID | None, OPEN] = None
    reason: Annotated[LocalizedText | None, FOR_MEMBERS] = None


class PreferencesCast(_Ballot):
    """A voter approved, scored or ranked the options of an open decision; the last word counts."""

    type: ClassVar[str] = "agenda.ballot.preferences_cast"
    version: ClassVar[int] = 3
    people: ClassVar[tuple[str, ...]] = ("cast_by", "recorded_by")
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        "cast_by": _PERSON,
        "option_ids": ["01936f9a-0000-7000-8000-000000000044"],
        "scores": [5],
        "reason": {"he": "בלי זה אין טעם בשאר."},
    }
    cast_by: Annotated[UUID, OPEN]
    option_ids: Annotated[list[UUID], OPEN]
    """Approved; ranked, the best first; or scored, each with its score in `scores`."""
    scores: Annotated[list[int] | None, OPEN] = None
    proxy_id: Annotated[UUID | None, OPEN] = None
    """By which `cast_by` voted for the voter."""
    recorded_by: Annotated[UUID | None, OPEN] = None
    meeting_id: Annotated[UUID | None, OPEN] = None
    reason: Annotated[LocalizedText | None, FOR_MEMBERS] = None


class Awaits(StrEnum):
    """What a ballot awaits before it counts."""

    VOTER = "voter"
    """It was recorded for a voter who was not there, and counts when the voter says that it is theirs."""
    APPROVAL = "approval"
    """It was given subject to the approval of the voter's organization."""


class BallotGivenForConfirmation(_Ballot):
    """A ballot that counts only once it is confirmed; what the voter said before counts no more."""

    type: ClassVar[str] = "agenda.ballot.given_for_confirmation"
    version: ClassVar[int] = 2
    people: ClassVar[tuple[str, ...]] = ("cast_by", "recorded_by", "voter_id")
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        "awaits": "voter",
        "recorded_by": _PERSON,
        "choice": "yes",
        "reason": {"he": "כך נמסר בטלפון."},
    }
    awaits: Annotated[Awaits, OPEN]
    cast_by: Annotated[UUID | None, OPEN] = None
    """Who gave it subject to approval."""
    proxy_id: Annotated[UUID | None, OPEN] = None
    recorded_by: Annotated[UUID | None, OPEN] = None
    """Who recorded it for a voter who was not there."""
    choice: Annotated[Choice | None, OPEN] = None
    option_ids: Annotated[list[UUID] | None, OPEN] = None
    scores: Annotated[list[int] | None, OPEN] = None
    reason: Annotated[LocalizedText | None, FOR_MEMBERS] = None


class BallotGiven(_Ballot):
    """A voter cast or changed a ballot on a decision whose ballots nobody sees before it closes."""

    type: ClassVar[str] = "agenda.ballot.given"
    version: ClassVar[int] = 2
    people: ClassVar[tuple[str, ...]] = ("cast_by",)
    example: ClassVar[dict[str, Any]] = {**_NAMED, "cast_by": _PERSON}
    cast_by: Annotated[UUID, OPEN]
    proxy_id: Annotated[UUID | None, OPEN] = None
    awaits: Annotated[Awaits | None, OPEN] = None
    """What it awaits before it counts; absent where it counts at once."""


class BallotConfirmed(_Ballot):
    """A ballot was confirmed, by the voter or whoever speaks for it: from now on it counts."""

    type: ClassVar[str] = "agenda.ballot.confirmed"
    people: ClassVar[tuple[str, ...]] = ("cast_by",)
    example: ClassVar[dict[str, Any]] = {**_NAMED, "cast_by": _PERSON}
    cast_by: Annotated[UUID, OPEN]


class BallotRejected(_Ballot):
    """A ballot that awaited confirmation is not the voter's, or was not approved: there is none now."""

    type: ClassVar[str] = "agenda.ballot.rejected"
    people: ClassVar[tuple[str, ...]] = ("rejected_by",)
    example: ClassVar[dict[str, Any]] = {**_NAMED, "rejected_by": _PERSON}
    rejected_by: Annotated[UUID, OPEN]
