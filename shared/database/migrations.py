"""Migrations: one history per schema, applied in order by one process at a time, and checked at every start.

Each schema keeps its revisions in a `migrations/versions` folder of its own and its version in a table of its
own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import asyncpg
from alembic import command, context, op
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from shared.database.address import sqlalchemy_url
from shared.database.roles import OWNER, create_roles

VERSION_TABLE = "alembic_version"
_VERSION = "SELECT version_num FROM {schema}.alembic_version"
_ONE_AT_A_TIME = 7_310_421_001  # key of the advisory lock: any number nobody else uses
_LOCK_TIMEOUT = "5s"


class SchemaOutOfDateError(RuntimeError):
    """The database is older or newer than this program; the message says what to run."""


class MigrationBlockedError(RuntimeError):
    """A revision did not get its table lock in time; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema of the database and the folder of its revisions."""

    name: str
    folder: Path

    def scripts(self) -> ScriptDirectory:
        """The revisions as alembic sees them."""
        return ScriptDirectory(str(self.folder), version_locations=[str(self.folder / "versions")])

    def head(self) -> str:
        """The newest revision this program knows."""
        head = self.scripts().get_current_head()
        if head is None:
            raise LookupError(f"no revision in {self.folder}")
        return head


LOG = Schema("log", Path(__file__).parents[1] / "eventlog" / "migrations")


async def migrate(dsn: str, schemas: Sequence[Schema], passwords: dict[str, str | None]) -> None:
    """Bring every schema to its newest revision; a second process doing the same waits and finds it done.

    Each revision waits at most five seconds for a table lock, so that a migration never queues the service
    behind it (MigrationBlockedError). Raises SchemaOutOfDateError for a schema newer than this program.
    """
    guard = await asyncpg.connect(dsn)
    try:
        await guard.execute("SELECT pg_advisory_lock($1)", _ONE_AT_A_TIME)
        for schema in schemas:
            _refuse_unknown(schema, await _found(guard, schema))
        await create_roles(guard, passwords)
        engine = create_async_engine(sqlalchemy_url(dsn), poolclass=NullPool)
        try:
            for schema in schemas:
                async with engine.connect() as connection:
                    await _upgraded(connection, schema)
        finally:
            await engine.dispose()
    finally:
        await guard.close()


async def _upgraded(connection: AsyncConnection, schema: Schema) -> None:
    try:
        await connection.run_sync(_upgrade, schema)
        await connection.commit()
    except (DBAPIError, asyncpg.PostgresError) as error:
        # Statements of alembic fail by SQLAlchemy's errors, scripts of a revision by asyncpg's own.
        cause = error.orig if isinstance(error, DBAPIError) else error
        if getattr(cause, "sqlstate", None) != asyncpg.LockNotAvailableError.sqlstate:
            raise
        raise MigrationBlockedError(
            f"a table of schema '{schema.name}' was in use for {_LOCK_TIMEOUT}: nothing was changed in it; "
            "run `shidra migrate` again when less is going on"
        ) from None


def _upgrade(connection: Connection, schema: Schema) -> None:
    connection.execute(text(f"SET LOCAL lock_timeout = '{_LOCK_TIMEOUT}'"))
    connection.execute(text(f"SET LOCAL ROLE {OWNER}"))
    connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {schema.name}"))
    config = Config()
    config.set_main_option("script_location", str(schema.folder).replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["schema"] = schema.name
    command.upgrade(config, "head")


def run_environment() -> None:
    """What every `migrations/env.py` calls: run the revisions on the connection `migrate` opened."""
    attributes = context.config.attributes
    context.configure(
        connection=attributes["connection"],
        version_table=VERSION_TABLE,
        version_table_schema=attributes["schema"],
        transaction_per_migration=False,
    )
    context.run_migrations()


def run_script(sql: str) -> None:
    """Run several SQL statements of a revision as they stand (asyncpg prepares single statements only)."""
    connection = op.get_bind().connection.dbapi_connection
    connection.run_async(lambda driver: driver.execute(sql))  # type: ignore[union-attr]  # asyncpg's adapter


async def check(connection: asyncpg.Connection, schemas: Sequence[Schema]) -> None:
    """Refuse to go on where a schema is not at the revision this program was written for."""
    for schema in schemas:
        found = await _found(connection, schema)
        _refuse_unknown(schema, found)
        if found != (head := schema.head()):
            raise SchemaOutOfDateError(
                f"database schema '{schema.name}' is at {found or 'nothing'}, this program needs {head}: "
                "run `shidra migrate`"
            )


async def _found(connection: asyncpg.Connection, schema: Schema) -> str | None:
    try:
        found: str | None = await connection.fetchval(_VERSION.format(schema=schema.name))
    except (asyncpg.UndefinedTableError, asyncpg.InvalidSchemaNameError):
        return None
    return found


def _refuse_unknown(schema: Schema, found: str | None) -> None:
    known = {revision.revision for revision in schema.scripts().walk_revisions()}
    if found is not None and found not in known:
        raise SchemaOutOfDateError(
            f"database schema '{schema.name}' is at {found}, which this program does not know: "
            "it was migrated by a newer version; start that version"
        )
