"""Partners report their figures from their own tables, one corrects one, most publish; the series is read."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from services.demo.chapters.measuring import quarter_of
from services.demo.content.figures import (
    ANSWERED,
    CORRECTED,
    FIRST_QUARTER,
    REPORTED,
    TRAINED,
    Answered,
)
from services.demo.content.indicators import LANGUAGE_VALUES
from services.demo.content.people import SPEAKS_FOR
from services.demo.errors import DemoError
from services.demo.telling import Body, Telling

_IMPORTS = "metrics/observations/imports"


@dataclass(frozen=True, slots=True)
class Table:
    """How a partner's table looks."""

    columns: tuple[str, str, str, str, str, str]
    delimiter: str = ","
    encoding: str = "utf-8"
    in_words: bool = False
    """Whether it says the language in Hebrew, and not by a code."""


FIELDS = ("period", "dimensions.language", "numerator", "denominator", "state", "remark.he")
PLAIN = Table(FIELDS)
TABLES = {
    "shikma": Table(
        ("רבעון", "שפה", "לוו ביממה", "פניות ראשונות", "מצב", "הערה"), encoding="windows-1255", in_words=True
    ),
    "waha": Table(FIELDS, delimiter=";", encoding="utf-8-sig"),
}
"""Tables that are not plain: headings in Hebrew and an old encoding, a semicolon and a byte order mark."""


async def tell(telling: Telling) -> None:
    """Tell what the partners counted."""
    rows = 0
    for answered in ANSWERED:
        rows += await _import(telling, answered)
    await _import_trained(telling)
    await _correct(telling)
    for answered in ANSWERED:
        if answered.published:
            await _publish(telling, answered.organization)
    series = await telling.read("hila", f"{_indicator(telling)}/series")
    told = ", ".join(f"{point['period']} {_percent(point)}" for point in series["points"])
    telling.say(f"{rows} figures of five partners; answered within a day: {told}")


async def _import(telling: Telling, answered: Answered) -> int:
    table = TABLES.get(answered.organization, PLAIN)
    query = [
        ("mode", "create"),
        ("indicator", "within_a_day"),
        ("organization_id", telling.ids[answered.organization]),
        ("encoding", table.encoding.removesuffix("-sig")),
    ]
    if table.columns != FIELDS:
        query += [("column", f"{mine}:{field}") for mine, field in zip(table.columns, FIELDS, strict=True)]
    rows = list(_rows(telling, answered, table))
    text = _as_csv([table.columns, *rows], table.delimiter)
    key = f"figures of {answered.organization}"
    who = SPEAKS_FOR[answered.organization]
    path = f"{_IMPORTS}?{urlencode(query)}"
    _all_taken(await telling.send(who, path, text.encode(table.encoding), "text/csv", key=key), key)
    return len(rows)


def _rows(telling: Telling, answered: Answered, table: Table) -> Iterable[tuple[str, ...]]:
    words = {value["code"]: value["name"]["he"] for value in LANGUAGE_VALUES}
    for language, quarters in answered.by_language.items():
        for place, figure in enumerate(quarters):
            numerator, denominator, state = (
                ("", "", figure) if isinstance(figure, str) else (*map(str, figure), REPORTED)
            )
            period = quarter_of(telling, FIRST_QUARTER + place)
            said = words[language] if table.in_words else language
            remark = answered.remarks.get((language, place), "")
            yield period, said, numerator, denominator, state, remark


async def _import_trained(telling: Telling) -> None:
    rows: list[tuple[str, ...]] = [("organization_id", "period", "value", "state")]
    for organization, quarters in TRAINED:
        for place, figure in enumerate(quarters):
            value, state = ("", figure) if isinstance(figure, str) else (str(figure), REPORTED)
            period = quarter_of(telling, FIRST_QUARTER + place)
            rows.append((telling.ids[organization], period, value, state))
    path = f"{_IMPORTS}?{urlencode({'mode': 'create', 'indicator': 'trained_to_ask'})}"
    key = "figures of those trained"
    _all_taken(await telling.send("michal", path, _as_csv(rows, ",").encode(), "text/csv", key=key), key)


async def _correct(telling: Telling) -> None:
    organization, language, place, (numerator, denominator), reason = CORRECTED
    who = SPEAKS_FOR[organization]
    query = {
        "indicator": "within_a_day",
        "organization_id": telling.ids[organization],
        "period": quarter_of(telling, FIRST_QUARTER + place),
    }
    figures = await telling.listed(who, f"metrics/observations?{urlencode(query)}")
    figure = next(one for one in figures if one["dimensions"] == {"language": language})
    body = {"numerator": str(numerator), "denominator": str(denominator), "reason": {"he": reason}}
    path = f"metrics/observations/{figure['id']}/corrections"
    await telling.post(who, path, body, key=f"correction by {organization}")


async def _publish(telling: Telling, organization: str) -> None:
    body = {
        "organization_id": telling.ids[organization],
        "indicator": "within_a_day",
        "period": quarter_of(telling, -1),
    }
    path = "metrics/observations/publications"
    await telling.post(SPEAKS_FOR[organization], path, body, key=f"{organization} publishes")


def _as_csv(rows: Iterable[tuple[str, ...]], delimiter: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def _all_taken(summary: Body, key: str) -> None:
    if not summary["accepted"] or summary["rejected"]:
        codes = sorted({conflict["code"] for conflict in summary["conflicts"]})
        raise DemoError(f"the {key} were not taken: {', '.join(codes)}")


def _indicator(telling: Telling) -> str:
    return f"metrics/indicators/{telling.ids['indicator: within_a_day']}"


def _percent(point: Body) -> str:
    value = point["value"]
    return "none" if value is None else f"{round(float(value) * 100)} %"
