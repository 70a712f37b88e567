"""Bodies of the API of spending."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from services.registry.currencies import Currency
from services.registry.funding_sources.schemas import Amount
from services.registry.spending.events import Outside, SpendingCategory
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedText, LocalizedText

_FOR_CONCERNED = "Null, too, for others than who spent it, the funder, and who keeps the funds."


class _Spent(RequestBody):
    amount: Amount
    spent_on: date
    category: SpendingCategory
    budget_line_id: UUID | None = Field(None, description="In the allocation's currency.")
    text: LocalizedText = Field(description="What for. Nobody is named who need not be.")
    explanation: LocalizedText | None = Field(
        None, description="Why it is outside the grant's lines or period, where it is."
    )


class SpendingCreate(_Spent):
    """What was spent of an allocation."""

    allocation_id: UUID


class SpendingCorrection(_Spent):
    """What an entry ought to have said, and why."""

    reason: LocalizedText


class SpendingWithdrawal(RequestBody):
    """Why an entry counts for nothing."""

    reason: LocalizedText


class Spending(ResponseBody):
    """What was spent of an allocation, by the organization it was made to."""

    id: UUID
    allocation_id: UUID
    source_id: UUID
    organization_id: UUID
    amount: int = Field(description="In minor units.")
    currency: Currency
    spent_on: date
    category: SpendingCategory
    budget_line_id: UUID | None
    text: CheckedText | None = Field(description=_FOR_CONCERNED)
    outside: list[Outside] = Field(
        description="In what it was outside the grant's terms when it was recorded or corrected last."
    )
    explanation: CheckedText | None = Field(description=_FOR_CONCERNED)
    withdrawn: bool
    created_at: datetime
    version: int


class SpendingBefore(ResponseBody):
    """What an entry said before it was corrected or withdrawn, until when, and why it changed."""

    id: UUID
    version: int
    amount: int
    spent_on: date
    category: SpendingCategory
    budget_line_id: UUID | None
    text: CheckedText | None = Field(description=_FOR_CONCERNED)
    outside: list[Outside]
    explanation: CheckedText | None = Field(description=_FOR_CONCERNED)
    reason: CheckedText | None = Field(description=_FOR_CONCERNED)
    until: datetime
