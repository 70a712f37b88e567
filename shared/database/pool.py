"""The pool of a process: connections under the service's own role, transactions that end either way."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from shared.settings import Settings


def _dump_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


async def _prepare(connection: asyncpg.Connection) -> None:
    for name in ("json", "jsonb"):
        await connection.set_type_codec(name, encoder=_dump_json, decoder=json.loads, schema="pg_catalog")


async def _keep(_connection: asyncpg.Connection) -> None:
    """No reset between users of a connection: every use is one transaction and leaves no session state."""


PATIENCE = 5.0
"""Seconds to wait for a connection, out of the pool or to the server."""


_BEGIN_READING = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"


class NotCommittedError(RuntimeError):
    """The database rolled back what was to be committed: a statement had failed and nobody said so."""


class Database:
    """The connections of one service in one process."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    @classmethod
    async def connect(cls, dsn: str, settings: Settings, *, size: int | None = None) -> "Database":
        """Open the pool; raises what asyncpg raises where the server cannot be reached."""
        pool = await asyncpg.create_pool(
            dsn,
            min_size=1,
            max_size=size or settings.database_pool_size,
            statement_cache_size=settings.database_statement_cache,
            max_inactive_connection_lifetime=300,
            init=_prepare,
            reset=_keep,
            timeout=PATIENCE,
            command_timeout=60,
        )
        return cls(pool)

    async def close(self) -> None:
        """Close every connection; those in use get ten seconds to end."""
        try:
            async with asyncio.timeout(10):
                await self.pool.close()
        except TimeoutError:
            self.pool.terminate()

    @asynccontextmanager
    async def transaction(self, *, readonly: bool = False) -> AsyncIterator[asyncpg.Connection]:
        """A connection inside a transaction: committed when the block ends, rolled back when it raises.

        What only reads sees one moment throughout: who had standing then is shown nothing of later.
        """
        async with self.pool.acquire(timeout=PATIENCE) as connection:
            await connection.execute(_BEGIN_READING if readonly else "BEGIN")
            try:
                yield connection
            except BaseException:
                if not connection.is_closed():
                    await connection.execute("ROLLBACK")
                raise
            # A transaction that failed answers COMMIT with ROLLBACK, and with no error.
            if await connection.execute("COMMIT") != "COMMIT":
                raise NotCommittedError
