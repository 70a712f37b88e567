"""Every SQL statement of the history, and the tables as they were recorded at a moment."""

from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.registry.history.models import EVERYTHING, KEPT, beginnings, recorded
from shared.database.statements import Statement

_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_PERSON = sa.bindparam("person", type_=sa.Uuid)
_BEGUN = Statement(
    sa.select(sa.func.max(beginnings.c.begun_at)).where(
        beginnings.c.initiative_id == _INITIATIVE,
        sa.or_(
            beginnings.c.resource == sa.literal(EVERYTHING, sa.Text),
            beginnings.c.resource == sa.bindparam("resource", type_=sa.Text),
        ),
    )
)


def known(table: sa.Table, name: str | None = None) -> sa.Subquery:
    """A kept table as it was recorded at the moment `known_at`; what is not kept of it is null.

    The columns its rows are found by come from the history's key, so that pages are read along it.
    """
    kept = KEPT[table.name]
    keys = {
        "initiative_id": recorded.c.initiative_id,
        kept.within: recorded.c.within,
        kept.id: recorded.c.row_id,
    }
    values = [column for column in table.c if column.name not in keys]
    state = (
        sa.func.jsonb_populate_record(
            sa.literal_column(f"NULL::{table.schema}.{table.name}"), recorded.c.state
        )
        .table_valued(*(sa.column(column.name, column.type) for column in values), name="was")
        .lateral("was")
    )
    known_at = sa.bindparam("known_at", type_=sa.DateTime(timezone=True))
    said = {column.name: state.c[column.name] for column in values}
    columns: dict[str, sa.ColumnElement[Any]] = {**said, **keys}
    return (
        sa.select(*(columns[column.name].label(column.name) for column in table.c))
        .select_from(recorded.join(state, sa.true()))
        .where(
            recorded.c.initiative_id == _INITIATIVE,
            recorded.c.resource == sa.literal(table.name, sa.Text),
            recorded.c.recorded_from <= known_at,
            recorded.c.recorded_until > known_at,
        )
        .subquery(name or table.name)
    )


def holds_on(shown: sa.FromClause, day: sa.BindParameter[Any]) -> sa.ColumnElement[bool]:
    """Whether something with a first and a last day, or without, holds on a day."""
    return sa.and_(
        sa.or_(shown.c.since.is_(None), shown.c.since <= day),
        sa.or_(shown.c.until.is_(None), shown.c.until >= day),
    )


def _of(resource: str, *more: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.and_(
        recorded.c.initiative_id == _INITIATIVE, recorded.c.resource == sa.literal(resource, sa.Text), *more
    )


_ERASE = [
    Statement(sa.delete(recorded).where(condition))
    for condition in (
        _of("person", recorded.c.row_id == _PERSON),
        _of("affiliation", recorded.c.within == _PERSON),
        _of("seat", recorded.c.state["person_id"].astext == sa.cast(_PERSON, sa.Text)),
    )
]


def _without(resource: str, of_person: str, *emptied: str) -> Statement:
    """Empty who somebody was in every state of a resource, and what goes with them; the states stay."""
    names = (of_person, *emptied)
    nothing = sa.func.jsonb_build_object(*(part for name in names for part in (name, sa.null())))
    return Statement(
        sa.update(recorded)
        .where(_of(resource, recorded.c.state[of_person].astext == sa.cast(_PERSON, sa.Text)))
        .values(state=recorded.c.state.concat(nothing))
    )


_EMPTY = [
    _without("commitment", "by_person_id", "text"),
    _without("commitment", "to_person_id", "text"),
    _without("commitment", "recorded_by"),
    _without("commitment_view", "author_id", "note"),
]


class HistoryRepository:
    """Rows of the history, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def begun_at(self, resource: str) -> datetime | None:
        """Since when the history of a resource is kept; None where it always was."""
        found: datetime | None = await _BEGUN.value(
            self._connection, initiative=self._initiative_id, resource=resource
        )
        return found

    async def erase(self, person_id: UUID) -> None:
        """Delete how a person, whom they belonged to and where they sat was recorded before.

        Of commitments it empties what it empties in those of today: who, and the words.
        """
        for statement in (*_ERASE, *_EMPTY):
            await statement.run(self._connection, initiative=self._initiative_id, person=person_id)
