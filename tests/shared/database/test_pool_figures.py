from shared.database.pool_figures import counted
from shared.observability.metrics import REGISTRY
from tests.kit import World
from tests.shared.eventlog.logs import pool_of


def _figure(name: str) -> float:
    value = REGISTRY.get_sample_value(f"shidra_database_{name}", {"service": "sample"})
    assert value is not None
    return value


async def test_connections_are_counted_while_they_are_open_and_held(world: World) -> None:
    async with pool_of(world.settings, "agenda") as first, pool_of(world.settings, "agenda") as second:
        opened = first.pool.get_size() + second.pool.get_size()
        with counted("sample", first.pool), counted("sample", second.pool):
            assert (_figure("pool_connections"), _figure("pool_in_use")) == (opened, 0)
            async with first.transaction(), second.transaction():
                assert _figure("pool_in_use") == 2
            assert _figure("pool_in_use") == 0
        assert _figure("pool_connections") == 0
