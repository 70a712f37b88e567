"""What every import answers: how many rows became what, and what stood in the way, each with its rows.

Rows in = created + updated + unchanged + merge_candidates + rejected: nothing is skipped in silence.
"""

from collections.abc import Iterable
from enum import StrEnum

from pydantic import Field

from shared.http.bodies import ResponseBody

MAX_ROWS_NAMED = 100
"""Rows that one conflict names; how many there are, it says of all of them."""


class ImportMode(StrEnum):
    """What is done with rows about something that is there already, and about what is not."""

    CREATE = "create"
    """What is new is created; what is there and differs is refused."""
    UPDATE = "update"
    """What is there is changed; what is new is refused."""
    UPSERT = "upsert"
    """What is new is created, what is there is changed."""
    FILL = "fill"
    """What is new is created; of what is there, gaps alone are filled."""


class ImportConflict(ResponseBody):
    """Something that stood in the way of rows, or that they have in common."""

    code: str = Field(description="What it is; the operation lists its codes.")
    property: str | None = Field(description="The field it is about; null where it is the whole row.")
    rows: list[int] = Field(
        description=f"The first {MAX_ROWS_NAMED} of them; the first row after the header is 1."
    )
    count: int = Field(description="How many rows there are.")


class ImportSummary(ResponseBody):
    """What became of every row. A dry run answers exactly what the real run would."""

    rows: int = Field(description="Rows that came in, without the header and blank lines.")
    created: int
    updated: int
    unchanged: int
    merge_candidates: int = Field(description="Rows that may be about something there under another name.")
    rejected: int
    conflicts: list[ImportConflict]
    accepted: bool = Field(
        description="Whether the counted changes are made: false where rows are rejected and `partial` is "
        "not asked for; then nothing is stored."
    )
    dry_run: bool


class Conflicts:
    """Gathers what stands in the way of rows."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str | None], tuple[list[int], int]] = {}

    def add(self, code: str, prop: str | None, rows: Iterable[int], count: int = 1) -> None:
        """Note rows of a conflict: the first of them, in order, and how many there are."""
        named, before = self._found.get((code, prop), ([], 0))
        named.extend(rows)
        self._found[code, prop] = (named[:MAX_ROWS_NAMED], before + count)

    def listed(self) -> list[ImportConflict]:
        """All of them, those with most rows first."""
        ordered = sorted(self._found.items(), key=lambda one: (-one[1][1], one[0][0], one[0][1] or ""))
        return [
            ImportConflict(code=code, property=prop, rows=rows, count=count)
            for (code, prop), (rows, count) in ordered
        ]
