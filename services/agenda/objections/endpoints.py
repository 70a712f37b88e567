"""Objections over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.agenda.ballots.endpoints import CASTING
from services.agenda.objections.errors import (
    ObjectionSettled,
    StillObjecting,
    TooManyAnswers,
    UnknownAnswer,
)
from services.agenda.objections.schemas import Objection, ObjectionAnswerAccept, ObjectionAnswerCreate
from services.agenda.objections.service import ObjectionCommands, Objections
from shared.http.auth.capabilities import Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/decisions/{decision_id}/objections"
reading = APIRouter(prefix=_PREFIX, tags=["decisions"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["decisions"], route_class=WriteRoute)


async def _objections(reading: ReadingDep) -> Objections:
    return Objections(reading)


async def _commands(command: CommandDep) -> ObjectionCommands:
    return ObjectionCommands(command)


ObjectionsDep = Annotated[Objections, Depends(_objections)]
CommandsDep = Annotated[ObjectionCommands, Depends(_commands)]


@reading.get("")
async def list_objections(
    decision_id: UUID,
    caller: Member,
    objections: ObjectionsDep,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Objection]:
    """List the objections to a question, oldest first, with what harm they see and how they were answered."""
    return page(await objections.page(decision_id, after(cursor), limit + 1), limit)


@writing.post("/{objection_id}/answers", status_code=201, responses=problem_responses(TooManyAnswers))
async def answer_objection(
    decision_id: UUID, objection_id: UUID, body: ObjectionAnswerCreate, caller: Member, commands: CommandsDep
) -> Objection:
    """Answer an objection: the forum's members, who drafted the question, and facilitators."""
    return Objection.model_validate(await commands.answer(decision_id, objection_id, body))


@writing.post(
    "/{objection_id}/accept",
    responses=problem_responses(ObjectionSettled, UnknownAnswer, StillObjecting, *CASTING),
)
async def accept_answer(
    decision_id: UUID, objection_id: UUID, body: ObjectionAnswerAccept, caller: Member, commands: CommandsDep
) -> Objection:
    """Say that an answer settles an objection, and vote otherwise: whoever objected."""
    return Objection.model_validate(await commands.accept(decision_id, objection_id, body))
