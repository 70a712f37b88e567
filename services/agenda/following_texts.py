"""What the agenda's texts learn from the log: which sources there are to cite."""

from uuid import UUID

import asyncpg

from services.agenda.following import follower
from services.agenda.sections.repository import SourceProjection
from shared.eventlog.following import FollowedEvent

__all__ = ["follower"]  # with what is registered here


@follower.on_reset
async def empty(connection: asyncpg.Connection, initiative_id: UUID) -> None:
    """Empty the projections of an initiative before they are built again."""
    await SourceProjection(connection, initiative_id).empty()


@follower.on("registry.source.recorded", "registry.source.withdrawn")
async def keep_source(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """A source can be cited from now on, or no longer."""
    await SourceProjection(connection, event.initiative_id).put(
        UUID(event.data["source_id"]), withdrawn=event.type.endswith("withdrawn")
    )
