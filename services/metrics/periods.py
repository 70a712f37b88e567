"""Periods by the codes of DHIS2: read, written, ordered, each with its first and last day and its neighbours.

https://docs.dhis2.org/en/develop/using-the-api/dhis-core-version-master/introduction.html, "Date and period
format". Nothing here knows of indicators, rows or requests; labels of partners' files are in `period_labels`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import StrEnum
from functools import lru_cache


class PeriodType(StrEnum):
    """How long one reported value reaches: the period types of DHIS2. `weekly` begins on Monday."""

    DAILY = "daily"
    WEEKLY = "weekly"
    WEEKLY_WEDNESDAY = "weekly_wednesday"
    WEEKLY_THURSDAY = "weekly_thursday"
    WEEKLY_SATURDAY = "weekly_saturday"
    WEEKLY_SUNDAY = "weekly_sunday"
    BI_WEEKLY = "bi_weekly"
    MONTHLY = "monthly"
    BI_MONTHLY = "bi_monthly"
    QUARTERLY = "quarterly"
    SIX_MONTHLY = "six_monthly"
    SIX_MONTHLY_APRIL = "six_monthly_april"
    YEARLY = "yearly"
    FINANCIAL_APRIL = "financial_april"
    FINANCIAL_JULY = "financial_july"
    FINANCIAL_OCT = "financial_oct"
    FINANCIAL_NOV = "financial_nov"


class NotAPeriodError(ValueError):
    """The text is no code of a period of this type."""


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days under a code; of one type, periods have no gaps and no overlaps."""

    type: PeriodType
    code: str
    start: date
    end: date
    """The last day, within the period."""

    def next(self) -> "Period":
        """The period that begins the day after; raises NotAPeriodError at the end of the calendar."""
        return self._beside(self.end, timedelta(days=1))

    def previous(self) -> "Period":
        """The period that ends the day before; raises NotAPeriodError at its beginning."""
        return self._beside(self.start, timedelta(days=-1))

    def _beside(self, day: date, step: timedelta) -> "Period":
        try:
            return containing(self.type, day + step)
        except OverflowError:
            raise NotAPeriodError from None


def parse(kind: PeriodType, code: str) -> Period:
    """The period of a code, such as `2004April`, in capital letters or small; raises NotAPeriodError."""
    return _parse(kind, code)


@lru_cache(maxsize=4096)
def _parse(kind: PeriodType, code: str) -> Period:
    scheme = _SCHEMES[kind]
    found = scheme.pattern.fullmatch(code)
    if found is None:
        raise NotAPeriodError
    try:
        return scheme.numbered(kind, int(found["year"]), *(int(part) for part in found.groups()[1:]))
    except (ValueError, OverflowError):
        raise NotAPeriodError from None


def containing(kind: PeriodType, day: date) -> Period:
    """The period of a type in which a day lies; raises NotAPeriodError at the ends of the calendar."""
    try:
        return _SCHEMES[kind].around(kind, day)
    except (ValueError, OverflowError):
        raise NotAPeriodError from None


@dataclass(frozen=True, slots=True)
class _Scheme:
    """How codes of a type are read, and which period a day lies in."""

    pattern: re.Pattern[str]
    numbered: Callable[..., Period]
    around: Callable[[PeriodType, date], Period]


def _day(kind: PeriodType, year: int, month: int, day: int) -> Period:
    this = date(year, month, day)
    return Period(kind, f"{this:%Y%m%d}" if year >= 1000 else _refuse(), this, this)


def _refuse() -> str:
    raise NotAPeriodError


def _months(length: int, first: int, code: str) -> _Scheme:
    """Types of whole months: `first` is the month the year of the type begins with."""
    per_year = 12 // length
    has_number = "{number" in code

    def numbered(kind: PeriodType, year: int, number: int = 1) -> Period:
        if not (1 <= number <= per_year and MINYEAR < year < MAXYEAR):
            raise NotAPeriodError
        months = first - 1 + (number - 1) * length
        start = date(year + months // 12, months % 12 + 1, 1)
        after = months + length
        end = date(year + after // 12, after % 12 + 1, 1) - timedelta(days=1)
        return Period(kind, code.format(year=year, number=number), start, end)

    def around(kind: PeriodType, day: date) -> Period:
        months = day.year * 12 + day.month - first
        number = months % 12 // length + 1
        return numbered(kind, months // 12, number) if has_number else numbered(kind, months // 12)

    written = re.escape(code).replace(r"\{year:04\}", r"(?P<year>\d{4})")
    written = written.replace(r"\{number:02\}", r"(\d{2})").replace(r"\{number\}", r"([1-9])")
    return _Scheme(re.compile(written, re.ASCII | re.IGNORECASE), numbered, around)


def _first_week(year: int, weekday: int) -> date:
    """The first day of week 1: the week with the fourth of January in it, whatever day weeks begin on."""
    fourth = date(year, 1, 4)
    return fourth - timedelta(days=(fourth.weekday() - weekday) % 7)


def _weeks(length: int, weekday: int, code: str) -> _Scheme:
    """Types of whole weeks that begin on a weekday (Monday 0).

    In a year of 53 weeks the last fortnight is that one week alone: the next year's begin anew with week 1.
    """

    def numbered(kind: PeriodType, year: int, number: int) -> Period:
        begin, end_of_year = _first_week(year, weekday), _first_week(year + 1, weekday)
        start = begin + timedelta(weeks=(number - 1) * length)
        if number < 1 or start >= end_of_year:
            raise NotAPeriodError
        end = min(start + timedelta(weeks=length), end_of_year) - timedelta(days=1)
        return Period(kind, code.format(year=year, number=number), start, end)

    def around(kind: PeriodType, day: date) -> Period:
        year = next(
            candidate
            for candidate in (day.year + 1, day.year, day.year - 1)
            if _first_week(candidate, weekday) <= day
        )
        return numbered(kind, year, (day - _first_week(year, weekday)).days // (7 * length) + 1)

    written = re.escape(code).replace(r"\{year:04\}", r"(?P<year>\d{4})")
    return _Scheme(
        re.compile(written.replace(r"\{number\}", r"([1-9]\d?)"), re.ASCII | re.IGNORECASE), numbered, around
    )


def _days() -> _Scheme:
    pattern = re.compile(r"(?P<year>[1-9]\d{3})(\d{2})(\d{2})", re.ASCII)
    return _Scheme(pattern, _day, lambda kind, day: _day(kind, day.year, day.month, day.day))


_SCHEMES = {
    PeriodType.DAILY: _days(),
    PeriodType.WEEKLY: _weeks(1, 0, "{year:04}W{number}"),
    PeriodType.WEEKLY_WEDNESDAY: _weeks(1, 2, "{year:04}WedW{number}"),
    PeriodType.WEEKLY_THURSDAY: _weeks(1, 3, "{year:04}ThuW{number}"),
    PeriodType.WEEKLY_SATURDAY: _weeks(1, 5, "{year:04}SatW{number}"),
    PeriodType.WEEKLY_SUNDAY: _weeks(1, 6, "{year:04}SunW{number}"),
    PeriodType.BI_WEEKLY: _weeks(2, 0, "{year:04}BiW{number}"),
    PeriodType.MONTHLY: _months(1, 1, "{year:04}{number:02}"),
    PeriodType.BI_MONTHLY: _months(2, 1, "{year:04}{number:02}B"),
    PeriodType.QUARTERLY: _months(3, 1, "{year:04}Q{number}"),
    PeriodType.SIX_MONTHLY: _months(6, 1, "{year:04}S{number}"),
    PeriodType.SIX_MONTHLY_APRIL: _months(6, 4, "{year:04}AprilS{number}"),
    PeriodType.YEARLY: _months(12, 1, "{year:04}"),
    PeriodType.FINANCIAL_APRIL: _months(12, 4, "{year:04}April"),
    PeriodType.FINANCIAL_JULY: _months(12, 7, "{year:04}July"),
    PeriodType.FINANCIAL_OCT: _months(12, 10, "{year:04}Oct"),
    PeriodType.FINANCIAL_NOV: _months(12, 11, "{year:04}Nov"),
}
