"""Deleting an initiative whose time is over: everywhere, once, resumed where it was killed; a note stays."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from services.cli import load_all
from services.events.deletions.beginning import BeginningDeletions
from services.events.deletions.ending import end_next
from services.events.deletions.fsck import check_deleted
from services.events.deletions.repository import NotToBeDeletedError, begin
from services.events.sealing.fsck import check_logs
from services.events.sealing.memory import DeletionNote, SealerMemory
from services.events.sealing.repository import alarmed
from services.events.sealing.sealer import Sealer
from shared import deletion
from shared.database.pool import Database
from shared.deletion import Emptying
from shared.eventlog.signing import SigningKey
from shared.eventlog.verify import FAILS, HOLDS, Checkpoint, Deletion, verify_export
from tests.fuzz.seeding import seed
from tests.governing import on_day
from tests.kit import Field, World
from tests.services.ending.ends import DECISION, end, let_time_pass
from tests.services.events.sealers import tampering, verifier_key
from tests.shared.eventlog.logs import pool_of

SERVICES = [service.name for service in load_all()]
WHERE = """
    SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name,
           CASE WHEN n.nspname || '.' || c.relname = 'registry.initiative' THEN 'id'
                ELSE 'initiative_id' END AS key
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname IN ('log', 'registry', 'agenda', 'metrics', 'events')
       AND n.nspname || '.' || c.relname <> 'log.deleted'
       AND (n.nspname || '.' || c.relname = 'registry.initiative' OR EXISTS (
            SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'initiative_id'))"""


BEFORE_THE_END = """
    DELETE FROM log.entry USING log.head WHERE entry.initiative_id = head.initiative_id
                                           AND head.initiative_id = '{initiative}' AND position = size - 1;
    DELETE FROM events.tile WHERE initiative_id = '{initiative}';
    DELETE FROM events.sealed_log WHERE initiative_id = '{initiative}';
    UPDATE log.head
       SET size = size - 1, run_topic = NULL, run_from = size - 1, ended_at = NULL, delete_on = NULL
     WHERE initiative_id = '{initiative}'"""
ANOTHER_TIME = """
    UPDATE log.entry SET line = replace(convert_from(line, 'UTF8'), '"time":"2', '"time":"3')::bytea
     WHERE initiative_id = $1 AND position = 2"""


class Killed(Exception):
    """The process was killed."""


class Dying(Database):
    """A database whose process is killed as it is about to commit once more than it may."""

    left: int = 10**9

    @asynccontextmanager
    async def transaction(self, *, readonly: bool = False) -> AsyncIterator[asyncpg.Connection]:
        async with super().transaction(readonly=readonly) as connection:
            yield connection
            if not readonly:
                Dying.left -= 1
                if Dying.left < 0:
                    raise Killed


@dataclass
class Deployment:
    """The processes that delete, run by hand, with the sealer's memory in a folder."""

    world: World
    memory: SealerMemory
    pools: dict[str, Database]
    emptying: dict[str, Emptying] = field(default_factory=dict)

    def __post_init__(self) -> None:
        keys = {"registry": {"initiative": "id"}}
        for name in SERVICES:
            self.emptying[name] = Emptying(name, keys.get(name, {}), grace=timedelta())

    @property
    def sealer(self) -> Sealer:
        key = SigningKey.load(self.world.settings.log_key_file)
        return Sealer(self.pools["events"], self.memory, key)

    async def begin(self) -> None:
        await BeginningDeletions(self.pools["events"], self.memory, self.sealer).begin()

    async def run(self) -> None:
        """One turn of everybody who has a part in it."""
        await self.begin()
        for name, emptying in self.emptying.items():
            while await emptying.carry_out_next(self.pools[name]):
                pass
        while await end_next(self.pools["events"]):
            pass


@pytest.fixture
async def deployment(world: World, tmp_path: Path) -> AsyncIterator[Deployment]:
    async with (
        pool_of(world.settings, "registry", 2) as registry,
        pool_of(world.settings, "agenda", 2) as agenda,
        pool_of(world.settings, "metrics", 2) as metrics,
        pool_of(world.settings, "events", 2) as events,
    ):
        found = {"registry": registry, "agenda": agenda, "metrics": metrics, "events": events}
        memory = SealerMemory(tmp_path / "signed")
        Dying.left = 10**9
        with memory.held():
            yield Deployment(world, memory, {name: Dying(one.pool) for name, one in found.items()})


STORED_COLUMNS = """
SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
 WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
"""
"""The columns of a table that are not computed from others."""


async def held(database: asyncpg.Connection, initiative_id: str) -> dict[str, int]:
    """How many rows of an initiative each table holds."""
    found: dict[str, int] = {}
    for row in await database.fetch(WHERE):
        query = f"SELECT count(*) FROM {row['name']} WHERE {row['key']} = $1"
        if rows := await database.fetchval(query, UUID(initiative_id)):
            found[row["name"]] = rows
    return found


async def copied(database: asyncpg.Connection, initiative_id: str) -> dict[str, str]:
    """A backup of all that is held of an initiative: where each table's rows were copied to."""
    copies: dict[str, str] = {}
    await database.execute("CREATE SCHEMA backup")
    for row in await database.fetch(WHERE):
        copies[row["name"]] = f"backup.t{len(copies)}"
        await database.execute(
            f"CREATE TABLE {copies[row['name']]} AS SELECT * FROM {row['name']}"
            f" WHERE {row['key']} = '{initiative_id}'"
        )
    return copies


async def restore(database: asyncpg.Connection, initiative_id: str, copies: dict[str, str]) -> None:
    """Bring an older database back: all of the initiative is there, and nothing of its deletion."""
    async with tampering(database) as superuser:
        await superuser.execute("DELETE FROM log.deleted WHERE initiative_id = $1", UUID(initiative_id))
        for table, copy in copies.items():
            columns = await superuser.fetchval(STORED_COLUMNS, table)
            await superuser.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {copy}")


async def wrong(deployment: Deployment, initiative_id: str) -> list[str]:
    """What fsck says is wrong with a log, there or deleted."""
    key, said = verifier_key(deployment.world), []
    events, memory = deployment.pools["events"], deployment.memory
    for checking in (check_logs, check_deleted):
        async for _, _, found in checking(events, key, memory, UUID(initiative_id)):
            said += found
    return said


async def test_everything_goes_everywhere_and_the_last_checkpoint_stays(
    deployment: Deployment, world: World, database: asyncpg.Connection
) -> None:
    field, other = await world.found("מהלך שנמחק"), await world.found("מהלך שנשאר")
    await seed(world, field)
    untouched = await held(database, other.id)
    await end(deployment.pools["agenda"], field.id)
    await deployment.begin()
    assert (await field.founder.get("registry")).status_code == 200, "its time is not over"
    await deployment.sealer.seal(UUID(field.id))
    export = (await field.founder.get("events/export", params={"checkpoint": True})).content.splitlines(True)
    note = (await field.founder.get("events/checkpoint")).text
    before = await held(database, field.id)
    assert len(before) > 60, "something of nearly every kind"
    assert await wrong(deployment, field.id) == []
    copies = await copied(database, field.id)
    await let_time_pass(database, field.id)

    await deployment.begin()
    assert await held(database, field.id) == before
    await _is_gone(field, world, note, len(export) - 1)
    for service in SERVICES:
        while await deployment.emptying[service].carry_out_next(deployment.pools[service]):
            await _is_gone(field, world, note, len(export) - 1)
    left = await held(database, field.id)
    assert {name.partition(".")[0] for name in left} == {"log"}
    assert await end_next(deployment.pools["events"])
    assert await held(database, field.id) == {}
    await _is_gone(field, world, note, len(export) - 1)
    assert not await end_next(deployment.pools["events"])
    assert await held(database, other.id) == untouched
    assert (await other.founder.get("registry")).status_code == 200

    kept = await _kept(world, field.id)
    assert kept["completed_at"] is not None
    assert sorted(kept["emptied"]) == sorted(SERVICES)
    _verify(world, export, kept)
    await deployment.sealer.compare()
    assert UUID(field.id) not in await _alarmed(deployment)
    assert await wrong(deployment, field.id) == []

    # A backup brings it back for as long as the sealer has not looked: one from the end, one from before it,
    # one that never knew of it.
    await restore(database, field.id, copies)
    for older in (None, BEFORE_THE_END, None):
        if older is not None:
            await restore(database, field.id, copies)
            async with tampering(database) as superuser:
                await superuser.execute(older.format(initiative=field.id))
        if await held(database, field.id):
            assert (await field.founder.get("registry")).status_code == 200
        await deployment.sealer.compare()
        await deployment.run()
        assert await held(database, field.id) == {}
        await _is_gone(field, world, note, len(export) - 1)
        assert UUID(field.id) not in await _alarmed(deployment)
        assert await wrong(deployment, field.id) == []
        await restore(database, field.id, {})
        assert (await field.founder.get("registry")).status_code == 404
    await database.execute("DROP SCHEMA backup CASCADE")


async def _is_gone(field: Field, world: World, note: str, size: int) -> None:
    """What everybody is answered, whatever they ask for."""
    for path in ("registry", "registry/people", "agenda/decisions", "metrics/indicators", "events/export"):
        response = await field.founder.get(path)
        assert response.status_code == 410, path
        problem = response.json()
        assert problem["code"] == "initiative-deleted"
        assert problem["kept"] == f"/events/v1/deleted-initiatives/{field.id}"
        assert f"{size} entries" in problem["detail"]
    assert (await field.operator.post("registry/people", {"name": {"he": "מי"}})).status_code == 410
    assert (await field.founder.get("events/checkpoint")).text == note
    assert (await _kept(world, field.id))["checkpoint"] == note
    mine = (await field.founder.get("/registry/v1/initiatives")).json()["items"]
    assert field.id not in [one["id"] for one in mine]


async def _kept(world: World, initiative_id: str) -> dict[str, Any]:
    response = await world.http.get(f"/events/v1/deleted-initiatives/{initiative_id}")
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    return body


async def _alarmed(deployment: Deployment) -> list[UUID]:
    async with deployment.pools["events"].transaction(readonly=True) as connection:
        return await alarmed(connection)


def _verify(world: World, export: list[bytes], kept: dict[str, Any]) -> None:
    """A copy is checked against what was kept, in words; none that was altered, or of another decision."""
    deleted = Deletion.parse(json.dumps(kept).encode())
    report = verify_export(export, key=verifier_key(world), deleted=deleted)
    assert report.code == HOLDS
    assert "THE LOG WAS DELETED" in report.text()
    assert f"by the partners' decision {DECISION}" in report.text()
    altered = [export[0].replace(b'"time":"2', b'"time":"3'), *export[1:]]
    assert verify_export(altered, key=None, deleted=deleted).code == FAILS
    assert verify_export(export[:-2], key=None, deleted=deleted).code == FAILS
    longer = Deletion.parse(json.dumps({**kept, "checkpoint": _shorter(kept["checkpoint"])}).encode())
    said = verify_export(export, key=None, deleted=longer)
    assert said.code == FAILS
    assert "did not have when it was deleted" in said.text()
    another = Deletion.parse(json.dumps({**kept, "decision_id": kept["id"]}).encode())
    said = verify_export(export, key=None, deleted=another)
    assert said.code == FAILS
    assert "the log does not say" in said.text()


def _shorter(note: str) -> str:
    origin, size, rest = note.split("\n", 2)
    return f"{origin}\n{int(size) - 1}\n{rest}"


async def test_killed_at_any_step_it_goes_on_and_nothing_half_deleted_is_read(
    deployment: Deployment, world: World, database: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deletion, "BATCH", 2)
    monkeypatch.setattr("services.events.deletions.ending.BATCH", 2)
    field = await world.found()
    await end(deployment.pools["agenda"], field.id)
    await let_time_pass(database, field.id)
    answers, may_commit = [], 0
    while True:
        Dying.left = may_commit
        try:
            await deployment.run()
        except* Killed:
            statuses = {
                (await field.founder.get(path)).status_code
                for path in ("registry", "registry/organizations", "agenda/decisions", "events/events")
            }
            assert len(statuses) == 1
            answers.append(statuses.pop())
            may_commit += 1 if may_commit < 5 else 9
        else:
            break
    Dying.left = 10**9
    assert answers == sorted(answers), "once it is gone it stays gone"
    assert {*answers} == {200, 410}
    assert len(answers) > 10
    assert await held(database, field.id) == {}
    assert (await _kept(world, field.id))["completed_at"] is not None
    assert await wrong(deployment, field.id) == []


async def test_an_erasure_at_the_last_moment_is_in_the_last_checkpoint(
    deployment: Deployment, world: World, database: asyncpg.Connection
) -> None:
    field = await world.found()
    await end(deployment.pools["agenda"], field.id)
    await let_time_pass(database, field.id)
    Dying.left = 1  # sealed, and killed as the deletion was to begin
    with pytest.raises(ExceptionGroup):
        await deployment.begin()
    Dying.left = 10**9
    noted = deployment.memory.deletion(UUID(field.id))
    assert noted is not None
    await deployment.sealer.seal(UUID(field.id))
    export = (await field.founder.get("events/export", params={"checkpoint": True})).content.splitlines(True)
    await field.partner.created("events/erasures", {"person_id": field.partner.person_id})
    await deployment.begin()
    kept = await _kept(world, field.id)
    assert Checkpoint.parse(kept["checkpoint"].encode()).size == noted.checkpoint.size + 1
    # A copy from before the erasure leads to the same checkpoint by the hash of what followed.
    assert len(kept["later_hashes"]) == 1
    deleted = Deletion.parse(json.dumps(kept).encode())
    report = verify_export(export, key=verifier_key(world), deleted=deleted)
    assert report.code == HOLDS, report.text()
    assert "of the 1 after its end only hashes are kept" in report.text()
    wrong_hash = [kept["checkpoint"].splitlines()[2]]
    forged = Deletion.parse(json.dumps({**kept, "later_hashes": wrong_hash}).encode())
    assert verify_export(export, key=None, deleted=forged).code == FAILS
    assert verify_export(export, key=None, deleted=replace(deleted, later=())).code == FAILS
    unfinished = verify_export(export[:2], key=None, deleted=deleted)
    assert unfinished.code == FAILS
    assert "taken before, or something was cut off" in unfinished.text()


async def test_nothing_is_deleted_before_its_time_or_of_a_log_that_is_not_what_was_signed(
    deployment: Deployment, world: World, database: asyncpg.Connection
) -> None:
    field = await world.found()
    events = deployment.pools["events"]
    signed = await deployment.sealer.seal(UUID(field.id))
    assert signed is not None
    later = b"x" * 32 * (signed.size - 1)
    note = DeletionNote(UUID(field.id), signed, UUID(DECISION), datetime.now(UTC), 0, later)
    async with events.transaction() as connection:
        with pytest.raises(NotToBeDeletedError):
            await begin(connection, note, again=False)
        await connection.execute("ROLLBACK; BEGIN")
    for statement in (
        "SELECT log.begin_deletion($1, 'x', 9, 'x', $1, now(), 0, '', true)",
        "SELECT log.delete_part($1, 9)",
    ):
        async with deployment.pools["agenda"].transaction() as connection:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement, UUID(field.id))
            await connection.execute("ROLLBACK; BEGIN")
    async with events.transaction() as connection:
        with pytest.raises(asyncpg.PostgresError, match="not to be deleted"):
            await connection.execute("SELECT log.delete_part($1, 9)", UUID(field.id))
        await connection.execute("ROLLBACK; BEGIN")
    await end(deployment.pools["agenda"], field.id)
    await let_time_pass(database, field.id)
    async with tampering(database) as superuser:
        await superuser.execute(
            ANOTHER_TIME,
            UUID(field.id),
        )
    await deployment.run()
    assert UUID(field.id) in await _alarmed(deployment)
    assert (await field.founder.get("registry")).status_code == 200
    await database.execute("DELETE FROM events.sealing_alarm WHERE initiative_id = $1", UUID(field.id))


async def test_a_deletion_that_the_sealer_knows_nothing_of_is_an_alarm(
    deployment: Deployment, world: World, database: asyncpg.Connection
) -> None:
    field = await world.found()
    await deployment.sealer.seal(UUID(field.id))
    note = (await field.founder.get("events/checkpoint")).text
    async with tampering(database) as superuser:
        for table in ("opening", "entry", "settled_topic", "head"):
            await superuser.execute(f"DELETE FROM log.{table} WHERE initiative_id = $1", UUID(field.id))
        await superuser.execute(
            "INSERT INTO log.deleted VALUES ($1, 'x', 9, $2, $1, now(), now(), '{}', now())",
            UUID(field.id),
            note,
        )
    await deployment.sealer.compare()
    assert UUID(field.id) in await _alarmed(deployment)
    said = " ".join(await wrong(deployment, field.id))
    assert "the sealer knows of no deletion" in said
    await database.execute("DELETE FROM events.sealing_alarm WHERE initiative_id = $1", UUID(field.id))


async def test_an_initiative_in_which_nobody_can_decide_is_given_up_by_the_operator(
    deployment: Deployment, world: World, database: asyncpg.Connection
) -> None:
    given = {"reason": {"he": "הוקמה בטעות"}, "retention_days": 30}
    field = await world.found()
    for caller, status in ((field.founder, 403), (field.facilitator, 403), (field.operator, 403)):
        response = await caller.post("registry/abandonment", given)
        assert response.status_code == status
    assert response.json()["code"] == "backbone-does-not-appoint-itself", "its founder decides"
    alone = await world.operator.created(
        "/registry/v1/initiatives", {"name": {"he": "טעות"}, "issue": {"he": "אין"}}
    )
    operator = replace(world.operator, initiative_id=alone["id"])
    ended = await operator.post("registry/abandonment", given)
    assert ended.status_code == 200, ended.text
    assert (ended.json()["ended_by"], ended.json()["delete_on"]) == (None, on_day(30))
    assert (await operator.post("registry/abandonment", given)).json()["code"] == "initiative-ended"
    rows = await database.fetch(
        "SELECT line FROM log.entry WHERE initiative_id = $1 ORDER BY position", UUID(alone["id"])
    )
    await let_time_pass(database, alone["id"])
    await deployment.run()
    assert await held(database, alone["id"]) == {}
    kept = await _kept(world, alone["id"])
    assert kept["decision_id"] is None
    deleted = Deletion.parse(json.dumps(kept).encode())
    export = [row["line"] + b"\n" for row in rows]
    report = verify_export(export, key=verifier_key(world), deleted=deleted)
    assert report.code == HOLDS, report.text()
    assert "by the operator, since nobody in it could decide" in report.text()
    partners = Deletion.parse(json.dumps({**kept, "decision_id": DECISION}).encode())
    assert verify_export(export, key=None, deleted=partners).code == FAILS
    assert await wrong(deployment, alone["id"]) == []


async def test_of_what_never_was_nothing_is_kept(world: World) -> None:
    response = await world.http.get(f"/events/v1/deleted-initiatives/{DECISION}")
    assert response.status_code == 404
