"""Every SQL statement of the engagement activities."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.registry.engagement_activities.models import engagement_activities
from shared.database.statements import Statement

_c = engagement_activities.c
_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_this = sa.and_(_c.initiative_id == _INITIATIVE, _c.id == sa.bindparam("this", type_=sa.Uuid))
_INSERT = Statement(sa.insert(engagement_activities).returning(engagement_activities))
_GET = Statement(sa.select(engagement_activities).where(_this))
_LOCK = Statement(sa.select(engagement_activities).where(_this).with_for_update())
_changing = [
    column.name
    for column in _c
    if column.name not in ("initiative_id", "id", "recorded_by", "created_at", "version")
]
_UPDATE = Statement(
    sa.update(engagement_activities)
    .where(_this)
    .values({name: sa.bindparam(name) for name in _changing} | {"version": _c.version + 1})
    .returning(engagement_activities)
)
_PAGE = Statement(
    sa.select(engagement_activities)
    .where(_c.initiative_id == _INITIATIVE, _c.id > sa.bindparam("after", type_=sa.Uuid))
    .order_by(_c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_HELD = Statement(
    sa.select(_c.involvement, _c.support, _c.took_part, _c.with_lived_experience).where(
        _c.initiative_id == _INITIATIVE,
        sa.not_(_c.withdrawn),
        _c.held_on >= sa.bindparam("since", type_=sa.Date),
        _c.held_on <= sa.bindparam("until", type_=sa.Date),
    )
)
_OF_PERSON = Statement(
    sa.select(engagement_activities)
    .where(_c.initiative_id == _INITIATIVE, _c.recorded_by == sa.bindparam("person", type_=sa.Uuid))
    .order_by(_c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_FORGET = Statement(
    sa.update(engagement_activities)
    .where(_c.initiative_id == _INITIATIVE, _c.recorded_by == sa.bindparam("person", type_=sa.Uuid))
    .values(recorded_by=sa.null())
)


class EngagementActivityRepository:
    """Rows of engagement activities, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A new activity."""
        return await _INSERT.one(self._connection, initiative_id=self._initiative_id, **values)

    async def get(self, engagement_id: UUID) -> asyncpg.Record | None:
        """One activity."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=engagement_id)

    async def lock(self, engagement_id: UUID) -> asyncpg.Record | None:
        """One activity, held until the transaction ends."""
        return await _LOCK.first(self._connection, initiative=self._initiative_id, this=engagement_id)

    async def update(self, row: Mapping[str, Any], changes: Mapping[str, Any]) -> asyncpg.Record:
        """Write changes to a locked activity as its next version."""
        values = {name: changes.get(name, row[name]) for name in _changing}
        return await _UPDATE.one(self._connection, initiative=self._initiative_id, this=row["id"], **values)

    async def page(self, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Activities after an id."""
        return await _PAGE.all(self._connection, initiative=self._initiative_id, after=after, limit=limit)

    async def held(self, since: date, until: date) -> list[asyncpg.Record]:
        """What counts of the activities held in some time."""
        return await _HELD.all(self._connection, initiative=self._initiative_id, since=since, until=until)

    async def of_person(self, person_id: UUID, limit: int) -> list[asyncpg.Record]:
        """Activities a person recorded."""
        return await _OF_PERSON.all(
            self._connection, initiative=self._initiative_id, person=person_id, limit=limit
        )

    async def forget(self, person_id: UUID) -> None:
        """Empty who recorded activities."""
        await _FORGET.run(self._connection, initiative=self._initiative_id, person=person_id)
