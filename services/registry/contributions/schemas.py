"""Bodies of the contributions' API."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import Field, model_validator

from services.registry.contributions.errors import AMOUNT_IN_A_CURRENCY
from services.registry.contributions.events import ContributionKind
from services.registry.currencies import Currency
from services.registry.funding_sources.errors import PERIOD_REVERSED
from services.registry.funding_sources.schemas import Amount
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedText, LocalizedText


class ContributionCreate(RequestBody):
    """What an organization contributes beside the initiative's own money."""

    organization_id: UUID
    kind: ContributionKind
    amount: Amount | None = Field(
        None, description="In minor units. Of what is given in kind: what it would cost, where one can say."
    )
    currency: Currency | None = None
    text: LocalizedText = Field(description="What, and towards what of the agenda.")
    starts_on: date | None = None
    ends_on: date | None = None

    @model_validator(mode="after")
    def _a_sum_and_a_period(self) -> Self:
        if (self.amount is None) is not (self.currency is None):
            raise AMOUNT_IN_A_CURRENCY.broken()
        if self.kind is ContributionKind.REDIRECTED and self.amount is None:
            raise AMOUNT_IN_A_CURRENCY.broken()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise PERIOD_REVERSED.broken()
        return self


class Contribution(ResponseBody):
    """What an organization contributes beside the initiative's own money."""

    id: UUID
    organization_id: UUID
    kind: ContributionKind
    amount: int | None
    currency: Currency | None
    text: CheckedText
    starts_on: date | None
    ends_on: date | None
    confirmed: bool = Field(description="By the organization itself. Only then it is counted.")
    withdrawn: bool
    created_at: datetime
    version: int
