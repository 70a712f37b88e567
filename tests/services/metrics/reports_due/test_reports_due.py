"""Reports that are due: said once for a period, to whoever goes on reporting a shared indicator."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest

from services.metrics.reports_due.service import due
from services.metrics.worker import ReportsDue
from shared.database.address import Address
from shared.database.pool import Database
from tests.kit import Actor, Field, World
from tests.services.events.workers import all_events
from tests.services.metrics.deciding import share
from tests.services.metrics.indicators.test_indicators import drafted
from tests.services.metrics.observations.test_observations import SUM


@pytest.fixture
async def reports(world: World) -> AsyncIterator[ReportsDue]:
    dsn = Address.of(world.settings).service_dsn(world.settings, "metrics")
    database = await Database.connect(dsn, world.settings, size=4)
    try:
        yield ReportsDue(database)
    finally:
        await database.close()


def row(first: str, last: str, said: str | None = None) -> dict[str, Any]:
    return {
        "period_type": "quarterly",
        "first": date.fromisoformat(first),
        "last": date.fromisoformat(last),
        "said": None if said is None else date.fromisoformat(said),
    }


@pytest.mark.parametrize(
    ("reporting", "expected"),
    [
        (row("2025-01-01", "2026-04-01"), "2026Q3"),
        (row("2025-01-01", "2026-07-01"), None),
        (row("2026-10-01", "2026-10-01"), None),
        (row("2025-01-01", "2026-04-01", said="2026-07-01"), None),
        (row("2025-01-01", "2026-04-01", said="2026-04-01"), "2026Q3"),
        # Reported the running quarter, and not the one before.
        (row("2025-01-01", "2026-10-01"), "2026Q3"),
    ],
)
def test_the_newest_ended_period_is_due_until_it_comes(
    reporting: dict[str, Any], expected: str | None
) -> None:
    period = due(reporting, date(2026, 11, 25))
    assert (None if period is None else period.code) == expected


async def reported(by: Actor, *periods: int) -> None:
    for period in periods:
        body = {
            "indicator": "women_helped",
            "organization_id": by.organization_id,
            "period": str(period),
            "value": "12",
        }
        await by.created("metrics/observations", body)


async def test_it_is_said_once_whoever_looks_and_however_often(
    world: World, field: Field, reports: ReportsDue
) -> None:
    indicator = await drafted(field.partner, **SUM)
    last_year = date.today().year - 1  # noqa: DTZ011  # near midnight of New Year's Eve it does not matter
    await reported(field.partner, last_year - 2)
    await reported(field.founder, last_year - 1, last_year)
    await reports.say_all()
    assert await all_events(field.partner, types="metrics.report.due") == []  # nobody shares it yet
    assert (await field.partner.post(f"metrics/indicators/{indicator['id']}/propose")).status_code == 200
    await share(world, field.id, indicator["id"])
    assert (await field.partner.get("metrics/indicators")).status_code == 200  # has followed
    await asyncio.gather(*(reports.say_all() for _ in range(3)))
    await reports.say_all()
    told = [one["event"] for one in await all_events(field.partner, types="metrics.report.due")]
    assert [event["data"] for event in told] == [
        {
            "indicator_id": indicator["id"],
            "indicator_code": "women_helped",
            "organization_id": field.partner.organization_id,
            "period": str(last_year),
            "period_start": f"{last_year}-01-01",
            "period_end": f"{last_year}-12-31",
        }
    ]
    assert told[0]["actor"] == {"kind": "service"}
    # Once it is another organization, that one's report is the one that was due, and nothing more is.
    twin = {"name": {"he": "אותה עמותה"}, "sector": "nonprofit"}
    kept = (await field.facilitator.created("registry/organizations", twin))["id"]
    merging = {"organization_id": field.partner.organization_id, "into_organization_id": kept}
    await field.facilitator.created("registry/organization-merges", merging)
    figure = {"indicator": "women_helped", "organization_id": kept, "period": str(last_year), "value": "1"}
    await field.partner.created("metrics/observations", figure)
    await reports.say_all()
    assert len(await all_events(field.partner, types="metrics.report.due")) == 1
    (came,) = await all_events(field.partner, types="metrics.report.received")
    assert came["event"]["data"]["organization_id"] == field.partner.organization_id
