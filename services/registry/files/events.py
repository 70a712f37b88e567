"""Facts of files: that one was added, with its hash, and that it was removed. The bytes are in no log."""

from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.citing.kinds import CitedKind
from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event


class FileType(StrEnum):
    """What a file can be."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    TXT = "txt"
    PNG = "png"
    JPEG = "jpeg"


_NAMED: dict[str, Any] = {
    "file_id": "01936f9a-0000-7000-8000-0000000001a1",
    "of_kind": "source",
    "of_id": "01936f9a-0000-7000-8000-000000000021",
}


class _File(Event):
    subject: ClassVar[str] = "files/{file_id}"
    example: ClassVar[dict[str, Any]] = _NAMED
    file_id: Annotated[UUID, OPEN]
    of_kind: Annotated[CitedKind, OPEN]
    of_id: Annotated[UUID, OPEN]


class FileAdded(_File):
    """A file was added to a source, a statement or a context event.

    Its hash is sealed: in the open, whoever has a file could tell that it was here, even once it is removed.
    """

    type: ClassVar[str] = "registry.file.added"
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        "file_type": "pdf",
        "size": 183_204,
        "digest": "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
    }
    file_type: Annotated[FileType, OPEN]
    size: Annotated[int, OPEN]
    digest: Annotated[str, FOR_MEMBERS]


class FileRemoved(_File):
    """A file was removed: its bytes and its name are gone."""

    type: ClassVar[str] = "registry.file.removed"
