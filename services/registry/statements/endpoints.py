"""Statements over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.people.errors import UnknownOrganization
from services.registry.statements.errors import (
    StatedInTheFuture,
    StatementClosed,
    StatementNeedsSource,
    UnknownStatementSource,
)
from services.registry.statements.events import StatementKind, StatementStanding
from services.registry.statements.schemas import Statement, StatementCreate, StatementWithdrawalCreate
from services.registry.statements.service import StatementCommands, Statements
from shared.http.auth.capabilities import FacilitatorOrRepresentative, Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/statements"
reading = APIRouter(prefix=_PREFIX, tags=["statements"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["statements"], route_class=WriteRoute)


async def _statements(reading: ReadingDep) -> Statements:
    return Statements(reading)


async def _commands(command: CommandDep) -> StatementCommands:
    return StatementCommands(command)


StatementsDep = Annotated[Statements, Depends(_statements)]
CommandsDep = Annotated[StatementCommands, Depends(_commands)]


@writing.post(
    "",
    status_code=201,
    responses=problem_responses(
        UnknownOrganization, StatedInTheFuture, StatementNeedsSource, UnknownStatementSource
    ),
)
async def record_statement(
    body: StatementCreate, caller: FacilitatorOrRepresentative, commands: CommandsDep
) -> Statement:
    """Record support, an endorsement, a position or terms: one's organization's own, or from a source."""
    return Statement.model_validate(dict(await commands.record(body)))


@reading.get("")
async def list_statements(
    caller: Member,
    statements: StatementsDep,
    organization_id: UUID | None = None,
    kind: StatementKind | None = None,
    public: bool | None = None,
    confirmation: StatementStanding | None = None,
    withdrawn: bool | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Statement]:
    """List what was stated, oldest entry first; what was withdrawn stays in the list."""
    filters = {"kind": kind, "public": public, "confirmation": confirmation, "withdrawn": withdrawn}
    rows = await statements.page(after(cursor), limit + 1, organization_id=organization_id, **filters)
    return page(rows, limit)


@reading.get("/{statement_id}")
async def get_statement(statement_id: UUID, caller: Member, statements: StatementsDep) -> Statement:
    """Read a statement."""
    return Statement.model_validate(dict(await statements.get(statement_id)))


@writing.post("/{statement_id}/confirm", responses=problem_responses(StatementClosed))
async def confirm_statement(
    statement_id: UUID, caller: FacilitatorOrRepresentative, commands: CommandsDep
) -> Statement:
    """Say that a statement others recorded is that of the organization one represents."""
    return Statement.model_validate(dict(await commands.answer(statement_id, StatementStanding.CONFIRMED)))


@writing.post("/{statement_id}/deny", responses=problem_responses(StatementClosed))
async def deny_statement(
    statement_id: UUID, caller: FacilitatorOrRepresentative, commands: CommandsDep
) -> Statement:
    """Say that a statement others recorded is not that of the organization one represents."""
    return Statement.model_validate(dict(await commands.answer(statement_id, StatementStanding.DENIED)))


@writing.post("/{statement_id}/withdraw", responses=problem_responses(StatementClosed))
async def withdraw_statement(
    statement_id: UUID,
    body: StatementWithdrawalCreate,
    caller: FacilitatorOrRepresentative,
    commands: CommandsDep,
) -> Statement:
    """Say that a statement holds no longer: its organization; facilitators, what nobody confirmed."""
    return Statement.model_validate(dict(await commands.withdraw(statement_id, body)))
