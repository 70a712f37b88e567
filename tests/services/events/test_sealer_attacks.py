"""What whoever has the database, or a machine that fails, can do to the sealer: nothing false gets signed."""

import json
import os
from base64 import b64encode
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from services.cli import main
from services.events.app import SERVICE
from services.events.sealing import refusals
from services.events.sealing.memory import SealerMemory
from services.events.sealing.repository import SealingRepository
from services.events.sealing.sealer import Sealer
from shared.database.pool import Database
from shared.eventlog.signing import SigningKey
from shared.eventlog.verify import Checkpoint, leaf_hash, root_of
from shared.ids import uuid7
from shared.observability.metrics import REGISTRY, SEALING_REFUSALS
from tests.kit import Field, World
from tests.services.events.sealers import ALTER, UNSAID, end_all_alarms, tampering
from tests.services.events.workers import connected, leaves
from tests.shared.eventlog.logs import append_once, described, founded, pool_of


@pytest.fixture
async def registry(world: World) -> AsyncIterator[Database]:
    async with pool_of(world.settings, "registry") as database:
        yield database


@pytest.fixture(autouse=True)
async def _no_alarm_is_left(database: asyncpg.Connection) -> AsyncIterator[None]:
    """While one is, the service is not ready: other tests share the database."""
    await end_all_alarms(database)
    SEALING_REFUSALS.set(0)
    yield
    await end_all_alarms(database)
    SEALING_REFUSALS.set(0)


class Sealing:
    """A log, and a sealer that can be started anew at any time: it knows its files and the database alone."""

    def __init__(self, world: World, field: Field, events: Database, folder: Path) -> None:
        self.field, self.id = field, UUID(field.id)
        self.memory = SealerMemory(folder)
        self._events, self._folder = events, folder
        self.key = SigningKey.load(world.settings.log_key_file)

    def sealer(self, key: SigningKey | None = None) -> Sealer:
        """A process that has just begun."""
        return Sealer(self._events, SealerMemory(self._folder), key or self.key)

    async def seal(self) -> Checkpoint | None:
        """As a process that has just begun."""
        return await self.sealer().seal(self.id)

    def damage(self, text: bytes) -> None:
        """Write something in place of what is remembered."""
        (self._folder / str(self.id)).write_bytes(text)

    async def published(self) -> Checkpoint:
        response = await self.field.partner.get("events/checkpoint")
        return Checkpoint.parse(response.content)

    async def said(self, event_type: str) -> list[dict[str, Any]]:
        """The data of all entries of a type."""
        events = map(json.loads, await leaves(self.field.partner))
        return [event["data"] for event in events if event["type"] == event_type]

    async def all_is_signed(self) -> None:
        lines = await leaves(self.field.partner)
        newest = await self.published()
        assert (newest.size, newest.root) == (len(lines), root_of(list(map(leaf_hash, lines))))
        assert newest == self.memory.last(self.id)


@pytest.fixture
async def log(world: World, field: Field, tmp_path: Path) -> AsyncIterator[Sealing]:
    async with connected(SERVICE, world.settings) as events:
        log = Sealing(world, field, events, tmp_path / "signed")
        with log.memory.held():
            yield log


async def alarm(database: asyncpg.Connection, initiative_id: UUID) -> str | None:
    reason: str | None = await database.fetchval(
        "SELECT reason FROM events.sealing_alarm WHERE initiative_id = $1", initiative_id
    )
    return reason


# --- history rewritten -------------------------------------------------------------------------------

_COLUMNS = "id, source, type, subject, actor_id, time, line"
_CLOSE_THE_GAP = (
    "UPDATE log.entry SET position = position + 1000000 WHERE initiative_id = $1 AND position > 3",
    "UPDATE log.entry SET position = position - 1000001 WHERE initiative_id = $1 AND position > 3",
)
_MAKE_ROOM = (
    "UPDATE log.entry SET position = position + 1000000 WHERE initiative_id = $1 AND position >= 3",
    "UPDATE log.entry SET position = position - 999999 WHERE initiative_id = $1 AND position >= 3",
)
_REMOVE = "DELETE FROM log.entry WHERE initiative_id = $1 AND position = 3"
_INSERT = (
    f"INSERT INTO log.entry (initiative_id, position, {_COLUMNS}) SELECT initiative_id, 3,"
    f" {_COLUMNS.replace('id,', 'gen_random_uuid(),', 1)} FROM log.entry"
    " WHERE initiative_id = $1 AND position = 1"
)
_LENGTH = "UPDATE log.head SET size = size {} WHERE initiative_id = $1"
_CLOSED = "DELETE FROM log.opening WHERE initiative_id = $1 AND position >= $2"
REWRITES: dict[str, tuple[str, ...]] = {
    "altered": (ALTER,),
    "removed": (_REMOVE,),
    "removed, those after it moved up": (_REMOVE, *_CLOSE_THE_GAP, _LENGTH.format("- 1")),
    "inserted": (*_MAKE_ROOM, _INSERT, _LENGTH.format("+ 1")),
    "removed, and another put in its place": (_REMOVE, _INSERT),
    "reordered": (
        "UPDATE log.entry e SET line = o.line FROM log.entry o WHERE e.initiative_id = $1"
        " AND o.initiative_id = $1 AND e.position IN (3, 4) AND o.position = 7 - e.position",
    ),
    "cut off, and grown again": (
        "DELETE FROM log.entry e USING log.head h WHERE h.initiative_id = $1"
        " AND e.initiative_id = $1 AND e.position >= h.size - 2",
        _LENGTH.format("- 2"),
    ),
    "swapped with another initiative's log": (
        "DELETE FROM log.entry WHERE initiative_id = $1",
        f"INSERT INTO log.entry (initiative_id, position, {_COLUMNS})"
        f" SELECT $1, position, {_COLUMNS} FROM log.entry WHERE initiative_id = '{{other}}'",
        "UPDATE log.head SET size = (SELECT size FROM log.head WHERE initiative_id = '{other}')"
        " WHERE initiative_id = $1",
    ),
}


async def test_no_history_that_was_rewritten_is_signed(
    world: World, log: Sealing, registry: Database, database: asyncpg.Connection
) -> None:
    other = await world.found()
    await log.seal()
    signed, kept = await log.published(), log.memory.last(log.id)
    await database.execute(
        f"CREATE TEMP TABLE right_one AS SELECT * FROM log.entry WHERE initiative_id = '{log.id}'"
    )
    for name, rewrite in REWRITES.items():
        async with tampering(database) as superuser:
            for statement in rewrite:
                await superuser.execute(statement.format(other=other.id), log.id)
            size = await superuser.fetchval("SELECT size FROM log.head WHERE initiative_id = $1", log.id)
            for statement in (*UNSAID, _CLOSED):
                await superuser.execute(statement, log.id, size)
        await append_once(registry, log.id, [described(log.id) for _ in range(3)])
        assert await log.seal() is None, name
        assert await alarm(database, log.id) in ("history_changed", "entries_missing"), name
        assert (await log.published(), log.memory.last(log.id)) == (signed, kept), name
        async with tampering(database) as superuser:
            await superuser.execute("DELETE FROM log.entry WHERE initiative_id = $1", log.id)
            await superuser.execute("INSERT INTO log.entry SELECT * FROM right_one")
            for statement in ("UPDATE log.head SET size = $2 WHERE initiative_id = $1", *UNSAID, _CLOSED):
                await superuser.execute(statement, log.id, signed.size)
        await database.execute("DELETE FROM events.sealing_alarm WHERE initiative_id = $1", log.id)
    await database.execute("DROP TABLE right_one")
    assert await log.seal() is not None, "the right history is back"
    await log.all_is_signed()


async def test_two_initiatives_that_change_places_in_the_whole_database_are_both_refused(
    world: World, log: Sealing, database: asyncpg.Connection
) -> None:
    other = await world.found()
    theirs = Sealing(world, other, log._events, log._folder)
    await log.seal()
    await theirs.seal()
    tables = ("log.entry", "log.head", "events.tile", "events.sealed_log", "events.checkpoint")
    places = (log.id, UUID(int=0)), (theirs.id, log.id), (UUID(int=0), theirs.id)
    async with tampering(database) as superuser:
        for table in tables:
            for before, after in places:
                await superuser.execute(
                    f"UPDATE {table} SET initiative_id = $2 WHERE initiative_id = $1", before, after
                )
    try:
        for one in (log, theirs):
            assert await one.seal() is None
            assert await alarm(database, one.id) in ("history_changed", "entries_missing")
    finally:
        async with tampering(database) as superuser:
            for table in tables:
                for before, after in places:
                    await superuser.execute(
                        f"UPDATE {table} SET initiative_id = $2 WHERE initiative_id = $1", before, after
                    )


async def test_a_log_that_says_it_is_another_is_not_signed(
    world: World, log: Sealing, registry: Database, database: asyncpg.Connection
) -> None:
    """Else the registry's password would be enough for a second history under a name that is signed."""
    first = await log.seal()
    assert first is not None
    impostor = uuid7()
    line = founded(impostor)
    origin = json.loads(line.line)["data"]["log_origin"].encode()
    for claimed in (first.origin, f"{first.origin}/successor-1", "shidra.localhost", f"x{impostor}"):
        again = uuid7()
        event = founded(again)
        false = event.line.replace(origin, claimed.encode())
        await append_once(registry, again, [replace(event, line=false)])
        assert await Sealer(log._events, log.memory, log.key).seal(again) is None, claimed
        assert await alarm(database, again) == "origin_of_another", claimed
        assert log.memory.last(again) is None
    # A name with lines in it would make a note that reads as the other log's.
    for written in (
        rf"{first.origin}\n9999\n{b64encode(first.root).decode()}\nx/{{own}}",
        rf"{first.origin} /{{own}}",
        '"}, "data": {"log_origin": "',
    ):
        again = uuid7()
        event = founded(again)
        await append_once(registry, again, [event])
        async with tampering(database) as superuser:
            await superuser.execute(
                "UPDATE log.entry SET line = $2 WHERE initiative_id = $1",
                again,
                event.line.replace(origin, written.replace("{own}", str(again)).encode()),
            )
        assert await Sealer(log._events, log.memory, log.key).seal(again) is None, written
        assert await alarm(database, again) == "origin_of_another", written


# --- the alarm sounds, whatever is done against it ------------------------------------------------------


class Sounding:
    """What is seen and heard of an alarm from outside."""

    def __init__(
        self, world: World, log: Sealing, database: asyncpg.Connection, caplog: pytest.LogCaptureFixture
    ) -> None:
        self._world, self._log, self._database, self._caplog = world, log, database, caplog

    async def is_heard(self, reason: str, *, noted: bool = True, told: int = 1) -> None:
        """The figure, one line in the sealer's log, readiness, the row and the events in the log."""
        assert REGISTRY.get_sample_value("shidra_log_sealing_refused") == 1
        lines = [one for one in self._caplog.records if one.levelname == "CRITICAL"]
        assert [(vars(one)["initiative"], vars(one)["reason"]) for one in lines] == [
            (str(self._log.id), reason)
        ]
        ready = await self._world.http.get("/events/health/ready")
        assert (ready.status_code, ready.json()["code"]) == (503, "sealing-refused")
        assert await alarm(self._database, self._log.id) == (reason if noted else None)
        raised = await self._log.said("events.log.alarm_raised")
        assert [one["reason"] for one in raised] == [reason] * told

    async def has_ended(self, reason: str) -> None:
        """All is as it was, and the log says that there was an alarm."""
        assert REGISTRY.get_sample_value("shidra_log_sealing_refused") == 0
        assert (await self._world.http.get("/events/health/ready")).status_code == 200
        assert await alarm(self._database, self._log.id) is None
        assert [one["reason"] for one in await self._log.said("events.log.alarm_raised")] == [reason]
        assert len(await self._log.said("events.log.alarm_ended")) == 1


@pytest.fixture
def sounding(
    world: World, log: Sealing, database: asyncpg.Connection, caplog: pytest.LogCaptureFixture
) -> Sounding:
    return Sounding(world, log, database, caplog)


async def test_an_alarm_that_the_log_cannot_take_down_sounds_all_the_same(
    log: Sealing, sounding: Sounding, database: asyncpg.Connection
) -> None:
    """Entries are there, and the head says there are fewer: nothing can be appended any more."""
    sealer = log.sealer()
    await sealer.seal(log.id)
    length = "UPDATE log.head SET size = size {} 1 WHERE initiative_id = $1"
    async with tampering(database) as superuser:
        await superuser.execute(length.format("-"), log.id)
    for _ in range(2):
        await sealer.compare()
        await sealer.look_at_refused()
    await sounding.is_heard("entries_missing", told=0)
    async with tampering(database) as superuser:
        await superuser.execute(length.format("+"), log.id)
    assert await sealer.seal(log.id) is not None
    await sounding.has_ended("entries_missing")
    await log.seal()
    await log.all_is_signed()


async def test_an_alarm_whose_row_is_swallowed_sounds_all_the_same(
    log: Sealing, sounding: Sounding, database: asyncpg.Connection
) -> None:
    sealer = log.sealer()
    await sealer.seal(log.id)
    right = await database.fetchval(
        "SELECT line FROM log.entry WHERE initiative_id = $1 AND position = 3", log.id
    )
    await database.execute(
        "CREATE FUNCTION events.swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'"
    )
    await database.execute(
        "CREATE TRIGGER swallow BEFORE INSERT ON events.sealing_alarm"
        " FOR EACH ROW EXECUTE FUNCTION events.swallow()"
    )
    try:
        async with tampering(database) as superuser:
            await superuser.execute(ALTER, log.id)
        for _ in range(2):
            assert await sealer.seal(log.id) is None
            await sealer.look_at_refused()
        await sounding.is_heard("history_changed", noted=False)
    finally:
        await database.execute("DROP FUNCTION events.swallow CASCADE")
    async with tampering(database) as superuser:
        await superuser.execute(
            "UPDATE log.entry SET line = $2 WHERE initiative_id = $1 AND position = 3", log.id, right
        )
    await sealer.look_at_refused()
    await sounding.has_ended("history_changed")
    await log.seal()
    await log.all_is_signed()


async def test_an_entry_altered_together_with_its_full_tile_is_found(
    log: Sealing, sounding: Sounding, registry: Database, database: asyncpg.Connection
) -> None:
    for _ in range(3):
        await append_once(registry, log.id, [described(log.id) for _ in range(200)])
    signed = await log.seal()
    async with tampering(database) as superuser:
        await superuser.execute(ALTER, log.id)
        lines = await superuser.fetch(
            "SELECT line FROM log.entry WHERE initiative_id = $1 AND position < 256 ORDER BY position", log.id
        )
        await superuser.execute(
            "UPDATE events.tile SET hashes = $2 WHERE initiative_id = $1 AND level = 0 AND index = 0",
            log.id,
            b"".join(leaf_hash(row["line"]) for row in lines),
        )
    await append_once(registry, log.id, [described(log.id)])
    assert await log.seal() is None
    await sounding.is_heard("history_changed")
    assert await log.published() == signed == log.memory.last(log.id)


async def test_a_damaged_memory_is_an_alarm_and_no_reason_to_sign(
    log: Sealing,
    sounding: Sounding,
    registry: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SHIDRA_MODE", "local")
    monkeypatch.setenv("SHIDRA_SEALER_MEMORY_PATH", str(tmp_path / "signed"))
    sealer = log.sealer()
    signed = await sealer.seal(log.id)
    assert signed is not None
    other_size = signed.note().replace(f"\n{signed.size}\n".encode(), f"\n{signed.size - 1}\n".encode())
    for damaged in (b"", b"\xff\n\n", signed.note()[:-9], other_size):
        log.damage(damaged)
        log.memory.ask_for_successor(log.id)  # of what was signed last, a damaged file says nothing
        await append_once(registry, log.id, [described(log.id)])
        await sealer.compare()
        await sealer.look_at_refused()
        await sounding.is_heard("memory_damaged")
        assert await log.published() == signed
    log.damage(b"")
    assert main(["successor", str(log.id)]) == 1
    assert "put the newest checkpoint anybody kept in its place" in capsys.readouterr().err
    log.damage(signed.note())  # as anybody has it who kept it
    await sealer.look_at_refused()
    await sounding.has_ended("memory_damaged")
    await log.seal()
    assert not await log.said("events.log.succeeded")
    await log.all_is_signed()


async def test_another_key_signs_nothing_that_was_signed_with_the_right_one(
    log: Sealing, sounding: Sounding, registry: Database
) -> None:
    signed = await log.seal()
    another = SigningKey.generate(log.key.name)
    await append_once(registry, log.id, [described(log.id)])
    assert await log.sealer(another).seal(log.id) is None
    await sounding.is_heard("key_changed")
    assert await log.published() == signed == log.memory.last(log.id)
    assert await log.seal() is not None, "the right key is back"
    SEALING_REFUSALS.set(0)  # the other process is gone
    await sounding.has_ended("key_changed")
    await log.seal()
    await log.all_is_signed()


async def test_whoever_has_lost_the_key_for_good_begins_a_successor_with_another(log: Sealing) -> None:
    signed = await log.seal()
    another = SigningKey.generate(log.key.name)
    log.memory.ask_for_successor(log.id)
    assert await log.sealer(another).seal(log.id) is None, "the succession is recorded"
    successor = await log.sealer(another).seal(log.id)
    assert signed is not None
    assert successor is not None
    assert successor.origin == f"{signed.origin}/successor-1"
    (await log.published()).check_signed_by(another.verifier_key)
    (said,) = await log.said("events.log.succeeded")
    assert said["old_root"] == signed.root.hex()


# --- killed between any two steps --------------------------------------------------------------------


class Killed(BaseException):
    """As if by kill -9."""


_STEPS: tuple[tuple[Any, str], ...] = (
    (SealerMemory, "remember"),
    (SealerMemory, "part_with"),
    (SealerMemory, "take_back"),
    (os, "fsync"),
    (Path, "replace"),
    (Path, "unlink"),
    (SealingRepository, "advance"),
    (SealingRepository, "put_tiles"),
    (SealingRepository, "put_checkpoint"),
    (SealingRepository, "raise_alarm"),
    (SealingRepository, "end_alarm"),
    (SealingRepository, "empty"),
    (refusals, "append"),
)
"""Everything by which the sealer changes something, in its files or in the database."""


@contextmanager
def killed_at(step: int, names: list[str]) -> Any:
    """Kill whoever seals at the moment of that number: there is one before and one after each change."""
    moment = 0

    def pass_by(name: str) -> None:
        nonlocal moment
        moment += 1
        if moment == step:
            names.append(name)
            raise Killed

    def around(name: str, done: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **options: Any) -> Any:
            pass_by(f"before {name}")
            result = done(*arguments, **options)
            if isinstance(result, Awaitable):
                return finish(result)
            pass_by(f"after {name}")
            return result

        async def finish(result: Awaitable[Any]) -> Any:
            value = await result
            pass_by(f"after {name}")
            return value

        return run

    with pytest.MonkeyPatch.context() as patch:
        for place, name in _STEPS:
            patch.setattr(place, name, around(name, getattr(place, name)))
        yield


async def run_killed(log: Sealing, step: int, names: list[str]) -> bool:
    """Let a sealer run until that step; says whether it came so far."""
    with killed_at(step, names):
        try:
            await log.seal()
        except Killed:
            return True
    return False


async def test_a_sealer_killed_between_any_two_steps_of_signing_goes_on(
    log: Sealing, registry: Database
) -> None:
    names: list[str] = []
    await log.seal()
    step, killed = 0, True
    while killed:
        step += 1
        await append_once(registry, log.id, [described(log.id) for _ in range(3)])
        killed = await run_killed(log, step, names)
        remembered = log.memory.last(log.id)
        assert remembered is not None
        assert (await log.published()).size <= remembered.size, f"published and not remembered: {names[-1:]}"
        await append_once(registry, log.id, [described(log.id)])
        assert await log.seal() is not None, names[-1:]
        await log.all_is_signed()
    assert {
        "before fsync",
        "after replace",
        "after remember",
        "before put_tiles",
        "after put_checkpoint",
    } <= {*names}


async def test_a_sealer_killed_between_any_two_steps_of_refusing_raises_one_alarm_and_ends_it(
    log: Sealing, database: asyncpg.Connection
) -> None:
    names: list[str] = []
    await log.seal()
    right = await database.fetchval(
        "SELECT line FROM log.entry WHERE initiative_id = $1 AND position = 3", log.id
    )
    step, killed = 0, [True, True]
    while any(killed):
        step += 1
        async with tampering(database) as superuser:
            await superuser.execute(ALTER, log.id)
        before = log.memory.last(log.id)
        killed[0] = await run_killed(log, step, names)
        for _ in range(2):
            assert await log.seal() is None, names[-1:]
        assert await alarm(database, log.id) == "history_changed"
        assert log.memory.last(log.id) == before
        assert len(await log.said("events.log.alarm_raised")) == step, names[-1:]
        async with tampering(database) as superuser:
            await superuser.execute(
                "UPDATE log.entry SET line = $2 WHERE initiative_id = $1 AND position = 3", log.id, right
            )
        killed[1] = await run_killed(log, step, names)
        for _ in range(2):
            assert await log.seal() is not None, names[-1:]
        assert await alarm(database, log.id) is None
        assert len(await log.said("events.log.alarm_ended")) == step, names[-1:]
        await log.all_is_signed()
    assert {"before raise_alarm", "after append", "before end_alarm", "after end_alarm"} <= {*names}


async def test_a_sealer_killed_between_any_two_steps_of_a_succession_begins_one_successor(
    log: Sealing, registry: Database, database: asyncpg.Connection, tmp_path: Path
) -> None:
    names: list[str] = []
    await log.seal()
    step, killed = 0, True
    while killed:
        step += 1
        async with tampering(database) as superuser:
            await superuser.execute(
                "UPDATE log.entry SET line = line || ' '::bytea WHERE initiative_id = $1 AND position = 3",
                log.id,
            )
        broken = log.memory.last(log.id)
        assert await log.seal() is None
        log.memory.ask_for_successor(log.id)
        killed = await run_killed(log, step, names)
        for _ in range(3):
            signed = await log.seal()
        assert signed is not None, names[-1:]
        assert signed.origin.endswith(f"/successor-{step}"), names[-1:]
        successions = await log.said("events.log.succeeded")
        assert len(successions) == step, names[-1:]
        assert (successions[-1]["old_root"], successions[-1]["origin"]) == (broken.root.hex(), signed.origin)  # type: ignore[union-attr]  # the log was signed
        aside = sorted(file.name for file in (tmp_path / "signed").glob("*.broken-*"))
        assert len(aside) == step, names[-1:]
        kept = Checkpoint.parse((tmp_path / "signed" / f"{log.id}.broken-{step}").read_bytes())
        assert kept == broken
        assert not log.memory.successor_asked_for(log.id)
        assert await alarm(database, log.id) is None
        await log.all_is_signed()
    assert {"before append", "after append", "after empty", "before part_with", "before unlink"} <= {*names}


async def test_a_successor_never_takes_up_a_name_that_was_signed_already(
    log: Sealing, database: asyncpg.Connection
) -> None:
    """Whoever has the database alters the name between the succession and its first checkpoint."""
    first = await log.seal()
    assert first is not None
    async with tampering(database) as superuser:
        await superuser.execute(ALTER, log.id)
    assert await log.seal() is None
    log.memory.ask_for_successor(log.id)
    assert await log.seal() is None, "the succession is recorded; its first checkpoint is the next turn's"
    async with tampering(database) as superuser:
        await superuser.execute(
            "UPDATE log.entry SET line = replace(convert_from(line, 'UTF8'), '/successor-1', '')::bytea"
            " WHERE initiative_id = $1 AND type = 'events.log.succeeded'",
            log.id,
        )
    assert await log.seal() is None
    assert await alarm(database, log.id) == "origin_of_another"
    assert log.memory.last(log.id) is None
