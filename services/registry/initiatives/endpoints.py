"""Initiatives over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends

from services.registry.initiatives.errors import PhaseAlreadyBegun, PhaseByDecision
from services.registry.initiatives.schemas import (
    AbandonmentCreate,
    Initiative,
    InitiativeCreate,
    InitiativePatch,
    PhaseTransition,
    PhaseTransitionCreate,
)
from services.registry.initiatives.service import InitiativeCommands, Initiatives
from shared.http.auth.capabilities import Anybody, Facilitator, FieldReader, Operator
from shared.http.dependencies import CommandDep, PrincipalDep, ReadingDep, RuntimeDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import IfMatch
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

reading = APIRouter(prefix="/initiatives", tags=["initiatives"], route_class=ReadRoute)
writing = APIRouter(prefix="/initiatives", tags=["initiatives"], route_class=WriteRoute)


async def _initiatives(reading: ReadingDep) -> Initiatives:
    return Initiatives(reading)


async def _commands(command: CommandDep) -> InitiativeCommands:
    return InitiativeCommands(command)


InitiativesDep = Annotated[Initiatives, Depends(_initiatives)]
CommandsDep = Annotated[InitiativeCommands, Depends(_commands)]


@writing.post("", status_code=201)
async def found_initiative(
    body: InitiativeCreate, caller: Operator, commands: CommandsDep, runtime: RuntimeDep
) -> Initiative:
    """Set up an initiative; its log begins."""
    row = await commands.found(body, log_origin=runtime.settings.log_origin)
    return Initiative.model_validate(dict(row))


@reading.get("")
async def list_initiatives(
    caller: Anybody,
    principal: PrincipalDep,
    initiatives: InitiativesDep,
    runtime: RuntimeDep,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Initiative]:
    """List the initiatives the caller takes part in; for the operator, all of them."""
    rows = await initiatives.page(after(cursor), limit + 1, whose=principal, ids=runtime.accounts)
    return page(rows, limit)


@reading.get("/{initiative_id}")
async def get_initiative(caller: FieldReader, initiatives: InitiativesDep) -> Initiative:
    """Read an initiative."""
    return Initiative.model_validate(dict(await initiatives.get()))


@writing.patch("/{initiative_id}")
async def change_initiative(
    body: InitiativePatch, caller: Facilitator, if_match: IfMatch, commands: CommandsDep
) -> Initiative:
    """Change what an initiative says of itself."""
    return Initiative.model_validate(dict(await commands.describe(body, if_match)))


@writing.post("/{initiative_id}/abandonment")
async def abandon_initiative(body: AbandonmentCreate, caller: Operator, commands: CommandsDep) -> Initiative:
    """Give up an initiative in which nobody speaks for a partner and nothing was ever decided.

    It ends at once, as by its partners' decision, and is deleted when its time is over. It cannot be undone.
    """
    return Initiative.model_validate(dict(await commands.abandon(body)))


@writing.post(
    "/{initiative_id}/phase-transitions",
    status_code=201,
    responses=problem_responses(PhaseAlreadyBegun, PhaseByDecision),
)
async def begin_phase(
    body: PhaseTransitionCreate, caller: Facilitator, commands: CommandsDep
) -> PhaseTransition:
    """Begin a phase, forward or back, for a reason, until there is a steering committee to decide it."""
    return PhaseTransition.model_validate(dict(await commands.begin_phase(body)))


@reading.get("/{initiative_id}/phase-transitions")
async def list_phase_transitions(
    caller: FieldReader,
    initiatives: InitiativesDep,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[PhaseTransition]:
    """List the phases an initiative went through, oldest first."""
    return page(await initiatives.transitions(after(cursor), limit + 1), limit)
