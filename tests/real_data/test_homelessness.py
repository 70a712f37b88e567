"""The yearly counts of 412 areas: sums that equal the national totals, and a fall that never was.

HUD's point-in-time counts. In 2021 many areas did not count unsheltered people, and their files say zero.
"""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.kit import Field
from tests.services.metrics.imports.test_imports import sent
from tests.services.metrics.indicators.test_indicators import drafted

COUNTS = ("total", "sheltered", "unsheltered")
WAIVED = "2021"


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(newline="", encoding="utf-8") as text:
        return list(csv.DictReader(text))


def as_csv(rows: Iterable[dict[str, str]]) -> str:
    rows = list(rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


async def indicator(field: Field, count: str) -> dict[str, Any]:
    return await drafted(
        field.partner,
        code=f"people_{count}",
        aggregation="sum",
        period_type="yearly",
        dimensions=[{"code": "area", "name": {"en": "Area"}}],
    )


def mapping(count: str) -> list[str]:
    ignored = [f"{other}:ignored" for other in COUNTS if other != count]
    return ["coc_num:dimensions.area", "year:period", f"{count}:value", *ignored]


async def points(field: Field, indicator_id: str) -> dict[str, dict[str, Any]]:
    answer = await field.partner.get(f"metrics/indicators/{indicator_id}/series")
    return {point["period"]: point for point in answer.json()["points"]}


@pytest.mark.parametrize("count", COUNTS)
async def test_the_areas_sum_to_the_national_total_in_every_year(
    field: Field, real_data: Path, count: str
) -> None:
    made = await indicator(field, count)
    file = (real_data / "homelessness" / "pit_coc.csv").read_bytes()
    summary = await sent(field.partner, file, "create", indicator=made["code"], column=mapping(count))
    assert (summary["rows"], summary["created"], summary["rejected"]) == (7_412, 7_412, 0)
    assert len({row["coc_num"] for row in rows_of(real_data / "homelessness" / "pit_coc.csv")}) == 412
    nation = {row["year"]: row[count] for row in rows_of(real_data / "homelessness" / "pit_us.csv")}
    assert len(nation) == 19
    assert {year: point["value"] for year, point in (await points(field, made["id"])).items()} == nation
    again = await sent(field.partner, file, "upsert", indicator=made["code"], column=mapping(count))
    assert (again["unchanged"], again["report_id"]) == (7_412, None)


async def test_a_waived_count_is_no_fall(field: Field, real_data: Path) -> None:
    made = await indicator(field, "total")
    rows = rows_of(real_data / "homelessness" / "pit_coc.csv")
    own = {"indicator": made["code"]}
    await sent(field.partner, as_csv(rows), "create", column=mapping("total"), **own)
    naive = await points(field, made["id"])
    assert change(naive[WAIVED]["value"], naive["2020"]["value"]) == pytest.approx(-0.345, abs=0.001)
    assert change(naive["2022"]["value"], naive[WAIVED]["value"]) == pytest.approx(0.537, abs=0.01)

    # Without the people outside, there is no total of theirs either.
    waived = [
        {"coc_num": row["coc_num"], "year": WAIVED, "state": "waived"}
        for row in rows
        if row["year"] == WAIVED and row["unsheltered"] == "0"
    ]
    assert len(waived) == 167
    summary = await sent(
        field.partner,
        as_csv(waived),
        "update",
        column=["coc_num:dimensions.area", "year:period"],
        reason_en="The count of people outside was waived that year",
        **own,
    )
    assert summary["updated"] == 167

    told = await points(field, made["id"])
    assert (told[WAIVED]["states"]["waived"], told[WAIVED]["whole"]) == (167, False)
    down, up = told[WAIVED]["compared"], told["2022"]["compared"]
    assert (down["previous_period"], down["figures"]) == ("2020", 217)
    assert change(down["value"], down["previous_value"]) == pytest.approx(-0.095, abs=0.001)
    assert abs(change(up["value"], up["previous_value"])) < 0.1


def change(now: str, before: str) -> float:
    return int(now) / int(before) - 1


async def test_a_waived_count_is_kept_beside_what_was_said_first(field: Field, real_data: Path) -> None:
    made = await indicator(field, "unsheltered")
    body = "year,coc_num,unsheltered,state\n2021,AK-500,0,\n"
    await sent(field.partner, body, "create", indicator=made["code"], column=mapping("unsheltered")[:3])
    body = "year,coc_num,unsheltered,state\n2021,AK-500,,waived\n"
    await sent(
        field.partner,
        body,
        "update",
        indicator=made["code"],
        column=mapping("unsheltered")[:3],
        reason_en="Waived",
    )
    [figure] = (await field.partner.get("metrics/observations")).json()["items"]
    history = (await field.partner.get(f"metrics/observations/{figure['id']}/revisions")).json()["revisions"]
    assert [(one["state"], one["value"]) for one in history] == [("reported", "0"), ("waived", None)]
