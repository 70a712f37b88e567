"""The facts of publishing: what hidden and secret ballots say, once their decision closes."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from services.agenda.decisions.events import VoterSector
from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedText
from shared.outcomes import Choice


class BallotsPublished(Event):
    """What the ballots say that count, told as their decision closes; many of them in several events.

    The lists go together, ballot by ballot. Hidden ballots are told with their voters, secret ones with their
    receipts, in the order of these, which tells nothing.
    """

    type: ClassVar[str] = "agenda.ballot.published"
    subject: ClassVar[str] = "decisions/{decision_id}"
    example: ClassVar[dict[str, Any]] = {
        "decision_id": "01936f9a-0000-7000-8000-000000000041",
        "receipts": ["5f0c5f0e-6c5b-4f0e-9d0b-3a1f4d9d7a10", "c1d7a7d2-90b1-4a57-8b1c-2f6d0f3e5b77"],
        "choices": ["yes", "no"],
    }
    decision_id: Annotated[UUID, OPEN]
    voter_ids: Annotated[list[UUID] | None, OPEN] = None
    receipts: Annotated[list[UUID] | None, OPEN] = None
    sectors: Annotated[list[VoterSector] | None, OPEN] = None
    """Of secret ballots by the sector-balanced method, which asks what each sector says."""
    choices: Annotated[list[Choice] | None, OPEN] = None
    option_ids: Annotated[list[list[UUID]] | None, OPEN] = None
    """Of methods that order options: approved; ranked, the best first; or scored, with `scores`."""
    scores: Annotated[list[list[int]] | None, OPEN] = None


class BallotReasonPublished(Event):
    """Why a voter says what they do, of a ballot that was hidden until its decision closed."""

    type: ClassVar[str] = "agenda.ballot.reason_published"
    subject: ClassVar[str] = "decisions/{decision_id}"
    people: ClassVar[tuple[str, ...]] = ("cast_by",)
    example: ClassVar[dict[str, Any]] = {
        "decision_id": "01936f9a-0000-7000-8000-000000000041",
        "voter_id": "01936f9a-0000-7000-8000-000000000002",
        "cast_by": "01936f9a-0000-7000-8000-000000000003",
        "reason": {"he": "זה מה שביקשו המשפחות."},
    }
    decision_id: Annotated[UUID, OPEN]
    voter_id: Annotated[UUID, OPEN]
    cast_by: Annotated[UUID, OPEN]
    reason: Annotated[LocalizedText, FOR_MEMBERS]
