"""What has to be known of a workbook before one of its sheets can be read."""

import re
from datetime import UTC, datetime
from pathlib import PurePosixPath

from shared.imports.errors import unreadable
from shared.imports.xlsx.parts import Attributes, Parts, Reading, local, refuse, too_large

MAX_TEXTS = 1_000_000
"""Different texts of a workbook."""
EPOCH, EPOCH_1904 = datetime(1899, 12, 30, tzinfo=UTC), datetime(1904, 1, 1, tzinfo=UTC)
"""What days are counted from, as workbooks say."""

_NUMBER = re.compile(r"[0-9]{1,9}")
_NOT_OF_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_OF_DATES = re.compile(r"[dmyhs]", re.IGNORECASE)
_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})


class Workbook:
    """What has to be known before a sheet can be read: its parts, texts, and which formats are of dates."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.epoch = EPOCH
        self.texts: list[str] = []
        self.of_dates: list[bool] = []
        self._sheets: list[str] = []
        self._targets: dict[str, tuple[str, str]] = {}
        self._formats: dict[str, str] = {}
        self._read_workbook()
        self._read_relations()
        for kind, read in (("styles", self._read_styles), ("sharedStrings", self._read_texts)):
            found = [
                path for path, of in self._targets.values() if of.endswith(f"/{kind}") and parts.has(path)
            ]
            if found:
                read(found[0])

    def part_of(self, sheet: int) -> str:
        """The part that a visible sheet is in."""
        if not 1 <= sheet <= len(self._sheets):
            raise unreadable("no_such_sheet", number=sheet)
        if (target := self._targets.get(self._sheets[sheet - 1])) is None:
            refuse()
        return target[0]

    def is_date(self, style: str | None) -> bool:
        """Whether numbers of a style are days."""
        number = None if style is None else _number(style)
        return number is not None and number < len(self.of_dates) and self.of_dates[number]

    def text(self, index: str) -> str:
        """One of the workbook's texts."""
        number = _number(index)
        if number is None or number >= len(self.texts):
            refuse()
        return self.texts[number]

    def _all(self, name: str, reading: Reading) -> None:
        for _ in self.parts.parse(name, reading):
            pass

    def _read_workbook(self) -> None:
        reading = Reading()

        def sheet(attributes: Attributes) -> None:
            if attributes.get("state", "visible") == "visible":
                self._sheets.extend(value for name, value in attributes.items() if local(name) == "id")

        def properties(attributes: Attributes) -> None:
            if attributes.get("date1904") in ("1", "true"):
                self.epoch = EPOCH_1904

        reading.starts = {"sheet": sheet, "workbookPr": properties}
        self._all("xl/workbook.xml", reading)

    def _read_relations(self) -> None:
        reading = Reading()

        def relation(attributes: Attributes) -> None:
            target = PurePosixPath("/xl", attributes.get("Target", ""))
            path = str(target).lstrip("/")
            self._targets[attributes.get("Id", "")] = (path, attributes.get("Type", ""))

        reading.starts = {"Relationship": relation}
        self._all("xl/_rels/workbook.xml.rels", reading)

    def _read_styles(self, name: str) -> None:
        reading = Reading()
        within = False

        def number_format(attributes: Attributes) -> None:
            self._formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")

        def begin(_: Attributes) -> None:
            nonlocal within
            within = True

        def end() -> None:
            nonlocal within
            within = False

        def style(attributes: Attributes) -> None:
            if within:
                self.of_dates.append(self._format_is_of_dates(attributes.get("numFmtId", "0")))

        reading.starts = {"numFmt": number_format, "cellXfs": begin, "xf": style}
        reading.ends = {"cellXfs": end}
        self._all(name, reading)

    def _format_is_of_dates(self, identifier: str) -> bool:
        code = self._formats.get(identifier)
        if code is None:
            return _number(identifier) in _BUILT_IN_DATES
        return bool(_OF_DATES.search(_NOT_OF_FORMAT.sub("", code)))

    def _read_texts(self, name: str) -> None:
        reading = Reading()
        spoken = False  # how a word is read aloud stands beside it (rPh) and is no part of the text

        def begin(_: Attributes) -> None:
            nonlocal spoken
            spoken = True

        def end() -> None:
            nonlocal spoken
            spoken = False

        def listen(_: Attributes) -> None:
            reading.listening = not spoken

        def keep() -> None:
            self.texts.append(reading.take())
            if len(self.texts) > MAX_TEXTS:
                raise too_large()

        reading.starts = {"rPh": begin, "t": listen}
        reading.ends = {"rPh": end, "t": reading.stop, "si": keep}
        self._all(name, reading)


def _number(text: str) -> int | None:
    """The number of a text, a style or a format; None where it is none."""
    return int(text) if _NUMBER.fullmatch(text) else None
