"""The facts that a report is due, and that it has come."""

from datetime import date
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import CODE, OPEN, Event

_EXAMPLE: dict[str, Any] = {
    "indicator_id": "01936f9a-0000-7000-8000-000000000021",
    "indicator_code": "women_helped",
    "organization_id": "01936f9a-0000-7000-8000-000000000002",
    "period": "2026q3",
    "period_start": "2026-07-01",
    "period_end": "2026-09-30",
}


class ReportDue(Event):
    """A period has ended, and an organization that reports a shared indicator has not reported it yet.

    Said once for each indicator, organization and period. The period is as imports and the API take it, in
    small letters here.
    """

    type: ClassVar[str] = "metrics.report.due"
    subject: ClassVar[str] = "indicators/{indicator_id}"
    example: ClassVar[dict[str, Any]] = _EXAMPLE
    indicator_id: Annotated[UUID, OPEN]
    indicator_code: Annotated[str, OPEN, CODE]
    organization_id: Annotated[UUID, OPEN]
    period: Annotated[str, OPEN, CODE]
    period_start: Annotated[date, OPEN]
    period_end: Annotated[date, OPEN]


class ReportReceived(ReportDue):
    """A report that was said to be due has come, be it that it says that the figure is missing."""

    type: ClassVar[str] = "metrics.report.received"
    example: ClassVar[dict[str, Any]] = _EXAMPLE
