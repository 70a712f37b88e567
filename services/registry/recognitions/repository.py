"""Every SQL statement of the recognitions."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.registry.organizations.models import organizations
from services.registry.people.models import affiliations
from services.registry.recognitions.models import recognitions
from shared.database.statements import Statement
from shared.partnership import partner

_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_THIS = sa.bindparam("this", type_=sa.Uuid)
_PERSON = sa.bindparam("person", type_=sa.Uuid)
_ORGANIZATION = sa.bindparam("organization", type_=sa.Uuid)
_LIMIT = sa.bindparam("limit", type_=sa.Integer)
_AFTER = sa.bindparam("after", type_=sa.Uuid)
_TODAY = sa.bindparam("today", type_=sa.Date)
_this = sa.and_(recognitions.c.initiative_id == _INITIATIVE, recognitions.c.id == _THIS)
_INSERT = Statement(sa.insert(recognitions).returning(recognitions))
_GET = Statement(sa.select(recognitions).where(_this))
_LOCK = Statement(sa.select(recognitions).where(_this).with_for_update())
_DELETE = Statement(sa.delete(recognitions).where(_this))
_BELONGS = Statement(
    sa.select(sa.true())
    .select_from(affiliations)
    .where(
        affiliations.c.initiative_id == _INITIATIVE,
        affiliations.c.organization_id == _ORGANIZATION,
        affiliations.c.person_id == _PERSON,
        sa.or_(affiliations.c.until.is_(None), affiliations.c.until >= _TODAY),
    )
    .limit(1)
)
_given = (
    sa.select(
        recognitions.c.to_organization_id,
        sa.func.count().label("recognitions"),
        sa.func.max(recognitions.c.given_at).label("last_given_at"),
    )
    .where(recognitions.c.initiative_id == _INITIATIVE)
    .group_by(recognitions.c.to_organization_id)
    .subquery()
)
# Partners, whoever has waited longest first; a partner that never had any before all others.
_BALANCES = Statement(
    sa.select(
        organizations.c.id.label("organization_id"),
        sa.func.coalesce(_given.c.recognitions, 0).label("recognitions"),
        _given.c.last_given_at,
    )
    .select_from(organizations.outerjoin(_given, _given.c.to_organization_id == organizations.c.id))
    .where(
        organizations.c.initiative_id == _INITIATIVE,
        partner(organizations),
        sa.or_(
            _given.c.last_given_at.is_(None),
            _given.c.last_given_at < sa.bindparam("before", type_=sa.DateTime(timezone=True)),
        ),
    )
    .order_by(_given.c.last_given_at.asc().nulls_first(), organizations.c.id)
    .limit(_LIMIT)
)
_OF_PERSON = Statement(
    sa.select(recognitions)
    .where(
        recognitions.c.initiative_id == _INITIATIVE,
        sa.or_(recognitions.c.to_person_id == _PERSON, recognitions.c.given_by == _PERSON),
    )
    .order_by(recognitions.c.id)
    .limit(_LIMIT)
)
_ERASE = Statement(
    sa.update(recognitions)
    .where(
        recognitions.c.initiative_id == _INITIATIVE,
        sa.or_(recognitions.c.to_person_id == _PERSON, recognitions.c.given_by == _PERSON),
    )
    .values(
        text=sa.null(),
        to_person_id=sa.func.nullif(recognitions.c.to_person_id, _PERSON),
        given_by=sa.func.nullif(recognitions.c.given_by, _PERSON),
    )
)


@cache
def _page(filters: tuple[str, ...]) -> Statement:
    """One statement for each set of filters, compiled when it is first asked for."""
    return Statement(
        sa.select(recognitions)
        .where(
            recognitions.c.initiative_id == _INITIATIVE,
            recognitions.c.id > _AFTER,
            *(recognitions.c[name] == sa.bindparam(name) for name in filters),
        )
        .order_by(recognitions.c.id)
        .limit(_LIMIT)
    )


class RecognitionRepository:
    """Rows of recognition, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """New credit."""
        return await _INSERT.one(self._connection, initiative_id=self._initiative_id, **values)

    async def get(self, recognition_id: UUID) -> asyncpg.Record | None:
        """One credit."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=recognition_id)

    async def lock(self, recognition_id: UUID) -> asyncpg.Record | None:
        """One credit, held until the transaction ends."""
        return await _LOCK.first(self._connection, initiative=self._initiative_id, this=recognition_id)

    async def delete(self, recognition_id: UUID) -> None:
        """Take one back."""
        await _DELETE.run(self._connection, initiative=self._initiative_id, this=recognition_id)

    async def page(self, after: UUID, limit: int, filters: Mapping[str, Any]) -> list[asyncpg.Record]:
        """Credit after an id, that which has the values given."""
        given = {name: value for name, value in filters.items() if value is not None}
        return await _page(tuple(sorted(given))).all(
            self._connection, initiative=self._initiative_id, after=after, limit=limit, **given
        )

    async def balances(self, before: datetime, limit: int) -> list[asyncpg.Record]:
        """Partners without credit since a moment, whoever has waited longest first."""
        return await _BALANCES.all(
            self._connection, initiative=self._initiative_id, before=before, limit=limit
        )

    async def belongs(self, person_id: UUID, organization_id: UUID, today: date) -> bool:
        """Whether somebody belongs to an organization."""
        found = await _BELONGS.value(
            self._connection,
            initiative=self._initiative_id,
            person=person_id,
            organization=organization_id,
            today=today,
        )
        return bool(found)

    async def of_person(self, person_id: UUID, limit: int) -> list[asyncpg.Record]:
        """Credit a person was given, or gave."""
        return await _OF_PERSON.all(
            self._connection, initiative=self._initiative_id, person=person_id, limit=limit
        )

    async def erase(self, person_id: UUID) -> None:
        """Empty what a person gave and was given; that an organization had credit stays."""
        await _ERASE.run(self._connection, initiative=self._initiative_id, person=person_id)
