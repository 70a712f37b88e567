"""Amendments over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.agenda.amendments.errors import (
    AmendmentOutdated,
    ObjectionsNotStanding,
    SameText,
    TooLateToAmend,
    TooManyAmendments,
)
from services.agenda.amendments.schemas import Amendment, AmendmentCreate
from services.agenda.amendments.service import AmendmentCommands, Amendments
from services.agenda.decisions.errors import DecisionNotOpen, SupportedAlready
from shared.http.auth.capabilities import Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.problem_documents import problem_responses
from shared.http.problems import RefusedByCharter
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/decisions/{decision_id}/amendments"
reading = APIRouter(prefix=_PREFIX, tags=["decisions"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["decisions"], route_class=WriteRoute)


async def _amendments(reading: ReadingDep) -> Amendments:
    return Amendments(reading)


async def _commands(command: CommandDep) -> AmendmentCommands:
    return AmendmentCommands(command)


AmendmentsDep = Annotated[Amendments, Depends(_amendments)]
CommandsDep = Annotated[AmendmentCommands, Depends(_commands)]


@reading.get("")
async def list_amendments(
    decision_id: UUID,
    caller: Member,
    amendments: AmendmentsDep,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Amendment]:
    """List how a question was amended while it was open, oldest first, and what is proposed."""
    return page(await amendments.page(decision_id, after(cursor), limit + 1), limit)


@writing.post(
    "",
    status_code=201,
    responses=problem_responses(
        DecisionNotOpen,
        SameText,
        ObjectionsNotStanding,
        TooLateToAmend,
        TooManyAmendments,
        RefusedByCharter,
    ),
)
async def amend_decision(
    decision_id: UUID, body: AmendmentCreate, caller: Member, commands: CommandsDep
) -> Amendment:
    """Ask an open question otherwise, for objections: chair and drafter alone, members with a second one."""
    return Amendment.model_validate(dict(await commands.propose(decision_id, body)))


@writing.post(
    "/{amendment_id}/support",
    responses=problem_responses(
        DecisionNotOpen, SupportedAlready, AmendmentOutdated, TooLateToAmend, RefusedByCharter
    ),
)
async def support_amendment(
    decision_id: UUID, amendment_id: UUID, caller: Member, commands: CommandsDep
) -> Amendment:
    """Bring about an amendment that another member of the forum proposed."""
    return Amendment.model_validate(dict(await commands.support(decision_id, amendment_id)))
