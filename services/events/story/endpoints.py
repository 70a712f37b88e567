"""The story over HTTP: as data, and as a page to read or print."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse

from services.events.log.endpoints import FilterDep
from services.events.story.page import HEADERS, story_page
from services.events.story.schemas import Order, PageLanguage, StoryPage
from services.events.story.service import Story, StoryOrder
from shared.http.auth.capabilities import LogReader
from shared.http.dependencies import ReadingDep
from shared.http.languages import language_of
from shared.http.pagination import DEFAULT_LIMIT, MAX_LIMIT, CursorText, Limit
from shared.http.problem_documents import problem_responses
from shared.http.problems import InvalidCursor
from shared.http.routes import ReadRoute

reading = APIRouter(prefix="/initiatives/{initiative_id}/story", tags=["story"], route_class=ReadRoute)


async def _story(reading: ReadingDep) -> Story:
    return Story(reading)


StoryDep = Annotated[Story, Depends(_story)]


@reading.get("", response_model=StoryPage, responses=problem_responses(InvalidCursor))
async def read_story(
    caller: LogReader,
    story: StoryDep,
    wanted: FilterDep,
    order: Order = StoryOrder.NEWEST,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> dict[str, Any]:
    """Read what happened in words: who did what, when, about what, and why.

    The same entries as `events`, the same filters, and never more than the caller may open.
    """
    page = await story.page(wanted, order, cursor, limit)
    return {"items": page["items"], "next_cursor": page["next_cursor"]}


@reading.get("/page", response_class=HTMLResponse, responses=problem_responses(InvalidCursor))
async def read_story_page(
    request: Request,
    caller: LogReader,
    story: StoryDep,
    wanted: FilterDep,
    order: Order = StoryOrder.OLDEST,
    language: PageLanguage = None,
    limit: Limit = MAX_LIMIT,
    cursor: CursorText = None,
) -> HTMLResponse:
    """Read what happened as a page to show or print, right-to-left where the language is; no script."""
    page = await story.page(wanted, order, cursor, limit)
    return HTMLResponse(story_page(page, order, language or language_of(request)), headers=HEADERS)
