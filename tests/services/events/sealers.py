"""A sealer of a deployment, run by hand, with a memory of its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg

from services.events.app import SERVICE
from services.events.sealing.memory import SealerMemory
from services.events.sealing.sealer import Sealer
from shared.eventlog.signing import SigningKey
from shared.eventlog.verify import VerifierKey
from tests.kit import World
from tests.services.events.workers import connected


@asynccontextmanager
async def sealer_of(world: World, folder: Path, key: SigningKey | None = None) -> AsyncIterator[Sealer]:
    """A sealer that remembers in a folder."""
    memory = SealerMemory(folder)
    async with connected(SERVICE, world.settings) as database:
        with memory.held():
            yield Sealer(database, memory, key or SigningKey.load(world.settings.log_key_file))


def verifier_key(world: World) -> VerifierKey:
    """The key the deployment's logs are signed with."""
    return VerifierKey.parse(world.settings.log_verifier_key_file.read_text())


@asynccontextmanager
async def tampering(database: asyncpg.Connection) -> AsyncIterator[asyncpg.Connection]:
    """A superuser who goes around every trigger."""
    await database.execute("SET session_replication_role = replica")
    try:
        yield database
    finally:
        await database.execute("SET session_replication_role = DEFAULT")


async def end_all_alarms(database: asyncpg.Connection) -> None:
    """As if none had been raised: while one is, the service is not ready, and tests share the database."""
    await database.execute("DELETE FROM events.sealing_alarm")
    await database.execute(
        "INSERT INTO events.sealed_log SELECT initiative_id, size, now() FROM log.head WHERE initiative_id IN"
        " (SELECT initiative_id FROM log.entry WHERE type = 'events.log.alarm_raised')"
        " ON CONFLICT (initiative_id) DO UPDATE SET size = excluded.size"
    )


UNSAID = (
    "DELETE FROM log.settled_topic WHERE initiative_id = $1 AND $2 > 0",
    "INSERT INTO log.settled_topic"
    " SELECT initiative_id, log.topic_of(type), max(position) FROM log.entry"
    " WHERE initiative_id = $1 AND position < $2 GROUP BY 1, 2",
    "UPDATE log.head SET run_topic = NULL, run_from = $2 WHERE initiative_id = $1",
)
"""What makes the topics of a log those of its first entries again: as an old backup would."""

ALTER = (
    "UPDATE log.entry SET line = replace(convert_from(line, 'UTF8'), '\"time\":\"2', '\"time\":\"3')::bytea"
    " WHERE initiative_id = $1 AND position = 3"
)
"""An entry altered by hand."""
