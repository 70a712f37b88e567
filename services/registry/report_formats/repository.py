"""Every SQL statement of the report formats."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.registry.report_formats.models import report_formats
from shared.database.statements import Statement

_c = report_formats.c
_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_this = sa.and_(_c.initiative_id == _INITIATIVE, _c.id == sa.bindparam("this", type_=sa.Uuid))
_INSERT = Statement(sa.insert(report_formats).returning(report_formats))
_GET = Statement(sa.select(report_formats).where(_this))
_LOCK = Statement(sa.select(report_formats).where(_this).with_for_update())
_changing = ("funder_organization_id", "name", "language", "lines", "conversion", "retired")
_UPDATE = Statement(
    sa.update(report_formats)
    .where(_this)
    .values({name: sa.bindparam(name) for name in _changing} | {"version": _c.version + 1})
    .returning(report_formats)
)
_PAGE = Statement(
    sa.select(report_formats)
    .where(_c.initiative_id == _INITIATIVE, _c.id > sa.bindparam("after", type_=sa.Uuid))
    .order_by(_c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)


class ReportFormatRepository:
    """Rows of report formats, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A new format."""
        return await _INSERT.one(self._connection, initiative_id=self._initiative_id, **values)

    async def get(self, format_id: UUID) -> asyncpg.Record | None:
        """One format."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=format_id)

    async def lock(self, format_id: UUID) -> asyncpg.Record | None:
        """One format, held until the transaction ends."""
        return await _LOCK.first(self._connection, initiative=self._initiative_id, this=format_id)

    async def update(self, row: Mapping[str, Any], changes: Mapping[str, Any]) -> asyncpg.Record:
        """Write changes to a locked format as its next version."""
        values = {name: changes.get(name, row[name]) for name in _changing}
        return await _UPDATE.one(self._connection, initiative=self._initiative_id, this=row["id"], **values)

    async def page(self, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Formats after an id."""
        return await _PAGE.all(self._connection, initiative=self._initiative_id, after=after, limit=limit)
