"""Every SQL statement of the templates of imports."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.registry.import_templates.models import templates
from shared.database.statements import Statement

_initiative = templates.c.initiative_id == sa.bindparam("initiative", type_=sa.Uuid)
_this = sa.and_(_initiative, templates.c.id == sa.bindparam("this", type_=sa.Uuid))
_INSERT = Statement(sa.insert(templates).returning(templates))
_GET = Statement(sa.select(templates).where(_this))
_LOCK = Statement(sa.select(templates).where(_this).with_for_update())
_DELETE = Statement(sa.delete(templates).where(_this))
_PAGE = Statement(
    sa.select(templates)
    .where(_initiative, templates.c.id > sa.bindparam("after", type_=sa.Uuid))
    .order_by(templates.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)


class TemplateRepository:
    """Rows of templates, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A new template."""
        return await _INSERT.one(self._connection, initiative_id=self._initiative_id, **values)

    async def get(self, template_id: UUID) -> asyncpg.Record | None:
        """One template."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=template_id)

    async def lock(self, template_id: UUID) -> asyncpg.Record | None:
        """One template, held until the transaction ends."""
        return await _LOCK.first(self._connection, initiative=self._initiative_id, this=template_id)

    async def page(self, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Templates after an id."""
        return await _PAGE.all(self._connection, initiative=self._initiative_id, after=after, limit=limit)

    async def delete(self, template_id: UUID) -> None:
        """Forget a template."""
        await _DELETE.run(self._connection, initiative=self._initiative_id, this=template_id)
