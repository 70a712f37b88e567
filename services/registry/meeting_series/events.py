"""Facts of a series of meetings: begun, ended. Each of its meetings is called by a fact of its own."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedLine


class Frequency(StrEnum):
    """In which rhythm a series goes."""

    WEEKLY = "weekly"
    """On the weekday of the first meeting."""
    MONTHLY = "monthly"
    """On the weekday of the first meeting, in its place in the month: the second Tuesday.

    From the 29th on, the place is the last one, since not every month has a fifth.
    """


_SERIES = "01936f9a-0000-7000-8000-000000000065"


class MeetingSeriesBegun(Event):
    """A forum meets again and again: how often, from when, how many times."""

    type: ClassVar[str] = "registry.meeting_series.begun"
    subject: ClassVar[str] = "meeting-series/{series_id}"
    example: ClassVar[dict[str, Any]] = {
        "series_id": _SERIES,
        "forum_id": "01936f9a-0000-7000-8000-000000000031",
        "frequency": "monthly",
        "every": 1,
        "starts_on": "2026-12-08",
        "meetings": 12,
        "title": {"he": "ועדת ההיגוי"},
    }
    series_id: Annotated[UUID, OPEN]
    forum_id: Annotated[UUID, OPEN]
    frequency: Annotated[Frequency, OPEN]
    every: Annotated[int, OPEN]
    starts_on: Annotated[date, OPEN]
    meetings: Annotated[int, OPEN]
    title: Annotated[LocalizedLine, FOR_MEMBERS]


class MeetingSeriesEnded(Event):
    """A series goes on no longer: its meetings still to come were cancelled."""

    type: ClassVar[str] = "registry.meeting_series.ended"
    subject: ClassVar[str] = "meeting-series/{series_id}"
    example: ClassVar[dict[str, Any]] = {"series_id": _SERIES, "cancelled": 3}
    series_id: Annotated[UUID, OPEN]
    cancelled: Annotated[int, OPEN]
    """How many of its meetings."""
