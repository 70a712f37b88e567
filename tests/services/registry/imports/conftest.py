"""An initiative into which several tests bring people."""

import pytest

from tests.kit import Field, World


@pytest.fixture(scope="module")
async def peopled(world: World) -> Field:
    return await world.found()
