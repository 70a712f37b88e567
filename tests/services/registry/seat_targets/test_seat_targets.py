"""How a forum is to be composed: said by who leads it, seen with what is missing; it seats nobody."""

from typing import Any
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from services.registry.coverage.counting import Group
from services.registry.forum_coverage.service import signals
from services.registry.organizations.events import Sector
from tests.governing import Governed, form, govern, seat
from tests.kit import World
from tests.services.events.workers import all_events

seats = st.fixed_dictionaries({"seats": st.integers(0, 9), "votes": st.integers(0, 9)})


@given(seats, st.integers(1, 12), st.booleans())
def test_what_is_missing_is_what_is_wanted_less_what_is_there(
    there: dict[str, int], at_least: int, with_votes: bool
) -> None:
    target = {
        **Group(sector=Sector.COMMUNITY).shown(),
        "id": uuid4(),
        "at_least": at_least,
        "with_votes": with_votes,
    }
    found = signals({Group(sector=Sector.COMMUNITY): {**there, "partners": 0}}, [target])
    missing = at_least - there["votes" if with_votes else "seats"]
    assert [one["missing"] for one in found] == ([missing] if missing > 0 else [])
    assert all(str(missing) in text for one in found for text in one["text"].values())


async def test_seats_of_the_community_are_wanted_until_they_are_there(world: World) -> None:
    governed: Governed = await govern(world, await world.found())
    chair, member, facilitator = governed.chair, governed.members[1], governed.field.facilitator
    path = f"registry/forums/{governed.committee}"
    wanted: dict[str, Any] = {"sector": "community", "at_least": 1}
    target = await chair.created(f"{path}/seat-targets", wanted)
    assert (target["with_votes"], target["grouping_id"], target["version"]) == (True, None, 1)
    again = await facilitator.post(f"{path}/seat-targets", wanted)
    assert (again.status_code, again.json()["code"]) == (409, "seat-target-exists")
    refused = await member.post(f"{path}/seat-targets", {**wanted, "at_least": 2})
    assert refused.status_code == 403
    assert "the chair of the forum" in refused.json()["detail"]
    for wrong in ({"at_least": 1}, {**wanted, "grouping_id": governed.network}, {**wanted, "at_least": 0}):
        assert (await chair.post(f"{path}/seat-targets", wrong)).status_code == 422
    halves = {"name": {"he": "אזור"}, "values": [{"name": {"he": "צפון"}}, {"name": {"he": "דרום"}}]}
    grouping = await facilitator.created("registry/groupings", halves)
    of_value = {"grouping_id": grouping["id"], "value_id": grouping["values"][0]["id"], "at_least": 2}
    second = await facilitator.created(f"{path}/seat-targets", {**of_value, "with_votes": False})
    unknown = await chair.post(f"{path}/seat-targets", {**of_value, "value_id": governed.committee})
    assert unknown.json()["code"] == "unknown-grouping-value"
    assert [one["id"] for one in (await member.get(f"{path}/seat-targets")).json()["items"]] == [
        target["id"],
        second["id"],
    ]
    network = await chair.post(f"registry/forums/{governed.network}/seat-targets", wanted)
    assert network.json()["code"] == "network-has-no-seats"

    lacking = (await member.get(f"{path}/coverage")).json()["signals"]
    assert [(one["target_id"], one["present"], one["missing"]) for one in lacking] == [
        (second["id"], 0, 2),
        (target["id"], 0, 1),
    ]
    community = await world.add_person(facilitator, "חברת קהילה")
    proposed = await seat(chair, governed.committee, community)
    await governed.decide("seats", subject={"forum_id": governed.committee, "seat_ids": proposed})
    placed = f"registry/groupings/{grouping['id']}/organizations/{member.organization_id}"
    assert (await facilitator.put(placed, {"value_id": of_value["value_id"]})).is_success
    lacking = (await member.get(f"{path}/coverage")).json()["signals"]
    assert [(one["target_id"], one["present"], one["missing"]) for one in lacking] == [(second["id"], 1, 1)]

    stale = await chair.delete(f"{path}/seat-targets/{second['id']}", version=7)
    assert stale.status_code == 412
    assert (await member.delete(f"{path}/seat-targets/{second['id']}", version=1)).status_code == 403
    assert (await chair.delete(f"{path}/seat-targets/{second['id']}", version=1)).status_code == 204
    other = await form(facilitator, "working_group")
    elsewhere = f"registry/forums/{other}/seat-targets"
    assert (await facilitator.delete(f"{elsewhere}/{target['id']}", version=1)).status_code == 404
    assert (await member.get(f"{path}/coverage")).json()["signals"] == []
    told = [one["event"] for one in await all_events(chair, types="registry.seat_target.*")]
    assert [one["type"].rsplit(".", 1)[1] for one in told] == ["set", "set", "dropped"]
    assert told[0]["data"] | {"sealed": None} == {
        "target_id": target["id"],
        "forum_id": governed.committee,
        "sector": "community",
        "at_least": 1,
        "with_votes": True,
        "sealed": None,
    }
