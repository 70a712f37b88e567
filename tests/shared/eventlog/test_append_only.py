"""Nobody changes the log: not the services, not the role that owns it."""

import asyncpg
import pytest

from services.cli import load_all
from shared.database.roles import OWNER, SERVICES
from tests.kit import Field, World
from tests.shared.eventlog.logs import connected

TABLES = ("entry", "head", "opening", "settled_topic")
CHANGES = {
    "UPDATE": "UPDATE log.{table} SET initiative_id = initiative_id WHERE initiative_id = '{id}'",
    "DELETE": "DELETE FROM log.{table} WHERE initiative_id = '{id}'",
    "TRUNCATE": "TRUNCATE log.{table}",
}


async def _as_owner(connection: asyncpg.Connection, statement: str) -> None:
    async with connection.transaction():
        await connection.execute(f"SET LOCAL ROLE {OWNER}")
        await connection.execute(statement)


async def _as_superuser(connection: asyncpg.Connection, statement: str) -> None:
    await connection.execute(statement)


async def _fingerprint(connection: asyncpg.Connection, initiative_id: str) -> list[str]:
    return [
        await connection.fetchval(
            f"SELECT md5(string_agg(row::text, '|' ORDER BY row::text)) FROM log.{table} row "
            "WHERE initiative_id = $1",
            initiative_id,
        )
        for table in TABLES
    ]


@pytest.mark.parametrize("service", SERVICES)
async def test_services_may_not_change_the_log(
    world: World, field: Field, database: asyncpg.Connection, service: str
) -> None:
    before = await _fingerprint(database, field.id)
    async with connected(world.settings, service) as connection:
        for table in TABLES:
            for change in CHANGES.values():
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    await connection.execute(change.format(table=table, id=field.id))
    assert await _fingerprint(database, field.id) == before


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("table", TABLES)
async def test_the_owner_may_not_change_the_log(
    field: Field, database: asyncpg.Connection, table: str, change: str
) -> None:
    before = await _fingerprint(database, field.id)
    with pytest.raises(asyncpg.PostgresError) as refusal:
        await _as_owner(database, CHANGES[change].format(table=table, id=field.id))
    assert refusal.value.sqlstate == "SH005"
    assert await _fingerprint(database, field.id) == before


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE log.head SET size = size + 1",
        "UPDATE log.head SET size = size - 1",
        "UPDATE log.head SET run_from = 0",
        "UPDATE log.head SET run_topic = NULL",
        "UPDATE log.head SET ended_at = now(), delete_on = current_date",
        "UPDATE log.head SET initiative_id = gen_random_uuid()",
        "UPDATE log.settled_topic SET position = position + 1",
        "UPDATE log.settled_topic SET topic = 'agenda.mandate'",
        "DELETE FROM log.settled_topic",
        "TRUNCATE log.settled_topic",
    ],
)
async def test_neither_the_owner_nor_a_superuser_may_change_the_books_of_a_log_by_hand(
    field: Field, database: asyncpg.Connection, change: str
) -> None:
    here = change if change.startswith("TRUNCATE") else f"{change} WHERE initiative_id = '{field.id}'"
    before = await _fingerprint(database, field.id)
    # What the append function once said of itself helps nobody, either.
    for within in ("", "log.append"):
        for run in (_as_owner, _as_superuser):
            await database.execute("SELECT set_config('shidra.within', $1, false)", within)
            with pytest.raises(asyncpg.PostgresError) as refusal:
                await run(database, here)
            assert refusal.value.sqlstate == "SH005"
    await database.execute("RESET shidra.within")
    assert await _fingerprint(database, field.id) == before


@pytest.mark.parametrize(
    "statement",
    [
        *(f"INSERT INTO log.{table} SELECT * FROM log.{table} LIMIT 1" for table in TABLES),
        "INSERT INTO log.reader VALUES (session_user, '*')",
        "ALTER TABLE log.entry DISABLE TRIGGER ALL",
        "ALTER TABLE log.opening DISABLE ROW LEVEL SECURITY",
        "DROP TABLE log.entry CASCADE",
        "CREATE TABLE log.mine (a int)",
        "CREATE TABLE public.mine (a int)",
        "CREATE SCHEMA mine",
        f"SET ROLE {OWNER}",
        "SET ROLE shidra_registry; SET SESSION AUTHORIZATION shidra_agenda",
        "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION log.source_of_caller() RETURNS text LANGUAGE sql RETURN '/registry'",
    ],
)
async def test_services_have_no_way_around_the_append_function(world: World, statement: str) -> None:
    for service in SERVICES:
        async with connected(world.settings, service) as connection:
            with pytest.raises((asyncpg.InsufficientPrivilegeError, asyncpg.InvalidParameterValueError)):
                await connection.execute(statement)


@pytest.mark.parametrize("service", [service.name for service in load_all()])
async def test_services_may_neither_read_nor_write_each_others_tables(world: World, service: str) -> None:
    for other in set(SERVICES) - {service}:
        async with connected(world.settings, other) as connection:
            for statement in (
                f"SELECT FROM {service}.standing_fact",
                f"DELETE FROM {service}.follower_cursor",
                f"UPDATE {service}.idempotency_record SET body = NULL",
                f"INSERT INTO {service}.rate_bucket VALUES ('x', 1, now())",
                f"CREATE TABLE {service}.mine (a int)",
            ):
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    await connection.execute(statement)


@pytest.mark.parametrize("service", [service.name for service in load_all()])
async def test_services_may_not_change_their_own_tables_nor_the_version(world: World, service: str) -> None:
    async with connected(world.settings, service) as connection:
        for statement in (
            f"UPDATE {service}.alembic_version SET version_num = '9'",
            f"ALTER TABLE {service}.standing_fact ADD COLUMN mine int",
            f"TRUNCATE {service}.standing_fact",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement)
