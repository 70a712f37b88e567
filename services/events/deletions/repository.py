"""Every SQL statement of deletions."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from services.events.sealing.memory import DeletionNote
from services.events.sealing.models import cosignatures
from shared.database.roles import SERVICES
from shared.database.statements import Statement
from shared.eventlog.tables import deleted, entries, heads, is_deleted

ENDS = ("agenda.initiative.ended", "registry.initiative.abandoned")
"""Types of events by which initiatives end."""

_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid())
_DUE = Statement(
    sa.select(heads.c.initiative_id)
    .where(
        heads.c.delete_on <= sa.bindparam("today", type_=sa.Date()),
        sa.not_(is_deleted(heads.c.initiative_id)),
    )
    .order_by(heads.c.delete_on)
    .limit(100)
)
_END = Statement(
    sa.select(entries.c.position, entries.c.line, heads.c.size)
    .select_from(entries.join(heads, heads.c.initiative_id == entries.c.initiative_id))
    .where(entries.c.initiative_id == _INITIATIVE, sa.or_(*(entries.c.type == one for one in ENDS)))
    .limit(1)
)
_COSIGNATURES = Statement(
    sa.select(cosignatures.c.line).where(
        cosignatures.c.initiative_id == _INITIATIVE,
        cosignatures.c.size == sa.bindparam("size", type_=sa.BigInteger()),
    )
)
_BEGUN = Statement(
    sa.select(deleted.c.initiative_id).where(
        deleted.c.initiative_id == sa.any_(sa.bindparam("initiatives", type_=ARRAY(sa.Uuid())))
    )
)
_EMPTIED = Statement(
    sa.select(deleted.c.initiative_id)
    .where(
        deleted.c.completed_at.is_(None),
        deleted.c.emptied.contains(sa.literal(list(SERVICES), ARRAY(sa.Text()))),
    )
    .order_by(deleted.c.begun_at)
    .limit(1)
)
_ALL = Statement(sa.select(deleted).order_by(deleted.c.initiative_id))
_LEFT = Statement(
    sa.select(
        sa.exists().where(heads.c.initiative_id == _INITIATIVE),
        sa.exists().where(entries.c.initiative_id == _INITIATIVE),
    )
)


class NotToBeDeletedError(RuntimeError):
    """The database does not agree that this is to be deleted: not due, or longer than what is kept says."""


async def due(connection: asyncpg.Connection, today: date) -> list[UUID]:
    """Initiatives whose time is over, and whose deletion has not begun."""
    return [row["initiative_id"] for row in await _DUE.all(connection, today=today)]


async def end_of(connection: asyncpg.Connection, initiative_id: UUID) -> asyncpg.Record:
    """The entry by which an initiative ended (position, line), and the size its log has now."""
    return await _END.one(connection, initiative=initiative_id)


async def cosignatures_of(connection: asyncpg.Connection, initiative_id: UUID, size: int) -> list[str]:
    """The lines by which witnesses cosigned the checkpoint of a size."""
    rows = await _COSIGNATURES.all(connection, initiative=initiative_id, size=size)
    return sorted(row["line"] for row in rows)


async def begun(connection: asyncpg.Connection, initiatives: Sequence[UUID]) -> set[UUID]:
    """Those of some initiatives that the database says are deleted."""
    rows = await _BEGUN.all(connection, initiatives=list(initiatives))
    return {row["initiative_id"] for row in rows}


async def begin(connection: asyncpg.Connection, note: DeletionNote, *, again: bool) -> bool:
    """Begin a deletion; False where it has begun. Raises NotToBeDeletedError."""
    try:
        answer: bool = await connection.fetchval(
            "SELECT log.begin_deletion($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            note.initiative_id,
            note.checkpoint.origin,
            note.checkpoint.size,
            note.checkpoint.note().decode(),
            note.decision_id,
            note.ended_at,
            note.end_position,
            note.later_hashes,
            again,
        )
    except asyncpg.PostgresError as error:
        if error.sqlstate in ("SH003", "SH010"):
            raise NotToBeDeletedError(str(note.initiative_id)) from None
        raise
    return answer


async def next_emptied(connection: asyncpg.Connection) -> UUID | None:
    """An initiative that every service has emptied its tables of, and whose log is still there."""
    found: UUID | None = await _EMPTIED.value(connection)
    return found


async def delete_part(connection: asyncpg.Connection, initiative_id: UUID, limit: int) -> int:
    """Delete some of what is left of a log; 0 once the deletion is complete."""
    rows: int = await connection.fetchval("SELECT log.delete_part($1, $2)", initiative_id, limit)
    return rows


async def all_deleted(connection: asyncpg.Connection) -> list[asyncpg.Record]:
    """All that is kept of every initiative that was deleted."""
    return await _ALL.all(connection)


async def anything_left(connection: asyncpg.Connection, initiative_id: UUID) -> bool:
    """Whether there is still a head or an entry of a log."""
    return any(await _LEFT.one(connection, initiative=initiative_id))
