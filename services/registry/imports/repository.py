"""Every SQL statement of imports into the registry: what is there is read once, changes are made in bulk."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from services.registry.imports.models import imports
from services.registry.organizations.models import organizations
from services.registry.people.models import affiliations, people
from services.registry.ties.models import corrections, ties
from shared.database.statements import Statement

_AT_ONCE = 1_000
"""Rows of one statement, some hundred kilobytes."""

_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_ROWS = sa.bindparam("rows", type_=JSONB)
_NOW = sa.bindparam("now", type_=sa.DateTime(timezone=True))
# Imports of one initiative wait for each other: what one has created, the next one finds.
_ONE_AT_A_TIME = Statement(
    sa.select(
        sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(sa.cast(_INITIATIVE, sa.Text), sa.literal(7)))
    )
)
_ORGANIZATIONS = Statement(
    sa.select(
        organizations.c.id,
        organizations.c.name,
        organizations.c.sector,
        organizations.c.identifiers,
        organizations.c.population_groups,
        organizations.c.places_served,
        organizations.c.decision_maker_kinds,
        organizations.c.website,
        organizations.c.stage,
        organizations.c.version,
        organizations.c.merged_into,
    ).where(organizations.c.initiative_id == _INITIATIVE)
)
_theirs = (
    sa.select(sa.func.jsonb_agg(sa.func.to_jsonb(sa.literal_column("affiliation"))))
    .select_from(affiliations)
    .where(affiliations.c.initiative_id == people.c.initiative_id, affiliations.c.person_id == people.c.id)
    .correlate(people)
    .scalar_subquery()
)
_PEOPLE = Statement(
    sa.select(people, _theirs.label("affiliations")).where(people.c.initiative_id == _INITIATIVE)
)
_TIES = Statement(sa.select(ties).where(ties.c.initiative_id == _INITIATIVE).order_by(ties.c.id))


def _held(table: sa.Table) -> Statement:
    """The versions of rows that are about to change, held in the order of their ids."""
    return Statement(
        sa.select(table.c.id, table.c.version)
        .where(
            table.c.initiative_id == _INITIATIVE,
            table.c.id == sa.any_(sa.bindparam("ids", type_=ARRAY(sa.Uuid))),
        )
        .order_by(table.c.id)
        .with_for_update()
    )


_HELD_ORGANIZATIONS, _HELD_PEOPLE, _HELD_TIES = _held(organizations), _held(people), _held(ties)


def _incoming(columns: Iterable[sa.Column[Any]]) -> Any:
    """The rows given as JSON, with the types that the table has."""
    typed = [sa.column(one.name, one.type) for one in columns]
    return (
        sa.func.jsonb_to_recordset(_ROWS)
        .table_valued(*typed, name="incoming")
        .render_derived(with_types=True)
    )


_DESCRIBED = (
    *("name", "sector", "identifiers", "population_groups"),
    *("places_served", "decision_maker_kinds", "website"),
)
_new = _incoming([organizations.c.id, organizations.c.stage, *(organizations.c[one] for one in _DESCRIBED)])
_INSERT_ORGANIZATIONS = Statement(
    sa.insert(organizations).from_select(
        ["initiative_id", "id", "stage", *_DESCRIBED, "founding", "version", "created_at"],
        sa.select(
            _INITIATIVE,
            _new.c.id,
            _new.c.stage,
            *(_new.c[one] for one in _DESCRIBED),
            sa.false(),
            sa.literal(1),
            _NOW,
        ),
    )
)
_changed = _incoming([organizations.c.id, *(organizations.c[one] for one in _DESCRIBED)])
_UPDATE_ORGANIZATIONS = Statement(
    sa.update(organizations)
    .where(organizations.c.initiative_id == _INITIATIVE, organizations.c.id == _changed.c.id)
    .values({one: _changed.c[one] for one in _DESCRIBED} | {"version": organizations.c.version + 1})
)
_OF_PERSON = ("name", "email", "phone", "language")
_joining = _incoming([people.c.id, people.c.part, *(people.c[one] for one in _OF_PERSON)])
_INSERT_PEOPLE = Statement(
    sa.insert(people).from_select(
        ["initiative_id", "id", "part", *_OF_PERSON, "version", "created_at"],
        sa.select(
            _INITIATIVE,
            _joining.c.id,
            _joining.c.part,
            *(_joining.c[one] for one in _OF_PERSON),
            sa.literal(1),
            _NOW,
        ),
    )
)
_anew = _incoming([people.c.id, *(people.c[one] for one in _OF_PERSON)])
_UPDATE_PEOPLE = Statement(
    sa.update(people)
    .where(people.c.initiative_id == _INITIATIVE, people.c.id == _anew.c.id)
    .values({one: _anew.c[one] for one in _OF_PERSON} | {"version": people.c.version + 1})
)
_OF_AFFILIATION = [one for one in affiliations.c if one.name != "initiative_id"]
_belonging = _incoming(_OF_AFFILIATION)
_INSERT_AFFILIATIONS = Statement(
    sa.insert(affiliations).from_select(
        ["initiative_id", *(one.name for one in _OF_AFFILIATION)],
        sa.select(_INITIATIVE, *(_belonging.c[one.name] for one in _OF_AFFILIATION)),
    )
)
_ending = _incoming([affiliations.c.person_id, affiliations.c.id, affiliations.c.until])
_END_AFFILIATIONS = Statement(
    sa.update(affiliations)
    .where(
        affiliations.c.initiative_id == _INITIATIVE,
        affiliations.c.person_id == _ending.c.person_id,
        affiliations.c.id == _ending.c.id,
    )
    .values(until=_ending.c.until)
)
_OF_TIE = [one for one in ties.c if one.name not in ("initiative_id", "version", "created_at")]
_tied = _incoming(_OF_TIE)
_INSERT_TIES = Statement(
    sa.insert(ties).from_select(
        ["initiative_id", *(one.name for one in _OF_TIE), "version", "created_at"],
        sa.select(_INITIATIVE, *(_tied.c[one.name] for one in _OF_TIE), sa.literal(1), _NOW),
    )
)
_SAID = ("kind", "intensity", "direction", "since", "until")
_CHANGING = (*_SAID, "from_view", "to_view", "confirmation")
_retied = _incoming([ties.c.id, *(ties.c[one] for one in _CHANGING)])
_UPDATE_TIES = Statement(
    sa.update(ties)
    .where(ties.c.initiative_id == _INITIATIVE, ties.c.id == _retied.c.id)
    .values({one: _retied.c[one] for one in _CHANGING} | {"version": ties.c.version + 1})
)
_KEEP_CORRECTIONS = Statement(
    sa.insert(corrections).from_select(
        ["initiative_id", "tie_id", "id", *_SAID, "corrected_at"],
        sa.select(
            ties.c.initiative_id, ties.c.id, sa.func.uuidv7(), *(ties.c[one] for one in _SAID), _NOW
        ).where(
            ties.c.initiative_id == _INITIATIVE,
            ties.c.id == sa.any_(sa.bindparam("ids", type_=ARRAY(sa.Uuid))),
        ),
    )
)
_INSERT = Statement(sa.insert(imports))
_NUMBERS = (one.name for one in imports.c if isinstance(one.type, sa.Integer))
_NOTHING_YET: dict[str, Any] = {
    **dict.fromkeys(_NUMBERS, 0),
    **dict.fromkeys(("accepted", "failure", "made_at", "ended_at")),
    "conflicts": [],
    "errors": [],
    "cancelling": False,
}
_GET = Statement(
    sa.select(imports).where(
        imports.c.initiative_id == _INITIATIVE, imports.c.id == sa.bindparam("this", type_=sa.Uuid)
    )
)
_PAGE = Statement(
    sa.select(imports)
    .where(imports.c.initiative_id == _INITIATIVE, imports.c.id > sa.bindparam("after", type_=sa.Uuid))
    .order_by(imports.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)


class ImportRepository:
    """What imports read and write, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def one_at_a_time(self) -> None:
        """Wait until no other import of the initiative is under way."""
        await _ONE_AT_A_TIME.value(self._connection, initiative=self._initiative_id)

    async def organizations(self) -> list[asyncpg.Record]:
        """All organizations on the map."""
        return await _ORGANIZATIONS.all(self._connection, initiative=self._initiative_id)

    async def people(self) -> list[asyncpg.Record]:
        """Everybody who takes part or did, with whom they belong to."""
        return await _PEOPLE.all(self._connection, initiative=self._initiative_id)

    async def ties(self) -> list[asyncpg.Record]:
        """All ties between them."""
        return await _TIES.all(self._connection, initiative=self._initiative_id)

    async def hold_organizations(self, ids: Sequence[UUID]) -> dict[UUID, int]:
        """The versions of organizations that are about to change, by id; nobody changes them meanwhile."""
        rows = await _HELD_ORGANIZATIONS.all(self._connection, initiative=self._initiative_id, ids=ids)
        return {row["id"]: row["version"] for row in rows}

    async def hold_people(self, ids: Sequence[UUID]) -> dict[UUID, int]:
        """The versions of people of whom something is about to change, by id."""
        rows = await _HELD_PEOPLE.all(self._connection, initiative=self._initiative_id, ids=ids)
        return {row["id"]: row["version"] for row in rows}

    async def hold_ties(self, ids: Sequence[UUID]) -> dict[UUID, int]:
        """The versions of ties that are about to change, by id."""
        rows = await _HELD_TIES.all(self._connection, initiative=self._initiative_id, ids=ids)
        return {row["id"]: row["version"] for row in rows}

    async def insert_organizations(self, rows: Iterable[Mapping[str, Any]], now: datetime) -> None:
        """New organizations."""
        for some in _in_parts(rows):
            await _INSERT_ORGANIZATIONS.run(
                self._connection, initiative=self._initiative_id, rows=list(_as_json(some)), now=now
            )

    async def update_organizations(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Organizations as they are from now on."""
        for some in _in_parts(rows):
            await _UPDATE_ORGANIZATIONS.run(
                self._connection, initiative=self._initiative_id, rows=list(_as_json(some))
            )

    async def insert_people(self, rows: Iterable[Mapping[str, Any]], now: datetime) -> None:
        """People who are new."""
        for some in _in_parts(rows):
            await _INSERT_PEOPLE.run(
                self._connection, initiative=self._initiative_id, rows=list(_as_json(some)), now=now
            )

    async def update_people(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """What is recorded of people from now on."""
        await self._in_bulk(_UPDATE_PEOPLE, rows)

    async def insert_affiliations(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Whom people belong to from now on."""
        await self._in_bulk(_INSERT_AFFILIATIONS, rows)

    async def end_affiliations(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Other last days of affiliations."""
        await self._in_bulk(_END_AFFILIATIONS, rows)

    async def _in_bulk(self, statement: Statement, rows: Iterable[Mapping[str, Any]]) -> None:
        for some in _in_parts(rows):
            await statement.run(self._connection, initiative=self._initiative_id, rows=list(_as_json(some)))

    async def insert_ties(self, rows: Iterable[Mapping[str, Any]], now: datetime) -> None:
        """New ties."""
        for some in _in_parts(rows):
            await _INSERT_TIES.run(
                self._connection, initiative=self._initiative_id, rows=list(_as_json(some)), now=now
            )

    async def update_ties(self, rows: Sequence[Mapping[str, Any]], now: datetime) -> None:
        """Ties as they are from now on; what they said before is kept."""
        ids = [row["id"] for row in rows]
        await _KEEP_CORRECTIONS.run(self._connection, initiative=self._initiative_id, ids=ids, now=now)
        for some in _in_parts(rows):
            await _UPDATE_TIES.run(
                self._connection, initiative=self._initiative_id, rows=list(_as_json(some))
            )

    async def insert(self, values: Mapping[str, Any]) -> None:
        """An import: one that was made, or one that waits, of which nothing is known yet."""
        await _INSERT.run(self._connection, initiative_id=self._initiative_id, **{**_NOTHING_YET, **values})

    async def get(self, import_id: UUID) -> asyncpg.Record | None:
        """One import."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=import_id)

    async def page(self, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Imports after an id."""
        return await _PAGE.all(self._connection, initiative=self._initiative_id, after=after, limit=limit)


def _in_parts(rows: Iterable[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    left = iter(rows)
    while part := list(islice(left, _AT_ONCE)):
        yield part


def _as_json(rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Rows as JSON has them: ids and days are text there."""
    for row in rows:
        yield {
            name: value if value is None or isinstance(value, dict | list | bool | int) else str(value)
            for name, value in row.items()
        }
