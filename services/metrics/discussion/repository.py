"""Every SQL statement of the discussion of indicators."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.metrics.discussion.models import limits, positions
from shared.database.statements import Statement


def _of_indicator(table: sa.Table) -> sa.ColumnElement[bool]:
    return sa.and_(
        table.c.initiative_id == sa.bindparam("initiative"), table.c.indicator_id == sa.bindparam("indicator")
    )


def _page(table: sa.Table) -> Statement:
    return Statement(
        sa.select(table)
        .where(_of_indicator(table), table.c.id > sa.bindparam("after"))
        .order_by(table.c.id)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


_takes = insert(positions)
_TAKE = Statement(
    _takes.on_conflict_do_update(
        index_elements=["initiative_id", "indicator_id", "organization_id"],
        set_={
            name: _takes.excluded[name]
            for name in ("position", "reason", "definition_version", "taken_by", "taken_at")
        }
        | {"version": positions.c.version + 1},
    ).returning(positions)
)
_POSITION = Statement(
    sa.select(positions)
    .where(_of_indicator(positions), positions.c.organization_id == sa.bindparam("organization"))
    .with_for_update()
)
_POSITIONS = _page(positions)
_NOTE = Statement(sa.insert(limits).returning(limits))
_LIMITS = _page(limits)
_LIMIT = Statement(
    sa.select(limits).where(_of_indicator(limits), limits.c.id == sa.bindparam("this")).with_for_update()
)
_STRIKE = Statement(sa.delete(limits).where(_of_indicator(limits), limits.c.id == sa.bindparam("this")))
_ERASE_POSITIONS = Statement(
    sa.update(positions)
    .where(
        positions.c.initiative_id == sa.bindparam("initiative"),
        positions.c.taken_by == sa.bindparam("person"),
    )
    .values(reason=sa.null(), taken_by=sa.null(), version=positions.c.version + 1)
)
_FORGET_NOTERS = Statement(
    sa.update(limits)
    .where(limits.c.initiative_id == sa.bindparam("initiative"), limits.c.noted_by == sa.bindparam("person"))
    .values(noted_by=sa.null())
)


class DiscussionRepository:
    """Rows of positions and limits, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def position(self, indicator_id: UUID, organization_id: UUID) -> asyncpg.Record | None:
        """An organization's position, held until the transaction ends."""
        return await _POSITION.first(
            self._connection,
            initiative=self._initiative_id,
            indicator=indicator_id,
            organization=organization_id,
        )

    async def take(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """Put an organization's position in the place of its earlier one."""
        return await _TAKE.one(self._connection, initiative_id=self._initiative_id, version=1, **values)

    async def positions(self, indicator_id: UUID, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Positions on an indicator."""
        return await _POSITIONS.all(
            self._connection, initiative=self._initiative_id, indicator=indicator_id, after=after, limit=limit
        )

    async def note(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A new limit."""
        return await _NOTE.one(self._connection, initiative_id=self._initiative_id, **values)

    async def limits(self, indicator_id: UUID, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Known limits of an indicator."""
        return await _LIMITS.all(
            self._connection, initiative=self._initiative_id, indicator=indicator_id, after=after, limit=limit
        )

    async def limit(self, indicator_id: UUID, limit_id: UUID) -> asyncpg.Record | None:
        """One limit, held until the transaction ends."""
        return await _LIMIT.first(
            self._connection, initiative=self._initiative_id, indicator=indicator_id, this=limit_id
        )

    async def strike(self, indicator_id: UUID, limit_id: UUID) -> None:
        """Delete a limit."""
        await _STRIKE.run(
            self._connection, initiative=self._initiative_id, indicator=indicator_id, this=limit_id
        )

    async def erase(self, person_id: UUID) -> None:
        """Empty a person's reasons; forget who took which position and noted which limit."""
        for statement in (_ERASE_POSITIONS, _FORGET_NOTERS):
            await statement.run(self._connection, initiative=self._initiative_id, person=person_id)
