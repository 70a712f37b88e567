"""Grants over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.allocations.errors import UnknownFundingSource
from services.registry.budget_lines.errors import BudgetLineClosed, UnknownBudgetLine
from services.registry.funding_sources.errors import AllocatedAlready, FundingSourceClosed
from services.registry.grants.errors import GrantAgreedAlready, GrantOver, InstalmentsExceedGrant
from services.registry.grants.schemas import Grant, GrantClosing, GrantCreate, GrantPut
from services.registry.grants.service import GrantCommands, Grants
from shared.http.auth.capabilities import Funder, Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import OptionalIfMatch
from shared.http.problem_documents import problem_responses
from shared.http.problems import RefusedByCharter
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/grants"
reading = APIRouter(prefix=_PREFIX, tags=["funding"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["funding"], route_class=WriteRoute)
own = APIRouter(prefix="/initiatives/{initiative_id}/me/grants", tags=["funding"], route_class=ReadRoute)


async def _grants(reading: ReadingDep) -> Grants:
    return Grants(reading)


async def _commands(command: CommandDep) -> GrantCommands:
    return GrantCommands(command)


GrantsDep = Annotated[Grants, Depends(_grants)]
CommandsDep = Annotated[GrantCommands, Depends(_commands)]


@writing.post(
    "",
    status_code=201,
    responses=problem_responses(
        UnknownFundingSource,
        FundingSourceClosed,
        GrantAgreedAlready,
        UnknownBudgetLine,
        BudgetLineClosed,
        AllocatedAlready,
        RefusedByCharter,
    ),
)
async def agree_grant(body: GrantCreate, caller: Member, commands: CommandsDep) -> Grant:
    """Record the grant that a source became, with its terms: who keeps the funds, and the funder."""
    return Grant.model_validate(await commands.agree(body))


@reading.get("")
async def list_grants(
    caller: Member,
    grants: GrantsDep,
    source_id: UUID | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Grant]:
    """List the grants, oldest first."""
    return page(await grants.page(after(cursor), limit + 1, source_id=source_id), limit)


@reading.get("/{grant_id}")
async def get_grant(grant_id: UUID, caller: Member, grants: GrantsDep) -> Grant:
    """Read a grant."""
    return Grant.model_validate(await grants.get(grant_id))


@writing.put(
    "/{grant_id}",
    responses=problem_responses(
        GrantOver,
        InstalmentsExceedGrant,
        UnknownBudgetLine,
        BudgetLineClosed,
        AllocatedAlready,
        RefusedByCharter,
    ),
)
async def amend_grant(
    grant_id: UUID, body: GrantPut, caller: Member, if_match: OptionalIfMatch, commands: CommandsDep
) -> Grant:
    """Record other terms that funder and initiative agreed on; the source's amount follows."""
    return Grant.model_validate(await commands.amend(grant_id, body, if_match))


@writing.post("/{grant_id}/close", responses=problem_responses(GrantOver))
async def close_grant(grant_id: UUID, body: GrantClosing, caller: Member, commands: CommandsDep) -> Grant:
    """Say that a grant is over: nothing more of it is due, from the funder or to it."""
    return Grant.model_validate(await commands.close(grant_id, body))


@own.get("")
async def list_own_grants(
    caller: Funder, grants: GrantsDep, limit: Limit = DEFAULT_LIMIT, cursor: CursorText = None
) -> Page[Grant]:
    """List, for a funder, the grants it gives."""
    return page(await grants.own(after(cursor), limit + 1), limit)
