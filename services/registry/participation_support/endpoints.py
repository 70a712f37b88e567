"""Support for taking part over HTTP."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.engagement_activities.errors import HeldInFuture, UnknownHost
from services.registry.participation_support.errors import SupportClosed, UnknownOccasion, UnknownSpending
from services.registry.participation_support.schemas import (
    ParticipationSupport,
    ParticipationSupportCreate,
    SupportSums,
)
from services.registry.participation_support.service import (
    ParticipationSupportCommands,
    ParticipationSupports,
)
from shared.http.auth.capabilities import Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}"
reading = APIRouter(prefix=_PREFIX, tags=["community"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["community"], route_class=WriteRoute)


async def _supports(reading: ReadingDep) -> ParticipationSupports:
    return ParticipationSupports(reading)


async def _commands(command: CommandDep) -> ParticipationSupportCommands:
    return ParticipationSupportCommands(command)


SupportsDep = Annotated[ParticipationSupports, Depends(_supports)]
CommandsDep = Annotated[ParticipationSupportCommands, Depends(_commands)]


@writing.post(
    "/participation-support",
    status_code=201,
    responses=problem_responses(HeldInFuture, UnknownHost, UnknownOccasion, UnknownSpending),
)
async def give_participation_support(
    body: ParticipationSupportCreate, caller: Member, commands: CommandsDep
) -> ParticipationSupport:
    """Record what made it possible for how many to take part: staff for it, and who gave it."""
    return ParticipationSupport.model_validate(dict(await commands.give(body)))


@reading.get("/participation-support")
async def list_participation_support(
    caller: Member,
    supports: SupportsDep,
    engagement_id: UUID | None = None,
    meeting_id: UUID | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[ParticipationSupport]:
    """List support for taking part, in the order it was recorded."""
    filters = {"engagement_id": engagement_id, "meeting_id": meeting_id}
    return page(await supports.page(after(cursor), limit + 1, **filters), limit)


@reading.get("/participation-support/{support_id}")
async def get_participation_support(
    support_id: UUID, caller: Member, supports: SupportsDep
) -> ParticipationSupport:
    """Read support for taking part."""
    return ParticipationSupport.model_validate(dict(await supports.get(support_id)))


@writing.post("/participation-support/{support_id}/withdraw", responses=problem_responses(SupportClosed))
async def withdraw_participation_support(
    support_id: UUID, caller: Member, commands: CommandsDep
) -> ParticipationSupport:
    """Take support for taking part back; it counts for nothing any more."""
    return ParticipationSupport.model_validate(dict(await commands.withdraw(support_id)))


@reading.get("/support-given")
async def get_support_given(
    caller: Member, supports: SupportsDep, since: date | None = None, until: date | None = None
) -> SupportSums:
    """Read how often each kind of support was given in some time, to how many, and what it cost."""
    return SupportSums.model_validate(await supports.sums(since, until))
