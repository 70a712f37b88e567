"""What is expected of whom: whoever has begun to report an indicator goes on, period by period.

As in DHIS2, complete and on time are two things: on time came in within some days of the period's end.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from services.metrics.completeness.repository import CompletenessRepository
from services.metrics.indicators.repository import IndicatorRepository
from services.metrics.observations.service import named_indicator
from services.metrics.periods import Period, PeriodType, containing
from services.metrics.series.errors import MAX_POINTS, SeriesTooLong
from shared.commands import Reading

Row = Mapping[str, Any]


class CompletenessOfIndicators:
    """Comparing what came in with what was expected."""

    def __init__(self, reading: Reading) -> None:
        self._today = reading.now.date()
        self._repository = CompletenessRepository(reading.connection, reading.initiative_id)
        self._indicators = IndicatorRepository(reading.connection, reading.initiative_id)

    async def of(self, indicator: str, organization_id: UUID | None, within_days: int) -> dict[str, Any]:
        """Expected and received reports; raises UnknownIndicator and SeriesTooLong."""
        found = await named_indicator(self._indicators, indicator)
        rows = await self._repository.received(found["id"], organization_id)
        items: list[dict[str, Any]] = []
        for _, of_one in groupby(rows, itemgetter("organization_id")):
            for period, row in expected(PeriodType(found["period_type"]), list(of_one), self._today):
                if len(items) == MAX_POINTS:
                    raise SeriesTooLong
                items.append(_judged(period, row, self._today, within_days))
        return {
            "indicator_id": found["id"],
            "within_days": within_days,
            "totals": _totals(items),
            "reports": items,
        }


def expected(kind: PeriodType, rows: Sequence[Row], today: date) -> Iterator[tuple[Period, Row]]:
    """The periods an organization is expected to report, with what came: from its first to the last ended."""
    came = {row["period_start"]: row for row in rows}
    nothing = {"organization_id": rows[0]["organization_id"], "figures": 0, "first_received_at": None}
    period = containing(kind, rows[0]["period_start"])
    while period.end < today or period.start <= rows[-1]["period_start"]:
        yield period, came.get(period.start, nothing)
        period = period.next()


def _judged(period: Period, row: Row, today: date, within_days: int) -> dict[str, Any]:
    came = row["first_received_at"]
    days = (came.date() - period.end).days if came else None
    if days is not None:
        on_time: bool | None = days <= within_days
    else:
        on_time = None if today <= period.end + timedelta(days=within_days) else False
    return {
        "organization_id": row["organization_id"],
        "period": period.code,
        "period_start": period.start,
        "period_end": period.end,
        "figures": row["figures"],
        "first_received_at": came,
        "days_after_end": days,
        "on_time": on_time,
    }


def _totals(items: Sequence[Row]) -> dict[str, int]:
    came = [item for item in items if item["first_received_at"] is not None]
    on_time = sum(bool(item["on_time"]) for item in came)
    due = sum(item["on_time"] is None for item in items)
    return {
        "expected": len(items),
        "received": len(came),
        "on_time": on_time,
        "late": len(came) - on_time,
        "due": due,
        "overdue": len(items) - len(came) - due,
    }
