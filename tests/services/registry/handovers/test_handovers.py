"""Handing a mandate over: one side hands, the other says whether it is there, and then it is done."""

import asyncio
from typing import Any

import pytest

from tests.governing import Governed, govern, propose_mandate
from tests.kit import Actor, World
from tests.services.erasing import erase
from tests.services.events.workers import all_events

CONTACTS = {"kind": "contacts", "text": {"he": "היכרות אישית עם רכזות הרווחה בשש הרשויות."}}
MISSING = {"reason": {"he": "חסרים פרטי הקשר של שתי רשויות."}}


@pytest.fixture(scope="module")
async def governed(world: World) -> Governed:
    governed = await govern(world, await world.found())
    await governed.grant()
    return governed


async def begun(governed: Governed, to: Actor) -> dict[str, Any]:
    """The holder begins to hand over to a partner's organization."""
    body = {"mandate_id": governed.mandates[0], "to_organization_ids": [to.organization_id]}
    return await governed.holder.created("registry/handovers", body)


async def asked(of: Actor) -> list[dict[str, Any]]:
    path = "registry/me/requests?kind=accept_handover"
    items: list[dict[str, Any]] = (await of.get(path)).json()["items"]
    return items


async def test_what_is_handed_is_accepted_or_returned_until_all_is_there(
    world: World, governed: Governed
) -> None:
    taking, other = governed.members[1:]
    handover = await begun(governed, taking)
    path = f"registry/handovers/{handover['id']}"
    twice = await governed.holder.post(
        "registry/handovers",
        {"mandate_id": governed.mandates[0], "to_organization_ids": [other.organization_id]},
    )
    assert (twice.status_code, twice.json()["code"]) == (409, "handover-running")
    early = await taking.post(f"{path}/end", {"status": "done"})
    assert early.json()["code"] == "handover-not-in-state"  # nothing was handed yet
    assert (await other.post(f"{path}/things", CONTACTS)).json()["code"] == "not-handing-over"
    [thing] = (await taking.post(f"{path}/things", CONTACTS)).json()["things"]
    assert (thing["status"], thing["text"]) == ("to_hand", CONTACTS["text"])
    thing = f"{path}/things/{thing['id']}"
    assert (await taking.post(f"{thing}/accept")).json()["code"] == "handover-not-in-state"
    assert (await taking.post(f"{thing}/hand")).json()["code"] == "not-handing-over"
    assert (await governed.holder.post(f"{thing}/hand")).json()["things"][0]["status"] == "handed"
    [request] = await asked(taking)
    assert request["subject"] == f"handovers/{handover['id']}"
    assert await asked(other) == []
    for stranger in (governed.holder, other, governed.field.facilitator):
        assert (await stranger.post(f"{thing}/accept")).json()["code"] == "not-handing-over"
    returned = (await taking.post(f"{thing}/return", MISSING)).json()["things"][0]
    assert (returned["status"], returned["reason"]) == ("returned", MISSING["reason"])
    assert await asked(taking) == []
    assert (await taking.post(f"{path}/end", {"status": "done"})).json()["code"] == "handover-not-in-state"
    # Facilitators hand over as the backbone's staff.
    again = (await governed.field.facilitator.post(f"{thing}/hand")).json()["things"][0]
    assert (again["status"], again["reason"]) == ("handed", None)
    [request] = await asked(taking)
    answers = await asyncio.gather(
        taking.call("POST", request["answer"]["path"]), taking.post(f"{thing}/return", MISSING)
    )
    # Two who answer at once: one is first, the other is told so.
    assert sorted(one.status_code for one in answers) == [200, 409]
    if answers[0].status_code == 409:
        await governed.holder.post(f"{thing}/hand")
        await taking.post(f"{thing}/accept")
    assert (await governed.holder.post(f"{path}/end", {"status": "done"})).status_code == 403
    done = (await taking.post(f"{path}/end", {"status": "done"})).json()
    assert (done["status"], done["ended_at"] is not None) == ("done", True)
    assert (await taking.post(f"{path}/things", CONTACTS)).json()["code"] == "handover-not-in-state"
    told = await all_events(other, types="registry.handover.*")
    assert told[0]["event"]["data"]["to_organization_ids"] == [taking.organization_id]
    assert told[-1]["event"]["data"]["status"] == "done"
    listed = (await other.get("registry/handovers")).json()["items"]
    assert [one["id"] for one in listed] == [handover["id"]]
    assert (await other.get(path)).json() == listed[0]


async def test_only_a_granted_mandate_is_handed_over_and_to_others(governed: Governed) -> None:
    chair, holder = governed.chair, governed.holder
    proposed = await propose_mandate(chair, holder.organization_id, 400, 500)
    for mandate_id, to in (
        (proposed, chair.organization_id),
        (governed.mandates[0], holder.organization_id),
        (governed.mandates[0], governed.field.id),
        (governed.field.id, chair.organization_id),
    ):
        body = {"mandate_id": mandate_id, "to_organization_ids": [to]}
        refused = await holder.post("registry/handovers", body)
        assert (refused.status_code, refused.json()["code"]) == (422, "nothing-to-hand-over")
    body = {"mandate_id": governed.mandates[0], "to_organization_ids": [chair.organization_id]}
    assert (await governed.members[1].post("registry/handovers", body)).json()["code"] == "not-handing-over"
    await holder.post(f"registry/mandates/{proposed}/withdraw")


async def test_handing_over_can_be_called_off_and_an_erased_reason_is_gone(
    world: World, governed: Governed
) -> None:
    organization = governed.members[2].organization_id
    speaker = await world.add_person(governed.field.facilitator, "דוברת", organization)
    handover = await begun(governed, governed.members[2])
    path = f"registry/handovers/{handover['id']}"
    [thing] = (await governed.holder.post(f"{path}/things", CONTACTS)).json()["things"]
    await governed.holder.post(f"{path}/things/{thing['id']}/hand")
    await speaker.post(f"{path}/things/{thing['id']}/return", MISSING)
    await erase(world, speaker, in_service="registry")
    [left] = (await governed.holder.get(path)).json()["things"]
    assert (left["status"], left["reason"]) == ("returned", None)
    await governed.holder.post(f"{path}/things/{thing['id']}/hand")
    assert len(await asked(governed.members[2])) == 1
    ended = await governed.holder.post(f"{path}/end", {"status": "called_off"})
    assert ended.json()["status"] == "called_off"
    assert await asked(governed.members[2]) == []  # what is called off asks for nothing
