"""Every SQL statement of the exports of money: the names in them."""

from collections.abc import Collection
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from services.registry.organizations.models import organizations
from shared.database.statements import Statement

_NAMES = Statement(
    sa.select(organizations.c.id, organizations.c.name).where(
        organizations.c.initiative_id == sa.bindparam("initiative", type_=sa.Uuid),
        organizations.c.id == sa.any_(sa.bindparam("ids", type_=ARRAY(sa.Uuid))),
    )
)


async def names_of_organizations(
    connection: asyncpg.Connection, initiative_id: UUID, ids: Collection[UUID]
) -> dict[UUID, dict[str, str]]:
    """What organizations are called, by their ids."""
    rows = await _NAMES.all(connection, initiative=initiative_id, ids=list(ids))
    return {row["id"]: row["name"] for row in rows}
