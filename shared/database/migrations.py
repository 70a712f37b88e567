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
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from shared.database.address import sqlalchemy_url
from shared.database.roles import OWNER, create_roles

VERSION_TABLE = "alembic_version"
_VERSION = "SELECT version_num FROM {schema}.alembic_version"
_ONE_AT_A_TIME = 7_310_421_001  # key of the advisory lock: any number nobody else uses
_LOCK_TIMEOUT = "5s"


class SchemaOutOfDateError(RuntimeError):
    """The database is older or newer than this program; the message says what to run."""


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
    behind it.
    """
    guard = await asyncpg.connect(dsn)
    try:
        await guard.execute("SELECT pg_advisory_lock($1)", _ONE_AT_A_TIME)
        await create_roles(guard, passwords)
        engine = create_async_engine(sqlalchemy_url(dsn), poolclass=NullPool)
        try:
            for schema in schemas:
                async with engine.connect() as connection:
                    await connection.run_sync(_upgrade, schema)
                    await connection.commit()
        finally:
            await engine.dispose()
    finally:
        await guard.close()


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
        try:
            found = await connection.fetchval(_VERSION.format(schema=schema.name))
        except (asyncpg.UndefinedTableError, asyncpg.InvalidSchemaNameError):
            found = None
        if found == (head := schema.head()):
            continue
        known = {revision.revision for revision in schema.scripts().walk_revisions()}
        if found is None or found in known:
            raise SchemaOutOfDateError(
                f"database schema '{schema.name}' is at {found or 'nothing'}, this program needs {head}: "
                "run `shidra migrate`"
            )
        raise SchemaOutOfDateError(
            f"database schema '{schema.name}' is at {found}, which this program does not know: "
            "it was migrated by a newer version; start that version"
        )
