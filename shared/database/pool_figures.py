"""The figures of a process's pools. The pool itself is in `pool`, the figures are named in `metrics`."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg

from shared.observability.metrics import POOL_IN_USE, POOL_SIZE

_POOLS: dict[str, list[asyncpg.Pool]] = {}


@contextmanager
def counted(service: str, pool: asyncpg.Pool) -> Iterator[None]:
    """Count the pool's connections under its service while the block runs.

    Several pools of a service in one process add up: under `make run` a service and its worker have one each.
    """
    pools = _POOLS.setdefault(service, [])
    pools.append(pool)
    POOL_SIZE.labels(service).set_function(lambda: sum(one.get_size() for one in pools))
    POOL_IN_USE.labels(service).set_function(
        lambda: sum(one.get_size() - one.get_idle_size() for one in pools)
    )
    try:
        yield
    finally:
        pools.remove(pool)
