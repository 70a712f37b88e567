"""Appends per second, over many logs and over one, by 1, 8 and 32 clients at once."""

import asyncio
import re
import subprocess
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from statistics import fmean, median
from typing import NamedTuple
from uuid import UUID, uuid4

import asyncpg

from bench.append_python import batched_rate, connected, recorder, recorder_rate, shidra_rate
from bench.append_sql import (
    BARE,
    DEAREST,
    FILL,
    HUNDRED,
    MESSAGES,
    SEALED,
    SHIDRA,
    TABLES,
    script,
    store_model,
)
from bench.deployment import Deployment
from bench.rounds import Figure, in_turns
from services.registry.initiatives.events import InitiativeFounded
from shared.database.embedded.binaries import folder
from shared.eventlog.appending import NOTHING, append
from shared.eventlog.envelope import Actor, entry
from shared.ids import uuid7

LOGS = 100
CLIENTS = (1, 8, 32)
FROM_PYTHON = "Shidra, from Python (asyncpg)"
BATCHED = "Shidra, from Python, batched, 4 callers a client"
EVENTSOURCING = "eventsourcing (psycopg)"
ALTERNATIVES = (BARE, SHIDRA, DEAREST, SEALED, MESSAGES, FROM_PYTHON, BATCHED, EVENTSOURCING)
EVENTS_AT_ONCE = 100

_AS_OWNER = "&options=-c%20role%3Dshidra_owner"
"""Peers work with privileges, too: a superuser's would not be looked at."""


class Cell(NamedTuple):
    """What is measured."""

    alternative: str
    logs: int
    clients: int


def _usual_rate(cell: Cell) -> int:
    """Transactions per second to expect, so that a measurement takes about the time it is given."""
    if cell.alternative == HUNDRED:
        return 200
    return 2500 if cell.logs > 1 else 1000


class AppendRates:
    """The tables and logs to append to, and the clients that do."""

    def __init__(self, deployment: Deployment, logs: int = LOGS) -> None:
        self._admin, self._registry = deployment.dsn("postgres"), deployment.dsn("shidra_registry")
        self._folder = deployment.settings.data_dir
        self._logs = [uuid7() for _ in range(logs)]
        asyncio.run(self._prepare())

    def measure(
        self, *, seconds: float, rounds: int, clients: Sequence[int] = CLIENTS, warm: int = 0
    ) -> dict[Cell, Figure]:
        """Events per second. What is compared with one another is measured one right after the other.

        The first `warm` seconds are not counted: a new session plans its statements first, five times over.
        """
        cells = [
            Cell(name, logs, count)
            for logs in (len(self._logs), 1)
            for count in clients
            for name in ALTERNATIVES
        ]
        cells.append(Cell(HUNDRED, len(self._logs), clients[-1]))
        return in_turns({cell: partial(self._rate, cell, seconds, warm) for cell in cells}, rounds)

    async def commit_milliseconds(self, commits: int = 300) -> float:
        """What the smallest durable commit takes here, one after the other: the median."""
        connection = await asyncpg.connect(self._admin)
        await connection.execute("CREATE TABLE IF NOT EXISTS bench.commit (n int)")
        times = []
        for _ in range(commits):
            began = time.perf_counter()
            await connection.execute("INSERT INTO bench.commit VALUES (1)")
            times.append(time.perf_counter() - began)
        await connection.close()
        return median(times) * 1000

    async def _prepare(self) -> None:
        admin = await asyncpg.connect(self._admin)
        await admin.execute(TABLES)
        for number, log in enumerate(self._logs, 1):
            await store_model(admin, number, log)
        await admin.execute(FILL)
        await admin.close()
        with recorder(self._admin, 1) as recording:
            recording.create_table()
        registry = await connected(self._registry)
        for log in self._logs:
            await found_log(registry, log)
        await registry.close()

    def _rate(self, cell: Cell, seconds: float, warm: int) -> float:
        logs = self._logs[: cell.logs]
        if cell.alternative == EVENTSOURCING:
            return recorder_rate(self._admin, logs, cell.clients, seconds)
        if cell.alternative == FROM_PYTHON:
            return shidra_rate(self._registry, logs, cell.clients, seconds)
        if cell.alternative == BATCHED:
            return batched_rate(self._registry, logs, cell.clients * 4, seconds)
        events = EVENTS_AT_ONCE if cell.alternative == HUNDRED else 1
        return events * self._transactions(cell, seconds, warm)

    def _transactions(self, cell: Cell, seconds: float, warm: int) -> float:
        """pgbench's transactions per second, its connecting and the first seconds left out."""
        ours = (SHIDRA, DEAREST, SEALED, HUNDRED)
        dsn = self._registry if cell.alternative in ours else f"{self._admin}{_AS_OWNER}"
        file = self._folder / "script.sql"
        file.write_text(script(cell.alternative, cell.logs), "utf-8")
        transactions = max(1, round(seconds * _usual_rate(cell) / cell.clients))
        until = {"time": warm + round(seconds), "progress": 1} if warm else {"transactions": transactions}
        options = {
            "protocol": "prepared",
            "file": file,
            "client": cell.clients,
            "jobs": min(2, cell.clients),
            **until,
        }
        given = [f"--{name}={value}" for name, value in options.items()]
        command = [str(folder() / "pgbench"), "--no-vacuum", *given, dsn]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if warm:
            found = re.findall(r"progress: [0-9.]+ s, ([0-9.]+) tps", done.stderr)[warm:]
        else:
            found = re.findall(r"tps = ([0-9.]+) \(without initial connection time\)", done.stdout)
        if done.returncode or not found:
            raise RuntimeError(done.stderr)
        return fmean(map(float, found))


async def found_log(connection: asyncpg.Connection, log: UUID) -> None:
    """Found a log, as the registry."""
    example = InitiativeFounded.example | {"log_origin": f"log.example/{log}"}
    event = entry(
        InitiativeFounded.model_validate(example),
        source="/registry",
        initiative_id=log,
        actor=Actor("operator"),
        time=datetime.now(UTC),
        request_id=str(uuid4()),
    )
    await append(connection, log, [event], NOTHING)
