"""Every SQL statement of the sources."""

from collections.abc import Mapping
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.registry.sources.models import sources
from shared.database.statements import Statement

_initiative = sources.c.initiative_id == sa.bindparam("initiative")
_this = sa.and_(_initiative, sources.c.id == sa.bindparam("this"))
_changing = ("kind", "title", "author", "link", "published_on", "note", "status", "version")
_INSERT = Statement(sa.insert(sources).returning(sources))
_GET = Statement(sa.select(sources).where(_this))
_LOCK = Statement(sa.select(sources).where(_this).with_for_update())
_UPDATE = Statement(
    sa.update(sources)
    .where(_this)
    .values({name: sa.bindparam(name) for name in _changing})
    .returning(sources)
)
_OF_PERSON = Statement(
    sa.select(sources)
    .where(_initiative, sources.c.recorded_by == sa.bindparam("person"))
    .order_by(sources.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_ERASE = Statement(
    sa.update(sources)
    .where(_initiative, sources.c.recorded_by == sa.bindparam("person"))
    .values(recorded_by=sa.null())
)


@cache
def _page(filters: tuple[str, ...]) -> Statement:
    """One statement for each set of filters, compiled when it is first asked for."""
    return Statement(
        sa.select(sources)
        .where(
            _initiative,
            sources.c.id > sa.bindparam("after"),
            *(sources.c[name] == sa.bindparam(name) for name in filters),
        )
        .order_by(sources.c.id)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


class SourceRepository:
    """Rows of sources, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A new source."""
        return await _INSERT.one(self._connection, initiative_id=self._initiative_id, **values)

    async def get(self, source_id: UUID) -> asyncpg.Record | None:
        """One source."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=source_id)

    async def lock(self, source_id: UUID) -> asyncpg.Record | None:
        """One source, held until the transaction ends."""
        return await _LOCK.first(self._connection, initiative=self._initiative_id, this=source_id)

    async def page(self, after: UUID, limit: int, filters: Mapping[str, Any]) -> list[asyncpg.Record]:
        """Sources after an id, those that have the values given."""
        given = {name: value for name, value in filters.items() if value is not None}
        return await _page(tuple(sorted(given))).all(
            self._connection, initiative=self._initiative_id, after=after, limit=limit, **given
        )

    async def update(self, row: Mapping[str, Any], changes: Mapping[str, Any]) -> asyncpg.Record:
        """Write changes to a locked source as its next version."""
        values = {name: changes.get(name, row[name]) for name in _changing} | {"version": row["version"] + 1}
        return await _UPDATE.one(self._connection, initiative=self._initiative_id, this=row["id"], **values)

    async def recorded_by(self, person_id: UUID, limit: int) -> list[asyncpg.Record]:
        """The sources a person recorded."""
        return await _OF_PERSON.all(
            self._connection, initiative=self._initiative_id, person=person_id, limit=limit
        )

    async def erase(self, person_id: UUID) -> None:
        """Forget which sources a person recorded."""
        await _ERASE.run(self._connection, initiative=self._initiative_id, person=person_id)
