"""What the partners decided, as the agenda records it: the effect of a decision in the log."""

from datetime import UTC, datetime
from uuid import UUID

from shared.database.address import Address
from shared.database.pool import Database
from shared.eventlog.canonical import canonical
from shared.eventlog.envelope import timestamp
from shared.ids import uuid7
from tests.kit import World

_APPEND = "SELECT log.append($1, $2, '{}', 0, '{}', '{}', '{}', '{}', '{}', '{}', '{}')"


async def share(world: World, initiative_id: str, *indicator_ids: str) -> str:
    """Append `agenda.indicators.shared`; answers the decision's id."""
    decision = str(uuid7())
    line = canonical(
        {
            "specversion": "1.0",
            "id": str(uuid7()),
            "source": "/agenda",
            "type": "agenda.indicators.shared",
            "subject": f"decisions/{decision}",
            "time": timestamp(datetime.now(UTC)),
            "initiative": initiative_id,
            "actor": {"kind": "service"},
            "request": str(uuid7()),
            "schema": 1,
            "data": {"decision_id": decision, "indicator_ids": list(indicator_ids)},
            "sealed": {},
        }
    )
    dsn = Address.of(world.settings).service_dsn(world.settings, "agenda")
    database = await Database.connect(dsn, world.settings, size=2)
    try:
        async with database.transaction() as connection:
            await connection.fetchval(_APPEND, UUID(initiative_id), [line])
    finally:
        await database.close()
    return decision
