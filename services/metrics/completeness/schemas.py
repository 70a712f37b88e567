"""What is said of completeness: that figures came in and when, never what they say."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from shared.http.bodies import ResponseBody


class CompletenessOfPeriod(ResponseBody):
    """Whether an organization reported an indicator for a period."""

    organization_id: UUID
    period: str
    period_start: date
    period_end: date
    figures: int = Field(description="How many figures there are; 0: none has come in.")
    first_received_at: datetime | None
    days_after_end: int | None = Field(
        description="From the period's last day to the first report; negative where it came before."
    )
    on_time: bool | None = Field(description="Null while nothing has come in and it may still be in time.")


class CompletenessTotals(ResponseBody):
    """How many of the reports that were expected have come in."""

    expected: int
    received: int
    on_time: int
    late: int
    due: int = Field(description="Not come in, and still in time.")
    overdue: int = Field(description="Not come in, and past the time.")


class Completeness(ResponseBody):
    """Expected and received reports of an indicator, by organization and period."""

    indicator_id: UUID
    within_days: int
    totals: CompletenessTotals
    reports: list[CompletenessOfPeriod] = Field(description="By organization, then by period.")
