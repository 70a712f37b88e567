"""What the events service learns from the log: erasures and what every service says of them, who may
receive nothing more, where things are named."""

from datetime import datetime
from uuid import UUID

import asyncpg

from services.events.erasures.repository import ErasureRepository
from services.events.story.naming import NAMED_BY
from services.events.story.repository import StoryRepository
from services.events.stream_links.repository import LINKS
from services.events.webhook_endpoints.repository import EndpointRepository
from shared.database.roles import SERVICES
from shared.eventlog.following import FollowedEvent, Follower

follower = Follower("events", version=4)


@follower.on_reset
async def empty_projections(connection: asyncpg.Connection, initiative_id: UUID) -> None:
    """Before the projections are built again."""
    await ErasureRepository(connection, initiative_id).empty()
    await StoryRepository(connection, initiative_id).empty()


@follower.on("events.erasure.requested")
async def erasure_requested(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """The command that requested it has written the row; building the projection again does it here."""
    await ErasureRepository(connection, event.initiative_id).insert(
        UUID(event.data["erasure_id"]), UUID(event.data["person_id"]), datetime.fromisoformat(event.time)
    )


@follower.on(*(f"{service}.erasure.completed" for service in SERVICES))
async def erasure_completed(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """A service has erased what it held."""
    await ErasureRepository(connection, event.initiative_id).acknowledge(
        UUID(event.data["erasure_id"]),
        event.type.partition(".")[0],
        event.data["opened_values"],
        datetime.fromisoformat(event.time),
    )


@follower.on("registry.integration.revoked")
async def integration_revoked(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """A system was shut out: nothing is sent to it any more, nor kept for it."""
    await EndpointRepository(connection, event.initiative_id).end_all_of(UUID(event.data["integration_id"]))


@follower.on("registry.person.left", "registry.account.unbound")
async def end_links(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """Who left, or whose account was unbound, made links that are no good any more; nothing revives them."""
    left_at = datetime.fromisoformat(event.time)
    await LINKS.end_earlier(connection, event.initiative_id, UUID(event.data["person_id"]), left_at)


@follower.on(*NAMED_BY)
async def thing_named(connection: asyncpg.Connection, event: FollowedEvent) -> None:
    """Something got a name, or another one: where it stands in the log is kept, never the name."""
    assert event.position is not None, "things of this service have no names"
    names = StoryRepository(connection, event.initiative_id)
    for naming in NAMED_BY[event.type]:
        await names.keep(
            UUID(event.data[naming.field]), naming.kind, position=event.position, field=naming.name
        )
