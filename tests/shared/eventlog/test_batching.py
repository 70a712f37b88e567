"""Batched appends: many commands in one transaction, each answered for itself."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from uuid import UUID

import asyncpg
import pytest

from shared.database.pool import Database
from shared.eventlog.appending import AppendRefusedError, LogMovedError, UnknownLogError
from shared.eventlog.batching import Batches, Recorded
from shared.ids import uuid7
from tests.kit import World
from tests.shared.eventlog.logs import append_once, described, new_log, pool_of


@pytest.fixture
async def registry(world: World) -> AsyncIterator[Database]:
    async with pool_of(world.settings, "registry") as database:
        yield database


async def stored(database: asyncpg.Connection, initiative_id: UUID) -> dict[UUID, int]:
    rows = await database.fetch("SELECT id, position FROM log.entry WHERE initiative_id = $1", initiative_id)
    return {row["id"]: row["position"] for row in rows}


async def transactions(database: asyncpg.Connection, initiative_id: UUID) -> int:
    count: int = await database.fetchval(
        "SELECT count(DISTINCT xmin::text) FROM log.entry WHERE initiative_id = $1 AND position > 0",
        initiative_id,
    )
    return count


async def test_many_commands_share_transactions_and_each_gets_its_position(
    registry: Database, database: asyncpg.Connection
) -> None:
    one, other = await new_log(registry), await new_log(registry)
    batches = Batches(registry)
    commands = [
        (log, [described(log) for _ in range(1 + number % 3)])
        for number in range(250)
        for log in (one, other)
    ]
    positions = await asyncio.gather(*(batches.append(log, entries, {}) for log, entries in commands))
    found = {log: await stored(database, log) for log in (one, other)}
    for (log, entries), position in zip(commands, positions, strict=True):
        assert [found[log][entry.id] for entry in entries] == list(
            range(position - len(entries) + 1, position + 1)
        )
    assert len(found[one]) == 1 + sum(1 + number % 3 for number in range(250))
    assert await transactions(database, one) <= 5


async def test_one_that_fails_does_not_fail_its_neighbours(
    registry: Database, database: asyncpg.Connection
) -> None:
    log = await new_log(registry)
    batches = Batches(registry)
    good = [described(log) for _ in range(40)]
    wrong_opening = described(log)
    wrong = replace(wrong_opening, openings=(replace(wrong_opening.openings[0], salt=bytes(32)),))
    twice = good[3]
    outcomes = await asyncio.gather(
        *(batches.append(log, [entry], {}) for entry in good[:20]),
        batches.append(log, [wrong], {}),
        batches.append(log, [twice], {}),
        batches.append(log, [described(log)], {"registry.initiative": -1}),
        *(batches.append(log, [entry], {"registry.person": 0}) for entry in good[20:]),
        return_exceptions=True,
    )
    failed = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    assert sorted(type(one).__name__ for one in failed) == [
        AppendRefusedError.__name__,
        LogMovedError.__name__,
        asyncpg.UniqueViolationError.__name__,
    ]
    assert set(await stored(database, log)) > {entry.id for entry in good}


async def test_what_a_command_writes_is_kept_or_lost_with_its_events(
    registry: Database, database: asyncpg.Connection
) -> None:
    log = await new_log(registry)
    batches = Batches(registry)

    async def command(connection: asyncpg.Connection, *, key: str, fails: bool) -> Recorded:
        await connection.execute("INSERT INTO registry.rate_bucket VALUES ($1, 1, now())", f"{log}{key}")
        if fails:
            raise ZeroDivisionError
        return [described(log)], {}

    outcomes = await asyncio.gather(
        *(batches.run(log, partial(command, key=str(number), fails=number == 7)) for number in range(20)),
        return_exceptions=True,
    )
    assert [number for number, one in enumerate(outcomes) if isinstance(one, BaseException)] == [7]
    assert isinstance(outcomes[7], ZeroDivisionError)
    kept = await database.fetchval("SELECT count(*) FROM registry.rate_bucket WHERE key LIKE $1", f"{log}%")
    assert kept == 19
    await database.execute("DELETE FROM registry.rate_bucket WHERE key LIKE $1", f"{log}%")


async def test_a_log_that_is_not_there_is_said_and_the_next_batch_goes_on(registry: Database) -> None:
    batches = Batches(registry)
    nowhere = uuid7()
    with pytest.raises(UnknownLogError):
        await batches.append(nowhere, [described(nowhere)], {})
    log = await new_log(registry)
    assert await batches.append(log, [described(log)], {}) == 1
    assert await batches.append(log, [described(log)], {}) == 2


async def test_who_gives_up_waiting_leaves_the_others_in_peace(
    registry: Database, database: asyncpg.Connection
) -> None:
    log = await new_log(registry)
    batches = Batches(registry)
    async with registry.pool.acquire() as holder:
        await holder.execute("BEGIN")
        await holder.fetchval("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", str(log))
        first = asyncio.create_task(batches.append(log, [described(log)], {}))
        await asyncio.sleep(0)
        impatient = asyncio.create_task(batches.append(log, [described(log)], {}))
        patient = asyncio.create_task(batches.append(log, [described(log)], {}))
        await asyncio.sleep(0)
        impatient.cancel()
        await holder.execute("COMMIT")
    assert await first == 1
    assert await patient == 2
    assert len(await stored(database, log)) == 3


async def test_batches_and_single_appends_share_a_log(
    registry: Database, database: asyncpg.Connection
) -> None:
    log = await new_log(registry)
    batches = Batches(registry)
    await asyncio.gather(
        *(batches.append(log, [described(log)], {}) for _ in range(50)),
        *(append_once(registry, log, [described(log)]) for _ in range(5)),
    )
    assert sorted((await stored(database, log)).values()) == list(range(56))
