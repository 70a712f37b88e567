"""Series: aggregation, gaps, states, who is withheld, like with like, as it was recorded."""

from typing import Any

import pytest

from tests.kit import Actor, Field, World
from tests.services.metrics.imports.test_imports import REASON, sent
from tests.services.metrics.indicators.test_indicators import drafted
from tests.services.metrics.indicators.test_sharing import staff
from tests.services.metrics.observations.test_observations import SUM, figure
from tests.services.metrics.observations.test_visibility import publish


async def series(by: Actor, indicator: dict[str, Any], query: str = "") -> list[dict[str, Any]]:
    answer = await by.get(f"metrics/indicators/{indicator['id']}/series{query}")
    assert answer.status_code == 200, answer.text
    points: list[dict[str, Any]] = answer.json()["points"]
    return points


def values(points: list[dict[str, Any]]) -> dict[str, str | None]:
    return {point["period"]: point["value"] for point in points}


async def report(analyst: Actor, organization: Actor, rows: str, header: str = "period,value") -> None:
    await sent(analyst, f"{header}\n{rows}", organization_id=organization.organization_id, **REASON)


@pytest.mark.parametrize(
    ("aggregation", "expected"),
    [("sum", "4.50"), ("mean", "2.25"), ("count", "2"), ("last", "3.00")],
)
async def test_values_come_together_as_the_indicator_says(
    world: World, field: Field, aggregation: str, expected: str
) -> None:
    analyst = await staff(world, field, "data_analyst")
    indicator = await drafted(field.partner, **SUM | {"aggregation": aggregation})
    await report(analyst, field.partner, "2024,1.50\n")
    await report(analyst, field.founder, "2024,3.00\n")
    [point] = await series(analyst, indicator)
    assert point["value"] is not None
    assert float(point["value"]) == float(expected)


async def test_a_ratio_is_the_sum_of_numerators_over_the_sum_of_denominators(
    world: World, field: Field
) -> None:
    analyst = await staff(world, field, "data_analyst")
    indicator = await drafted(field.partner, **SUM | {"aggregation": "ratio"})
    header = "period,numerator,denominator"
    await report(analyst, field.partner, "2023,1,2\n2024,0,0\n", header)
    await report(analyst, field.founder, "2023,1,98\n", header)
    first, second = await series(analyst, indicator)
    assert (first["numerator"], first["denominator"], first["value"]) == ("2", "100", "0.02")
    assert (second["numerator"], second["denominator"], second["value"]) == ("0", "0", None)


async def test_missing_is_shown_as_missing_and_never_as_zero(field: Field) -> None:
    indicator = await drafted(field.partner, **SUM)
    rows = "2019,5,\n2020,0,\n2021,,missing\n2022,,waived\n2024,,suppressed\n"
    await report(field.partner, field.partner, rows, "period,value,state")
    points = await series(field.partner, indicator)
    assert values(points) == {
        "2019": "5",
        "2020": "0",
        "2021": None,
        "2022": None,
        "2023": None,
        "2024": None,
    }
    states = [{name for name, count in point["states"].items() if count} for point in points]
    assert states == [{"reported"}, {"reported"}, {"missing"}, {"waived"}, set(), {"suppressed"}]
    assert [point["whole"] for point in points] == [True, True, False, False, False, False]


async def test_a_point_says_how_many_reported_of_how_many_expected(world: World, field: Field) -> None:
    analyst = await staff(world, field, "data_analyst")
    indicator = await drafted(field.partner, **SUM)
    await report(analyst, field.partner, "2022,1\n2023,1\n2024,1\n")
    await report(analyst, field.founder, "2023,2\n")
    points = await series(analyst, indicator)
    counted = [(one["organizations"]["reported"], one["organizations"]["expected"]) for one in points]
    assert counted == [(1, 1), (2, 2), (1, 2)]
    assert [point["whole"] for point in points] == [True, True, False]


async def test_others_see_what_is_published_and_how_many_are_withheld(world: World, field: Field) -> None:
    analyst = await staff(world, field, "data_analyst")
    indicator = await drafted(field.partner, **SUM)
    await report(analyst, field.partner, "2023,10\n2024,20\n")
    await report(analyst, field.founder, "2023,1\n2024,2\n")
    assert values(await series(analyst, indicator)) == {"2023": "11", "2024": "22"}
    assert values(await series(field.founder, indicator)) == {"2023": "1", "2024": "2"}
    points = await series(field.facilitator, indicator)
    assert values(points) == {"2023": None, "2024": None}
    assert [point["organizations"]["withheld"] for point in points] == [2, 2]
    assert all(not any(point["states"].values()) for point in points)
    await publish(field.partner, "2023")
    points = await series(field.founder, indicator)
    assert values(points) == {"2023": "11", "2024": "2"}
    assert [point["organizations"]["withheld"] for point in points] == [0, 1]
    assert [point["whole"] for point in points] == [True, False]
    only = await series(field.facilitator, indicator, f"?organization_id={field.founder.organization_id}")
    assert values(only) == {"2023": None, "2024": None}


async def test_a_whole_and_its_parts_are_not_counted_twice(field: Field) -> None:
    indicator = await drafted(
        field.partner,
        **SUM | {"dimensions": [{"code": code, "name": {"he": code}} for code in ("district", "age")]},
    )
    header = "period,dimensions.district,dimensions.age,value"
    rows = "2023,,,10\n2023,north,,4\n2023,south,,6\n2023,north,young,1\n2024,north,,5\n2024,south,,7\n"
    await report(field.partner, field.partner, rows, header)
    assert values(await series(field.partner, indicator)) == {"2023": "10", "2024": "12"}
    by = await series(field.partner, indicator, "?by=district")
    assert [(one["dimensions"]["district"], one["period"], one["value"]) for one in by] == [
        ("north", "2023", "4"),
        ("north", "2024", "5"),
        ("south", "2023", "6"),
        ("south", "2024", "7"),
    ]
    assert values(await series(field.partner, indicator, "?where=district:north&by=age")) == {"2023": "1"}
    assert values(await series(field.partner, indicator, "?where=district:south")) == {
        "2023": "6",
        "2024": "7",
    }
    assert values(await series(field.partner, indicator, "?from=2024&until=2024")) == {"2024": "12"}


async def test_like_is_set_against_like(field: Field) -> None:
    indicator = await drafted(
        field.partner, **SUM | {"dimensions": [{"code": "area", "name": {"he": "אזור"}}]}
    )
    header = "period,dimensions.area,value,state"
    rows = "2020,a,60,\n2020,b,40,\n2021,a,66,\n2021,b,,waived\n2022,a,60,\n2022,b,45,\n"
    await report(field.partner, field.partner, rows, header)
    first, second, third = await series(field.partner, indicator)
    assert values([first, second, third]) == {"2020": "100", "2021": "66", "2022": "105"}
    assert first["compared"] is None
    # Without the area that did not count, nothing fell.
    assert second["compared"] == {
        "previous_period": "2020",
        "figures": 1,
        "value": "66",
        "previous_value": "60",
    }
    assert (third["compared"]["value"], third["compared"]["previous_value"]) == ("60", "66")


async def test_a_series_is_read_as_it_was_recorded(field: Field) -> None:
    indicator = await drafted(field.partner, **SUM)
    made = await field.partner.created("metrics/observations", figure(field.partner))
    path = f"metrics/observations/{made['id']}"
    answer = await field.partner.post(f"{path}/corrections", {"value": "7", "reason": {"he": "טעות"}})
    corrected_at = answer.json()["recorded_at"]

    async def as_of(moment: str) -> dict[str, str | None]:
        return values(await series(field.partner, indicator, f"?as_of={moment}"))

    assert await as_of("2020-01-01T00:00:00Z") == {}
    assert await as_of(made["recorded_at"]) == {"2024": "12"}
    assert await as_of(corrected_at) == {"2024": "7"}
    naive = await field.partner.get(f"metrics/indicators/{indicator['id']}/series?as_of=2020-01-01T00:00:00")
    assert naive.status_code == 422


async def test_baselines_and_targets_stand_beside_the_values(field: Field) -> None:
    indicator = await drafted(field.partner, **SUM)
    targets = f"metrics/indicators/{indicator['id']}/targets"
    await report(field.partner, field.partner, "2023,5,\n2024,6,north\n", "period,value,dimensions.district")
    await field.partner.created(targets, {"kind": "baseline", "period": "2020", "value": "9"})
    await field.partner.created(targets, {"kind": "target", "period": "2024", "value": "4.5"})
    north = {"dimensions": {"district": "north"}}
    await field.partner.created(targets, {"kind": "target", "period": "2024", "value": "1", **north})
    body = (await field.founder.get(f"metrics/indicators/{indicator['id']}/series")).json()
    assert [one["value"] for one in body["baselines"]] == ["9"]
    assert [(one["period"], one["value"]) for one in body["targets"]] == [("2024", "4.5")]
    assert [point["target"] for point in await series(field.partner, indicator)] == [None, "4.5"]
    [point] = await series(field.partner, indicator, "?by=district")
    assert point["target"] == "1"


async def test_a_series_says_which_definition_holds_and_which_its_figures_are_of(field: Field) -> None:
    indicator = await drafted(field.partner, **SUM)
    await report(field.partner, field.partner, "2023,5\n")
    await field.partner.patch(f"metrics/indicators/{indicator['id']}", {"definition": {"he": "אחרת"}})
    await report(field.partner, field.partner, "2024,6\n")
    body = (await field.partner.get(f"metrics/indicators/{indicator['id']}/series")).json()
    assert body["definition_version"] == 2
    assert [point["definition_versions"] for point in body["points"]] == [[1], [2]]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("by=age", "query:by"),
        ("where=age:1", "query:where"),
        ("where=district:middle", "query:where"),
        ("from=2024April", "query:from"),
    ],
)
async def test_what_the_indicator_does_not_have_is_refused(field: Field, query: str, pointer: str) -> None:
    indicator = await drafted(field.partner, **SUM)
    answer = await field.partner.get(f"metrics/indicators/{indicator['id']}/series?{query}")
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


async def test_a_series_too_long_to_read_is_refused(field: Field) -> None:
    indicator = await drafted(field.partner, **SUM | {"period_type": "daily"})
    await report(field.partner, field.partner, "19000101,1\n20240101,1\n")
    answer = await field.partner.get(f"metrics/indicators/{indicator['id']}/series")
    assert (answer.status_code, answer.json()["code"]) == (422, "series-too-long")
