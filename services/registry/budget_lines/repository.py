"""Every SQL statement of the budget lines."""

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from services.registry.budget_lines.models import budget_lines
from services.registry.grants.models import grant_lines
from services.registry.spending.models import spending
from shared.database.statements import Statement

_c = budget_lines.c
_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_this = sa.and_(_c.initiative_id == _INITIATIVE, _c.id == sa.bindparam("this", type_=sa.Uuid))


def _sum(table: sa.Table, *conditions: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    of_line = (table.c.initiative_id == _c.initiative_id, table.c.budget_line_id == _c.id)
    summed = sa.cast(sa.func.coalesce(sa.func.sum(table.c.amount), 0), sa.BigInteger)
    return sa.select(summed).where(*of_line, *conditions).correlate(budget_lines).scalar_subquery()


_shown = sa.select(
    budget_lines,
    _sum(grant_lines).label("granted"),
    _sum(spending, sa.not_(spending.c.withdrawn)).label("spent"),
)
_INSERT = Statement(sa.insert(budget_lines))
_GET = Statement(_shown.where(_this))
_LOCK = Statement(sa.select(_c.id).where(_this).with_for_update())
_changing = ("name", "needed", "retired")
_UPDATE = Statement(
    sa.update(budget_lines)
    .where(_this)
    .values({name: sa.bindparam(name) for name in _changing} | {"version": _c.version + 1})
)
_of_currency = sa.and_(
    _c.initiative_id == _INITIATIVE, _c.currency == sa.bindparam("currency"), sa.not_(_c.retired)
)
_TOTAL = Statement(
    sa.select(
        sa.cast(sa.func.coalesce(sa.func.sum(_c.needed), 0), sa.BigInteger).label("needed"),
        sa.cast(sa.func.coalesce(sa.func.sum(_c.needed).filter(_c.for_backbone), 0), sa.BigInteger).label(
            "needed_for_backbone"
        ),
    ).where(_of_currency)
)
_NAMED = Statement(
    sa.select(budget_lines).where(
        _c.initiative_id == _INITIATIVE, _c.id == sa.any_(sa.bindparam("ids", type_=ARRAY(sa.Uuid)))
    )
)


@cache
def _page(filters: tuple[str, ...]) -> Statement:
    """One statement for each set of filters, compiled when it is first asked for."""
    return Statement(
        _shown.where(
            _c.initiative_id == _INITIATIVE,
            _c.id > sa.bindparam("after", type_=sa.Uuid),
            *(_c[name] == sa.bindparam(name) for name in filters),
        )
        .order_by(_c.id)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


class BudgetLineRepository:
    """Rows of budget lines, with what was granted for them and spent, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> None:
        """A new line."""
        await _INSERT.run(self._connection, initiative_id=self._initiative_id, **values)

    async def get(self, line_id: UUID) -> asyncpg.Record | None:
        """One line."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=line_id)

    async def lock(self, line_id: UUID) -> asyncpg.Record | None:
        """One line, held until the transaction ends."""
        await _LOCK.first(self._connection, initiative=self._initiative_id, this=line_id)
        return await self.get(line_id)

    async def update(self, row: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
        """Write changes to a locked line as its next version."""
        values = {name: changes.get(name, row[name]) for name in _changing}
        await _UPDATE.run(self._connection, initiative=self._initiative_id, this=row["id"], **values)

    async def page(self, after: UUID, limit: int, filters: Mapping[str, Any]) -> list[asyncpg.Record]:
        """Lines after an id, those that have the values given."""
        given = {name: value for name, value in filters.items() if value is not None}
        return await _page(tuple(sorted(given))).all(
            self._connection, initiative=self._initiative_id, after=after, limit=limit, **given
        )

    async def named(self, ids: Collection[UUID]) -> dict[UUID, asyncpg.Record]:
        """The lines of these ids that there are."""
        rows = await _NAMED.all(self._connection, initiative=self._initiative_id, ids=list(ids))
        return {row["id"]: row for row in rows}

    async def total(self, currency: str) -> asyncpg.Record:
        """What the lines of a currency need that are not retired, and those of the backbone among them."""
        return await _TOTAL.one(self._connection, initiative=self._initiative_id, currency=currency)
