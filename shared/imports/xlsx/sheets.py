"""The cells of a sheet as rows of text."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from shared.imports.errors import unreadable
from shared.imports.xlsx.parts import Attributes, Reading
from shared.imports.xlsx.workbooks import EPOCH, Workbook

_REFERENCE = re.compile(r"([A-Z]{1,3})[0-9]{1,7}")
_LAST_WRONG_DAY = 60
"""The 29th of February 1900, which spreadsheets count and the calendar does not have."""
_LAST_DAY = datetime(9999, 12, 31, tzinfo=UTC)
_EXACT = 10**15


def rows_of(workbook: Workbook, part: str, max_columns: int) -> Iterator[list[str]]:
    """The rows of a sheet, as they are read."""
    sheet = Sheet(workbook, max_columns)
    for _ in workbook.parts.parse(part, sheet):
        yield from sheet.finished
        sheet.finished.clear()


class Sheet(Reading):
    """Gathers the cells of a sheet into rows."""

    def __init__(self, workbook: Workbook, max_columns: int) -> None:
        super().__init__()
        self.finished: list[list[str]] = []
        self._workbook = workbook
        self._max_columns = max_columns
        self._row: list[str] = []
        self._column = 0
        self._kind = "n"
        self._style: str | None = None
        self.starts = {"row": self._begin_row, "c": self._begin_cell, "v": self.listen, "t": self.listen}
        self.ends = {"row": self._end_row, "c": self._end_cell, "v": self.stop, "t": self.stop}

    def _begin_row(self, _: Attributes) -> None:
        self._row, self._column = [], 0

    def _begin_cell(self, attributes: Attributes) -> None:
        if (reference := _REFERENCE.fullmatch(attributes.get("r", ""))) is not None:
            self._column = _column(reference[1])
        else:
            self._column += 1
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s")
        self.heard.clear()

    def _end_cell(self) -> None:
        text = self._text(self.take()).strip()
        if not text:
            return
        if self._column > self._max_columns:
            raise unreadable("too_many_columns", limit=self._max_columns)
        self._row.extend([""] * (self._column - len(self._row)))
        self._row[self._column - 1] = text

    def _end_row(self) -> None:
        if self._row:
            self.finished.append(self._row)

    def _text(self, value: str) -> str:
        if self._kind == "s":
            return self._workbook.text(value.strip()) if value.strip() else ""
        if self._kind == "b":
            return {"1": "true", "0": "false"}.get(value.strip(), value)
        if self._kind == "n" and value:
            return written_out(value.strip(), self._workbook.epoch if self._is_date() else None)
        return value

    def _is_date(self) -> bool:
        return self._workbook.is_date(self._style)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def written_out(number: str, epoch: datetime | None = None) -> str:
    """A number as people write it, the fewest digits that mean the same; a day of the calendar as such."""
    try:
        value = float(number)
    except ValueError:
        return number
    if epoch is not None and 0 <= value <= (_LAST_DAY - epoch).days:
        return _day(value, epoch)
    if value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    return number if "e" not in number.lower() and len(number) <= 15 else repr(value)


def _day(value: float, epoch: datetime) -> str:
    if epoch is EPOCH and value < _LAST_WRONG_DAY:
        value += 1
    moment = epoch + timedelta(seconds=round(value * 86_400))
    if value.is_integer():
        return moment.date().isoformat()
    return moment.replace(tzinfo=None).isoformat(timespec="seconds")
