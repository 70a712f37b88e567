"""Budget lines over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.budget_lines.errors import BudgetExceedsNeed, BudgetLineClosed
from services.registry.budget_lines.schemas import BudgetLine, BudgetLineCreate, BudgetLinePatch
from services.registry.budget_lines.service import BudgetLineCommands, BudgetLines
from services.registry.currencies import Currency
from shared.http.auth.capabilities import Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import IfMatch
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/budget-lines"
reading = APIRouter(prefix=_PREFIX, tags=["funding"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["funding"], route_class=WriteRoute)


async def _lines(reading: ReadingDep) -> BudgetLines:
    return BudgetLines(reading)


async def _commands(command: CommandDep) -> BudgetLineCommands:
    return BudgetLineCommands(command)


LinesDep = Annotated[BudgetLines, Depends(_lines)]
CommandsDep = Annotated[BudgetLineCommands, Depends(_commands)]


@writing.post("", status_code=201, responses=problem_responses(BudgetExceedsNeed))
async def draw_budget_line(body: BudgetLineCreate, caller: Member, commands: CommandsDep) -> BudgetLine:
    """Draw up a line of what is needed: who keeps the initiative's funds."""
    return BudgetLine.model_validate(dict(await commands.draw(body)))


@reading.get("")
async def list_budget_lines(
    caller: Member,
    lines: LinesDep,
    currency: Currency | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[BudgetLine]:
    """List what is needed line by line, beside what was granted and spent, oldest first."""
    return page(await lines.page(after(cursor), limit + 1, currency=currency), limit)


@reading.get("/{budget_line_id}")
async def get_budget_line(budget_line_id: UUID, caller: Member, lines: LinesDep) -> BudgetLine:
    """Read a budget line."""
    return BudgetLine.model_validate(dict(await lines.get(budget_line_id)))


@writing.patch("/{budget_line_id}", responses=problem_responses(BudgetExceedsNeed, BudgetLineClosed))
async def change_budget_line(
    budget_line_id: UUID, body: BudgetLinePatch, caller: Member, if_match: IfMatch, commands: CommandsDep
) -> BudgetLine:
    """Change the name of a budget line, or how much it needs."""
    return BudgetLine.model_validate(dict(await commands.describe(budget_line_id, body, if_match)))


@writing.post("/{budget_line_id}/retire", responses=problem_responses(BudgetLineClosed))
async def retire_budget_line(budget_line_id: UUID, caller: Member, commands: CommandsDep) -> BudgetLine:
    """Need nothing for a budget line any more; what was granted and spent for it stays."""
    return BudgetLine.model_validate(dict(await commands.retire(budget_line_id)))
