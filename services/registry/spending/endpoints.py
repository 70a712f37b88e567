"""Spending over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.budget_lines.errors import BudgetLineClosed, UnknownBudgetLine
from services.registry.grants.errors import DayToCome
from services.registry.spending.errors import (
    AllocationSpent,
    SpendingClosed,
    SpendingOutsideGrant,
    UnknownAllocation,
)
from services.registry.spending.schemas import (
    Spending,
    SpendingBefore,
    SpendingCorrection,
    SpendingCreate,
    SpendingWithdrawal,
)
from services.registry.spending.service import SpendingCommands, SpendingEntries
from shared.http.auth.capabilities import Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import OptionalIfMatch
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/spending"
reading = APIRouter(prefix=_PREFIX, tags=["funding"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["funding"], route_class=WriteRoute)
_judged = (UnknownBudgetLine, BudgetLineClosed, DayToCome, AllocationSpent, SpendingOutsideGrant)


async def _entries(reading: ReadingDep) -> SpendingEntries:
    return SpendingEntries(reading)


async def _commands(command: CommandDep) -> SpendingCommands:
    return SpendingCommands(command)


EntriesDep = Annotated[SpendingEntries, Depends(_entries)]
CommandsDep = Annotated[SpendingCommands, Depends(_commands)]


@writing.post("", status_code=201, responses=problem_responses(UnknownAllocation, *_judged))
async def record_spending(body: SpendingCreate, caller: Member, commands: CommandsDep) -> Spending:
    """Record what was spent of an allocation: who it was made to, and who keeps the funds."""
    return Spending.model_validate(await commands.record(body))


@reading.get("")
async def list_spending(
    caller: Member,
    entries: EntriesDep,
    allocation_id: UUID | None = None,
    grant_id: UUID | None = None,
    organization_id: UUID | None = None,
    budget_line_id: UUID | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Spending]:
    """List what was spent, in the order it was recorded."""
    filters = {
        "allocation_id": allocation_id,
        "grant_id": grant_id,
        "organization_id": organization_id,
        "budget_line_id": budget_line_id,
    }
    return page(await entries.page(after(cursor), limit + 1, **filters), limit)


@reading.get("/{spending_id}")
async def get_spending(spending_id: UUID, caller: Member, entries: EntriesDep) -> Spending:
    """Read what was spent."""
    return Spending.model_validate(await entries.get(spending_id))


@reading.get("/{spending_id}/corrections")
async def list_spending_corrections(
    spending_id: UUID,
    caller: Member,
    entries: EntriesDep,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[SpendingBefore]:
    """List what an entry said before it was corrected, until when, and why it changed."""
    return page(await entries.before(spending_id, after(cursor), limit + 1), limit)


@writing.put("/{spending_id}", responses=problem_responses(SpendingClosed, *_judged))
async def correct_spending(
    spending_id: UUID,
    body: SpendingCorrection,
    caller: Member,
    if_match: OptionalIfMatch,
    commands: CommandsDep,
) -> Spending:
    """Correct an entry of spending; what it said before is kept, with the reason."""
    return Spending.model_validate(await commands.correct(spending_id, body, if_match))


@writing.post("/{spending_id}/withdraw", responses=problem_responses(SpendingClosed))
async def withdraw_spending(
    spending_id: UUID, body: SpendingWithdrawal, caller: Member, commands: CommandsDep
) -> Spending:
    """Say that an entry of spending counts for nothing, and why."""
    return Spending.model_validate(await commands.withdraw(spending_id, body))
