"""The rules of imports that wait for a worker: who may send one, how many wait, who calls one off."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
from pydantic import TypeAdapter

from services.registry.import_runs.errors import ImportHasEnded, ImportsWaiting
from services.registry.import_runs.events import ImportEnded, ImportEnding, ImportSent
from services.registry.import_runs.repository import ImportRunRepository
from services.registry.imports.reading import with_template
from services.registry.imports.repository import ImportRepository
from services.registry.imports.schemas import ImportOptions, ImportState
from services.registry.imports.service import may_import
from shared.commands import Caller, Command, Reading
from shared.erasure import NotYetError
from shared.http.auth.capabilities import Capability, acting_as
from shared.http.problems import Forbidden, NotFound, OpenTo

Row = Mapping[str, Any]

MAX_FILES = 5
"""Files of one initiative that wait to be imported, or are on their way to."""
KEPT = timedelta(hours=6)
"""For how long a file waits at most."""

_OPTIONS = TypeAdapter(ImportOptions)


def importing(caller: Caller) -> Caller | None:
    """The caller in the capacity in which they import files; None where they do not."""
    return acting_as(caller, Capability.FACILITATOR, Capability.FOUNDER, Capability.REPRESENTATIVE)


def options_of(kept: Row) -> ImportOptions:
    """How a file is imported, as it was said when it was sent."""
    return _OPTIONS.validate_python(kept)


async def admit(reading: Reading) -> None:
    """Let a file be sent, before any of it arrives; raises Forbidden and ImportsWaiting."""
    if importing(reading.caller) is None:
        raise Forbidden(OpenTo.FACILITATORS, OpenTo.FOUNDERS, OpenTo.REPRESENTATIVES)
    await _room(reading, MAX_FILES - 1)


async def _room(reading: Reading, files: int) -> None:
    """Raise ImportsWaiting where more files than so many are kept."""
    if await ImportRunRepository(reading.connection, reading.initiative_id).kept() > files:
        raise ImportsWaiting(limit=MAX_FILES)


class ImportRunCommands:
    """Sending files for a worker to import, and calling that off."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = ImportRunRepository(command.connection, command.initiative_id)

    async def wait(self, import_id: UUID, media_type: str, options: ImportOptions) -> Row:
        """Take in a file that has arrived; raises Forbidden, UnknownTemplate and ImportsWaiting."""
        command, file = self._command, options.file
        may_import(command.caller, file.imported)
        await _room(command, MAX_FILES)
        # What a template says is asked now: it may be dropped while the file waits.
        kept = ImportOptions(
            await with_template(command, file),
            options.mode,
            options.dry_run,
            options.partial,
            options.candidates,
        )
        told = {"imported": file.imported, "mode": options.mode, "dry_run": options.dry_run}
        await ImportRepository(command.connection, command.initiative_id).insert(
            {**told, "id": import_id, "state": ImportState.WAITING, "sent_at": command.now}
        )
        await self._repository.insert(
            {
                "import_id": import_id,
                "person_id": command.caller.person_id,
                "media_type": media_type,
                "options": _OPTIONS.dump_python(kept, mode="json"),
                "sent_at": command.now,
                "due_at": command.now,
            }
        )
        command.record(ImportSent(import_id=import_id, **told))
        return await self._get(import_id)

    async def cancel(self, import_id: UUID) -> Row:
        """Call an import off: who sent it, and facilitators. One under way ends as soon as it can.

        Raises NotFound, Forbidden and ImportHasEnded.
        """
        caller = self._command.caller
        row = await self._get(import_id)
        sender = await self._repository.sender(import_id)
        if not caller.facilitates and sender != caller.person_id:
            raise ImportHasEnded if sender is None else Forbidden(OpenTo.AUTHOR, OpenTo.FACILITATORS)
        if await self._repository.take(import_id) is not None:
            await self._repository.end(
                import_id, {"state": ImportState.CANCELLED, "ended_at": self._command.now}
            )
            self._command.record(cancelled(row))
        elif not await self._repository.call_off(import_id):
            raise ImportHasEnded
        return await self._get(import_id)

    async def _get(self, import_id: UUID) -> Row:
        row = await self._repository.get(import_id)
        if row is None:
            raise NotFound
        return row


def cancelled(row: Row) -> ImportEnded:
    """That an import was called off."""
    return ImportEnded(import_id=row["id"], imported=row["imported"], ending=ImportEnding.CANCELLED)


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Drop the files that may hold something of a person; raises NotYetError while one is being imported."""
    if not await ImportRunRepository(connection, initiative_id).erase(person_id):
        raise NotYetError
