"""The workers of a deployment, run by hand: one turn of every duty until nobody finds anything to do."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from services.cli import load_all
from services.events.app import SERVICE as EVENTS
from services.events.erasures.journal import ErasureJournal
from services.events.erasures.noting import ErasureNotes
from shared.database.address import Address
from shared.database.pool import Database
from shared.service import Service
from shared.settings import Settings
from shared.worker import Worker
from tests.kit import Actor


@asynccontextmanager
async def connected(service: Service, settings: Settings) -> AsyncIterator[Database]:
    """A pool under the service's role."""
    dsn = Address.of(settings).service_dsn(settings, service.name)
    database = await Database.connect(dsn, settings, size=2)
    try:
        yield database
    finally:
        await database.close()


def notes_of(settings: Settings, database: Database) -> ErasureNotes:
    """The journal of a deployment."""
    return ErasureNotes(ErasureJournal(settings.erasure_journal_file), database, EVENTS.follower)


async def carry_out(settings: Settings, *, but: frozenset[str] = frozenset()) -> None:
    """Let the workers of all services, but some, follow and erase until nothing is left to do."""
    async with AsyncExitStack() as stack:
        found = True
        workers = []
        for service in load_all():
            if service.name in but:
                continue
            database = await stack.enter_async_context(connected(service, settings))
            workers.append(Worker(service, database, settings))
            if service is EVENTS:
                notes = notes_of(settings, database)
        while found:
            found = "events" not in but and await notes.note()
            for worker in workers:
                found = await worker.follow() or await worker.erase() or found


async def leaves(reader: Actor, after: int = -1) -> list[bytes]:
    """The lines of the log as the export gives them."""
    response = await reader.get("events/export", params={"after": after})
    assert response.status_code == 200, response.text
    assert response.content.endswith(b"\n") or not response.content
    return response.content.splitlines()


async def all_events(reader: Actor, **filters: Any) -> list[dict[str, Any]]:
    """Every event of the list, page by page."""
    found: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        response = await reader.get("events/events", params={**filters, **cursor})
        assert response.status_code == 200, response.text
        page = response.json()
        found += page["items"]
        if page["next_cursor"] is None:
            return found
        cursor = {"cursor": page["next_cursor"]}
