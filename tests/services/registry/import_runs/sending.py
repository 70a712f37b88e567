"""How tests send files that wait, and follow them."""

from typing import Any

import asyncpg
import httpx

from services.registry.import_runs.running import ImportRuns
from tests.kit import Actor
from tests.services.registry.imports.importing import IMPORTS

NOT_WAITING = {"Prefer": "handling=lenient, Respond-Async;wait=1"}


async def send(
    by: Actor, body: bytes | str, media_type: str = "text/csv", key: str = "", **query: Any
) -> httpx.Response:
    """Send a file without waiting for what becomes of it."""
    params = {"imported": "organizations", "mode": "upsert"} | query
    headers = {"Content-Type": media_type, **NOT_WAITING, **({"Idempotency-Key": key} if key else {})}
    content = body.encode() if isinstance(body, str) else body
    return await by.post(IMPORTS, content=content, headers=headers, params=params)


async def taken(by: Actor, body: bytes | str, **more: Any) -> dict[str, Any]:
    """An import that waits now."""
    answer = await send(by, body, **more)
    assert answer.status_code == 202, answer.text
    assert answer.headers["Preference-Applied"] == "respond-async"
    waiting: dict[str, Any] = answer.json()
    assert answer.headers["Location"] == by.address(f"{IMPORTS}/{waiting['id']}")
    return waiting


async def followed(by: Actor, waiting: dict[str, Any]) -> dict[str, Any]:
    """The import as it is now."""
    answer = await by.get(f"{IMPORTS}/{waiting['id']}")
    assert answer.status_code == 200, answer.text
    now: dict[str, Any] = answer.json()
    return now


async def work(runs: ImportRuns) -> None:
    """Let the worker do all there is to do."""
    while await runs.run_next():
        pass


async def kept(database: asyncpg.Connection, field_id: str) -> dict[str, int]:
    """How much of files is in the tables of an initiative."""
    counts = await database.fetchrow(
        "SELECT (SELECT count(*) FROM registry.import_task WHERE initiative_id = $1) AS tasks,"
        " (SELECT count(*) FROM registry.import_piece WHERE initiative_id = $1) AS pieces",
        field_id,
    )
    return dict(counts)
