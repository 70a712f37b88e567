"""Bodies of the templates' API."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from services.registry.imports.events import Imported
from services.registry.imports.schemas import MAX_SETTINGS, ColumnMapping, Constant, Label
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedLine, LocalizedLine


class ImportTemplateCreate(RequestBody):
    """How files of a kind are read, to be kept for the next ones."""

    imported: Imported
    name: LocalizedLine
    columns: Annotated[list[ColumnMapping], Field(max_length=MAX_SETTINGS)] = Field(
        default_factory=list, description="`<name of a column>:<field>`; `ignored` leaves it out."
    )
    constants: Annotated[list[Constant], Field(max_length=MAX_SETTINGS)] = Field(
        default_factory=list, description="`<field>:<value>` of all rows."
    )
    labels: Annotated[list[Label], Field(max_length=MAX_SETTINGS)] = Field(
        default_factory=list, description="`<field>=<text in the file>:<what it means>`."
    )


class ImportTemplate(ResponseBody):
    """How files of a kind are read."""

    id: UUID
    imported: Imported
    name: CheckedLine
    columns: list[str]
    constants: list[str]
    labels: list[str]
    created_at: datetime
    version: int
