"""Bodies of the ballots' API."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedText, LocalizedText
from shared.outcomes import Choice


class BallotStatus(StrEnum):
    """Whether a ballot counts."""

    COUNTS = "counts"
    AWAITS_VOTER = "awaits_voter"
    """Recorded for a voter who was not there: counts when the voter confirms it."""
    AWAITS_APPROVAL = "awaits_approval"
    """Given subject to the organization's approval: counts when that is said to have come."""
    TO_BE_RENEWED = "to_be_renewed"
    """Given before the question was amended: counts again when the voter confirms it, or casts another."""
    REJECTED = "rejected"
    """Awaited confirmation and was not the voter's, or not approved. It says nothing."""


class OptionScore(RequestBody):
    """How good an option is."""

    option_id: UUID
    score: int = Field(ge=0, le=100)


class OptionScoreShown(ResponseBody):
    """How good an option is, as a voter sees it."""

    option_id: UUID
    score: int


Options = Annotated[list[UUID], Field(max_length=20)]


class BallotSaid(RequestBody):
    """What a voter says: one of the four, by the decision's method."""

    choice: Choice | None = Field(None, description="Of methods that adopt a question.")
    approved: Options | None = Field(None, description="Of approval; an empty list approves of none.")
    scores: Annotated[list[OptionScore], Field(max_length=20)] | None = Field(
        None, description="Of score; what is left out gets nothing."
    )
    ranking: Options | None = Field(
        None, description="Of ranked: the best first; what is left out stands behind, equal among itself."
    )
    reason: LocalizedText | None = Field(None, description="An objection needs one.")
    amendment_id: UUID | None = Field(
        None, description="The decision's `amendment_id`, where its question was amended."
    )


class BallotPut(BallotSaid):
    """What a voter says, and whether it counts at once."""

    subject_to_approval: bool = Field(
        False,
        description="The voter's organization has to approve first: the ballot counts once it is confirmed, "
        "and until then nothing of the voter does.",
    )


class Said(ResponseBody):
    """What a ballot says."""

    choice: Choice | None
    approved: list[UUID] | None
    scores: list[OptionScoreShown] | None
    ranking: list[UUID] | None


class Ballot(Said):
    """What a voter says on a decision; until it closes it can be said anew.

    What hidden and secret ballots say, and why, is null until the decision closes, save in the answer to
    casting one; of secret ones afterwards, too.
    """

    voter_id: UUID
    status: BallotStatus
    reason: CheckedText | None
    receipt: UUID | None = Field(
        description="Of a secret ballot, in the answer to casting it and nowhere else: keep it to find the "
        "ballot among those published. Each change of a ballot gets a new one."
    )
    cast_by: UUID | None = Field(
        description="Who cast or confirmed it, or showed a hand; null where nobody has yet, or that person "
        "has been erased."
    )
    proxy_id: UUID | None = Field(
        description="By which proxy `cast_by` voted for the voter, whose own ballot supersedes this one."
    )
    recorded_by: UUID | None = Field(
        description="Who wrote down what the voter said or showed. Null where the voter acted, or that "
        "person has been erased."
    )
    meeting_id: UUID | None = Field(description="The meeting in which a hand was shown.")
    correct_until: datetime | None = Field(
        description="Of a hand that was shown: until when the voter can correct it, even after `closes_at`."
    )
    cast_at: datetime
    version: int


class CastBallot(Ballot):
    """A ballot, with the decision it is about."""

    decision_id: UUID
