"""A committee that meets, and the worker's duty over its minutes."""

from collections.abc import AsyncIterator

import pytest

from services.registry.worker import SilentMinutes
from shared.database.address import Address
from shared.database.pool import Database
from tests.governing import Governed, govern
from tests.kit import World


@pytest.fixture(scope="module")
async def governed(world: World) -> Governed:
    return await govern(world, await world.found())


@pytest.fixture
async def silent(world: World) -> AsyncIterator[SilentMinutes]:
    dsn = Address.of(world.settings).service_dsn(world.settings, "registry")
    database = await Database.connect(dsn, world.settings, size=4)
    try:
        yield SilentMinutes(database)
    finally:
        await database.close()
