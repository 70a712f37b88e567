"""Every SQL statement of the publications."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.metrics.publications.models import publications
from shared.database.statements import Statement

_mine = publications.c.initiative_id == sa.bindparam("initiative")
_INSERT = Statement(sa.insert(publications).returning(publications))
_FURTHEST = Statement(
    sa.select(sa.func.max(publications.c.through_on)).where(
        _mine,
        publications.c.organization_id == sa.bindparam("organization"),
        publications.c.indicator_id == sa.bindparam("indicator"),
    )
)
_PAGE = Statement(
    sa.select(publications)
    .where(_mine, publications.c.id > sa.bindparam("after"))
    .order_by(publications.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_FORGET = Statement(
    sa.update(publications)
    .where(_mine, publications.c.published_by == sa.bindparam("person"))
    .values(published_by=sa.null())
)


class PublicationRepository:
    """Rows of publications, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A new publication."""
        return await _INSERT.one(self._connection, initiative_id=self._initiative_id, **values)

    async def furthest(self, organization_id: UUID, indicator_id: UUID) -> date | None:
        """Up to which day an organization has published an indicator."""
        day: date | None = await _FURTHEST.value(
            self._connection,
            initiative=self._initiative_id,
            organization=organization_id,
            indicator=indicator_id,
        )
        return day

    async def page(self, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Publications after an id."""
        return await _PAGE.all(self._connection, initiative=self._initiative_id, after=after, limit=limit)

    async def forget(self, person_id: UUID) -> None:
        """Forget who approved what."""
        await _FORGET.run(self._connection, initiative=self._initiative_id, person=person_id)
