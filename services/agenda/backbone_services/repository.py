"""Every SQL statement of the backbone's own work."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.agenda.backbone_services.models import STATED, backbone_services
from shared.database.statements import Statement

_one = sa.and_(
    backbone_services.c.initiative_id == sa.bindparam("initiative"),
    backbone_services.c.id == sa.bindparam("this"),
)
_INSERT = Statement(sa.insert(backbone_services).returning(backbone_services))
_GET = Statement(sa.select(backbone_services).where(_one))
_LOCK = Statement(sa.select(backbone_services).where(_one).with_for_update())
_UPDATE = Statement(
    sa.update(backbone_services)
    .where(_one)
    .values({name: sa.bindparam(name) for name in STATED} | {"version": backbone_services.c.version + 1})
    .returning(backbone_services)
)
_PAGE = Statement(
    sa.select(backbone_services)
    .where(
        backbone_services.c.initiative_id == sa.bindparam("initiative"),
        backbone_services.c.id > sa.bindparam("after"),
    )
    .order_by(backbone_services.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)


class BackboneServiceRepository:
    """Rows of the backbone's own work, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """New work."""
        return await _INSERT.one(self._connection, initiative_id=self._initiative_id, **values)

    async def get(self, service_id: UUID) -> asyncpg.Record | None:
        """One piece of work."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=service_id)

    async def lock(self, service_id: UUID) -> asyncpg.Record | None:
        """The same, held until the transaction ends."""
        return await _LOCK.first(self._connection, initiative=self._initiative_id, this=service_id)

    async def update(self, service_id: UUID, values: Mapping[str, Any]) -> asyncpg.Record:
        """Write locked work as its next version."""
        return await _UPDATE.one(self._connection, initiative=self._initiative_id, this=service_id, **values)

    async def page(self, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Work after an id."""
        return await _PAGE.all(self._connection, initiative=self._initiative_id, after=after, limit=limit)
