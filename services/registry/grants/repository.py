"""Every SQL statement of the grants."""

from collections.abc import Mapping
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by, insert

from services.registry.funding_sources.models import funding_sources
from services.registry.grants.models import grant_lines, grants
from services.registry.instalments.events import InstalmentStatus
from services.registry.instalments.models import instalments
from services.registry.spending.models import spending
from shared.database.statements import Statement

_c = grants.c
_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_this = sa.and_(_c.initiative_id == _INITIATIVE, _c.id == sa.bindparam("this", type_=sa.Uuid))
_spent = sa.and_(
    spending.c.initiative_id == _c.initiative_id,
    spending.c.source_id == _c.source_id,
    sa.not_(spending.c.withdrawn),
)


def _total(column: sa.ColumnElement[int]) -> sa.ColumnElement[int]:
    return sa.cast(sa.func.coalesce(sa.func.sum(column), 0), sa.BigInteger)


def _instalments(status: InstalmentStatus) -> sa.ScalarSelect[int]:
    return (
        sa.select(_total(instalments.c.amount))
        .where(
            instalments.c.initiative_id == _c.initiative_id,
            instalments.c.grant_id == _c.id,
            instalments.c.status == status.value,
        )
        .correlate(grants)
        .scalar_subquery()
    )


_spent_on_line = (
    sa.select(_total(spending.c.amount))
    .where(_spent, spending.c.budget_line_id == grant_lines.c.budget_line_id)
    .correlate(grants, grant_lines)
    .scalar_subquery()
)
_lines = (
    sa.select(
        sa.func.jsonb_agg(
            aggregate_order_by(
                sa.func.jsonb_build_object(
                    "budget_line_id",
                    grant_lines.c.budget_line_id,
                    "amount",
                    grant_lines.c.amount,
                    "spent",
                    _spent_on_line,
                ),
                grant_lines.c.budget_line_id,
            )
        )
    )
    .where(grant_lines.c.initiative_id == _c.initiative_id, grant_lines.c.grant_id == _c.id)
    .correlate(grants)
    .scalar_subquery()
)
_shown = sa.select(
    grants,
    funding_sources.c.funder_organization_id,
    funding_sources.c.terms_confidential,
    sa.func.coalesce(_lines, sa.literal_column("'[]'::jsonb")).label("lines"),
    _instalments(InstalmentStatus.RECEIVED).label("received"),
    _instalments(InstalmentStatus.DUE).label("due"),
    sa.select(_total(spending.c.amount)).where(_spent).correlate(grants).scalar_subquery().label("spent"),
).join_from(
    grants,
    funding_sources,
    sa.and_(funding_sources.c.initiative_id == _c.initiative_id, funding_sources.c.id == _c.source_id),
)
# Of each source there is one grant: a second one is not inserted.
_INSERT = Statement(insert(grants).on_conflict_do_nothing().returning(grants.c.id))
_INSERT_LINE = Statement(sa.insert(grant_lines))
_DROP_LINES = Statement(
    sa.delete(grant_lines).where(
        grant_lines.c.initiative_id == _INITIATIVE, grant_lines.c.grant_id == sa.bindparam("this")
    )
)
_GET = Statement(_shown.where(_this))
_OF_SOURCE = Statement(
    _shown.where(_c.initiative_id == _INITIATIVE, _c.source_id == sa.bindparam("source", type_=sa.Uuid))
)
# Locked first and read after: what is read by the statement that waited would be as old as its beginning.
_LOCK = Statement(sa.select(_c.id).where(_this).with_for_update())
_changing = (
    *("amount", "agreed_on", "starts_on", "ends_on", "restricted_to", "conditions"),
    *("closed_on", "closing_reason"),
)
_UPDATE = Statement(
    sa.update(grants)
    .where(_this)
    .values({name: sa.bindparam(name) for name in _changing} | {"version": _c.version + 1})
)
_FILTERS = {
    "source_id": _c.source_id == sa.bindparam("source_id", type_=sa.Uuid),
    "funders": funding_sources.c.funder_organization_id
    == sa.any_(sa.bindparam("funders", type_=ARRAY(sa.Uuid))),
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


class GrantRepository:
    """Rows of grants, with their lines and what was received, is due and was spent, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> bool:
        """A new grant; says whether the source had none."""
        row = await _INSERT.first(
            self._connection,
            initiative_id=self._initiative_id,
            closed_on=None,
            closing_reason=None,
            **values,
        )
        return row is not None

    async def put_lines(self, grant_id: UUID, amounts: Mapping[UUID, int]) -> None:
        """The lines a grant is restricted to, from now on."""
        await _DROP_LINES.run(self._connection, initiative=self._initiative_id, this=grant_id)
        for line_id, amount in amounts.items():
            await _INSERT_LINE.run(
                self._connection,
                initiative_id=self._initiative_id,
                grant_id=grant_id,
                budget_line_id=line_id,
                amount=amount,
            )

    async def get(self, grant_id: UUID) -> asyncpg.Record | None:
        """One grant."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=grant_id)

    async def of_source(self, source_id: UUID) -> asyncpg.Record | None:
        """The grant a source became, if it did."""
        return await _OF_SOURCE.first(self._connection, initiative=self._initiative_id, source=source_id)

    async def lock(self, grant_id: UUID) -> asyncpg.Record | None:
        """One grant, held until the transaction ends."""
        await _LOCK.first(self._connection, initiative=self._initiative_id, this=grant_id)
        return await self.get(grant_id)

    async def update(self, row: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
        """Write changes to a locked grant as its next version."""
        values = {name: changes.get(name, row[name]) for name in _changing}
        await _UPDATE.run(self._connection, initiative=self._initiative_id, this=row["id"], **values)

    async def page(self, after: UUID, limit: int, filters: Mapping[str, Any]) -> list[asyncpg.Record]:
        """Grants after an id, those that fit the filters given."""
        given = {name: value for name, value in filters.items() if value is not None}
        return await _page(tuple(sorted(given))).all(
            self._connection, initiative=self._initiative_id, after=after, limit=limit, **given
        )
