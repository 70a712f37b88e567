"""What is read of deleted initiatives."""

from typing import Any
from uuid import UUID

import asyncpg

from shared.eventlog.deleted import Kept
from shared.http.problems import NotFound


async def kept_of(connection: asyncpg.Connection, initiative_id: UUID) -> dict[str, Any]:
    """What is kept of a deleted initiative; raises NotFound for one that is there, or never was."""
    kept = await Kept.find(connection, initiative_id)
    if kept is None:
        raise NotFound
    return kept.as_body()
