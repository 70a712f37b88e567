"""Rows of a file as figures: checked cell by cell, written as lines that COPY takes into the database.

Files repeat themselves: what a period, a place or an organization means is worked out once for each text.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from services.metrics.figures import Definition, FigureError, ObservationState, check_decimal
from services.metrics.imports.errors import RowFault
from shared.imports.columns import IGNORED
from shared.imports.summary import Conflicts
from shared.localization.plain_text import clean_text

COLUMNS = (
    "row",
    "indicator_id",
    "organization_id",
    "definition_version",
    "period",
    "period_start",
    "period_end",
    "dimensions",
    "dimensions_key",
    "state",
    "value",
    "numerator",
    "denominator",
    "remark",
)
"""The columns of a line, in its order."""

_NULL = r"\N"
_ONES = ("indicator", "organization_id", "period", "state", "value", "numerator", "denominator")
_REMARKS = ("remark.he", "remark.ar", "remark.en")
_DIMENSION = "dimensions."


class RowRefusedError(Exception):
    """A row is no figure of this import."""

    def __init__(self, code: str, prop: str | None) -> None:
        super().__init__(code)
        self.code = code
        self.prop = prop


def is_field(name: str) -> bool:
    """Whether a column can be this field; which dimensions there are, each row's indicator says."""
    return name in _ONES or name in _REMARKS or (name.startswith(_DIMENSION) and len(name) > len(_DIMENSION))


class RowReader:
    """Reads the rows of one file. Indicators have to be made known before rows that name them are read."""

    def __init__(
        self,
        fields: Sequence[str],
        *,
        constants: Mapping[str, str],
        state_labels: Mapping[str, str],
        organizations: Mapping[str, UUID],
        may_report: frozenset[UUID] | None,
        conflicts: Conflicts,
    ) -> None:
        self.rejected = 0
        self.width = len(fields)
        self._at = {field: number for number, field in enumerate(fields) if field != IGNORED}
        self._constants = constants
        self._state_labels = state_labels
        self._organizations = organizations
        self._may_report = may_report
        self._conflicts = conflicts
        self._dimensions = [
            (field.removeprefix(_DIMENSION), at)
            for field, at in self._at.items()
            if field.startswith(_DIMENSION)
        ]
        self._parts = [self._at.get(name) for name in ("value", "numerator", "denominator")]
        # Most files are of values alone: their rows need less looking at.
        of_values = self._parts[0] is not None and self._parts[1:] == [None, None]
        self._values_at = self._parts[0] if of_values and "state" not in self._at else None
        self._remarks = [(field[-2:], self._at[field]) for field in _REMARKS if field in self._at]
        self._definitions: dict[str, Definition | None] = {}
        self._heads: dict[tuple[str, str], tuple[Definition, str]] = {}
        self._constant_head: tuple[Definition, str] | None = None
        self._known: dict[tuple[Any, ...], str] = {}

    def unknown_indicators(self, rows: Sequence[Sequence[str]]) -> set[str]:
        """The indicators that rows name and that are not known yet."""
        at = self._at.get("indicator")
        if at is None:
            named = {self._constants["indicator"]}
        else:
            named = {cells[at].strip() for cells in rows if len(cells) == self.width}
        return named - self._definitions.keys()

    def know(self, name: str, definition: Definition | None) -> None:
        """What an indicator's name means; None: nothing."""
        self._definitions[name] = definition

    def lines(self, rows: Sequence[Sequence[str]], first: int) -> str:
        """The lines of those rows that are figures, which are numbered from `first`; notes the others."""
        lines = []
        for number, cells in enumerate(rows, first):
            try:
                lines.append(f"{number}\t{self._line(cells)}\n")
            except FigureError as error:
                self._reject(error.fault, ".".join(error.path), number)
            except RowRefusedError as refused:
                self._reject(refused.code, refused.prop, number)
        return "".join(lines)

    def _reject(self, code: str, prop: str | None, number: int) -> None:
        self.rejected += 1
        self._conflicts.add(code, prop, [number])

    def _line(self, cells: Sequence[str]) -> str:
        if len(cells) != self.width:
            raise RowRefusedError(RowFault.WRONG_CELL_COUNT, None)
        if (known := self._constant_head) is None:
            of = (self._cell(cells, "indicator"), self._cell(cells, "organization_id"))
            if (known := self._heads.get(of)) is None:
                known = self._heads[of] = self._head(*of)
                if self._at.keys().isdisjoint(("indicator", "organization_id")):
                    self._constant_head = known
        definition, head = known
        period = self._period(definition, self._cell(cells, "period"))
        place = self._place(definition, cells)
        remark = self._remark(cells) if self._remarks else _NULL
        return f"{head}\t{period}\t{place}\t{self._value(definition, cells)}\t{remark}"

    def _head(self, indicator: str, organization: str) -> tuple[Definition, str]:
        definition = self._definition(indicator)
        of = f"{definition.indicator_id}\t{self._organization(organization)}"
        return definition, f"{of}\t{definition.version}"

    def _cell(self, cells: Sequence[str], field: str) -> str:
        at = self._at.get(field)
        return self._constants.get(field, "") if at is None else cells[at].strip()

    def _definition(self, name: str) -> Definition:
        definition = self._definitions[name]
        if definition is None:
            raise RowRefusedError(RowFault.UNKNOWN_INDICATOR, "indicator")
        if definition.retired:
            raise RowRefusedError(RowFault.INDICATOR_RETIRED, "indicator")
        return definition

    def _organization(self, text: str) -> UUID:
        organization = self._organizations.get(text.lower())
        if organization is None:
            raise RowRefusedError(RowFault.UNKNOWN_ORGANIZATION, "organization_id")
        if self._may_report is not None and organization not in self._may_report:
            raise RowRefusedError(RowFault.NOT_YOUR_ORGANIZATION, "organization_id")
        return organization

    def _period(self, definition: Definition, text: str) -> str:
        key = (definition, text)
        if (known := self._known.get(key)) is None:
            period = definition.period(text)
            known = self._known[key] = f"{period.code}\t{period.start}\t{period.end}"
        return known

    def _place(self, definition: Definition, cells: Sequence[str]) -> str:
        key = (definition, *[cells[at] for _, at in self._dimensions])
        if (known := self._known.get(key)) is None:
            # A blank cell means all of the dimension.
            given = {code: cells[at].strip() for code, at in self._dimensions}
            place = definition.place({code: text for code, text in given.items() if text})
            known = self._known[key] = f"{_copied(place.dimensions)}\t{place.key}"
        return known

    def _value(self, definition: Definition, cells: Sequence[str]) -> str:
        if self._values_at is not None and not definition.is_ratio:
            text = cells[self._values_at].strip()
            if text:
                check_decimal("value", text)
                return f"reported\t{text}\t{_NULL}\t{_NULL}"
        given = [cells[at].strip() or None if at is not None else None for at in self._parts]
        value = definition.value(self._state(self._cell(cells, "state")), *given)
        if value.state is not ObservationState.REPORTED:
            return f"{value.state}\t{_NULL}\t{_NULL}\t{_NULL}"
        return f"reported\t{value.value or _NULL}\t{value.numerator or _NULL}\t{value.denominator or _NULL}"

    def _state(self, text: str) -> str | None:
        if not text:
            return None
        return self._state_labels.get(text, text)

    def _remark(self, cells: Sequence[str]) -> str:
        try:
            remark = {code: clean_text(cells[at]) for code, at in self._remarks if cells[at].strip()}
        except ValueError:
            raise RowRefusedError(RowFault.BAD_REMARK, "remark") from None
        return _copied(remark) if remark else _NULL


def _copied(value: Mapping[str, str]) -> str:
    """JSON as COPY's text format has it: backslashes doubled; control characters JSON has escaped itself."""
    return json.dumps(dict(value), ensure_ascii=False, sort_keys=True).replace("\\", "\\\\")


def state_labels(given: Sequence[str]) -> dict[str, str] | None:
    """Texts of a file for states, from `<text>:<state>`; None where one of them is no state."""
    labels = {}
    for one in given:
        text, _, state = one.rpartition(":")
        if state not in list(ObservationState):
            return None
        labels[text.strip()] = state
    return labels
