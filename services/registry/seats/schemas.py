"""Bodies of the API of seats in forums."""

from datetime import date, datetime
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
    ends_on: date | None = Field(
        None,
        description="The last day of the term: it ends at the midnight after it where the forum is. Absent "
        "or null: the seat has no term.",
    )

    @model_validator(mode="after")
    def _observers(self) -> Self:
        if self.role is SeatRole.OBSERVER and self.votes:
            raise OBSERVERS_DO_NOT_VOTE.broken()
        return self

    def has_vote(self) -> bool:
        """Whether the seat has a vote."""
        return self.role is not SeatRole.OBSERVER if self.votes is None else self.votes


class SeatRenewal(RequestBody):
    """Until when the holder of a seat would stay."""

    ends_on: date


class ForumMember(ResponseBody):
    """A seat in a forum: who holds it or was proposed for it."""

    id: UUID
    forum_id: UUID
    person_id: UUID
    organization_id: UUID | None
    role: SeatRole
    votes: bool
    status: SeatStatus
    ends_on: date | None = Field(description="The last day of its term, where it has one.")
    ends_at: datetime | None = Field(description="The moment at which it ends.")
    renewal_ends_on: date | None = Field(
        description="Until when its holder would stay; the forum renews it by a decision on `seat_ids`."
    )
    created_at: datetime
    version: int
