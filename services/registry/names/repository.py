"""Every SQL statement about the names of organizations."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ARRAY, insert

from services.registry.names.grams import FORM, NameRow, Sought, may_lack
from services.registry.names.models import names
from services.registry.organizations.models import organizations
from shared.database.statements import Statement

_NUMBERS = ARRAY(sa.Integer)
_LONGEST = 99_999
_new = insert(names)
_PUT = Statement(
    _new.on_conflict_do_update(
        index_elements=["initiative_id", "organization_id"],
        set_={name: _new.excluded[name] for name in ("grams", "length", "marks", "form")},
    )
)
_left = insert(names).from_select(
    ["initiative_id", "organization_id", "grams", "length", "marks", "form"],
    sa.select(
        organizations.c.initiative_id,
        organizations.c.id,
        sa.cast(postgresql.array([]), _NUMBERS),
        sa.literal(0),
        sa.cast(postgresql.array([]), ARRAY(sa.BigInteger)),
        sa.literal(0),
    ).where(
        organizations.c.initiative_id == sa.bindparam("initiative", type_=sa.Uuid),
        organizations.c.id == sa.any_(sa.bindparam("ids", type_=ARRAY(sa.Uuid))),
        organizations.c.merged_into.is_(None),
    ),
)
_LEAVE = Statement(
    _left.on_conflict_do_update(index_elements=["initiative_id", "organization_id"], set_={"form": 0})
)
_DROP = Statement(
    sa.delete(names).where(
        names.c.initiative_id == sa.bindparam("initiative"),
        names.c.organization_id == sa.bindparam("organization"),
    )
)
_STALE = Statement(
    sa.select(organizations)
    .join(
        names,
        sa.and_(
            names.c.initiative_id == organizations.c.initiative_id,
            names.c.organization_id == organizations.c.id,
        ),
    )
    .where(names.c.form < FORM)
    .limit(sa.bindparam("limit", type_=sa.Integer))
    .with_for_update(of=organizations, skip_locked=True)
)


@cache
def holding(readings: int, filters: tuple[str, ...]) -> Statement:
    """Who holds all trigrams of one of so many readings, among organizations that have the values given.

    `rank` grows with the length of the name; whoever holds only the reading without prefixes comes after.
    """
    each = _having_each(readings, "reading", names.c.length)
    numbered = (one.add_columns(sa.literal_column(str(at)).label("at")) for at, one in enumerate(each))
    held = sa.union_all(*numbered).subquery("held")
    rank = sa.func.min(held.c.at * (_LONGEST + 1) + held.c.length)
    found = sa.select(held.c.organization_id, rank.label("rank")).group_by(held.c.organization_id)
    return _page(found, filters)


@cache
def resembling(groups: int, readings: int, filters: tuple[str, ...]) -> Statement:
    """Who holds enough trigrams of one of so many readings, among organizations that have the values given.

    The index finds who has all trigrams of one group; only those are counted and ranked. `rank` grows with
    how many in a thousand are missing, then with the length of the name.
    """
    having = sa.union(*_having_each(groups, "group")).cte("having").prefix_with("MATERIALIZED")
    each = [f"reading_{at}" for at in range(readings)]
    gram = sa.func.unnest(names.c.grams).column_valued("gram")
    counts = (sa.func.count().filter(gram == sa.any_(_numbers(one))).label(one) for one in each)
    shared = sa.select(*counts).lateral("shared").c
    missing = (_missing(shared[one], one) + at for at, one in enumerate(each))
    rank = sa.func.least(*missing, type_=sa.BigInteger) * (_LONGEST + 1) + names.c.length
    enough = (shared[one] >= sa.bindparam(f"{one}_needed", type_=sa.Integer) for one in each)
    found = (
        sa.select(names.c.organization_id, rank.label("rank"))
        .join(having, names.c.organization_id == having.c.organization_id)
        .where(names.c.initiative_id == sa.bindparam("initiative"), sa.or_(*enough))
    )
    return _page(found, filters)


def _missing(shared: sa.ColumnElement[int], reading: str) -> sa.ColumnElement[int]:
    """Of the trigrams of a reading, how many in a thousand are missing where so many are there."""
    asked = sa.func.cardinality(_numbers(reading))
    return ((asked - shared) * 1000).op("/", return_type=sa.BigInteger)(asked)


def _having_each(groups: int, name: str, *columns: sa.ColumnElement[Any]) -> list[sa.Select[Any]]:
    """Who has all trigrams of a group, for each of so many.

    A look-up in the index for each: joined by OR the database takes them for so many rows that it reads the
    whole table, at eight times the cost.
    """
    return [
        sa.select(names.c.organization_id, *columns).where(
            names.c.initiative_id == sa.bindparam("initiative"),
            names.c.grams.contains(_numbers(f"{name}_{at}")),
        )
        for at in range(groups)
    ]


def _numbers(name: str) -> sa.BindParameter[Any]:
    return sa.bindparam(name, type_=_NUMBERS)


def _page(found: Any, filters: tuple[str, ...]) -> Statement:
    """A page of what was found, by rank and id. The index is asked first, whatever is known of the tables."""
    candidates = found.cte("candidates").prefix_with("MATERIALIZED")
    after = sa.tuple_(sa.bindparam("after_rank", type_=sa.BigInteger), sa.bindparam("after", type_=sa.Uuid))
    ordered = (
        sa.select(candidates)
        .where(sa.tuple_(candidates.c.rank, candidates.c.organization_id) > after)
        .order_by(candidates.c.rank, candidates.c.organization_id)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )
    this = organizations.c.initiative_id == sa.bindparam("initiative")
    if filters:
        ordered = ordered.join(
            organizations, sa.and_(this, organizations.c.id == candidates.c.organization_id)
        ).where(*(organizations.c[name] == sa.bindparam(name) for name in filters))
    page = ordered.subquery("page")
    return Statement(
        sa.select(organizations, page.c.rank)
        .join(page, sa.and_(this, organizations.c.id == page.c.organization_id))
        .order_by(page.c.rank, organizations.c.id)
    )


class NameRepository:
    """Rows of names, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def put(self, organization_id: UUID, row: NameRow) -> None:
        """The names of an organization as they are now."""
        await _PUT.run(
            self._connection,
            initiative_id=self._initiative_id,
            organization_id=organization_id,
            grams=row.grams,
            length=row.length,
            marks=row.marks,
            form=FORM,
        )

    async def leave_to_worker(self, organization_ids: Sequence[UUID]) -> None:
        """Of many organizations at once: the worker makes their rows, within seconds."""
        await _LEAVE.run(self._connection, initiative=self._initiative_id, ids=list(organization_ids))

    async def drop(self, organization_id: UUID) -> None:
        """An organization is not found any more."""
        await _DROP.run(self._connection, initiative=self._initiative_id, organization=organization_id)

    async def holding(
        self, sought: Sought, after: tuple[int, UUID], limit: int, filters: Mapping[str, str]
    ) -> list[asyncpg.Record]:
        """Organizations whose names hold all of what is sought, the shortest names first."""
        readings = _numbered("reading", sought.readings)
        return await holding(len(readings), tuple(sorted(filters))).all(
            self._connection,
            initiative=self._initiative_id,
            after_rank=after[0],
            after=after[1],
            limit=limit,
            **readings,
            **filters,
        )

    async def resembling(
        self, sought: Sought, after: tuple[int, UUID], limit: int, filters: Mapping[str, str]
    ) -> list[asyncpg.Record]:
        """Organizations whose names hold enough of what is sought, the nearest first."""
        readings, groups = _numbered("reading", sought.readings), _numbered("group", sought.groups)
        needed = {f"{name}_needed": len(grams) - may_lack(len(grams)) for name, grams in readings.items()}
        return await resembling(len(groups), len(readings), tuple(sorted(filters))).all(
            self._connection,
            initiative=self._initiative_id,
            after_rank=after[0],
            after=after[1],
            limit=limit,
            **readings,
            **needed,
            **groups,
            **filters,
        )


def _numbered(name: str, sets: Sequence[list[int]]) -> dict[str, list[int]]:
    return {f"{name}_{at}": grams for at, grams in enumerate(sets)}


async def stale(connection: asyncpg.Connection, limit: int) -> list[asyncpg.Record]:
    """Organizations of any initiative whose row is of an older form, held until the transaction ends."""
    return await _STALE.all(connection, limit=limit)
