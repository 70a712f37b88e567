"""Published ballots over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.agenda.decisions.errors import DecisionNotClosed
from services.agenda.published_ballots.schemas import PublishedBallot
from services.agenda.published_ballots.service import Published
from shared.http.auth.capabilities import WorkReader
from shared.http.dependencies import ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute

reading = APIRouter(
    prefix="/initiatives/{initiative_id}/decisions/{decision_id}/outcome/ballots",
    tags=["decisions"],
    route_class=ReadRoute,
)


async def _published(reading: ReadingDep) -> Published:
    return Published(reading)


@reading.get("", responses=problem_responses(DecisionNotClosed))
async def list_published_ballots(
    decision_id: UUID,
    caller: WorkReader,
    published: Annotated[Published, Depends(_published)],
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[PublishedBallot]:
    """List what the secret ballots of a closed decision say, sorted by receipt; empty for others."""
    return page(await published.page(decision_id, after(cursor), limit + 1), limit)
