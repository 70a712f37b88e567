"""Bodies of the reports to funders."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from services.registry.currencies import Currency
from services.registry.report_formats.schemas import ConversionShown
from services.registry.spending.events import SpendingCategory
from shared.http.bodies import ResponseBody
from shared.localization.languages import Language
from shared.localization.texts import CheckedLine

Reported = Annotated[int, Field(description="In minor units of the report's currency.")]
Original = Annotated[int, Field(description="As it was spent, in minor units of the grant's currency.")]
Entries = Annotated[int, Field(description="Of how many entries of spending it is the sum.")]
OutsideTerms = Annotated[int, Field(description="How many of them are outside the grant's terms.")]


class ReportLine(ResponseBody):
    """What belongs to a line of the funder's report."""

    code: str
    name: CheckedLine
    amount: Reported
    original: Original
    entries: Entries
    outside: OutsideTerms


class UnmappedSpending(ResponseBody):
    """Spending that belongs to no line of the format: what a line has to be found for."""

    budget_line_id: UUID | None
    category: SpendingCategory
    amount: Reported
    original: Original
    entries: Entries
    outside: OutsideTerms


class ReportTotal(ResponseBody):
    """The sum of all lines, and of what belongs to none."""

    amount: Reported
    original: Original
    entries: Entries
    outside: OutsideTerms


class GrantReport(ResponseBody):
    """What was spent of a grant in a period, in a funder's own lines."""

    grant_id: UUID
    report_format_id: UUID
    language: Language = Field(description="Of the files of this report.")
    since: date | None = Field(description="Null: whatever was spent before.")
    until: date | None = Field(description="Null: whatever was spent later.")
    grant_currency: Currency
    currency: Currency = Field(description="Of the report.")
    conversion: ConversionShown | None
    granted: int = Field(description="By the grant, in minor units of its currency.")
    received: int = Field(description="Of it, by instalments, in the same.")
    lines: list[ReportLine]
    unmapped: list[UnmappedSpending]
    total: ReportTotal
