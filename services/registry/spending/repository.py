"""Every SQL statement of spending."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.registry.funding_sources.models import funding_sources
from services.registry.grants.models import grants
from services.registry.spending.models import spending, spending_before
from shared.database.statements import Statement
from shared.ids import uuid7

_c = spending.c
_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_this = sa.and_(_c.initiative_id == _INITIATIVE, _c.id == sa.bindparam("this", type_=sa.Uuid))
_counted = sa.and_(_c.initiative_id == _INITIATIVE, sa.not_(_c.withdrawn))
_shown = sa.select(spending, funding_sources.c.funder_organization_id).join_from(
    spending,
    funding_sources,
    sa.and_(funding_sources.c.initiative_id == _c.initiative_id, funding_sources.c.id == _c.source_id),
)
_INSERT = Statement(sa.insert(spending))
_GET = Statement(_shown.where(_this))
# Locked first and read after: what is read by the statement that waited would be as old as its beginning.
_LOCK = Statement(sa.select(_c.id).where(_this).with_for_update())
_told = ("amount", "spent_on", "category", "budget_line_id", "text", "outside", "explanation")
_UPDATE = Statement(
    sa.update(spending)
    .where(_this)
    .values({name: sa.bindparam(name) for name in (*_told, "withdrawn")} | {"version": _c.version + 1})
)
_kept = ("initiative_id", "version", *_told)
_KEEP = Statement(
    sa.insert(spending_before).from_select(
        [*_kept, "spending_id", "id", "reason", "until"],
        sa.select(
            *(_c[name] for name in _kept),
            _c.id,
            sa.bindparam("new", type_=sa.Uuid),
            sa.bindparam("reason", type_=spending_before.c.reason.type),
            sa.bindparam("until", type_=sa.DateTime(timezone=True)),
        ).where(_this),
    )
)
_BEFORE = Statement(
    sa.select(spending_before)
    .where(
        spending_before.c.initiative_id == _INITIATIVE,
        spending_before.c.spending_id == sa.bindparam("this", type_=sa.Uuid),
        spending_before.c.id > sa.bindparam("after", type_=sa.Uuid),
    )
    .order_by(spending_before.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_total = sa.cast(sa.func.coalesce(sa.func.sum(_c.amount), 0), sa.BigInteger)
_OF_ALLOCATION = Statement(
    sa.select(_total).where(_counted, _c.allocation_id == sa.bindparam("allocation", type_=sa.Uuid))
)
_BY_LINE = Statement(
    sa.select(_c.budget_line_id, _total.label("spent"))
    .where(_counted, _c.source_id == sa.bindparam("source", type_=sa.Uuid))
    .group_by(_c.budget_line_id)
)
_FILTERS = {
    name: _c[name] == sa.bindparam(name, type_=sa.Uuid)
    for name in ("allocation_id", "source_id", "organization_id", "budget_line_id")
} | {
    "grant_id": sa.exists().where(
        grants.c.initiative_id == _c.initiative_id,
        grants.c.source_id == _c.source_id,
        grants.c.id == sa.bindparam("grant_id", type_=sa.Uuid),
    )
}


@cache
def _page(filters: tuple[str, ...]) -> Statement:
    """One statement for each set of filters, compiled when it is first asked for."""
    return Statement(
        _shown.where(
            _c.initiative_id == _INITIATIVE,
            _c.id > sa.bindparam("after", type_=sa.Uuid),
            *(_FILTERS[name] for name in filters),
        )
        .order_by(_c.id)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


class SpendingRepository:
    """Rows of spending, and of what they said before, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> None:
        """A new entry."""
        await _INSERT.run(self._connection, initiative_id=self._initiative_id, **values)

    async def get(self, spending_id: UUID) -> asyncpg.Record | None:
        """One entry."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=spending_id)

    async def lock(self, spending_id: UUID) -> asyncpg.Record | None:
        """One entry, held until the transaction ends."""
        await _LOCK.first(self._connection, initiative=self._initiative_id, this=spending_id)
        return await self.get(spending_id)

    async def page(self, after: UUID, limit: int, filters: Mapping[str, Any]) -> list[asyncpg.Record]:
        """Entries after an id, those that fit the filters given."""
        given = {name: value for name, value in filters.items() if value is not None}
        return await _page(tuple(sorted(given))).all(
            self._connection, initiative=self._initiative_id, after=after, limit=limit, **given
        )

    async def supersede(
        self, row: Mapping[str, Any], changes: Mapping[str, Any], reason: Any, now: datetime
    ) -> None:
        """Keep what a locked entry says, with why it changes, and write what it says from now on."""
        of = {"initiative": self._initiative_id, "this": row["id"]}
        await _KEEP.run(self._connection, **of, new=uuid7(), reason=reason, until=now)
        values = {name: changes.get(name, row[name]) for name in (*_told, "withdrawn")}
        await _UPDATE.run(self._connection, **of, **values)

    async def before(self, spending_id: UUID, after: UUID, limit: int) -> list[asyncpg.Record]:
        """What an entry said before, oldest first, after an id."""
        return await _BEFORE.all(
            self._connection, initiative=self._initiative_id, this=spending_id, after=after, limit=limit
        )

    async def of_allocation(self, allocation_id: UUID) -> int:
        """What was spent of an allocation."""
        spent = await _OF_ALLOCATION.value(
            self._connection, initiative=self._initiative_id, allocation=allocation_id
        )
        return int(spent)

    async def by_line(self, source_id: UUID) -> dict[UUID | None, int]:
        """What was spent of a source, by budget line."""
        rows = await _BY_LINE.all(self._connection, initiative=self._initiative_id, source=source_id)
        return {row["budget_line_id"]: row["spent"] for row in rows}
