"""On which days, and at which moments, meetings of a series are: a pure function."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

from services.registry.meeting_series.events import Frequency


def days(frequency: Frequency, every: int, first: date, count: int) -> list[date]:
    """The days of a series of `count` meetings, every so many weeks or months, the first one included."""
    begin = datetime.combine(first, time())
    if frequency is Frequency.WEEKLY:
        found = rrule(WEEKLY, interval=every, count=count, dtstart=begin)
    else:
        place = (first.day - 1) // 7 + 1
        in_month = weekday(first.weekday(), place if place < 5 else -1)
        found = rrule(MONTHLY, interval=every, count=count, dtstart=begin, byweekday=in_month)
    return [day.date() for day in found]


def moment(day: date, at: time, time_zone: str) -> datetime:
    """When clocks in a time zone show a time on a day, in UTC: the same hour in summer and in winter.

    A time that the clocks skip is taken as if they had not been set forward yet; of one that comes twice it
    is the first.
    """
    return datetime.combine(day, at, ZoneInfo(time_zone)).astimezone(UTC)
