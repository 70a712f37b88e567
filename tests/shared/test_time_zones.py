"""When a day is over: at midnight where one is, whatever the clocks do."""

from datetime import UTC, date, datetime, timedelta
from typing import Annotated
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from shared.eventlog.event_types import CODE
from shared.time_zones import TimeZone, code_of, end_of_day, today_in

ZONES = ("Asia/Jerusalem", "Asia/Beirut", "Africa/Cairo", "America/Havana", "Pacific/Apia", "Asia/Kathmandu")


@pytest.mark.parametrize(
    ("day", "time_zone", "moment"),
    [
        (date(2026, 11, 30), "Asia/Jerusalem", "2026-11-30T22:00:00Z"),
        (date(2026, 6, 30), "Asia/Jerusalem", "2026-06-30T21:00:00Z"),
        # The clocks go forward on the 27th of March 2026 at two, and back on the 25th of October at two.
        (date(2026, 3, 26), "Asia/Jerusalem", "2026-03-26T22:00:00Z"),
        (date(2026, 3, 27), "Asia/Jerusalem", "2026-03-27T21:00:00Z"),
        (date(2026, 10, 24), "Asia/Jerusalem", "2026-10-24T21:00:00Z"),
        (date(2026, 10, 25), "Asia/Jerusalem", "2026-10-25T22:00:00Z"),
        # In Beirut there is no midnight before the 29th of March 2026: at twelve it is one.
        (date(2026, 3, 28), "Asia/Beirut", "2026-03-28T22:00:00Z"),
        # In Havana midnight comes twice on the 1st of November 2026: the day is over with the first.
        (date(2026, 10, 31), "America/Havana", "2026-11-01T04:00:00Z"),
    ],
)
def test_a_day_is_over_at_midnight_also_when_the_clocks_change(
    day: date, time_zone: str, moment: str
) -> None:
    assert end_of_day(day, time_zone) == datetime.fromisoformat(moment)


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.sampled_from(ZONES))
def test_until_then_it_is_that_day_and_from_then_on_it_is_not(day: date, time_zone: str) -> None:
    over = end_of_day(day, time_zone)
    assert over.tzinfo is UTC
    assert today_in(time_zone, over - timedelta(microseconds=1)) == day
    assert today_in(time_zone, over) == day + timedelta(days=1)
    assert timedelta(hours=23) <= over - end_of_day(day - timedelta(days=1), time_zone) <= timedelta(hours=25)


def test_every_time_zone_that_can_be_given_has_a_code_for_the_log() -> None:
    given_zone, code = TypeAdapter(TimeZone), TypeAdapter(Annotated[str, CODE])
    taken = [name for name in available_timezones() if _is_taken(given_zone, name)]
    assert len(taken) > 400
    for name in taken:
        assert code.validate_python(code_of(name)) == name.lower()
    for refused in ("", "Haifa/Carmel", "Etc/GMT+3", "../etc/passwd"):
        assert not _is_taken(given_zone, refused)


def _is_taken(given_zone: TypeAdapter[str], name: str) -> bool:
    try:
        given_zone.validate_python(name)
    except ValidationError:
        return False
    return True
