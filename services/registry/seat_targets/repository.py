"""Every SQL statement of how forums are to be composed."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.registry.seat_targets.models import seat_targets
from shared.database.statements import Statement

_of_forum = sa.and_(
    seat_targets.c.initiative_id == sa.bindparam("initiative", type_=sa.Uuid),
    seat_targets.c.forum_id == sa.bindparam("forum", type_=sa.Uuid),
)
_this = sa.and_(_of_forum, seat_targets.c.id == sa.bindparam("this", type_=sa.Uuid))
_INSERT = Statement(insert(seat_targets).on_conflict_do_nothing().returning(seat_targets))
_COUNT = Statement(sa.select(sa.func.count()).select_from(seat_targets).where(_of_forum))
_ALL = Statement(sa.select(seat_targets).where(_of_forum).order_by(seat_targets.c.id))
_PAGE = Statement(
    sa.select(seat_targets)
    .where(_of_forum, seat_targets.c.id > sa.bindparam("after", type_=sa.Uuid))
    .order_by(seat_targets.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_LOCK = Statement(sa.select(seat_targets).where(_this).with_for_update())
_DELETE = Statement(sa.delete(seat_targets).where(_this))


class SeatTargetRepository:
    """Rows of targets, of one forum."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID, forum_id: UUID) -> None:
        self._connection = connection
        self._of_forum = {"initiative": initiative_id, "forum": forum_id}

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record | None:
        """A new target; None where there is one for that group, counted in that way."""
        return await _INSERT.first(
            self._connection,
            initiative_id=self._of_forum["initiative"],
            forum_id=self._of_forum["forum"],
            **values,
        )

    async def count(self) -> int:
        """How many targets there are."""
        return int(await _COUNT.value(self._connection, **self._of_forum))

    async def all(self) -> list[asyncpg.Record]:
        """Every target; their number is bounded."""
        return await _ALL.all(self._connection, **self._of_forum)

    async def page(self, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Targets after an id."""
        return await _PAGE.all(self._connection, **self._of_forum, after=after, limit=limit)

    async def lock(self, target_id: UUID) -> asyncpg.Record | None:
        """One target, held until the transaction ends."""
        return await _LOCK.first(self._connection, **self._of_forum, this=target_id)

    async def delete(self, target_id: UUID) -> None:
        """Forget a target."""
        await _DELETE.run(self._connection, **self._of_forum, this=target_id)
