"""Meetings as iCalendar (RFC 5545): a pure function of rows."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from icalendar import Calendar, Event, vText

from services.registry.meetings.events import MeetingStatus
from shared.localization.languages import Language
from shared.localization.texts import pick

MEDIA_TYPE = "text/calendar"


def calendar(name: str, meetings: Sequence[Mapping[str, Any]], language: Language) -> bytes:
    """A calendar of meetings that have a time.

    Moments are in UTC, which every program shows in its own zone; a meeting's version is its sequence
    number, so that programs take over what was moved and drop what was cancelled.
    """
    made = Calendar()
    made.add("prodid", "-//Shidra//registry//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made["x-wr-calname"] = vText(name)
    for row in meetings:
        made.add_component(_event(row, language))
    return bytes(made.to_ical())


def _event(row: Mapping[str, Any], language: Language) -> Event:
    event = Event()
    event.add("uid", f"{row['id']}@shidra")
    event.add("sequence", row["version"])
    event.add("dtstamp", row["created_at"])
    event.add("dtstart", row["starts_at"])
    event.add("duration", timedelta(minutes=row["duration_minutes"]))
    event.add("summary", pick(row["title"], language))
    event.add("categories", [pick(row["forum_name"], language)])
    cancelled = row["status"] == MeetingStatus.CANCELLED
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    if row["place"] is not None:
        event.add("location", pick(row["place"], language))
    if row["online_url"] is not None:
        event.add("url", row["online_url"])
        if row["place"] is None:
            event.add("location", row["online_url"])
    return event
