"""The rules of files: small ones of few types, of what can be cited; members read them, and they can go.

Whoever may change a source, a statement or a context event adds files to it. A file may hold people's data
that nobody thought of: whoever added it and facilitators remove it, bytes and name, whatever cites it.
"""

import asyncio
import hashlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote
from uuid import UUID

import asyncpg

from services.registry.files.errors import FileNotTaken, NothingToAddTo, TooManyFiles
from services.registry.files.events import FileAdded, FileRemoved, FileType
from services.registry.files.repository import FileRepository
from services.registry.files.types import type_of
from shared.citing.kinds import CitedKind
from shared.commands import Command, Reading
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7

Row = Mapping[str, Any]
MOST_FILES = 10
"""Of one source, statement or context event."""


class Files:
    """Reading the files of an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._repository = FileRepository(reading.connection, reading.initiative_id)

    async def get(self, file_id: UUID) -> Row:
        """One file; raises NotFound."""
        row = await self._repository.get(file_id)
        if row is None:
            raise NotFound
        return row

    async def content(self, file_id: UUID) -> Row:
        """One file with its bytes; raises NotFound."""
        row = await self._repository.content(file_id)
        if row is None:
            raise NotFound
        return row

    async def page(self, after: UUID, limit: int, **filters: Any) -> list[Any]:
        """Files after an id, of a source, statement or context event."""
        return await self._repository.page(after, limit, filters)


class FileCommands:
    """Adding and removing files."""

    def __init__(self, command: Command, most_bytes: int) -> None:
        """`most_bytes`: of all files of an initiative together."""
        self._command = command
        self._most_bytes = most_bytes
        self._repository = FileRepository(command.connection, command.initiative_id)

    async def add(self, kind: CitedKind, of_id: UUID, name: str, content: bytes, media_type: str) -> Row:
        """Add a file; raises NothingToAddTo, Forbidden, FileNotTaken and TooManyFiles."""
        thing = await self._repository.thing(kind, of_id)
        if thing is None:
            raise NothingToAddTo
        if not self._may_change(thing):
            raise Forbidden(OpenTo.AUTHOR, OpenTo.ITS_REPRESENTATIVES, OpenTo.FACILITATORS)
        file_type, digest = await asyncio.to_thread(_examined, content, media_type)
        if file_type is None:
            raise FileNotTaken
        taken = await self._repository.taken(kind, of_id)
        if taken["files"] >= MOST_FILES or taken["bytes"] + len(content) > self._most_bytes:
            raise TooManyFiles
        row = await self._repository.insert(
            {
                "id": uuid7(),
                "of_kind": kind,
                "of_id": of_id,
                "name": name,
                "type": file_type,
                "size": len(content),
                "digest": digest,
                "added_by": self._command.caller.person_id,
                "added_at": self._command.now,
            },
            content,
        )
        told = {"file_type": file_type, "size": row["size"], "digest": digest}
        self._command.record(FileAdded(**_named(row), **told))
        return row

    async def remove(self, file_id: UUID) -> None:
        """Remove a file, bytes and name; raises NotFound and Forbidden."""
        row = await self._repository.get(file_id)
        if row is None:
            raise NotFound
        caller = self._command.caller
        if not (caller.facilitates or row["added_by"] == caller.person_id):
            raise Forbidden(OpenTo.AUTHOR, OpenTo.FACILITATORS)
        if await self._repository.delete(file_id) is not None:
            self._command.record(FileRemoved(**_named(row)))

    def _may_change(self, thing: Row) -> bool:
        caller = self._command.caller
        own = thing["person_id"] is not None and thing["person_id"] == caller.person_id
        standing = caller.standing
        spoken_for = standing is not None and thing["organization_id"] in standing.represents
        return own or spoken_for or caller.facilitates


async def remove_with(command: Command, kind: CitedKind, thing_id: UUID) -> None:
    """Remove the files of what is taken back altogether."""
    repository = FileRepository(command.connection, command.initiative_id)
    for row in await repository.delete_of(kind, thing_id):
        command.record(FileRemoved(**_named(row)))


def download_name(row: Row) -> str:
    """What a file is saved as, for `Content-Disposition`: by its name, ending as its content says."""
    ending = f".{row['type']}"
    also = {FileType.JPEG: (".jpg", ".jpeg")}.get(row["type"], (ending,))
    name = "".join("_" if letter in '/\\:*?"<>|' else letter for letter in row["name"]).lstrip(".")
    name = name if name.lower().endswith(also) else f"{name}{ending}"
    return f"attachment; filename=\"file{ending}\"; filename*=UTF-8''{quote(name, safe='')}"


def _examined(content: bytes, media_type: str) -> tuple[FileType | None, str]:
    return type_of(content, media_type), hashlib.sha256(content).hexdigest()


def _named(row: Row) -> dict[str, Any]:
    return {"file_id": row["id"], "of_kind": CitedKind(row["of_kind"]), "of_id": row["of_id"]}


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Forget which files a person added; the files are the initiative's, and facilitators remove them."""
    await FileRepository(connection, initiative_id).erase(person_id)
