"""The rules of report formats: who defines them, and that what they map is the initiative's."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.registry.budget_lines.errors import UnknownBudgetLine
from services.registry.budget_lines.repository import BudgetLineRepository
from services.registry.funding_sources.errors import UnknownFunder
from services.registry.funding_sources.service import KEEPING_FUNDS, keeps_funds
from services.registry.organizations.repository import OrganizationRepository
from services.registry.report_formats.errors import ReportFormatClosed
from services.registry.report_formats.events import (
    ReportFormatDefined,
    ReportFormatRedefined,
    ReportFormatRetired,
)
from services.registry.report_formats.repository import ReportFormatRepository
from services.registry.report_formats.schemas import ReportFormatPut
from shared.commands import Command, Reading
from shared.http.preconditions import Precondition
from shared.http.problems import Forbidden, NotFound
from shared.ids import uuid7

Row = Mapping[str, Any]


class ReportFormats:
    """Reading the report formats of an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._repository = ReportFormatRepository(reading.connection, reading.initiative_id)

    async def get(self, format_id: UUID) -> Row:
        """One format; raises NotFound."""
        row = await self._repository.get(format_id)
        if row is None:
            raise NotFound
        return row

    async def page(self, after: UUID, limit: int) -> list[Any]:
        """Formats after an id."""
        return await self._repository.page(after, limit)


class ReportFormatCommands:
    """Defining report formats."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = ReportFormatRepository(command.connection, command.initiative_id)
        self._lines = BudgetLineRepository(command.connection, command.initiative_id)
        self._organizations = OrganizationRepository(command.connection, command.initiative_id)

    async def define(self, body: ReportFormatPut) -> Row:
        """Define a format; raises Forbidden, UnknownFunder and UnknownBudgetLine."""
        self._may_keep()
        await self._check(body)
        values = _values(body)
        row = await self._repository.insert(
            {**values, "id": uuid7(), "retired": False, "version": 1, "created_at": self._command.now}
        )
        self._command.record(ReportFormatDefined(report_format_id=row["id"], **values))
        return row

    async def redefine(self, format_id: UUID, body: ReportFormatPut, precondition: Precondition) -> Row:
        """Define a format otherwise.

        Raises NotFound, Forbidden, PreconditionFailed, ReportFormatClosed, UnknownFunder, UnknownBudgetLine.
        """
        row = await self._locked(format_id)
        precondition.check(row["version"])
        values = _values(body)
        if values.items() <= dict(row).items():
            return row
        await self._check(body)
        changed = await self._repository.update(row, values)
        self._command.record(ReportFormatRedefined(report_format_id=format_id, **values))
        return changed

    async def retire(self, format_id: UUID) -> Row:
        """Make no reports in a format any more; raises NotFound, Forbidden and ReportFormatClosed."""
        row = await self._locked(format_id)
        changed = await self._repository.update(row, {"retired": True})
        self._command.record(ReportFormatRetired(report_format_id=format_id))
        return changed

    async def _check(self, body: ReportFormatPut) -> None:
        funder = body.funder_organization_id
        if funder is not None and not await self._organizations.on_the_map([funder]):
            raise UnknownFunder
        named = {line for one in body.lines for line in one.budget_line_ids}
        if named != (await self._lines.named(named)).keys():
            raise UnknownBudgetLine

    async def _locked(self, format_id: UUID) -> Row:
        self._may_keep()
        row = await self._repository.lock(format_id)
        if row is None:
            raise NotFound
        if row["retired"]:
            raise ReportFormatClosed
        return row

    def _may_keep(self) -> None:
        if not keeps_funds(self._command.caller):
            raise Forbidden(*KEEPING_FUNDS)


def _values(body: ReportFormatPut) -> dict[str, Any]:
    """What a format is, as columns and the log have it."""
    written = body.model_dump(mode="json")
    return {
        **body.model_dump(include={"funder_organization_id", "name", "language"}),
        "lines": written["lines"],
        "conversion": written["conversion"],
    }
