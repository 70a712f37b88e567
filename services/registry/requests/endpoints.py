"""What is asked of people, over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from services.registry.requests.kinds import AddressedTo, RequestKind, RequestState
from services.registry.requests.schemas import Request, RequestLoad
from services.registry.requests.service import Requests
from shared.http.auth.capabilities import Facilitator, Member
from shared.http.dependencies import ReadingDep
from shared.http.moments import Moment
from shared.http.pagination import (
    DEFAULT_LIMIT,
    CursorText,
    Limit,
    Page,
    after,
    after_place,
    page,
    page_by_moment,
)
from shared.http.routes import ReadRoute

_PREFIX = "/initiatives/{initiative_id}"
own = APIRouter(prefix=f"{_PREFIX}/me/requests", tags=["requests"], route_class=ReadRoute)
reading = APIRouter(prefix=f"{_PREFIX}/request-load", tags=["requests"], route_class=ReadRoute)


async def _requests(reading: ReadingDep) -> Requests:
    return Requests(reading)


RequestsDep = Annotated[Requests, Depends(_requests)]
DueBefore = Annotated[Moment | None, Query(description="Those due before a moment.")]


@own.get("")
async def list_own_requests(
    caller: Member,
    requests: RequestsDep,
    state: RequestState = RequestState.OPEN,
    kind: RequestKind | None = None,
    due_before: DueBefore = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Request]:
    """List what is asked of the caller by all services, what is due first; what is not due comes last."""
    place = after_place(cursor)
    rows = await requests.of_caller(place, limit + 1, state=state, kind=kind, due_before=due_before)
    return page_by_moment(rows, limit, moment="due", shown=requests.shown)


@reading.get("")
async def list_request_load(
    caller: Facilitator,
    requests: RequestsDep,
    of: AddressedTo = AddressedTo.ORGANIZATION,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[RequestLoad]:
    """List how much is asked of each organization, or person; confidential matters are not counted."""
    return page(await requests.load(of, after(cursor), limit + 1), limit)
