"""What an import takes and answers."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from services.registry.duplicates.comparing import DuplicateObjection, DuplicateReason
from services.registry.import_runs.events import ImportFailure
from services.registry.imports.events import Imported
from shared.http.bodies import ResponseBody
from shared.http.problem_documents import FieldErrorDocument
from shared.imports.summary import MAX_ROWS_NAMED, ImportConflict, ImportMode, ImportSummary
from shared.imports.tables import Delimiter, Encoding

_ONE_LINE = r"[^\x00-\x1f\x7f]"
ColumnMapping = Annotated[
    str,
    Field(
        min_length=3,
        max_length=400,
        pattern=rf"^{_ONE_LINE}+:[A-Za-z][A-Za-z0-9_.-]*$",
        examples=["relation:kind"],
    ),
]
Constant = Annotated[
    str,
    Field(
        min_length=3,
        max_length=400,
        pattern=rf"^[A-Za-z][A-Za-z0-9_.-]*:{_ONE_LINE}+$",
        examples=["sector:nonprofit"],
    ),
]
Label = Annotated[
    str,
    Field(
        min_length=4,
        max_length=400,
        pattern=rf"^[A-Za-z][A-Za-z0-9_.-]*={_ONE_LINE}+:{_ONE_LINE}+$",
        examples=["sector=gov:public"],
    ),
]
MAX_SETTINGS = 100


class Candidates(StrEnum):
    """What is done with rows that may be about something that is there."""

    HOLD = "hold"
    """They are left out and counted as merge candidates."""
    CREATE = "create"
    """They are taken for something new: two organizations with one name stay two."""


@dataclass(frozen=True, slots=True)
class FileOptions:
    """How a file is to be read."""

    imported: Imported
    encoding: Encoding
    delimiter: Delimiter
    sheet: int
    columns: list[str]
    constants: list[str]
    labels: list[str]
    template_id: UUID | None
    suggested: bool


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What is to be done with the rows of a file."""

    file: FileOptions
    mode: ImportMode
    dry_run: bool
    partial: bool
    candidates: Candidates


class ImportState(StrEnum):
    """How far an import is."""

    WAITING = "waiting"
    """The file is kept until a worker takes it."""
    RUNNING = "running"
    """A worker carries it out; where one dies, another begins it again."""
    DONE = "done"
    """It came to its end: the numbers say to which."""
    FAILED = "failed"
    """It came to nothing; `failure` says why."""
    CANCELLED = "cancelled"
    """It was called off before anything was stored."""


class ImportResemblance(ResponseBody):
    """What a merge candidate may be about: something on the map, or an earlier row of the file."""

    row: int = Field(description="The row that is left out.")
    organization_id: UUID | None = Field(description="The one on the map; null where it is only in the file.")
    other_row: int | None = Field(description="The row of the file; null where it is on the map.")
    reasons: list[DuplicateReason] = Field(description="What speaks for their being one.")
    objections: list[DuplicateObjection] = Field(description="What speaks against it.")


class RegistryConflict(ImportConflict):
    """Something that stood in the way of rows, and of merge candidates whom they resemble."""

    resembling: list[ImportResemblance] = Field(
        description=f"Whom the merge candidates among these rows may be about: the first {MAX_ROWS_NAMED}."
    )


class RegistryImport(ImportSummary):
    """What became of the rows of a file."""

    conflicts: list[RegistryConflict]  # type: ignore[assignment]  # says more
    id: UUID | None = Field(
        description="The import as it was recorded; null for a dry run, and where nothing was changed."
    )
    imported: Imported
    mode: ImportMode


class ImportProgress(ResponseBody):
    """How far an import has come. It begins anew where it is cut off: nothing counts before it is done."""

    rows_read: int = Field(description="Rows of the file; 0 until it is read.")
    rows_judged: int = Field(description="Rows of which is known what becomes of them.")
    changes: int = Field(description="Things to create or change; 0 until all rows are judged and accepted.")
    changes_stored: int = Field(description="Those that are written; they hold once all are, in one moment.")


class Import(ResponseBody):
    """An import, waiting, under way or past: in numbers, without anything of the file.

    Once it is `done`, it says of its rows exactly what the answer says to whoever waits for it.
    """

    id: UUID
    imported: Imported
    mode: ImportMode
    state: ImportState
    dry_run: bool
    progress: ImportProgress
    rows: int = Field(description="This and all numbers of rows are 0 until it is done.")
    created: int
    updated: int
    unchanged: int
    merge_candidates: int
    rejected: int
    conflicts: list[RegistryConflict]
    accepted: bool | None = Field(description="As an import answers it; null until it is done.")
    failure: ImportFailure | None = Field(description="Why it failed; null where it did not.")
    errors: list[FieldErrorDocument] = Field(
        description="What is wrong with the file or its settings, where it failed for that."
    )
    sent_at: datetime
    made_at: datetime | None = Field(description="When it was made; null where nothing was changed by it.")
    ended_at: datetime | None = Field(description="When it came to its end; null until then.")


class FileColumn(ResponseBody):
    """A column of a file, and the field it is."""

    number: int = Field(description="Its place in the file; the first is 1.")
    name: str
    field: str | None = Field(description="The field it is named like or mapped to; null where it is none.")
    suggested: str | None = Field(
        description="The field it probably is, by what people call such columns; null where nothing is like "
        "it, or another column is it already."
    )


class FileColumns(ResponseBody):
    """The columns of a file, to be mapped to fields."""

    columns: list[FileColumn]
    fields: list[str] = Field(description="The fields that a column can be, besides `identifiers.<scheme>`.")


_CELL: dict[str, Any] = {
    "anyOf": [{"type": "string", "maxLength": 10_000}, {"type": "number"}, {"type": "null"}]
}
_NAMED: dict[str, Any] = {"propertyNames": {"minLength": 1, "maxLength": 300}}
ROW_SCHEMA: dict[str, Any] = {
    "type": "object",
    "maxProperties": 100,
    **_NAMED,
    "additionalProperties": {
        "anyOf": [
            *_CELL["anyOf"],
            {"type": "object", "maxProperties": 20, **_NAMED, "additionalProperties": _CELL},
        ]
    },
}
"""A row of JSON, for the OpenAPI document: cells by the name of their column, whatever the file calls it."""
