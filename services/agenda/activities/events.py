"""Facts of activities: recorded, changed, confirmed by their lead, joined and left by partners."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedLine, LocalizedText


class ActivityStatus(StrEnum):
    """How far an activity has come."""

    IDEA = "idea"
    """Somebody thinks of it; nobody has taken it on."""
    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


_ACTIVITY = "01936f9a-0000-7000-8000-000000000061"
_LEAD = "01936f9a-0000-7000-8000-000000000002"
_DESCRIBED: dict[str, Any] = {
    "activity_id": _ACTIVITY,
    "lead_organization_id": _LEAD,
    "lead_confirmed": True,
    "status": "planned",
    "quick_win": True,
    "already_done": False,
    "early_joint_action": False,
    "participant_ids": ["01936f9a-0000-7000-8000-000000000004"],
    "joined_ids": [],
    "goal_ids": ["01936f9a-0000-7000-8000-000000000051"],
    "depends_on": [],
    "forum_id": "01936f9a-0000-7000-8000-000000000031",
    "starts_on": "2027-01-10",
    "ends_on": "2027-06-30",
    "title": {"he": "קו חירום בערבית בלילה", "ar": "خط طوارئ بالعربية ليلًا"},
    "description": {"he": "תורנות לילה של שתי עמותות, בשלוש השפות."},
    "milestones": [{"title": {"he": "גיוס צוות"}, "due_on": "2027-02-01", "done_on": None}],
    "places": ["חיפה"],
    "groups": ["דוברות ערבית"],
}


class ActivityFact(Event):
    """What every fact of an activity states: which one, and who leads it."""

    subject: ClassVar[str] = "activities/{activity_id}"
    activity_id: Annotated[UUID, OPEN]
    lead_organization_id: Annotated[UUID, OPEN]


class ActivityDescribed(ActivityFact):
    """What holds of an activity from now on."""

    lead_confirmed: Annotated[bool, OPEN]
    status: Annotated[ActivityStatus, OPEN]
    quick_win: Annotated[bool, OPEN]
    already_done: Annotated[bool, OPEN]
    early_joint_action: Annotated[bool, OPEN]
    participant_ids: Annotated[list[UUID], OPEN]
    joined_ids: Annotated[list[UUID], OPEN]
    goal_ids: Annotated[list[UUID], OPEN]
    depends_on: Annotated[list[UUID], OPEN]
    forum_id: Annotated[UUID | None, OPEN] = None
    starts_on: Annotated[date | None, OPEN] = None
    ends_on: Annotated[date | None, OPEN] = None
    title: Annotated[LocalizedLine, FOR_MEMBERS]
    description: Annotated[LocalizedText | None, FOR_MEMBERS] = None
    milestones: Annotated[list[dict[str, Any]], FOR_MEMBERS]
    places: Annotated[list[str], FOR_MEMBERS]
    groups: Annotated[list[str], FOR_MEMBERS]


class ActivityRecorded(ActivityDescribed):
    """An activity was recorded: by who leads it, or by facilitators, whom the lead then has to confirm."""

    type: ClassVar[str] = "agenda.activity.recorded"
    example: ClassVar[dict[str, Any]] = _DESCRIBED


class ActivityChanged(ActivityDescribed):
    """An activity was changed: the values that hold from now on."""

    type: ClassVar[str] = "agenda.activity.changed"
    example: ClassVar[dict[str, Any]] = {**_DESCRIBED, "status": "running"}


class ActivityLeadConfirmed(ActivityFact):
    """Whoever speaks for the lead confirmed that it leads the activity."""

    type: ClassVar[str] = "agenda.activity.lead_confirmed"
    example: ClassVar[dict[str, Any]] = {"activity_id": _ACTIVITY, "lead_organization_id": _LEAD}


class ActivityJoined(ActivityFact):
    """A partner that was named as taking part confirmed that it does."""

    type: ClassVar[str] = "agenda.activity.joined"
    example: ClassVar[dict[str, Any]] = {
        "activity_id": _ACTIVITY,
        "lead_organization_id": _LEAD,
        "organization_id": "01936f9a-0000-7000-8000-000000000004",
    }
    organization_id: Annotated[UUID, OPEN]


class ActivityLeft(ActivityFact):
    """A partner does not take part, or no longer."""

    type: ClassVar[str] = "agenda.activity.left"
    example: ClassVar[dict[str, Any]] = ActivityJoined.example
    organization_id: Annotated[UUID, OPEN]
