"""Erasures over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.events.erasures.errors import ErasureAlreadyRequested, NobodyToErase
from services.events.erasures.schemas import Erasure, ErasureCreate
from services.events.erasures.service import ErasureCommands, Erasures
from shared.commands import Caller
from shared.http.after_the_end import even_after_the_end
from shared.http.auth.capabilities import Capability, Member, Requires
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/erasures"
reading = APIRouter(prefix=_PREFIX, tags=["erasures"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["erasures"], route_class=WriteRoute)

FacilitatorOrMember = Annotated[Caller, Depends(Requires(Capability.FACILITATOR, Capability.MEMBER))]


async def _erasures(reading: ReadingDep) -> Erasures:
    return Erasures(reading)


async def _commands(command: CommandDep) -> ErasureCommands:
    return ErasureCommands(command)


ErasuresDep = Annotated[Erasures, Depends(_erasures)]
CommandsDep = Annotated[ErasureCommands, Depends(_commands)]


@writing.post("", status_code=201, responses=problem_responses(ErasureAlreadyRequested, NobodyToErase))
@even_after_the_end
async def request_erasure(body: ErasureCreate, caller: FacilitatorOrMember, commands: CommandsDep) -> Erasure:
    """Ask for a person's data to be erased: by the person, or by facilitators.

    The person's standing ends at once; every service then erases what it holds and acknowledges. It cannot be
    undone.
    """
    return Erasure.model_validate(await commands.request(body))


@reading.get("")
async def list_erasures(
    caller: Member,
    erasures: ErasuresDep,
    person_id: UUID | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Erasure]:
    """List the erasures that were requested, oldest first."""
    return page(await erasures.page(after(cursor), limit + 1, person_id), limit)


@reading.get("/{erasure_id}")
async def get_erasure(erasure_id: UUID, caller: Member, erasures: ErasuresDep) -> Erasure:
    """Read an erasure: what each service has erased, and what is kept and why."""
    return Erasure.model_validate(await erasures.get(erasure_id))
