"""Tables as CSV and XLSX, written row by row; nothing but the rows at hand is in memory.

Text that a spreadsheet would take for a formula is held off in CSV by an apostrophe before it, which imports
take away again; in XLSX, text is text.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final, Protocol
from xml.sax.saxutils import escape

CSV: Final = "text/csv; charset=utf-8"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Without it, spreadsheets take the letters for those of another encoding."""
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
_MAX_CELL = 32_767

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS: Final = {
    "[Content_Types].xml": (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
        'PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
}
_SHEET = "xl/worksheets/sheet1.xml"


class TableFormat(StrEnum):
    """As what kind of file a table is written."""

    CSV = "csv"
    XLSX = "xlsx"


class TableWriter(Protocol):
    """Writes a table piece by piece."""

    media_type: str

    def begin(self, header: Sequence[str]) -> bytes:
        """The beginning of the file, up to the names of the columns."""

    def rows(self, rows: Iterable[Sequence[str]]) -> bytes:
        """Further rows."""

    def end(self) -> bytes:
        """The end of the file."""


def writer_of(table_format: TableFormat) -> TableWriter:
    """A writer of the format."""
    return CSVWriter() if table_format is TableFormat.CSV else XLSXWriter()


def held_off(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULAS) else text


class CSVWriter:
    """Writes CSV with commas, in UTF-8 with a byte order mark."""

    media_type = CSV

    def begin(self, header: Sequence[str]) -> bytes:
        """The beginning of the file, up to the names of the columns."""
        return _BYTE_ORDER_MARK + self.rows([header])

    def rows(self, rows: Iterable[Sequence[str]]) -> bytes:
        """Further rows."""
        written = io.StringIO()
        csv.writer(written).writerows([held_off(cell) for cell in row] for row in rows)
        return written.getvalue().encode()

    def end(self) -> bytes:
        """The end of the file."""
        return b""


class _Written(io.RawIOBase):
    """Takes what is written until it is taken away; nobody can seek in it."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: object, /) -> int:
        taken = bytes(memoryview(piece))  # type: ignore[arg-type]  # whatever zipfile writes is a buffer
        self._pieces.append(taken)
        return len(taken)

    def take(self) -> bytes:
        taken = b"".join(self._pieces)
        self._pieces.clear()
        return taken


class XLSXWriter:
    """Writes a workbook with one sheet of text."""

    media_type = XLSX

    def __init__(self) -> None:
        self._written = _Written()
        self._archive = zipfile.ZipFile(self._written, "w", zipfile.ZIP_DEFLATED)
        for name, content in _PARTS.items():
            self._archive.writestr(name, content)
        self._sheet = self._archive.open(_SHEET, "w")

    def begin(self, header: Sequence[str]) -> bytes:
        """The beginning of the file, up to the names of the columns."""
        self._sheet.write(f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
        return self.rows([header])

    def rows(self, rows: Iterable[Sequence[str]]) -> bytes:
        """Further rows."""
        for row in rows:
            cells = "".join(
                f'<c t="inlineStr"><is><t xml:space="preserve">{escape(cell[:_MAX_CELL])}</t></is></c>'
                if cell
                else "<c/>"
                for cell in row
            )
            self._sheet.write(f"<row>{cells}</row>".encode())
        return self._written.take()

    def end(self) -> bytes:
        """The end of the file."""
        self._sheet.write(b"</sheetData></worksheet>")
        self._sheet.close()
        self._archive.close()
        return self._written.take()
