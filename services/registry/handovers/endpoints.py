"""Handing over mandates, over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.handovers.errors import (
    HandoverNotInState,
    HandoverRunning,
    NotHandingOver,
    NothingToHandOver,
)
from services.registry.handovers.schemas import (
    Handover,
    HandoverCreate,
    HandoverEnd,
    HandoverThingCreate,
    HandoverThingReturn,
)
from services.registry.handovers.service import HandoverCommands, Handovers
from shared.http.auth.capabilities import Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/handovers"
reading = APIRouter(prefix=_PREFIX, tags=["mandates"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["mandates"], route_class=WriteRoute)
_CHANGED = problem_responses(NotHandingOver, HandoverNotInState)


async def _handovers(reading: ReadingDep) -> Handovers:
    return Handovers(reading)


async def _commands(command: CommandDep) -> HandoverCommands:
    return HandoverCommands(command)


HandoversDep = Annotated[Handovers, Depends(_handovers)]
CommandsDep = Annotated[HandoverCommands, Depends(_commands)]


@writing.post(
    "", status_code=201, responses=problem_responses(NothingToHandOver, NotHandingOver, HandoverRunning)
)
async def begin_handover(body: HandoverCreate, caller: Member, commands: CommandsDep) -> Handover:
    """Begin to hand a mandate's work over to others: its holders, and facilitators."""
    return Handover.model_validate(await commands.begin(body))


@reading.get("")
async def list_handovers(
    caller: Member, handovers: HandoversDep, limit: Limit = DEFAULT_LIMIT, cursor: CursorText = None
) -> Page[Handover]:
    """List how mandates were handed over, oldest first."""
    return page(await handovers.page(after(cursor), limit + 1), limit)


@reading.get("/{handover_id}")
async def get_handover(handover_id: UUID, caller: Member, handovers: HandoversDep) -> Handover:
    """Read how a mandate is handed over."""
    return Handover.model_validate(await handovers.get(handover_id))


@writing.post("/{handover_id}/things", responses=_CHANGED)
async def add_handover_thing(
    handover_id: UUID, body: HandoverThingCreate, caller: Member, commands: CommandsDep
) -> Handover:
    """Put something on the list of what is handed over: either side."""
    return Handover.model_validate(await commands.add(handover_id, body))


@writing.post("/{handover_id}/things/{thing_id}/hand", responses=_CHANGED)
async def hand_thing(handover_id: UUID, thing_id: UUID, caller: Member, commands: CommandsDep) -> Handover:
    """Say that something was handed over: the mandate's holders, and facilitators."""
    return Handover.model_validate(await commands.hand(handover_id, thing_id))


@writing.post("/{handover_id}/things/{thing_id}/accept", responses=_CHANGED)
async def accept_handed_thing(
    handover_id: UUID, thing_id: UUID, caller: Member, commands: CommandsDep
) -> Handover:
    """Say that what was handed over is there: who takes over."""
    return Handover.model_validate(await commands.accept(handover_id, thing_id))


@writing.post("/{handover_id}/things/{thing_id}/return", responses=_CHANGED)
async def return_handed_thing(
    handover_id: UUID, thing_id: UUID, body: HandoverThingReturn, caller: Member, commands: CommandsDep
) -> Handover:
    """Say what is missing of what was handed over: who takes over."""
    return Handover.model_validate(await commands.give_back(handover_id, thing_id, body))


@writing.post("/{handover_id}/end", responses=_CHANGED)
async def end_handover(
    handover_id: UUID, body: HandoverEnd, caller: Member, commands: CommandsDep
) -> Handover:
    """Finish it once all is accepted: who takes over; or call it off: either side."""
    return Handover.model_validate(await commands.end(handover_id, body))
