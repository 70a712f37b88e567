"""Every SQL statement of the funding sources."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from services.registry.allocations.models import allocations
from services.registry.funding_sources.models import funding_sources
from services.registry.funding_summary.repository import allocated_to_backbone, on_day
from services.registry.grants.models import grants
from shared.database.statements import Statement

_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_this = sa.and_(funding_sources.c.initiative_id == _INITIATIVE, funding_sources.c.id == sa.bindparam("this"))
_from_it = sa.and_(
    allocations.c.initiative_id == funding_sources.c.initiative_id,
    allocations.c.source_id == funding_sources.c.id,
    sa.not_(allocations.c.withdrawn),
)


def _sum(amount: sa.ColumnElement[int]) -> sa.ScalarSelect[int]:
    return sa.select(amount).where(_from_it).correlate(funding_sources).scalar_subquery()


_with_allocated = sa.select(
    funding_sources,
    _sum(sa.func.coalesce(sa.func.sum(allocations.c.amount), 0)).label("allocated"),
    _sum(allocated_to_backbone).label("allocated_to_backbone"),
    sa.select(grants.c.id)
    .where(
        grants.c.initiative_id == funding_sources.c.initiative_id,
        grants.c.source_id == funding_sources.c.id,
    )
    .correlate(funding_sources)
    .scalar_subquery()
    .label("grant_id"),
)
_INSERT = Statement(sa.insert(funding_sources))
_GET = Statement(_with_allocated.where(_this))
# Locked first and read after: what is read by the statement that waited would be as old as its beginning.
_LOCK = Statement(sa.select(funding_sources.c.id).where(_this).with_for_update())
_changing = ("amount", "state", "terms", "terms_confidential", "starts_on", "ends_on", "withdrawn", "version")
_UPDATE = Statement(
    sa.update(funding_sources).where(_this).values({name: sa.bindparam(name) for name in _changing})
)
_FILTERS = {
    "currency": funding_sources.c.currency == sa.bindparam("currency"),
    "state": funding_sources.c.state == sa.bindparam("state"),
    "funders": funding_sources.c.funder_organization_id
    == sa.any_(sa.bindparam("funders", type_=ARRAY(sa.Uuid))),
}


@cache
def _page(filters: tuple[str, ...]) -> Statement:
    """One statement for each set of filters, compiled when it is first asked for."""
    return Statement(
        _with_allocated.where(
            funding_sources.c.initiative_id == _INITIATIVE,
            funding_sources.c.id > sa.bindparam("after"),
            *(_FILTERS[name] for name in filters),
        )
        .order_by(funding_sources.c.id)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


class FundingSourceRepository:
    """Rows of funding sources, with what is allocated from them as of a day, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID, today: date) -> None:
        self._connection = connection
        self._initiative_id = initiative_id
        self._today = today

    async def insert(self, values: Mapping[str, Any]) -> None:
        """A new source."""
        await _INSERT.run(self._connection, initiative_id=self._initiative_id, **values)

    async def get(self, source_id: UUID) -> asyncpg.Record | None:
        """One source."""
        return await _GET.first(
            self._connection, initiative=self._initiative_id, this=source_id, **on_day(self._today)
        )

    async def lock(self, source_id: UUID) -> asyncpg.Record | None:
        """One source, held until the transaction ends: nothing is allocated from it meanwhile."""
        await _LOCK.first(self._connection, initiative=self._initiative_id, this=source_id)
        return await self.get(source_id)

    async def page(
        self, after: UUID, limit: int, filters: Mapping[str, str | Sequence[UUID] | None]
    ) -> list[asyncpg.Record]:
        """Sources after an id, those that fit the filters given."""
        given = {name: value for name, value in filters.items() if value is not None}
        return await _page(tuple(sorted(given))).all(
            self._connection,
            initiative=self._initiative_id,
            after=after,
            limit=limit,
            **on_day(self._today),
            **given,
        )

    async def update(self, row: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
        """Write changes to a locked source as its next version."""
        values = {name: changes.get(name, row[name]) for name in _changing} | {"version": row["version"] + 1}
        await _UPDATE.run(self._connection, initiative=self._initiative_id, this=row["id"], **values)
