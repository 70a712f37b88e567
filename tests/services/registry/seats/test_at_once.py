"""Two people at once: seating, answering, recording. One is first, and nobody's word is lost."""

import asyncio
from collections.abc import Sequence
from typing import Any

import httpx
import pytest

from tests.governing import Governed, govern, in_hours, on_day
from tests.kit import World

WORDS = {"he": "כך היה מבחינתנו."}


@pytest.fixture(scope="module")
async def governed(world: World) -> Governed:
    return await govern(world, await world.found())


def statuses(responses: Sequence[httpx.Response]) -> list[int]:
    return sorted(one.status_code for one in responses)


async def test_two_who_propose_the_same_person_make_one_proposal(world: World, governed: Governed) -> None:
    person = await world.add_person(governed.field.facilitator, "מועמדת")
    path = f"registry/forums/{governed.committee}/members"
    body = {"person_id": person.person_id, "ends_on": on_day(300)}
    responses = await asyncio.gather(*(one.post(path, body) for one in governed.members))
    assert statuses(responses) == [201, 409, 409]
    listed = (await person.get(f"{path}?status=proposed")).json()["items"]
    assert [one["person_id"] for one in listed] == [person.person_id]
    assert len((await person.get("registry/me/requests")).json()["items"]) == 1
    # It is accepted and taken back at once: either may be first, and then the other is told where it stands.
    seat = f"{path}/{listed[0]['id']}"
    accepted, withdrawn = await asyncio.gather(person.post(f"{seat}/accept"), _taken_back(governed, seat))
    assert 200 in (accepted.status_code, withdrawn.status_code)
    settled = (await person.get(path)).json()["items"]
    status = next(one["status"] for one in settled if one["id"] == listed[0]["id"])
    assert status == "withdrawn" if withdrawn.status_code == 200 else "accepted"
    assert (await person.get("registry/me/requests")).json()["items"] == []


async def _taken_back(governed: Governed, seat: str) -> httpx.Response:
    return await governed.field.facilitator.post(f"{seat}/withdraw")


async def test_two_who_answer_for_one_organization_are_both_heard(world: World, governed: Governed) -> None:
    member = governed.members[1]
    second = await world.add_person(governed.field.facilitator, "נציגה שנייה", member.organization_id)
    parties = [{"organization_id": member.organization_id}, {"person_id": governed.chair.person_id}]
    recorded = await governed.chair.created(
        "registry/interactions", {"type": "one_on_one", "parties": parties, "tone": 1}
    )
    path = f"registry/interactions/{recorded['id']}"
    responses = await asyncio.gather(
        *(one.post(f"{path}/answers", {"text": WORDS}) for one in (member, second))
    )
    assert statuses(responses) == [201, 201]
    assert len((await governed.chair.get(f"{path}/answers")).json()["items"]) == 2
    for asked in (member, second):
        open_ones = (await asked.get("registry/me/requests?kind=answer_interaction")).json()["items"]
        assert open_ones == []


async def test_of_two_corrections_made_from_one_version_one_is_refused(governed: Governed) -> None:
    parties = [{"person_id": governed.chair.person_id}, {"person_id": governed.members[1].person_id}]
    recorded = await governed.chair.created(
        "registry/interactions", {"type": "listening", "parties": parties}
    )
    path = f"registry/interactions/{recorded['id']}"
    responses = await asyncio.gather(
        *(governed.chair.patch(path, {"tone": tone}, version=recorded["version"]) for tone in (1, 2))
    )
    assert statuses(responses) == [200, 412]
    assert len((await governed.chair.get(f"{path}/corrections")).json()["items"]) == 1


async def test_both_sides_say_at_once_how_a_commitment_went(governed: Governed) -> None:
    by, to = governed.members[1:]
    sides: dict[str, Any] = {"by": {"person_id": by.person_id}, "to": {"person_id": to.person_id}}
    made = await by.created("registry/commitments", {**sides, "text": WORDS, "due_on": on_day(0)})
    path = f"registry/commitments/{made['id']}"
    responses = await asyncio.gather(
        by.put(f"{path}/views/by", {"outcome": "kept"}), to.put(f"{path}/views/to", {"outcome": "kept"})
    )
    assert statuses(responses) == [200, 200]
    settled = (await by.get(path)).json()
    assert (settled["status"], len(settled["views"])) == ("kept", 2)


async def test_what_two_people_record_of_one_meeting_is_put_together(
    world: World, governed: Governed
) -> None:
    chair, member, other = governed.members
    facilitator, guest = governed.field.facilitator, governed.holder
    meeting = await chair.created(
        "registry/meetings",
        {"forum_id": governed.committee, "title": WORDS, "starts_at": in_hours(-1)},
    )
    path = f"registry/meetings/{meeting['id']}/attendance"
    by_chair = [{"person_id": one.person_id, "status": "present"} for one in (chair, member)]
    by_facilitator = [
        {"person_id": member.person_id, "status": "present"},
        {"person_id": other.person_id, "status": "online"},
        {"person_id": guest.person_id, "status": "present"},
    ]
    responses = await asyncio.gather(
        chair.post(path, {"entries": by_chair}), facilitator.post(path, {"entries": by_facilitator})
    )
    assert statuses(responses) == [204, 204]
    listed = {one["person_id"]: one for one in (await member.get(path)).json()["items"]}
    assert {person: one["status"] for person, one in listed.items()} == {
        chair.person_id: "present",
        member.person_id: "present",
        other.person_id: "online",
        guest.person_id: "present",
    }
    # Who says otherwise of somebody another has named changes nothing, of nobody.
    differing = [{"person_id": one, "status": "absent"} for one in (chair.person_id, other.person_id)]
    refused = await chair.post(path, {"entries": differing})
    assert (refused.status_code, refused.json()["code"]) == (409, "attendance-recorded-otherwise")
    assert {one["person_id"]: one for one in (await member.get(path)).json()["items"]} == listed
    # One by one it is corrected; of two who read the same, one is told that it is no longer so.
    seen = listed[other.person_id]["version"]
    corrected = await asyncio.gather(
        *(
            one.call(
                "PUT", f"{path}/{other.person_id}", {"status": status}, headers={"If-Match": f'"{seen}"'}
            )
            for one, status in ((chair, "absent"), (other, "present"))
        )
    )
    assert statuses(corrected) == [200, 412]
    [kept] = [one.json()["status"] for one in corrected if one.status_code == 200]
    after = {one["person_id"]: one for one in (await member.get(path)).json()["items"]}
    assert (after[other.person_id]["status"], after[other.person_id]["version"]) == (kept, seen + 1)


async def test_two_who_write_the_minutes_of_one_meeting_do_not_write_over_each_other(
    governed: Governed,
) -> None:
    chair, facilitator = governed.chair, governed.field.facilitator
    meeting = await chair.created(
        "registry/meetings",
        {"forum_id": governed.committee, "title": WORDS, "starts_at": in_hours(-1)},
    )
    path = f"registry/meetings/{meeting['id']}/minutes"
    written = await asyncio.gather(
        *(
            one.call("PUT", path, {"text": {"he": text}}, headers={"If-Match": '"0"'})
            for one, text in ((chair, "נוסח אחד"), (facilitator, "נוסח אחר"))
        )
    )
    assert statuses(written) == [200, 412]
    assert len((await chair.get(f"{path}/revisions")).json()["items"]) == 1
