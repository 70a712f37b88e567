"""The rules of importing: every row has an outcome, all or nothing unless asked otherwise."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from itertools import islice
from typing import Any, Protocol
from uuid import UUID

from services.registry.imports.events import Imported, ImportMade
from services.registry.imports.fields import is_field
from services.registry.imports.naming import Named
from services.registry.imports.organizations import DESCRIBED, OrganizationRows
from services.registry.imports.outcomes import Outcome, Outcomes
from services.registry.imports.reading import cells_of, suggestions, table_of, with_template
from services.registry.imports.repository import ImportRepository
from services.registry.imports.schemas import Candidates, FileOptions, ImportOptions
from services.registry.imports.ties import TieRows
from services.registry.names.repository import NameRepository
from services.registry.organizations.events import OrganizationDescribed, OrganizationMapped
from services.registry.ties.events import TieCorrected, TieReported
from services.registry.ties.repository import TieRepository
from services.registry.ties.service import maps_the_field
from shared.commands import Capacity, Command, Reading
from shared.eventlog.appending import LogMovedError
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7
from shared.imports.cells import Cells, RowRefusedError
from shared.imports.errors import unreadable
from shared.imports.sent_files import SentFile
from shared.imports.tables import Table

Row = Mapping[str, Any]

MAX_ROWS = 50_000
"""Rows of one import: each that changes something is an event of the log."""
_CHUNK = 200
"""Rows judged, or events recorded, without letting other requests have their turn: some milliseconds."""
_TOLD_OF_TIES = (
    *("from_organization_id", "to_organization_id", "kind"),
    *("intensity", "direction", "since", "until"),
)


class Rows(Protocol):
    """Judges the rows of a file, and knows what they change."""

    def judge(self, number: int, said: Mapping[str, str]) -> None:
        """Decide what becomes of a row."""

    def created(self) -> list[Row]:
        """What is new."""

    def changed(self) -> list[tuple[Row, dict[str, Any]]]:
        """What changes, and what of it."""


class PastImports:
    """Reading the imports that were made."""

    def __init__(self, reading: Reading) -> None:
        self._repository = ImportRepository(reading.connection, reading.initiative_id)

    async def get(self, import_id: UUID) -> Row:
        """One import; raises NotFound."""
        row = await self._repository.get(import_id)
        if row is None:
            raise NotFound
        return row

    async def page(self, after: UUID, limit: int) -> list[Any]:
        """Imports after an id."""
        return await self._repository.page(after, limit)


class Imports:
    """Importing files."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = ImportRepository(command.connection, command.initiative_id)
        self._outcomes = Outcomes()

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

        Raises Forbidden for whoever may not map organizations, UnreadableTable, UnknownTemplate,
        ValidationFailed, and LogMovedError where what changes was changed meanwhile: then run it again.
        """
        imported = options.file.imported
        if imported is Imported.ORGANIZATIONS and not maps_the_field(self._command.caller):
            raise Forbidden(OpenTo.FACILITATORS, OpenTo.FOUNDERS)
        table = await table_of(sent, options.file)
        cells = cells_of(table.header, await with_template(self._command, options.file))
        await self._repository.one_at_a_time()
        rows, store = await self._judging(options)
        await self._judge(table, cells, rows)
        summary = self._summary(options)
        if summary["accepted"] and not options.dry_run and summary["created"] + summary["updated"]:
            await store()
            summary["id"] = await self._keep(summary)
        return summary

    async def _judging(self, options: ImportOptions) -> tuple[Rows, Callable[[], Awaitable[None]]]:
        known = await self._repository.organizations()
        if options.file.imported is Imported.ORGANIZATIONS:
            create = options.candidates is Candidates.CREATE
            organizations = OrganizationRows(known, options.mode, self._outcomes, create_candidates=create)
            return organizations, lambda: self._store_organizations(organizations)
        ties = TieRows(
            Named(known), await self._repository.ties(), options.mode, self._command.caller, self._outcomes
        )
        return ties, lambda: self._store_ties(ties)

    async def _judge(self, table: Table, cells: Cells, rows: Rows) -> None:
        number = 0
        while chunk := list(islice(table.rows, _CHUNK)):
            for row in chunk:
                number += 1
                if number > MAX_ROWS:
                    raise unreadable("too_many_rows", limit=MAX_ROWS)
                try:
                    rows.judge(number, cells.read(row))
                except RowRefusedError as refused:
                    self._outcomes.reject(refused.code, refused.prop, number)
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

    async def _keep(self, summary: Row) -> UUID:
        counted = {
            name: summary[name]
            for name in (
                *("imported", "mode", "rows", "created", "updated", "unchanged"),
                *("merge_candidates", "rejected"),
            )
        }
        import_id = uuid7()
        conflicts = [one.model_dump(mode="json") for one in summary["conflicts"]]
        await self._repository.insert(
            {**counted, "id": import_id, "conflicts": conflicts, "made_at": self._command.now}
        )
        self._command.record(ImportMade(import_id=import_id, **counted))
        return import_id

    async def _store_organizations(self, rows: OrganizationRows) -> None:
        created, changed = rows.created(), rows.changed()
        ids = [row["id"] for row, _ in changed]
        _unmoved(await self._repository.hold_organizations(ids), changed)
        now = [_described({**row, **changes}) | {"id": row["id"]} for row, changes in changed]
        await self._repository.insert_organizations(created, self._command.now)
        await self._repository.update_organizations(now)
        names = NameRepository(self._command.connection, self._command.initiative_id)
        await names.leave_to_worker([row["id"] for row in (*created, *now)])
        await self._tell(
            OrganizationMapped(
                organization_id=row["id"], stage=row["stage"], founding=False, **_described(row)
            )
            for row in created
        )
        await self._tell(OrganizationDescribed(organization_id=row["id"], **_described(row)) for row in now)

    async def _store_ties(self, rows: TieRows) -> None:
        created, changed = rows.created(), rows.changed()
        ends = {row[end] for row in created for end in ("from_organization_id", "to_organization_id")}
        # As reporting one does: nobody else reports ties of theirs until this is done.
        held = await TieRepository(self._command.connection, self._command.initiative_id).hold(ends)
        if held != ends:
            raise LogMovedError("an import was overtaken by a merging")
        _unmoved(await self._repository.hold_ties([row["id"] for row, _ in changed]), changed)
        now = [{**row, **changes} for row, changes in changed]
        await self._repository.insert_ties(created, self._command.now)
        await self._repository.update_ties(now, self._command.now)
        represents = self._command.caller.standing.represents if self._command.caller.standing else ()
        for some, told in ((created, _reported), (now, _corrected)):
            own = [row for row in some if row["reported_by"] in represents]
            await self._tell(told(row) for row in some if row["reported_by"] not in represents)
            for side in sorted({row["reported_by"] for row in own}):
                before = self._command.caller
                self._command.caller = before.acting(Capacity.REPRESENTATIVE, side)
                await self._tell(told(row) for row in own if row["reported_by"] == side)
                self._command.caller = before

    async def _tell(self, events: Iterable[Any]) -> None:
        left = iter(events)
        while some := list(islice(left, _CHUNK)):
            for event in some:
                self._command.record(event)
            await asyncio.sleep(0)


def _described(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in DESCRIBED}


def _reported(row: Row) -> TieReported:
    told = {name: row[name] for name in (*_TOLD_OF_TIES, "reported_by", "mapped")}
    return TieReported(tie_id=row["id"], **told)


def _corrected(row: Row) -> TieCorrected:
    return TieCorrected(tie_id=row["id"], **{name: row[name] for name in _TOLD_OF_TIES})


def _unmoved(held: Mapping[UUID, int], changed: Iterable[tuple[Row, Any]]) -> None:
    """Raise LogMovedError where something that is to change was changed since it was read."""
    if any(held.get(row["id"]) != row["version"] for row, _ in changed):
        raise LogMovedError("an import was overtaken by another change")
