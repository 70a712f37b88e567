"""Every SQL statement of the allocations."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from services.registry.allocations.models import allocations
from services.registry.funding_sources.models import funding_sources
from services.registry.funding_summary.repository import backbone, on_day
from shared.database.statements import Statement

_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_this = sa.and_(allocations.c.initiative_id == _INITIATIVE, allocations.c.id == sa.bindparam("this"))
_then_or_now = sa.or_(allocations.c.to_backbone, allocations.c.organization_id.in_(sa.select(backbone.c.id)))
_shown = sa.select(
    *(column for column in allocations.c if column.name != "to_backbone"), _then_or_now.label("to_backbone")
)
_INSERT = Statement(sa.insert(allocations))
_GET = Statement(_shown.where(_this))
_LOCK = Statement(sa.select(allocations.c.id).where(_this).with_for_update())
_WITHDRAW = Statement(
    sa.update(allocations).where(_this).values(withdrawn=sa.true(), version=allocations.c.version + 1)
)
_FILTERS = {
    "source_id": allocations.c.source_id == sa.bindparam("source_id", type_=sa.Uuid),
    "organization_id": allocations.c.organization_id == sa.bindparam("organization_id", type_=sa.Uuid),
    "funders": sa.exists().where(
        funding_sources.c.initiative_id == allocations.c.initiative_id,
        funding_sources.c.id == allocations.c.source_id,
        funding_sources.c.funder_organization_id == sa.any_(sa.bindparam("funders", type_=ARRAY(sa.Uuid))),
    ),
}


@cache
def _page(filters: tuple[str, ...]) -> Statement:
    """One statement for each set of filters, compiled when it is first asked for."""
    return Statement(
        _shown.where(
            allocations.c.initiative_id == _INITIATIVE,
            allocations.c.id > sa.bindparam("after"),
            *(_FILTERS[name] for name in filters),
        )
        .order_by(allocations.c.id)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


class AllocationRepository:
    """Rows of allocations, with whether they count as the backbone's on a day, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID, today: date) -> None:
        self._connection = connection
        self._initiative_id = initiative_id
        self._today = today

    async def insert(self, values: Mapping[str, Any]) -> None:
        """A new allocation."""
        await _INSERT.run(self._connection, initiative_id=self._initiative_id, **values)

    async def get(self, allocation_id: UUID) -> asyncpg.Record | None:
        """One allocation."""
        return await _GET.first(
            self._connection, initiative=self._initiative_id, this=allocation_id, **on_day(self._today)
        )

    async def lock(self, allocation_id: UUID) -> asyncpg.Record | None:
        """One allocation, held until the transaction ends."""
        await _LOCK.first(self._connection, initiative=self._initiative_id, this=allocation_id)
        return await self.get(allocation_id)

    async def page(self, after: UUID, limit: int, filters: Mapping[str, Any]) -> list[asyncpg.Record]:
        """Allocations after an id, those that fit the filters given."""
        given = {name: value for name, value in filters.items() if value is not None}
        return await _page(tuple(sorted(given))).all(
            self._connection,
            initiative=self._initiative_id,
            after=after,
            limit=limit,
            **on_day(self._today),
            **given,
        )

    async def withdraw(self, allocation_id: UUID) -> None:
        """Take a locked allocation back."""
        await _WITHDRAW.run(self._connection, initiative=self._initiative_id, this=allocation_id)
