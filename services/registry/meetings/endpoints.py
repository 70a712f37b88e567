"""Meetings over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.meetings.errors import (
    AgendaFull,
    AgendaOrderIncomplete,
    MeetingNotOpen,
    NotConducting,
    NotOfForum,
    UnknownMeetingForum,
    UnknownReference,
)
from services.registry.meetings.events import MeetingStatus
from services.registry.meetings.schemas import (
    AgendaItemCreate,
    AgendaItemPatch,
    AgendaOrderPut,
    Meeting,
    MeetingCancel,
    MeetingCreate,
    MeetingPatch,
    MeetingTimePut,
    TimeAnswerPut,
)
from services.registry.meetings.service import MeetingCommands, Meetings
from shared.http.auth.capabilities import Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.moments import Moment
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import IfMatch
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/meetings"
reading = APIRouter(prefix=_PREFIX, tags=["meetings"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["meetings"], route_class=WriteRoute)


async def _meetings(reading: ReadingDep) -> Meetings:
    return Meetings(reading)


async def _commands(command: CommandDep) -> MeetingCommands:
    return MeetingCommands(command)


MeetingsDep = Annotated[Meetings, Depends(_meetings)]
CommandsDep = Annotated[MeetingCommands, Depends(_commands)]


@writing.post(
    "",
    status_code=201,
    responses=problem_responses(UnknownMeetingForum, NotConducting, UnknownReference, AgendaFull),
)
async def call_meeting(body: MeetingCreate, caller: Member, commands: CommandsDep) -> Meeting:
    """Call a meeting of a forum, for a time or with times to choose from: its chair, and facilitators.

    One that has been held can be recorded, too: its time may be past.
    """
    return Meeting.model_validate(await commands.call(body))


@reading.get("")
async def list_meetings(
    caller: Member,
    meetings: MeetingsDep,
    forum_id: UUID | None = None,
    series_id: UUID | None = None,
    status: MeetingStatus | None = None,
    since: Moment | None = None,
    until: Moment | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Meeting]:
    """List the meetings in the order they were called; those that begin between two moments."""
    filters = {
        "forum_id": forum_id,
        "series_id": series_id,
        "status": status,
        "since": since,
        "until": until,
    }
    return page(await meetings.page(after(cursor), limit + 1, filters), limit)


@reading.get("/{meeting_id}")
async def get_meeting(meeting_id: UUID, caller: Member, meetings: MeetingsDep) -> Meeting:
    """Read a meeting, with its agenda and the times offered for it."""
    return Meeting.model_validate(await meetings.get(meeting_id))


@writing.patch("/{meeting_id}", responses=problem_responses(NotConducting, MeetingNotOpen))
async def update_meeting(
    meeting_id: UUID, body: MeetingPatch, caller: Member, if_match: IfMatch, commands: CommandsDep
) -> Meeting:
    """Change what a meeting to come is called, where it is, how long it takes."""
    return Meeting.model_validate(await commands.describe(meeting_id, body, if_match))


@writing.put("/{meeting_id}/time", responses=problem_responses(NotConducting, MeetingNotOpen))
async def set_meeting_time(
    meeting_id: UUID, body: MeetingTimePut, caller: Member, commands: CommandsDep
) -> Meeting:
    """Give a meeting its time, one of those offered or any other, or move it."""
    return Meeting.model_validate(await commands.set_time(meeting_id, body))


@writing.put(
    "/{meeting_id}/offered-times/{time_id}/answer", responses=problem_responses(NotOfForum, MeetingNotOpen)
)
async def answer_meeting_time(
    meeting_id: UUID, time_id: UUID, body: TimeAnswerPut, caller: Member, commands: CommandsDep
) -> Meeting:
    """Say whether a time offered suits you; your last answer counts."""
    return Meeting.model_validate(await commands.answer_time(meeting_id, time_id, body))


@writing.post("/{meeting_id}/cancel", responses=problem_responses(NotConducting, MeetingNotOpen))
async def cancel_meeting(
    meeting_id: UUID, body: MeetingCancel, caller: Member, commands: CommandsDep
) -> Meeting:
    """Say that a meeting does not take place."""
    return Meeting.model_validate(await commands.cancel(meeting_id, body))


@writing.post(
    "/{meeting_id}/agenda-items",
    status_code=201,
    responses=problem_responses(NotOfForum, MeetingNotOpen, AgendaFull, UnknownReference),
)
async def add_agenda_item(
    meeting_id: UUID, body: AgendaItemCreate, caller: Member, commands: CommandsDep
) -> Meeting:
    """Put something on the agenda before the meeting: any member of the forum."""
    return Meeting.model_validate(await commands.add_item(meeting_id, body))


@writing.patch(
    "/{meeting_id}/agenda-items/{item_id}",
    responses=problem_responses(NotOfForum, MeetingNotOpen, UnknownReference),
)
async def update_agenda_item(
    meeting_id: UUID,
    item_id: UUID,
    body: AgendaItemPatch,
    caller: Member,
    if_match: IfMatch,
    commands: CommandsDep,
) -> Meeting:
    """Change an item of the agenda before the meeting; `If-Match` is the meeting's version."""
    return Meeting.model_validate(await commands.change_item(meeting_id, item_id, body, if_match))


@writing.delete(
    "/{meeting_id}/agenda-items/{item_id}",
    status_code=204,
    responses=problem_responses(NotOfForum, MeetingNotOpen),
)
async def remove_agenda_item(
    meeting_id: UUID, item_id: UUID, caller: Member, if_match: IfMatch, commands: CommandsDep
) -> None:
    """Take an item off the agenda before the meeting; `If-Match` is the meeting's version."""
    await commands.remove_item(meeting_id, item_id, if_match)


@writing.put("/{meeting_id}/agenda-order", responses=problem_responses(NotConducting, AgendaOrderIncomplete))
async def order_agenda(
    meeting_id: UUID, body: AgendaOrderPut, caller: Member, commands: CommandsDep
) -> Meeting:
    """Put the items of the agenda in an order."""
    return Meeting.model_validate(await commands.order(meeting_id, body))
