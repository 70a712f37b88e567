"""Initiatives: set up by the operator, described by facilitators, moved through phases with a reason."""

import asyncpg

from tests.kit import Field, World
from tests.services.events.workers import leaves

SETUP = {"name": {"he": "קווים אדומים", "ar": "خطوط حمراء"}, "issue": {"he": "אלימות בזוגיות"}}
REASON = {"he": "השותפים הסכימו על הבעיה", "ar": "اتفق الشركاء على المشكلة"}


async def test_only_the_operator_sets_up_an_initiative(world: World, field: Field) -> None:
    for member in (field.founder, field.facilitator, field.partner):
        assert (await member.post("/registry/v1/initiatives", SETUP)).status_code == 403
    initiative = await world.operator.created("/registry/v1/initiatives", SETUP)
    assert initiative["name"] == SETUP["name"]
    assert (initiative["phase"], initiative["languages"], initiative["version"]) == ("dialogue", ["he"], 1)


async def test_its_log_begins_with_its_founding_and_fixes_the_origin(
    world: World, database: asyncpg.Connection
) -> None:
    answer = await world.operator.post("/registry/v1/initiatives", SETUP)
    assert answer.headers["Log-Position"] == "0"
    assert answer.headers["Location"] == f"/registry/v1/initiatives/{answer.json()['id']}"
    line = await database.fetchval(
        "SELECT line FROM log.entry WHERE initiative_id = $1::text::uuid AND position = 0",
        answer.json()["id"],
    )
    assert f'"log_origin":"shidra.localhost/{answer.json()["id"]}"' in line.decode()
    assert SETUP["name"]["he"] not in line.decode()


async def test_people_see_their_own_initiatives_and_the_operator_all(world: World, field: Field) -> None:
    other = await world.found("מהלך אחר")
    listed = (await field.partner.get("/registry/v1/initiatives")).json()["items"]
    assert [item["id"] for item in listed] == [field.id]
    seen: set[str] = set()
    path: str | None = "/registry/v1/initiatives?limit=200"
    while path:
        shown = (await world.operator.get(path)).json()
        seen |= {item["id"] for item in shown["items"]}
        cursor = shown["next_cursor"]
        path = f"/registry/v1/initiatives?limit=200&cursor={cursor}" if cursor else None
    assert {field.id, other.id} <= seen


async def test_facilitators_describe_the_initiative_and_nobody_else(field: Field) -> None:
    path = f"/registry/v1/initiatives/{field.id}"
    for other in (field.founder, field.partner, field.operator):
        assert (await other.patch(path, {"geography": {"he": "הגליל"}})).status_code == 403
    changed = await field.facilitator.patch(
        path, {"geography": {"he": "הגליל", "ar": "الجليل"}, "planning_target_on": "2027-06-30"}, version=1
    )
    assert changed.json()["geography"] == {"he": "הגליל", "ar": "الجليل"}
    emptied = await field.facilitator.patch(path, {"geography": None}, version=2)
    assert (emptied.json()["geography"], emptied.json()["planning_target_on"]) == (None, "2027-06-30")
    assert (await field.partner.get(path)).json() == emptied.json()
    assert (await field.facilitator.patch(path, {"name": None})).status_code == 422
    assert (await field.facilitator.patch(path, {"geography": None}, version=2)).status_code == 412
    assert (await field.facilitator.call("PATCH", path, {"geography": None})).status_code == 428


async def test_what_changes_nothing_of_an_initiative_is_no_version_and_no_event(field: Field) -> None:
    path = f"/registry/v1/initiatives/{field.id}"
    described = {"geography": {"he": "הגליל"}, "planning_target_on": "2027-06-30", "languages": ["he", "ar"]}
    initiative = (await field.facilitator.patch(path, described, version=1)).json()
    before = await leaves(field.partner)
    for same in ({}, {"planning_target_on": "2027-06-30"}, described):
        answer = await field.facilitator.patch(path, same, version=2)
        assert (answer.status_code, answer.json()) == (200, initiative)
    assert await leaves(field.partner) == before
    assert (await field.facilitator.patch(path, {}, version=1)).status_code == 412


async def test_a_phase_begins_forward_or_back_for_a_reason(field: Field) -> None:
    path = f"/registry/v1/initiatives/{field.id}"
    for step in ("planning", "acting", "dialogue"):
        began = await field.facilitator.post(f"{path}/phase-transitions", {"to": step, "reason": REASON})
        assert began.status_code == 201
        assert (await field.partner.get(path)).json()["phase"] == step
    moves = (await field.partner.get(f"{path}/phase-transitions")).json()["items"]
    assert [(move["from"], move["to"]) for move in moves] == [
        ("dialogue", "planning"),
        ("planning", "acting"),
        ("acting", "dialogue"),
    ]
    assert moves[0]["reason"] == REASON


async def test_a_phase_does_not_begin_twice_nor_without_a_reason(field: Field) -> None:
    path = f"/registry/v1/initiatives/{field.id}/phase-transitions"
    again = await field.facilitator.post(path, {"to": "dialogue", "reason": REASON})
    assert (again.status_code, again.json()["code"]) == (409, "phase-already-begun")
    for body in ({"to": "planning"}, {"to": "planning", "reason": {}}, {"to": "later", "reason": REASON}):
        assert (await field.facilitator.post(path, body)).status_code == 422
    for other in (field.founder, field.partner, field.operator):
        assert (await other.post(path, {"to": "planning", "reason": REASON})).status_code == 403
    assert (await field.partner.get(path)).json()["items"] == []
