"""Importing figures: what every row becomes, all or nothing, and the same file twice."""

import asyncio
import hashlib
import json
from typing import Any

import asyncpg
import pytest

from tests.kit import Actor, Field, World
from tests.services.events.workers import leaves
from tests.services.metrics.indicators.test_indicators import drafted
from tests.services.metrics.indicators.test_sharing import staff
from tests.services.metrics.observations.test_observations import SUM, figure, reported

IMPORTS = "metrics/observations/imports"
CSV = "period,dimensions.district,value,state\n2022,north,1.50,\n2023,צפון,0,\n2024,,,missing\n"
REASON = {"reason_he": "נספר מחדש"}


async def sent(
    by: Actor, body: str | bytes | dict[str, Any] = CSV, mode: str = "upsert", **query: Any
) -> dict[str, Any]:
    """The answer to an import that must be read."""
    answer = await post(by, body, mode, **query)
    assert answer.status_code == 200, answer.text
    summary: dict[str, Any] = answer.json()
    counts = ("created", "updated", "unchanged", "merge_candidates", "rejected")
    assert summary["rows"] == sum(summary[name] for name in counts)
    return summary


async def post(by: Actor, body: Any, mode: str = "upsert", **query: Any) -> Any:
    params = {"mode": mode, "indicator": "women_helped", "organization_id": by.organization_id} | query
    params = {name: value for name, value in params.items() if value is not None}
    if isinstance(body, dict):
        return await by.post(IMPORTS, body, params=params)
    content = body.encode() if isinstance(body, str) else body
    return await by.post(IMPORTS, content=content, headers={"Content-Type": "text/csv"}, params=params)


def outcome(summary: dict[str, Any]) -> dict[str, int]:
    return {name: summary[name] for name in ("created", "updated", "unchanged", "rejected") if summary[name]}


async def figures(by: Actor) -> list[tuple[Any, ...]]:
    items = (await by.get("metrics/observations?limit=200")).json()["items"]
    return sorted(
        (one["period"], one["dimensions"].get("district"), one["state"], one["value"]) for one in items
    )


async def test_every_row_of_a_file_becomes_a_figure(field: Field) -> None:
    await drafted(field.partner, **SUM)
    summary = await sent(field.partner)
    assert (outcome(summary), summary["accepted"], summary["conflicts"]) == ({"created": 3}, True, [])
    assert await figures(field.partner) == [
        ("2022", "north", "reported", "1.50"),
        ("2023", "north", "reported", "0"),
        ("2024", None, "missing", None),
    ]


async def test_the_same_file_twice_changes_nothing(field: Field) -> None:
    await drafted(field.partner, **SUM)
    await sent(field.partner)
    before = await leaves(field.partner)
    for mode in ("create", "update", "upsert", "fill"):
        summary = await sent(field.partner, mode=mode)
        assert (outcome(summary), summary["report_id"]) == ({"unchanged": 3}, None)
    # 1.5 is 1.50.
    assert outcome(await sent(field.partner, CSV.replace("1.50", "1.5"))) == {"unchanged": 3}
    assert await leaves(field.partner) == before


@pytest.mark.parametrize(
    ("mode", "expected", "codes"),
    [
        ("create", {"created": 1, "unchanged": 1, "rejected": 2}, ["there_already"]),
        ("update", {"updated": 2, "unchanged": 1, "rejected": 1}, ["not_there"]),
        ("upsert", {"created": 1, "updated": 2, "unchanged": 1}, []),
        ("fill", {"created": 1, "updated": 1, "unchanged": 2}, ["kept"]),
    ],
)
async def test_the_mode_says_what_is_done_with_what_is_there(
    field: Field, mode: str, expected: dict[str, int], codes: list[str]
) -> None:
    await drafted(field.partner, **SUM)
    await sent(field.partner, "period,value,state\n2021,1,\n2022,2,\n2023,,missing\n")
    body = "period,value\n2021,1\n2022,22\n2023,3\n2024,4\n"
    dry = await sent(field.partner, body, mode, dry_run=True, partial=True, **REASON)
    real = await sent(field.partner, body, mode, partial=True, **REASON)
    assert (outcome(real), [one["code"] for one in real["conflicts"]]) == (expected, codes)
    assert dry | {"dry_run": False, "report_id": real["report_id"]} == real
    changed = dict.fromkeys(("2022", "2023", "2024"), None) | {
        period: value for period, _, _, value in await figures(field.partner)
    }
    assert changed["2022"] == ("22" if mode in ("update", "upsert") else "2")
    assert changed["2023"] == (None if mode == "create" else "3")
    assert changed["2024"] == (None if mode == "update" else "4")


async def test_one_bad_row_keeps_all_out_unless_asked_otherwise(field: Field) -> None:
    await drafted(field.partner, **SUM)
    body = "period,value\n2022,1\n2023,x\n2024,2\n"
    for dry_run in (True, False):
        summary = await sent(field.partner, body, dry_run=dry_run)
        assert (outcome(summary), summary["accepted"]) == ({"created": 2, "rejected": 1}, False)
        assert summary["conflicts"] == [{"code": "bad_value", "property": "value", "rows": [2], "count": 1}]
        assert await figures(field.partner) == []
    assert (await sent(field.partner, body, partial=True))["accepted"]
    assert [one[0] for one in await figures(field.partner)] == ["2022", "2024"]


async def test_every_rejected_row_has_its_reason(world: World, field: Field) -> None:
    await drafted(field.partner, **SUM)
    await drafted(field.partner, **SUM | {"code": "ratio", "aggregation": "ratio"})
    retired = await drafted(field.partner, **SUM | {"code": "old"})
    await field.partner.post(f"metrics/indicators/{retired['id']}/retire", {"reason": {"he": "די"}})
    own, other = field.partner.organization_id, field.founder.organization_id
    header = (
        "indicator,organization_id,period,dimensions.district,dimensions.age,state,value,numerator,remark.he"
    )
    rows = {
        f"women_helped,{own},2020,,,,1,,": None,
        f"women_helped,{own},2021,,,,1": "wrong_cell_count",
        f"nothing,{own},2022,,,,1,,": "unknown_indicator",
        f"old,{own},2022,,,,1,,": "indicator_retired",
        "women_helped,019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42,2022,,,,1,,": "unknown_organization",
        "women_helped,elsewhere,2022,,,,1,,": "unknown_organization",
        f"women_helped,{other},2022,,,,1,,": "not_your_organization",
        f"women_helped,{own},2022/23,,,,1,,": "bad_period",
        f"women_helped,{own},2022,middle,,,1,,": "unknown_dimension_value",
        f"women_helped,{own},2022,,old,,1,,": "unknown_dimension",
        f"women_helped,{own},2022,,,gone,1,,": "bad_state",
        f'women_helped,{own},2022,,,,"1,000",,': "bad_value",
        f"women_helped,{own},2022,,,,,,": "value_missing",
        f"women_helped,{own},2022,,,waived,0,,": "value_not_expected",
        f"women_helped,{own},2022,,,,1,1,": "parts_not_expected",
        f"ratio,{own},2022,,,,1,,": "parts_needed",
        f"women_helped,{own},2023,,,,1,,": "duplicate",
        f"women_helped,{own}, 2023 ,,,,1,,": "duplicate",
        f"women_helped,{own},2024,,,,1,,\u202eהיפוך": "bad_remark",
    }
    body = "\n".join([header, *rows])
    summary = await sent(field.partner, body, partial=True, indicator=None, organization_id=None)
    said = {row: one["code"] for one in summary["conflicts"] for row in one["rows"]}
    assert said == {number: code for number, code in enumerate(rows.values(), 1) if code}
    assert (summary["created"], summary["rejected"]) == (1, len(rows) - 1)
    # What was sent is not repeated.
    assert not [text for text in ("nothing", "middle", "gone", "1,000") if text in json.dumps(summary)]


async def test_columns_and_words_of_a_partners_file_are_mapped(field: Field) -> None:
    await drafted(field.partner, **SUM | {"period_type": "financial_april"})
    body = "\ufeffשנה;מחוז;מספר;מצב;הערה\n2004/05;صفر;;;\n".replace("صفر", "الشمال").replace(
        ";;;", ";7;תקין;x"
    )
    summary = await sent(
        field.partner,
        body.encode(),
        column=["שנה:period", "מחוז:dimensions.district", "מספר:value", "מצב:state", "הערה:remark.he"],
        state_label="תקין:reported",
    )
    assert outcome(summary) == {"created": 1}
    [made] = (await field.partner.get("metrics/observations")).json()["items"]
    assert (made["period"], made["dimensions"], made["remark"]) == (
        "2004April",
        {"district": "north"},
        {"he": "x"},
    )


async def test_files_in_windows_1255_are_read(field: Field) -> None:
    await drafted(field.partner, **SUM)
    body = "period\tdimensions.district\tvalue\n2022\tצפון\t1\n".encode("cp1255")
    assert outcome(await sent(field.partner, body)) == {"created": 1}


@pytest.mark.parametrize(
    ("body", "query", "code"),
    [
        ("period,value,GeoCode\n", {}, "unknown_column"),
        ("period,value\n", {"column": "Year:period"}, "column_not_in_file"),
        ("period,value\n", {"column": "value:number"}, "unknown_field"),
        ("period,period\n", {}, "field_twice"),
        ("value\n", {}, "field_without_column"),
        ("period,value\n", {"indicator": None}, "field_without_column"),
        ("period,value\n", {"state_label": "x:gone"}, "bad_state_label"),
        ('period,value\n"2022,1\n', {}, "broken_csv"),
        ("", {}, "no_header"),
        ("period,value\n", {"mode": "replace"}, "not_one_of"),
        ("period,value\n", {"colum": "x"}, "unknown_field"),
    ],
)
async def test_a_file_that_is_not_understood_is_refused_as_a_whole(
    field: Field, body: str, query: dict[str, Any], code: str
) -> None:
    await drafted(field.partner, **SUM)
    answer = await post(field.partner, body, **query)
    assert answer.status_code == 422
    assert [error["code"] for error in answer.json()["errors"]] == [code]


async def test_a_known_column_can_be_left_out(field: Field) -> None:
    await drafted(field.partner, **SUM)
    body = "period,value,GeoCode\n2022,1,E12\n"
    assert outcome(await sent(field.partner, body, column="GeoCode:ignored")) == {"created": 1}


async def test_rows_come_as_json_as_well(field: Field) -> None:
    await drafted(field.partner, **SUM)
    rows = [
        {"period": "2022", "dimensions": {"district": "north"}, "value": 1.50},
        {"period": 2023, "value": "2", "remark": {"he": "כן", "en": "yes"}},
        {"period": "2024", "state": "suppressed", "value": None},
    ]
    assert outcome(await sent(field.partner, {"rows": rows})) == {"created": 3}
    items = (await field.partner.get("metrics/observations")).json()["items"]
    assert [one["state"] for one in items] == ["reported", "reported", "suppressed"]
    assert items[1]["remark"] == {"he": "כן", "en": "yes"}
    assert outcome(await sent(field.partner, {"rows": rows})) == {"unchanged": 3}
    refused = await post(field.partner, {"rows": [[1]]})
    assert refused.json()["code"] == "unreadable-table"
    answer = await field.partner.post(
        IMPORTS, content=b"x", headers={"Content-Type": "application/pdf"}, params={"mode": "create"}
    )
    assert answer.status_code == 415


async def test_a_correction_by_import_has_a_reason_and_keeps_what_was(field: Field) -> None:
    await drafted(field.partner, **SUM)
    await sent(field.partner)
    body = CSV.replace("1.50", "2")
    refused = await post(field.partner, body)
    assert refused.json()["errors"][0]["code"] == "reason_missing"
    summary = await sent(field.partner, body, **REASON)
    assert outcome(summary) == {"updated": 1, "unchanged": 2}
    items = (await field.partner.get("metrics/observations")).json()["items"]
    [made] = [one for one in items if one["period"] == "2022"]
    assert (made["value"], made["version"], made["reason"]) == ("2", 2, {"he": "נספר מחדש"})
    assert made["report_id"] == summary["report_id"]
    kept = (await field.partner.get(f"metrics/observations/{made['id']}/revisions")).json()["revisions"]
    assert [one["value"] for one in kept] == ["1.50", "2"]


async def test_an_import_is_one_event_with_a_digest_that_can_be_computed_again(field: Field) -> None:
    indicator = await drafted(field.partner, **SUM)
    before = len(await leaves(field.partner))
    summary = await sent(field.partner)
    [line] = (await leaves(field.partner))[before:]
    data = json.loads(line)["data"]
    assert (data["kind"], data["created"], data["corrected"]) == ("import", 3, 0)
    assert (data["first_on"], data["last_on"]) == ("2022-01-01", "2024-12-31")
    assert data["organization_ids"] == [field.partner.organization_id]
    assert data["indicator_ids"] == [indicator["id"]]
    report = (await field.partner.get(f"metrics/observations/reports/{summary['report_id']}")).json()
    items = (await field.partner.get("metrics/observations")).json()["items"]
    lines = []
    for one in sorted(items, key=lambda item: item["id"]):
        place = json.dumps(one["dimensions"], separators=(",", ":"), sort_keys=True).encode()
        key = hashlib.sha256(place).hexdigest()
        key = f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:32]}"
        cells = [one["id"], "1", one["indicator_id"], one["organization_id"], one["period"], key]
        lines.append("\t".join([*cells, one["state"], one["value"] or "", "", ""]))
    digest = hashlib.sha256(bytes.fromhex(report["salt"]) + "\n".join(lines).encode()).hexdigest()
    assert data["digest"] == report["digest"] == digest


async def test_who_does_not_see_a_figure_learns_nothing_of_it_from_an_import(
    world: World, field: Field
) -> None:
    await drafted(field.partner, **SUM)
    await reported(field.partner, period="2022", value="5")
    for value in ("5", "6"):
        body = f"period,value\n2022,{value}\n2023,1\n"
        for mode in ("create", "update", "upsert", "fill"):
            summary = await sent(
                field.facilitator,
                body,
                mode,
                dry_run=True,
                organization_id=field.partner.organization_id,
            )
            assert [one["code"] for one in summary["conflicts"] if 1 in one["rows"]] == ["not_seen"]
    analyst = await staff(world, field, "data_analyst")
    summary = await sent(analyst, "period,value\n2022,5\n", organization_id=field.partner.organization_id)
    assert outcome(summary) == {"unchanged": 1}


async def test_who_reports_for_nobody_imports_nothing(world: World, field: Field) -> None:
    await drafted(field.partner, **SUM)
    member = await world.add_person(field.facilitator, "תושבת")
    answer = await post(member, CSV, organization_id=field.partner.organization_id)
    assert answer.status_code == 403
    assert (await post(field.operator, CSV, organization_id=None)).status_code == 403


async def test_two_imports_of_one_file_at_once_store_it_once(field: Field) -> None:
    await drafted(field.partner, **SUM)
    summaries = await asyncio.gather(*(sent(field.partner) for _ in range(4)))
    assert sorted(summary["created"] for summary in summaries) == [0, 0, 0, 3]
    assert len(await figures(field.partner)) == 3


async def test_the_same_request_twice_answers_the_same(field: Field) -> None:
    await drafted(field.partner, **SUM)
    params = {"mode": "create", "indicator": "women_helped", "organization_id": field.partner.organization_id}
    headers = {"Content-Type": "text/csv", "Idempotency-Key": "once"}
    first, second = [
        await field.partner.post(IMPORTS, content=CSV.encode(), headers=headers, params=params)
        for _ in range(2)
    ]
    assert first.text == second.text
    assert second.headers["Idempotency-Replayed"] == "true"


async def test_an_import_may_be_larger_than_other_bodies(field: Field) -> None:
    await drafted(field.partner, **SUM)
    padding = "\n" * 2_000_000
    assert outcome(await sent(field.partner, CSV + padding)) == {"created": 3}
    too_large = await field.partner.post("metrics/observations", figure(field.partner, period=padding))
    assert too_large.status_code == 413
    endless = b"period,value\n" + b" " * 33_600_000
    assert (await post(field.partner, endless)).status_code == 413


async def test_a_large_file_leaves_the_loop_free(field: Field, database: asyncpg.Connection) -> None:
    await drafted(
        field.partner,
        **SUM | {"period_type": "daily", "dimensions": [{"code": "place", "name": {"he": "מקום"}}]},
    )
    body = "period,dimensions.place,value\n" + "".join(
        f"2024{month:02}{day:02},{place},{place}\n"
        for place in range(100)
        for month in range(1, 11)
        for day in range(1, 21)
    )
    importing = asyncio.create_task(sent(field.partner, body))
    answered = 0
    while not importing.done():
        assert (await field.founder.get("metrics/observations")).status_code == 200
        answered += 1
    assert outcome(await importing) == {"created": 20_000}
    assert answered > 10
