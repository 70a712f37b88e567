"""Bodies of the attendance API."""

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import Field, model_validator

from services.registry.attendance.errors import PERSON_TWICE
from services.registry.attendance.events import AttendanceAnswer, AttendanceStatus
from shared.http.bodies import RequestBody, ResponseBody


class AttendanceAnswerPut(RequestBody):
    """Whether the caller is going to come."""

    answer: AttendanceAnswer


class AttendanceEntry(RequestBody):
    """Whether somebody came."""

    person_id: UUID
    status: AttendanceStatus


class AttendanceRecord(RequestBody):
    """Who was there. What several people record is put together, person by person.

    Members of the forum of whom nothing is recorded yet and who are not named were absent, or excused where
    they had said so.
    """

    entries: list[AttendanceEntry] = Field(max_length=500)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if len({entry.person_id for entry in self.entries}) < len(self.entries):
            raise PERSON_TWICE.broken()
        return self


class AttendancePut(RequestBody):
    """Whether somebody came, corrected."""

    status: AttendanceStatus


class Attendance(ResponseBody):
    """What somebody said ahead of a meeting, and whether they came."""

    person_id: UUID
    answer: AttendanceAnswer | None = Field(description="What they said ahead.")
    status: AttendanceStatus | None = Field(description="Null until it is recorded.")
    version: int


class AttendedMeeting(ResponseBody):
    """How many came to one meeting."""

    meeting_id: UUID
    starts_at: datetime
    present: int
    online: int
    excused: int
    absent: int


class AttendingPerson(ResponseBody):
    """How often one person came."""

    person_id: UUID
    present: int
    online: int
    excused: int
    absent: int


class Participation(ResponseBody):
    """Participation in a forum's meetings over time: those whose attendance was recorded."""

    forum_id: UUID
    meetings: list[AttendedMeeting] = Field(description="The newest two hundred, oldest first.")
    people: list[AttendingPerson] = Field(description="Over these meetings; seen by members of the forum.")
