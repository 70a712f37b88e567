"""Funding sources over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.currencies import Currency
from services.registry.funding_sources.errors import AllocatedAlready, FundingSourceClosed, UnknownFunder
from services.registry.funding_sources.events import FundingState
from services.registry.funding_sources.schemas import FundingSource, FundingSourceCreate, FundingSourcePatch
from services.registry.funding_sources.service import FundingSourceCommands, FundingSources
from services.registry.grants.errors import GovernedByGrant
from shared.http.auth.capabilities import Funder, Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import IfMatch
from shared.http.problem_documents import problem_responses
from shared.http.problems import RefusedByCharter
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/funding-sources"
reading = APIRouter(prefix=_PREFIX, tags=["funding"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["funding"], route_class=WriteRoute)
own = APIRouter(
    prefix="/initiatives/{initiative_id}/me/funding-sources", tags=["funding"], route_class=ReadRoute
)


async def _sources(reading: ReadingDep) -> FundingSources:
    return FundingSources(reading)


async def _commands(command: CommandDep) -> FundingSourceCommands:
    return FundingSourceCommands(command)


SourcesDep = Annotated[FundingSources, Depends(_sources)]
CommandsDep = Annotated[FundingSourceCommands, Depends(_commands)]


@writing.post("", status_code=201, responses=problem_responses(UnknownFunder))
async def record_funding_source(
    body: FundingSourceCreate, caller: Member, commands: CommandsDep
) -> FundingSource:
    """Record money pledged or given: who keeps the initiative's funds, and the funder."""
    return FundingSource.model_validate(await commands.record(body))


@reading.get("")
async def list_funding_sources(
    caller: Member,
    sources: SourcesDep,
    currency: Currency | None = None,
    state: FundingState | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[FundingSource]:
    """List the funding sources, oldest first."""
    return page(await sources.page(after(cursor), limit + 1, currency=currency, state=state), limit)


@reading.get("/{source_id}")
async def get_funding_source(source_id: UUID, caller: Member, sources: SourcesDep) -> FundingSource:
    """Read a funding source."""
    return FundingSource.model_validate(await sources.get(source_id))


@writing.patch(
    "/{source_id}",
    responses=problem_responses(FundingSourceClosed, GovernedByGrant, AllocatedAlready, RefusedByCharter),
)
async def change_funding_source(
    source_id: UUID, body: FundingSourcePatch, caller: Member, if_match: IfMatch, commands: CommandsDep
) -> FundingSource:
    """Change amount, state, terms or period of a funding source; what is allocated from it stays covered."""
    return FundingSource.model_validate(await commands.describe(source_id, body, if_match))


@writing.post(
    "/{source_id}/withdraw",
    responses=problem_responses(FundingSourceClosed, GovernedByGrant, AllocatedAlready),
)
async def withdraw_funding_source(source_id: UUID, caller: Member, commands: CommandsDep) -> FundingSource:
    """Withdraw a funding source from which nothing is allocated."""
    return FundingSource.model_validate(await commands.withdraw(source_id))


@own.get("")
async def list_own_funding_sources(
    caller: Funder, sources: SourcesDep, limit: Limit = DEFAULT_LIMIT, cursor: CursorText = None
) -> Page[FundingSource]:
    """List, for a funder, what it gives, with its terms and what is allocated from it."""
    return page(await sources.own(after(cursor), limit + 1), limit)
