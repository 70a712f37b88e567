"""The facts of ballots: what a voter says, each change anew; where nobody may see that, that they voted."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedText
from shared.outcomes import Choice


class BallotCast(Event):
    """A voter said something on an open decision; until it closes, the last word counts."""

    type: ClassVar[str] = "agenda.ballot.cast"
    subject: ClassVar[str] = "decisions/{decision_id}"
    people: ClassVar[tuple[str, ...]] = ("cast_by",)
    example: ClassVar[dict[str, Any]] = {
        "decision_id": "01936f9a-0000-7000-8000-000000000041",
        "voter_id": "01936f9a-0000-7000-8000-000000000002",
        "cast_by": "01936f9a-0000-7000-8000-000000000003",
        "choice": "yes",
        "reason": {"he": "זה מה שביקשו המשפחות."},
    }
    decision_id: Annotated[UUID, OPEN]
    voter_id: Annotated[UUID, OPEN]
    cast_by: Annotated[UUID, OPEN]
    choice: Annotated[Choice, OPEN]
    reason: Annotated[LocalizedText | None, FOR_MEMBERS] = None


class PreferencesCast(Event):
    """A voter approved, scored or ranked the options of an open decision; the last word counts."""

    type: ClassVar[str] = "agenda.ballot.preferences_cast"
    subject: ClassVar[str] = "decisions/{decision_id}"
    people: ClassVar[tuple[str, ...]] = ("cast_by",)
    example: ClassVar[dict[str, Any]] = {
        "decision_id": "01936f9a-0000-7000-8000-000000000041",
        "voter_id": "01936f9a-0000-7000-8000-000000000002",
        "cast_by": "01936f9a-0000-7000-8000-000000000003",
        "option_ids": ["01936f9a-0000-7000-8000-000000000044"],
        "scores": [5],
        "reason": {"he": "בלי זה אין טעם בשאר."},
    }
    decision_id: Annotated[UUID, OPEN]
    voter_id: Annotated[UUID, OPEN]
    cast_by: Annotated[UUID, OPEN]
    option_ids: Annotated[list[UUID], OPEN]
    """Approved; ranked, the best first; or scored, each with its score in `scores`."""
    scores: Annotated[list[int] | None, OPEN] = None
    reason: Annotated[LocalizedText | None, FOR_MEMBERS] = None


class BallotGiven(Event):
    """A voter cast or changed a ballot on a decision whose ballots nobody sees before it closes."""

    type: ClassVar[str] = "agenda.ballot.given"
    subject: ClassVar[str] = "decisions/{decision_id}"
    people: ClassVar[tuple[str, ...]] = ("cast_by",)
    example: ClassVar[dict[str, Any]] = {
        "decision_id": "01936f9a-0000-7000-8000-000000000041",
        "voter_id": "01936f9a-0000-7000-8000-000000000002",
        "cast_by": "01936f9a-0000-7000-8000-000000000003",
    }
    decision_id: Annotated[UUID, OPEN]
    voter_id: Annotated[UUID, OPEN]
    cast_by: Annotated[UUID, OPEN]
