"""Bodies of the meetings' API."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import MISSING, Field, HttpUrl, model_validator

from services.registry.meetings.errors import TIME_OR_TIMES
from services.registry.meetings.events import ItemPurpose, MeetingStatus, TimeAnswer
from shared.http.bodies import RequestBody, ResponseBody
from shared.http.moments import Moment
from shared.localization.texts import CheckedLine, LocalizedLine, LocalizedText
from shared.time_zones import TimeZone

Duration = Annotated[int, Field(ge=5, le=24 * 60, description="In minutes.")]
OnlineUrl = Annotated[HttpUrl, Field(max_length=2000)]


class AgendaItemCreate(RequestBody):
    """Something to put on a meeting's agenda."""

    title: LocalizedLine
    purpose: ItemPurpose = ItemPurpose.DISCUSS
    minutes: int | None = Field(None, ge=1, le=24 * 60, description="How long it is to take.")
    source_ids: list[UUID] = Field(default_factory=list, max_length=20, description="What to read before.")
    decision_id: UUID | None = Field(None, description="A decision of the same forum it is about.")


class AgendaItemPatch(RequestBody):
    """What to change of an item."""

    title: LocalizedLine | MISSING = MISSING
    purpose: ItemPurpose | MISSING = MISSING
    minutes: Annotated[int, Field(ge=1, le=24 * 60)] | MISSING | None = MISSING
    source_ids: Annotated[list[UUID], Field(max_length=20)] | MISSING = MISSING
    decision_id: UUID | MISSING | None = MISSING


class AgendaOrderPut(RequestBody):
    """The order of the agenda."""

    item_ids: list[UUID] = Field(max_length=40, description="Every item, in its place.")


class MeetingCreate(RequestBody):
    """A meeting to call: for a time, or with times for the forum's members to choose from."""

    forum_id: UUID
    title: LocalizedLine
    starts_at: Moment | None = None
    offered_times: list[Moment] | None = Field(None, min_length=2, max_length=10)
    duration_minutes: Duration = 90
    time_zone: TimeZone = "Asia/Jerusalem"
    place: LocalizedLine | None = None
    online_url: OnlineUrl | None = None
    agenda_items: list[AgendaItemCreate] = Field(default_factory=list, max_length=40)
    template_id: UUID | None = Field(None, description="An agenda template, whose items come first.")

    @model_validator(mode="after")
    def _when(self) -> Self:
        offered = self.offered_times
        if (self.starts_at is None) == (offered is None) or (offered and len(set(offered)) < len(offered)):
            raise TIME_OR_TIMES.broken()
        return self


class MeetingPatch(RequestBody):
    """What to change of a meeting that has not begun; its time has operations of its own."""

    title: LocalizedLine | MISSING = MISSING
    duration_minutes: Duration | MISSING = MISSING
    time_zone: TimeZone | MISSING = MISSING
    place: LocalizedLine | MISSING | None = MISSING
    online_url: OnlineUrl | MISSING | None = MISSING


class MeetingTimePut(RequestBody):
    """When a meeting is to be: one of the times offered, or any other."""

    starts_at: Moment


class TimeAnswerPut(RequestBody):
    """Whether a time suits the caller."""

    answer: TimeAnswer


class MeetingCancel(RequestBody):
    """Why a meeting does not take place."""

    reason: LocalizedText | None = None


class AgendaItem(ResponseBody):
    """Something on a meeting's agenda."""

    id: UUID
    title: CheckedLine
    purpose: ItemPurpose
    minutes: int | None
    source_ids: list[UUID]
    decision_id: UUID | None
    proposed_by: UUID | None = Field(description="Null once whoever proposed it has been erased.")


class AnswerToTime(ResponseBody):
    """Whether a time suits somebody."""

    person_id: UUID
    answer: TimeAnswer


class OfferedTime(ResponseBody):
    """A time offered for a meeting, and whom it suits."""

    id: UUID
    starts_at: datetime
    answers: list[AnswerToTime]


class Meeting(ResponseBody):
    """A meeting of a forum."""

    id: UUID
    forum_id: UUID
    series_id: UUID | None
    title: CheckedLine
    starts_at: datetime | None = Field(description="Null while its time is being chosen.")
    duration_minutes: int
    time_zone: str
    place: CheckedLine | None
    online_url: str | None
    status: MeetingStatus
    agenda_items: list[AgendaItem]
    offered_times: list[OfferedTime]
    called_by: UUID | None
    created_at: datetime
    version: int
