"""Asking for an erasure, and how it is acknowledged."""

import asyncio
from contextlib import suppress
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from services.cli import load
from shared.database.roles import SERVICES
from shared.ids import uuid7
from shared.worker import Worker
from tests.kit import Actor, Field, World
from tests.services.events.workers import all_events, carry_out, connected, notes_of


@pytest.fixture
async def ruth(world: World, field: Field) -> Actor:
    return await world.add_person(field.facilitator, "רות לוי", email="ruth@example.org")


async def request(by: Actor, person: Actor, **more: Any) -> dict[str, Any]:
    return await by.created("events/erasures", {"person_id": person.person_id, **more})


async def test_a_person_asks_for_their_own_erasure_and_has_no_standing_from_then_on(
    field: Field, ruth: Actor
) -> None:
    erasure = await request(ruth, ruth)
    assert (erasure["person_id"], erasure["status"]) == (ruth.person_id, "requested")
    for path in ("events/events", "registry/people", "agenda/voices", "metrics/indicators"):
        assert (await ruth.get(path)).status_code == 404, path
    assert (await field.partner.get(f"events/erasures/{erasure['id']}")).json() == erasure


async def test_a_facilitator_asks_for_anybodys_and_others_for_their_own_only(
    field: Field, ruth: Actor
) -> None:
    for other in (field.partner, field.founder):
        response = await other.post("events/erasures", {"person_id": ruth.person_id})
        assert response.status_code == 403
    assert (await field.operator.post("events/erasures", {"person_id": ruth.person_id})).status_code == 403
    await request(field.facilitator, ruth)
    requested = (await all_events(field.partner, types="events.erasure.requested"))[0]["event"]
    assert requested["data"]["person_id"] == ruth.person_id
    assert requested["actor"]["capacity"] == "initiative_manager"


async def test_the_reason_is_for_facilitators(field: Field, ruth: Actor) -> None:
    reason = {"he": "ביקשה בטלפון"}
    await request(field.facilitator, ruth, reason=reason)
    wanted = {"types": "events.erasure.requested"}
    assert (await all_events(field.facilitator, **wanted))[0]["opened"] == {"reason": reason}
    assert (await all_events(field.partner, **wanted))[0]["closed"] == ["reason"]


async def test_a_person_is_erased_once(field: Field, ruth: Actor) -> None:
    async def ask() -> int:
        response = await field.facilitator.post("events/erasures", {"person_id": ruth.person_id})
        return response.status_code

    assert sorted(await asyncio.gather(*(ask() for _ in range(5)))) == [201, 409, 409, 409, 409]
    response = await field.facilitator.post("events/erasures", {"person_id": ruth.person_id})
    assert response.json()["code"] == "erasure-already-requested"
    listed = (await field.partner.get("events/erasures", params={"person_id": ruth.person_id})).json()
    assert len(listed["items"]) == 1
    assert len(await all_events(field.partner, types="events.erasure.requested")) == 1


async def test_nobody_is_erased_who_does_not_take_part(world: World, field: Field) -> None:
    elsewhere = (await world.found()).partner
    for person_id in (str(uuid7()), elsewhere.person_id, field.partner.organization_id):
        response = await field.facilitator.post("events/erasures", {"person_id": person_id})
        assert (response.status_code, response.json()["code"]) == (422, "nobody-to-erase")


async def test_erasures_are_listed_by_page(world: World, field: Field) -> None:
    asked = []
    for number in range(3):
        person = await world.add_person(field.facilitator, f"אדם {number}")
        asked.append((await request(field.facilitator, person))["id"])
    first = (await field.partner.get("events/erasures", params={"limit": 2})).json()
    second = (await field.partner.get("events/erasures", params={"cursor": first["next_cursor"]})).json()
    assert [item["id"] for item in first["items"] + second["items"]] == asked
    assert second["next_cursor"] is None
    assert (await field.partner.get(f"events/erasures/{uuid7()}")).status_code == 404


async def test_an_erasure_is_complete_when_every_service_has_acknowledged(fresh: World) -> None:
    field = await fresh.found()
    ruth = await fresh.add_person(field.facilitator, "רות לוי", email="ruth@example.org")
    erasure = await request(field.facilitator, ruth, reason={"he": "לבקשתה"})
    address = f"events/erasures/{erasure['id']}"
    await carry_out(fresh.settings, but=frozenset({"events"}))
    waiting = (await field.facilitator.get(address)).json()
    assert waiting["status"] == "requested"
    assert {one["service"]: one["status"] for one in waiting["acknowledgements"]} == {
        "registry": "completed",
        "agenda": "completed",
        "metrics": "completed",
        "events": "requested",
    }
    await carry_out(fresh.settings)
    done = (await field.facilitator.get(address)).json()
    assert done["status"] == "completed"
    assert {one["service"]: one["opened_values"] for one in done["acknowledgements"]} == {
        "registry": 3,  # name, language, email
        "agenda": 0,
        "metrics": 0,
        "events": 1,  # the reason
    }
    assert done["opened_values"] == 4
    assert done["completed_at"] == max(one["completed_at"] for one in done["acknowledgements"])
    assert all({"he", "ar", "en"} == kept["text"].keys() for kept in done["kept"])


async def test_a_worker_that_fails_in_between_does_it_again(
    fresh: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = await fresh.found()
    ruth = await fresh.add_person(field.facilitator, "רות לוי")
    erasure = await request(field.facilitator, ruth)
    registry = load("registry")
    turns = 0

    async def killed(*_: Any) -> None:
        nonlocal turns
        turns += 1
        raise ConnectionResetError

    async with connected(registry, fresh.settings) as database:
        worker = Worker(registry, database, fresh.settings)
        await worker.follow()
        with monkeypatch.context() as patch:
            # Last of all erasers: everything else has been erased when it happens.
            patch.setattr(registry.erasures, "_erasers", [*registry.erasures._erasers, killed])
            for _ in range(2):
                with pytest.raises(ConnectionResetError):
                    await worker.erase()
        assert turns == 2
        assert (await field.partner.get(f"registry/people/{ruth.person_id}")).status_code == 200
        assert not await all_events(field.partner, types="registry.erasure.completed")
        assert await worker.erase()
        assert not await worker.erase()
    assert (await field.partner.get(f"registry/people/{ruth.person_id}")).status_code == 404
    completed = await all_events(field.partner, types="registry.erasure.completed")
    assert [item["event"]["data"]["erasure_id"] for item in completed] == [erasure["id"]]


async def test_a_task_that_cannot_be_carried_out_does_not_hold_up_the_others(
    fresh: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = await fresh.found()
    stuck = await fresh.add_person(field.facilitator, "תקועה")
    await request(field.facilitator, stuck)
    others = [await fresh.add_person(field.facilitator, f"אדם {number}") for number in range(3)]
    for person in others:
        await request(field.facilitator, person)
    registry = load("registry")

    async def fails_for_one(_: asyncpg.Connection, __: UUID, person_id: UUID) -> None:
        if str(person_id) == stuck.person_id:
            raise ConnectionResetError

    monkeypatch.setattr(registry.erasures, "_erasers", [fails_for_one, *registry.erasures._erasers])
    async with connected(registry, fresh.settings) as database:
        worker = Worker(registry, database, fresh.settings)
        await worker.follow()
        for _ in range(200):
            with suppress(ConnectionResetError):
                await worker.erase()
            if len(await all_events(field.partner, types="registry.erasure.completed")) == len(others):
                break
        else:
            pytest.fail("the others were never erased")


async def test_several_workers_carry_out_every_task_once(fresh: World) -> None:
    field = await fresh.found()
    people = [await fresh.add_person(field.facilitator, f"אדם {number}") for number in range(6)]
    for person in people:
        await request(field.facilitator, person)
    registry = load("registry")
    async with connected(registry, fresh.settings) as one, connected(registry, fresh.settings) as other:
        workers = [Worker(registry, database, fresh.settings) for database in (one, other)]
        await workers[0].follow()

        async def until_done(worker: Worker) -> None:
            while await worker.erase():
                pass

        await asyncio.gather(*map(until_done, workers * 2))
    completed = await all_events(field.partner, types="registry.erasure.completed")
    assert sorted(item["event"]["data"]["person_id"] for item in completed) == sorted(
        person.person_id for person in people
    )


async def test_events_acknowledges_nothing_that_is_not_in_the_journal(fresh: World) -> None:
    field = await fresh.found()
    ruth = await fresh.add_person(field.facilitator, "רות לוי")
    await request(field.facilitator, ruth)
    events = load("events")
    wanted = {"types": "events.erasure.completed"}
    async with connected(events, fresh.settings) as database:
        worker = Worker(events, database, fresh.settings)
        assert not await worker.erase()
        assert not await all_events(field.partner, **wanted)
        assert not fresh.settings.erasure_journal_file.exists()
        assert await notes_of(fresh.settings, database).note()
        assert await worker.erase()
        assert len(await all_events(field.partner, **wanted)) == 1


async def test_what_is_known_of_erasures_is_built_again_from_the_log(fresh: World) -> None:
    field = await fresh.found()
    ruth = await fresh.add_person(field.facilitator, "רות לוי")
    erasure = await request(field.facilitator, ruth)
    await carry_out(fresh.settings)
    address = f"events/erasures/{erasure['id']}"
    before = (await field.partner.get(address)).json()
    assert before["status"] == "completed"
    events = load("events")
    async with connected(events, fresh.settings) as database:
        async with database.transaction() as connection:
            await connection.execute("UPDATE events.follower_cursor SET version = version - 1")
            await connection.execute("UPDATE events.erasure SET person_id = $1", uuid7())
        await Worker(events, database, fresh.settings).follow()
    assert (await field.partner.get(address)).json() == before
    await carry_out(fresh.settings)
    for service in SERVICES:
        assert len(await all_events(field.partner, types=f"{service}.erasure.completed")) == 1
