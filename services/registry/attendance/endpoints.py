"""Attendance over HTTP, and participation in a forum over time."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.attendance.errors import (
    AttendanceRecordedOtherwise,
    MinutesApproved,
    UnknownAttendee,
)
from services.registry.attendance.schemas import (
    Attendance,
    AttendanceAnswerPut,
    AttendancePut,
    AttendanceRecord,
    Participation,
)
from services.registry.attendance.service import AttendanceCommands, AttendanceOfMeetings
from services.registry.meetings.errors import MeetingNotOpen, NotConducting, NotOfForum
from shared.http.auth.capabilities import Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.moments import Moment
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import OptionalIfMatch
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}"
reading = APIRouter(prefix=_PREFIX, tags=["meetings"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["meetings"], route_class=WriteRoute)


async def _attendance(reading: ReadingDep) -> AttendanceOfMeetings:
    return AttendanceOfMeetings(reading)


async def _commands(command: CommandDep) -> AttendanceCommands:
    return AttendanceCommands(command)


AttendanceDep = Annotated[AttendanceOfMeetings, Depends(_attendance)]
CommandsDep = Annotated[AttendanceCommands, Depends(_commands)]


@reading.get("/meetings/{meeting_id}/attendance")
async def list_attendance(
    meeting_id: UUID,
    caller: Member,
    attendance: AttendanceDep,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Attendance]:
    """List who comes, and who came."""
    return page(await attendance.page(meeting_id, after(cursor), limit + 1), limit)


@writing.put(
    "/meetings/{meeting_id}/attendance/{person_id}/answer",
    responses=problem_responses(NotOfForum, MeetingNotOpen),
)
async def announce_attendance(
    meeting_id: UUID, person_id: UUID, body: AttendanceAnswerPut, caller: Member, commands: CommandsDep
) -> Attendance:
    """Say whether you are going to come, also as alternate for who sits there; your last answer counts."""
    return Attendance.model_validate(dict(await commands.announce(meeting_id, person_id, body)))


@writing.post(
    "/meetings/{meeting_id}/attendance",
    status_code=204,
    responses=problem_responses(
        NotConducting, MeetingNotOpen, MinutesApproved, UnknownAttendee, AttendanceRecordedOtherwise
    ),
)
async def record_attendance(
    meeting_id: UUID, body: AttendanceRecord, caller: Member, commands: CommandsDep
) -> None:
    """Record who came, once the meeting has begun: several people can, and what they say is put together."""
    await commands.record(meeting_id, body)


@writing.put(
    "/meetings/{meeting_id}/attendance/{person_id}",
    responses=problem_responses(NotConducting, MeetingNotOpen, MinutesApproved, UnknownAttendee),
)
async def correct_attendance(
    meeting_id: UUID,
    person_id: UUID,
    body: AttendancePut,
    caller: Member,
    if_match: OptionalIfMatch,
    commands: CommandsDep,
) -> Attendance:
    """Correct whether you, or as who runs the meeting somebody, came; until its minutes are approved."""
    return Attendance.model_validate(dict(await commands.correct(meeting_id, person_id, body, if_match)))


@reading.get("/forums/{forum_id}/participation")
async def get_participation(
    forum_id: UUID,
    caller: Member,
    attendance: AttendanceDep,
    since: Moment | None = None,
    until: Moment | None = None,
) -> Participation:
    """Read how participation in a forum's meetings went over time."""
    return Participation.model_validate(await attendance.participation(forum_id, since, until))
