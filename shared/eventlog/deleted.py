"""What is kept of an initiative that was deleted: its log's last checkpoint, when, by which decision."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from shared.database.statements import Statement
from shared.eventlog.tables import deleted

_GET = Statement(sa.select(deleted).where(deleted.c.initiative_id == sa.bindparam("initiative")))


@dataclass(frozen=True, slots=True)
class Kept:
    """All that is kept; nothing of any person."""

    initiative_id: UUID
    origin: str
    size: int
    """How many entries the log had."""
    checkpoint: str
    """The log's last checkpoint, a signed note with the cosignatures it had."""
    decision_id: UUID
    """By which the initiative ended."""
    ended_at: datetime
    begun_at: datetime
    """When its deletion began: since then nothing of it can be read."""
    emptied: list[str]
    """Services that have deleted what they held."""
    completed_at: datetime | None

    def as_body(self) -> dict[str, Any]:
        """Its facts by name, the initiative's id as `id`."""
        facts = asdict(self)
        return {"id": facts.pop("initiative_id"), **facts}

    @classmethod
    async def find(cls, connection: asyncpg.Connection, initiative_id: UUID) -> Self | None:
        """What is kept of an initiative, where its deletion has begun."""
        row = await _GET.first(connection, initiative=initiative_id)
        return None if row is None else cls(**row)
