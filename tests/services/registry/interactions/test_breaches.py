"""Breaches of principles: tied to the wording that the partners adopted, and to nothing else."""

from typing import Any

import pytest

from tests.governing import Governed, govern
from tests.kit import World
from tests.services.events.workers import all_events

RESPECT = {"title": {"he": "כבוד"}, "text": {"he": "מקשיבים עד הסוף, גם כשלא מסכימים."}, "cites": {}}
NOTES = {"he": "דברים שנאמרו בישיבה על נציגת הקהילה."}


@pytest.fixture(scope="module")
async def governed(world: World) -> Governed:
    return await govern(world, await world.found())


async def test_a_breach_names_a_principle_that_was_adopted(governed: Governed) -> None:
    chair, member = governed.members[:2]
    section = {"kind": "principles", "title": RESPECT["title"], "text": RESPECT["text"]}
    drafted = await chair.created("agenda/agenda/sections", section)
    revisions = await chair.get(f"agenda/agenda/sections/{drafted['id']}/revisions")
    principle = revisions.json()["items"][0]["id"]
    parties = [{"organization_id": member.organization_id}, {"person_id": chair.person_id}]
    breach: dict[str, Any] = {"type": "principle_breach", "parties": parties, "tone": -1, "notes": NOTES}
    for unknown in (principle, governed.field.id):  # drafted is not adopted
        refused = await chair.post("registry/interactions", {**breach, "principle_id": unknown})
        assert (refused.status_code, refused.json()["code"]) == (422, "unknown-principle")
    assert (await governed.decide("principles"))["outcome"] == "adopted"
    recorded = await chair.created("registry/interactions", {**breach, "principle_id": principle})
    assert recorded["principle_id"] == principle
    otherwise = {**breach, "type": "conflict", "principle_id": principle}
    refused = await chair.post("registry/interactions", otherwise)
    assert refused.json()["errors"][0]["code"] == "principle_of_a_breach"
    listed = (await member.get(f"registry/interactions?principle_id={principle}")).json()["items"]
    assert [one["id"] for one in listed] == [recorded["id"]]
    told = (await all_events(member, types="registry.interaction.recorded"))[-1]["event"]["data"]
    assert told["principle_id"] == principle
    # What turns out to be no breach is one of no principle; what it said before stays.
    path = f"registry/interactions/{recorded['id']}"
    corrected = (await chair.patch(path, {"type": "conflict"})).json()
    assert (corrected["type"], corrected["principle_id"]) == ("conflict", None)
    before = (await chair.get(f"{path}/corrections")).json()["items"]
    assert [(one["type"], one["principle_id"]) for one in before] == [("principle_breach", principle)]
    again = await chair.patch(path, {"type": "principle_breach", "principle_id": principle})
    assert again.json()["principle_id"] == principle
    wrong = await chair.patch(path, {"principle_id": governed.field.id})
    assert wrong.json()["code"] == "unknown-principle"


async def test_which_principle_a_confidential_breach_is_of_is_not_in_the_log(governed: Governed) -> None:
    chair, member, other = governed.members
    adopted = (await all_events(chair, types="agenda.principles.adopted"))[-1]["event"]["data"]
    principle = adopted["revision_ids"][0]
    parties = [{"organization_id": member.organization_id}]
    body = {"type": "principle_breach", "parties": parties, "principle_id": principle, "confidential": True}
    recorded = await member.created("registry/interactions", body)
    told = (await all_events(other, types="registry.interaction.recorded_confidentially"))[-1]
    assert principle not in str(told)
    listed = (await other.get(f"registry/interactions?principle_id={principle}")).json()["items"]
    assert recorded["id"] not in [one["id"] for one in listed]
    opened = (await all_events(member, types="registry.interaction.recorded_confidentially"))[-1]["opened"]
    assert opened["principle_id"] == principle
