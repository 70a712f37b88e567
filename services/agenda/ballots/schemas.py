"""Bodies of the ballots' API."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedText, LocalizedText
from shared.outcomes import Choice


class BallotPut(RequestBody):
    """What a voter says."""

    choice: Choice
    reason: LocalizedText | None = Field(None, description="An objection needs one.")


class Ballot(ResponseBody):
    """What a voter says on a decision; until it closes it can be said anew."""

    voter_id: UUID
    choice: Choice
    reason: CheckedText | None
    cast_by: UUID | None = Field(description="Who cast it; null where that person has been erased.")
    cast_at: datetime
    version: int


class CastBallot(Ballot):
    """A ballot, with the decision it is about."""

    decision_id: UUID
