"""The coordinated plan over HTTP."""

from tests.governing import on_day, partner
from tests.kit import Field, World
from tests.services.agenda.activities.test_activities import ACTIVITIES, led_by
from tests.services.agenda.adopting import adopt_agenda, adopt_plan, can_be_planned


async def test_the_plan_shows_goals_gaps_overlaps_and_what_is_late(world: World, field: Field) -> None:
    goals = [
        await field.partner.created(
            "agenda/agenda/sections", {"kind": kind, "title": {"he": kind}, "text": {"he": "מענה בכל שעה"}}
        )
        for kind in ("goals", "goals", "strategies")
    ]
    version = await adopt_agenda(world, field)
    towards, gap, strategy = [goal["id"] for goal in goals]
    other = await partner(world, field, "עירייה", "public")
    shared = {"status": "running", "goal_ids": [towards, strategy], "places": ["חיפה"]}
    first = (await field.partner.created(ACTIVITIES, led_by(field.partner, **shared)))["id"]
    waiting = {"depends_on": [first], "starts_on": on_day(0)}
    second = (await other.created(ACTIVITIES, led_by(other, **shared, **waiting)))["id"]
    decided = (await other.created(ACTIVITIES, led_by(other)))["id"]
    await other.created(ACTIVITIES, led_by(other))  # an idea is no plan
    await field.facilitator.created(ACTIVITIES, led_by(field.partner))  # nor what nobody confirmed
    decision = await adopt_plan(world, field, decided)

    plan = (await field.founder.get("agenda/plan")).json()
    assert plan["agenda_version_id"] == version
    shown = {one["id"]: (one["planned_by"], one["decision_id"]) for one in plan["activities"]}
    assert shown == {first: ("agenda", None), second: ("agenda", None), decided: ("decision", decision)}
    assert [(one["section_id"], one["activity_ids"]) for one in plan["goals"]] == [
        (towards, [first, second]),
        (gap, []),
        (strategy, [first, second]),
    ]
    assert (plan["gaps"], plan["without_goal"]) == ([gap], [decided])
    assert [(one["goal_id"], one["place"]) for one in plan["overlaps"]] == [
        (towards, "חיפה"),
        (strategy, "חיפה"),
    ]
    assert plan["late_dependencies"] == [
        {"activity_id": second, "depends_on_id": first, "late": "ends_after_start"}
    ]
    assert not [one for one in plan["activities"] if one["lead_conflict"]]


async def test_before_an_agenda_the_plan_goes_by_the_drafts_goals(field: Field) -> None:
    goal = await field.partner.created(
        "agenda/agenda/sections", {"kind": "goals", "title": {"he": "מענה"}, "text": {"he": "בכל שעה"}}
    )
    plan = (await field.partner.get("agenda/plan")).json()
    assert (plan["agenda_version_id"], plan["gaps"], plan["activities"]) == (None, [goal["id"]], [])


async def test_only_what_a_lead_confirmed_can_be_made_part_of_the_plan(world: World, field: Field) -> None:
    confirmed = (await field.partner.created(ACTIVITIES, led_by(field.partner)))["id"]
    entered = (await field.facilitator.created(ACTIVITIES, led_by(field.partner)))["id"]
    stopped = (await field.partner.created(ACTIVITIES, led_by(field.partner, status="stopped")))["id"]
    assert await can_be_planned(world, field, confirmed, entered, stopped) == {confirmed}
