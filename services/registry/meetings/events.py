"""Facts of a meeting: called, its times offered and answered, set, described, cancelled, and its agenda."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import CODE, FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedLine, LocalizedText


class MeetingStatus(StrEnum):
    """Whether a meeting takes place."""

    CHOOSING_TIME = "choosing_time"
    """Several times are offered, and the forum's members say which suit them."""
    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"


class ItemPurpose(StrEnum):
    """What an item of the agenda is for."""

    INFORM = "inform"
    DISCUSS = "discuss"
    DECIDE = "decide"


class TimeAnswer(StrEnum):
    """Whether a time suits somebody."""

    YES = "yes"
    IF_NEEDED = "if_needed"
    NO = "no"


_MEETING = "01936f9a-0000-7000-8000-000000000061"
_ITEM = "01936f9a-0000-7000-8000-000000000062"
_TIME = "01936f9a-0000-7000-8000-000000000063"
_PERSON = "01936f9a-0000-7000-8000-000000000003"
_FORUM = "01936f9a-0000-7000-8000-000000000031"
_DESCRIPTION: dict[str, Any] = {
    "meeting_id": _MEETING,
    "duration_minutes": 90,
    "time_zone": "asia/jerusalem",
    "title": {"he": "ועדת ההיגוי, מפגש שלישי", "ar": "اللجنة التوجيهية، اللقاء الثالث"},
    "place": {"he": "מרכז קהילתי הדר, חיפה"},
    "online_url": "https://example.org/meet",
}


class _Described(Event):
    subject: ClassVar[str] = "meetings/{meeting_id}"
    meeting_id: Annotated[UUID, OPEN]
    duration_minutes: Annotated[int, OPEN]
    time_zone: Annotated[str, OPEN, CODE]
    """As its code in small letters: `asia/jerusalem`."""
    title: Annotated[LocalizedLine, FOR_MEMBERS]
    place: Annotated[LocalizedLine | None, FOR_MEMBERS] = None
    online_url: Annotated[str | None, FOR_MEMBERS] = None


class MeetingCalled(_Described):
    """A meeting of a forum was called: for a time, or with times to choose from."""

    type: ClassVar[str] = "registry.meeting.called"
    example: ClassVar[dict[str, Any]] = {
        **_DESCRIPTION,
        "forum_id": _FORUM,
        "starts_at": "2026-12-08T15:00:00Z",
    }
    forum_id: Annotated[UUID, OPEN]
    series_id: Annotated[UUID | None, OPEN] = None
    starts_at: Annotated[datetime | None, OPEN] = None


class MeetingDescribed(_Described):
    """What a meeting is called, where it is and how long it takes was changed: the values from now on."""

    type: ClassVar[str] = "registry.meeting.described"
    example: ClassVar[dict[str, Any]] = _DESCRIPTION


class MeetingTimesOffered(Event):
    """Times were offered for a meeting, each under an id of its own, in the same order."""

    type: ClassVar[str] = "registry.meeting.times_offered"
    subject: ClassVar[str] = "meetings/{meeting_id}"
    example: ClassVar[dict[str, Any]] = {
        "meeting_id": _MEETING,
        "time_ids": [_TIME],
        "starts_at": ["2026-12-08T15:00:00Z"],
    }
    meeting_id: Annotated[UUID, OPEN]
    time_ids: Annotated[list[UUID], OPEN]
    starts_at: Annotated[list[datetime], OPEN]


class MeetingTimeAnswered(Event):
    """Somebody said whether a time suits them; their last answer counts."""

    type: ClassVar[str] = "registry.meeting.time_answered"
    subject: ClassVar[str] = "meetings/{meeting_id}"
    example: ClassVar[dict[str, Any]] = {
        "meeting_id": _MEETING,
        "time_id": _TIME,
        "person_id": _PERSON,
        "answer": "if_needed",
    }
    meeting_id: Annotated[UUID, OPEN]
    time_id: Annotated[UUID, OPEN]
    person_id: Annotated[UUID, OPEN]
    answer: Annotated[TimeAnswer, OPEN]


class MeetingTimeSet(Event):
    """A meeting got its time, or another one."""

    type: ClassVar[str] = "registry.meeting.time_set"
    subject: ClassVar[str] = "meetings/{meeting_id}"
    example: ClassVar[dict[str, Any]] = {"meeting_id": _MEETING, "starts_at": "2026-12-08T15:00:00Z"}
    meeting_id: Annotated[UUID, OPEN]
    starts_at: Annotated[datetime, OPEN]


class MeetingCancelled(Event):
    """A meeting does not take place."""

    type: ClassVar[str] = "registry.meeting.cancelled"
    subject: ClassVar[str] = "meetings/{meeting_id}"
    people: ClassVar[tuple[str, ...]] = ("author_id",)
    example: ClassVar[dict[str, Any]] = {
        "meeting_id": _MEETING,
        "author_id": _PERSON,
        "reason": {"he": "מצב החירום בצפון."},
    }
    meeting_id: Annotated[UUID, OPEN]
    author_id: Annotated[UUID | None, OPEN] = None
    reason: Annotated[LocalizedText | None, FOR_MEMBERS] = None


class _Item(Event):
    subject: ClassVar[str] = "meetings/{meeting_id}"
    example: ClassVar[dict[str, Any]] = {
        "meeting_id": _MEETING,
        "item_id": _ITEM,
        "purpose": "discuss",
        "minutes": 20,
        "source_ids": ["01936f9a-0000-7000-8000-000000000021"],
        "title": {"he": "מה למדנו מנתוני הפניות"},
    }
    meeting_id: Annotated[UUID, OPEN]
    item_id: Annotated[UUID, OPEN]
    purpose: Annotated[ItemPurpose, OPEN]
    minutes: Annotated[int | None, OPEN] = None
    source_ids: Annotated[list[UUID], OPEN]
    decision_id: Annotated[UUID | None, OPEN] = None
    title: Annotated[LocalizedLine, FOR_MEMBERS]


class AgendaItemAdded(_Item):
    """Something was put on a meeting's agenda, with what to read before."""

    type: ClassVar[str] = "registry.agenda_item.added"


class AgendaItemChanged(_Item):
    """An item of a meeting's agenda was changed: the values that hold from now on."""

    type: ClassVar[str] = "registry.agenda_item.changed"


class AgendaItemRemoved(Event):
    """An item was taken off a meeting's agenda."""

    type: ClassVar[str] = "registry.agenda_item.removed"
    subject: ClassVar[str] = "meetings/{meeting_id}"
    example: ClassVar[dict[str, Any]] = {"meeting_id": _MEETING, "item_id": _ITEM}
    meeting_id: Annotated[UUID, OPEN]
    item_id: Annotated[UUID, OPEN]


class AgendaOrdered(Event):
    """The items of a meeting's agenda were put in another order."""

    type: ClassVar[str] = "registry.meeting.agenda_ordered"
    subject: ClassVar[str] = "meetings/{meeting_id}"
    example: ClassVar[dict[str, Any]] = {"meeting_id": _MEETING, "item_ids": [_ITEM]}
    meeting_id: Annotated[UUID, OPEN]
    item_ids: Annotated[list[UUID], OPEN]


ItemFact = AgendaItemAdded | AgendaItemChanged
