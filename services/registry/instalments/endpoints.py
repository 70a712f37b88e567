"""The instalments of grants over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.grants.errors import DayToCome, GrantOver, InstalmentsExceedGrant
from services.registry.instalments.errors import InstalmentSettled, NotYetDue
from services.registry.instalments.schemas import (
    Instalment,
    InstalmentCreate,
    InstalmentMove,
    InstalmentReceipt,
)
from services.registry.instalments.service import InstalmentCommands, Instalments
from shared.http.auth.capabilities import Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/grants/{grant_id}/instalments"
reading = APIRouter(prefix=_PREFIX, tags=["funding"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["funding"], route_class=WriteRoute)


async def _instalments(reading: ReadingDep, grant_id: UUID) -> Instalments:
    return Instalments(reading, grant_id)


async def _commands(command: CommandDep, grant_id: UUID) -> InstalmentCommands:
    return InstalmentCommands(command, grant_id)


InstalmentsDep = Annotated[Instalments, Depends(_instalments)]
CommandsDep = Annotated[InstalmentCommands, Depends(_commands)]


@reading.get("")
async def list_instalments(
    caller: Member,
    instalments: InstalmentsDep,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Instalment]:
    """List the instalments of a grant, in the order they were agreed."""
    return page(await instalments.page(after(cursor), limit + 1), limit)


@reading.get("/{instalment_id}")
async def get_instalment(instalment_id: UUID, caller: Member, instalments: InstalmentsDep) -> Instalment:
    """Read an instalment."""
    return Instalment.model_validate(await instalments.get(instalment_id))


@writing.post("", status_code=201, responses=problem_responses(GrantOver, InstalmentsExceedGrant))
async def agree_instalment(body: InstalmentCreate, caller: Member, commands: CommandsDep) -> Instalment:
    """Agree on when part of a grant is due: who keeps the funds, and the funder."""
    return Instalment.model_validate(dict(await commands.agree(body)))


@writing.post(
    "/{instalment_id}/move", responses=problem_responses(GrantOver, InstalmentSettled, InstalmentsExceedGrant)
)
async def move_instalment(
    instalment_id: UUID, body: InstalmentMove, caller: Member, commands: CommandsDep
) -> Instalment:
    """Move an instalment that has not arrived to another day, for a reason; perhaps in another amount."""
    return Instalment.model_validate(dict(await commands.move(instalment_id, body)))


@writing.post(
    "/{instalment_id}/receive",
    responses=problem_responses(GrantOver, InstalmentSettled, InstalmentsExceedGrant, DayToCome),
)
async def receive_instalment(
    instalment_id: UUID, body: InstalmentReceipt, caller: Member, commands: CommandsDep
) -> Instalment:
    """Say that an instalment arrived in full."""
    return Instalment.model_validate(dict(await commands.receive(instalment_id, body)))


@writing.post("/{instalment_id}/miss", responses=problem_responses(GrantOver, InstalmentSettled, NotYetDue))
async def miss_instalment(instalment_id: UUID, caller: Member, commands: CommandsDep) -> Instalment:
    """Say that an instalment did not arrive when it was due, or was taken for received by mistake."""
    return Instalment.model_validate(dict(await commands.miss(instalment_id)))
