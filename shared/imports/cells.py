"""Cells of a file by field: what a row says, once columns, values of all rows and labels are known."""

from collections.abc import Mapping, Sequence

from shared.imports.columns import IGNORED
from shared.imports.errors import setting_error, settings_refused

WRONG_CELL_COUNT = "wrong_cell_count"
"""The row has more or fewer cells than the header."""

_HELD_OFF = ("'=", "'+", "'-", "'@", "'\t", "'\r")
"""How exports begin cells that a spreadsheet would take for formulas."""


class RowRefusedError(Exception):
    """A row is not what the import is of."""

    def __init__(self, code: str, prop: str | None) -> None:
        super().__init__(code)
        self.code = code
        self.prop = prop


class Cells:
    """Reads rows of one file by field."""

    def __init__(
        self,
        fields: Sequence[str],
        constants: Mapping[str, str],
        labels: Mapping[str, Mapping[str, str]],
    ) -> None:
        """`constants`: values of all rows; `labels`: by field, texts of the file and what they mean."""
        self._width = len(fields)
        self._at = [(field, number) for number, field in enumerate(fields) if field != IGNORED]
        self._constants = dict(constants)
        self._labels = labels

    def read(self, cells: Sequence[str]) -> dict[str, str]:
        """What a row says of each field, blank cells left out; raises RowRefusedError."""
        if len(cells) != self._width:
            raise RowRefusedError(WRONG_CELL_COUNT, None)
        said = dict(self._constants)
        for field, number in self._at:
            text = cells[number].strip()
            if text:
                text = text[1:] if text.startswith(_HELD_OFF) else text
                said[field] = self._labels.get(field, {}).get(text, text)
        return said


def constants_of(given: Sequence[str]) -> dict[str, str]:
    """Values of all rows, from `<field>:<value>`. What is no field is refused by whoever knows the fields."""
    return {field: value.strip() for field, _, value in (one.partition(":") for one in given)}


def labels_of(given: Sequence[str]) -> dict[str, dict[str, str]]:
    """Texts of a file and what they mean, from `<field>=<text>:<code>`; raises ValidationFailed."""
    labels: dict[str, dict[str, str]] = {}
    wrong = []
    for number, one in enumerate(given, 1):
        field, equals, rest = one.partition("=")
        text, _, code = rest.rpartition(":")
        if not (field and equals and text):
            wrong.append(setting_error("query:value", "bad_label", number))
        labels.setdefault(field, {})[text.strip()] = code.strip()
    if wrong:
        raise settings_refused(wrong)
    return labels
