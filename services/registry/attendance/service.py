"""The rules of attendance: everybody answers for themself, who runs the meeting records who came."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import asyncpg

from services.registry.attendance.errors import MinutesApproved, UnknownAttendee
from services.registry.attendance.events import (
    AttendanceAnnounced,
    AttendanceCorrected,
    AttendanceRecorded,
)
from services.registry.attendance.recording import put_together
from services.registry.attendance.repository import AttendanceRepository
from services.registry.attendance.schemas import AttendanceAnswerPut, AttendancePut, AttendanceRecord
from services.registry.meetings.conducting import Conducting, over
from services.registry.meetings.errors import MeetingNotOpen
from services.registry.meetings.events import MeetingStatus
from services.registry.minutes.events import MinutesStatus
from services.registry.minutes.repository import MinutesRepository
from shared.commands import Command, Reading
from shared.http.preconditions import Precondition
from shared.http.problems import Forbidden, NotFound, OpenTo

Row = Mapping[str, Any]
_BEGINNING, _END = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)


class AttendanceOfMeetings:
    """Reading who comes and who came."""

    def __init__(self, reading: Reading) -> None:
        self._conducting = Conducting(reading)
        self._repository = AttendanceRepository(reading.connection, reading.initiative_id)

    async def page(self, meeting_id: UUID, after: UUID, limit: int) -> list[Any]:
        """Attendance after a person's id; raises NotFound."""
        if await self._conducting.repository.get(meeting_id) is None:
            raise NotFound
        return await self._repository.page(meeting_id, after, limit)

    async def participation(
        self, forum_id: UUID, since: datetime | None, until: datetime | None
    ) -> dict[str, Any]:
        """Participation in a forum over time; people are told apart for its members. Raises NotFound."""
        forum = await self._conducting.forum(forum_id)
        meetings, people = await self._repository.participation(forum_id, since or _BEGINNING, until or _END)
        seen = await self._conducting.belongs(forum)
        return {
            "forum_id": forum_id,
            "meetings": [dict(row) for row in meetings],
            "people": [dict(row) for row in people] if seen else [],
        }


class AttendanceCommands:
    """Announcing, recording and correcting attendance."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._conducting = Conducting(command)
        self._repository = AttendanceRepository(command.connection, command.initiative_id)
        self._minutes = MinutesRepository(command.connection, command.initiative_id)

    async def announce(self, meeting_id: UUID, person_id: UUID, body: AttendanceAnswerPut) -> Row:
        """Say whether one is going to come; raises NotFound, NotOfForum, Forbidden and MeetingNotOpen."""
        row = await self._conducting.invited(meeting_id)
        if person_id != self._command.caller.person_id:
            raise Forbidden(OpenTo.THEMSELF)
        if row["status"] != MeetingStatus.SCHEDULED or over(row, self._command.now):
            raise MeetingNotOpen
        announced = await self._repository.put_answer(meeting_id, person_id, body.answer)
        self._command.record(
            AttendanceAnnounced(meeting_id=meeting_id, person_id=person_id, answer=body.answer)
        )
        return announced

    async def record(self, meeting_id: UUID, body: AttendanceRecord) -> None:
        """Record who came: added to what others record. Members of whom nobody says anything were absent.

        Raises NotFound, NotConducting, MeetingNotOpen, MinutesApproved, UnknownAttendee and
        AttendanceRecordedOtherwise.
        """
        row = await self._conducting.conducted(meeting_id)
        await self._held(row)
        named = {entry.person_id: entry.status for entry in body.entries}
        if not await self._repository.knows(list(named)):
            raise UnknownAttendee
        forum = await self._conducting.forum(row["forum_id"])
        expected = await self._conducting.repository.members(forum, self._command.now.date())
        known = await self._repository.of_meeting(meeting_id)
        recorded = put_together(known, named, expected, self._author())
        if not recorded.named and not recorded.unnamed:
            return
        await self._repository.put_statuses(meeting_id, recorded.named, self._author())
        await self._repository.put_statuses(meeting_id, recorded.unnamed, None)
        self._command.record(
            AttendanceRecorded(
                meeting_id=meeting_id,
                person_ids=list(recorded.everybody),
                statuses=list(recorded.everybody.values()),
            )
        )

    async def correct(
        self, meeting_id: UUID, person_id: UUID, body: AttendancePut, precondition: Precondition
    ) -> Row:
        """Correct whether somebody came: that person, and who runs the meeting.

        Raises NotFound, NotConducting, PreconditionFailed, MeetingNotOpen, MinutesApproved and
        UnknownAttendee.
        """
        row = await self._conducting.locked(meeting_id)
        before = await self._repository.get(meeting_id, person_id)
        if person_id != self._command.caller.person_id or before is None:
            self._conducting.only_who_conducts(await self._conducting.forum(row["forum_id"]))
        precondition.check(0 if before is None else before["version"])
        await self._held(row)
        if not await self._repository.knows([person_id]):
            raise UnknownAttendee
        await self._repository.put_statuses(meeting_id, {person_id: body.status.value}, self._author())
        self._command.record(
            AttendanceCorrected(meeting_id=meeting_id, person_id=person_id, status=body.status)
        )
        corrected = await self._repository.get(meeting_id, person_id)
        assert corrected is not None
        return corrected

    async def _held(self, row: Row) -> None:
        """A meeting that has begun, and whose minutes are not approved."""
        if row["status"] != MeetingStatus.SCHEDULED or not over(row, self._command.now):
            raise MeetingNotOpen
        minutes = await self._minutes.get(row["id"])
        if minutes is not None and minutes["status"] == MinutesStatus.APPROVED:
            raise MinutesApproved

    def _author(self) -> UUID:
        person_id = self._command.caller.person_id
        assert person_id is not None
        return person_id


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Erase where a person was and whose attendance they recorded."""
    await AttendanceRepository(connection, initiative_id).erase(person_id)
