"""What is kept of an initiative that was deleted: its log's last checkpoint, when, by which decision."""

import base64
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from shared.database.statements import Statement
from shared.eventlog.merkle import HASH_BYTES
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
    decision_id: UUID | None
    """By which the initiative ended; None where the operator gave it up."""
    ended_at: datetime
    begun_at: datetime
    """When its deletion began: since then nothing of it can be read."""
    emptied: list[str]
    """Services that have deleted what they held."""
    completed_at: datetime | None
    end_position: int | None
    """Where in the log the entry stood by which the initiative ended."""
    later_hashes: bytes | None
    """Hashes of the entries after it, 32 bytes each: they lead from an earlier copy to the checkpoint."""

    def as_body(self) -> dict[str, Any]:
        """Its facts by name, the initiative's id as `id`, hashes in base64."""
        facts = asdict(self)
        hashes = facts.pop("later_hashes") or b""
        each = (hashes[at : at + HASH_BYTES] for at in range(0, len(hashes), HASH_BYTES))
        later = [base64.b64encode(one).decode() for one in each]
        return {"id": facts.pop("initiative_id"), **facts, "later_hashes": later}

    @classmethod
    async def find(cls, connection: asyncpg.Connection, initiative_id: UUID) -> Self | None:
        """What is kept of an initiative, where its deletion has begun."""
        row = await _GET.first(connection, initiative=initiative_id)
        return None if row is None else cls(**row)
