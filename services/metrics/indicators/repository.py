"""Every SQL statement of the indicators."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.metrics.following import organizations
from services.metrics.indicators.models import DEFINING, definitions, indicators
from shared.database.statements import Statement

_this = sa.and_(
    indicators.c.initiative_id == sa.bindparam("initiative"), indicators.c.id == sa.bindparam("this")
)
_INSERT = Statement(
    insert(indicators).on_conflict_do_nothing(index_elements=["initiative_id", "code"]).returning(indicators)
)
_GET = Statement(sa.select(indicators).where(_this))
_LOCK = Statement(sa.select(indicators).where(_this).with_for_update())
_UPDATE = Statement(
    sa.update(indicators)
    .where(_this)
    .values({name: sa.bindparam(name) for name in DEFINING} | {"version": indicators.c.version + 1})
    .returning(indicators)
)
_DELETE = Statement(sa.delete(indicators).where(_this))
_KEEP_DEFINITION = Statement(sa.insert(definitions))
_DEFINITIONS = Statement(
    sa.select(definitions)
    .where(
        definitions.c.initiative_id == sa.bindparam("initiative"),
        definitions.c.indicator_id == sa.bindparam("indicator"),
        definitions.c.id > sa.bindparam("after"),
    )
    .order_by(definitions.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_ORGANIZATION = Statement(
    sa.select(organizations.c.id).where(
        organizations.c.initiative_id == sa.bindparam("initiative"),
        organizations.c.id == sa.bindparam("this"),
    )
)
_FORGET_AUTHOR = Statement(
    sa.update(indicators)
    .where(
        indicators.c.initiative_id == sa.bindparam("initiative"),
        indicators.c.drafted_by == sa.bindparam("person"),
    )
    .values(drafted_by=sa.null(), version=indicators.c.version + 1)
)


@cache
def _page(filters: tuple[str, ...]) -> Statement:
    """One statement for each set of filters, compiled when it is first asked for."""
    return Statement(
        sa.select(indicators)
        .where(
            indicators.c.initiative_id == sa.bindparam("initiative"),
            indicators.c.id > sa.bindparam("after"),
            *(indicators.c[name] == sa.bindparam(name) for name in filters),
        )
        .order_by(indicators.c.id)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


class IndicatorRepository:
    """Rows of indicators and of their definitions, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record | None:
        """A new indicator, or None where its code is taken; waits for others who are taking it."""
        return await _INSERT.first(self._connection, initiative_id=self._initiative_id, **values)

    async def get(self, indicator_id: UUID) -> asyncpg.Record | None:
        """One indicator."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=indicator_id)

    async def lock(self, indicator_id: UUID) -> asyncpg.Record | None:
        """One indicator, held until the transaction ends."""
        return await _LOCK.first(self._connection, initiative=self._initiative_id, this=indicator_id)

    async def page(self, after: UUID, limit: int, filters: Mapping[str, Any]) -> list[asyncpg.Record]:
        """Indicators after an id, those that have the values given."""
        given = {name: value for name, value in filters.items() if value is not None}
        return await _page(tuple(sorted(given))).all(
            self._connection, initiative=self._initiative_id, after=after, limit=limit, **given
        )

    async def update(self, row: Mapping[str, Any], changes: Mapping[str, Any]) -> asyncpg.Record:
        """Write changes to the definition of a locked indicator as its next version."""
        values = {name: changes.get(name, row[name]) for name in DEFINING}
        return await _UPDATE.one(self._connection, initiative=self._initiative_id, this=row["id"], **values)

    async def delete(self, indicator_id: UUID) -> None:
        """Delete an indicator with its definitions."""
        await _DELETE.run(self._connection, initiative=self._initiative_id, this=indicator_id)

    async def keep_definition(
        self, row: Mapping[str, Any], definition_id: UUID, defined_at: datetime
    ) -> None:
        """Keep how an indicator is defined in its present version."""
        await _KEEP_DEFINITION.run(
            self._connection,
            initiative_id=self._initiative_id,
            indicator_id=row["id"],
            id=definition_id,
            version=row["version"],
            defined_at=defined_at,
            **{name: row[name] for name in DEFINING},
        )

    async def definitions(self, indicator_id: UUID, after: UUID, limit: int) -> list[asyncpg.Record]:
        """How one indicator was defined, oldest first."""
        return await _DEFINITIONS.all(
            self._connection, initiative=self._initiative_id, indicator=indicator_id, after=after, limit=limit
        )

    async def has_organization(self, organization_id: UUID) -> bool:
        """Whether the initiative has an organization."""
        found = await _ORGANIZATION.first(
            self._connection, initiative=self._initiative_id, this=organization_id
        )
        return found is not None

    async def forget_author(self, person_id: UUID) -> None:
        """Forget which indicators a person drafted."""
        await _FORGET_AUTHOR.run(self._connection, initiative=self._initiative_id, person=person_id)
