"""Series of indicators over HTTP."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from services.metrics.indicators.schemas import Code
from services.metrics.series.errors import SeriesTooLong
from services.metrics.series.schemas import Series, SeriesAsked, Where
from services.metrics.series.service import SeriesOfIndicators
from services.metrics.targets.schemas import PeriodCode
from shared.http.auth.capabilities import WorkReader
from shared.http.dependencies import ReadingDep
from shared.http.moments import Moment
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute

reading = APIRouter(
    prefix="/initiatives/{initiative_id}/indicators/{indicator_id}/series",
    tags=["indicators"],
    route_class=ReadRoute,
)


async def _series(reading: ReadingDep) -> SeriesOfIndicators:
    return SeriesOfIndicators(reading)


async def _asked(
    by: Annotated[
        list[Code], Query(max_length=3, description="Dimensions to break the series down by.")
    ] = [],  # noqa: B006 - FastAPI copies it
    where: Annotated[
        list[Where], Query(max_length=10, description="Only these: `<dimension>:<value>`.")
    ] = [],  # noqa: B006 - FastAPI copies it
    since: Annotated[PeriodCode | None, Query(alias="from", description="The first period.")] = None,
    until: Annotated[PeriodCode | None, Query(description="The last period.")] = None,
    organization_id: Annotated[UUID | None, Query(description="Figures of one organization.")] = None,
    as_of: Annotated[Moment | None, Query(description="As it was recorded at that time.")] = None,
) -> SeriesAsked:
    moment: datetime | None = as_of
    return SeriesAsked(by, where, since, until, organization_id, moment)


@reading.get("", responses=problem_responses(SeriesTooLong))
async def get_indicator_series(
    indicator_id: UUID,
    asked: Annotated[SeriesAsked, Depends(_asked)],
    caller: WorkReader,
    series: Annotated[SeriesOfIndicators, Depends(_series)],
) -> Series:
    """Read an indicator over time, from the figures the caller sees.

    Where an organization gives a whole and its parts, the coarsest of its figures are counted. What is not
    reported has no value, and what is withheld is counted; `compared` sets like against like.
    """
    return Series.model_validate(await series.series(indicator_id, asked))
