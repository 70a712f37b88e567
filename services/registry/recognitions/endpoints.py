"""Recognition over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.recognitions.errors import RecognitionOfOneself, UnknownRecognized
from services.registry.recognitions.schemas import Recognition, RecognitionBalance, RecognitionCreate
from services.registry.recognitions.service import RecognitionCommands, Recognitions
from shared.http.auth.capabilities import Facilitator, Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.moments import Moment
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/recognitions"
reading = APIRouter(prefix=_PREFIX, tags=["recognition"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["recognition"], route_class=WriteRoute)


async def _recognitions(reading: ReadingDep) -> Recognitions:
    return Recognitions(reading)


async def _commands(command: CommandDep) -> RecognitionCommands:
    return RecognitionCommands(command)


RecognitionsDep = Annotated[Recognitions, Depends(_recognitions)]
CommandsDep = Annotated[RecognitionCommands, Depends(_commands)]


@writing.post("", status_code=201, responses=problem_responses(RecognitionOfOneself, UnknownRecognized))
async def give_recognition(body: RecognitionCreate, caller: Member, commands: CommandsDep) -> Recognition:
    """Give a partner credit for something; everybody who takes part sees it."""
    return Recognition.model_validate(dict(await commands.give(body)))


@reading.get("")
async def list_recognitions(
    caller: Member,
    recognitions: RecognitionsDep,
    to_organization_id: UUID | None = None,
    by_organization_id: UUID | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Recognition]:
    """List the credit that was given, oldest first."""
    filters = {"to_organization_id": to_organization_id, "by_organization_id": by_organization_id}
    return page(await recognitions.page(after(cursor), limit + 1, filters), limit)


@reading.get("/balance")
async def get_recognition_balance(
    caller: Facilitator,
    recognitions: RecognitionsDep,
    none_since: Moment | None = None,
    limit: Limit = DEFAULT_LIMIT,
) -> RecognitionBalance:
    """Read which partners have had no credit since a moment, those first who have waited longest."""
    rows = await recognitions.balances(none_since, limit)
    return RecognitionBalance.model_validate({"partners": [dict(row) for row in rows]})


@reading.get("/{recognition_id}")
async def get_recognition(recognition_id: UUID, caller: Member, recognitions: RecognitionsDep) -> Recognition:
    """Read one credit."""
    return Recognition.model_validate(dict(await recognitions.get(recognition_id)))


@writing.post("/{recognition_id}/withdraw", status_code=204)
async def withdraw_recognition(recognition_id: UUID, caller: Member, commands: CommandsDep) -> None:
    """Take back credit you gave."""
    await commands.withdraw(recognition_id)
