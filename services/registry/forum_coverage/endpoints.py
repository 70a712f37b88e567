"""The coverage of forums over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.forum_coverage.schemas import ForumCoverage as ForumCoverageBody
from services.registry.forum_coverage.service import ForumCoverage
from services.registry.seats.errors import NetworkHasNoSeats
from shared.http.auth.capabilities import WorkReader
from shared.http.dependencies import ReadingDep
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute

reading = APIRouter(
    prefix="/initiatives/{initiative_id}/forums/{forum_id}/coverage",
    tags=["forums"],
    route_class=ReadRoute,
)


async def _coverage(reading: ReadingDep) -> ForumCoverage:
    return ForumCoverage(reading)


@reading.get("", responses=problem_responses(NetworkHasNoSeats))
async def get_forum_coverage(
    forum_id: UUID, caller: WorkReader, coverage: Annotated[ForumCoverage, Depends(_coverage)]
) -> ForumCoverageBody:
    """Read who sits in a forum, by sector and grouping, and who is missing."""
    return ForumCoverageBody.model_validate(await coverage.read(forum_id))
