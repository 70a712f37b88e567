"""Bodies of the grants' API."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import Field, model_validator

from services.registry.currencies import Currency
from services.registry.funding_sources.errors import PERIOD_REVERSED
from services.registry.funding_sources.schemas import Amount
from services.registry.grants.errors import LINES_WITHIN_GRANT
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedText, LocalizedText


class GrantLineTerms(RequestBody):
    """How much of a grant is for a line of what is needed."""

    budget_line_id: UUID
    amount: Amount


class GrantPut(RequestBody):
    """The terms of a grant."""

    amount: Amount
    agreed_on: date
    starts_on: date = Field(description="First day of the period it is for.")
    ends_on: date
    lines: list[GrantLineTerms] = Field(
        default_factory=list,
        max_length=50,
        description="What it is restricted to, in the source's currency; the rest is for anything.",
    )
    restricted_to: LocalizedText | None = Field(None, description="What it is restricted to, in words.")
    conditions: LocalizedText | None = None

    @model_validator(mode="after")
    def _a_period_and_lines(self) -> Self:
        if self.ends_on < self.starts_on:
            raise PERIOD_REVERSED.broken()
        once = len({one.budget_line_id for one in self.lines}) == len(self.lines)
        if not once or sum(one.amount for one in self.lines) > self.amount:
            raise LINES_WITHIN_GRANT.broken()
        return self


class GrantCreate(GrantPut):
    """A grant that a source became: one of each source, in its currency.

    From then on what has arrived of the source is what its instalments say, those before among them.
    """

    source_id: UUID


class GrantClosing(RequestBody):
    """Why a grant is over."""

    reason: LocalizedText


class GrantLine(ResponseBody):
    """How much of a grant is for a line of what is needed, and was spent of it there."""

    budget_line_id: UUID
    amount: int
    spent: int


class Grant(ResponseBody):
    """What a source became by agreement. Amounts are in minor units."""

    id: UUID
    source_id: UUID
    funder_organization_id: UUID | None
    amount: int
    pledged_amount: int | None = Field(
        description="What was pledged; null where it was granted before its grant was recorded."
    )
    currency: Currency
    agreed_on: date
    starts_on: date
    ends_on: date
    lines: list[GrantLine]
    restricted_to: CheckedText | None = Field(
        description="As `conditions`: null, too, where the source's terms are confidential and the caller is "
        "neither of the funder nor a facilitator."
    )
    conditions: CheckedText | None
    closed_on: date | None
    closing_reason: CheckedText | None
    received: int = Field(description="By instalments.")
    due: int = Field(description="Instalments that are still due.")
    spent: int
    created_at: datetime
    version: int
