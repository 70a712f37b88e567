"""Activities: who records, leads, confirms, joins and changes one."""

import asyncio
from typing import Any

import asyncpg
import pytest

from tests.governing import on_day, partner
from tests.kit import Actor, Field, World
from tests.services.agenda.adopting import adopt_agenda
from tests.services.erasing import erase

ACTIVITIES = "agenda/activities"
NOBODY = "019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42"
TITLE = {"he": "קו חירום בערבית"}


def led_by(lead: Actor, **more: Any) -> dict[str, Any]:
    return {"title": TITLE, "lead_organization_id": lead.organization_id, **more}


async def with_agenda(world: World, field: Field, kind: str = "goals") -> str:
    """An adopted agenda with one section, which is a goal unless told otherwise; answers its id."""
    section = {"kind": kind, "title": {"he": "מענה"}, "text": {"he": "מענה בכל שעה"}}
    goal = await field.partner.created("agenda/agenda/sections", section)
    await adopt_agenda(world, field)
    return str(goal["id"])


async def test_a_representative_records_what_their_organization_leads(world: World, field: Field) -> None:
    goal = await with_agenda(world, field)
    milestone = {"title": {"he": "גיוס"}, "due_on": on_day(30), "done_on": None}
    body = led_by(
        field.partner,
        status="planned",
        goal_ids=[goal],
        participants=[field.founder.organization_id],
        milestones=[milestone],
        places=["חיפה", "חיפה"],
        starts_on=on_day(7),
        ends_on=on_day(70),
    )
    activity = await field.partner.created(ACTIVITIES, body)
    assert (activity["lead_confirmed"], activity["joined"], activity["version"]) == (True, [], 1)
    assert (activity["milestones"], activity["places"]) == ([milestone], ["חיפה"])
    path = f"{ACTIVITIES}/{activity['id']}"
    assert (await field.founder.get(path)).json() == activity
    done = milestone | {"done_on": on_day(0)}
    changed = await field.partner.patch(path, {"status": "running", "milestones": [done]}, version=1)
    assert (changed.json()["status"], changed.json()["milestones"]) == ("running", [done])
    assert (await field.partner.patch(path, {"status": "done"}, version=1)).status_code == 412
    unchanged = await field.partner.patch(path, {"status": "running"})
    assert unchanged.json()["version"] == 2
    for query, count in ((f"goal_id={goal}", 1), ("status=planned", 0), (f"goal_id={NOBODY}", 0)):
        listed = (await field.founder.get(f"{ACTIVITIES}?{query}")).json()["items"]
        assert len(listed) == count


async def test_nobody_signs_a_partner_up(world: World, field: Field) -> None:
    await with_agenda(world, field)
    assert (await field.founder.post(ACTIVITIES, led_by(field.partner))).status_code == 403
    early = await field.facilitator.post(ACTIVITIES, led_by(field.partner, status="planned"))
    assert (early.status_code, early.json()["code"]) == (409, "lead-not-confirmed")
    entered = await field.facilitator.created(ACTIVITIES, led_by(field.partner))
    assert (entered["status"], entered["lead_confirmed"]) == ("idea", False)
    path = f"{ACTIVITIES}/{entered['id']}"
    for other in (field.facilitator, field.founder):
        assert (await other.post(f"{path}/confirm")).status_code == 403
    refused = await field.facilitator.patch(path, {"status": "running"})
    assert refused.json()["code"] == "lead-not-confirmed"
    assert (await field.facilitator.patch(path, {"title": {"he": "קו חירום"}})).status_code == 200
    stale = await field.partner.post(f"{path}/confirm", headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    assert (await field.partner.post(f"{path}/confirm")).json()["lead_confirmed"] is True
    again = await field.partner.post(f"{path}/confirm")
    assert (again.status_code, again.json()["code"]) == (409, "lead-confirmed-already")
    # From now on it is the lead's.
    for other in (field.facilitator, field.founder):
        assert (await other.patch(path, {"title": TITLE})).status_code == 403
    assert (await field.partner.patch(path, {"status": "planned"})).status_code == 200


async def test_partners_named_as_taking_part_join_themselves(field: Field) -> None:
    organization = {"organization_id": field.founder.organization_id}
    activity = await field.partner.created(
        ACTIVITIES, led_by(field.partner, participants=[field.founder.organization_id])
    )
    path = f"{ACTIVITIES}/{activity['id']}"
    for other in (field.partner, field.facilitator):
        assert (await other.post(f"{path}/join", organization)).status_code == 403
    joined = await field.founder.post(f"{path}/join", organization)
    assert joined.json()["joined"] == [field.founder.organization_id]
    assert (await field.founder.post(f"{path}/join", organization)).json()["version"] == 2
    left = await field.founder.post(f"{path}/leave", organization)
    assert (left.json()["participants"], left.json()["joined"]) == ([], [])
    for act in ("join", "leave"):
        refused = await field.founder.post(f"{path}/{act}", organization)
        assert (refused.status_code, refused.json()["code"]) == (409, "not-named-as-participant")


async def test_a_new_lead_has_to_confirm_what_is_handed_to_it(world: World, field: Field) -> None:
    await with_agenda(world, field)
    activity = await field.partner.created(ACTIVITIES, led_by(field.partner, status="running"))
    path = f"{ACTIVITIES}/{activity['id']}"
    new_lead = {"lead_organization_id": field.founder.organization_id}
    handed = (await field.partner.patch(path, new_lead)).json()
    assert (handed["lead_confirmed"], handed["status"]) == (False, "idea")
    # Who entered it can still describe it, and no longer say that it runs.
    assert (await field.partner.patch(path, {"status": "running"})).json()["code"] == "lead-not-confirmed"
    assert (await field.founder.post(f"{path}/confirm")).status_code == 200
    assert (await field.founder.patch(path, {"status": "running"})).json()["status"] == "running"


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ({"lead_organization_id": NOBODY}, "unknown-partner"),
        ({"participants": [NOBODY]}, "unknown-partner"),
        ({"goal_ids": [NOBODY]}, "unknown-goal"),
        ({"depends_on": [NOBODY]}, "unknown-dependency"),
        ({"early_joint_action": True}, "not-an-action-circle"),
        ({"early_joint_action": True, "forum_id": NOBODY}, "not-an-action-circle"),
        ({"starts_on": on_day(2), "ends_on": on_day(1)}, "activity-ends-before-it-starts"),
    ],
)
async def test_what_an_activity_names_is_there(field: Field, named: dict[str, Any], code: str) -> None:
    refused = await field.facilitator.post(ACTIVITIES, led_by(field.partner) | named)
    assert (refused.status_code, refused.json()["code"]) == (422, code)
    path = f"{ACTIVITIES}/{(await field.partner.created(ACTIVITIES, led_by(field.partner)))['id']}"
    assert (await field.partner.patch(path, named)).json()["code"] == code


async def test_only_goals_and_strategies_are_goals(world: World, field: Field) -> None:
    vision = await with_agenda(world, field, "vision")
    refused = await field.partner.post(ACTIVITIES, led_by(field.partner, goal_ids=[vision]))
    assert refused.json()["code"] == "unknown-goal"


async def test_no_activity_waits_for_itself(field: Field) -> None:
    first = (await field.partner.created(ACTIVITIES, led_by(field.partner)))["id"]
    second = (await field.partner.created(ACTIVITIES, led_by(field.partner, depends_on=[first])))["id"]
    third = (await field.partner.created(ACTIVITIES, led_by(field.partner, depends_on=[second])))["id"]
    for awaited in (first, second, third):
        refused = await field.partner.patch(f"{ACTIVITIES}/{first}", {"depends_on": [awaited]})
        assert (refused.status_code, refused.json()["code"]) == (422, "dependency-cycle")


async def test_two_changes_at_once_do_not_close_a_circle(field: Field) -> None:
    one, other = [(await field.partner.created(ACTIVITIES, led_by(field.partner)))["id"] for _ in range(2)]
    answers = await asyncio.gather(
        field.partner.patch(f"{ACTIVITIES}/{one}", {"depends_on": [other]}),
        field.partner.patch(f"{ACTIVITIES}/{other}", {"depends_on": [one]}),
    )
    assert sorted(answer.status_code for answer in answers) == [200, 422]


async def test_there_are_only_so_many_activities(field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.agenda.activities.service.MOST_ACTIVITIES", 1)
    answers = await asyncio.gather(*(field.partner.post(ACTIVITIES, led_by(field.partner)) for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]
    (kept,) = (await field.partner.get(ACTIVITIES)).json()["items"]
    await field.partner.patch(f"{ACTIVITIES}/{kept['id']}", {"status": "stopped"})
    assert (await field.partner.post(ACTIVITIES, led_by(field.partner))).status_code == 201


async def test_the_log_tells_of_activities_and_keeps_their_words_sealed(
    field: Field, database: asyncpg.Connection
) -> None:
    participants = [field.founder.organization_id]
    entered = await field.facilitator.created(ACTIVITIES, led_by(field.partner, participants=participants))
    path = f"{ACTIVITIES}/{entered['id']}"
    await field.partner.post(f"{path}/confirm")
    await field.partner.patch(path, {"quick_win": True})
    for act in ("join", "leave"):
        await field.founder.post(f"{path}/{act}", {"organization_id": participants[0]})
    rows = await database.fetch(
        "SELECT type, line FROM log.entry WHERE initiative_id = $1::text::uuid"
        " AND type LIKE 'agenda.activity.%' ORDER BY position",
        field.id,
    )
    happened = [row["type"].rpartition(".")[2] for row in rows]
    assert happened == ["recorded", "lead_confirmed", "changed", "joined", "left"]
    assert all(entered["id"] in row["line"].decode() for row in rows)
    assert not [row for row in rows if TITLE["he"] in row["line"].decode()]


async def test_who_entered_an_activity_is_exported_and_forgotten(
    world: World, field: Field, database: asyncpg.Connection
) -> None:
    ruth = await world.add_person(field.facilitator, "רות", field.partner.organization_id)
    activity = await ruth.created(ACTIVITIES, led_by(ruth))
    exported = (await ruth.get(f"agenda/people/{ruth.person_id}/personal-data")).json()
    assert exported["entered_activity_ids"] == [activity["id"]]
    await erase(world, ruth, in_service="agenda")
    assert (await field.partner.get(f"{ACTIVITIES}/{activity['id']}")).json()["title"] == TITLE
    count = "SELECT count(*) FROM agenda.activity WHERE entered_by = $1::text::uuid"
    assert await database.fetchval(count, ruth.person_id) == 0


async def test_representatives_of_other_partners_only_read(world: World, field: Field) -> None:
    other = await partner(world, field, "עירייה", "public")
    activity = await field.partner.created(ACTIVITIES, led_by(field.partner))
    path = f"{ACTIVITIES}/{activity['id']}"
    assert (await other.get(path)).status_code == 200
    assert (await other.patch(path, {"quick_win": True})).status_code == 403
    assert (await field.operator.get(path)).status_code == 403
