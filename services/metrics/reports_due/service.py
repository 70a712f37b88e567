"""When a report is due: a period has ended, and whoever reports the indicator has not reported it.

Only the newest period that has ended is said to be due: what is missing from before is in `completeness`.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from services.metrics.periods import Period, PeriodType, containing
from services.metrics.reports_due.events import ReportDue, ReportReceived
from services.metrics.reports_due.repository import ReportDueRepository
from shared.commands import Command

Row = Mapping[str, Any]


def due(row: Row, today: date) -> Period | None:
    """The newest ended period of an organization's that may be due; None where it was said, or came."""
    ended = containing(PeriodType(row["period_type"]), today).previous()
    if row["first"] > ended.start or row["last"] == ended.start:
        return None
    if row["said"] is not None and row["said"] >= ended.start:
        return None
    return ended


async def say_due(command: Command, row: Row) -> None:
    """Say that a report is due, unless it came, or it was said, in the meantime."""
    period = due(row, command.now.date())
    if period is None:
        return
    repository = ReportDueRepository(command.connection, command.initiative_id)
    indicator_id, organization_id = row["indicator_id"], row["organization_id"]
    came = await repository.reported(indicator_id, organization_id, period.start)
    if await repository.say(indicator_id, organization_id, period.start, received=came) and not came:
        command.record(
            ReportDue(
                indicator_id=indicator_id,
                indicator_code=row["code"],
                organization_id=organization_id,
                period=period.code.lower(),
                period_start=period.start,
                period_end=period.end,
            )
        )


async def receive_reports(command: Command) -> None:
    """Say which of the reports that were due have come by now."""
    repository = ReportDueRepository(command.connection, command.initiative_id)
    for row in await repository.receive():
        command.record(ReportReceived(**{**row, "period": row["period"].lower()}))
