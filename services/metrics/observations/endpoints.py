"""Observations over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from services.metrics.figures import ObservationState
from services.metrics.indicators.errors import IndicatorRetiredAlready
from services.metrics.observations.errors import (
    FigureReportedAlready,
    UnknownIndicator,
    UnknownReportingOrganization,
)
from services.metrics.observations.schemas import (
    IndicatorName,
    Observation,
    ObservationCorrect,
    ObservationCreate,
    ObservationHistory,
    ObservationReport,
)
from services.metrics.observations.service import ObservationCommands, Observations
from services.metrics.targets.schemas import PeriodCode
from shared.http.auth.capabilities import Reporter, WorkReader
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import OptionalIfMatch
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/observations"
reading = APIRouter(prefix=_PREFIX, tags=["observations"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["observations"], route_class=WriteRoute)


async def _observations(reading: ReadingDep) -> Observations:
    return Observations(reading)


async def _commands(command: CommandDep) -> ObservationCommands:
    return ObservationCommands(command)


ObservationsDep = Annotated[Observations, Depends(_observations)]
CommandsDep = Annotated[ObservationCommands, Depends(_commands)]


@writing.post(
    "",
    status_code=201,
    responses=problem_responses(
        UnknownIndicator, UnknownReportingOrganization, IndicatorRetiredAlready, FigureReportedAlready
    ),
)
async def report_observation(body: ObservationCreate, caller: Reporter, commands: CommandsDep) -> Observation:
    """Report a figure: representatives for their organization, facilitators and the data analyst for any."""
    return Observation.model_validate(dict(await commands.report(body)))


@reading.get("", responses=problem_responses(UnknownIndicator))
async def list_observations(
    caller: WorkReader,
    observations: ObservationsDep,
    indicator: Annotated[IndicatorName | None, Query()] = None,
    organization_id: UUID | None = None,
    period: Annotated[PeriodCode | None, Query()] = None,
    state: ObservationState | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Observation]:
    """List the figures the caller sees: one's organization's own, and what others have published."""
    filters = {"organization_id": organization_id, "period": period, "state": state}
    return page(await observations.page(after(cursor), limit + 1, indicator, filters), limit)


@reading.get("/reports/{report_id}")
async def get_observation_report(
    report_id: UUID, caller: WorkReader, observations: ObservationsDep
) -> ObservationReport:
    """Read a report with the salt of its digest, where the caller sees all its figures."""
    return ObservationReport.model_validate(dict(await observations.report(report_id)))


@reading.get("/{observation_id}")
async def get_observation(
    observation_id: UUID, caller: WorkReader, observations: ObservationsDep
) -> Observation:
    """Read a figure."""
    return Observation.model_validate(dict(await observations.get(observation_id)))


@reading.get("/{observation_id}/revisions")
async def get_observation_history(
    observation_id: UUID, caller: WorkReader, observations: ObservationsDep
) -> ObservationHistory:
    """Read how a figure was reported and corrected."""
    revisions = [dict(row) for row in await observations.revisions(observation_id)]
    return ObservationHistory.model_validate({"revisions": revisions})


@writing.post("/{observation_id}/corrections", responses=problem_responses(IndicatorRetiredAlready))
async def correct_observation(
    observation_id: UUID,
    body: ObservationCorrect,
    caller: Reporter,
    if_match: OptionalIfMatch,
    commands: CommandsDep,
) -> Observation:
    """Correct a figure one sees, with the reason; the earlier one is kept."""
    return Observation.model_validate(dict(await commands.correct(observation_id, body, if_match)))
