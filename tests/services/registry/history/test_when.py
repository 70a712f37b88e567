"""Which moment of the record a day is, where what holds is what is recorded."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.registry.history.when import NOW, When

MOMENT = datetime(2026, 11, 26, 12, tzinfo=UTC)
moments = st.timedeltas(timedelta(-300), timedelta(300)).map(lambda off: MOMENT + off)


def test_a_day_is_as_it_was_at_its_end_by_utc() -> None:
    assert When(date(2026, 11, 1)).of_the_record(MOMENT) == When(None, datetime(2026, 11, 2, tzinfo=UTC))
    assert When(None, MOMENT).of_the_record(MOMENT + timedelta(1)) == When(None, MOMENT)
    assert NOW.of_the_record(MOMENT) == NOW


@given(st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.none() | moments, moments)
def test_neither_is_more_known_than_was_nor_does_more_hold_than_did(
    as_of: date | None, known_at: datetime | None, now: datetime
) -> None:
    settled = When(as_of, known_at).of_the_record(now)
    passed = as_of is not None and as_of < now.date()
    assert (settled.known_at is None) is (known_at is None and not passed)
    if settled.known_at is not None:
        assert known_at is None or settled.known_at <= known_at
        assert not passed or settled.known_at.date() <= (as_of or now.date()) + timedelta(1)
