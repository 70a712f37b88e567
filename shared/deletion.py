"""Deleting an initiative: what every service's worker does once its deletion has begun.

Begun it is by the sealer (`services/events/deletions`), who holds the last checkpoint. From then on nothing
of the initiative can be read or written. Each service then empties its own tables, whatever tables it has:
every key begins with the initiative, so that the database itself says where to look. A worker killed in
between goes on where it was; only once nothing is left does the service say so.
"""

from collections.abc import Mapping
from datetime import timedelta
from graphlib import TopologicalSorter
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from shared.database.pool import Database
from shared.database.statements import Statement
from shared.eventlog.tables import deleted
from shared.observability.metrics import DELETED_ROWS

GRACE = timedelta(minutes=1)
"""From the beginning to the first row deleted: no request that had entered before lives as long."""
BATCH = 5_000
"""Rows deleted in one transaction."""

_NEXT = Statement(
    sa.select(deleted.c.initiative_id)
    .where(
        sa.not_(sa.bindparam("service", type_=sa.Text) == sa.any_(deleted.c.emptied)),
        deleted.c.begun_at <= sa.func.now() - sa.bindparam("grace", type_=sa.Interval),
    )
    .order_by(deleted.c.begun_at)
    .limit(1)
)
_TABLES = """
    SELECT c.oid::int AS id, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name,
           ARRAY(SELECT f.conrelid::int FROM pg_constraint f WHERE f.contype = 'f' AND f.confrelid = c.oid
                                                           AND f.conrelid <> c.oid) AS referring
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = $1 AND c.relkind = 'r'"""
_OF_INITIATIVES = """
    SELECT attrelid::int AS id FROM pg_attribute
     WHERE attname = 'initiative_id' AND NOT attisdropped AND attrelid = ANY ($1::oid[])"""
_DELETE = """
    DELETE FROM {table}
     WHERE ctid = ANY (ARRAY(SELECT ctid FROM {table} WHERE {column} = $1 LIMIT $2))"""

_REST = "DELETE FROM {table} WHERE {column} = $1"


class Emptying:
    """One service's part in deleting initiatives."""

    def __init__(self, service: str, keys: Mapping[str, str], *, grace: timedelta = GRACE) -> None:
        """`keys`: tables that name the initiative by another column than `initiative_id`, and which."""
        self._service = service
        self._keys = {f"{service}.{table}": column for table, column in keys.items()}
        self._grace = grace

    async def carry_out_next(self, database: Database) -> bool:
        """Empty the service's tables of one initiative; says whether there was one."""
        async with database.transaction(readonly=True) as connection:
            initiative_id = await _NEXT.value(connection, service=self._service, grace=self._grace)
            if initiative_id is None:
                return False
            tables = await self._tables(connection)
        for table, column in tables:
            while await self._delete(database, table, column, initiative_id):
                pass
        async with database.transaction() as connection:
            # What was under way when a table was emptied may have come after.
            for table, column in tables:
                await connection.execute(_REST.format(table=table, column=column), initiative_id)
            await connection.execute("SELECT log.say_emptied($1)", initiative_id)
        return True

    async def _delete(self, database: Database, table: str, column: str, initiative_id: UUID) -> bool:
        """Delete a batch of rows; says whether there may be more."""
        async with database.transaction() as connection:
            status = await connection.execute(
                _DELETE.format(table=table, column=column), initiative_id, BATCH
            )
        rows = int(status.rpartition(" ")[2])
        DELETED_ROWS.labels(self._service).inc(rows)
        return rows == BATCH

    async def _tables(self, connection: asyncpg.Connection) -> list[tuple[str, str]]:
        """The tables that hold something of initiatives, those first that refer to others."""
        found = {row["id"]: row for row in await connection.fetch(_TABLES, self._service)}
        having = {row["id"] for row in await connection.fetch(_OF_INITIATIVES, list(found))}
        ordered = TopologicalSorter({one: row["referring"] for one, row in found.items()}).static_order()
        columns = {
            found[one]["name"]: "initiative_id" if one in having else self._keys.get(found[one]["name"])
            for one in ordered
        }
        return [(table, column) for table, column in columns.items() if column is not None]
