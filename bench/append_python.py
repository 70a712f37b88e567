"""Appending from Python: our `append` by asyncpg, eventsourcing's PostgresApplicationRecorder by psycopg."""

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import asyncpg
import uvloop
from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore

from bench.append_sql import an_entry
from bench.deployment import DATABASE
from shared.database.pool import Database
from shared.eventlog.appending import ReliedOn, append
from shared.eventlog.batching import Batches
from shared.eventlog.envelope import Entry
from shared.ids import uuid7
from shared.settings import Settings

_RELIED_ON = ReliedOn(["agenda.mandate"], 10**9)
"""What a request that has just entered knows: the log to its end."""


def shidra_rate(dsn: str, logs: Sequence[UUID], clients: int, seconds: float) -> float:
    """Appends per second by `shared.eventlog.appending.append`, each in a transaction, on one event loop."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_append(dsn, logs, clients, seconds))


def batched_rate(dsn: str, logs: Sequence[UUID], callers: int, seconds: float) -> float:
    """Appends per second of so many callers in one process, whose appends share transactions."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_append_batched(dsn, logs, callers, seconds))


async def _append_batched(dsn: str, logs: Sequence[UUID], callers: int, seconds: float) -> float:
    database = await Database.connect(dsn, Settings(mode="local"), size=min(len(logs), 8))
    batches = Batches(database)
    models = [replace(an_entry(log), openings=()) for log in logs]
    end = time.perf_counter() + seconds

    async def caller(which: int) -> int:
        done = 0
        while time.perf_counter() < end:
            number = (which * 7 + done) % len(logs)
            await batches.append(logs[number], [_renewed(models[number])], _RELIED_ON)
            done += 1
        return done

    counts = await asyncio.gather(*map(caller, range(callers)))
    await database.close()
    return sum(counts) / seconds


async def connected(dsn: str) -> asyncpg.Connection:
    """A connection that takes JSON as our pools do."""
    connection = await asyncpg.connect(dsn)
    await connection.set_type_codec("jsonb", encoder=json.dumps, decoder=json.loads, schema="pg_catalog")
    return connection


async def _append(dsn: str, logs: Sequence[UUID], clients: int, seconds: float) -> float:
    connections = [await connected(dsn) for _ in range(clients)]
    models = [replace(an_entry(log), openings=()) for log in logs]
    end = time.perf_counter() + seconds

    async def client(connection: asyncpg.Connection, which: int) -> int:
        done = 0
        while time.perf_counter() < end:
            number = (which * 7 + done) % len(logs)
            await connection.execute("BEGIN")
            await append(connection, logs[number], [_renewed(models[number])], _RELIED_ON)
            await connection.execute("COMMIT")
            done += 1
        return done

    counts = await asyncio.gather(*map(client, connections, range(clients)))
    for connection in connections:
        await connection.close()
    return sum(counts) / seconds


def _renewed(model: Entry) -> Entry:
    fresh = uuid7()
    return replace(model, id=fresh, line=model.line.replace(str(model.id).encode(), str(fresh).encode()))


@contextmanager
def recorder(dsn: str, connections: int) -> Iterator[PostgresApplicationRecorder]:
    """eventsourcing's recorder with so many connections."""
    socket = parse_qs(urlsplit(dsn).query)["host"][0]
    datastore = PostgresDatastore(
        DATABASE, socket, 5432, "postgres", "", pool_size=connections, schema="bench"
    )
    try:
        yield PostgresApplicationRecorder(datastore)
    finally:
        datastore.close()


def recorder_rate(dsn: str, logs: Sequence[UUID], clients: int, seconds: float) -> float:
    """Appends per second by a thread for each client, which has an aggregate of its own for each log."""
    with recorder(dsn, clients) as recording:
        recording.max_notification_id()  # opens the connections
        end = time.perf_counter() + seconds
        counts = [0] * clients
        appending = [_client(recording, len(logs), end, counts, which) for which in range(clients)]
        threads = [threading.Thread(target=client) for client in appending]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return sum(counts) / seconds


def _client(
    recording: PostgresApplicationRecorder, logs: int, end: float, counts: list[int], which: int
) -> Callable[[], None]:
    aggregates = [uuid4() for _ in range(logs)]
    state = an_entry(uuid4()).line

    def append_until_the_end() -> None:
        while time.perf_counter() < end:
            version, log = divmod(counts[which], logs)
            recording.insert_events([StoredEvent(aggregates[log], version, "OrganizationMapped", state)])
            counts[which] += 1

    return append_until_the_end
