"""Figures: reported, corrected, kept; and who sees them."""

import hashlib
import json
from typing import Any

import pytest

from tests.kit import Actor, Field, World
from tests.services.erasing import erase
from tests.services.events.workers import leaves
from tests.services.metrics.indicators.test_indicators import drafted
from tests.services.metrics.indicators.test_sharing import staff
from tests.services.registry.integrations.systems import register, signed_in

SUM = {"code": "women_helped", "aggregation": "sum", "period_type": "yearly", "unit": None}


def figure(organization: Actor, **changes: Any) -> dict[str, Any]:
    return {
        "indicator": "women_helped",
        "organization_id": organization.organization_id,
        "period": "2024",
        "value": "12",
    } | changes


async def reported(by: Actor, **changes: Any) -> dict[str, Any]:
    return await by.created("metrics/observations", figure(by, **changes))


async def test_a_partner_reports_its_figure(field: Field) -> None:
    indicator = await drafted(field.partner, **SUM)
    remark = {"he": "שני סניפים היו סגורים"}
    made = await reported(field.partner, value="12.50", dimensions={"district": "צפון"}, remark=remark)
    assert made["indicator_id"] == indicator["id"]
    assert (made["period"], made["period_start"], made["period_end"]) == ("2024", "2024-01-01", "2024-12-31")
    assert (made["value"], made["state"], made["dimensions"]) == ("12.50", "reported", {"district": "north"})
    assert (made["remark"], made["version"], made["definition_version"]) == (remark, 1, 1)
    assert (await field.partner.get(f"metrics/observations/{made['id']}")).json() == made
    again = await field.partner.post(
        "metrics/observations", figure(field.partner, dimensions={"district": "north"})
    )
    assert (again.status_code, again.json()["code"]) == (409, "figure-reported-already")


async def test_an_indicator_is_named_by_code_or_id(field: Field) -> None:
    indicator = await drafted(field.partner, **SUM)
    await reported(field.partner, indicator=indicator["id"])
    for name in ("women_helped", indicator["id"]):
        listed = (await field.partner.get(f"metrics/observations?indicator={name}")).json()["items"]
        assert len(listed) == 1
    assert (await field.partner.get("metrics/observations?indicator=other")).status_code == 422


async def test_who_reports_for_whom(world: World, field: Field) -> None:
    await drafted(field.partner, **SUM)
    analyst = await staff(world, field, "data_analyst")
    for number, by in enumerate((field.partner, field.facilitator, analyst)):
        await by.created("metrics/observations", figure(field.partner, period=str(2000 + number)))
    fundraiser = await staff(world, field, "fundraising")
    for by in (field.founder, fundraiser):
        assert (await by.post("metrics/observations", figure(field.partner))).status_code == 403
    unknown = figure(field.partner, organization_id="019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42")
    refused = await analyst.post("metrics/observations", unknown)
    assert refused.json()["code"] == "unknown-reporting-organization"


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"value": None}, "/value", "value_missing"),
        ({"numerator": "1"}, "/numerator", "parts_not_expected"),
        ({"state": "waived", "value": "0"}, "/value", "value_not_expected"),
        ({"state": "zero"}, "/state", "not_one_of"),
        ({"period": "2024April"}, "/period", "bad_period"),
        ({"dimensions": {"age": "1"}}, "/dimensions/age", "unknown_dimension"),
        ({"value": "1e5"}, "/value", "bad_format"),
        ({"value": 12}, "/value", "wrong_type"),
        ({"value": "-0"}, "/value", "bad_value"),
    ],
)
async def test_what_is_no_figure_is_refused(
    field: Field, changes: dict[str, Any], pointer: str, code: str
) -> None:
    await drafted(field.partner, **SUM)
    refused = await field.partner.post("metrics/observations", figure(field.partner, **changes))
    assert refused.status_code == 422
    assert [(error["pointer"], error["code"]) for error in refused.json()["errors"]] == [(pointer, code)]


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"value": "5"}, "parts_needed"),
        ({"numerator": "5"}, "parts_needed"),
        ({"numerator": "5", "denominator": "0"}, "bad_denominator"),
        ({"numerator": "5", "denominator": "-2"}, "bad_denominator"),
        ({"numerator": "0", "denominator": "0"}, None),
        ({"numerator": "5", "denominator": "8"}, None),
    ],
)
async def test_a_ratio_has_two_parts(field: Field, sent: dict[str, str], code: str | None) -> None:
    await drafted(field.partner, **SUM | {"aggregation": "ratio"})
    body = {name: value for name, value in figure(field.partner).items() if name != "value"} | sent
    answer = await field.partner.post("metrics/observations", body)
    assert answer.status_code == (201 if code is None else 422)
    if code is not None:
        assert answer.json()["errors"][0]["code"] == code


async def test_missing_zero_waived_and_suppressed_are_different(field: Field) -> None:
    await drafted(field.partner, **SUM)
    for year, state in enumerate(("missing", "waived", "suppressed"), 2001):
        made = await reported(field.partner, period=str(year), state=state, value=None)
        assert (made["state"], made["value"]) == (state, None)
    zero = await reported(field.partner, period="2004", value="0")
    assert (zero["state"], zero["value"]) == ("reported", "0")
    waived = (await field.partner.get("metrics/observations?state=waived")).json()["items"]
    assert [item["period"] for item in waived] == ["2002"]


async def test_a_correction_keeps_what_was_said_and_why_it_changed(field: Field) -> None:
    await drafted(field.partner, **SUM)
    first = await reported(field.partner)
    path = f"metrics/observations/{first['id']}"
    reason = {"he": "נספרו פעמיים"}
    answer = await field.partner.post(
        f"{path}/corrections", {"value": "11", "reason": reason}, headers={"If-Match": '"1"'}
    )
    second = answer.json()
    assert (second["value"], second["version"], second["reason"]) == ("11", 2, reason)
    assert second["id"] == first["id"]
    stale = await field.partner.post(
        f"{path}/corrections", {"value": "10", "reason": reason}, headers={"If-Match": '"1"'}
    )
    assert stale.status_code == 412
    assert (await field.partner.post(f"{path}/corrections", {"value": "10"})).status_code == 422
    kept = (await field.partner.get(f"{path}/revisions")).json()["revisions"]
    assert [(one["value"], one["version"]) for one in kept] == [("12", 1), ("11", 2)]
    assert kept[0]["superseded_at"] == kept[1]["recorded_at"]
    assert len((await field.partner.get("metrics/observations")).json()["items"]) == 1


async def test_the_log_says_that_figures_were_reported_and_commits_to_them(field: Field) -> None:
    await drafted(field.partner, **SUM)
    made = await reported(field.partner, value="12.50")
    event = json.loads((await leaves(field.partner))[-1])
    assert event["type"] == "metrics.observations.reported"
    assert event["actor"]["id"] == field.partner.person_id
    assert (event["data"]["created"], event["data"]["corrected"]) == (1, 0)
    assert "12.50" not in json.dumps(event)
    report = (await field.partner.get(f"metrics/observations/reports/{made['report_id']}")).json()
    columns = ("indicator_id", "organization_id", "period")
    key = hashlib.sha256(b"{}").hexdigest()[:32]
    key = "-".join((key[:8], key[8:12], key[12:16], key[16:20], key[20:]))
    line = "\t".join([made["id"], "1", *(made[name] for name in columns), key, "reported", "12.50", "", ""])
    digest = hashlib.sha256(bytes.fromhex(report["salt"]) + line.encode()).hexdigest()
    assert event["data"]["digest"] == report["digest"] == digest
    assert (await field.founder.get(f"metrics/observations/reports/{report['id']}")).status_code == 404


async def test_nothing_is_reported_for_a_retired_indicator(field: Field) -> None:
    indicator = await drafted(field.partner, **SUM)
    made = await reported(field.partner)
    await field.partner.post(f"metrics/indicators/{indicator['id']}/retire", {"reason": {"he": "די"}})
    refused = await field.partner.post("metrics/observations", figure(field.partner, period="2025"))
    assert (refused.status_code, refused.json()["code"]) == (409, "indicator-retired")
    body = {"value": "1", "reason": {"he": "טעות"}}
    refused = await field.partner.post(f"metrics/observations/{made['id']}/corrections", body)
    assert refused.json()["code"] == "indicator-retired"
    assert (await field.partner.get(f"metrics/observations/{made['id']}")).status_code == 200


async def test_how_figures_are_counted_does_not_change_under_them(field: Field) -> None:
    indicator = await drafted(field.partner, **SUM)
    await reported(field.partner)
    path = f"metrics/indicators/{indicator['id']}"
    for answer in (
        await field.partner.patch(path, {"aggregation": "ratio"}),
        await field.partner.patch(path, {"period_type": "monthly"}),
        await field.partner.delete(path),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "indicator-has-figures")
    assert (await field.partner.patch(path, {"unit": {"he": "נשים"}})).status_code == 200


async def test_of_an_erased_person_the_figure_stays(world: World, field: Field) -> None:
    await drafted(field.partner, **SUM)
    ruth = await world.add_person(field.facilitator, "רות", field.partner.organization_id)
    made = await reported(ruth)
    path = f"metrics/observations/{made['id']}"
    await ruth.post(f"{path}/corrections", {"value": "9", "reason": {"he": "טעיתי"}})
    data = (await ruth.get(f"metrics/people/{ruth.person_id}/personal-data")).json()
    assert [one["reason"] for one in data["reports"]] == [None, {"he": "טעיתי"}]
    await erase(world, ruth, in_service="metrics")
    shown = (await field.partner.get(path)).json()
    assert (shown["value"], shown["reported_by"], shown["reason"]) == ("9", None, None)


async def test_a_system_reports_for_its_organization_alone_and_only_with_the_scope(
    world: World, field: Field
) -> None:
    await drafted(field.partner, **SUM)
    for scopes, status in ((["field:read"], 403), (["figures:report"], 201)):
        registered = await register(field.partner, field.partner.organization_id, *scopes)
        system = await signed_in(world, field.id, registered)
        answer = await system.post("metrics/observations", figure(field.partner, period="2020"))
        assert answer.status_code == status, answer.text
    other = await system.post("metrics/observations", figure(field.founder, period="2020"))
    assert other.status_code == 403
    corrected = await system.post(
        f"metrics/observations/{answer.json()['id']}/corrections",
        {"value": "13", "reason": {"he": "נספרה פעמיים"}},
    )
    assert (corrected.status_code, corrected.json()["value"]) == (200, "13"), corrected.text
    rows = [{"period": "2021", "value": "5", "organization_id": one} for one in _both(field)]
    imported = await system.post(
        "metrics/observations/imports?mode=create&indicator=women_helped&partial=true", {"rows": rows}
    )
    assert (imported.json()["created"], imported.json()["rejected"]) == (1, 1), imported.text
    lines = [json.loads(line) for line in await leaves(field.partner)]
    told = [line for line in lines if line["type"].startswith("metrics.observation")]
    assert {one["actor"]["kind"] for one in told} == {"integration"}


def _both(field: Field) -> tuple[str, str]:
    return field.partner.organization_id, field.founder.organization_id
