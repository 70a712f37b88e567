"""An initiative that can decide, and the agenda's worker."""

from collections.abc import AsyncIterator

import pytest

from services.agenda.worker import DecisionsDue
from shared.database.address import Address
from shared.database.pool import Database
from tests.governing import Governed, govern
from tests.kit import Field, World


@pytest.fixture
async def governed(world: World, field: Field) -> Governed:
    """A newly founded initiative with a network and a steering committee of three."""
    return await govern(world, field)


@pytest.fixture
async def agenda(world: World) -> AsyncIterator[Database]:
    """The agenda's database, as its worker sees it."""
    dsn = Address.of(world.settings).service_dsn(world.settings, "agenda")
    database = await Database.connect(dsn, world.settings, size=4)
    yield database
    await database.close()


@pytest.fixture
def due(agenda: Database) -> DecisionsDue:
    """What the worker closes decisions with."""
    return DecisionsDue(agenda)
