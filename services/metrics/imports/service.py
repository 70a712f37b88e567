"""The rules of importing observations: what every row becomes, all or nothing unless asked otherwise."""

from itertools import islice
from typing import Any
from uuid import UUID

from services.metrics.figures import Definition
from services.metrics.imports.errors import BAD_STATE_LABEL, KEPT, REASON_MISSING, RowFault
from services.metrics.imports.reading import RowReader, is_field, state_labels
from services.metrics.imports.repository import CREATED, UNCHANGED, UPDATED, ImportRepository
from services.metrics.imports.schemas import ImportOptions
from services.metrics.indicators.repository import IndicatorRepository
from services.metrics.observations.events import ReportKind
from services.metrics.observations.repository import ObservationRepository
from services.metrics.reporting import Report, reports_for, reports_for_any
from services.metrics.reports_due.service import receive_reports
from services.metrics.visibility import eyes
from shared.commands import Command
from shared.http.problems import FieldError, Forbidden, OpenTo, ValidationFailed
from shared.imports.columns import fields_of
from shared.imports.errors import FIELD_MISSING
from shared.imports.summary import Conflicts
from shared.imports.tables import Table
from shared.localization.input_rules import InputRule

CHUNK = 2_000
"""Rows read without letting other requests have their turn: some ten milliseconds."""

_UUID_LENGTH = 36


class ObservationImports:
    """Importing observations."""

    def __init__(self, command: Command) -> None:
        self._command = command
        connection, initiative_id = command.connection, command.initiative_id
        self._repository = ImportRepository(connection, initiative_id)
        self._observations = ObservationRepository(connection, initiative_id)
        self._indicators = IndicatorRepository(connection, initiative_id)
        self._conflicts = Conflicts()

    async def run(self, table: Table, options: ImportOptions) -> dict[str, Any]:
        """Import a table, or say what importing it would do.

        Raises Forbidden for whoever reports for nobody, ValidationFailed and UnreadableTable.
        """
        reader = await self._reader(table, options)
        await self._repository.begin()
        rows = await self._read(table, reader)
        counts = await self._judged(rows, options)
        rejected = reader.rejected + sum(counts.get(fault, 0) for fault in RowFault)
        created, updated = counts.get(CREATED, 0), counts.get(UPDATED, 0)
        if updated and not options.reason:
            raise _refused("query:reason_he", REASON_MISSING)
        accepted = options.partial or not rejected
        report_id = None
        if accepted and not options.dry_run and created + updated:
            report_id = await self._store(options, created, updated)
        return {
            "rows": rows,
            "created": created,
            "updated": updated,
            "unchanged": counts.get(UNCHANGED, 0) + counts.get(KEPT, 0),
            "merge_candidates": 0,
            "rejected": rejected,
            "conflicts": self._conflicts.listed(),
            "accepted": accepted,
            "dry_run": options.dry_run,
            "report_id": report_id,
        }

    async def _reader(self, table: Table, options: ImportOptions) -> RowReader:
        own = reports_for(self._command.caller)
        for_any = reports_for_any(self._command.caller)
        if not (for_any or own):
            raise Forbidden(OpenTo.REPRESENTATIVES, OpenTo.FACILITATORS, OpenTo.ANALYSTS)
        fields = fields_of(table.header, options.columns, is_field)
        constants = {
            name: str(value)
            for name, value in (
                ("indicator", options.indicator),
                ("organization_id", options.organization_id),
            )
            if value is not None
        }
        for name in ("indicator", "organization_id", "period"):
            if name not in fields and name not in constants:
                raise _refused(f"query:{name}" if name != "period" else "query:column", FIELD_MISSING)
        labels = state_labels(options.state_labels)
        if labels is None:
            raise _refused("query:state_label", BAD_STATE_LABEL)
        known = await self._repository.organizations()
        return RowReader(
            fields,
            constants=constants,
            state_labels=labels,
            organizations={str(one): one for one in known},
            may_report=None if for_any else own,
            conflicts=self._conflicts,
        )

    async def _read(self, table: Table, reader: RowReader) -> int:
        """Read every row, a chunk at a time; answers how many there are."""
        count = 0
        while chunk := list(islice(table.rows, CHUNK)):
            for name in sorted(reader.unknown_indicators(chunk)):
                reader.know(name, await self._definition(name))
            await self._repository.add(reader.lines(chunk, count + 1))
            count += len(chunk)
        return count

    async def _definition(self, name: str) -> Definition | None:
        """What an indicator's code or id means; held, so that it is not defined anew under the import."""
        if len(name) == _UUID_LENGTH:
            try:
                row = await self._indicators.lock(UUID(name))
            except ValueError:
                return None
        else:
            named = await self._indicators.named(name)
            row = await self._indicators.lock(named["id"]) if named else None
        return Definition(row) if row else None

    async def _judged(self, rows: int, options: ImportOptions) -> dict[str, int]:
        counts = {}
        for row in await self._repository.judge(rows, options.mode, eyes(self._command.caller)):
            outcome = row["outcome"]
            counts[outcome] = row["count"]
            if outcome not in (CREATED, UPDATED, UNCHANGED):
                self._conflicts.add(outcome, None, await self._repository.rows(outcome), row["count"])
        return counts

    async def _store(self, options: ImportOptions, created: int, updated: int) -> UUID:
        report = Report(self._command, ReportKind.IMPORT, options.reason or None)
        described = await self._repository.described(report.salt)
        now = await self._observations.now()
        counts = {"created": created, "corrected": updated, "digest": described["digest"]}
        await self._observations.keep_report(report.row(**counts, now=now))
        await self._repository.store(report.id, now)
        report.record(
            **counts,
            organizations=described["organizations"],
            indicators=described["indicators"],
            first=described["first"],
            last=described["last"],
        )
        await receive_reports(self._command)
        return report.id


def _refused(pointer: str, rule: InputRule) -> ValidationFailed:
    return ValidationFailed(errors=[FieldError(pointer, rule.code, rule.message)])
