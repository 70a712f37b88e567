"""The thread from a voice to what is done, both ways."""

from typing import Any

from tests.kit import Actor, Field, World
from tests.services.agenda.activities.test_activities import ACTIVITIES, led_by
from tests.services.agenda.adopting import adopt_agenda, adopt_plan


async def traced(by: Actor, kind: str, thing: str) -> dict[str, Any]:
    response = await by.get(f"agenda/trace/{kind}/{thing}")
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    assert (body["kind"], body["id"], body["complete"]) == (kind, thing, True)
    return body


def ends(links: list[dict[str, Any]], end: str) -> list[tuple[str, str]]:
    return [(link["relation"], link[f"{end}_id"]) for link in links]


async def test_the_thread_is_followed_from_a_voice_to_activities_and_back(world: World, field: Field) -> None:
    voice = (await field.partner.created("agenda/voices", {"text": {"he": "אין מענה"}}))["id"]
    recorded = {"kind": "study", "title": {"he": "סקר"}}
    source = (await field.partner.created("registry/sources", recorded))["id"]
    section = {"kind": "goals", "title": {"he": "מענה"}, "text": {"he": "מענה בכל שעה"}}
    cited = {"cites": [voice], "cites_sources": [source]}
    goal = (await field.facilitator.created("agenda/agenda/sections", section | cited))["id"]
    other = (await field.partner.created("agenda/agenda/sections", section))["id"]
    await adopt_agenda(world, field)
    activity = (await field.partner.created(ACTIVITIES, led_by(field.partner, goal_ids=[goal])))["id"]
    plan = await adopt_plan(world, field, activity)

    onwards = (await traced(field.founder, "voice", voice))["led_to"]
    assert [link["relation"] for link in onwards] == ["cited_in", "adopted_by", "goal_of"]
    assert [onwards[0]["to_id"], onwards[2]["to_id"]] == [goal, activity]
    back = (await traced(field.founder, "activity", activity))["rests_on"]
    assert ends(back, "from") == [
        ("planned_by_it", plan),
        ("goal_of", goal),
        ("cited_in", source),
        ("cited_in", voice),
    ]
    middle = await traced(field.founder, "section", goal)
    assert ends(middle["rests_on"], "from") == [("cited_in", source), ("cited_in", voice)]
    assert ("goal_of", activity) in ends(middle["led_to"], "to")
    assert other not in str(onwards) + str(back)


async def test_what_is_not_there_is_not_found(field: Field) -> None:
    nobody = "019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42"
    for kind in ("voice", "source", "section", "decision", "activity"):
        assert (await field.partner.get(f"agenda/trace/{kind}/{nobody}")).status_code == 404
    assert (await field.partner.get(f"agenda/trace/dream/{nobody}")).status_code == 422
