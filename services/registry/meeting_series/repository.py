"""Every SQL statement of the series of meetings."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.registry.meeting_series.models import meeting_series as series
from services.registry.meetings.events import MeetingStatus
from services.registry.meetings.models import meetings
from shared.database.statements import Statement

_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_THIS = sa.bindparam("this", type_=sa.Uuid)
_this = sa.and_(series.c.initiative_id == _INITIATIVE, series.c.id == _THIS)
_INSERT = Statement(sa.insert(series).returning(series))
_GET = Statement(sa.select(series).where(_this))
_LOCK = Statement(sa.select(series).where(_this).with_for_update())
_END = Statement(
    sa.update(series)
    .where(_this)
    .values(ended_at=sa.bindparam("now"), version=series.c.version + 1)
    .returning(series)
)
_TO_COME = Statement(
    sa.select(meetings.c.id)
    .where(
        meetings.c.initiative_id == _INITIATIVE,
        meetings.c.series_id == _THIS,
        meetings.c.status != MeetingStatus.CANCELLED.value,
        meetings.c.starts_at > sa.bindparam("now", type_=sa.DateTime(timezone=True)),
    )
    .order_by(meetings.c.id)
)
_PAGE = Statement(
    sa.select(series)
    .where(series.c.initiative_id == _INITIATIVE, series.c.id > sa.bindparam("after", type_=sa.Uuid))
    .order_by(series.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)


class MeetingSeriesRepository:
    """Rows of series of meetings, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A new series."""
        return await _INSERT.one(self._connection, initiative_id=self._initiative_id, **values)

    async def get(self, series_id: UUID) -> asyncpg.Record | None:
        """One series."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=series_id)

    async def lock(self, series_id: UUID) -> asyncpg.Record | None:
        """One series, held until the transaction ends."""
        return await _LOCK.first(self._connection, initiative=self._initiative_id, this=series_id)

    async def end(self, series_id: UUID, now: datetime) -> asyncpg.Record:
        """Note that a series has ended."""
        return await _END.one(self._connection, initiative=self._initiative_id, this=series_id, now=now)

    async def to_come(self, series_id: UUID, now: datetime) -> list[UUID]:
        """Meetings of a series that have not begun."""
        rows = await _TO_COME.all(self._connection, initiative=self._initiative_id, this=series_id, now=now)
        return [row["id"] for row in rows]

    async def page(self, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Series after an id."""
        return await _PAGE.all(self._connection, initiative=self._initiative_id, after=after, limit=limit)
