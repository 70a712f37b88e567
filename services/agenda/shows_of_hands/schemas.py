"""Bodies of shows of hands."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from services.agenda.ballots.schemas import BallotSaid
from services.agenda.shows_of_hands.errors import VOTER_TWICE
from shared.http.bodies import RequestBody, ResponseBody


class HandShown(BallotSaid):
    """What one voter showed."""

    voter_id: UUID
    shown_by: UUID | None = Field(
        None, description="Of an organization: who showed it, representing it. Of a person: absent or null."
    )


class ShowOfHandsCreate(RequestBody):
    """How a meeting voted."""

    meeting_id: UUID = Field(description="A meeting of the decision's forum.")
    hands: Annotated[list[HandShown], Field(min_length=1, max_length=500)]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if len({hand.voter_id for hand in self.hands}) < len(self.hands):
            raise VOTER_TWICE.broken()
        return self


class ShowOfHands(ResponseBody):
    """What became of the hands that were shown."""

    decision_id: UUID
    meeting_id: UUID
    recorded: int
    kept_voter_ids: list[UUID] = Field(
        description="Voters who had given a ballot themselves, which stays as it is."
    )
    correct_until: datetime = Field(
        description="Until then each voter can correct what was recorded of them, and the decision does not "
        "close."
    )
