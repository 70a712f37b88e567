"""Time zones: their names as people give them, their codes in the log, and when a day is over in them."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, Field

from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

DEFAULT_TIME_ZONE = "Asia/Jerusalem"

UNKNOWN_TIME_ZONE = InputRule(
    "unknown_time_zone",
    Message(
        he="אזור הזמן אינו מוכר. דוגמה: Asia/Jerusalem.",
        ar="المنطقة الزمنية غير معروفة. مثال: Asia/Jerusalem.",
        en="No such time zone. An example: Asia/Jerusalem.",
    ),
)
# Names such as Etc/GMT+3 are no codes of the log; whoever means them finds a place that keeps that time.
_ZONES = frozenset(name for name in available_timezones() if "+" not in name)


def _known_zone(name: str) -> str:
    if name not in _ZONES:
        raise UNKNOWN_TIME_ZONE.broken()
    return name


TimeZone = Annotated[
    str, Field(min_length=1, max_length=64, examples=[DEFAULT_TIME_ZONE]), AfterValidator(_known_zone)
]


def code_of(time_zone: str) -> str:
    """A time zone's code in the log: its name in small letters."""
    return time_zone.lower()


def end_of_day(day: date, time_zone: str) -> datetime:
    """The midnight at which a day is over in a time zone, in UTC.

    Where the clocks skip midnight, it is when they skip it; where midnight comes twice, it is the first.
    """
    midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(time_zone))
    return midnight.astimezone(UTC)


def today_in(time_zone: str, now: datetime) -> date:
    """The day it is in a time zone."""
    return now.astimezone(ZoneInfo(time_zone)).date()
