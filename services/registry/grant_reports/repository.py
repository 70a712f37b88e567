"""Every SQL statement of the reports to funders."""

from datetime import date
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.registry.budget_lines.models import budget_lines
from services.registry.grant_reports.amounts import Spent
from services.registry.organizations.models import organizations
from services.registry.spending.models import spending
from shared.database.statements import Statement

_c = spending.c
_of_grant = sa.and_(
    _c.initiative_id == sa.bindparam("initiative", type_=sa.Uuid),
    _c.source_id == sa.bindparam("source", type_=sa.Uuid),
    _c.spent_on >= sa.bindparam("since", type_=sa.Date),
    _c.spent_on <= sa.bindparam("until", type_=sa.Date),
    sa.not_(_c.withdrawn),
)
_SUMS = Statement(
    sa.select(
        _c.budget_line_id,
        _c.category,
        sa.cast(sa.func.sum(_c.amount), sa.BigInteger).label("amount"),
        sa.func.count().label("entries"),
        sa.func.count().filter(sa.func.cardinality(_c.outside) > 0).label("outside"),
    )
    .where(_of_grant)
    .group_by(_c.budget_line_id, _c.category)
    .order_by(_c.budget_line_id, _c.category)
)
_ENTRIES = Statement(
    sa.select(
        spending,
        organizations.c.name.label("organization_name"),
        budget_lines.c.name.label("budget_line_name"),
    )
    .select_from(
        spending.join(
            organizations,
            sa.and_(
                organizations.c.initiative_id == _c.initiative_id,
                organizations.c.id == _c.organization_id,
            ),
        ).outerjoin(
            budget_lines,
            sa.and_(budget_lines.c.initiative_id == _c.initiative_id, budget_lines.c.id == _c.budget_line_id),
        )
    )
    .where(
        _of_grant,
        _c.id > sa.bindparam("after", type_=sa.Uuid),
        _c.id <= sa.bindparam("last", type_=sa.Uuid),
    )
    .order_by(_c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)


class GrantReportRepository:
    """What was spent of a source in a period, in one initiative."""

    def __init__(
        self, connection: asyncpg.Connection, initiative_id: UUID, source_id: UUID, since: date, until: date
    ) -> None:
        self._connection = connection
        self._of = {"initiative": initiative_id, "source": source_id, "since": since, "until": until}

    async def sums(self) -> list[Spent]:
        """What was spent, by budget line and category."""
        return [Spent(**row) for row in await _SUMS.all(self._connection, **self._of)]

    async def entries(self, after: UUID, last: UUID, limit: int) -> list[asyncpg.Record]:
        """Entries after an id, up to the last, with the names of organization and budget line."""
        return await _ENTRIES.all(self._connection, **self._of, after=after, last=last, limit=limit)
