"""Engagement activities over HTTP."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.engagement_activities.errors import (
    EngagementActivityClosed,
    HeldInFuture,
    UnknownHost,
)
from services.registry.engagement_activities.schemas import EngagementActivity, EngagementActivityPut, Reach
from services.registry.engagement_activities.service import (
    EngagementActivities,
    EngagementActivityCommands,
)
from shared.http.auth.capabilities import Member, WorkReader
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import OptionalIfMatch
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}"
reading = APIRouter(prefix=_PREFIX, tags=["community"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["community"], route_class=WriteRoute)


async def _activities(reading: ReadingDep) -> EngagementActivities:
    return EngagementActivities(reading)


async def _commands(command: CommandDep) -> EngagementActivityCommands:
    return EngagementActivityCommands(command)


ActivitiesDep = Annotated[EngagementActivities, Depends(_activities)]
CommandsDep = Annotated[EngagementActivityCommands, Depends(_commands)]


@writing.post(
    "/engagement-activities", status_code=201, responses=problem_responses(UnknownHost, HeldInFuture)
)
async def record_engagement_activity(
    body: EngagementActivityPut, caller: Member, commands: CommandsDep
) -> EngagementActivity:
    """Record something held with the community: staff for it, and who represents those that held it."""
    return EngagementActivity.model_validate(dict(await commands.record(body)))


@reading.get("/engagement-activities")
async def list_engagement_activities(
    caller: WorkReader, activities: ActivitiesDep, limit: Limit = DEFAULT_LIMIT, cursor: CursorText = None
) -> Page[EngagementActivity]:
    """List what was held with the community, in the order it was recorded."""
    return page(await activities.page(after(cursor), limit + 1), limit)


@reading.get("/engagement-activities/{engagement_id}")
async def get_engagement_activity(
    engagement_id: UUID, caller: WorkReader, activities: ActivitiesDep
) -> EngagementActivity:
    """Read an engagement activity."""
    return EngagementActivity.model_validate(dict(await activities.get(engagement_id)))


@writing.put(
    "/engagement-activities/{engagement_id}",
    responses=problem_responses(UnknownHost, HeldInFuture, EngagementActivityClosed),
)
async def correct_engagement_activity(
    engagement_id: UUID,
    body: EngagementActivityPut,
    caller: Member,
    if_match: OptionalIfMatch,
    commands: CommandsDep,
) -> EngagementActivity:
    """Correct what was recorded of an engagement activity."""
    return EngagementActivity.model_validate(dict(await commands.correct(engagement_id, body, if_match)))


@writing.post(
    "/engagement-activities/{engagement_id}/withdraw", responses=problem_responses(EngagementActivityClosed)
)
async def withdraw_engagement_activity(
    engagement_id: UUID, caller: Member, commands: CommandsDep
) -> EngagementActivity:
    """Take the entry of an engagement activity back; it counts for nothing any more."""
    return EngagementActivity.model_validate(dict(await commands.withdraw(engagement_id)))


@reading.get("/reach")
async def get_reach(
    caller: WorkReader, activities: ActivitiesDep, since: date | None = None, until: date | None = None
) -> Reach:
    """Read whom the engagement activities of some time reached, and what support there was."""
    return Reach.model_validate(await activities.reach(since, until))
