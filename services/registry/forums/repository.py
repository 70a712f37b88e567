"""Every SQL statement of the forums."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.registry.forums.models import forums
from shared.database.statements import Statement

_this = sa.and_(forums.c.initiative_id == sa.bindparam("initiative"), forums.c.id == sa.bindparam("this"))
_INSERT = Statement(insert(forums).on_conflict_do_nothing().returning(forums))
_GET = Statement(sa.select(forums).where(_this))
_LOCK = Statement(sa.select(forums).where(_this).with_for_update())
_UPDATE = Statement(
    sa.update(forums)
    .where(_this)
    .values(
        name=sa.bindparam("name"),
        purpose=sa.bindparam("purpose"),
        time_zone=sa.bindparam("time_zone"),
        version=forums.c.version + 1,
    )
    .returning(forums)
)
_SET_RULES = Statement(
    sa.update(forums)
    .where(_this)
    .values(
        method=sa.bindparam("method"),
        quorum=sa.bindparam("quorum"),
        notice_hours=sa.bindparam("notice_hours"),
        seats_pass_on=sa.func.coalesce(
            sa.bindparam("seats_pass_on", type_=sa.Boolean), forums.c.seats_pass_on
        ),
        version=forums.c.version + 1,
    )
)
_DELEGATE = Statement(
    sa.update(forums).where(_this).values(delegated=sa.bindparam("delegated"), version=forums.c.version + 1)
)


@cache
def _page(filters: tuple[str, ...]) -> Statement:
    """One statement for each set of filters, compiled when it is first asked for."""
    return Statement(
        sa.select(forums)
        .where(
            forums.c.initiative_id == sa.bindparam("initiative"),
            forums.c.id > sa.bindparam("after"),
            *(forums.c[name] == sa.bindparam(name) for name in filters),
        )
        .order_by(forums.c.id)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


class ForumRepository:
    """Rows of forums, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record | None:
        """A new forum, or None where there is the one of its kind that there may be."""
        return await _INSERT.first(self._connection, initiative_id=self._initiative_id, **values)

    async def get(self, forum_id: UUID) -> asyncpg.Record | None:
        """One forum."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=forum_id)

    async def lock(self, forum_id: UUID) -> asyncpg.Record | None:
        """One forum, held until the transaction ends."""
        return await _LOCK.first(self._connection, initiative=self._initiative_id, this=forum_id)

    async def page(self, after: UUID, limit: int, filters: Mapping[str, Any]) -> list[asyncpg.Record]:
        """Forums after an id, those that have the values given."""
        given = {name: value for name, value in filters.items() if value is not None}
        return await _page(tuple(sorted(given))).all(
            self._connection, initiative=self._initiative_id, after=after, limit=limit, **given
        )

    async def update(self, row: Mapping[str, Any], changes: Mapping[str, Any]) -> asyncpg.Record:
        """Write name, purpose or time zone of a locked forum as its next version."""
        values = {name: row[name] for name in ("name", "purpose", "time_zone")} | dict(changes)
        return await _UPDATE.one(self._connection, initiative=self._initiative_id, this=row["id"], **values)

    async def set_rules(self, forum_id: UUID, rules: Mapping[str, Any]) -> None:
        """The forum's rules for deciding from now on."""
        await _SET_RULES.run(self._connection, initiative=self._initiative_id, this=forum_id, **rules)

    async def delegate(self, forum_id: UUID, kinds: Sequence[str]) -> None:
        """What the forum was left to decide from now on."""
        await _DELEGATE.run(
            self._connection, initiative=self._initiative_id, this=forum_id, delegated=list(kinds)
        )
