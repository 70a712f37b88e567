"""Two people at once: seating, answering, recording. One is first, and nobody's word is lost."""

import asyncio
from collections.abc import Sequence
from typing import Any

import httpx
import pytest

from tests.governing import Governed, govern, on_day
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
