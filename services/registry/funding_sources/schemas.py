"""Bodies of the funding sources' API."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import MISSING, Field, model_validator

from services.registry.currencies import Currency
from services.registry.funding_sources.errors import ONE_FUNDER, PERIOD_REVERSED
from services.registry.funding_sources.events import FundingState
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedLine, CheckedText, LocalizedLine, LocalizedText

MOST_MONEY = 10**13
"""Minor units of one amount: sums of hundreds of them are still exact in every program that reads JSON."""
Amount = Annotated[int, Field(ge=1, le=MOST_MONEY, description="In minor units: agorot, cents.")]


class FundingSourceCreate(RequestBody):
    """Money pledged or given to the initiative."""

    funder_organization_id: UUID | None = Field(None, description="The funder, where it is on the map.")
    funder_name: LocalizedLine | None = Field(None, description="The funder's name, where it is not.")
    amount: Amount
    currency: Currency
    state: FundingState
    terms: LocalizedText | None = None
    terms_confidential: bool = Field(
        False, description="The terms are read by the funder and facilitators alone."
    )
    earmarked_for_backbone: bool = Field(
        False, description="The funder gives it for the backbone's own work. It cannot be changed later."
    )
    starts_on: date | None = None
    ends_on: date | None = None

    @model_validator(mode="after")
    def _one_funder_one_period(self) -> Self:
        if (self.funder_organization_id is None) == (self.funder_name is None):
            raise ONE_FUNDER.broken()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise PERIOD_REVERSED.broken()
        return self


class FundingSourcePatch(RequestBody):
    """What to change; what is absent stays, null empties."""

    amount: Amount | MISSING = MISSING
    state: FundingState | MISSING = MISSING
    terms: LocalizedText | MISSING | None = MISSING
    terms_confidential: bool | MISSING = MISSING
    starts_on: date | MISSING | None = MISSING
    ends_on: date | MISSING | None = MISSING


class FundingSource(ResponseBody):
    """Money pledged or given to the initiative, and what was made of it."""

    id: UUID
    funder_organization_id: UUID | None
    funder_name: CheckedLine | None
    amount: int = Field(description="In minor units.")
    currency: Currency
    state: FundingState
    terms: CheckedText | None = Field(
        description="Null, too, where they are confidential and the caller is neither of the funder nor a "
        "facilitator."
    )
    terms_confidential: bool
    earmarked_for_backbone: bool
    starts_on: date | None
    ends_on: date | None
    withdrawn: bool
    allocated: int = Field(description="Of the amount, in minor units.")
    allocated_to_backbone: int = Field(
        description="Of what is allocated: to organizations that are the backbone's today, or were then."
    )
    grant_id: UUID | None = Field(description="The grant it became by agreement: amount and state follow it.")
    created_at: datetime
    version: int
