"""Every SQL statement of the people."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import aggregate_order_by

from services.registry.history.repository import holds_on, known
from services.registry.history.when import When
from services.registry.organizations.models import organizations
from services.registry.people.models import affiliations, people
from shared.database.statements import Statement

_this = sa.and_(people.c.initiative_id == sa.bindparam("initiative"), people.c.id == sa.bindparam("this"))
_changing = [c.name for c in people.c if c.name not in ("initiative_id", "id", "created_at")]
_theirs = (
    sa.select(sa.func.jsonb_agg(sa.func.to_jsonb(sa.literal_column("affiliation")).op("-")("initiative_id")))
    .select_from(affiliations)
    .where(affiliations.c.initiative_id == people.c.initiative_id, affiliations.c.person_id == people.c.id)
    .correlate(people)
    .scalar_subquery()
)


def _of(person: sa.FromClause, affiliation: sa.FromClause, *more: sa.ColumnElement[bool]) -> sa.Label[Any]:
    """A person's affiliations, as objects."""
    named = [
        value
        for column in affiliation.c
        if column.name != "initiative_id"
        for value in (sa.literal(column.name, sa.Text), column)
    ]
    return (
        sa.select(sa.func.jsonb_agg(aggregate_order_by(sa.func.jsonb_build_object(*named), affiliation.c.id)))
        .where(
            affiliation.c.initiative_id == sa.bindparam("initiative", type_=sa.Uuid),
            affiliation.c.person_id == person.c.id,
            *more,
        )
        .correlate(person)
        .scalar_subquery()
        .label("affiliations")
    )


@cache
def _at(*, recorded: bool, on_day: bool, one: bool) -> Statement:
    """People as they were recorded, or are, with what they belonged to then; their names are of today."""
    was = known(people, "was_person") if recorded else people
    belonging = known(affiliations) if recorded else affiliations
    as_of = sa.bindparam("as_of", type_=sa.Date)
    left_at: sa.ColumnElement[Any] = was.c.left_at
    if on_day:
        left_on = sa.cast(sa.func.timezone("UTC", left_at), sa.Date)
        left_at = sa.case((left_on <= as_of, left_at), else_=sa.null())
    holding = (holds_on(belonging, as_of),) if on_day else ()
    shown = (
        was
        if was is people
        else was.join(
            people,
            sa.and_(people.c.initiative_id == was.c.initiative_id, people.c.id == was.c.id),
        )
    )
    columns = [
        people.c.name,
        *(sa.null().label(name) for name in ("email", "phone", "language")),
        *(was.c[name] for name in ("id", "part", "version", "created_at")),
        left_at.label("left_at"),
        _of(was, belonging, *holding),
    ]
    at = (
        was.c.id == sa.bindparam("this", type_=sa.Uuid)
        if one
        else was.c.id > sa.bindparam("after", type_=sa.Uuid)
    )
    found = (
        sa.select(*columns)
        .select_from(shown)
        .where(was.c.initiative_id == sa.bindparam("initiative", type_=sa.Uuid), at)
    )
    if one:
        return Statement(found)
    return Statement(found.order_by(was.c.id).limit(sa.bindparam("limit", type_=sa.Integer)))


_with_affiliations = sa.select(people, _theirs.label("affiliations"))
_INSERT = Statement(sa.insert(people))
_GET = Statement(_with_affiliations.where(_this))
_LOCK = Statement(sa.select(people).where(_this).with_for_update())
_PAGE = Statement(
    _with_affiliations.where(
        people.c.initiative_id == sa.bindparam("initiative"), people.c.id > sa.bindparam("after")
    )
    .order_by(people.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_UPDATE = Statement(sa.update(people).where(_this).values({name: sa.bindparam(name) for name in _changing}))
_ERASE = Statement(sa.delete(people).where(_this))
_INSERT_AFFILIATION = Statement(sa.insert(affiliations))
_END_AFFILIATION = Statement(
    sa.update(affiliations)
    .where(
        affiliations.c.initiative_id == sa.bindparam("initiative"),
        affiliations.c.person_id == sa.bindparam("person"),
        affiliations.c.id == sa.bindparam("this"),
    )
    .values(until=sa.bindparam("until"))
)
_END_AFFILIATIONS = Statement(
    sa.update(affiliations)
    .where(
        affiliations.c.initiative_id == sa.bindparam("initiative"),
        affiliations.c.person_id == sa.bindparam("person"),
        sa.or_(affiliations.c.until.is_(None), affiliations.c.until > sa.bindparam("until")),
    )
    .values(until=sa.bindparam("until"))
    .returning(affiliations.c.id)
)
# Held in the order of their ids: whoever merges one waits for who comes to belong to it, and carries that on.
_ORGANIZATIONS = Statement(
    sa.select(organizations.c.id, organizations.c.founding)
    .where(
        organizations.c.initiative_id == sa.bindparam("initiative"),
        organizations.c.id == sa.any_(sa.bindparam("ids", type_=sa.ARRAY(sa.Uuid))),
        organizations.c.merged_into.is_(None),
    )
    .order_by(organizations.c.id)
    .with_for_update(read=True, key_share=True)
)


class PersonRepository:
    """Rows of people and their affiliations, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> None:
        """A new person."""
        await _INSERT.run(self._connection, initiative_id=self._initiative_id, **values)

    async def get(self, person_id: UUID) -> asyncpg.Record | None:
        """One person with their affiliations."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=person_id)

    async def lock(self, person_id: UUID) -> asyncpg.Record | None:
        """One person, held until the transaction ends."""
        return await _LOCK.first(self._connection, initiative=self._initiative_id, this=person_id)

    async def get_at(self, person_id: UUID, when: When) -> asyncpg.Record | None:
        """One person as they were recorded, with what they belonged to."""
        return await _at(**when.asks(), one=True).first(
            self._connection, initiative=self._initiative_id, this=person_id, **when.given()
        )

    async def page_at(self, after: UUID, limit: int, when: When) -> list[asyncpg.Record]:
        """People after an id as they were recorded, with what they belonged to."""
        return await _at(**when.asks(), one=False).all(
            self._connection, initiative=self._initiative_id, after=after, limit=limit, **when.given()
        )

    async def page(self, after: UUID, limit: int) -> list[asyncpg.Record]:
        """People after an id, with their affiliations."""
        return await _PAGE.all(self._connection, initiative=self._initiative_id, after=after, limit=limit)

    async def update(self, row: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
        """Write changes to a locked person as their next version."""
        values = {name: changes.get(name, row[name]) for name in _changing} | {"version": row["version"] + 1}
        await _UPDATE.run(self._connection, initiative=self._initiative_id, this=row["id"], **values)

    async def erase(self, person_id: UUID) -> None:
        """Delete a person, with affiliations and staff roles."""
        await _ERASE.run(self._connection, initiative=self._initiative_id, this=person_id)

    async def insert_affiliation(self, values: Mapping[str, Any]) -> None:
        """A new affiliation."""
        await _INSERT_AFFILIATION.run(self._connection, initiative_id=self._initiative_id, **values)

    async def end_affiliation(self, person_id: UUID, affiliation_id: UUID, until: Any) -> bool:
        """Set the last day of an affiliation; says whether there is one."""
        return bool(
            await _END_AFFILIATION.run(
                self._connection,
                initiative=self._initiative_id,
                person=person_id,
                this=affiliation_id,
                until=until,
            )
        )

    async def end_affiliations(self, person_id: UUID, until: date) -> list[UUID]:
        """Set the last day of all affiliations that would last longer; answers which these were."""
        rows = await _END_AFFILIATIONS.all(
            self._connection, initiative=self._initiative_id, person=person_id, until=until
        )
        return sorted(row["id"] for row in rows)

    async def organizations(self, ids: set[UUID]) -> dict[UUID, bool]:
        """Those of the organizations that exist, and whether each is a founding partner."""
        rows = await _ORGANIZATIONS.all(self._connection, initiative=self._initiative_id, ids=list(ids))
        return {row["id"]: row["founding"] for row in rows}
