"""Ending an initiative without its partners, for tests of what comes after."""

from datetime import date
from uuid import UUID

import asyncpg

from services.agenda.decisions.events import InitiativeEnded
from shared.database.pool import Database
from shared.eventlog.envelope import Entry
from tests.governing import on_day
from tests.kit import World
from tests.services.events.sealers import tampering
from tests.shared.eventlog.logs import append_once, pool_of, written

DECISION = "01936f9a-0000-7000-8000-000000000041"


def ended(initiative_id: str) -> Entry:
    """What the log says when partners end an initiative."""
    fact = InitiativeEnded(
        decision_id=UUID(DECISION),
        initiative_id=UUID(initiative_id),
        retention_days=30,
        delete_on=date.fromisoformat(on_day(30)),
        reason={"he": "תם"},
    )
    return written(fact, UUID(initiative_id))


async def end(agenda: Database, initiative_id: str) -> None:
    """Let it end, as its partners' decision would."""
    await append_once(agenda, UUID(initiative_id), [ended(initiative_id)])


async def end_in(world: World, initiative_id: str) -> None:
    """The same, where there is no agenda's pool at hand."""
    async with pool_of(world.settings, "agenda", 1) as agenda:
        await end(agenda, initiative_id)


async def let_time_pass(database: asyncpg.Connection, initiative_id: str) -> None:
    """Until the day of the deletion."""
    async with tampering(database) as superuser:
        await superuser.execute(
            "UPDATE log.head SET delete_on = current_date WHERE initiative_id = $1", UUID(initiative_id)
        )
