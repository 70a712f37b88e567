"""Completeness: what was expected, what came, and when; never what it says."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from services.metrics.completeness.service import expected
from services.metrics.periods import PeriodType
from tests.kit import Field, World
from tests.services.metrics.imports.test_imports import sent
from tests.services.metrics.indicators.test_indicators import drafted
from tests.services.metrics.observations.test_observations import SUM

ORGANIZATION = UUID(int=1)


def row(start: str) -> dict[str, Any]:
    return {
        "organization_id": ORGANIZATION,
        "period_start": date.fromisoformat(start),
        "figures": 1,
        "first_received_at": datetime(2024, 1, 1, tzinfo=UTC),
    }


def test_whoever_has_begun_is_expected_until_the_last_period_that_has_ended() -> None:
    rows = [row("2023-11-01"), row("2024-02-01")]
    found = [
        (period.code, came["figures"])
        for period, came in expected(PeriodType.MONTHLY, rows, date(2024, 4, 10))
    ]
    assert found == [("202311", 1), ("202312", 0), ("202401", 0), ("202402", 1), ("202403", 0)]


def test_what_came_early_is_shown_too() -> None:
    found = [
        period.code
        for period, _ in expected(
            PeriodType.MONTHLY, [row("2024-03-01"), row("2024-06-01")], date(2024, 4, 10)
        )
    ]
    assert found == ["202403", "202404", "202405", "202406"]


async def test_everybody_sees_that_figures_came_and_nobody_what_they_say(world: World, field: Field) -> None:
    indicator = await drafted(field.partner, **SUM)
    year = datetime.now(UTC).year
    await sent(field.partner, f"period,value\n{year - 3},717171\n{year - 1},2\n{year},3\n")
    member = await world.add_person(field.facilitator, "תושבת")
    answer = await member.get("metrics/completeness?indicator=women_helped&within_days=366")
    body = answer.json()
    assert "717171" not in answer.text
    assert body["indicator_id"] == indicator["id"]
    assert [(one["period"], one["figures"], one["on_time"]) for one in body["reports"]] == [
        (str(year - 3), 1, False),
        (str(year - 2), 0, False),
        (str(year - 1), 1, True),
        (str(year), 1, True),
    ]
    assert body["reports"][3]["days_after_end"] <= 0
    assert body["totals"] == {
        "expected": 4,
        "received": 3,
        "on_time": 2,
        "late": 1,
        "due": 0,
        "overdue": 1,
    }
    none = await member.get(
        f"metrics/completeness?indicator=women_helped&organization_id={field.founder.organization_id}"
    )
    assert none.json()["reports"] == []
    assert (await member.get("metrics/completeness?indicator=nothing")).status_code == 422


async def test_what_was_merged_is_expected_of_the_one_that_stays(field: Field) -> None:
    partner, staff = field.partner, field.facilitator
    await drafted(partner, **SUM)
    year = datetime.now(UTC).year
    await sent(partner, f"period,value\n{year - 3},1\n{year - 2},2\n")
    twin = {"name": {"he": "אותה עמותה"}, "sector": "nonprofit"}
    kept = (await staff.created("registry/organizations", twin))["id"]
    merging = {"organization_id": partner.organization_id, "into_organization_id": kept}
    merge = await staff.created("registry/organization-merges", merging)
    figure = {"indicator": "women_helped", "period": str(year - 1), "value": "3"}
    refused = await partner.post(
        "metrics/observations", {**figure, "organization_id": partner.organization_id}
    )
    assert (refused.status_code, refused.json()["code"]) == (422, "unknown-reporting-organization")
    await partner.created("metrics/observations", {**figure, "organization_id": kept})

    async def of(query: str = "") -> list[tuple[str, str, int]]:
        path = f"metrics/completeness?indicator=women_helped{query}"
        reports = (await partner.get(path)).json()["reports"]
        return [(one["organization_id"], one["period"], one["figures"]) for one in reports]

    one = [(kept, str(at), 1) for at in (year - 3, year - 2, year - 1)]
    assert await of() == await of(f"&organization_id={kept}") == one
    assert await of(f"&organization_id={partner.organization_id}") == one  # the old id leads on
    await staff.post(f"registry/organization-merges/{merge['id']}/undo")
    apart = {(organization, period): figures for organization, period, figures in await of()}
    assert apart == {
        **{(partner.organization_id, str(at)): figures for at, figures in ((year - 3, 1), (year - 2, 1))},
        **{(partner.organization_id, str(year - 1)): 0, (kept, str(year - 1)): 1},
    }
