"""What follows from decisions, appended as closing one appends it, with its projections."""

from datetime import UTC, datetime
from uuid import UUID

from services.agenda.activities.repository import known_activities
from services.agenda.app import SERVICE
from services.agenda.decisions.events import AgendaAdopted, DecisionFact, PlanAdopted, PrinciplesAdopted
from services.agenda.sections.events import SectionKind
from services.agenda.sections.repository import revisions_to_adopt
from shared.database.address import Address
from shared.database.pool import Database
from shared.eventlog.appending import NOTHING, append
from shared.eventlog.envelope import Actor, entry
from shared.ids import uuid7
from tests.kit import Field, World


async def adopt_agenda(world: World, field: Field) -> str:
    """The partners adopt the working draft; answers the version's id."""
    revisions = await _to_adopt(world, field, list(SectionKind))
    version = uuid7()
    adopted = AgendaAdopted(decision_id=uuid7(), version_id=version, revision_ids=revisions)
    await _append(world, field, adopted)
    return str(version)


async def adopt_principles(world: World, field: Field) -> str:
    """The partners adopt the draft's working principles; answers the version's id."""
    revisions = await _to_adopt(world, field, [SectionKind.PRINCIPLES])
    version = uuid7()
    adopted = PrinciplesAdopted(decision_id=uuid7(), version_id=version, revision_ids=revisions)
    await _append(world, field, adopted)
    return str(version)


async def adopt_plan(world: World, field: Field, *activities: str) -> str:
    """The partners make activities part of the plan; answers the decision's id."""
    decision = uuid7()
    await _append(
        world, field, PlanAdopted(decision_id=decision, activity_ids=[UUID(one) for one in activities])
    )
    return str(decision)


async def can_be_planned(world: World, field: Field, *activities: str) -> set[str]:
    """Those of some activities that a decision could make part of the plan."""
    database = await _connected(world)
    try:
        async with database.transaction() as connection:
            ids = [UUID(one) for one in activities]
            return {str(one) for one in await known_activities(connection, UUID(field.id), ids)}
    finally:
        await database.close()


async def _to_adopt(world: World, field: Field, kinds: list[SectionKind]) -> list[UUID]:
    database = await _connected(world)
    try:
        async with database.transaction() as connection:
            return await revisions_to_adopt(connection, UUID(field.id), kinds)
    finally:
        await database.close()


async def _append(world: World, field: Field, event: DecisionFact) -> None:
    written = entry(
        event,
        source="/agenda",
        initiative_id=UUID(field.id),
        actor=Actor("service"),
        time=datetime.now(UTC),
        request_id=str(uuid7()),
    )
    database = await _connected(world)
    try:
        await SERVICE.follower.catch_up(database, UUID(field.id))
        async with database.transaction() as connection:
            await SERVICE.follower.apply_own(connection, UUID(field.id), [written])
            await append(connection, UUID(field.id), [written], NOTHING)
    finally:
        await database.close()


async def _connected(world: World) -> Database:
    dsn = Address.of(world.settings).service_dsn(world.settings, "agenda")
    return await Database.connect(dsn, world.settings, size=2)
