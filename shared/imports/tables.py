"""Files as tables of text: CSV and XLSX as spreadsheets write them, JSON rows, maps of Kumu.

Nothing is converted here: a cell is the text that was sent, a number of JSON the digits that were sent.
"""

import codecs
import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NoReturn

from shared.imports.errors import unreadable
from shared.imports.kumu import KumuPart, is_kumu, rows_of_kumu
from shared.imports.xlsx import read_sheet

MAX_ROWS = 200_000
"""Rows of one file."""
MAX_COLUMNS = 100

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Encoding(StrEnum):
    """How a file's text is encoded."""

    AUTO = "auto"
    """UTF-8, with or without a byte order mark; what is not, windows-1255."""
    UTF_8 = "utf-8"
    WINDOWS_1255 = "windows-1255"


class Delimiter(StrEnum):
    """What stands between the cells of a line."""

    AUTO = "auto"
    """Whichever of the others the header has most of."""
    COMMA = "comma"
    SEMICOLON = "semicolon"
    TAB = "tab"


_DELIMITERS = {Delimiter.COMMA: ",", Delimiter.SEMICOLON: ";", Delimiter.TAB: "\t"}


@dataclass(frozen=True, slots=True)
class Table:
    """The names of columns, and rows of cells, which may be more or fewer than columns."""

    header: list[str]
    rows: Iterator[list[str]]
    size: int | None = None
    """How many rows there are, where that is known before they are read."""


def read_csv(body: bytes, encoding: Encoding = Encoding.AUTO, delimiter: Delimiter = Delimiter.AUTO) -> Table:
    """A CSV file as a table, its rows read as they are asked for.

    Blank lines are no rows. Raises UnreadableTable, for broken quotes also while rows are read.
    """
    text = _decoded(body, encoding)
    separator = _DELIMITERS.get(delimiter) or _most_frequent(text)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows = _rows(lines)
    header = [name.strip() for name in next(rows, [])]
    if not any(header) or len(header) > MAX_COLUMNS:
        raise unreadable("no_header")
    return Table(header, rows)


def _decoded(body: bytes, encoding: Encoding) -> str:
    if b"\0" in body or body.startswith(_UTF16):
        raise unreadable("not_text")
    candidates = {
        Encoding.AUTO: ("utf-8-sig", "cp1255"),
        Encoding.UTF_8: ("utf-8-sig",),
        Encoding.WINDOWS_1255: ("cp1255",),
    }[encoding]
    for candidate in candidates:
        try:
            return body.decode(candidate)
        except UnicodeDecodeError:
            continue
    raise unreadable("not_text")


def _most_frequent(text: str) -> str:
    """The delimiter that the first line has most of outside quotes; a comma where it has none."""
    first = text.lstrip("\r\n").partition("\n")[0]
    outside = "".join(first.split('"')[::2])
    return max(_DELIMITERS.values(), key=outside.count)


def _rows(lines: Iterator[list[str]]) -> Iterator[list[str]]:
    number = -1  # the header is row 0
    try:
        for cells in lines:
            if not cells:
                continue
            number += 1
            if number > MAX_ROWS:
                raise unreadable("too_many_rows", limit=MAX_ROWS)
            yield cells
    except csv.Error:
        raise unreadable("broken_csv", row=max(number, 0)) from None


def read_xlsx(body: bytes, sheet: int = 1) -> Table:
    """A sheet of a workbook as a table: its first row with something in it has the columns' names.

    Rows shorter than the header are filled up. Raises UnreadableTable. It takes a second for a large body:
    call it in a thread.
    """
    rows = read_sheet(body, sheet, MAX_COLUMNS)
    header = next(rows, None)
    if header is None:
        raise unreadable("no_header")
    read = []
    for number, cells in enumerate(rows, 1):
        if number > MAX_ROWS:
            raise unreadable("too_many_rows", limit=MAX_ROWS)
        read.append(cells + [""] * (len(header) - len(cells)))
    return Table(header, iter(read), len(read))


def read_json(body: bytes, kumu: KumuPart | None = None) -> Table:
    """`{"rows": [{…}, …]}` as a table: objects within a row become columns like `dimensions.age`.

    With `kumu` also a map of Kumu, of which a part is read. Raises UnreadableTable. It takes a second for a
    large body: call it in a thread.
    """
    try:
        sent = json.loads(
            body.removeprefix(codecs.BOM_UTF8).decode(),
            parse_int=str,
            parse_float=str,
            parse_constant=_refuse,
            object_pairs_hook=_object,
        )
    except (ValueError, RecursionError):
        _refuse("")
    if kumu is not None and is_kumu(sent):
        rows = rows_of_kumu(sent, kumu)
    elif isinstance(sent, dict) and sent.keys() == {"rows"} and isinstance(sent["rows"], list):
        rows = sent["rows"]
    else:
        _refuse("")
    if len(rows) > MAX_ROWS:
        raise unreadable("too_many_rows", limit=MAX_ROWS)
    flat = [dict(_flattened(row)) for row in rows]
    header = list(dict.fromkeys(name for row in flat for name in row))
    if len(header) > MAX_COLUMNS:
        _refuse("")
    return Table(header, ([row.get(name, "") for name in header] for row in flat), len(flat))


def _refuse(_: str) -> NoReturn:
    raise unreadable("not_rows")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        _refuse("")
    return value


def _flattened(row: Any, within: str = "") -> Iterator[tuple[str, str]]:
    if not isinstance(row, dict):
        _refuse("")
    for name, value in row.items():
        if isinstance(value, dict) and not within:
            yield from _flattened(value, f"{name}.")
        elif value is None:
            yield within + name, ""
        elif isinstance(value, str):
            yield within + name, value
        else:
            _refuse("")
