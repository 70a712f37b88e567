"""A process that dies in the moment it would commit a batch of three commands (test_batching).

Arguments: the address of the database, the initiative. Each command writes a row named after the initiative.
"""

import asyncio
import os
import signal
import sys
from typing import Any
from uuid import UUID

import asyncpg
from asyncpg.connection import Connection

from shared.database.pool import Database
from shared.eventlog.appending import NOTHING
from shared.eventlog.batching import Batches, Recorded
from shared.settings import Settings
from tests.shared.eventlog.logs import described

_execute = Connection.execute


async def _execute_or_die(connection: Connection, sql: str, *arguments: Any, **options: Any) -> str:
    if sql == "COMMIT":
        os.kill(os.getpid(), signal.SIGKILL)
    answer: str = await _execute(connection, sql, *arguments, **options)
    return answer


async def _main(dsn: str, initiative_id: UUID) -> None:
    database = await Database.connect(dsn, Settings(mode="local"), size=2)
    Connection.execute = _execute_or_die
    batches = Batches(database, at_once=1)

    async def command(connection: asyncpg.Connection) -> Recorded:
        await connection.fetchval(
            "INSERT INTO registry.rate_bucket VALUES ($1 || gen_random_uuid(), 1, now()) RETURNING 1",
            str(initiative_id),
        )
        return Recorded([described(initiative_id)], NOTHING)

    await asyncio.gather(*(batches.run(initiative_id, command) for _ in range(3)))


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], UUID(sys.argv[2])))
