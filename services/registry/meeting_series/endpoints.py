"""Series of meetings over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.meeting_series.errors import SeriesEnded
from services.registry.meeting_series.schemas import MeetingSeries, MeetingSeriesCreate
from services.registry.meeting_series.service import AllMeetingSeries, MeetingSeriesCommands
from services.registry.meetings.errors import NotConducting, UnknownMeetingForum, UnknownReference
from services.registry.meetings.schemas import MeetingCancel
from shared.http.auth.capabilities import Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/meeting-series"
reading = APIRouter(prefix=_PREFIX, tags=["meetings"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["meetings"], route_class=WriteRoute)


async def _series(reading: ReadingDep) -> AllMeetingSeries:
    return AllMeetingSeries(reading)


async def _commands(command: CommandDep) -> MeetingSeriesCommands:
    return MeetingSeriesCommands(command)


SeriesDep = Annotated[AllMeetingSeries, Depends(_series)]
CommandsDep = Annotated[MeetingSeriesCommands, Depends(_commands)]


@writing.post(
    "", status_code=201, responses=problem_responses(UnknownMeetingForum, NotConducting, UnknownReference)
)
async def begin_meeting_series(
    body: MeetingSeriesCreate, caller: Member, commands: CommandsDep
) -> MeetingSeries:
    """Call meetings that come again and again, at the same hour whatever the clocks do in between."""
    return MeetingSeries.model_validate(dict(await commands.begin(body)))


@reading.get("")
async def list_meeting_series(
    caller: Member, series: SeriesDep, limit: Limit = DEFAULT_LIMIT, cursor: CursorText = None
) -> Page[MeetingSeries]:
    """List the series of meetings, oldest first."""
    return page(await series.page(after(cursor), limit + 1), limit)


@reading.get("/{series_id}")
async def get_meeting_series(series_id: UUID, caller: Member, series: SeriesDep) -> MeetingSeries:
    """Read a series of meetings."""
    return MeetingSeries.model_validate(dict(await series.get(series_id)))


@writing.post("/{series_id}/end", responses=problem_responses(NotConducting, SeriesEnded))
async def end_meeting_series(
    series_id: UUID, body: MeetingCancel, caller: Member, commands: CommandsDep
) -> MeetingSeries:
    """End a series: what it has still to come is cancelled."""
    return MeetingSeries.model_validate(dict(await commands.end(series_id, body)))
