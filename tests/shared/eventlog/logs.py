"""Writing to the log directly, as a service would: connections under its role, events, logs of their own."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import asyncpg

from services.registry.initiatives.events import InitiativeDescribed, InitiativeFounded
from shared.database.pool import Database
from shared.database.roles import role_of
from shared.eventlog.appending import NOTHING, ReliedOn, append
from shared.eventlog.envelope import Actor, Entry, entry
from shared.eventlog.event_types import Event
from shared.ids import uuid7
from shared.settings import Settings


def dsn_of(settings: Settings, service: str) -> str:
    """The address of the deployment's database under a service's role."""
    assert settings.database_url is not None
    return settings.database_url.replace("://", f"://{role_of(service)}@")


@asynccontextmanager
async def connected(settings: Settings, service: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection signed in as a service."""
    connection = await asyncpg.connect(dsn_of(settings, service))
    await connection.set_type_codec("jsonb", encoder=json.dumps, decoder=json.loads, schema="pg_catalog")
    try:
        yield connection
    finally:
        await connection.close()


@asynccontextmanager
async def pool_of(settings: Settings, service: str, size: int = 8) -> AsyncIterator[Database]:
    """A pool of connections under a service's role."""
    database = await Database.connect(dsn_of(settings, service), settings, size=size)
    try:
        yield database
    finally:
        await database.close()


def written(event: Event, initiative_id: UUID, *, source: str | None = None) -> Entry:
    """An event as an entry, from the service its type belongs to unless another is named."""
    return entry(
        event,
        source=source or f"/{event.type.partition('.')[0]}",
        initiative_id=initiative_id,
        actor=Actor("operator"),
        time=datetime.now(UTC),
        request_id=str(uuid7()),
    )


def founded(initiative_id: UUID) -> Entry:
    """The first event of a log."""
    example: dict[str, Any] = {**InitiativeFounded.example, "initiative_id": initiative_id}
    return written(InitiativeFounded.model_validate(example), initiative_id)


def described(initiative_id: UUID) -> Entry:
    """Any later event of the registry, with sealed values."""
    example: dict[str, Any] = {**InitiativeDescribed.example, "initiative_id": initiative_id}
    return written(InitiativeDescribed.model_validate(example), initiative_id)


async def new_log(database: Database) -> UUID:
    """Found a log, as the registry."""
    initiative_id = uuid7()
    await append_once(database, initiative_id, [founded(initiative_id)])
    return initiative_id


async def append_once(
    database: Database,
    initiative_id: UUID,
    entries: Sequence[Entry],
    relied_on: ReliedOn = NOTHING,
) -> int:
    """Append in a transaction of its own."""
    async with database.transaction() as connection:
        return await append(connection, initiative_id, entries, relied_on)
