"""ONS indicator 5-2-1 with its breakdowns: rows in are rows stored and rows rejected with their reason."""

import csv
from collections import Counter
from pathlib import Path
from typing import Any

from tests.kit import Field
from tests.services.metrics.imports.test_imports import sent
from tests.services.metrics.indicators.test_indicators import drafted

DIMENSIONS = {
    "Series": "series",
    "Type of partner abuse": "abuse",
    "Abuse sub-category": "sub_category",
    "Age": "age",
    "Ethnicity": "ethnicity",
    "Ethnic group": "ethnic_group",
    "Disability status": "disability",
    "Country of birth": "birth",
    "Region": "region",
    "Urban or Rural": "urban",
    "Sexual orientation": "orientation",
    "Gender identity": "gender_identity",
    "Highest qualification": "qualification",
    "Household income": "income",
}
COLUMNS = [
    "Year:period",
    "Value:value",
    "Observation status:state",
    *(f"{name}:ignored" for name in ("Units", "Unit multiplier", "GeoCode")),
    *(f"{name}:dimensions.{code}" for name, code in DIMENSIONS.items()),
]
STATED = {
    "Normal value": "reported",
    "Missing value": "missing",
    "Missing value; suppressed": "suppressed",
}
STATES = [f"{text}:{state}" for text, state in STATED.items()]


async def indicator(field: Field) -> dict[str, Any]:
    return await drafted(
        field.partner,
        code="partner_abuse",
        aggregation="mean",
        period_type="financial_april",
        dimensions=[{"code": code, "name": {"en": name}} for name, code in DIMENSIONS.items()],
    )


async def test_every_row_is_stored_or_rejected_with_its_reason(field: Field, real_data: Path) -> None:
    made = await indicator(field)
    body = (real_data / "sdg" / "indicator_5-2-1.csv").read_bytes()
    with (real_data / "sdg" / "indicator_5-2-1.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    options = {"indicator": "partner_abuse", "column": COLUMNS, "state_label": STATES}

    dry = await sent(field.partner, body, "create", dry_run=True, partial=True, **options)
    summary = await sent(field.partner, body, "create", partial=True, **options)

    assert dry | {"dry_run": False, "report_id": summary["report_id"]} == summary
    assert summary["rows"] == len(rows) == 386
    assert (summary["created"], summary["rejected"], summary["conflicts"]) == (386, 0, [])
    again = await sent(field.partner, body, "upsert", **options)
    assert (again["unchanged"], again["report_id"]) == (386, None)

    stored = await everything(field)
    assert sorted(value(row) for row in rows) == sorted(one["value"] or "" for one in stored)
    assert Counter(one["state"] for one in stored) == Counter(
        STATED[row["Observation status"]] for row in rows
    )
    assert {one["definition_version"] for one in stored} == {made["version"]}


async def test_rows_that_cannot_be_told_apart_are_rejected(field: Field, real_data: Path) -> None:
    await indicator(field)
    body = (real_data / "sdg" / "indicator_5-2-1.csv").read_bytes()
    columns = [one for one in COLUMNS if not one.endswith((":income", ":region"))]
    columns += ["Household income:ignored", "Region:ignored"]
    options = {"indicator": "partner_abuse", "column": columns, "state_label": STATES}
    whole = await sent(field.partner, body, "create", **options)
    assert (whole["accepted"], whole["created"] + whole["rejected"]) == (False, 386)
    assert await everything(field) == []
    summary = await sent(field.partner, body, "create", partial=True, **options)
    assert summary["rejected"] == sum(one["count"] for one in summary["conflicts"]) > 0
    assert {one["code"] for one in summary["conflicts"]} == {"duplicate"}
    assert len(await everything(field)) == summary["created"] == 386 - summary["rejected"]


def value(row: dict[str, str]) -> str:
    return row["Value"] if row["Observation status"] == "Normal value" else ""


async def everything(field: Field) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = (await field.partner.get(f"metrics/observations?limit=200{cursor}")).json()
        found += page["items"]
        if page["next_cursor"] is None:
            return found
        cursor = f"&cursor={page['next_cursor']}"


async def test_blank_cells_mean_all_and_gaps_stay_gaps(field: Field, real_data: Path) -> None:
    made = await indicator(field)
    body = (real_data / "sdg" / "indicator_5-2-1.csv").read_bytes()
    options = {"indicator": "partner_abuse", "column": COLUMNS, "state_label": STATES}
    await sent(field.partner, body, "create", partial=True, **options)
    path = f"metrics/indicators/{made['id']}/series"
    whole = (await field.partner.get(f"{path}?where=series:Women aged 16 to 59")).json()["points"]
    assert (whole[0]["period"], whole[0]["value"]) == ("2004April", "8.65073932620876")
    by = (await field.partner.get(f"{path}?where=series:Women aged 16 to 59&by=abuse")).json()["points"]
    first = {one["dimensions"]["abuse"]: one["value"] for one in by if one["period"] == "2004April"}
    assert first["Non-sexual"] == "8.625293705388907"
    # The year in which the question was not asked has no value, and is no zero.
    gap = next(point for point in whole if point["period"] == "2020April")
    assert (gap["value"], gap["whole"]) == (None, False)
