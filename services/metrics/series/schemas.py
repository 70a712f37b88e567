"""What a series is, as it is asked for and answered."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from services.metrics.decimals import DecimalOut
from services.metrics.indicators.events import Aggregation
from services.metrics.periods import PeriodType
from shared.http.bodies import ResponseBody

Where = Annotated[
    str,
    Field(max_length=200, pattern=r"^[a-z][a-z0-9_]{0,63}:[^\x00-\x1f\x7f]+$", examples=["district:north"]),
]


@dataclass(frozen=True, slots=True)
class SeriesAsked:
    """Which figures, and how they are to be brought together."""

    by: list[str]
    where: list[str]
    since: str | None
    until: str | None
    organization_id: UUID | None
    as_of: datetime | None


class SeriesStates(ResponseBody):
    """How many figures there are of each state, among those the caller sees."""

    reported: int
    missing: int
    waived: int
    suppressed: int


class SeriesOrganizations(ResponseBody):
    """How many organizations a point rests on."""

    expected: int = Field(
        description="Those that had reported the indicator for this period or an earlier one."
    )
    reported: int = Field(description="Those whose value the caller sees.")
    withheld: int = Field(description="Those whose figures are there and not published to the caller.")


class SeriesComparison(ResponseBody):
    """Like with like: only places that reported for this period and for the one before."""

    previous_period: str
    figures: int = Field(description="How many figures are compared.")
    value: DecimalOut | None
    previous_value: DecimalOut | None


class SeriesPoint(ResponseBody):
    """One period of one group. Without a reported value it has none: missing is never zero."""

    period: str
    period_start: date
    period_end: date
    dimensions: dict[str, str]
    value: DecimalOut | None = Field(description="By the indicator's aggregation; of a ratio, the quotient.")
    numerator: DecimalOut | None = Field(description="Of a ratio: the sum of numerators.")
    denominator: DecimalOut | None = Field(description="Of a ratio: the sum of denominators.")
    states: SeriesStates
    organizations: SeriesOrganizations
    whole: bool = Field(description="Whether nothing expected is missing, waived, suppressed or withheld.")
    definition_versions: list[int] = Field(description="The definitions the figures were reported under.")
    target: DecimalOut | None = Field(description="The target for this period and group.")
    compared: SeriesComparison | None = Field(
        description="Null where no place reported for both periods, or values are not added up."
    )


class SeriesReference(ResponseBody):
    """A baseline or target of a group of the series."""

    period: str
    period_start: date
    dimensions: dict[str, str]
    value: DecimalOut


class Series(ResponseBody):
    """An indicator over time."""

    indicator_id: UUID
    definition_version: int = Field(description="The definition that holds.")
    aggregation: Aggregation
    period_type: PeriodType
    as_of: datetime | None
    points: list[SeriesPoint] = Field(description="By group, then by period, without gaps between periods.")
    baselines: list[SeriesReference]
    targets: list[SeriesReference]
