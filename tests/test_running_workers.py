"""A worker older than the database: it ends, and what ran it ends with it, saying why in one line."""

import asyncio
from pathlib import Path

import asyncpg
import pytest

from tests.kit import World
from tests.test_running import Running, free_port


@pytest.mark.parametrize("command", [("run",), ("worker", "agenda")])
async def test_a_worker_older_than_the_database_ends_the_run_with_one_line(
    fresh: World, tmp_path: Path, command: tuple[str, ...]
) -> None:
    field = await fresh.found()
    assert (await field.partner.get("agenda/voices")).status_code == 200
    url = fresh.settings.database_url
    assert url is not None
    admin = await asyncpg.connect(url.replace("://", "://postgres@"))
    try:
        await admin.execute("UPDATE agenda.follower_cursor SET version = 1000, position = 0")
    finally:
        await admin.close()
    running = Running(
        tmp_path / "data",
        free_port(),
        *command,
        SHIDRA_DATABASE_URL=url,
        SHIDRA_LOG_ORIGIN=fresh.settings.log_origin.replace("shidra.localhost", "shidra.example"),
    )
    said = await asyncio.to_thread(running.said)
    lines = [line for line in said.splitlines() if line.startswith("shidra: ")]
    assert len(lines) == 1, said
    assert lines[0].startswith("shidra: the worker of agenda has ended: a newer version"), said
    assert "Traceback" not in said
