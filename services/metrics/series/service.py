"""How figures become a series: which value a point has, what it rests on, what it can be compared with."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.metrics.figure_problems import refused
from services.metrics.figures import Definition, FigureError
from services.metrics.indicators.events import Aggregation
from services.metrics.indicators.repository import IndicatorRepository
from services.metrics.periods import Period, PeriodType, containing
from services.metrics.series.errors import MAX_POINTS, UNKNOWN_BREAKDOWN, SeriesTooLong
from services.metrics.series.repository import SeriesRepository
from services.metrics.series.schemas import SeriesAsked
from services.metrics.visibility import eyes
from shared.commands import Reading
from shared.http.problems import FieldError, NotFound, ValidationFailed

Row = Mapping[str, Any]


class SeriesOfIndicators:
    """Bringing the figures of an indicator together."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._indicators = IndicatorRepository(reading.connection, reading.initiative_id)

    async def series(self, indicator_id: UUID, asked: SeriesAsked) -> dict[str, Any]:
        """An indicator over time; raises NotFound, ValidationFailed and SeriesTooLong."""
        indicator = await self._indicators.get(indicator_id)
        if indicator is None:
            raise NotFound
        definition = Definition(indicator)
        where = _where(definition, asked.where)
        if not definition.dimensions.issuperset(asked.by):
            raise _unknown("query:by")
        repository = SeriesRepository(self._reading.connection, self._reading.initiative_id, indicator_id)
        rows = await repository.points(
            by=asked.by,
            where=where,
            since=_bound(definition, asked.since, "from").start if asked.since else date.min,
            until=_bound(definition, asked.until, "until").end if asked.until else date.max,
            organization_id=asked.organization_id,
            moment=asked.as_of,
            eyes=eyes(self._reading.caller),
        )
        began = sorted(await repository.beginnings(asked.organization_id, asked.as_of))
        references = _References(await repository.references(), where)
        kind = Aggregation(indicator["aggregation"])
        points: list[dict[str, Any]] = []
        for group, of_group in _grouped(rows):
            for period, row in _without_gaps(PeriodType(indicator["period_type"]), of_group):
                if len(points) == MAX_POINTS:
                    raise SeriesTooLong
                point = _point(kind, period, row, expected=bisect_right(began, period.start))
                point |= {"dimensions": group, "target": references.target(group, period.start)}
                points.append(point)
        return {
            "indicator_id": indicator_id,
            "definition_version": definition.version,
            "aggregation": kind,
            "period_type": indicator["period_type"],
            "as_of": asked.as_of,
            "points": points,
            "baselines": references.of("baseline", points),
            "targets": references.of("target", points),
        }


def _where(definition: Definition, given: Sequence[str]) -> Mapping[str, str]:
    try:
        pairs = (one.partition(":") for one in given)
        return definition.place({code: text for code, _, text in pairs}).dimensions
    except FigureError:
        raise _unknown("query:where") from None


def _unknown(pointer: str) -> ValidationFailed:
    return ValidationFailed(errors=[FieldError(pointer, UNKNOWN_BREAKDOWN.code, UNKNOWN_BREAKDOWN.message)])


def _bound(definition: Definition, text: str, name: str) -> Period:
    try:
        return definition.period(text)
    except FigureError as error:
        [said] = refused(error).errors
        raise ValidationFailed(errors=[FieldError(f"query:{name}", said.code, said.detail)]) from None


def _grouped(rows: Sequence[Row]) -> list[tuple[dict[str, str], list[Row]]]:
    found: list[tuple[dict[str, str], list[Row]]] = []
    for row in rows:
        if not found or found[-1][0] != row["group"]:
            found.append((row["group"], []))
        found[-1][1].append(row)
    return found


def _without_gaps(kind: PeriodType, rows: Sequence[Row]) -> list[tuple[Period, Row | None]]:
    """Every period from the first to the last: those without a figure too."""
    by_start = {row["period_start"]: row for row in rows}
    period = containing(kind, rows[0]["period_start"])
    last = rows[-1]["period_start"]
    found: list[tuple[Period, Row | None]] = []
    while period.start <= last and len(found) <= MAX_POINTS:
        found.append((period, by_start.get(period.start)))
        period = period.next()
    return found


def _point(kind: Aggregation, period: Period, row: Row | None, *, expected: int) -> dict[str, Any]:
    states = {state: row[state] if row else 0 for state in ("reported", "missing", "waived", "suppressed")}
    reported, withheld = (row["organizations"], row["withheld"]) if row else (0, 0)
    gaps = withheld + states["missing"] + states["waived"] + states["suppressed"]
    value, numerator, denominator = _value(kind, row, "now") if row else (None, None, None)
    return {
        "period": period.code,
        "period_start": period.start,
        "period_end": period.end,
        "value": value,
        "numerator": numerator,
        "denominator": denominator,
        "states": states,
        "organizations": {"expected": expected, "reported": reported, "withheld": withheld},
        "whole": gaps == 0 and reported >= expected,
        "definition_versions": sorted((row["definitions"] or []) if row else []),
        "compared": _compared(kind, period, row) if row else None,
    }


def _value(kind: Aggregation, row: Row, prefix: str) -> tuple[Decimal | None, ...]:
    """Value, numerator and denominator by the aggregation; all None where nothing was reported."""
    if kind is Aggregation.RATIO:
        numerator, denominator = row[f"{prefix}_numerator"], row[f"{prefix}_denominator"]
        return (numerator / denominator if denominator else None), numerator, denominator
    if kind is Aggregation.COUNT:
        return (Decimal(row["reported"]) if row["reported"] else None), None, None
    if kind is Aggregation.LAST:
        return (row["lasts"][0] if row["lasts"] else None), None, None
    if kind is Aggregation.MEAN and row[f"{prefix}_mean"] is not None:
        return row[f"{prefix}_mean"].normalize(), None, None  # the database fills quotients up with zeros
    return row[f"{prefix}_{kind.value}"], None, None


def _compared(kind: Aggregation, period: Period, row: Row) -> dict[str, Any] | None:
    if not row["both"] or kind not in (Aggregation.SUM, Aggregation.MEAN, Aggregation.RATIO):
        return None
    return {
        "previous_period": period.previous().code,
        "figures": row["both"],
        "value": _value(kind, row, "later")[0],
        "previous_value": _value(kind, row, "earlier")[0],
    }


class _References:
    """Baselines and targets, by the group they are for."""

    def __init__(self, rows: Sequence[Row], where: Mapping[str, str]) -> None:
        self._where = where
        self._rows = rows
        self._targets = {
            (_key(row["dimensions"]), row["period_start"]): row["value"]
            for row in rows
            if row["kind"] == "target"
        }

    def target(self, group: Mapping[str, str], start: date) -> Decimal | None:
        return self._targets.get((_key({**self._where, **group}), start))

    def of(self, kind: str, points: Sequence[Row]) -> list[Row]:
        groups = {_key({**self._where, **point["dimensions"]}) for point in points} or {_key(self._where)}
        return [dict(row) for row in self._rows if row["kind"] == kind and _key(row["dimensions"]) in groups]


def _key(dimensions: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    return frozenset(dimensions.items())
