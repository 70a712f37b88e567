"""Bodies of the commitments' API."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import Field, model_validator

from services.registry.commitments.errors import SIDES_SAME
from services.registry.commitments.events import CommitmentOutcome, CommitmentSide, CommitmentStatus
from services.registry.interactions.schemas import Party, PartyNamed
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedText, LocalizedText


class CommitmentCreate(RequestBody):
    """Who promised whom what. The backbone's own promises are commitments like all others."""

    by: PartyNamed = Field(description="Who promised: a person, perhaps for an organization, or one of both.")
    to: PartyNamed = Field(description="Who was promised it.")
    text: LocalizedText
    due_on: date | None = None
    interaction_id: UUID | None = Field(None, description="From which interaction; no confidential one.")
    meeting_id: UUID | None = Field(None, description="Of which meeting it is a follow-up.")

    @model_validator(mode="after")
    def _two_sides(self) -> Self:
        if self.by == self.to:
            raise SIDES_SAME.broken()
        return self


class ViewPut(RequestBody):
    """How it went, as one side sees it."""

    outcome: CommitmentOutcome
    note: LocalizedText | None = None


class RenegotiationCreate(RequestBody):
    """Another day that one side asks for."""

    due_on: date
    reason: LocalizedText


class CommitmentView(ResponseBody):
    """How it went, as one side sees it."""

    side: CommitmentSide
    outcome: CommitmentOutcome
    note: CheckedText | None = Field(description="Null, too, once whoever wrote it has been erased.")
    author_id: UUID | None = Field(description="Who said so for the side.")
    said_at: datetime


class Commitment(ResponseBody):
    """Something one side promised the other."""

    id: UUID
    by: Party
    to: Party
    text: CheckedText | None = Field(description="Null once a person of either side has been erased.")
    due_on: date | None
    status: CommitmentStatus = Field(
        description="`kept` or `not_kept` where both sides say so; where they differ, see `views`."
    )
    views: list[CommitmentView] = Field(description="What the sides say, each its own; none, one or two.")
    withdrawn: bool
    interaction_id: UUID | None
    meeting_id: UUID | None
    recorded_by: UUID | None
    created_at: datetime
    version: int


class Renegotiation(ResponseBody):
    """A day that one side asked for, and whether the other agreed."""

    id: UUID
    side: CommitmentSide = Field(description="Who asked.")
    from_due_on: date | None = Field(description="The day before.")
    due_on: date
    reason: CheckedText | None = Field(description="Null once whoever wrote it has been erased.")
    author_id: UUID | None
    proposed_at: datetime
    accepted_at: datetime | None
