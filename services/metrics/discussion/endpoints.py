"""The discussion of an indicator over HTTP: positions of partners, known limits."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.metrics.discussion.schemas import (
    IndicatorLimit,
    IndicatorLimitCreate,
    IndicatorPosition,
    IndicatorPositionPut,
)
from services.metrics.discussion.service import Discussion, DiscussionCommands
from shared.http.auth.capabilities import Member, WorkReader
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import OptionalIfMatch
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/indicators/{indicator_id}"
reading = APIRouter(prefix=_PREFIX, tags=["indicators"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["indicators"], route_class=WriteRoute)


async def _discussion(reading: ReadingDep) -> Discussion:
    return Discussion(reading)


async def _commands(command: CommandDep) -> DiscussionCommands:
    return DiscussionCommands(command)


DiscussionDep = Annotated[Discussion, Depends(_discussion)]
CommandsDep = Annotated[DiscussionCommands, Depends(_commands)]


@reading.get("/positions")
async def list_indicator_positions(
    indicator_id: UUID,
    caller: WorkReader,
    discussion: DiscussionDep,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[IndicatorPosition]:
    """List where partners stand on an indicator."""
    return page(await discussion.positions(indicator_id, after(cursor), limit + 1), limit)


@writing.put("/positions/{organization_id}")
async def take_indicator_position(
    indicator_id: UUID,
    organization_id: UUID,
    body: IndicatorPositionPut,
    caller: Member,
    if_match: OptionalIfMatch,
    commands: CommandsDep,
) -> IndicatorPosition:
    """Say where an organization stands on an indicator, and why: its representatives."""
    row = await commands.take_position(indicator_id, organization_id, body, if_match)
    return IndicatorPosition.model_validate(row)


@reading.get("/limits")
async def list_indicator_limits(
    indicator_id: UUID,
    caller: WorkReader,
    discussion: DiscussionDep,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[IndicatorLimit]:
    """List what an indicator cannot tell."""
    return page(await discussion.limits(indicator_id, after(cursor), limit + 1), limit)


@writing.post("/limits", status_code=201)
async def note_indicator_limit(
    indicator_id: UUID, body: IndicatorLimitCreate, caller: Member, commands: CommandsDep
) -> IndicatorLimit:
    """Note something an indicator cannot tell."""
    return IndicatorLimit.model_validate(dict(await commands.note_limit(indicator_id, body)))


@writing.post("/limits/{limit_id}/strike", status_code=204)
async def strike_indicator_limit(
    indicator_id: UUID, limit_id: UUID, caller: Member, commands: CommandsDep
) -> None:
    """Strike out a limit that does not hold any more: who noted it, and who works on the indicator."""
    await commands.strike_limit(indicator_id, limit_id)
