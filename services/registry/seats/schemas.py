"""Bodies of the API of seats in forums."""

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import Field, model_validator

from services.registry.seats.errors import OBSERVERS_DO_NOT_VOTE
from services.registry.seats.events import SeatStatus
from shared.governance import SeatRole
from shared.http.bodies import RequestBody, ResponseBody


class ForumMemberCreate(RequestBody):
    """Somebody to propose for a seat in a forum."""

    person_id: UUID
    organization_id: UUID | None = Field(
        None, description="For which organization they would sit; absent or null: for themself."
    )
    role: SeatRole = SeatRole.MEMBER
    votes: bool | None = Field(None, description="Absent or null: observers have no vote, others do.")

    @model_validator(mode="after")
    def _observers(self) -> Self:
        if self.role is SeatRole.OBSERVER and self.votes:
            raise OBSERVERS_DO_NOT_VOTE.broken()
        return self

    def has_vote(self) -> bool:
        """Whether the seat has a vote."""
        return self.role is not SeatRole.OBSERVER if self.votes is None else self.votes


class ForumMember(ResponseBody):
    """A seat in a forum: who holds it or was proposed for it."""

    id: UUID
    forum_id: UUID
    person_id: UUID
    organization_id: UUID | None
    role: SeatRole
    votes: bool
    status: SeatStatus
    created_at: datetime
    version: int
