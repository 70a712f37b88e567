"""What services learn from the log of what can be cited: sources, statements, context events."""

from uuid import UUID

import asyncpg

from shared.citing.kinds import CitedKind
from shared.citing.rows import Citable
from shared.eventlog.following import FollowedEvent, Follower

STANDS_BY = ("confirmed", "documented")
"""Confirmations of a statement by which it can be cited: nobody's name is used before they say so."""


def follow_citable(follower: Follower, citable: Citable) -> None:
    """Keep what can be cited by following the registry."""

    @follower.on_reset
    async def empty(connection: asyncpg.Connection, initiative_id: UUID) -> None:
        await citable.empty(connection, initiative_id)

    @follower.on("registry.source.recorded", "registry.source.withdrawn")
    async def keep_source(connection: asyncpg.Connection, event: FollowedEvent) -> None:
        await citable.put(
            connection,
            event.initiative_id,
            UUID(event.data["source_id"]),
            CitedKind.SOURCE,
            serves=event.type.endswith("recorded"),
        )

    @follower.on(
        "registry.statement.recorded",
        "registry.statement.confirmed",
        "registry.statement.denied",
        "registry.statement.withdrawn",
    )
    async def keep_statement(connection: asyncpg.Connection, event: FollowedEvent) -> None:
        recorded = event.data.get("confirmation") in STANDS_BY
        await citable.put(
            connection,
            event.initiative_id,
            UUID(event.data["statement_id"]),
            CitedKind.STATEMENT,
            serves=recorded or event.type.endswith("confirmed"),
        )

    @follower.on("registry.context_event.recorded", "registry.context_event.withdrawn")
    async def keep_context_event(connection: asyncpg.Connection, event: FollowedEvent) -> None:
        await citable.put(
            connection,
            event.initiative_id,
            UUID(event.data["context_event_id"]),
            CitedKind.CONTEXT_EVENT,
            serves=event.type.endswith("recorded"),
        )
