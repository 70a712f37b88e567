"""Bodies of the API of support for taking part."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from services.registry.currencies import Currency
from services.registry.engagement_activities.events import Support
from services.registry.participation_support.errors import AT_ONE_OCCASION
from shared.http.bodies import RequestBody, ResponseBody


class ParticipationSupportCreate(RequestBody):
    """What made it possible for how many to take part, in numbers alone."""

    support: Support
    given_on: date
    number: Annotated[int, Field(ge=1, le=1_000_000, description="Of people; nobody is named.")]
    engagement_id: UUID | None = Field(None, description="The activity with the community.")
    meeting_id: UUID | None = Field(None, description="Or the meeting of a forum.")
    organization_id: UUID | None = Field(None, description="Who gave it, where that was an organization.")
    spending_id: UUID | None = Field(
        None, description="The entry of spending that paid for it, where it cost money of the initiative."
    )

    @model_validator(mode="after")
    def _one_occasion(self) -> Self:
        if (self.engagement_id is None) == (self.meeting_id is None):
            raise AT_ONE_OCCASION.broken()
        return self


class ParticipationSupport(ResponseBody):
    """What made it possible for how many to take part."""

    id: UUID
    support: Support
    given_on: date
    number: int
    engagement_id: UUID | None
    meeting_id: UUID | None
    organization_id: UUID | None
    spending_id: UUID | None
    amount: int | None = Field(description="Of the spending, in minor units; null once it was withdrawn.")
    currency: Currency | None
    withdrawn: bool
    created_at: datetime
    version: int


class SupportCost(ResponseBody):
    """What support cost in a currency."""

    currency: Currency
    amount: int = Field(description="In minor units; of what was tied to spending.")


class SupportSum(ResponseBody):
    """How often a kind of support was given, to how many, and what it cost."""

    support: Support
    times: int
    number: int = Field(description="Summed over times: who was supported twice is counted twice.")
    costs: list[SupportCost]


class SupportSums(ResponseBody):
    """Support for taking part in some time, by kind."""

    by_support: list[SupportSum]
