"""The worker: learns what others recorded without anybody asking, forgets in time, and survives defects."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest

from services.registry.app import SERVICE
from services.registry.initiatives.events import InitiativeDescribed
from shared.database.pool import Database
from shared.eventlog.following import FollowedEvent, Follower, OlderProgramError
from shared.service import Duty, Service
from shared.worker import Worker
from tests.kit import World
from tests.shared.eventlog.logs import append_once, described, new_log, pool_of


@pytest.fixture
async def registry(fresh: World) -> AsyncIterator[Database]:
    async with pool_of(fresh.settings, "registry") as database:
        yield database


@pytest.fixture
async def agenda(fresh: World) -> AsyncIterator[Database]:
    async with pool_of(fresh.settings, "agenda") as database:
        yield database


def _following(follower: Follower) -> Service:
    """A service in the agenda's place that does nothing but follow."""
    return replace(SERVICE, name="agenda", follower=follower)


async def test_a_worker_learns_what_others_recorded(
    fresh: World, registry: Database, agenda: Database
) -> None:
    follower = Follower("agenda", version=1)
    seen: list[UUID] = []

    @follower.on(InitiativeDescribed.type)
    async def see(_connection: asyncpg.Connection, event: FollowedEvent) -> None:
        seen.append(event.initiative_id)

    logs = [await new_log(registry) for _ in range(3)]
    worker = Worker(_following(follower), agenda, fresh.settings)
    assert await worker.follow() is True
    assert await worker.follow() is False, "nothing new"
    for log in logs:
        await append_once(registry, log, [described(log)])
    assert await worker.follow() is True
    assert sorted(seen) == sorted(logs)


async def test_one_initiative_that_cannot_be_followed_does_not_keep_the_others_waiting(
    fresh: World, registry: Database, agenda: Database
) -> None:
    follower = Follower("agenda", version=1)
    logs = [await new_log(registry) for _ in range(3)]
    seen: list[UUID] = []

    @follower.on("registry.initiative.founded")
    async def see(_connection: asyncpg.Connection, event: FollowedEvent) -> None:
        if event.initiative_id == logs[0]:
            raise ZeroDivisionError
        seen.append(event.initiative_id)

    with pytest.raises(ExceptionGroup, match="following failed"):
        await Worker(_following(follower), agenda, fresh.settings).follow()
    assert sorted(seen) == sorted(logs[1:])


async def test_a_duty_that_fails_is_logged_and_does_not_end_the_others(
    fresh: World, agenda: Database, caplog: pytest.LogCaptureFixture
) -> None:
    done = asyncio.Event()

    async def fail() -> bool:
        raise ZeroDivisionError("with something personal in it")

    async def succeed() -> bool:
        if caplog.records:
            done.set()
        return True

    service = replace(
        _following(Follower("agenda", version=1)),
        duties=lambda _database, _settings: (Duty("fail", 0, fail), Duty("succeed", 0, succeed)),
    )
    with caplog.at_level(logging.ERROR, logger="shidra.worker"):
        running = asyncio.create_task(Worker(service, agenda, fresh.settings).run())
        async with asyncio.timeout(10):
            await done.wait()
        assert not running.done()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running


async def test_a_worker_ends_where_a_newer_version_has_taken_over(
    fresh: World, registry: Database, agenda: Database
) -> None:
    newer, older = Follower("agenda", version=2), Follower("agenda", version=1)
    for follower in (newer, older):
        follower.on(InitiativeDescribed.type)(_ignore)
    log = await new_log(registry)
    await newer.catch_up(agenda, log)
    await append_once(registry, log, [described(log)])
    async with asyncio.timeout(10):
        with pytest.raises(OlderProgramError):
            await Worker(_following(older), agenda, fresh.settings).run()


async def _ignore(_connection: asyncpg.Connection, _event: FollowedEvent) -> None:
    pass


@pytest.mark.parametrize("works", [True, False])
async def test_the_heartbeat_tells_whether_a_duty_was_done(
    fresh: World, agenda: Database, tmp_path: Path, works: bool
) -> None:
    heartbeat, turns = tmp_path / "heartbeat", 0
    enough = asyncio.Event()

    async def do() -> bool:
        nonlocal turns
        turns += 1
        if turns == 2:
            enough.set()
        if not works:
            raise ZeroDivisionError
        return True

    settings = fresh.settings.model_copy(update={"worker_heartbeat_path": heartbeat})
    worker = Worker(_following(Follower("agenda", version=1)), agenda, settings)
    worker._duties = (Duty("do", 0, do),)  # its own duties succeed
    running = asyncio.create_task(worker.run())
    async with asyncio.timeout(10):
        await enough.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert heartbeat.exists() is works


async def test_what_has_served_its_time_is_forgotten(fresh: World, registry: Database) -> None:
    async with registry.transaction() as connection:
        for age, key in (("25 hours", "old"), ("23 hours", "young")):
            await connection.execute(
                "INSERT INTO registry.idempotency_record (initiative_id, caller, key, fingerprint, status,"
                " headers, people, created_at) VALUES (gen_random_uuid(), 'operator', $1, '', 201, '{}',"
                " '{}', now() - $2::text::interval)",
                key,
                age,
            )
    assert await Worker(SERVICE, registry, fresh.settings).forget() is False
    async with registry.transaction(readonly=True) as connection:
        rows = await connection.fetch("SELECT key FROM registry.idempotency_record ORDER BY key")
    assert [row["key"] for row in rows if row["key"] in ("old", "young")] == ["young"]
