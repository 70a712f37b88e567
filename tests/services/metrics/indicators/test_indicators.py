"""Draft indicators: who drafts, who defines anew, what of it is kept."""

import asyncio
from typing import Any

import asyncpg
import pytest

from tests.kit import Actor, Field, World
from tests.services.erasing import erase
from tests.services.events.workers import leaves

NOBODY = "019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42"


def draft(**changes: Any) -> dict[str, Any]:
    """A body that drafts an indicator."""
    return {
        "code": "repeat_violence",
        "name": {"he": "פגיעה חוזרת", "ar": "تكرار الاعتداء"},
        "definition": {"he": "שיעור הפונות ששבו ודיווחו\nעל אלימות בתוך שנה."},
        "level": "population",
        "direction": "lower_is_better",
        "unit": {"he": "אחוזים", "ar": "نسبة مئوية"},
        "aggregation": "ratio",
        "period_type": "financial_april",
        "dimensions": [
            {
                "code": "district",
                "name": {"he": "מחוז", "ar": "لواء"},
                "values": [{"code": "north", "name": {"he": "צפון", "ar": "الشمال"}}],
            }
        ],
        "custodian_organization_id": None,
    } | changes


async def drafted(by: Actor, **changes: Any) -> dict[str, Any]:
    return await by.created("metrics/indicators", draft(**changes))


async def test_whoever_takes_part_drafts_an_indicator(world: World, field: Field) -> None:
    member = await world.add_person(field.facilitator, "תושבת")
    custodian = field.partner.organization_id
    indicator = await drafted(member, custodian_organization_id=custodian)
    for name, value in draft(custodian_organization_id=custodian).items():
        assert indicator[name] == value
    assert (indicator["status"], indicator["version"]) == ("draft", 1)
    assert indicator["drafted_by"] == member.person_id
    assert (await field.partner.get(f"metrics/indicators/{indicator['id']}")).json() == indicator


async def test_the_operator_drafts_and_reads_nothing(field: Field) -> None:
    assert (await field.operator.post("metrics/indicators", draft())).status_code == 403
    assert (await field.operator.get("metrics/indicators")).status_code == 403


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"code": "Repeat"}, "/code"),
        ({"code": "פגיעה"}, "/code"),
        ({"name": {"he": "שתי\nשורות"}}, "/name/he"),
        ({"period_type": "fortnight"}, "/period_type"),
        ({"status": "shared"}, "/status"),
        ({"dimensions": [{"code": "age", "name": {"he": "גיל"}, "values": []}]}, "/dimensions/0/values"),
        ({"dimensions": [{"code": "age", "name": {"he": "גיל"}}] * 2}, "/dimensions"),
    ],
)
async def test_what_defines_no_indicator_is_refused(
    field: Field, changes: dict[str, Any], pointer: str
) -> None:
    refused = await field.partner.post("metrics/indicators", draft(**changes))
    assert refused.status_code == 422
    assert [error["pointer"] for error in refused.json()["errors"]] == [pointer]


async def test_a_custodian_is_an_organization_of_the_initiative(world: World, field: Field) -> None:
    elsewhere = await world.found("מהלך אחר")
    for stranger in (NOBODY, elsewhere.partner.organization_id):
        refused = await field.partner.post("metrics/indicators", draft(custodian_organization_id=stranger))
        assert (refused.status_code, refused.json()["code"]) == (422, "unknown-custodian")
    indicator = await drafted(field.partner)
    refused = await field.partner.patch(
        f"metrics/indicators/{indicator['id']}", {"custodian_organization_id": NOBODY}
    )
    assert refused.json()["code"] == "unknown-custodian"


async def test_a_code_is_taken_once_in_an_initiative(world: World, field: Field) -> None:
    await drafted(field.partner)
    taken = await field.founder.post("metrics/indicators", draft())
    assert (taken.status_code, taken.json()["code"]) == (409, "indicator-code-taken")
    elsewhere = await world.found("מהלך אחר")
    await drafted(elsewhere.partner)


async def test_of_two_drafts_with_one_code_at_once_one_is_made(field: Field) -> None:
    answers = await asyncio.gather(
        *(actor.post("metrics/indicators", draft()) for actor in (field.partner, field.founder) * 3)
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409, 409]
    assert len((await field.partner.get("metrics/indicators")).json()["items"]) == 1


async def test_the_same_request_twice_drafts_once(field: Field) -> None:
    key = {"Idempotency-Key": "draft"}
    first = await field.partner.post("metrics/indicators", draft(), headers=key)
    again = await field.partner.post("metrics/indicators", draft(), headers=key)
    assert (again.status_code, again.text) == (201, first.text)
    assert again.headers["Idempotency-Replayed"] == "true"
    for name in ("Location", "ETag", "Log-Position"):
        assert again.headers[name] == first.headers[name]


async def test_author_facilitators_and_the_analyst_define_a_draft_anew(world: World, field: Field) -> None:
    analyst = await world.add_person(field.facilitator, "נתונאית")
    await field.founder.created("registry/staff", {"person_id": analyst.person_id, "role": "data_analyst"})
    fundraiser = await world.add_person(field.facilitator, "גיוס משאבים")
    await field.founder.created("registry/staff", {"person_id": fundraiser.person_id, "role": "fundraising"})
    indicator = await drafted(field.partner)
    path = f"metrics/indicators/{indicator['id']}"
    for other in (field.founder, fundraiser):
        assert (await other.patch(path, {"level": "performance"})).status_code == 403
        assert (await other.delete(path)).status_code == 403
    for version, allowed in enumerate((field.partner, field.facilitator, analyst), 2):
        changed = await allowed.patch(path, {"unit": {"he": f"יחידה {version}"}}, version=version - 1)
        assert (changed.status_code, changed.json()["version"]) == (200, version)


async def test_what_is_absent_stays_and_null_empties(field: Field) -> None:
    indicator = await drafted(field.partner, custodian_organization_id=field.partner.organization_id)
    path = f"metrics/indicators/{indicator['id']}"
    changed = (await field.partner.patch(path, {"unit": None, "custodian_organization_id": None})).json()
    anew = dict.fromkeys(("version", "definition_version", "newest_definition_version"), 2)
    assert changed == indicator | {"unit": None, "custodian_organization_id": None} | anew
    assert (await field.partner.patch(path, {"name": None})).status_code == 422
    assert (await field.partner.patch(path, {"code": "other"})).status_code == 422


async def test_what_changes_nothing_of_a_draft_is_no_version_and_no_event(field: Field) -> None:
    indicator = await drafted(field.partner, custodian_organization_id=field.partner.organization_id)
    path = f"metrics/indicators/{indicator['id']}"
    whole = draft(custodian_organization_id=field.partner.organization_id)
    del whole["code"]
    before = await leaves(field.partner)
    for same in ({}, {"level": "population"}, whole):
        answer = await field.partner.patch(path, same, version=1)
        assert (answer.status_code, answer.json()) == (200, indicator)
    assert await leaves(field.partner) == before
    assert len((await field.partner.get(f"{path}/definitions")).json()["items"]) == 1


async def test_every_definition_an_indicator_had_can_be_read(field: Field) -> None:
    indicator = await drafted(field.partner)
    path = f"metrics/indicators/{indicator['id']}"
    texts = [indicator["definition"], {"he": "הגדרה שנייה"}, {"ar": "تعريف ثالث"}]
    for text in texts[1:]:
        await field.partner.patch(path, {"definition": text})
    first = (await field.founder.get(f"{path}/definitions?limit=2")).json()
    rest = (await field.founder.get(f"{path}/definitions?cursor={first['next_cursor']}")).json()
    kept = first["items"] + rest["items"]
    assert [(item["version"], item["definition"]) for item in kept] == list(enumerate(texts, 1))
    assert rest["next_cursor"] is None
    assert kept[0]["dimensions"] == indicator["dimensions"]


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
async def test_changing_a_draft_asks_for_the_version_that_was_read(field: Field, method: str) -> None:
    indicator = await drafted(field.partner)
    path = f"metrics/indicators/{indicator['id']}"
    body = {"level": "performance"} if method == "PATCH" else None

    async def answered(if_match: str | None) -> int:
        headers = {"If-Match": if_match} if if_match else {}
        return (await field.partner.call(method, path, body, headers=headers)).status_code

    assert await answered(None) == 428
    for wrong in ('"2"', 'W/"1"', "1", '""'):
        assert (wrong, await answered(wrong)) == (wrong, 412)
    assert await answered('"7", "1"') == (200 if method == "PATCH" else 204)
    if method == "PATCH":
        assert await answered('"1"') == 412
        assert await answered("*") == 200
    else:
        assert await answered("*") == 404


async def test_a_discarded_draft_is_gone_and_its_code_is_free(
    field: Field, database: asyncpg.Connection
) -> None:
    indicator = await drafted(field.partner)
    path = f"metrics/indicators/{indicator['id']}"
    assert (await field.partner.delete(path, version=1)).status_code == 204
    for gone in (path, f"{path}/definitions"):
        assert (await field.partner.get(gone)).status_code == 404
    assert (await drafted(field.founder))["id"] != indicator["id"]
    kinds = await database.fetch(
        "SELECT type FROM log.entry WHERE initiative_id = $1::text::uuid AND source = '/metrics'"
        " ORDER BY position",
        field.id,
    )
    assert [row["type"].rpartition(".")[2] for row in kinds] == ["drafted", "discarded", "drafted"]


async def test_indicators_are_listed_by_code_status_level_and_custodian(field: Field) -> None:
    custodian = field.partner.organization_id
    first = await drafted(field.partner, code="first")
    second = await drafted(
        field.partner, code="second", level="performance", custodian_organization_id=custodian
    )

    async def listed(query: str) -> list[str]:
        answer = await field.founder.get(f"metrics/indicators?{query}")
        return [item["id"] for item in answer.json()["items"]]

    assert await listed("status=draft") == [first["id"], second["id"]]
    assert await listed("status=shared") == []
    assert await listed("code=second") == [second["id"]]
    assert await listed(f"level=performance&custodian_organization_id={custodian}") == [second["id"]]
    assert (await field.founder.get("metrics/indicators?code=%00")).status_code == 422


async def test_pages_stay_whole_while_indicators_come_and_go(field: Field) -> None:
    made = [await drafted(field.partner, code=f"code_{n}") for n in range(5)]
    first = (await field.founder.get("metrics/indicators?limit=2")).json()
    await field.partner.delete(f"metrics/indicators/{made[1]['id']}")
    made.append(await drafted(field.partner, code="code_5"))
    rest = (await field.founder.get(f"metrics/indicators?cursor={first['next_cursor']}")).json()
    assert [item["code"] for item in first["items"] + rest["items"]] == [item["code"] for item in made]


async def test_of_an_erased_author_the_definition_stays_and_the_name_goes(world: World, field: Field) -> None:
    author = await world.add_person(field.facilitator, "רות")
    indicator = await drafted(author)
    await erase(world, author, in_service="metrics")
    shown = (await field.partner.get(f"metrics/indicators/{indicator['id']}")).json()
    assert shown == indicator | {"drafted_by": None, "version": 2}
    assert (await field.facilitator.patch(f"metrics/indicators/{indicator['id']}", {})).status_code == 200
