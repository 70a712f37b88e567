"""What the journeys need: workers beside a deployment under test, and lines that break."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from services.cli import load
from services.demo.loading import Loader
from services.demo.notebook import Notebook
from shared.database.address import Address
from shared.database.pool import Database
from shared.worker import Worker
from tests.kit import World


@asynccontextmanager
async def working(world: World, *names: str) -> AsyncIterator[None]:
    """The workers of some services, while the block runs."""
    databases, tasks = [], []
    for name in names:
        dsn = Address.of(world.settings).service_dsn(world.settings, name)
        database = await Database.connect(dsn, world.settings, size=4)
        databases.append(database)
        tasks.append(asyncio.create_task(Worker(load(name), database, world.settings).run()))
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for database in databases:
            await database.close()


class BrokenOff(Exception):
    """The line broke."""


class Breaking(httpx.AsyncBaseTransport):
    """A line that breaks at one request: it gets there, and its answer does not come back."""

    def __init__(self, world: World, after: int) -> None:
        self._line = world.http._transport
        self._left = after

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await self._line.handle_async_request(request)
        self._left -= 1
        if self._left == 0:
            raise BrokenOff
        return response

    async def aclose(self) -> None:
        """The line is the deployment's."""


def loader(world: World, said: list[str], *, breaks_after: int = 0) -> Loader:
    """What `shidra demo` makes, against a deployment under test."""
    http = httpx.AsyncClient(transport=Breaking(world, breaks_after), base_url="http://shidra.test")
    return Loader(http, world.operator.token, Notebook(world.settings.data_dir), said.append)
