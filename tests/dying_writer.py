"""A process that dies inside a write: forked from a warm parent, killed at a given statement (`dying`).

Reads a JSON object from standard input: the environment of the settings, the service, the request, and for
each fork which statement to die at and whether before it is sent or right after. Writes what the survivors
answered. Instead of a request it may be a duty of the service's worker.
"""

import asyncio
import importlib
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
from asyncpg.connection import Connection
from fastapi import FastAPI

from shared.database.address import Address
from shared.database.pool import Database
from shared.http.app import create_app
from shared.settings import Settings

_STATEMENTS = ("execute", "fetch", "fetchrow", "fetchval")


class _Death:
    """Kills this process at the nth statement from the moment it is armed."""

    def __init__(self, at: int, moment: str) -> None:
        self._at = at
        self._moment = moment
        self.armed = False
        self.seen: list[str] = []

    def lurk_in(self, name: str) -> None:
        statement: Callable[..., Awaitable[Any]] = getattr(Connection, name)

        async def mortal(connection: Connection, sql: str, *arguments: Any, **options: Any) -> Any:
            if not self.armed:
                return await statement(connection, sql, *arguments, **options)
            self.seen.append(sql)
            if len(self.seen) != self._at:
                return await statement(connection, sql, *arguments, **options)
            if self._moment == "before":
                _die()
            running = asyncio.ensure_future(statement(connection, sql, *arguments, **options))
            if self._moment == "sent":
                await asyncio.sleep(0)  # the statement goes out; its answer comes to nobody
                _die()
            await running
            return _die()

        setattr(Connection, name, mortal)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


async def _write(app: FastAPI, task: dict[str, Any], fork: dict[str, Any], death: _Death) -> dict[str, Any]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://shidra.test") as http,
    ):
        death.armed = True
        response = await http.post(task["path"], json=fork["body"], headers=fork["headers"])
    return {"status": response.status_code, "statements": death.seen}


async def _work(task: dict[str, Any], death: _Death) -> dict[str, Any]:
    """A turn of one of the worker's duties."""
    service = importlib.import_module(f"services.{task['service']}.app").SERVICE
    settings = Settings()
    dsn = Address.of(settings).service_dsn(settings, service.name)
    database = await Database.connect(dsn, settings, size=3)
    try:
        (duty,) = [one for one in service.duties(database, settings) if one.name == task["duty"]]
        death.armed = True
        return {"found": await duty.do(), "statements": death.seen}
    finally:
        death.armed = False
        await database.close()


def _main() -> None:
    task = json.load(sys.stdin)
    os.environ.update(task["environment"])
    # Once, for all forks: what takes long.
    app = create_app(importlib.import_module(f"services.{task['service']}.app").SERVICE, Settings())
    outcomes = []
    for fork in task["forks"]:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            death = _Death(fork["at"], fork["moment"])
            for name in _STATEMENTS:
                death.lurk_in(name)
            answer = asyncio.run(_work(task, death) if "duty" in task else _write(app, task, fork, death))
            os.write(writing, json.dumps(answer).encode())
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            said = pipe.read()
        _, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        outcomes.append({"killed": killed, "answer": json.loads(said) if said else None})
    json.dump(outcomes, sys.stdout)


if __name__ == "__main__":
    _main()
