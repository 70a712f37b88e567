"""Batched appends: many commands in one transaction, each answered for itself."""

import asyncio
import re
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest

from services.agenda.decisions.events import InitiativeEnded
from services.registry.invitations.events import InvitationRevoked
from shared.database.pool import Database
from shared.eventlog import batching
from shared.eventlog.appending import (
    NOTHING,
    AppendRefusedError,
    LogEndedError,
    LogMovedError,
    ReliedOn,
    UnknownLogError,
)
from shared.eventlog.batching import Batches, Recorded
from shared.ids import uuid7
from tests.kit import World
from tests.shared.eventlog.logs import append_once, described, dsn_of, new_log, pool_of, written


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
    positions = await asyncio.gather(*(batches.append(log, entries, NOTHING) for log, entries in commands))
    found = {log: await stored(database, log) for log in (one, other)}
    for (log, entries), position in zip(commands, positions, strict=True):
        assert [found[log][entry.id] for entry in entries] == list(
            range(position - len(entries) + 1, position + 1)
        )
    assert len(found[one]) == 1 + sum(1 + number % 3 for number in range(250))
    assert await transactions(database, one) <= 10


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
        *(batches.append(log, [entry], NOTHING) for entry in good[:20]),
        batches.append(log, [wrong], NOTHING),
        batches.append(log, [twice], NOTHING),
        batches.append(log, [described(log)], ReliedOn(["registry.initiative"], -1)),
        *(batches.append(log, [entry], ReliedOn(["registry.person"], 0)) for entry in good[20:]),
        return_exceptions=True,
    )
    failed = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    assert sorted(type(one).__name__ for one in failed) == [
        AppendRefusedError.__name__,
        LogMovedError.__name__,
        asyncpg.UniqueViolationError.__name__,
    ]
    assert set(await stored(database, log)) > {entry.id for entry in good}


@pytest.mark.parametrize(
    "line",
    [
        b"no JSON",
        b'{"type":"\xff"}',
        b'{"type":"\\u0000"}',
        b"[1]",
        pytest.param(None, id="a time that is none"),
    ],
)
async def test_a_line_that_cannot_be_read_does_not_fail_its_neighbours(
    registry: Database, database: asyncpg.Connection, line: bytes | None
) -> None:
    log = await new_log(registry)
    batches = Batches(registry)
    good = [described(log) for _ in range(9)]
    told = replace(described(log), openings=())
    bad = replace(told, line=line or re.sub(rb'"time":"[^"]*"', b'"time":"yesterdays"', told.line))
    outcomes = await asyncio.gather(
        *(batches.append(log, [entry], NOTHING) for entry in [*good[:5], bad, *good[5:]]),
        return_exceptions=True,
    )
    (failed,) = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    assert type(failed) is AppendRefusedError
    assert set(await stored(database, log)) > {entry.id for entry in good}


class Rows:
    """Commands that write a row each, under keys of their own, and an event."""

    def __init__(self, log: UUID) -> None:
        self.log = log
        self.begun: list[str] = []

    async def write(
        self, connection: asyncpg.Connection, name: str, *, fails: bool = False, bad: bool = False
    ) -> Recorded:
        """`fails`: by an error of the database, after the row. `bad`: by an event that the log refuses."""
        self.begun.append(name)
        await connection.execute("INSERT INTO registry.rate_bucket VALUES ($1, 1, now())", self._key(name))
        if fails:
            await connection.execute("SELECT 1 / 0")
        event = described(self.log)
        return Recorded([replace(event, line=b"{}") if bad else event], NOTHING)

    async def count(self, connection: asyncpg.Connection) -> int:
        """How many rows there are."""
        counted: int = await connection.fetchval(
            "SELECT count(*) FROM registry.rate_bucket WHERE key LIKE $1", f"{self.log}%"
        )
        return counted

    async def clear(self, connection: asyncpg.Connection) -> None:
        """Leave nothing to other tests."""
        await connection.execute("DELETE FROM registry.rate_bucket WHERE key LIKE $1", f"{self.log}%")

    def _key(self, name: str) -> str:
        return f"{self.log}{name}"


@pytest.fixture
async def rows(registry: Database, database: asyncpg.Connection) -> AsyncIterator[Rows]:
    rows = Rows(await new_log(registry))
    yield rows
    await rows.clear(database)


async def test_what_a_command_writes_is_kept_or_lost_with_its_events(
    registry: Database, database: asyncpg.Connection, rows: Rows
) -> None:
    batches = Batches(registry, at_once=1)
    outcomes = await asyncio.gather(
        *(
            batches.run(
                rows.log, partial(rows.write, name=str(number), fails=number in (0, 7), bad=number == 11)
            )
            for number in range(20)
        ),
        return_exceptions=True,
    )
    failed = {number: type(one) for number, one in enumerate(outcomes) if isinstance(one, BaseException)}
    assert failed == {
        0: asyncpg.DivisionByZeroError,
        7: asyncpg.DivisionByZeroError,
        11: AppendRefusedError,
    }
    assert await rows.count(database) == 17
    assert sorted(one for one in outcomes if isinstance(one, int)) == list(range(1, 18))


async def test_commands_that_write_rows_share_transactions(
    registry: Database, database: asyncpg.Connection, rows: Rows
) -> None:
    batches = Batches(registry, at_once=1)
    await asyncio.gather(
        *(batches.run(rows.log, partial(rows.write, name=str(number))) for number in range(100))
    )
    assert await rows.count(database) == 100
    assert await transactions(database, rows.log) < 50


async def test_who_has_waited_long_enough_is_answered_before_others_come_in(
    registry: Database, database: asyncpg.Connection, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batching, "PATIENCE", -1)
    batches = Batches(registry, at_once=1)
    await asyncio.gather(
        *(batches.run(rows.log, partial(rows.write, name=str(number))) for number in range(10))
    )
    assert await transactions(database, rows.log) == 10


async def test_a_refusal_that_rests_on_a_neighbour_who_failed_is_thought_over(
    registry: Database, database: asyncpg.Connection, rows: Rows
) -> None:
    batches = Batches(registry, at_once=1)

    async def second(connection: asyncpg.Connection) -> Recorded:
        if await rows.count(connection):
            raise FileExistsError
        return await rows.write(connection, "second")

    outcomes = await asyncio.gather(
        batches.run(rows.log, partial(rows.write, name="first", bad=True)),
        batches.run(rows.log, second),
        return_exceptions=True,
    )
    assert [type(one) for one in outcomes] == [AppendRefusedError, int]


async def test_of_two_with_a_key_in_common_the_second_finds_what_the_first_has_committed(
    registry: Database, database: asyncpg.Connection, rows: Rows
) -> None:
    batches = Batches(registry)
    may_go_on = asyncio.Event()
    seen: list[int] = []

    async def first(connection: asyncpg.Connection) -> Recorded:
        await may_go_on.wait()
        return await rows.write(connection, "first")

    async def second(connection: asyncpg.Connection) -> Recorded:
        seen.append(await rows.count(database))  # by another connection: only what is committed
        return await rows.write(connection, "second")

    one = asyncio.create_task(batches.run(rows.log, first, keys=frozenset({"key"})))
    same = asyncio.create_task(batches.run(rows.log, second, keys=frozenset({"other", "key"})))
    other = await batches.run(rows.log, partial(rows.write, name="other"), keys=frozenset({"other"}))
    assert (other, seen) == (1, [])
    may_go_on.set()
    assert (await one, await same) == (2, 3)
    assert seen == [2]


async def test_whoever_gives_up_while_its_command_runs_does_not_undo_it(
    registry: Database, database: asyncpg.Connection, rows: Rows
) -> None:
    batches = Batches(registry, at_once=1)
    runs, may_go_on = asyncio.Event(), asyncio.Event()

    async def slow(connection: asyncpg.Connection) -> Recorded:
        runs.set()
        await may_go_on.wait()
        return await rows.write(connection, "slow")

    impatient = asyncio.create_task(batches.run(rows.log, slow))
    await runs.wait()
    gone = asyncio.create_task(batches.run(rows.log, partial(rows.write, name="gone")))
    patient = asyncio.create_task(batches.run(rows.log, partial(rows.write, name="patient")))
    await asyncio.sleep(0)
    impatient.cancel()
    gone.cancel()
    may_go_on.set()
    assert await patient == 2
    assert rows.begun == ["slow", "patient"]
    assert await rows.count(database) == 2


async def test_a_connection_that_breaks_fails_all_of_its_transaction_and_nobody_after(
    registry: Database, database: asyncpg.Connection, rows: Rows
) -> None:
    batches = Batches(registry, at_once=1)

    async def broken(connection: asyncpg.Connection) -> Recorded:
        await database.execute("SELECT pg_terminate_backend($1)", connection.get_server_pid())
        return await rows.write(connection, "broken")

    outcomes = await asyncio.gather(
        batches.run(rows.log, partial(rows.write, name="before")),
        batches.run(rows.log, broken),
        batches.run(rows.log, partial(rows.write, name="after")),
        return_exceptions=True,
    )
    assert [isinstance(one, Exception) for one in outcomes] == [True, True, False]
    assert outcomes[2] == 1
    assert await rows.count(database) == 1


async def test_where_no_connection_is_to_be_had_nobody_waits_for_one_after_the_other(
    registry: Database, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[object] = []

    def none_free(*_: object, **__: object) -> None:
        tries.append(None)
        raise TimeoutError

    monkeypatch.setattr(registry, "transaction", none_free)
    batches = Batches(registry, at_once=1)
    outcomes = await asyncio.gather(
        *(batches.run(rows.log, partial(rows.write, name=str(number))) for number in range(10)),
        return_exceptions=True,
    )
    assert {type(one) for one in outcomes} == {TimeoutError}
    assert len(tries) == 1


async def test_a_process_killed_before_the_commit_leaves_nothing_of_any_command(
    world: World, database: asyncpg.Connection, rows: Rows
) -> None:
    root = Path(__file__).parents[3]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.shared.eventlog.dying_batch"),
        *(dsn_of(world.settings, "registry"), str(rows.log)),
        cwd=root,
        env={"PYTHONPATH": str(root)},
    )
    assert await process.wait() == -signal.SIGKILL
    assert await rows.count(database) == 0
    assert len(await stored(database, rows.log)) == 1


async def test_what_changes_without_an_event_does_not_slip_in_behind_the_end_with_others(
    world: World, registry: Database, database: asyncpg.Connection, rows: Rows
) -> None:
    async with pool_of(world.settings, "agenda") as agenda:
        end = InitiativeEnded.model_validate(InitiativeEnded.example)
        await append_once(agenda, rows.log, [written(end, rows.log)])
    revoked = written(InvitationRevoked.model_validate(InvitationRevoked.example), rows.log)

    async def silent(connection: asyncpg.Connection) -> Recorded:
        await rows.write(connection, "silent")
        return Recorded([], NOTHING, holds_open=True)

    batches = Batches(registry, at_once=1)
    outcomes = await asyncio.gather(
        batches.append(rows.log, [revoked], NOTHING), batches.run(rows.log, silent), return_exceptions=True
    )
    assert outcomes[0] == 2
    assert isinstance(outcomes[1], LogEndedError)
    assert await rows.count(database) == 0


async def test_a_log_that_is_not_there_is_said_and_the_next_batch_goes_on(registry: Database) -> None:
    batches = Batches(registry)
    nowhere = uuid7()
    with pytest.raises(UnknownLogError):
        await batches.append(nowhere, [described(nowhere)], NOTHING)
    log = await new_log(registry)
    assert await batches.append(log, [described(log)], NOTHING) == 1
    assert await batches.append(log, [described(log)], NOTHING) == 2


async def test_who_gives_up_waiting_leaves_the_others_in_peace(
    registry: Database, database: asyncpg.Connection
) -> None:
    log = await new_log(registry)
    batches = Batches(registry, at_once=1)
    async with registry.pool.acquire() as holder:
        await holder.execute("BEGIN")
        await holder.fetchval("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", str(log))
        first = asyncio.create_task(batches.append(log, [described(log)], NOTHING))
        await asyncio.sleep(0)
        impatient = asyncio.create_task(batches.append(log, [described(log)], NOTHING))
        patient = asyncio.create_task(batches.append(log, [described(log)], NOTHING))
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
        *(batches.append(log, [described(log)], NOTHING) for _ in range(50)),
        *(append_once(registry, log, [described(log)]) for _ in range(5)),
    )
    assert sorted((await stored(database, log)).values()) == list(range(56))
