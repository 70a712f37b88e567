"""Lived experience: declared by the person alone, seen by them and facilitators, never logged."""

import asyncpg
import pytest

from tests.kit import Actor, Field, World

NOBODY = "019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42"


@pytest.fixture
async def ruth(world: World, field: Field) -> Actor:
    return await world.add_person(field.facilitator, "רות", field.partner.organization_id)


def of(person: Actor) -> str:
    return f"registry/people/{person.person_id}/lived-experience"


@pytest.mark.parametrize("declared", [True, False])
async def test_what_a_person_declares_is_seen_by_them_and_facilitators(
    field: Field, ruth: Actor, declared: bool
) -> None:
    assert (await ruth.get(of(ruth))).json() == {"declared": None}
    assert (await ruth.put(of(ruth), {"declared": declared})).json() == {"declared": declared}
    for insider in (ruth, field.facilitator):
        assert (await insider.get(of(ruth))).json() == {"declared": declared}
    for other in (field.partner, field.founder, field.operator):
        assert (await other.get(of(ruth))).status_code == 403


async def test_an_answer_can_be_taken_back(field: Field, ruth: Actor, database: asyncpg.Connection) -> None:
    await ruth.put(of(ruth), {"declared": True})
    assert (await ruth.put(of(ruth), {"declared": None})).json() == {"declared": None}
    assert (await field.facilitator.get(of(ruth))).json() == {"declared": None}
    kept = "SELECT count(*) FROM registry.lived_experience WHERE person_id = $1::text::uuid"
    assert await database.fetchval(kept, ruth.person_id) == 0


async def test_nobody_declares_for_another(field: Field, ruth: Actor) -> None:
    for other in (field.facilitator, field.partner, field.founder, field.operator):
        assert (await other.put(of(ruth), {"declared": True})).status_code == 403
    assert (await ruth.get(of(ruth))).json() == {"declared": None}
    assert (
        await ruth.put(f"registry/people/{NOBODY}/lived-experience", {"declared": True})
    ).status_code == 404
    assert (await ruth.get(f"registry/people/{NOBODY}/lived-experience")).status_code == 404


async def test_neither_the_log_nor_the_person_shows_that_anything_changed(
    field: Field, ruth: Actor, database: asyncpg.Connection
) -> None:
    before = await field.partner.get(f"registry/people/{ruth.person_id}")
    size = "SELECT size FROM log.head WHERE initiative_id = $1::text::uuid"
    entries = await database.fetchval(size, field.id)
    answered = await ruth.put(of(ruth), {"declared": True})
    assert answered.headers["Log-Position"] == str(entries - 1)
    assert "ETag" not in answered.headers
    assert await database.fetchval(size, field.id) == entries
    after = await field.partner.get(f"registry/people/{ruth.person_id}")
    assert (after.json(), after.headers["ETag"]) == (before.json(), before.headers["ETag"])


async def test_no_answer_is_kept_under_an_idempotency_key(
    field: Field, ruth: Actor, database: asyncpg.Connection
) -> None:
    await ruth.call("PUT", of(ruth), {"declared": True}, headers={"Idempotency-Key": "once"})
    kept = "SELECT count(*) FROM registry.idempotency_record WHERE initiative_id = $1::text::uuid"
    assert await database.fetchval(kept, field.id) == 0


async def test_what_was_declared_is_deleted_when_the_person_leaves(field: Field, ruth: Actor) -> None:
    await ruth.put(of(ruth), {"declared": True})
    await ruth.post(f"registry/people/{ruth.person_id}/departure", {})
    await field.facilitator.post(f"registry/people/{ruth.person_id}/return")
    assert (await field.facilitator.get(of(ruth))).json() == {"declared": None}
