"""Sealing: every entry ends up under a signature, and no rewritten history does."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest

from services.cli import main
from services.events.app import SERVICE
from services.events.sealing import process
from services.events.sealing import sealer as sealing
from services.events.sealing.failures import Failures
from services.events.sealing.memory import SealerElsewhereError, SealerMemory
from services.events.sealing.sealer import Sealer
from shared.database.pool import Database
from shared.eventlog.signing import LogKeyLostError, SigningKey, generate_witness_key, prepare_log_key
from shared.eventlog.verify import Checkpoint, check_consistency, leaf_hash, root_of
from shared.observability.metrics import REGISTRY
from shared.settings import Settings
from tests.kit import Field, World
from tests.services.events.sealers import ALTER, UNSAID, end_all_alarms, sealer_of, tampering, verifier_key
from tests.services.events.workers import connected, leaves
from tests.shared.eventlog.logs import append_once, described, pool_of

WITNESS = generate_witness_key("witness.example")


@pytest.fixture
async def sealer(world: World, tmp_path: Path) -> AsyncIterator[Sealer]:
    async with sealer_of(world, tmp_path / "signed") as sealer:
        yield sealer


@pytest.fixture
async def registry(world: World) -> AsyncIterator[Database]:
    async with pool_of(world.settings, "registry") as database:
        yield database


@pytest.fixture(autouse=True)
async def _no_alarm_is_left(database: asyncpg.Connection) -> AsyncIterator[None]:
    """While one is, the service is not ready: other tests share the database."""
    await end_all_alarms(database)
    yield
    await end_all_alarms(database)


async def grow(registry: Database, field: Field, count: int) -> None:
    initiative_id = UUID(field.id)
    await append_once(registry, initiative_id, [described(initiative_id) for _ in range(count)])


async def published(field: Field) -> Checkpoint:
    response = await field.partner.get("events/checkpoint")
    assert response.status_code == 200, response.text
    return Checkpoint.parse(response.content)


async def alarm(database: asyncpg.Connection, field: Field) -> str | None:
    reason: str | None = await database.fetchval(
        "SELECT reason FROM events.sealing_alarm WHERE initiative_id = $1", field.id
    )
    return reason


async def test_a_checkpoint_covers_every_entry_and_is_signed(
    world: World, field: Field, sealer: Sealer, registry: Database
) -> None:
    assert (await field.partner.get("events/checkpoint")).json()["code"] == "not-sealed-yet"
    for more in (0, 1, 250, 300):
        if more:
            await grow(registry, field, more)
        await sealer.seal(UUID(field.id))
        checkpoint = await published(field)
        lines = await leaves(field.partner)
        assert checkpoint.size == len(lines)
        assert checkpoint.root == root_of(list(map(leaf_hash, lines)))
        assert checkpoint.origin == json.loads(lines[0])["data"]["log_origin"]
        checkpoint.check_signed_by(verifier_key(world))


async def test_the_sealer_finds_what_is_new_by_itself(fresh: World, tmp_path: Path) -> None:
    one, other = await fresh.found(), await fresh.found()
    async with sealer_of(fresh, tmp_path / "signed") as sealer:
        assert await sealer.seal_new()
        assert not await sealer.seal_new()
        await one.facilitator.created("registry/organizations", {"name": {"he": "א"}, "sector": "public"})
        assert await sealer.seal_new()
        assert (await published(one)).size == len(await leaves(one.partner))
        assert (await published(other)).size == len(await leaves(other.partner))


async def test_a_log_that_fails_keeps_no_other_waiting_and_shows_in_the_lag(
    fresh: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing, other = sorted([await fresh.found(), await fresh.found()], key=lambda field: field.id)
    lag, clock = "shidra_log_sealing_lag_seconds", 1000.0
    monkeypatch.setattr(sealing, "_LOGS_AT_ONCE", 1)
    async with sealer_of(fresh, tmp_path / "signed") as sealer:
        monkeypatch.setattr(sealer, "_failures", Failures(lambda: clock))
        with monkeypatch.context() as full:
            _fill(full, failing)
            assert not await sealer.seal_new(), "the one that fails comes first"
            assert await sealer.seal_new()
            assert (await published(other)).size == len(await leaves(other.partner))
            assert not await sealer.seal_new(), "the one that fails is left alone for now"
            await sealer.measure()
            assert REGISTRY.get_sample_value(lag)
        clock += 60
        assert await sealer.seal_new()
        assert (await published(failing)).size == len(await leaves(failing.partner))
        await sealer.measure()
        assert REGISTRY.get_sample_value(lag) == 0


def _fill(monkeypatch: pytest.MonkeyPatch, field: Field) -> None:
    """Let nothing more of a log be remembered, as where there is no room left."""
    remember = SealerMemory.remember

    def refuse(memory: SealerMemory, initiative_id: UUID, checkpoint: Checkpoint) -> None:
        if initiative_id == UUID(field.id):
            raise OSError(28, "no room")
        remember(memory, initiative_id, checkpoint)

    monkeypatch.setattr(SealerMemory, "remember", refuse)


def test_what_fails_is_left_alone_twice_as_long_each_time_and_half_a_minute_at_most() -> None:
    now, log, pauses = 0.0, UUID(int=1), []
    failures = Failures(lambda: now)
    for _ in range(7):
        failures.add(log)
        begun = now
        while log in failures.waiting():
            now += 1
        pauses.append(now - begun)
        assert failures.logs == {log}
    assert pauses == [1, 2, 4, 8, 16, 30, 30]
    failures.end(log)
    assert not failures.logs


async def test_who_stands_by_takes_over_while_another_log_fails(
    fresh: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing, other = await fresh.found(), await fresh.found()
    settings = fresh.settings.model_copy(update={"sealer_memory_path": tmp_path / "signed"})
    monkeypatch.setattr(process, "_STANDING_BY", 0.05)
    _fill(monkeypatch, failing)

    seal_new, turns = Sealer.seal_new, asyncio.Queue[bool]()

    async def take_turn(sealer: Sealer) -> bool:
        found = await seal_new(sealer)
        turns.put_nowait(found)
        return found

    monkeypatch.setattr(Sealer, "seal_new", take_turn)

    async def all_is_sealed() -> None:
        size = len(await leaves(other.partner))
        async with asyncio.timeout(20):
            while (await other.partner.get("events/checkpoint")).text.split("\n")[1:2] != [str(size)]:
                await turns.get()

    async with connected(SERVICE, settings) as one, connected(SERVICE, settings) as two:
        running = [asyncio.create_task(process.run_sealer(one, settings))]
        try:
            await all_is_sealed()
            running.append(asyncio.create_task(process.run_sealer(two, settings)))
            running[0].cancel()
            await asyncio.wait(running[:1])
            await other.facilitator.created(
                "registry/organizations", {"name": {"he": "א"}, "sector": "public"}
            )
            await all_is_sealed()
        finally:
            for task in running:
                task.cancel()
            await asyncio.wait(running)


async def test_a_log_in_which_nothing_happens_is_signed_again(
    fresh: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = await fresh.found()
    async with sealer_of(fresh, tmp_path / "signed") as sealer:
        await sealer.seal_new()
        before = await field.partner.get("events/checkpoint")
        await sealer.review()
        again = await field.partner.get("events/checkpoint")
        assert again.headers["last-modified"] == before.headers["last-modified"]
        monkeypatch.setattr(sealing, "IDLE", timedelta(seconds=-1))
        admin = await asyncpg.connect(fresh.settings.database_url.replace("://", "://postgres@"))  # type: ignore[union-attr]  # always set in tests
        await admin.execute("UPDATE events.checkpoint SET signed_at = signed_at - interval '1 hour'")
        await admin.close()
        await sealer.review()
        after = await field.partner.get("events/checkpoint")
        assert after.content == before.content
        assert after.headers["last-modified"] >= before.headers["last-modified"]


async def test_a_rewrite_that_also_rewrites_the_tiles_is_not_signed(
    field: Field, sealer: Sealer, registry: Database, database: asyncpg.Connection
) -> None:
    initiative_id = UUID(field.id)
    await sealer.seal(initiative_id)
    async with tampering(database) as superuser:
        await superuser.execute(ALTER, initiative_id)
        lines = await superuser.fetch(
            "SELECT line FROM log.entry WHERE initiative_id = $1 ORDER BY position", initiative_id
        )
        await superuser.execute(
            "UPDATE events.tile SET hashes = $2 WHERE initiative_id = $1 AND level = 0",
            initiative_id,
            b"".join(leaf_hash(row["line"]) for row in lines),
        )
    assert await sealer.seal(initiative_id) is None
    assert await alarm(database, field) == "history_changed"


async def test_a_history_rewritten_and_not_yet_in_tiles_is_not_signed_either(
    field: Field, sealer: Sealer, database: asyncpg.Connection
) -> None:
    initiative_id = UUID(field.id)
    await sealer.seal(initiative_id)
    async with tampering(database) as superuser:
        await superuser.execute(ALTER, initiative_id)
        for table in ("tile", "sealed_log", "checkpoint"):
            await superuser.execute(f"DELETE FROM events.{table} WHERE initiative_id = $1", initiative_id)
    assert await sealer.seal(initiative_id) is None
    assert await alarm(database, field) == "history_changed"


async def test_an_old_backup_is_noticed_and_said_in_the_log_and_in_readiness(
    world: World, field: Field, sealer: Sealer, registry: Database, database: asyncpg.Connection
) -> None:
    initiative_id = UUID(field.id)
    await sealer.seal(initiative_id)
    old = await published(field)
    await grow(registry, field, 5)
    await sealer.seal(initiative_id)
    await _restore(database, initiative_id, old)
    await sealer.compare()
    assert await alarm(database, field) == "entries_missing"
    said = json.loads((await leaves(field.partner))[-1])
    assert said["type"] == "events.log.alarm_raised"
    assert said["data"] == {
        "initiative_id": field.id,
        "reason": "entries_missing",
        "signed_size": old.size + 5,
        "found_size": old.size,
    }
    ready = await world.http.get("/events/health/ready")
    assert (ready.status_code, ready.json()["code"]) == (503, "sealing-refused")
    await sealer.look_at_refused()
    assert len(await leaves(field.partner)) == old.size + 1, "an alarm is raised once"
    await database.execute("DELETE FROM events.sealing_alarm")
    assert (await world.http.get("/events/health/ready")).status_code == 503, "the log says so itself"
    await end_all_alarms(database)
    assert (await world.http.get("/events/health/ready")).status_code == 200


async def _restore(database: asyncpg.Connection, initiative_id: UUID, old: Checkpoint) -> None:
    """The database as it was at a checkpoint: what an old backup would bring back."""
    async with tampering(database) as superuser:
        for statement in (
            "DELETE FROM log.entry WHERE initiative_id = $1 AND position >= $2",
            "DELETE FROM log.opening WHERE initiative_id = $1 AND position >= $2",
            "UPDATE log.head SET size = $2 WHERE initiative_id = $1",
            "DELETE FROM events.checkpoint WHERE initiative_id = $1 AND size > $2",
            "UPDATE events.sealed_log SET size = $2 WHERE initiative_id = $1",
            *UNSAID,
            "UPDATE events.tile SET hashes = substr(hashes, 1, 32 * $2::int) WHERE initiative_id = $1",
        ):
            await superuser.execute(statement, initiative_id, old.size)


async def test_an_alarm_ends_when_the_right_history_is_back(
    field: Field, sealer: Sealer, database: asyncpg.Connection
) -> None:
    initiative_id = UUID(field.id)
    await sealer.seal(initiative_id)
    line = await database.fetchval(
        "SELECT line FROM log.entry WHERE initiative_id = $1 AND position = 3", initiative_id
    )
    async with tampering(database) as superuser:
        await superuser.execute(ALTER, initiative_id)
        assert await sealer.seal(initiative_id) is None
        await superuser.execute(
            "UPDATE log.entry SET line = $2 WHERE initiative_id = $1 AND position = 3", initiative_id, line
        )
    assert await sealer.seal(initiative_id) is not None
    assert await alarm(database, field) is None
    types = [json.loads(line)["type"] for line in (await leaves(field.partner))[-2:]]
    assert types == ["events.log.alarm_raised", "events.log.alarm_ended"]


async def test_a_sealer_that_has_lost_its_memory_does_not_sign(
    world: World, field: Field, sealer: Sealer, database: asyncpg.Connection, tmp_path: Path
) -> None:
    await sealer.seal(UUID(field.id))
    async with sealer_of(world, tmp_path / "another") as other:
        assert await other.seal(UUID(field.id)) is None
    assert await alarm(database, field) == "memory_missing"
    await sealer.seal(UUID(field.id))
    assert await alarm(database, field) is None


async def test_a_successor_begins_with_the_last_signed_note_of_the_broken_log(
    world: World,
    field: Field,
    sealer: Sealer,
    registry: Database,
    database: asyncpg.Connection,
    tmp_path: Path,
) -> None:
    initiative_id = UUID(field.id)
    await sealer.seal(initiative_id)
    old = await published(field)
    await grow(registry, field, 5)
    await field.founder.put(
        "events/witness-policy", {"threshold": 1, "witnesses": [{"verifier_key": str(WITNESS.verifier_key)}]}
    )
    lost = await sealer.seal(initiative_id)
    assert lost is not None
    cosignature = str(WITNESS.cosign(lost, 1_700_000_000)).rstrip("\n")
    brought = await field.partner.post(
        "events/checkpoint/cosignatures", {"size": lost.size, "signatures": [cosignature]}
    )
    assert brought.status_code == 200, brought.text
    await _restore(database, initiative_id, old)
    assert await sealer.seal(initiative_id) is None
    SealerMemory(tmp_path / "signed").ask_for_successor(initiative_id)
    await sealer.look_at_refused()
    assert await sealer.seal(initiative_id) is not None
    said = json.loads((await leaves(field.partner))[-1])
    assert said["type"] == "events.log.succeeded"
    assert said["data"]["old_size"] == lost.size
    assert said["data"]["old_root"] == lost.root.hex()
    successor = await published(field)
    assert successor.origin == f"{old.origin}/successor-1" == said["data"]["origin"]
    successor.check_signed_by(verifier_key(world))
    assert await alarm(database, field) is None
    kept = Checkpoint.parse((tmp_path / "signed" / f"{initiative_id}.broken-1").read_bytes())
    assert kept == lost
    await grow(registry, field, lost.size - successor.size)
    await sealer.seal(initiative_id)
    again = await published(field)
    assert (again.size, len(again.signatures)) == (lost.size, 1), "what was cosigned was the old log"
    policy = await field.partner.get("events/witness-policy")
    assert (policy.status_code, policy.json()["met"]) == (200, False)


async def test_one_sealer_is_active_and_the_other_stands_by(tmp_path: Path) -> None:
    memory = SealerMemory(tmp_path)
    with memory.held(), pytest.raises(SealerElsewhereError), SealerMemory(tmp_path).held():
        pass
    with SealerMemory(tmp_path).held():
        pass


async def test_two_sealers_with_memories_of_their_own_never_sign_two_histories(
    world: World, field: Field, registry: Database, tmp_path: Path
) -> None:
    initiative_id = UUID(field.id)

    def other(name: str) -> AbstractAsyncContextManager[Sealer]:
        return sealer_of(world, tmp_path / name)

    async with other("one") as one, other("two") as two:
        signed: list[Checkpoint | None] = []
        for _ in range(5):
            await grow(registry, field, 7)
            signed += await asyncio.gather(one.seal(initiative_id), two.seal(initiative_id))
    roots: dict[int, bytes] = {}
    for checkpoint in signed:
        if checkpoint is not None:
            assert roots.setdefault(checkpoint.size, checkpoint.root) == checkpoint.root
    assert roots, "one of them signs"
    hashes = list(map(leaf_hash, await leaves(field.partner)))
    assert roots == {size: root_of(hashes[:size]) for size in roots}


async def test_two_sealers_with_memories_of_their_own_do_not_raise_and_end_alarms_by_turns(
    fresh: World, tmp_path: Path
) -> None:
    field = await fresh.found()
    async with sealer_of(fresh, tmp_path / "one") as one, sealer_of(fresh, tmp_path / "two") as two:
        await one.seal_new()
        for _ in range(4):
            await field.facilitator.created(
                "registry/organizations", {"name": {"he": "א"}, "sector": "public"}
            )
            for sealer in (two, one):
                await sealer.seal_new()
                await sealer.look_at_refused()
        types = [json.loads(line)["type"] for line in await leaves(field.partner)]
    assert [types.count(f"events.log.alarm_{how}") for how in ("raised", "ended")] == [1, 1]
    assert (await published(field)).size == len(types)


async def test_every_checkpoint_agrees_with_the_one_before_while_many_write(
    world: World, field: Field, registry: Database, sealer: Sealer
) -> None:
    initiative_id, writers, enough = UUID(field.id), 32, 4
    checks = 0

    async def write() -> None:
        written = 0
        while written < 10 or (checks < enough and not reader.done()):
            await append_once(registry, initiative_id, [described(initiative_id)])
            written += 1

    async def read() -> None:
        nonlocal checks
        old = await published(field)
        while checks < enough or not writing.done():
            new = await published(field)
            proof = await field.partner.get(
                "events/proofs/consistency", params={"from": old.size, "to": new.size}
            )
            hashes = [base64.b64decode(one) for one in proof.json()["hashes"]]
            check_consistency(old.size, old.root, new.size, new.root, hashes)
            old, checks = new, checks + 1

    await sealer.seal(initiative_id)
    reader = asyncio.create_task(read())
    writing = asyncio.gather(*(write() for _ in range(writers)))
    while not writing.done():
        await sealer.seal(initiative_id)
    await writing
    await reader
    await sealer.seal(initiative_id)
    assert (await published(field)).size == len(await leaves(field.partner))


def test_the_key_is_readable_by_its_owner_alone(world: World) -> None:
    assert world.settings.log_key_file.stat().st_mode & 0o777 == 0o600
    key = SigningKey.load(world.settings.log_key_file)
    assert key.verifier_key == verifier_key(world)


def test_a_key_that_is_lost_is_not_replaced_unasked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(mode="local", data_dir=tmp_path)
    key, public = settings.log_key_file, settings.log_verifier_key_file
    prepare_log_key(settings)
    right, half = key.read_bytes(), public.read_bytes()
    key.unlink()
    with pytest.raises(LogKeyLostError, match=r"Put the copy you keep of log-key back"):
        prepare_log_key(settings)
    assert not key.exists()
    monkeypatch.setenv("SHIDRA_MODE", "local")
    monkeypatch.setenv("SHIDRA_DATA_DIR", str(tmp_path))
    assert main(["prepare"]) == 1
    assert "Put the copy you keep of log-key back" in capsys.readouterr().err
    assert not key.exists()
    key.write_text(SigningKey.generate("shidra.localhost").text())
    with pytest.raises(LogKeyLostError, match=r"log-key is not the key whose public half"):
        prepare_log_key(settings)
    key.write_bytes(right)
    prepare_log_key(settings)
    assert (key.read_bytes(), public.read_bytes()) == (right, half)
    public.unlink()
    prepare_log_key(settings)
    assert public.read_bytes() == half, "it can be made from the key at any time"
