"""Every SQL statement of the agenda templates."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.registry.agenda_templates.models import agenda_templates as templates
from shared.database.statements import Statement

_of_forum = sa.and_(
    templates.c.initiative_id == sa.bindparam("initiative"),
    templates.c.forum_id == sa.bindparam("forum", type_=sa.Uuid),
)
_this = sa.and_(_of_forum, templates.c.id == sa.bindparam("this", type_=sa.Uuid))
_INSERT = Statement(sa.insert(templates).returning(templates))
_GET = Statement(sa.select(templates).where(_this))
_DELETE = Statement(sa.delete(templates).where(_this))
_COUNT = Statement(sa.select(sa.func.count()).select_from(templates).where(_of_forum))
_PAGE = Statement(
    sa.select(templates)
    .where(_of_forum, templates.c.id > sa.bindparam("after", type_=sa.Uuid))
    .order_by(templates.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)


class AgendaTemplateRepository:
    """Rows of agenda templates, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A new template."""
        return await _INSERT.one(self._connection, initiative_id=self._initiative_id, **values)

    async def get(self, forum_id: UUID, template_id: UUID) -> asyncpg.Record | None:
        """One template of a forum."""
        return await _GET.first(
            self._connection, initiative=self._initiative_id, forum=forum_id, this=template_id
        )

    async def delete(self, forum_id: UUID, template_id: UUID) -> None:
        """Delete a template."""
        await _DELETE.run(self._connection, initiative=self._initiative_id, forum=forum_id, this=template_id)

    async def count(self, forum_id: UUID) -> int:
        """How many templates a forum keeps."""
        found = await _COUNT.value(self._connection, initiative=self._initiative_id, forum=forum_id)
        return int(found)

    async def page(self, forum_id: UUID, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Templates of a forum after an id."""
        return await _PAGE.all(
            self._connection, initiative=self._initiative_id, forum=forum_id, after=after, limit=limit
        )
