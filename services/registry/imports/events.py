"""The fact of an import: what a file brought, in numbers. What each row became is told by itself."""

from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import OPEN, Event
from shared.imports.summary import ImportMode


class Imported(StrEnum):
    """What an import is of."""

    ORGANIZATIONS = "organizations"
    PEOPLE = "people"
    TIES = "ties"


class ImportMade(Event):
    """A file of organizations, people or ties was imported; every change it made is an event before this."""

    type: ClassVar[str] = "registry.import.made"
    subject: ClassVar[str] = "imports/{import_id}"
    example: ClassVar[dict[str, Any]] = {
        "import_id": "01936f9a-0000-7000-8000-000000000091",
        "imported": "organizations",
        "mode": "upsert",
        "rows": 30,
        "created": 28,
        "updated": 1,
        "unchanged": 1,
        "merge_candidates": 0,
        "rejected": 0,
    }
    import_id: Annotated[UUID, OPEN]
    imported: Annotated[Imported, OPEN]
    mode: Annotated[ImportMode, OPEN]
    rows: Annotated[int, OPEN]
    created: Annotated[int, OPEN]
    updated: Annotated[int, OPEN]
    unchanged: Annotated[int, OPEN]
    merge_candidates: Annotated[int, OPEN]
    rejected: Annotated[int, OPEN]
