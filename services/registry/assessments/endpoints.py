"""Assessments of organizations over HTTP: for facilitators alone."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.assessments.errors import AssessmentInFuture
from services.registry.assessments.events import CandidateFor
from services.registry.assessments.schemas import Assessment, AssessmentCreate
from services.registry.assessments.service import AssessmentCommands, Assessments
from shared.http.auth.capabilities import Facilitator
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}"
reading = APIRouter(prefix=_PREFIX, tags=["assessments"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["assessments"], route_class=WriteRoute)


async def _assessments(reading: ReadingDep) -> Assessments:
    return Assessments(reading)


async def _commands(command: CommandDep) -> AssessmentCommands:
    return AssessmentCommands(command)


AssessmentsDep = Annotated[Assessments, Depends(_assessments)]
CommandsDep = Annotated[AssessmentCommands, Depends(_commands)]


@writing.post(
    "/organizations/{organization_id}/assessments",
    status_code=201,
    responses=problem_responses(AssessmentInFuture),
)
async def assess_organization(
    organization_id: UUID, body: AssessmentCreate, caller: Facilitator, commands: CommandsDep
) -> Assessment:
    """Record an organization's influence, interest, impact and stance; what was before stays."""
    return Assessment.model_validate(dict(await commands.assess(organization_id, body)))


@reading.get("/organizations/{organization_id}/assessments")
async def list_organization_assessments(
    organization_id: UUID,
    caller: Facilitator,
    assessments: AssessmentsDep,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Assessment]:
    """List an organization's assessments in the order they were recorded."""
    return page(await assessments.history(organization_id, after(cursor), limit + 1), limit)


@reading.get("/assessments")
async def list_latest_assessments(
    caller: Facilitator,
    assessments: AssessmentsDep,
    on: date | None = None,
    candidate_for: CandidateFor | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Assessment]:
    """List what held of each organization on a day: the grid of influence and interest."""
    rows = await assessments.latest(on, after(cursor), limit + 1, candidate_for)
    return page(rows, limit, by="organization_id")
