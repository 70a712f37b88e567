"""Every SQL statement of the context events."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.registry.context_events.models import context_events
from services.registry.sources.models import sources
from shared.database.statements import Statement

_c = context_events.c
_initiative = _c.initiative_id == sa.bindparam("initiative")
_this = sa.and_(_initiative, _c.id == sa.bindparam("this"))
_changing = ("kind", "title", "note", "starts_on", "ends_on", "source_ids", "version")
_INSERT = Statement(sa.insert(context_events).returning(context_events))
_GET = Statement(sa.select(context_events).where(_this))
_LOCK = Statement(sa.select(context_events).where(_this).with_for_update())
_UPDATE = Statement(
    sa.update(context_events)
    .where(_this)
    .values({name: sa.bindparam(name) for name in _changing})
    .returning(context_events)
)
_DELETE = Statement(sa.delete(context_events).where(_this))
_KNOWN_SOURCES = Statement(
    sa.select(sa.func.count())
    .select_from(sources)
    .where(
        sources.c.initiative_id == sa.bindparam("initiative"),
        sources.c.id == sa.any_(sa.bindparam("ids", type_=sa.ARRAY(sa.Uuid))),
    )
)
_FILTERS: dict[str, sa.ColumnElement[bool]] = {
    "kind": _c.kind == sa.bindparam("kind"),
    "since": sa.or_(_c.ends_on.is_(None), _c.ends_on >= sa.bindparam("since", type_=sa.Date)),
    "until": _c.starts_on <= sa.bindparam("until", type_=sa.Date),
}


@cache
def _page(filters: tuple[str, ...]) -> Statement:
    """One statement for each set of filters, compiled when it is first asked for."""
    return Statement(
        sa.select(context_events)
        .where(_initiative, _c.id > sa.bindparam("after"), *(_FILTERS[name] for name in filters))
        .order_by(_c.id)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


class ContextEventRepository:
    """Rows of context events, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A new context event."""
        return await _INSERT.one(self._connection, initiative_id=self._initiative_id, **values)

    async def get(self, context_event_id: UUID) -> asyncpg.Record | None:
        """One context event."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=context_event_id)

    async def lock(self, context_event_id: UUID) -> asyncpg.Record | None:
        """One context event, held until the transaction ends."""
        return await _LOCK.first(self._connection, initiative=self._initiative_id, this=context_event_id)

    async def page(
        self, after: UUID, limit: int, filters: Mapping[str, str | date | None]
    ) -> list[asyncpg.Record]:
        """Context events after an id: of a kind, touching a span of days."""
        given = {name: value for name, value in filters.items() if value is not None}
        return await _page(tuple(sorted(given))).all(
            self._connection, initiative=self._initiative_id, after=after, limit=limit, **given
        )

    async def update(self, row: Mapping[str, Any], changes: Mapping[str, Any]) -> asyncpg.Record:
        """Write changes to a locked context event as its next version."""
        values = {name: changes.get(name, row[name]) for name in _changing} | {"version": row["version"] + 1}
        return await _UPDATE.one(self._connection, initiative=self._initiative_id, this=row["id"], **values)

    async def delete(self, context_event_id: UUID) -> None:
        """Forget a context event."""
        await _DELETE.run(self._connection, initiative=self._initiative_id, this=context_event_id)

    async def know(self, source_ids: set[UUID]) -> bool:
        """Whether all of these are sources of the initiative."""
        found = await _KNOWN_SOURCES.value(
            self._connection, initiative=self._initiative_id, ids=list(source_ids)
        )
        return int(found) == len(source_ids)
