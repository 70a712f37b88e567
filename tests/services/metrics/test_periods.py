"""Periods of every type: codes, first and last days, neighbours, labels of partners' files."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.metrics.period_labels import of_label
from services.metrics.periods import NotAPeriodError, PeriodType, containing, parse

TABLE = [
    ("daily", "20040315", "2004-03-15", "2004-03-15"),
    ("weekly", "2004W1", "2003-12-29", "2004-01-04"),
    ("weekly", "2004W53", "2004-12-27", "2005-01-02"),
    ("weekly_wednesday", "2015WedW5", "2015-01-28", "2015-02-03"),
    ("weekly_thursday", "2015ThuW6", "2015-02-05", "2015-02-11"),
    ("weekly_saturday", "2015SatW7", "2015-02-14", "2015-02-20"),
    ("weekly_sunday", "2015SunW8", "2015-02-22", "2015-02-28"),
    ("bi_weekly", "2015BiW1", "2014-12-29", "2015-01-11"),
    ("bi_weekly", "2015BiW27", "2015-12-28", "2016-01-03"),
    ("monthly", "200402", "2004-02-01", "2004-02-29"),
    ("monthly", "200412", "2004-12-01", "2004-12-31"),
    ("bi_monthly", "200401B", "2004-01-01", "2004-02-29"),
    ("bi_monthly", "200406B", "2004-11-01", "2004-12-31"),
    ("quarterly", "2004Q1", "2004-01-01", "2004-03-31"),
    ("six_monthly", "2004S2", "2004-07-01", "2004-12-31"),
    ("six_monthly_april", "2004AprilS1", "2004-04-01", "2004-09-30"),
    ("six_monthly_april", "2004AprilS2", "2004-10-01", "2005-03-31"),
    ("yearly", "2004", "2004-01-01", "2004-12-31"),
    ("financial_april", "2004April", "2004-04-01", "2005-03-31"),
    ("financial_july", "2004July", "2004-07-01", "2005-06-30"),
    ("financial_oct", "2004Oct", "2004-10-01", "2005-09-30"),
    ("financial_nov", "2004Nov", "2004-11-01", "2005-10-31"),
]
NONE = [
    ("daily", "20040230"),
    ("daily", "2004-03-15"),
    ("weekly", "2005W53"),
    ("weekly", "2004W01"),
    ("weekly", "2004W0"),
    ("weekly", "2004SunW1"),
    ("bi_weekly", "2014BiW27"),
    ("monthly", "200413"),
    ("monthly", "200400"),
    ("bi_monthly", "200407B"),
    ("quarterly", "2004Q5"),
    ("six_monthly", "2004S3"),
    ("yearly", "0000"),
    ("yearly", "9999"),
    ("yearly", "٢٠٠٤"),
    ("yearly", "2004April"),
    ("financial_april", "2004"),
]


@pytest.mark.parametrize(("kind", "code", "start", "end"), TABLE)
def test_a_code_names_its_days(kind: str, code: str, start: str, end: str) -> None:
    period = parse(PeriodType(kind), code)
    assert (period.code, str(period.start), str(period.end)) == (code, start, end)


@pytest.mark.parametrize(("kind", "code", "start", "end"), TABLE)
def test_codes_are_read_in_small_letters_as_events_have_them(
    kind: str, code: str, start: str, end: str
) -> None:
    assert parse(PeriodType(kind), code.lower()) == parse(PeriodType(kind), code.upper())
    assert parse(PeriodType(kind), code.lower()).code == code


def test_the_table_has_every_type() -> None:
    assert {kind for kind, *_ in TABLE} == set(PeriodType)


@pytest.mark.parametrize(("kind", "code"), NONE)
def test_what_is_no_code_of_the_type_is_none(kind: str, code: str) -> None:
    with pytest.raises(NotAPeriodError):
        parse(PeriodType(kind), code)


@given(st.sampled_from(PeriodType), st.dates(date(1000, 1, 20), date(9990, 1, 1)))
def test_every_day_lies_in_one_period_that_its_code_names(kind: PeriodType, day: date) -> None:
    period = containing(kind, day)
    assert period.start <= day <= period.end
    assert parse(kind, period.code) == period


@given(st.sampled_from(PeriodType), st.dates(date(1100, 1, 1), date(9900, 1, 1)))
def test_neighbours_leave_no_gap_and_do_not_overlap(kind: PeriodType, day: date) -> None:
    period = containing(kind, day)
    assert period.next().start == period.end + timedelta(days=1)
    assert period.previous().end == period.start - timedelta(days=1)
    assert period.next().previous() == period


@pytest.mark.parametrize("kind", PeriodType)
def test_at_the_ends_of_the_calendar_there_is_no_neighbour(kind: PeriodType) -> None:
    with pytest.raises(NotAPeriodError):
        containing(kind, date.max).next()


@pytest.mark.parametrize(
    ("kind", "label", "code"),
    [
        ("financial_april", "2004/05", "2004April"),
        ("financial_april", "1999/00", "1999April"),
        ("financial_april", "2004/2005", "2004April"),
        ("financial_july", "2004-05", "2004July"),
        ("financial_april", " 2004April ", "2004April"),
        ("yearly", "2005", "2005"),
        ("monthly", "2005-03", "200503"),
        ("monthly", "03/2005", "200503"),
        ("quarterly", "2005-Q1", "2005Q1"),
        ("quarterly", "Q1 2005", "2005Q1"),
        ("six_monthly", "2005-H2", "2005S2"),
        ("weekly", "2005-W09", "2005W9"),
        ("daily", "2005-03-14", "20050314"),
    ],
)
def test_labels_of_partners_files_are_read(kind: str, label: str, code: str) -> None:
    assert of_label(PeriodType(kind), label).code == code


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("financial_april", "2005"),
        ("financial_april", "2004/06"),
        ("yearly", "2004/05"),
        ("monthly", "2005-13"),
        ("daily", "14.3.2005"),
        ("bi_weekly", "2005-03"),
        ("yearly", ""),
    ],
)
def test_a_label_that_could_mean_two_periods_means_none(kind: str, label: str) -> None:
    with pytest.raises(NotAPeriodError):
        of_label(PeriodType(kind), label)
