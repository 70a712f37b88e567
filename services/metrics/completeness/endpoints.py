"""Completeness over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from services.metrics.completeness.schemas import Completeness
from services.metrics.completeness.service import CompletenessOfIndicators
from services.metrics.observations.errors import UnknownIndicator
from services.metrics.observations.schemas import IndicatorName
from services.metrics.series.errors import SeriesTooLong
from shared.http.auth.capabilities import WorkReader
from shared.http.dependencies import ReadingDep
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute

reading = APIRouter(
    prefix="/initiatives/{initiative_id}/completeness", tags=["observations"], route_class=ReadRoute
)


async def _completeness(reading: ReadingDep) -> CompletenessOfIndicators:
    return CompletenessOfIndicators(reading)


@reading.get("", responses=problem_responses(UnknownIndicator, SeriesTooLong))
async def get_completeness(
    caller: WorkReader,
    completeness: Annotated[CompletenessOfIndicators, Depends(_completeness)],
    indicator: Annotated[IndicatorName, Query()],
    organization_id: UUID | None = None,
    within_days: Annotated[int, Query(ge=0, le=366, description="Days that are still in time.")] = 30,
) -> Completeness:
    """Read which reports of an indicator were expected, which came, and when: never what they say."""
    return Completeness.model_validate(await completeness.of(indicator, organization_id, within_days))
