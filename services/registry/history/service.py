"""The rules of asking how something was: what cannot be known is said, not guessed."""

from uuid import UUID

import asyncpg

from services.registry.history.errors import MomentToCome, NotKeptThen
from services.registry.history.models import EVERYTHING
from services.registry.history.repository import HistoryRepository
from services.registry.history.when import When
from shared.commands import Reading


async def settled(reading: Reading, when: When, resource: str = EVERYTHING) -> When:
    """The time asked about of a resource, if it can be known; raises MomentToCome and NotKeptThen."""
    if when.known_at is None:
        return when
    if when.known_at > reading.now:
        raise MomentToCome
    begun_at = await HistoryRepository(reading.connection, reading.initiative_id).begun_at(resource)
    if begun_at is not None and when.known_at < begun_at:
        raise NotKeptThen(begun_at=begun_at.isoformat(timespec="seconds"))
    return when


async def settled_in_the_record(reading: Reading, when: When, resource: str = EVERYTHING) -> When:
    """The same of what holds from when it is recorded; raises MomentToCome and NotKeptThen."""
    if when.known_at is not None and when.known_at > reading.now:
        raise MomentToCome
    return await settled(reading, when.of_the_record(reading.now), resource)


async def erase_history(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Erase what was recorded of a person before; runs after all that changes rows of theirs."""
    await HistoryRepository(connection, initiative_id).erase(person_id)
