"""The rules of importing: every row has an outcome, all or nothing unless asked otherwise."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from services.registry.duplicates.repository import DuplicateRepository
from services.registry.imports.events import Imported, ImportMade
from services.registry.imports.fields import is_field
from services.registry.imports.naming import Named
from services.registry.imports.organizations import OrganizationRows
from services.registry.imports.outcomes import Outcome, Outcomes
from services.registry.imports.people import PersonRows
from services.registry.imports.reading import cells_of, suggestions, table_of, with_template
from services.registry.imports.repository import ImportRepository
from services.registry.imports.schemas import Candidates, FileOptions, ImportOptions, ImportState
from services.registry.imports.storing import CHUNK, Rows, Storing
from services.registry.imports.ties import TieRows
from services.registry.ties.service import maps_the_field
from shared.commands import Caller, Command, Reading
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7
from shared.imports.cells import Cells, RowRefusedError
from shared.imports.errors import told_again, unreadable
from shared.imports.sent_files import SentFile
from shared.imports.tables import Table
from shared.imports.watching import Unwatched, Watch
from shared.localization.languages import Language

Row = Mapping[str, Any]

MAX_ROWS = 50_000
"""Rows of one import: each that changes something is an event of the log."""
OUTCOMES = ("created", "updated", "unchanged", "merge_candidates", "rejected")
COUNTED = ("imported", "mode", "rows", *OUTCOMES)
"""What an import says of itself in the log."""


class AllImports:
    """Reading imports: those that wait, those under way, and what became of the others."""

    def __init__(self, reading: Reading, language: Language) -> None:
        self._repository = ImportRepository(reading.connection, reading.initiative_id)
        self._language = language

    async def get(self, import_id: UUID) -> Row:
        """One import; raises NotFound."""
        row = await self._repository.get(import_id)
        if row is None:
            raise NotFound
        return shown(row, self._language)

    async def page(self, after: UUID, limit: int) -> list[Row]:
        """Imports after an id."""
        return [shown(row, self._language) for row in await self._repository.page(after, limit)]


class Imports:
    """Importing files."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = ImportRepository(command.connection, command.initiative_id)
        self._outcomes = Outcomes()
        self._watch: Watch = Unwatched()

    async def columns(self, sent: SentFile, options: FileOptions) -> list[dict[str, Any]]:
        """The columns of a file, and the fields they are or probably are; raises UnreadableTable."""
        options = await with_template(self._command, options)
        header = (await table_of(sent, options)).header
        mapped = dict(one.rpartition(":")[::2] for one in options.columns)
        return [
            {
                "number": number,
                "name": name,
                "field": mapped.get(name) or (name if is_field(options.imported, name) else None),
                "suggested": suggested,
            }
            for number, (name, suggested) in enumerate(
                zip(header, suggestions(options.imported, header), strict=True), 1
            )
        ]

    async def run(self, sent: SentFile, options: ImportOptions) -> dict[str, Any]:
        """Import a file, or say what importing it would do.

        Raises UnreadableTable, and what `carry_out` raises.
        """
        may_import(self._command.caller, options.file.imported)
        summary = await self.carry_out(await table_of(sent, options.file), options, uuid7())
        if summary["id"] is not None:
            await self._repository.insert(made(summary, self._command.now))
        return summary

    async def carry_out(
        self, table: Table, options: ImportOptions, import_id: UUID, watch: Watch | None = None
    ) -> dict[str, Any]:
        """Import a table, or say what importing it would do; its `id` is null where nothing was changed.

        Raises Forbidden for whoever may not import such, UnreadableTable, UnknownTemplate, ValidationFailed,
        and LogMovedError where what changes was changed meanwhile: then run it again.
        """
        may_import(self._command.caller, options.file.imported)
        self._watch = watch or Unwatched()
        cells = cells_of(table.header, await with_template(self._command, options.file))
        await self._repository.one_at_a_time()
        rows, store = await self._judging(options)
        await self._judge(table, cells, rows)
        summary = self._summary(options)
        if summary["accepted"] and not options.dry_run and summary["created"] + summary["updated"]:
            await store()
            summary["id"] = import_id
            self._command.record(ImportMade(import_id=import_id, **{name: summary[name] for name in COUNTED}))
        return summary

    async def _judging(self, options: ImportOptions) -> tuple[Rows, Callable[[], Awaitable[None]]]:
        known = await self._repository.organizations()
        storing = Storing(self._command, self._watch)
        if options.file.imported is Imported.ORGANIZATIONS:
            create = options.candidates is Candidates.CREATE
            apart = await DuplicateRepository(
                self._command.connection, self._command.initiative_id
            ).all_apart()
            organizations = OrganizationRows(
                known, options.mode, self._outcomes, create_candidates=create, kept_apart=apart
            )
            return organizations, lambda: storing.organizations(organizations)
        if options.file.imported is Imported.PEOPLE:
            people = PersonRows(
                Named(known),
                await self._repository.people(),
                options.mode,
                self._outcomes,
                create_candidates=options.candidates is Candidates.CREATE,
            )
            return people, lambda: storing.people(people)
        ties = TieRows(
            Named(known), await self._repository.ties(), options.mode, self._command.caller, self._outcomes
        )
        return ties, lambda: storing.ties(ties)

    async def _judge(self, table: Table, cells: Cells, rows: Rows) -> None:
        number = 0
        while chunk := list(islice(table.rows, CHUNK)):
            for row in chunk:
                number += 1
                if number > MAX_ROWS:
                    raise unreadable("too_many_rows", limit=MAX_ROWS)
                try:
                    rows.judge(number, cells.read(row))
                except RowRefusedError as refused:
                    self._outcomes.reject(refused.code, refused.prop, number)
            await self._watch.judged(number)
            await asyncio.sleep(0)

    def _summary(self, options: ImportOptions) -> dict[str, Any]:
        count = self._outcomes.count
        left_out = count(Outcome.REJECTED) + count(Outcome.MERGE_CANDIDATE)
        return {
            "id": None,
            "imported": options.file.imported,
            "mode": options.mode,
            "rows": self._outcomes.rows(),
            "created": count(Outcome.CREATED),
            "updated": count(Outcome.UPDATED),
            "unchanged": count(Outcome.UNCHANGED),
            "merge_candidates": count(Outcome.MERGE_CANDIDATE),
            "rejected": count(Outcome.REJECTED),
            "conflicts": self._outcomes.conflicts(),
            "accepted": options.partial or not left_out,
            "dry_run": options.dry_run,
        }


def may_import(caller: Caller, imported: Imported) -> None:
    """Raise Forbidden where a caller imports nothing of a kind.

    Ties of their own, representatives may. People are imported by those alone who see how to reach them: a
    file that changes nothing of somebody tells that what it says is so.
    """
    if imported is Imported.ORGANIZATIONS and not maps_the_field(caller):
        raise Forbidden(OpenTo.FACILITATORS, OpenTo.FOUNDERS)
    if imported is Imported.PEOPLE and not caller.facilitates:
        raise Forbidden(OpenTo.FACILITATORS)


def shown(row: Row, language: Language) -> dict[str, Any]:
    """An import as it is answered, with what was wrong in the words of a language."""
    errors = [told_again(error) for error in row["errors"]]
    return {
        **row,
        "progress": {name: row[name] for name in ("rows_read", "rows_judged", "changes", "changes_stored")},
        "errors": [
            {"pointer": one.pointer, "code": one.code, "detail": one.detail.render(language, **one.values)}
            for one in errors
        ],
    }


def made(summary: Row, now: datetime) -> dict[str, Any]:
    """An import that was made, as it is kept."""
    changes = summary["created"] + summary["updated"]
    return {
        **ended(summary),
        "changes": changes,
        "changes_stored": changes,
        **{name: summary[name] for name in ("id", "imported", "mode", "dry_run")},
        "sent_at": now,
        "made_at": now,
        "ended_at": now,
    }


def ended(summary: Row) -> dict[str, Any]:
    """What is kept of the rows of an import that came to its end."""
    return {
        **{name: summary[name] for name in ("rows", *OUTCOMES, "accepted")},
        "conflicts": [one.model_dump(mode="json") for one in summary["conflicts"]],
        "state": ImportState.DONE,
        "rows_read": summary["rows"],
        "rows_judged": summary["rows"],
    }
