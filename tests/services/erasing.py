"""Erasing a person as the services see it: the request in the log, then a turn of a service's worker."""

from datetime import UTC, datetime
from importlib import import_module
from uuid import UUID

from shared.database.address import Address
from shared.database.pool import Database
from shared.eventlog.canonical import canonical
from shared.eventlog.envelope import timestamp
from shared.ids import uuid7
from shared.worker import Worker
from tests.kit import Actor, World

_APPEND = "SELECT log.append($1, $2, '{}', 0, '{}', '{}', '{}', '{}', '{}', '{}', '{}')"


async def erase(world: World, person: Actor, *, in_service: str) -> None:
    """Record the request, and let one service's worker carry it out."""
    await _request(world, person)
    database = await _connected(world, in_service)
    try:
        service = import_module(f"services.{in_service}.app").SERVICE
        worker = Worker(service, database, world.settings)
        await service.follower.catch_up(database, UUID(person.initiative_id))
        while await worker.erase():
            pass
    finally:
        await database.close()


async def _request(world: World, person: Actor) -> None:
    line = canonical(
        {
            "specversion": "1.0",
            "id": str(uuid7()),
            "source": "/events",
            "type": "events.erasure.requested",
            "subject": f"people/{person.person_id}",
            "time": timestamp(datetime.now(UTC)),
            "initiative": person.initiative_id,
            "actor": {"kind": "operator"},
            "request": str(uuid7()),
            "schema": 1,
            "data": {"erasure_id": str(uuid7()), "person_id": person.person_id},
            "sealed": {},
        }
    )
    database = await _connected(world, "events")
    try:
        async with database.transaction() as connection:
            await connection.fetchval(_APPEND, UUID(person.initiative_id), [line])
    finally:
        await database.close()


async def _connected(world: World, service: str) -> Database:
    dsn = Address.of(world.settings).service_dsn(world.settings, service)
    return await Database.connect(dsn, world.settings, size=2)
