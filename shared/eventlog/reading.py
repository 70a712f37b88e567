"""Reading the log: entries in their order, and opened values for whoever may see them.

Everybody who reads an initiative's log reads every line of it; who may open which sealed value is decided
here, in one place (docs/decisions/0006). Whether somebody may read the log at all is decided by who calls.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from shared.database.statements import Statement
from shared.eventlog.event_types import Audience
from shared.eventlog.tables import entries, heads, openings

START = -1
"""The position before the first entry."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, as far as opening values goes."""

    ids: tuple[UUID, ...]
    """The person and the organizations they speak for."""
    facilitates: bool
    takes_part: bool = True
    opens_people: bool = True
    """Whether values that are about people, or by them, are opened too: what their erasure would erase."""


NOBODY = Reader((), facilitates=False, takes_part=False)
"""Reads the lines and opens nothing: an auditor."""


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """Which entries: all conditions given have to hold."""

    types: tuple[str, ...] = ()
    """Exact names, or everything under a name, as `registry.*`; any one of them is enough."""
    actor: UUID | None = None
    subject: str | None = None
    since: datetime | None = None
    until: datetime | None = None


def _bound(name: str, type_: sa.types.TypeEngine[Any]) -> sa.BindParameter[Any]:
    return sa.bindparam(name, type_=type_)


_INITIATIVE = _bound("initiative", sa.Uuid())
_LIMIT = _bound("limit", sa.BigInteger())
_SIZE = Statement(sa.select(heads.c.size).where(heads.c.initiative_id == _INITIATIVE))
_RANGE = Statement(
    sa.select(entries.c.position, entries.c.line)
    .where(
        entries.c.initiative_id == _INITIATIVE,
        entries.c.position > _bound("after", sa.BigInteger()),
        entries.c.position < _bound("size", sa.BigInteger()),
    )
    .order_by(entries.c.position)
    .limit(_LIMIT)
)
MAY_OPEN = sa.and_(
    sa.or_(_bound("opens_people", sa.Boolean()), sa.func.cardinality(openings.c.persons) == 0),
    sa.or_(
        sa.and_(openings.c.audience == Audience.MEMBERS.value, _bound("takes_part", sa.Boolean())),
        _bound("facilitates", sa.Boolean()),
        sa.and_(
            openings.c.audience == Audience.CONCERNED.value,
            openings.c.readers.op("&&")(_bound("ids", ARRAY(sa.Uuid))),
        ),
    ),
)
"""Who may open a value: whatever opens values asks this, with what `may_open` binds."""


def may_open(reader: Reader) -> dict[str, Any]:
    """What MAY_OPEN has to know of a reader."""
    return {
        "ids": list(reader.ids),
        "facilitates": reader.facilitates,
        "takes_part": reader.takes_part,
        "opens_people": reader.opens_people,
    }


_OPENINGS_AT = Statement(
    sa.select(
        openings.c.position,
        openings.c.field,
        sa.case((MAY_OPEN, openings.c.value), else_=None).label("value"),
    )
    .where(
        openings.c.initiative_id == _INITIATIVE,
        openings.c.position == sa.any_(_bound("positions", ARRAY(sa.BigInteger))),
    )
    .order_by(openings.c.position, openings.c.field)
)
_OPENINGS_AFTER = Statement(
    sa.select(openings.c.position, openings.c.field, openings.c.salt, openings.c.value)
    .where(
        openings.c.initiative_id == _INITIATIVE,
        sa.tuple_(openings.c.position, openings.c.field)
        > sa.tuple_(_bound("after", sa.BigInteger()), _bound("after_field", sa.Text())),
        openings.c.position < _bound("size", sa.BigInteger()),
        MAY_OPEN,
    )
    .order_by(openings.c.position, openings.c.field)
    .limit(_LIMIT)
)


async def size(connection: asyncpg.Connection, initiative_id: UUID) -> int:
    """How many entries the log has: the position the next one will get."""
    found: int | None = await _SIZE.value(connection, initiative=initiative_id)
    return found or 0


async def read_range(
    connection: asyncpg.Connection, initiative_id: UUID, *, after: int, size: int, limit: int
) -> list[asyncpg.Record]:
    """The next entries (position, line) after a position of a log of `size` entries, without gaps."""
    return await _RANGE.all(connection, initiative=initiative_id, after=after, size=size, limit=limit)


async def read_entries(
    connection: asyncpg.Connection,
    initiative_id: UUID,
    wanted: EntryFilter,
    *,
    after: int,
    limit: int,
    newest_first: bool = False,
) -> list[asyncpg.Record]:
    """The first entries (position, line) after a position that a filter lets through, in the log's order.

    Or in the opposite order, and then `after` a position means before it.
    """
    conditions: dict[str, Any] = {
        "actor": wanted.actor,
        "subject": wanted.subject,
        "since": wanted.since,
        "until": wanted.until,
    }
    given = {name: value for name, value in conditions.items() if value is not None}
    names = tuple(sorted(given))
    common = {"initiative": initiative_id, "after": after, "limit": limit, **given}
    if not wanted.types:
        return await _filtered(names, newest_first).all(connection, **common)
    exact = [name for name in wanted.types if not name.endswith(".*")]
    prefixes = [name.removesuffix("*") for name in wanted.types if name.endswith(".*")]
    return await _of_types(names, newest_first).all(connection, **common, types=exact, prefixes=prefixes)


async def read_openings(
    connection: asyncpg.Connection, initiative_id: UUID, reader: Reader, positions: Sequence[int]
) -> list[asyncpg.Record]:
    """What is left to open at some positions: (position, field, value), the value None where it is closed.

    A sealed field of the line without a row here has been erased.
    """
    return await _OPENINGS_AT.all(
        connection,
        initiative=initiative_id,
        positions=list(positions),
        **may_open(reader),
    )


async def read_openings_after(
    connection: asyncpg.Connection,
    initiative_id: UUID,
    reader: Reader,
    *,
    after: tuple[int, str],
    size: int,
    limit: int,
) -> list[asyncpg.Record]:
    """The next values a reader may see (position, field, salt, value) after a position and field."""
    return await _OPENINGS_AFTER.all(
        connection,
        initiative=initiative_id,
        after=after[0],
        after_field=after[1],
        size=size,
        limit=limit,
        **may_open(reader),
    )


def _conditions(names: tuple[str, ...], newest_first: bool) -> list[sa.ColumnElement[bool]]:
    after = _bound("after", sa.BigInteger())
    possible = {
        "actor": entries.c.actor_id == _bound("actor", sa.Uuid()),
        "subject": entries.c.subject == _bound("subject", sa.Text()),
        "since": entries.c.time >= _bound("since", sa.DateTime(timezone=True)),
        "until": entries.c.time < _bound("until", sa.DateTime(timezone=True)),
    }
    return [
        entries.c.initiative_id == _INITIATIVE,
        entries.c.position < after if newest_first else entries.c.position > after,
        *(possible[name] for name in names),
    ]


def _ordered(position: sa.ColumnElement[int], newest_first: bool) -> sa.ColumnElement[int]:
    return position.desc() if newest_first else position.asc()


@cache
def _filtered(names: tuple[str, ...], newest_first: bool) -> Statement:
    """One statement for each set of conditions, compiled when it is first asked for."""
    return Statement(
        sa.select(entries.c.position, entries.c.line)
        .where(*_conditions(names, newest_first))
        .order_by(_ordered(entries.c.position, newest_first))
        .limit(_LIMIT)
    )


@cache
def _of_types(names: tuple[str, ...], newest_first: bool) -> Statement:
    """Entries of some types: the first of each type by its index, then the first of all.

    So a page costs (types × limit) look-ups, whether a type is rare or not, whatever the planner expects.
    """
    types = _wanted_types()
    of_one = (
        sa.select(entries.c.position, entries.c.line)
        .where(*_conditions(names, newest_first), entries.c.type == types.c.type)
        .order_by(_ordered(entries.c.position, newest_first))
        .limit(_LIMIT)
        .lateral("of_one")
    )
    return Statement(
        sa.select(of_one.c.position, of_one.c.line)
        .select_from(types.join(of_one, sa.true()))
        .order_by(_ordered(of_one.c.position, newest_first))
        .limit(_LIMIT)
    )


def _wanted_types() -> sa.Subquery:
    """The types asked for that occur in the log, found by jumping through the index from type to type."""
    first = sa.select(sa.func.min(entries.c.type).label("type")).where(entries.c.initiative_id == _INITIATIVE)
    occurring = first.cte("occurring", recursive=True)
    following = (
        sa.select(sa.func.min(entries.c.type))
        .where(entries.c.initiative_id == _INITIATIVE, entries.c.type > occurring.c.type)
        .scalar_subquery()
    )
    occurring = occurring.union_all(sa.select(following).where(occurring.c.type.is_not(None)))
    prefix = (
        sa.func.unnest(_bound("prefixes", ARRAY(sa.Text)))
        .table_valued("prefix", name="prefixes")
        .render_derived()
    )
    return (
        sa.select(occurring.c.type)
        .where(
            sa.or_(
                occurring.c.type == sa.any_(_bound("types", ARRAY(sa.Text))),
                sa.exists().where(sa.func.starts_with(occurring.c.type, prefix.c.prefix)),
            )
        )
        .subquery("wanted")
    )
