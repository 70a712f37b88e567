"""Mediations over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.interactions.errors import InteractionInFuture, UnknownParty
from services.registry.mediations.errors import MediationNotInState, MediatorIsParty, NotPartyToMediation
from services.registry.mediations.schemas import (
    Mediation,
    MediationCreate,
    MediationEnd,
    MediationStep,
    MediatorPut,
    StepCreate,
)
from services.registry.mediations.service import MediationCommands, Mediations
from shared.http.auth.capabilities import Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/mediations"
reading = APIRouter(prefix=_PREFIX, tags=["mediations"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["mediations"], route_class=WriteRoute)


async def _mediations(reading: ReadingDep) -> Mediations:
    return Mediations(reading)


async def _commands(command: CommandDep) -> MediationCommands:
    return MediationCommands(command)


MediationsDep = Annotated[Mediations, Depends(_mediations)]
CommandsDep = Annotated[MediationCommands, Depends(_commands)]


@writing.post(
    "", status_code=201, responses=problem_responses(NotPartyToMediation, UnknownParty, MediatorIsParty)
)
async def ask_mediation(body: MediationCreate, caller: Member, commands: CommandsDep) -> Mediation:
    """Ask for a mediation: a party to a conflict, or a facilitator. Nobody else learns whose it is."""
    return Mediation.model_validate(dict(await commands.ask(body)))


@reading.get("")
async def list_mediations(
    caller: Member, mediations: MediationsDep, limit: Limit = DEFAULT_LIMIT, cursor: CursorText = None
) -> Page[Mediation]:
    """List the mediations you are a party to or mediate; to facilitators, all."""
    return page(await mediations.page(after(cursor), limit + 1), limit)


@reading.get("/{mediation_id}")
async def get_mediation(mediation_id: UUID, caller: Member, mediations: MediationsDep) -> Mediation:
    """Read a mediation that concerns you."""
    return Mediation.model_validate(dict(await mediations.get(mediation_id)))


@writing.put(
    "/{mediation_id}/mediator",
    responses=problem_responses(NotPartyToMediation, UnknownParty, MediationNotInState, MediatorIsParty),
)
async def set_mediator(
    mediation_id: UUID, body: MediatorPut, caller: Member, commands: CommandsDep
) -> Mediation:
    """Ask somebody else to mediate, before it begins or once nobody does; every party accepts anew."""
    return Mediation.model_validate(dict(await commands.ask_another(mediation_id, body)))


@writing.post("/{mediation_id}/accept", responses=problem_responses(NotPartyToMediation, MediationNotInState))
async def accept_mediation(mediation_id: UUID, caller: Member, commands: CommandsDep) -> Mediation:
    """Accept, as a party, who is to mediate, or, as they, take it on; it begins when all of them have."""
    return Mediation.model_validate(dict(await commands.accept(mediation_id)))


@writing.post(
    "/{mediation_id}/decline",
    status_code=204,
    responses=problem_responses(NotPartyToMediation, MediationNotInState),
)
async def decline_mediation(mediation_id: UUID, caller: Member, commands: CommandsDep) -> None:
    """Not mediate, or not any more, as who was asked to: the parties then ask somebody else."""
    await commands.decline(mediation_id)


@writing.post(
    "/{mediation_id}/steps",
    status_code=201,
    responses=problem_responses(NotPartyToMediation, MediationNotInState, InteractionInFuture),
)
async def take_mediation_step(
    mediation_id: UUID, body: StepCreate, caller: Member, commands: CommandsDep
) -> MediationStep:
    """Record a step of the course, as who mediates."""
    return MediationStep.model_validate(dict(await commands.take_step(mediation_id, body)))


@reading.get("/{mediation_id}/steps")
async def list_mediation_steps(
    mediation_id: UUID,
    caller: Member,
    mediations: MediationsDep,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[MediationStep]:
    """List the steps of a mediation that concerns you, in the order they were recorded."""
    return page(await mediations.steps(mediation_id, after(cursor), limit + 1), limit)


@writing.post("/{mediation_id}/end", responses=problem_responses(NotPartyToMediation, MediationNotInState))
async def end_mediation(
    mediation_id: UUID, body: MediationEnd, caller: Member, commands: CommandsDep
) -> Mediation:
    """End a mediation: who mediates says how; a party can call it off at any time."""
    return Mediation.model_validate(dict(await commands.end(mediation_id, body)))
