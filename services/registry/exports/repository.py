"""Every SQL statement of exports."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.registry.history.repository import holds_on, known
from services.registry.history.when import When
from services.registry.organizations.models import organizations
from services.registry.organizations.repository import at
from services.registry.ties.models import ties
from shared.database.statements import Statement

_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_AFTER = sa.bindparam("after", type_=sa.Uuid)
_LAST = sa.bindparam("last", type_=sa.Uuid)
_LIMIT = sa.bindparam("limit", type_=sa.Integer)


def _page(shown: sa.FromClause, columns: Sequence[sa.ColumnElement[Any]]) -> sa.Select[Any]:
    """A page of what was there when the export began: ids are ordered by the time they were given."""
    return (
        sa.select(*columns)
        .where(shown.c.initiative_id == _INITIATIVE, shown.c.id > _AFTER, shown.c.id <= _LAST)
        .order_by(shown.c.id)
        .limit(_LIMIT)
    )


@cache
def _organizations(*, recorded: bool, on_day: bool) -> Statement:
    shown, columns = at(recorded=recorded, on_day=on_day)
    return Statement(_page(shown, columns).select_from(shown))


def _named(name: str, *, recorded: bool) -> sa.FromClause:
    return known(organizations, name) if recorded else organizations.alias(name)


@cache
def _merged(*, recorded: bool) -> Statement:
    one, into = _named("one", recorded=recorded), _named("into", recorded=recorded)
    return Statement(
        sa.select(one.c.id, one.c.merged_into, into.c.name.label("into_name"))
        .select_from(
            one.join(into, sa.and_(into.c.initiative_id == _INITIATIVE, into.c.id == one.c.merged_into))
        )
        .where(one.c.initiative_id == _INITIATIVE, one.c.merged_into.is_not(None))
    )


@cache
def _ties(*, recorded: bool, on_day: bool) -> Statement:
    """Ties with the names of their two, which are as they were recorded, too."""
    shown = known(ties) if recorded else ties
    first, second = _named("from", recorded=recorded), _named("to", recorded=recorded)
    found = _page(
        shown, [*shown.c, first.c.name.label("from_name"), second.c.name.label("to_name")]
    ).select_from(
        shown.join(
            first,
            sa.and_(first.c.initiative_id == _INITIATIVE, first.c.id == shown.c.from_organization_id),
        ).join(
            second,
            sa.and_(second.c.initiative_id == _INITIATIVE, second.c.id == shown.c.to_organization_id),
        )
    )
    day = sa.bindparam("as_of", type_=sa.Date)
    return Statement(found.where(holds_on(shown, day)) if on_day else found)


_CALLED = Statement(
    sa.select(organizations.c.id, organizations.c.name).where(
        organizations.c.initiative_id == _INITIATIVE,
        organizations.c.id == sa.any_(sa.bindparam("ids", type_=sa.ARRAY(sa.Uuid))),
    )
)


class ExportRepository:
    """Pages of what is exported, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def merged(self, when: When) -> list[asyncpg.Record]:
        """Organizations that were merged, each with the id and the name of the one it was merged into."""
        given = {} if when.known_at is None else {"known_at": when.known_at}
        return await _merged(recorded=bool(given)).all(
            self._connection, initiative=self._initiative_id, **given
        )

    async def called(self, ids: set[UUID]) -> dict[UUID, dict[str, str]]:
        """What organizations are called, by id."""
        rows = await _CALLED.all(self._connection, initiative=self._initiative_id, ids=list(ids))
        return {row["id"]: row["name"] for row in rows}

    async def organizations(self, after: UUID, last: UUID, limit: int, when: When) -> list[asyncpg.Record]:
        """Organizations after an id, up to the last, those that were merged into others among them."""
        return await _organizations(**when.asks()).all(
            self._connection,
            initiative=self._initiative_id,
            after=after,
            last=last,
            limit=limit,
            **when.given(),
        )

    async def ties(self, after: UUID, last: UUID, limit: int, when: When) -> list[asyncpg.Record]:
        """Ties after an id, up to the last, with the names of their two; all, or those that hold on a day."""
        return await _ties(**when.asks()).all(
            self._connection,
            initiative=self._initiative_id,
            after=after,
            last=last,
            limit=limit,
            **when.given(),
        )
