"""Migrations: one at a time, once, and no service starts on a schema it was not written for."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from services.cli import load, load_all, main, migrate_all
from shared.database import migrations
from shared.database.address import Address
from shared.database.embedded import EmbeddedPostgres
from shared.database.migrations import (
    LOG,
    MigrationBlockedError,
    Schema,
    SchemaOutOfDateError,
    check,
    migrate,
)
from shared.eventlog.appending import LogMovedError, ReliedOn, append
from shared.http.app import create_app
from shared.settings import Settings
from tests.shared.eventlog.logs import connected, described

ROOT = Path(__file__).parents[3]
SERVICES = [service.name for service in load_all()]

_TABLES = """
    SELECT string_agg(line, E'\\n' ORDER BY line) FROM (
        SELECT format('%s.%s.%s %s %s %s', table_schema, table_name, column_name, data_type, is_nullable,
                      column_default) AS line
          FROM information_schema.columns
         WHERE table_schema IN ('log', 'registry', 'agenda', 'metrics', 'events')
        UNION ALL
        SELECT format('%s.%s may %s: %s', table_schema, table_name, grantee, privilege_type)
          FROM information_schema.table_privileges
         WHERE table_schema IN ('log', 'registry', 'agenda', 'metrics', 'events')
        UNION ALL
        SELECT format('%s: %s %s %s %s %s %s', rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb,
                      rolcanlogin, rolbypassrls)
          FROM pg_roles WHERE rolname LIKE 'shidra%'
        UNION ALL
        SELECT format('%s: %s', datname, datacl) FROM pg_database WHERE datname = current_database()
    ) AS lines (line)"""


@pytest.fixture
async def empty(postgres: EmbeddedPostgres, tmp_path: Path) -> AsyncIterator[Settings]:
    """Settings of a deployment whose database has nothing in it."""
    name = f"empty_{uuid4().hex}"
    connection = await asyncpg.connect(postgres.dsn())
    await connection.execute(f"CREATE DATABASE {name}")
    url = postgres.dsn(name).replace("postgres@", "")
    yield Settings(mode="local", data_dir=tmp_path, database_url=url)
    await connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await connection.close()


async def _admin(settings: Settings) -> asyncpg.Connection:
    assert settings.database_url is not None
    return await asyncpg.connect(settings.database_url.replace("://", "://postgres@"))


async def _description(settings: Settings) -> str:
    connection = await _admin(settings)
    try:
        return str(await connection.fetchval(_TABLES))
    finally:
        await connection.close()


async def test_migrating_twice_changes_nothing(empty: Settings) -> None:
    await migrate_all(empty)
    once = await _description(empty)
    assert "registry.organization.name jsonb" in once
    await migrate_all(empty)
    assert await _description(empty) == once


async def test_two_processes_migrating_at_once_both_succeed(empty: Settings) -> None:
    environment = {
        "PYTHONPATH": str(ROOT),
        "SHIDRA_MODE": "local",
        "SHIDRA_DATA_DIR": str(empty.data_dir),
        "SHIDRA_DATABASE_URL": str(empty.database_url),
    }
    processes = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-m", "services.cli", "migrate", env=environment, cwd=ROOT
        )
        for _ in range(2)
    ]
    assert [await process.wait() for process in processes] == [0, 0]
    connection = await _admin(empty)
    await check(connection, [schema for name in SERVICES for schema in load(name).schemas])
    await connection.close()


async def test_the_topics_of_a_log_of_before_are_filled_from_its_entries(
    empty: Settings, tmp_path: Path
) -> None:
    before = tmp_path / "before"
    (before / "versions").mkdir(parents=True)
    for file in ("env.py", "versions/0001_log.py"):
        (before / file).write_text((LOG.folder / file).read_text())
    dsn = Address.of(empty).admin_dsn(empty)
    await migrate(dsn, [Schema("log", before)], {})
    connection = await _admin(empty)
    one, other = uuid4(), uuid4()
    written = [
        (one, 0, "registry.initiative.founded"),
        (one, 1, "agenda.voice.heard"),
        (one, 2, "registry.initiative.described"),
        (one, 3, "agenda.voice_reaction.given"),
        (other, 0, "registry.initiative.founded"),
    ]
    for log, size in ((one, 4), (other, 1)):
        await connection.execute("INSERT INTO log.head VALUES ($1, $2, '{}')", log, size)
    await connection.executemany(
        "INSERT INTO log.entry (initiative_id, position, id, source, type, subject, time, line)"
        " VALUES ($1, $2, gen_random_uuid(), '/' || split_part($3, '.', 1), $3, 'x', now(), '{}')",
        written,
    )
    await migrate(dsn, [LOG], {})
    rows = await connection.fetch("SELECT * FROM log.topic")
    await connection.close()
    # What was there before is compared with, and what comes goes on from there.
    async with connected(empty, "registry") as registry:
        for heard, moved in (0, True), (1, False), (1, False):
            await registry.execute("BEGIN")
            with pytest.raises(LogMovedError) if moved else nullcontext():
                known = ReliedOn(["agenda.voice"], heard)
                await append(registry, one, [replace(described(one), openings=())], known)
            await registry.execute("ROLLBACK" if moved else "COMMIT")
        later = await registry.fetch("SELECT topic, position FROM log.topic WHERE initiative_id = $1", one)
    assert {tuple(row) for row in later} == {
        ("registry.initiative", 5),
        ("agenda.voice", 1),
        ("agenda.voice_reaction", 3),
    }
    assert {tuple(row) for row in rows} == {
        (one, "registry.initiative", 2),
        (one, "agenda.voice", 1),
        (one, "agenda.voice_reaction", 3),
        (other, "registry.initiative", 0),
    }


_REVISION = """
from shared.database.migrations import run_script
revision = "{revision}"
down_revision = {before!r}
def upgrade(): run_script("{sql}")
"""


def _history(folder: Path) -> Schema:
    """The registry's schema as a next version of this program might have it."""
    (folder / "versions").mkdir(parents=True)
    (folder / "env.py").write_text((load("registry").schema.folder / "env.py").read_text())
    before = None
    for known in sorted((load("registry").schema.folder / "versions").glob("*.py")):
        revision = known.stem.partition("_")[0]
        text = _REVISION.format(revision=revision, before=before, sql="SELECT 1")
        (folder / "versions" / known.name).write_text(text)
        before = revision
    newer = "ALTER TABLE registry.organization ADD COLUMN motto text"
    text = _REVISION.format(revision="9999", before=before, sql=newer)
    (folder / "versions" / "9999_next.py").write_text(text)
    return Schema("registry", folder)


async def test_a_migration_waits_for_a_table_in_use_but_not_for_long(
    empty: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(migrations, "_LOCK_TIMEOUT", "100ms")
    await migrate_all(empty)
    before = await _description(empty)
    newer = _history(tmp_path / "next")
    dsn = Address.of(empty).admin_dsn(empty)
    reader = await _admin(empty)
    async with reader.transaction():
        await reader.fetch("SELECT FROM registry.organization")
        with pytest.raises(MigrationBlockedError, match="nothing was changed"):
            await migrate(dsn, [newer], {})
    await reader.close()
    assert await _description(empty) == before
    await migrate(dsn, [newer], {})
    assert "registry.organization.motto text" in await _description(empty)


async def _start(settings: Settings, service: str) -> None:
    app = create_app(load(service), settings)
    async with app.router.lifespan_context(app):
        pass


async def _at(settings: Settings, schema: str, version: str) -> None:
    connection = await _admin(settings)
    await connection.execute(f"UPDATE {schema}.alembic_version SET version_num = $1", version)
    await connection.close()


@pytest.mark.parametrize("service", SERVICES)
async def test_a_service_refuses_to_start_on_a_schema_it_does_not_know(empty: Settings, service: str) -> None:
    with pytest.raises((SchemaOutOfDateError, asyncpg.PostgresError)):
        await _start(empty, service)
    await migrate_all(empty)
    await _start(empty, service)
    for schema in ("log", service):
        head = {"log": migrations.LOG, service: load(service).schema}[schema].head()
        await _at(empty, schema, "9999")
        with pytest.raises(SchemaOutOfDateError, match="newer version") as newer:
            await _start(empty, service)
        connection = await _admin(empty)
        await connection.execute(f"DELETE FROM {schema}.alembic_version")
        with pytest.raises(SchemaOutOfDateError, match="shidra migrate") as older:
            await _start(empty, service)
        await connection.execute(f"INSERT INTO {schema}.alembic_version VALUES ($1)", head)
        await connection.close()
        for refusal in (newer, older):
            assert schema in str(refusal.value)
            assert "\n" not in str(refusal.value)
    await _start(empty, service)


async def test_a_newer_database_is_not_migrated(empty: Settings) -> None:
    await migrate_all(empty)
    await _at(empty, "registry", "9999")
    before = await _description(empty)
    with pytest.raises(SchemaOutOfDateError, match="newer version"):
        await migrate_all(empty)
    assert await _description(empty) == before


async def test_nobody_else_may_use_the_database(empty: Settings) -> None:
    await migrate_all(empty)
    connection = await _admin(empty)
    await connection.execute("CREATE ROLE passer_by LOGIN")
    try:
        rights = await connection.fetchrow(
            "SELECT has_database_privilege('passer_by', current_database(), 'CONNECT'),"
            " has_schema_privilege('passer_by', 'log', 'USAGE'),"
            " has_schema_privilege('passer_by', 'public', 'USAGE'),"
            " has_database_privilege('shidra_registry', current_database(), 'TEMPORARY'),"
            " has_function_privilege('passer_by', 'log.erase(uuid, uuid)', 'EXECUTE'),"
            " pg_has_role('shidra_registry', 'shidra_owner', 'MEMBER')"
        )
        assert tuple(rights) == (False,) * 6
    finally:
        await connection.execute("DROP ROLE passer_by")
        await connection.close()


def test_what_stands_in_the_way_is_said_in_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SHIDRA_MODE", "production")
    monkeypatch.setenv("SHIDRA_DATA_DIR", str(tmp_path))
    assert main(["migrate"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("shidra: ")
    assert said.count("\n") == 1
