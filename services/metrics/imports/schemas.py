"""What an import of observations takes and answers."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.imports.summary import ImportMode, ImportSummary
from shared.imports.tables import Delimiter, Encoding

ColumnMapping = Annotated[
    str,
    Field(
        min_length=3, max_length=400, pattern=r"^[^\x00-\x1f]+:[a-z][a-z0-9_.]*$", examples=["Year:period"]
    ),
]
StateLabel = Annotated[
    str,
    Field(
        min_length=3,
        max_length=400,
        pattern=r"^[^\x00-\x1f]+:[a-z]+$",
        examples=["Missing value; suppressed:suppressed"],
    ),
]
ReasonLine = Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00-\x1f\x7f]+$")]


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How a file is to be read, and what to do with its rows."""

    mode: ImportMode
    dry_run: bool
    partial: bool
    encoding: Encoding
    delimiter: Delimiter
    columns: list[str]
    state_labels: list[str]
    indicator: str | None
    organization_id: UUID | None
    reason: dict[str, str]


class ObservationImport(ImportSummary):
    """What became of the rows of a file."""

    report_id: UUID | None = Field(
        description="The report that was kept; null for a dry run, and where nothing changed."
    )


_CELL = {"anyOf": [{"type": "string", "maxLength": 400}, {"type": "number"}, {"type": "null"}]}
_TEXT = {"anyOf": [{"type": "string", "maxLength": 10_000}, {"type": "null"}]}
ROW_SCHEMA = {
    "type": "object",
    "properties": {
        **dict.fromkeys(
            ("indicator", "organization_id", "period", "state", "value", "numerator", "denominator"), _CELL
        ),
        "dimensions": {
            "type": "object",
            "maxProperties": 20,
            "propertyNames": {"pattern": "^[a-z][a-z0-9_]{0,63}$"},
            "additionalProperties": _TEXT,
        },
        "remark": {
            "type": "object",
            "properties": dict.fromkeys(("he", "ar", "en"), _TEXT),
            "additionalProperties": False,
        },
    },
    "additionalProperties": False,
}
"""A row of JSON, for the OpenAPI document."""
