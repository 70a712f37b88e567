"""Allocations over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.allocations.errors import (
    AllocationClosed,
    OnlyPledged,
    SourceExhausted,
    UnknownFundingSource,
    UnknownRecipient,
)
from services.registry.allocations.schemas import Allocation, AllocationCreate
from services.registry.allocations.service import AllocationCommands, Allocations
from services.registry.funding_sources.errors import FundingSourceClosed
from services.registry.spending.errors import AllocationSpent
from shared.http.auth.capabilities import Funder, Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.problem_documents import problem_responses
from shared.http.problems import RefusedByCharter
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/allocations"
reading = APIRouter(prefix=_PREFIX, tags=["funding"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["funding"], route_class=WriteRoute)
own = APIRouter(prefix="/initiatives/{initiative_id}/me/allocations", tags=["funding"], route_class=ReadRoute)


async def _allocations(reading: ReadingDep) -> Allocations:
    return Allocations(reading)


async def _commands(command: CommandDep) -> AllocationCommands:
    return AllocationCommands(command)


AllocationsDep = Annotated[Allocations, Depends(_allocations)]
CommandsDep = Annotated[AllocationCommands, Depends(_commands)]


@writing.post(
    "",
    status_code=201,
    responses=problem_responses(
        UnknownFundingSource,
        UnknownRecipient,
        FundingSourceClosed,
        OnlyPledged,
        SourceExhausted,
        RefusedByCharter,
    ),
)
async def allocate_funds(body: AllocationCreate, caller: Member, commands: CommandsDep) -> Allocation:
    """Allocate money of a source: who keeps the initiative's funds, and the source's funder."""
    return Allocation.model_validate(dict(await commands.allocate(body)))


@reading.get("")
async def list_allocations(
    caller: Member,
    allocations: AllocationsDep,
    source_id: UUID | None = None,
    organization_id: UUID | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Allocation]:
    """List the allocations, oldest first; those from a source, or to an organization."""
    filters = {"source_id": source_id, "organization_id": organization_id}
    return page(await allocations.page(after(cursor), limit + 1, **filters), limit)


@reading.get("/{allocation_id}")
async def get_allocation(allocation_id: UUID, caller: Member, allocations: AllocationsDep) -> Allocation:
    """Read an allocation."""
    return Allocation.model_validate(dict(await allocations.get(allocation_id)))


@writing.post("/{allocation_id}/withdraw", responses=problem_responses(AllocationClosed, AllocationSpent))
async def withdraw_allocation(allocation_id: UUID, caller: Member, commands: CommandsDep) -> Allocation:
    """Take an allocation back; its money can be allocated anew."""
    return Allocation.model_validate(dict(await commands.withdraw(allocation_id)))


@own.get("")
async def list_own_allocations(
    caller: Funder, allocations: AllocationsDep, limit: Limit = DEFAULT_LIMIT, cursor: CursorText = None
) -> Page[Allocation]:
    """List, for a funder, what was allocated of what it gives."""
    return page(await allocations.own(after(cursor), limit + 1), limit)
