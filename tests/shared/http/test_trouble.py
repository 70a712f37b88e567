"""When things are slow or away: nobody holds what others need, and the answer says what is known."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from shared.database.pool import Database
from shared.heavy_work import HeavyWorkUnavailableError
from shared.http import routes
from tests.kit import Actor, Field, World

ORGANIZATION = {"name": {"he": "עמותה"}, "sector": "nonprofit"}


async def half(body: bytes, never: asyncio.Event) -> AsyncIterator[bytes]:
    yield body[: len(body) // 2]
    await never.wait()
    yield body[len(body) // 2 :]


async def half_sent(actor: Actor, never: asyncio.Event) -> Any:
    headers = {"Authorization": f"Bearer {actor.token}", "Content-Type": "application/json"}
    body = half(json.dumps(ORGANIZATION).encode(), never)
    return await actor.http.post(actor.address("registry/organizations"), content=body, headers=headers)


async def test_bodies_that_do_not_come_hold_up_nobody(field: Field, database: asyncpg.Connection) -> None:
    never = asyncio.Event()
    waiting = [asyncio.create_task(half_sent(field.facilitator, never)) for _ in range(24)]
    for _ in range(50):
        await asyncio.sleep(0)
    async with asyncio.timeout(5):
        assert (await field.partner.get("registry/organizations")).status_code == 200
    idle = "SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction'"
    assert await database.fetchval(idle) == 0
    never.set()
    assert {response.status_code for response in await asyncio.gather(*waiting)} == {201}


async def test_a_body_that_takes_too_long_is_told_so(field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "BODY_PATIENCE", 0.05)
    response = await half_sent(field.facilitator, asyncio.Event())
    assert (response.status_code, response.json()["code"]) == (408, "body-too-slow")


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError(),
        TimeoutError(),
        asyncpg.TooManyConnectionsError(),
        asyncpg.CannotConnectNowError(),
        asyncpg.ConnectionDoesNotExistError(),
        asyncpg.InterfaceError("connection is closed"),
    ],
    ids=lambda error: type(error).__name__,
)
async def test_a_database_that_is_away_is_no_fault_of_the_request(
    field: Field, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def away(_self: Database, *, readonly: bool = False) -> Any:
        raise error

    monkeypatch.setattr(Database, "transaction", away)
    for response in (
        await field.partner.get("registry/organizations"),
        await field.facilitator.post("registry/organizations", ORGANIZATION),
    ):
        assert (response.status_code, response.json()["code"]) == (503, "database-away")
        assert int(response.headers["Retry-After"]) > 0


async def test_heavy_work_that_was_not_done_is_to_be_asked_for_again(
    field: Field, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(_self: Database, *, readonly: bool = False) -> Any:
        raise HeavyWorkUnavailableError("lost")

    monkeypatch.setattr(Database, "transaction", lost)
    response = await field.partner.get("registry/organizations")
    assert (response.status_code, response.json()["code"]) == (503, "busy")
    assert int(response.headers["Retry-After"]) > 0


async def test_whoever_waits_for_a_log_that_another_holds_is_told_to_come_back(
    fresh: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = await fresh.found()
    assert fresh.settings.database_url is not None
    admin = await asyncpg.connect(fresh.settings.database_url.replace("://", "://postgres@"))
    await admin.execute("ALTER ROLE shidra_registry SET lock_timeout = '200ms'")
    try:
        lock = "SELECT pg_advisory_lock(hashtextextended($1, 0))"
        await admin.execute(lock.replace("$1", f"'{UUID(field.id)}'"))
        await admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'shidra_registry'"
        )
        await asyncio.sleep(0.1)
        response = await field.facilitator.post("registry/organizations", ORGANIZATION)
        if response.json()["code"] == "database-away":  # the connections that were cut
            response = await field.facilitator.post("registry/organizations", ORGANIZATION)
        assert (response.status_code, response.json()["code"]) == (503, "busy")
    finally:
        await admin.execute("ALTER ROLE shidra_registry SET lock_timeout = '10s'")
        await admin.close()


async def test_a_service_does_not_erase_whom_the_log_does_not_name(
    field: Field, world: World, database: asyncpg.Connection
) -> None:
    assert world.settings.database_url is not None
    service = await asyncpg.connect(world.settings.database_url.replace("://", "://shidra_metrics@"))
    try:
        with pytest.raises(asyncpg.PostgresError, match="does not ask for this erasure"):
            await service.execute("SELECT log.erase($1, $2)", UUID(field.id), UUID(field.founder.person_id))
    finally:
        await service.close()
    erased = "SELECT count(*) FROM log.erased_person WHERE initiative_id = $1"
    assert await database.fetchval(erased, UUID(field.id)) == 0
