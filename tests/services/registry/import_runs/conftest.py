"""An initiative whose files wait, and a worker that imports them when it is told to."""

from collections.abc import AsyncIterator

import pytest

from services.registry.following import follower, standing
from services.registry.import_runs.running import ImportRuns
from shared.database.address import Address
from shared.database.pool import Database
from tests.kit import Field, World


@pytest.fixture(scope="module")
async def waiting(world: World) -> Field:
    return await world.found()


@pytest.fixture
async def runs(world: World) -> AsyncIterator[ImportRuns]:
    dsn = Address.of(world.settings).service_dsn(world.settings, "registry")
    database = await Database.connect(dsn, world.settings, size=8)
    try:
        yield ImportRuns(database, follower, standing)
    finally:
        await database.close()
