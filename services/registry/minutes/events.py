"""Facts of minutes: written, submitted, corrections asked for and answered, agreed to, approved."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedText


class MinutesStatus(StrEnum):
    """How far minutes have come."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    """Those who were there can ask for corrections, or agree."""
    APPROVED = "approved"
    """They do not change any more, and can be cited as a source."""


class Approval(StrEnum):
    """How submitted minutes come to be approved."""

    SILENCE = "silence"
    """When nobody has asked for a correction until a time."""
    PRESENT = "present"
    """When more than half of those who were there have agreed."""


class CorrectionStatus(StrEnum):
    """What became of a correction that was asked for."""

    OPEN = "open"
    TAKEN = "taken"
    """The minutes were written anew with it."""
    DECLINED = "declined"
    """It was answered with a reason, and stays visible beside the minutes."""
    WITHDRAWN = "withdrawn"


_MEETING = "01936f9a-0000-7000-8000-000000000061"
_CORRECTION = "01936f9a-0000-7000-8000-000000000066"
_PERSON = "01936f9a-0000-7000-8000-000000000003"


class MinutesWritten(Event):
    """The minutes of a meeting were drafted, or written anew, as the next revision."""

    type: ClassVar[str] = "registry.minutes.written"
    subject: ClassVar[str] = "meetings/{meeting_id}"
    example: ClassVar[dict[str, Any]] = {
        "meeting_id": _MEETING,
        "revision": 1,
        "text": {"he": "נדון דו״ח הפניות. סוכם להיפגש עם המוקד העירוני."},
    }
    meeting_id: Annotated[UUID, OPEN]
    revision: Annotated[int, OPEN]
    text: Annotated[LocalizedText, FOR_MEMBERS]


class MinutesSubmitted(Event):
    """A revision of the minutes was put before those who were there."""

    type: ClassVar[str] = "registry.minutes.submitted"
    subject: ClassVar[str] = "meetings/{meeting_id}"
    example: ClassVar[dict[str, Any]] = {
        "meeting_id": _MEETING,
        "revision": 1,
        "approval": "silence",
        "silent_until": "2026-12-15T15:00:00Z",
    }
    meeting_id: Annotated[UUID, OPEN]
    revision: Annotated[int, OPEN]
    approval: Annotated[Approval, OPEN]
    silent_until: Annotated[datetime | None, OPEN] = None


class CorrectionAsked(Event):
    """Somebody of the forum asked for a correction of submitted minutes."""

    type: ClassVar[str] = "registry.minutes.correction_asked"
    subject: ClassVar[str] = "meetings/{meeting_id}"
    people: ClassVar[tuple[str, ...]] = ("author_id",)
    example: ClassVar[dict[str, Any]] = {
        "meeting_id": _MEETING,
        "correction_id": _CORRECTION,
        "revision": 1,
        "author_id": _PERSON,
        "text": {"he": "ההתחייבות הייתה לסוף ינואר, לא לסוף דצמבר."},
    }
    meeting_id: Annotated[UUID, OPEN]
    correction_id: Annotated[UUID, OPEN]
    revision: Annotated[int, OPEN]
    author_id: Annotated[UUID, OPEN]
    text: Annotated[LocalizedText, FOR_MEMBERS]


class CorrectionAnswered(Event):
    """A correction was taken, declined with a reason, or withdrawn by who asked for it."""

    type: ClassVar[str] = "registry.minutes.correction_answered"
    subject: ClassVar[str] = "meetings/{meeting_id}"
    people: ClassVar[tuple[str, ...]] = ("author_id",)
    example: ClassVar[dict[str, Any]] = {
        "meeting_id": _MEETING,
        "correction_id": _CORRECTION,
        "status": "taken",
        "author_id": _PERSON,
        "answer": {"he": "תוקן."},
    }
    meeting_id: Annotated[UUID, OPEN]
    correction_id: Annotated[UUID, OPEN]
    status: Annotated[CorrectionStatus, OPEN]
    author_id: Annotated[UUID | None, OPEN] = None
    answer: Annotated[LocalizedText | None, FOR_MEMBERS] = None


class MinutesConsented(Event):
    """Somebody who was there agreed to a revision of the minutes."""

    type: ClassVar[str] = "registry.minutes.consented"
    subject: ClassVar[str] = "meetings/{meeting_id}"
    example: ClassVar[dict[str, Any]] = {"meeting_id": _MEETING, "revision": 1, "person_id": _PERSON}
    meeting_id: Annotated[UUID, OPEN]
    revision: Annotated[int, OPEN]
    person_id: Annotated[UUID, OPEN]


class MinutesOfMeetingApproved(Event):
    """The minutes were approved, by silence or by those who were there; they can be cited as a source."""

    type: ClassVar[str] = "registry.minutes.approved"
    subject: ClassVar[str] = "meetings/{meeting_id}"
    example: ClassVar[dict[str, Any]] = {
        "meeting_id": _MEETING,
        "revision": 1,
        "approval": "silence",
        "source_id": "01936f9a-0000-7000-8000-000000000021",
    }
    meeting_id: Annotated[UUID, OPEN]
    revision: Annotated[int, OPEN]
    approval: Annotated[Approval, OPEN]
    source_id: Annotated[UUID, OPEN]
