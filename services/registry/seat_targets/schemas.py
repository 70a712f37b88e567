"""Bodies of the API of how forums are to be composed."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from services.registry.organizations.events import Sector
from services.registry.seat_targets.errors import SECTOR_OR_VALUE
from shared.http.bodies import RequestBody, ResponseBody


class SeatTargetCreate(RequestBody):
    """How many seats of one group a forum is to have at least."""

    sector: Sector | None = Field(
        None, description="Of a sector; of `community`, whoever sits for themself counts, too."
    )
    grouping_id: UUID | None = None
    value_id: UUID | None = None
    at_least: Annotated[int, Field(ge=1, le=500)]
    with_votes: bool = Field(True, description="Whether only seats with a vote count.")

    @model_validator(mode="after")
    def _one_group(self) -> Self:
        of_grouping = self.grouping_id is not None and self.value_id is not None
        if (self.grouping_id is None) != (self.value_id is None) or of_grouping is (self.sector is not None):
            raise SECTOR_OR_VALUE.broken()
        return self


class SeatTarget(ResponseBody):
    """How many seats of one group a forum is to have at least."""

    id: UUID
    forum_id: UUID
    sector: Sector | None
    grouping_id: UUID | None
    value_id: UUID | None
    at_least: int
    with_votes: bool
    created_at: datetime
    version: int
