"""Bodies of the report formats' API."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from services.registry.currencies import Currency
from services.registry.report_formats.errors import CONVERTS_TO_ANOTHER, MAPPED_ONCE
from services.registry.spending.events import SpendingCategory
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.languages import Language
from shared.localization.texts import CheckedLine, LocalizedLine

Code = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]{0,29}$"),
    Field(description="The funder's own, as `A1` or `3.2`.", examples=["A1"]),
]
MOST_RATE = 10**9


class ConversionRate(RequestBody):
    """How much of one currency a unit of another is, in minor units of both, as an exact fraction."""

    numerator: Annotated[int, Field(ge=1, le=MOST_RATE)]
    denominator: Annotated[int, Field(ge=1, le=MOST_RATE)]


class Conversion(RequestBody):
    """At which rate a funder wants amounts of the grant's currency in its own."""

    from_currency: Currency
    to_currency: Currency
    rate: ConversionRate

    @model_validator(mode="after")
    def _of_two(self) -> Self:
        if self.from_currency == self.to_currency:
            raise CONVERTS_TO_ANOTHER.broken()
        return self


class FormatLine(RequestBody):
    """A line of the funder's report, and what of the initiative's belongs to it."""

    code: Code
    name: LocalizedLine
    budget_line_ids: list[UUID] = Field(default_factory=list, max_length=50)
    categories: list[SpendingCategory] = Field(
        default_factory=list,
        max_length=20,
        description="Of what is on no budget line that a line of the format names.",
    )


class ReportFormatPut(RequestBody):
    """How a funder wants its reports."""

    funder_organization_id: UUID | None = Field(None, description="Whose format it is, where that matters.")
    name: LocalizedLine
    language: Language = Field(description="In which the files of the report are written.")
    lines: Annotated[list[FormatLine], Field(min_length=1, max_length=100)]
    conversion: Conversion | None = Field(None, description="Null: in the grant's currency, whichever.")

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        for named in (
            [one.code for one in self.lines],
            [line for one in self.lines for line in one.budget_line_ids],
            [category for one in self.lines for category in one.categories],
        ):
            if len(set(named)) < len(named):
                raise MAPPED_ONCE.broken()
        return self


class FormatLineShown(ResponseBody):
    """A line of the funder's report, and what of the initiative's belongs to it."""

    code: str
    name: CheckedLine
    budget_line_ids: list[UUID]
    categories: list[SpendingCategory]


class RateShown(ResponseBody):
    """How much of one currency a unit of another is, in minor units of both."""

    numerator: int
    denominator: int


class ConversionShown(ResponseBody):
    """At which rate amounts of one currency are reported in another."""

    from_currency: Currency
    to_currency: Currency
    rate: RateShown


class ReportFormat(ResponseBody):
    """How a funder wants its reports."""

    id: UUID
    funder_organization_id: UUID | None
    name: CheckedLine
    language: Language
    lines: list[FormatLineShown]
    conversion: ConversionShown | None
    retired: bool
    created_at: datetime
    version: int
