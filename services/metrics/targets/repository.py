"""Every SQL statement of the targets."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.metrics.targets.models import targets
from shared.database.statements import Statement

_mine = sa.and_(
    targets.c.initiative_id == sa.bindparam("initiative"), targets.c.indicator_id == sa.bindparam("indicator")
)
_this = sa.and_(_mine, targets.c.id == sa.bindparam("this"))
_SET = Statement(insert(targets).on_conflict_do_nothing().returning(targets))
_LOCK = Statement(sa.select(targets).where(_this).with_for_update())
_CHANGE = Statement(
    sa.update(targets)
    .where(_this)
    .values(
        value=sa.bindparam("number"),
        set_by=sa.bindparam("person"),
        set_at=sa.bindparam("now"),
        version=targets.c.version + 1,
    )
    .returning(targets)
)
_DROP = Statement(sa.delete(targets).where(_this))
_PAGE = Statement(
    sa.select(targets)
    .where(_mine, targets.c.id > sa.bindparam("after"))
    .order_by(targets.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_FORGET = Statement(
    sa.update(targets)
    .where(targets.c.initiative_id == sa.bindparam("initiative"), targets.c.set_by == sa.bindparam("person"))
    .values(set_by=sa.null(), version=targets.c.version + 1)
)


class TargetRepository:
    """Rows of targets, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def set(self, values: Mapping[str, Any]) -> asyncpg.Record | None:
        """A new target, or None where there is one of the kind for its period and place."""
        return await _SET.first(self._connection, initiative_id=self._initiative_id, version=1, **values)

    async def lock(self, indicator_id: UUID, target_id: UUID) -> asyncpg.Record | None:
        """One target, held until the transaction ends."""
        return await _LOCK.first(
            self._connection, initiative=self._initiative_id, indicator=indicator_id, this=target_id
        )

    async def change(
        self, row: Mapping[str, Any], number: Decimal, person: UUID | None, now: datetime
    ) -> asyncpg.Record:
        """Write another value of a locked target."""
        return await _CHANGE.one(
            self._connection,
            initiative=self._initiative_id,
            indicator=row["indicator_id"],
            this=row["id"],
            number=number,
            person=person,
            now=now,
        )

    async def drop(self, indicator_id: UUID, target_id: UUID) -> None:
        """Delete a target."""
        await _DROP.run(
            self._connection, initiative=self._initiative_id, indicator=indicator_id, this=target_id
        )

    async def page(self, indicator_id: UUID, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Targets of an indicator."""
        return await _PAGE.all(
            self._connection, initiative=self._initiative_id, indicator=indicator_id, after=after, limit=limit
        )

    async def forget(self, person_id: UUID) -> None:
        """Forget who set what."""
        await _FORGET.run(self._connection, initiative=self._initiative_id, person=person_id)
