"""What becomes of the rows of an import: counted, with the rows that something stands in the way of."""

from collections.abc import Iterable
from enum import StrEnum
from itertools import islice

from services.registry.imports.schemas import ImportResemblance, RegistryConflict
from shared.imports.summary import MAX_ROWS_NAMED, Conflicts


class Outcome(StrEnum):
    """What becomes of a row."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    MERGE_CANDIDATE = "merge_candidate"
    REJECTED = "rejected"


class Outcomes:
    """The outcome of every row, and why; an outcome can still change while the file is read."""

    def __init__(self) -> None:
        self._of_row: dict[int, Outcome] = {}
        self._said: dict[tuple[str, str | None], set[int]] = {}
        self._resembling: dict[str, list[ImportResemblance]] = {}

    def settle(self, row: int, outcome: Outcome) -> None:
        """What becomes of a row."""
        self._of_row[row] = outcome

    def say(self, code: str, prop: str | None, row: int) -> None:
        """Note something about a row, whatever becomes of it."""
        self._said.setdefault((code, prop), set()).add(row)

    def reject(self, code: str, prop: str | None, row: int) -> None:
        """A row is left out, for this and no other reason."""
        for rows in self._said.values():
            rows.discard(row)
        self.settle(row, Outcome.REJECTED)
        self.say(code, prop, row)

    def hold(self, code: str, row: int, resembling: Iterable[ImportResemblance]) -> None:
        """A row may be about something that is there: it is left out, and says what that may be."""
        self.settle(row, Outcome.MERGE_CANDIDATE)
        self.say(code, "name", row)
        listed = self._resembling.setdefault(code, [])
        listed.extend(islice(resembling, MAX_ROWS_NAMED - len(listed)))

    def rows(self) -> int:
        """How many rows there are."""
        return len(self._of_row)

    def count(self, outcome: Outcome) -> int:
        """How many rows have an outcome."""
        return sum(one is outcome for one in self._of_row.values())

    def conflicts(self) -> list[RegistryConflict]:
        """All that was noted, what is about most rows first."""
        conflicts = Conflicts()
        for (code, prop), rows in self._said.items():
            if rows:
                conflicts.add(code, prop, _in_order(rows), len(rows))
        return [
            RegistryConflict(**one.model_dump(), resembling=self._resembling.get(one.code, []))
            for one in conflicts.listed()
        ]


def _in_order(rows: Iterable[int]) -> list[int]:
    return sorted(rows)
