"""Interest declarations over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.interest_declarations.errors import NotDeclaring, NothingLeftToDecide
from services.registry.interest_declarations.schemas import InterestDeclaration, InterestDeclarationCreate
from services.registry.interest_declarations.service import InterestDeclarationCommands, InterestDeclarations
from shared.http.auth.capabilities import Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/mandates/{mandate_id}/interest-declarations"
reading = APIRouter(prefix=_PREFIX, tags=["mandates"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["mandates"], route_class=WriteRoute)


async def _declarations(reading: ReadingDep) -> InterestDeclarations:
    return InterestDeclarations(reading)


async def _commands(command: CommandDep) -> InterestDeclarationCommands:
    return InterestDeclarationCommands(command)


DeclarationsDep = Annotated[InterestDeclarations, Depends(_declarations)]
CommandsDep = Annotated[InterestDeclarationCommands, Depends(_commands)]


@writing.post("", status_code=201, responses=problem_responses(NotDeclaring, NothingLeftToDecide))
async def declare_interests(
    mandate_id: UUID, body: InterestDeclarationCreate, caller: Member, commands: CommandsDep
) -> InterestDeclaration:
    """Declare what ties one to a proposed mandate, or that nothing does: nominees and the committee."""
    return InterestDeclaration.model_validate(dict(await commands.declare(mandate_id, body)))


@reading.get("")
async def list_interest_declarations(
    mandate_id: UUID,
    caller: Member,
    declarations: DeclarationsDep,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[InterestDeclaration]:
    """List what was declared on a mandate, the last word of each, oldest first."""
    return page(await declarations.page(mandate_id, after(cursor), limit + 1), limit)
