"""What makes a figure: its state, its value or the parts of a ratio, its place among the dimensions.

Plain rules over plain values, the same for one observation, an import and a target. Missing, zero, waived and
suppressed are different things: only `reported` has a value, and zero is a value.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from services.metrics.period_labels import of_label
from services.metrics.periods import NotAPeriodError, Period, PeriodType
from shared.localization.plain_text import clean_line

DECIMAL = r"-?(?:0|[1-9]\d{0,17})(?:\.\d{1,20})?"
"""A decimal number as text: digits and a point, without thousands separators and exponents."""
MAX_VALUE = 100
"""Characters of a dimension's value where any is allowed."""

_DECIMAL = re.compile(DECIMAL, re.ASCII)


class ObservationState(StrEnum):
    """What was reported of a period and place."""

    REPORTED = "reported"
    """There is a value, which may be zero."""
    MISSING = "missing"
    """There should be one, and there is none."""
    WAIVED = "waived"
    """None was asked for: the count was not held."""
    SUPPRESSED = "suppressed"
    """There is one, and it is not told, for example since it could point at people."""


class Fault(StrEnum):
    """Why something is no figure."""

    BAD_PERIOD = "bad_period"
    UNKNOWN_DIMENSION = "unknown_dimension"
    UNKNOWN_DIMENSION_VALUE = "unknown_dimension_value"
    BAD_STATE = "bad_state"
    BAD_VALUE = "bad_value"
    VALUE_MISSING = "value_missing"
    VALUE_NOT_EXPECTED = "value_not_expected"
    PARTS_NEEDED = "parts_needed"
    PARTS_NOT_EXPECTED = "parts_not_expected"
    BAD_DENOMINATOR = "bad_denominator"


class FigureError(ValueError):
    """Something is no figure: why, and of which property."""

    def __init__(self, fault: Fault, *path: str) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.path = path


@dataclass(frozen=True, slots=True)
class Place:
    """Where among the dimensions a figure stands; a dimension that is not named means all of it."""

    dimensions: Mapping[str, str]
    key: UUID
    """The same for the same values: the first 16 bytes of SHA-256 over their canonical JSON (RFC 8785)."""

    @classmethod
    def at(cls, dimensions: Mapping[str, str]) -> "Place":
        """The place of checked values."""
        text = json.dumps(dict(dimensions), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return cls(dimensions, UUID(bytes=hashlib.sha256(text.encode()).digest()[:16]))


EVERYWHERE = Place.at({})


@dataclass(frozen=True, slots=True)
class Value:
    """A checked value: of decimals as text, all of them None where the state has none."""

    state: ObservationState
    value: str | None = None
    numerator: str | None = None
    denominator: str | None = None


def check_decimal(name: str, text: str) -> None:
    """Raises FigureError where a text is no decimal number, or zero below zero."""
    if _DECIMAL.fullmatch(text) is None or (text[0] == "-" and not text.strip("-0.")):
        raise FigureError(Fault.BAD_VALUE, name)


class Definition:
    """How an indicator is measured, as far as figures are concerned."""

    def __init__(self, indicator: Mapping[str, Any]) -> None:
        self.indicator_id: UUID = indicator["id"]
        self.version: int = indicator["definition_version"]
        self.retired = indicator["status"] == "retired"
        self.is_ratio = indicator["aggregation"] == "ratio"
        self._period_type = PeriodType(indicator["period_type"])
        self._dimensions = {one["code"]: _labels(one["values"]) for one in indicator["dimensions"]}

    @property
    def dimensions(self) -> frozenset[str]:
        """Codes of the dimensions."""
        return frozenset(self._dimensions)

    def period(self, text: str) -> Period:
        """The period a code or label names; raises FigureError."""
        try:
            return of_label(self._period_type, text)
        except NotAPeriodError:
            raise FigureError(Fault.BAD_PERIOD, "period") from None

    def place(self, dimensions: Mapping[str, str]) -> Place:
        """The place that values of dimensions name, by codes or names; raises FigureError."""
        found = {}
        for code, text in dimensions.items():
            if code not in self._dimensions:
                raise FigureError(Fault.UNKNOWN_DIMENSION, "dimensions", code)
            found[code] = self._dimension_value(code, text)
        return Place.at(found)

    def _dimension_value(self, code: str, text: str) -> str:
        known = self._dimensions[code]
        if known is None:
            try:
                value = clean_line(text)
            except ValueError:
                value = ""
            if 0 < len(value) <= MAX_VALUE:
                return value
        elif (found := known.get(text) or known.get(_folded(text))) is not None:
            return found
        raise FigureError(Fault.UNKNOWN_DIMENSION_VALUE, "dimensions", code)

    def value(
        self, state: str | None, value: str | None, numerator: str | None, denominator: str | None
    ) -> Value:
        """A state with what belongs to it; without a state, a value is reported. Raises FigureError."""
        try:
            known = ObservationState(state or ObservationState.REPORTED)
        except ValueError:
            raise FigureError(Fault.BAD_STATE, "state") from None
        given = {"value": value, "numerator": numerator, "denominator": denominator}
        for name, text in given.items():
            if text is None:
                continue
            if known is not ObservationState.REPORTED:
                raise FigureError(Fault.VALUE_NOT_EXPECTED, name)
            check_decimal(name, text)
        if known is not ObservationState.REPORTED:
            return Value(known)
        return self._ratio(value, numerator, denominator) if self.is_ratio else self._plain(**given)

    @staticmethod
    def _ratio(value: str | None, numerator: str | None, denominator: str | None) -> Value:
        if value is not None or numerator is None or denominator is None:
            raise FigureError(Fault.PARTS_NEEDED, "value" if value is not None else "numerator")
        nothing = not denominator.strip("-0.")
        if denominator.startswith("-") or (nothing and numerator.strip("-0.")):
            raise FigureError(Fault.BAD_DENOMINATOR, "denominator")
        return Value(ObservationState.REPORTED, None, numerator, denominator)

    @staticmethod
    def _plain(value: str | None, numerator: str | None, denominator: str | None) -> Value:
        if numerator is not None or denominator is not None:
            raise FigureError(
                Fault.PARTS_NOT_EXPECTED, "numerator" if numerator is not None else "denominator"
            )
        if value is None:
            raise FigureError(Fault.VALUE_MISSING, "value")
        return Value(ObservationState.REPORTED, value)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _labels(values: list[dict[str, Any]] | None) -> dict[str, str] | None:
    """Codes by themselves and by every name; a name that two values have names neither."""
    if values is None:
        return None
    named: dict[str, set[str]] = {}
    for one in values:
        for name in one["name"].values():
            named.setdefault(_folded(name), set()).add(one["code"])
    labels = {name: codes.pop() for name, codes in named.items() if len(codes) == 1}
    return labels | {one["code"]: one["code"] for one in values}
