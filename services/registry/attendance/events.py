"""Facts of attendance: announced ahead, recorded when the meeting is held, corrected."""

from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import OPEN, Event


class AttendanceAnswer(StrEnum):
    """Whether somebody is going to come."""

    COMING = "coming"
    ONLINE = "online"
    EXCUSED = "excused"


class AttendanceStatus(StrEnum):
    """Whether somebody came."""

    PRESENT = "present"
    ONLINE = "online"
    EXCUSED = "excused"
    ABSENT = "absent"


COMES = (AttendanceAnswer.COMING, AttendanceAnswer.ONLINE)
THERE = (AttendanceStatus.PRESENT, AttendanceStatus.ONLINE)

_MEETING = "01936f9a-0000-7000-8000-000000000061"
_PERSON = "01936f9a-0000-7000-8000-000000000003"


class AttendanceAnnounced(Event):
    """Somebody said whether they are going to come."""

    type: ClassVar[str] = "registry.attendance.announced"
    subject: ClassVar[str] = "meetings/{meeting_id}"
    example: ClassVar[dict[str, Any]] = {"meeting_id": _MEETING, "person_id": _PERSON, "answer": "coming"}
    meeting_id: Annotated[UUID, OPEN]
    person_id: Annotated[UUID, OPEN]
    answer: Annotated[AttendanceAnswer, OPEN]


class AttendanceRecorded(Event):
    """Who was there was recorded, for everybody expected or come: people and statuses in one order."""

    type: ClassVar[str] = "registry.attendance.recorded"
    subject: ClassVar[str] = "meetings/{meeting_id}"
    example: ClassVar[dict[str, Any]] = {
        "meeting_id": _MEETING,
        "person_ids": [_PERSON],
        "statuses": ["present"],
    }
    meeting_id: Annotated[UUID, OPEN]
    person_ids: Annotated[list[UUID], OPEN]
    statuses: Annotated[list[AttendanceStatus], OPEN]


class AttendanceCorrected(Event):
    """Whether somebody was there was corrected."""

    type: ClassVar[str] = "registry.attendance.corrected"
    subject: ClassVar[str] = "meetings/{meeting_id}"
    example: ClassVar[dict[str, Any]] = {"meeting_id": _MEETING, "person_id": _PERSON, "status": "online"}
    meeting_id: Annotated[UUID, OPEN]
    person_id: Annotated[UUID, OPEN]
    status: Annotated[AttendanceStatus, OPEN]
