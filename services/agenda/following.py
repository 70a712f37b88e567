"""What the agenda learns from the log besides standing: which organizations there are. Ids, never names."""

from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from shared.database.statements import Statement
from shared.eventlog.following import FollowedEvent, Follower

follower = Follower("agenda", version=3)

organizations = sa.Table(
    "organization",
    sa.MetaData(schema="agenda"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
)
_PUT = Statement(insert(organizations).on_conflict_do_nothing())
_DROP_ALL = Statement(
    sa.delete(organizations).where(organizations.c.initiative_id == sa.bindparam("initiative"))
)


@follower.on_reset
async def forget_organizations(connection: asyncpg.Connection, initiative_id: UUID) -> None:
    """Empty the projection of an initiative before it is built again."""
    await _DROP_ALL.run(connection, initiative=initiative_id)


@follower.on("registry.organization.mapped")
async def learn_organization(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """Remember that the initiative has an organization."""
    organization_id = UUID(event.data["organization_id"])
    await _PUT.run(connection, initiative_id=event.initiative_id, id=organization_id)
