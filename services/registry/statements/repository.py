"""Every SQL statement of the statements people make."""

from collections.abc import Mapping
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.registry.requests.kinds import RequestKind
from services.registry.requests.models import INITIATIVE, asked, standing
from services.registry.sources.events import SourceStatus
from services.registry.sources.models import sources
from services.registry.statements.events import StatementStanding
from services.registry.statements.models import statements
from shared.database.statements import Statement

_c = statements.c
_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_this = sa.and_(_c.initiative_id == _INITIATIVE, _c.id == sa.bindparam("this", type_=sa.Uuid))
_changing = ("confirmation", "withdrawn_on", "withdrawal_reason")
_INSERT = Statement(sa.insert(statements).returning(statements))
_GET = Statement(sa.select(statements).where(_this))
_LOCK = Statement(sa.select(statements).where(_this).with_for_update())
_UPDATE = Statement(
    sa.update(statements)
    .where(_this)
    .values({name: sa.bindparam(name) for name in _changing} | {"version": _c.version + 1})
    .returning(statements)
)
_SOURCES = Statement(
    sa.select(sa.func.count())
    .select_from(sources)
    .where(
        sources.c.initiative_id == _INITIATIVE,
        sources.c.id == sa.any_(sa.bindparam("ids", type_=sa.ARRAY(sa.Uuid))),
        sources.c.status == SourceStatus.RECORDED.value,
    )
)
_FILTERS: dict[str, sa.ColumnElement[bool]] = {
    "organization_id": _c.organization_id == sa.bindparam("organization_id", type_=sa.Uuid),
    "kind": _c.kind == sa.bindparam("kind", type_=sa.Text),
    "public": _c.public == sa.bindparam("public", type_=sa.Boolean),
    "confirmation": _c.confirmation == sa.bindparam("confirmation", type_=sa.Text),
    "withdrawn": _c.withdrawn_on.is_not(None) == sa.bindparam("withdrawn", type_=sa.Boolean),
}
REQUESTS = (
    sa.select(
        *asked(
            RequestKind.CONFIRM_STATEMENT,
            subject=_c.id,
            organization=_c.organization_id,
            asked_at=_c.created_at,
            state=standing(
                done=_c.confirmation != StatementStanding.AWAITED.value,
                lapsed=_c.withdrawn_on.is_not(None),
            ),
        )
    ).where(_c.initiative_id == INITIATIVE, _c.organization_id.is_not(None)),
)
"""An organization of which somebody recorded a statement is asked whether it is its own."""


@cache
def _page(filters: tuple[str, ...]) -> Statement:
    """One statement for each set of filters, compiled when it is first asked for."""
    return Statement(
        sa.select(statements)
        .where(
            _c.initiative_id == _INITIATIVE,
            _c.id > sa.bindparam("after", type_=sa.Uuid),
            *(_FILTERS[name] for name in filters),
        )
        .order_by(_c.id)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


class StatementRepository:
    """Rows of statements, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A new statement."""
        return await _INSERT.one(self._connection, initiative_id=self._initiative_id, **values)

    async def get(self, statement_id: UUID) -> asyncpg.Record | None:
        """One statement."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=statement_id)

    async def lock(self, statement_id: UUID) -> asyncpg.Record | None:
        """One statement, held until the transaction ends."""
        return await _LOCK.first(self._connection, initiative=self._initiative_id, this=statement_id)

    async def page(self, after: UUID, limit: int, filters: Mapping[str, Any]) -> list[asyncpg.Record]:
        """Statements after an id, those that have the values given."""
        given = {name: value for name, value in filters.items() if value is not None}
        return await _page(tuple(sorted(given))).all(
            self._connection, initiative=self._initiative_id, after=after, limit=limit, **given
        )

    async def update(self, row: Mapping[str, Any], changes: Mapping[str, Any]) -> asyncpg.Record:
        """Write changes to a locked statement as its next version."""
        values = {name: changes.get(name, row[name]) for name in _changing}
        return await _UPDATE.one(self._connection, initiative=self._initiative_id, this=row["id"], **values)

    async def knows(self, source_ids: set[UUID]) -> bool:
        """Whether all of these are sources of the initiative that serve."""
        found = await _SOURCES.value(self._connection, initiative=self._initiative_id, ids=list(source_ids))
        return int(found) == len(source_ids)
