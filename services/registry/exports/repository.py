"""Every SQL statement of exports."""

from datetime import date
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.registry.organizations.models import organizations
from services.registry.ties.models import ties
from shared.database.statements import Statement

_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_AFTER = sa.bindparam("after", type_=sa.Uuid)
_LAST = sa.bindparam("last", type_=sa.Uuid)
_LIMIT = sa.bindparam("limit", type_=sa.Integer)
_ON = sa.bindparam("on", type_=sa.Date)


def _page(table: sa.Table, *conditions: sa.ColumnElement[bool]) -> sa.Select[tuple[object, ...]]:
    """A page of what was there when the export began: ids are ordered by the time they were given."""
    return (
        sa.select(table)
        .where(table.c.initiative_id == _INITIATIVE, table.c.id > _AFTER, table.c.id <= _LAST, *conditions)
        .order_by(table.c.id)
        .limit(_LIMIT)
    )


_ORGANIZATIONS = Statement(_page(organizations))
_from, _to, _into = organizations.alias("from"), organizations.alias("to"), organizations.alias("into")
_MERGED = Statement(
    sa.select(organizations.c.id, organizations.c.merged_into, _into.c.name.label("into_name"))
    .join(_into, sa.and_(_into.c.initiative_id == _INITIATIVE, _into.c.id == organizations.c.merged_into))
    .where(organizations.c.initiative_id == _INITIATIVE)
)
_ties = _page(
    ties,
    sa.or_(_ON.is_(None), ties.c.since.is_(None), ties.c.since <= _ON),
    sa.or_(_ON.is_(None), ties.c.until.is_(None), ties.c.until >= _ON),
)
_TIES = Statement(
    _ties.add_columns(_from.c.name.label("from_name"), _to.c.name.label("to_name"))
    .join(_from, sa.and_(_from.c.initiative_id == _INITIATIVE, _from.c.id == ties.c.from_organization_id))
    .join(_to, sa.and_(_to.c.initiative_id == _INITIATIVE, _to.c.id == ties.c.to_organization_id))
)


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

    async def merged(self) -> list[asyncpg.Record]:
        """Organizations that were merged, each with the id and the name of the one it was merged into."""
        return await _MERGED.all(self._connection, initiative=self._initiative_id)

    async def called(self, ids: set[UUID]) -> dict[UUID, dict[str, str]]:
        """What organizations are called, by id."""
        rows = await _CALLED.all(self._connection, initiative=self._initiative_id, ids=list(ids))
        return {row["id"]: row["name"] for row in rows}

    async def organizations(self, after: UUID, last: UUID, limit: int) -> list[asyncpg.Record]:
        """Organizations after an id, up to the last, those that were merged into others among them."""
        return await _ORGANIZATIONS.all(
            self._connection, initiative=self._initiative_id, after=after, last=last, limit=limit
        )

    async def ties(self, after: UUID, last: UUID, limit: int, on: date | None) -> list[asyncpg.Record]:
        """Ties after an id, up to the last, with the names of their two; all, or those that hold on a day."""
        return await _TIES.all(
            self._connection, initiative=self._initiative_id, after=after, last=last, limit=limit, on=on
        )
