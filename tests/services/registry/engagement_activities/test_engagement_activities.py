"""Engagement activities: in numbers, by who held them, summed up as reach and as support for taking part."""

from typing import Any

from hypothesis import given as every
from hypothesis import strategies as st

from services.registry.engagement_activities.events import Involvement, Support
from services.registry.engagement_activities.service import reached
from tests.governing import on_day
from tests.kit import Actor, Field, World
from tests.services.erasing import erase
from tests.services.events.workers import all_events

PATH = "registry/engagement-activities"
held = st.builds(
    lambda level, support, came, lived: {
        "involvement": level,
        "support": support,
        "took_part": came,
        "with_lived_experience": lived,
    },
    st.sampled_from(Involvement),
    st.lists(st.sampled_from(Support), max_size=5),
    st.integers(0, 500),
    st.none() | st.integers(0, 500),
)


@every(st.lists(held, max_size=20))
def test_the_parts_of_the_reach_add_up(rows: list[dict[str, Any]]) -> None:
    reach = reached(rows)
    assert sum(one["activities"] for one in reach["by_involvement"]) == reach["activities"] == len(rows)
    assert sum(one["took_part"] for one in reach["by_involvement"]) == reach["took_part"]
    assert all(0 < one["activities"] <= len(rows) for one in reach["by_support"])
    supported = sum(bool(row["support"]) for row in rows)
    assert reach["without_support"] + supported == len(rows)


def evening(by: Actor, **more: Any) -> dict[str, Any]:
    return {
        "held_on": on_day(-3),
        "title": {"he": "ערב הקשבה במתנ״ס", "ar": "أمسية استماع في المركز الجماهيري"},
        "involvement": "involve",
        "organization_ids": [by.organization_id] if by.organization_id else [],
        "languages": ["ar", "he"],
        "support": ["interpreting", "childcare"],
        "invited": 60,
        "took_part": 34,
        "with_lived_experience": 12,
    } | more


async def test_who_held_it_records_it_and_the_reach_is_summed_up(world: World, field: Field) -> None:
    recorded = await field.partner.created(PATH, evening(field.partner))
    path = f"{PATH}/{recorded['id']}"
    assert (await field.founder.get(path)).json() == recorded
    few: dict[str, Any] = {"took_part": 6, "with_lived_experience": None, "held_on": on_day(-40)}
    await field.facilitator.created(PATH, evening(field.founder, involvement="empower", support=[], **few))
    reach = (await field.founder.get("registry/reach")).json()
    assert (reach["activities"], reach["took_part"], reach["without_support"]) == (2, 40, 1)
    assert [one["involvement"] for one in reach["by_involvement"]] == ["involve", "empower"]
    lately = (await field.founder.get(f"registry/reach?since={on_day(-10)}&until={on_day(0)}")).json()
    assert (lately["activities"], lately["with_lived_experience"]) == (1, 12)
    bystander = await world.add_person(field.facilitator, "שכן")
    assert (await bystander.post(PATH, evening(field.partner))).status_code == 403
    assert (await field.founder.post(PATH, evening(field.partner))).status_code == 403
    corrected = await field.partner.put(path, evening(field.partner, took_part=30))
    assert (corrected.json()["took_part"], corrected.json()["version"]) == (30, 2)
    assert (await field.founder.put(path, evening(field.partner))).status_code == 403
    assert (await field.facilitator.post(f"{path}/withdraw")).json()["withdrawn"] is True
    late = await field.partner.put(path, evening(field.partner))
    assert (late.status_code, late.json()["code"]) == (409, "engagement-activity-closed")
    assert (await field.founder.get("registry/reach")).json()["took_part"] == 6
    told = await all_events(field.founder, types="registry.engagement_activity.*")
    assert [one["event"]["type"].rpartition(".")[2] for one in told] == [
        "recorded",
        "recorded",
        "corrected",
        "withdrawn",
    ]
    assert len((await field.founder.get(PATH)).json()["items"]) == 2
    data = (await field.partner.get(f"registry/people/{field.partner.person_id}/personal-data")).json()
    assert [one["id"] for one in data["engagement_activities"]] == [recorded["id"]]
    await erase(world, field.partner, in_service="registry")
    assert (await field.founder.get(path)).status_code == 200


async def test_what_does_not_add_up_is_refused(field: Field) -> None:
    for change, code in (
        ({"held_on": on_day(2)}, "held-in-future"),
        ({"organization_ids": [field.partner.organization_id, field.id]}, "unknown-host"),
    ):
        refused = await field.partner.post(PATH, evening(field.partner, **change))
        assert (refused.status_code, refused.json()["code"]) == (422, code)
    more = await field.partner.post(PATH, evening(field.partner, with_lived_experience=35))
    assert more.json()["errors"][0]["code"] == "reach_adds_up"
