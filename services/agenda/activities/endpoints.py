"""Activities over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.agenda.activities.errors import (
    DependencyCycle,
    EndsBeforeItStarts,
    LeadConfirmedAlready,
    LeadNotConfirmed,
    NotActionCircle,
    NotDoneAlready,
    NotNamedAsParticipant,
    TooManyActivities,
    UnknownDependency,
    UnknownGoal,
    UnknownPartner,
)
from services.agenda.activities.events import ActivityStatus
from services.agenda.activities.schemas import Activity, ActivityCreate, ActivityPatch, ParticipationBody
from services.agenda.activities.service import Activities, ActivityCommands
from shared.http.auth.capabilities import Member, WorkReader
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import IfMatch, OptionalIfMatch
from shared.http.problem_documents import problem_responses
from shared.http.problems import RefusedByCharter
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/activities"
reading = APIRouter(prefix=_PREFIX, tags=["activities"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["activities"], route_class=WriteRoute)


async def _activities(reading: ReadingDep) -> Activities:
    return Activities(reading)


async def _commands(command: CommandDep) -> ActivityCommands:
    return ActivityCommands(command)


ActivitiesDep = Annotated[Activities, Depends(_activities)]
CommandsDep = Annotated[ActivityCommands, Depends(_commands)]
_NAMING = (
    EndsBeforeItStarts,
    UnknownPartner,
    UnknownGoal,
    UnknownDependency,
    NotActionCircle,
    NotDoneAlready,
    LeadNotConfirmed,
)


@writing.post("", status_code=201, responses=problem_responses(*_NAMING, TooManyActivities, RefusedByCharter))
async def record_activity(body: ActivityCreate, caller: Member, commands: CommandsDep) -> Activity:
    """Record an activity: who represents its lead; or facilitators, and then its lead is to confirm it."""
    return Activity.model_validate(dict(await commands.record(body)))


@reading.get("")
async def list_activities(
    caller: WorkReader,
    activities: ActivitiesDep,
    status: ActivityStatus | None = None,
    lead_organization_id: UUID | None = None,
    goal_id: UUID | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Activity]:
    """List the activities, oldest first; those of a status, of a lead, towards a goal."""
    filters = {"status": status, "lead_organization_id": lead_organization_id, "goal_id": goal_id}
    return page(await activities.page(after(cursor), limit + 1, filters), limit)


@reading.get("/{activity_id}")
async def get_activity(activity_id: UUID, caller: WorkReader, activities: ActivitiesDep) -> Activity:
    """Read an activity."""
    return Activity.model_validate(dict(await activities.get(activity_id)))


@writing.patch("/{activity_id}", responses=problem_responses(*_NAMING, DependencyCycle, RefusedByCharter))
async def change_activity(
    activity_id: UUID, body: ActivityPatch, caller: Member, if_match: IfMatch, commands: CommandsDep
) -> Activity:
    """Change an activity: who represents its lead; until that has confirmed it, facilitators."""
    return Activity.model_validate(dict(await commands.change(activity_id, body, if_match)))


@writing.post("/{activity_id}/confirm", responses=problem_responses(LeadConfirmedAlready, RefusedByCharter))
async def confirm_activity(
    activity_id: UUID, caller: Member, if_match: OptionalIfMatch, commands: CommandsDep
) -> Activity:
    """Confirm, for its lead, an activity that facilitators entered."""
    return Activity.model_validate(dict(await commands.confirm(activity_id, if_match)))


@writing.post("/{activity_id}/join", responses=problem_responses(NotNamedAsParticipant))
async def join_activity(
    activity_id: UUID, body: ParticipationBody, caller: Member, commands: CommandsDep
) -> Activity:
    """Confirm that the organization one represents takes part."""
    return Activity.model_validate(dict(await commands.join(activity_id, body.organization_id)))


@writing.post("/{activity_id}/leave", responses=problem_responses(NotNamedAsParticipant))
async def leave_activity(
    activity_id: UUID, body: ParticipationBody, caller: Member, commands: CommandsDep
) -> Activity:
    """Say that the organization one represents does not take part, or no longer."""
    return Activity.model_validate(dict(await commands.leave(activity_id, body.organization_id)))
