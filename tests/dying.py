"""Making requests in processes that are killed while they work, and looking at what is left."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import asyncpg

from tests.kit import World

_WRITER = Path(__file__).with_name("dying_writer.py")
_ROOT = Path(__file__).parents[1]


async def made_to_die(
    world: World, service: str, address: str, forks: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Post to an address of a service, each time in a process of its own; answers what became of each.

    A fork says `at` which statement it dies (0: never), and whether `before` it, once it is `sent`, or
    `answered`; its request has `headers` and a `body`.
    """
    return await _forked(world, {"service": service, "path": address, "forks": forks})


async def dying_at_work(
    world: World, service: str, duty: str, forks: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Let a worker do a turn of a duty, each time in a process of its own; answers what became of each."""
    return await _forked(world, {"service": service, "duty": duty, "forks": forks})


async def _forked(world: World, what: dict[str, Any]) -> list[dict[str, Any]]:
    task = {
        **what,
        "environment": {
            "SHIDRA_MODE": "local",
            "SHIDRA_DATA_DIR": str(world.settings.data_dir),
            "SHIDRA_DATABASE_URL": f"{world.settings.database_url}&application_name=dying",
        },
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        _WRITER,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=_ROOT,
        env={"PYTHONPATH": str(_ROOT)},
    )
    said, _ = await process.communicate(json.dumps(task).encode())
    assert process.returncode == 0
    outcomes: list[dict[str, Any]] = json.loads(said)
    return outcomes


async def buried(database: asyncpg.Connection) -> None:
    """Wait until PostgreSQL has noticed that clients that died are gone."""
    async with asyncio.timeout(10):
        while await database.fetchval(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'dying'"
        ):
            pass
