"""How a worker carries imports out: one at a time, each in one transaction, begun again where it was cut off.

An import that waits is a row. Whoever locks it carries it out, and what it changes, its end and its file's
end are committed together: a worker that dies leaves the row as it was, and PostgreSQL lets go of the lock.
How far it has come is written beside that transaction, so that it can be read meanwhile.
"""

import logging
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from services.registry.import_runs.events import ImportEnded, ImportEnding, ImportFailed, ImportFailure
from services.registry.import_runs.repository import ImportRunRepository, begin_next, forget
from services.registry.import_runs.service import KEPT, cancelled, importing, options_of
from services.registry.imports.reading import counted, table_of
from services.registry.imports.schemas import ImportState
from services.registry.imports.service import Imports, ended
from shared.commands import Caller, Command
from shared.database.pool import Database
from shared.eventlog.appending import LogEndedError
from shared.eventlog.following import Follower
from shared.http.problem import Problem
from shared.http.problems import Forbidden, ValidationFailed
from shared.imports.errors import UnreadableTable, as_kept
from shared.imports.sent_files import SentFile
from shared.service_commands import ServiceCommands
from shared.standing import Entrant
from shared.standing_facts import StandingFacts

MAX_ATTEMPTS = 5
"""How often an import is begun before it is given up."""
FORGOTTEN = timedelta(days=7)
"""For how long one can read what became of an import that was never made."""
ARRIVING = timedelta(hours=1)
"""For longer no file arrives: one that nothing waits for then is nobody's."""
STEP = 2_000
"""Rows or changes between two words on how far an import has come, some hundred milliseconds."""

_logger = logging.getLogger(__name__)
_ASKED_FOR: dict[type[Problem], ImportFailure] = {
    UnreadableTable: ImportFailure.UNREADABLE_FILE,
    ValidationFailed: ImportFailure.WRONG_SETTINGS,
    Forbidden: ImportFailure.NO_LONGER_ALLOWED,
}


class CancelledError(Exception):
    """The import was called off."""


class FailedError(Exception):
    """The import comes to nothing."""

    def __init__(self, failure: ImportFailure, errors: list[dict[str, Any]]) -> None:
        super().__init__(failure)
        self.failure = failure
        self.errors = errors


class Progress:
    """Says how far an import has come, in transactions of its own; raises CancelledError once it may end."""

    def __init__(self, database: Database, initiative_id: UUID, import_id: UUID) -> None:
        self._database = database
        self._initiative_id = initiative_id
        self._import_id = import_id
        self._come = dict.fromkeys(("rows_read", "rows_judged", "changes", "changes_stored"), 0)

    async def begin(self) -> None:
        """Nothing of it is done yet."""
        self._come = dict.fromkeys(self._come, 0)
        await self._say()

    async def read(self, rows: int) -> None:
        """The file has so many rows."""
        self._come["rows_read"] = rows
        await self._say()

    async def judged(self, rows: int) -> None:
        """So many of them are judged."""
        self._come["rows_judged"] = rows
        if rows % STEP == 0 or rows == self._come["rows_read"]:
            await self._say()

    async def stored(self, changes: int, of: int) -> None:
        """So many of the changes are written."""
        self._come |= {"changes": of, "changes_stored": changes}
        if changes % STEP == 0 or changes == of:
            await self._say()

    async def _say(self) -> None:
        async with self._database.transaction() as connection:
            runs = ImportRunRepository(connection, self._initiative_id)
            if not await runs.go_on(self._import_id, self._come):
                raise CancelledError


class ImportRuns:
    """Carries out imports that wait, one a turn; any number of workers may do so at once."""

    def __init__(self, database: Database, follower: Follower, standing: StandingFacts) -> None:
        self._database = database
        self._standing = standing
        self._commands = ServiceCommands(database, follower)

    async def run_next(self) -> bool:
        """Bring one import to its end, if one waits; says whether there was any.

        Where it is cut off by something that may pass, it waits again, longer each time.
        """
        now = datetime.now(UTC)
        async with self._database.transaction() as connection:
            task = await begin_next(connection, now)
        if task is None:
            return False
        try:
            await self._bring_to_an_end(task, now)
        except Exception:
            until = now + timedelta(seconds=2 ** task["attempts"])
            async with self._database.transaction() as connection:
                runs = ImportRunRepository(connection, task["initiative_id"])
                await runs.postpone(task["import_id"], until)
            _logger.warning("an import was cut off and waits again", extra={"attempt": task["attempts"]})
            raise
        return True

    async def forget(self) -> bool:
        """Drop files that nothing waits for, and what became of imports that were never made, in time."""
        now = datetime.now(UTC)
        async with self._database.transaction() as connection:
            await forget(connection, files=now - ARRIVING, ended=now - FORGOTTEN)
        return False

    async def _bring_to_an_end(self, task: Mapping[str, Any], now: datetime) -> None:
        initiative_id, import_id = task["initiative_id"], task["import_id"]
        failed = partial(self._fail, initiative_id, import_id)
        try:
            if task["sent_at"] < now - KEPT:
                raise FailedError(ImportFailure.EXPIRED, [])
            if task["attempts"] > MAX_ATTEMPTS:
                raise FailedError(ImportFailure.GAVE_UP, [])
            progress = Progress(self._database, initiative_id, import_id)
            await self._commands.run(initiative_id, partial(self._carry_out, import_id, progress))
        except CancelledError:
            await self._commands.run(initiative_id, partial(_cancel, import_id))
        except FailedError as failure:
            await failed(failure.failure, failure.errors)
        except LogEndedError:
            await failed(ImportFailure.INITIATIVE_ENDED, [])

    async def _carry_out(self, import_id: UUID, progress: Progress, command: Command) -> None:
        """Import the file in the command's transaction; nothing where another worker is at it."""
        runs = ImportRunRepository(command.connection, command.initiative_id)
        task = await runs.take(import_id)
        if task is None:
            return
        await progress.begin()
        content = await runs.content(import_id)
        if content is None or task["person_id"] is None:
            raise FailedError(ImportFailure.FILE_ERASED, [])
        command.caller = await self._sender(command, task["person_id"])
        options, sent = options_of(task["options"]), SentFile(content, task["media_type"])
        try:
            table = await table_of(sent, options.file)
            await progress.read(await counted(table, sent, options.file))
            summary = await Imports(command).carry_out(table, options, import_id, progress)
        except Problem as refusal:
            failure = _ASKED_FOR.get(type(refusal))
            if failure is None:
                raise
            raise FailedError(failure, [as_kept(error) for error in refusal.errors]) from None
        made_at = command.now if summary["id"] is not None else None
        await runs.end(import_id, {**ended(summary), "made_at": made_at, "ended_at": command.now})
        if made_at is None:
            kind = {"import_id": import_id, "imported": options.file.imported}
            command.record(ImportEnded(**kind, ending=_ending(summary)))

    async def _sender(self, command: Command, person_id: UUID) -> Caller:
        """Who sent the file, as they stand now; raises FailedError."""
        entrance = await self._standing.enter(
            command.connection,
            command.initiative_id,
            Entrant(person_id=person_id),
            command.now.date(),
            to_write=True,
        )
        if entrance is None or entrance.end is not None:
            raise FailedError(ImportFailure.INITIATIVE_ENDED, [])
        caller = importing(Caller("person", entrance.standing))
        if caller is None:
            raise FailedError(ImportFailure.NO_LONGER_ALLOWED, [])
        return caller

    async def _fail(
        self, initiative_id: UUID, import_id: UUID, failure: ImportFailure, errors: list[dict[str, Any]]
    ) -> None:
        """End an import that comes to nothing; a log that has ended is not told."""
        told = partial(_end_failed, import_id, failure, errors, told=True)
        try:
            await self._commands.run(initiative_id, told)
        except LogEndedError:
            await self._commands.run(initiative_id, partial(told, told=False))


async def _cancel(import_id: UUID, command: Command) -> None:
    runs = ImportRunRepository(command.connection, command.initiative_id)
    if await runs.take(import_id) is None:
        return
    row = await runs.get(import_id)
    assert row is not None
    await runs.end(import_id, {"state": ImportState.CANCELLED, "ended_at": command.now})
    command.record(cancelled(row))


async def _end_failed(
    import_id: UUID, failure: ImportFailure, errors: list[dict[str, Any]], command: Command, *, told: bool
) -> None:
    runs = ImportRunRepository(command.connection, command.initiative_id)
    if await runs.take(import_id) is None:
        return
    row = await runs.get(import_id)
    assert row is not None
    ending = {"state": ImportState.FAILED, "failure": failure, "errors": errors, "ended_at": command.now}
    await runs.end(import_id, ending)
    if told:
        command.record(ImportFailed(import_id=import_id, imported=row["imported"], reason=failure))


def _ending(summary: Mapping[str, Any]) -> ImportEnding:
    """How an import ended that changed nothing."""
    if summary["dry_run"]:
        return ImportEnding.REHEARSED
    return ImportEnding.UNCHANGED if summary["accepted"] else ImportEnding.NOT_ACCEPTED
