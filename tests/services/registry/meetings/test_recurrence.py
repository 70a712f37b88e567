"""Series of meetings: the same weekday, the same hour on the clock, over months and changes of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.meeting_series.events import Frequency
from services.registry.meeting_series.recurrence import days, moment

JERUSALEM = "Asia/Jerusalem"


@pytest.mark.parametrize(
    ("frequency", "every", "first", "expected"),
    [
        (Frequency.WEEKLY, 2, date(2026, 12, 8), [date(2026, 12, 8), date(2026, 12, 22), date(2027, 1, 5)]),
        # The second Tuesday of each month.
        (Frequency.MONTHLY, 1, date(2026, 12, 8), [date(2026, 12, 8), date(2027, 1, 12), date(2027, 2, 9)]),
        # From the 29th on: the last Sunday, since not every month has a fifth.
        (
            Frequency.MONTHLY,
            1,
            date(2026, 11, 29),
            [date(2026, 11, 29), date(2026, 12, 27), date(2027, 1, 31)],
        ),
        (Frequency.MONTHLY, 3, date(2026, 12, 1), [date(2026, 12, 1), date(2027, 3, 2), date(2027, 6, 1)]),
    ],
)
def test_a_series_keeps_its_weekday_and_its_place_in_the_month(
    frequency: Frequency, every: int, first: date, expected: list[date]
) -> None:
    assert days(frequency, every, first, 3) == expected


@given(
    frequency=st.sampled_from(Frequency),
    every=st.integers(1, 12),
    first=st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    count=st.integers(2, 60),
)
def test_a_series_begins_on_its_first_day_and_rises(
    frequency: Frequency, every: int, first: date, count: int
) -> None:
    found = days(frequency, every, first, count)
    assert found[0] == first
    assert len(found) == count
    assert found == sorted(set(found))
    assert {day.weekday() for day in found} == {first.weekday()}


def test_the_hour_stays_when_clocks_change() -> None:
    summer, winter = (
        moment(date(2026, 10, 20), time(17), JERUSALEM),
        moment(date(2026, 10, 27), time(17), JERUSALEM),
    )
    assert winter - summer == timedelta(days=7, hours=1)
    assert {at.astimezone(ZoneInfo(JERUSALEM)).hour for at in (summer, winter)} == {17}


def test_an_hour_that_clocks_skip_or_repeat_is_one_moment() -> None:
    skipped = moment(date(2026, 3, 27), time(2, 30), JERUSALEM)
    assert skipped == datetime(2026, 3, 27, 0, 30, tzinfo=UTC)
    repeated = moment(date(2026, 10, 25), time(1, 30), JERUSALEM)
    assert repeated == datetime(2026, 10, 24, 22, 30, tzinfo=UTC)
