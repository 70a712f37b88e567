"""The database as what HTTP is measured next to uses it: asyncpg, a pool as large as ours, nothing else."""

import json
from typing import Any

import asyncpg

from shared.database.address import Address
from shared.settings import Settings

POOL_SIZE = 32


def dump_json(value: Any) -> str:
    """Canonical enough for what is measured."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


async def connect(service: str = "registry") -> asyncpg.Pool:
    """A pool under a service's role."""

    async def prepare(connection: asyncpg.Connection) -> None:
        await connection.set_type_codec("jsonb", encoder=dump_json, decoder=json.loads, schema="pg_catalog")

    settings = Settings()
    dsn = Address.of(settings).service_dsn(settings, service)

    async def keep(_connection: asyncpg.Connection) -> None:
        """No reset: nothing is left behind in a session."""

    return await asyncpg.create_pool(dsn, min_size=1, max_size=POOL_SIZE, init=prepare, reset=keep)
