"""Facts of imports that a worker carries out: sent, ended without a change, failed. No text of a file.

That an import was made is told by `registry.import.made`, whoever carried it out.
"""

from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from services.registry.imports.events import Imported
from shared.eventlog.event_types import OPEN, Event
from shared.imports.summary import ImportMode

_IMPORT = "01936f9a-0000-7000-8000-000000000091"


class ImportEnding(StrEnum):
    """How an import ended that changed nothing and did not fail."""

    REHEARSED = "rehearsed"
    """It was a dry run."""
    UNCHANGED = "unchanged"
    """All that its rows say was there already."""
    NOT_ACCEPTED = "not_accepted"
    """Rows were left out, and it was all or nothing."""
    CANCELLED = "cancelled"
    """It was called off before anything was stored."""


class ImportFailure(StrEnum):
    """Why an import that waited came to nothing."""

    UNREADABLE_FILE = "unreadable_file"
    """The file cannot be read as a table; `errors` says why."""
    WRONG_SETTINGS = "wrong_settings"
    """Columns, constants or values lead nowhere; `errors` says which."""
    NO_LONGER_ALLOWED = "no_longer_allowed"
    """Whoever sent it may not import this any more."""
    INITIATIVE_ENDED = "initiative_ended"
    """The initiative ended before the import was made."""
    FILE_ERASED = "file_erased"
    """Somebody's data was erased, which the file may have held."""
    EXPIRED = "expired"
    """It waited too long, and files are not kept longer."""
    GAVE_UP = "gave_up"
    """It was begun several times and never came to its end."""


class ImportSent(Event):
    """A file waits to be imported by a worker."""

    type: ClassVar[str] = "registry.import.sent"
    subject: ClassVar[str] = "imports/{import_id}"
    example: ClassVar[dict[str, Any]] = {
        "import_id": _IMPORT,
        "imported": "organizations",
        "mode": "upsert",
        "dry_run": False,
    }
    import_id: Annotated[UUID, OPEN]
    imported: Annotated[Imported, OPEN]
    mode: Annotated[ImportMode, OPEN]
    dry_run: Annotated[bool, OPEN]


class ImportEnded(Event):
    """An import that had waited ended without a change: tried, nothing new, rows left out, or called off."""

    type: ClassVar[str] = "registry.import.ended"
    subject: ClassVar[str] = "imports/{import_id}"
    example: ClassVar[dict[str, Any]] = {
        "import_id": _IMPORT,
        "imported": "organizations",
        "ending": "not_accepted",
    }
    import_id: Annotated[UUID, OPEN]
    imported: Annotated[Imported, OPEN]
    ending: Annotated[ImportEnding, OPEN]


class ImportFailed(Event):
    """An import that had waited came to nothing, for a reason; nothing was changed."""

    type: ClassVar[str] = "registry.import.failed"
    subject: ClassVar[str] = "imports/{import_id}"
    example: ClassVar[dict[str, Any]] = {
        "import_id": _IMPORT,
        "imported": "organizations",
        "reason": "no_longer_allowed",
    }
    import_id: Annotated[UUID, OPEN]
    imported: Annotated[Imported, OPEN]
    reason: Annotated[ImportFailure, OPEN]
