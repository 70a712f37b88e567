"""Bodies of the API of series of meetings."""

from datetime import date, datetime, time
from typing import Annotated
from uuid import UUID

from pydantic import Field

from services.registry.meeting_series.events import Frequency
from services.registry.meetings.schemas import Duration, OnlineUrl
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedLine, LocalizedLine
from shared.time_zones import TimeZone

ClockTime = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", examples=["17:30"])]


class MeetingSeriesCreate(RequestBody):
    """Meetings that come again and again, each of which can be moved or cancelled by itself."""

    forum_id: UUID
    title: LocalizedLine
    frequency: Frequency
    every: int = Field(1, ge=1, le=12, description="Every so many weeks or months.")
    starts_on: date
    at: ClockTime = Field(description="As a clock in the time zone shows it.")
    time_zone: TimeZone = "Asia/Jerusalem"
    meetings: int = Field(ge=2, le=60, description="How many.")
    duration_minutes: Duration = 90
    place: LocalizedLine | None = None
    online_url: OnlineUrl | None = None
    template_id: UUID | None = Field(None, description="An agenda template to begin each agenda with.")

    def clock(self) -> time:
        """The time on the clock."""
        return time.fromisoformat(self.at)


class MeetingSeries(ResponseBody):
    """Meetings that come again and again: list them by `series_id`."""

    id: UUID
    forum_id: UUID
    title: CheckedLine
    frequency: Frequency
    every: int
    starts_on: date
    at: str
    time_zone: str
    meetings: int
    ended_at: datetime | None
    created_at: datetime
    version: int
