"""Every SQL statement of the assessments."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import distinct_on

from services.registry.assessments.models import assessments
from shared.database.statements import Statement

_c = assessments.c
_initiative = _c.initiative_id == sa.bindparam("initiative")
_INSERT = Statement(sa.insert(assessments).returning(assessments))
_HISTORY = Statement(
    sa.select(assessments)
    .where(
        _initiative,
        _c.organization_id == sa.any_(sa.bindparam("organizations", type_=sa.ARRAY(sa.Uuid))),
        _c.id > sa.bindparam("after"),
    )
    .order_by(_c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)


@cache
def _latest(filters: tuple[str, ...]) -> Statement:
    """Of each organization what held last on a day; of two of one day the one recorded last."""
    held = (
        sa.select(assessments)
        .where(
            _initiative,
            _c.organization_id > sa.bindparam("after"),
            _c.assessed_on <= sa.bindparam("on"),
        )
        .ext(distinct_on(_c.organization_id))
        .order_by(_c.organization_id, _c.assessed_on.desc(), _c.id.desc())
        .subquery()
    )
    return Statement(
        sa.select(held)
        .where(*(held.c[name] == sa.bindparam(name) for name in filters))
        .order_by(held.c.organization_id)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


class AssessmentRepository:
    """Rows of assessments, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A new assessment."""
        return await _INSERT.one(self._connection, initiative_id=self._initiative_id, **values)

    async def history(self, organization_ids: list[UUID], after: UUID, limit: int) -> list[asyncpg.Record]:
        """The assessments of an organization under all its ids, in the order they were recorded."""
        return await _HISTORY.all(
            self._connection,
            initiative=self._initiative_id,
            organizations=organization_ids,
            after=after,
            limit=limit,
        )

    async def latest(
        self, on: date, after: UUID, limit: int, candidate_for: str | None
    ) -> list[asyncpg.Record]:
        """What held on a day, of organizations after an id."""
        given = {} if candidate_for is None else {"candidate_for": candidate_for}
        return await _latest(tuple(given)).all(
            self._connection, initiative=self._initiative_id, on=on, after=after, limit=limit, **given
        )
