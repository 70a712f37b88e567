"""Every SQL statement of what is read of a log's tree."""

from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.events.sealing.models import checkpoints, cosignatures
from services.events.sealing.repository import SealingRepository
from shared.database.statements import Statement

_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid())
_lines = (
    sa.select(sa.func.array_agg(cosignatures.c.line))
    .where(
        cosignatures.c.initiative_id == checkpoints.c.initiative_id,
        cosignatures.c.size == checkpoints.c.size,
    )
    .correlate(checkpoints)
    .scalar_subquery()
)
_select = sa.select(
    checkpoints.c.size, checkpoints.c.note, checkpoints.c.signed_at, _lines.label("cosignatures")
).where(checkpoints.c.initiative_id == _INITIATIVE)
_NEWEST = Statement(_select.order_by(checkpoints.c.size.desc()).limit(1))
_OF_SIZE = Statement(_select.where(checkpoints.c.size == sa.bindparam("size", type_=sa.BigInteger())))


class CheckpointRepository(SealingRepository):
    """The tree of one log and its checkpoints, for reading."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        super().__init__(connection, initiative_id)

    async def newest(self) -> asyncpg.Record | None:
        """The newest checkpoint, with the lines of those who cosigned it."""
        return await _NEWEST.first(self._connection, initiative=self._initiative_id)

    async def of_size(self, size: int) -> asyncpg.Record | None:
        """The checkpoint of a size, where there is one."""
        return await _OF_SIZE.first(self._connection, initiative=self._initiative_id, size=size)
