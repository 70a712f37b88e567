"""Periods as files of partners label them: `2004/05`, `2005-03`, `2005-W09`; read as codes of a type.

A label that could mean two periods means none: `2005` for a year that begins in April is refused.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from services.metrics.periods import NotAPeriodError, Period, PeriodType, containing, parse

_SPAN = re.compile(r"(\d{4})\s*[/\u2013-]\s*(\d{2}|\d{4})", re.ASCII)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_MONTH = re.compile(r"(\d{4})[-/](\d{2})|(\d{2})/(\d{4})", re.ASCII)
_QUARTER = re.compile(r"(\d{4})[- ]?Q([1-4])|Q([1-4])[ -/](\d{4})", re.ASCII | re.IGNORECASE)
_HALF = re.compile(r"(\d{4})[- ]?H([12])", re.ASCII | re.IGNORECASE)
_WEEK = re.compile(r"(\d{4})-?W(\d{2})", re.ASCII | re.IGNORECASE)


def of_label(kind: PeriodType, text: str) -> Period:
    """The period of a type that a text names, by its code or a usual label; raises NotAPeriodError."""
    return _of_label(kind, text.strip())


@lru_cache(maxsize=4096)
def _of_label(kind: PeriodType, text: str) -> Period:
    try:
        return parse(kind, text)
    except NotAPeriodError:
        read = _LABELS.get(kind)
    if read is None:
        raise NotAPeriodError
    try:
        return read(kind, text)
    except ValueError:
        raise NotAPeriodError from None


def _two_years(kind: PeriodType, text: str) -> Period:
    found = _SPAN.fullmatch(text)
    if found is None:
        raise NotAPeriodError
    first, second = found[1], found[2]
    if int(second) != (int(first) + 1) % (100 if len(second) == 2 else 10_000):
        raise NotAPeriodError
    return parse(kind, first + _FINANCIAL[kind])


def _one_day(kind: PeriodType, text: str) -> Period:
    found = _DAY.fullmatch(text)
    if found is None:
        raise NotAPeriodError
    return containing(kind, date(int(found[1]), int(found[2]), int(found[3])))


def _numbered(pattern: re.Pattern[str], code: str) -> Callable[[PeriodType, str], Period]:
    """Labels of a year and a number, in either order."""

    def read(kind: PeriodType, text: str) -> Period:
        found = pattern.fullmatch(text)
        if found is None:
            raise NotAPeriodError
        given = [part for part in found.groups() if part is not None]
        year, number = sorted(given, key=len, reverse=True)
        return parse(kind, code.format(year=year, number=int(number)))

    return read


_FINANCIAL = {
    PeriodType.FINANCIAL_APRIL: "April",
    PeriodType.FINANCIAL_JULY: "July",
    PeriodType.FINANCIAL_OCT: "Oct",
    PeriodType.FINANCIAL_NOV: "Nov",
}
_LABELS: dict[PeriodType, Callable[[PeriodType, str], Period]] = {
    **dict.fromkeys(_FINANCIAL, _two_years),
    PeriodType.DAILY: _one_day,
    PeriodType.WEEKLY: _numbered(_WEEK, "{year}W{number}"),
    PeriodType.MONTHLY: _numbered(_MONTH, "{year}{number:02}"),
    PeriodType.QUARTERLY: _numbered(_QUARTER, "{year}Q{number}"),
    PeriodType.SIX_MONTHLY: _numbered(_HALF, "{year}S{number}"),
}
