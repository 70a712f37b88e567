"""The rules of reporting dates: by when a funder is to have its report, and that it has it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.registry.grants.errors import DayToCome
from services.registry.grants.repository import GrantRepository
from services.registry.grants.service import HeldGrants
from services.registry.reporting_dates.errors import ReportSettled
from services.registry.reporting_dates.events import (
    GrantReportDelivered,
    ReportingDateDropped,
    ReportingDateSet,
    ReportingStatus,
)
from services.registry.reporting_dates.repository import ReportingDateRepository
from services.registry.reporting_dates.schemas import Delivery, ReportingDateCreate
from shared.commands import Command, Reading
from shared.http.problems import NotFound
from shared.ids import uuid7

Row = Mapping[str, Any]


class ReportingDates:
    """Reading the reporting dates of a grant."""

    def __init__(self, reading: Reading, grant_id: UUID) -> None:
        self._grant_id = grant_id
        self._grants = GrantRepository(reading.connection, reading.initiative_id)
        self._repository = ReportingDateRepository(reading.connection, reading.initiative_id, grant_id)

    async def get(self, reporting_date_id: UUID) -> Row:
        """One reporting date; raises NotFound."""
        row = await self._repository.get(reporting_date_id)
        if row is None:
            raise NotFound
        return row

    async def page(self, after: UUID, limit: int) -> list[Any]:
        """Reporting dates after an id; raises NotFound."""
        if await self._grants.get(self._grant_id) is None:
            raise NotFound
        return await self._repository.page(after, limit)


class ReportingDateCommands:
    """Changing the reporting dates of a grant, which is held while it is done."""

    def __init__(self, command: Command, grant_id: UUID) -> None:
        self._command = command
        self._grant_id = grant_id
        self._held = HeldGrants(command)
        self._repository = ReportingDateRepository(command.connection, command.initiative_id, grant_id)

    async def set(self, body: ReportingDateCreate) -> Row:
        """Set by when to report; raises NotFound, Forbidden and GrantOver."""
        await self._held.hold(self._grant_id)
        row = await self._repository.insert(
            {
                **body.model_dump(),
                "id": uuid7(),
                "status": ReportingStatus.DUE,
                "delivered_on": None,
                "version": 1,
                "created_at": self._command.now,
            }
        )
        self._command.record(ReportingDateSet(**self._named(row), **body.model_dump()))
        return row

    async def deliver(self, reporting_date_id: UUID, body: Delivery) -> Row:
        """Say that the funder has its report.

        Raises NotFound, Forbidden, GrantOver, ReportSettled and DayToCome.
        """
        row = await self._locked(reporting_date_id)
        if body.delivered_on > self._command.now.date():
            raise DayToCome
        changed = await self._repository.settle(row["id"], ReportingStatus.DELIVERED, body.delivered_on)
        self._command.record(GrantReportDelivered(**self._named(row), delivered_on=body.delivered_on))
        return changed

    async def drop(self, reporting_date_id: UUID) -> Row:
        """Say that a report is asked for no more; raises NotFound, Forbidden, GrantOver and ReportSettled."""
        row = await self._locked(reporting_date_id)
        changed = await self._repository.settle(row["id"], ReportingStatus.DROPPED)
        self._command.record(ReportingDateDropped(**self._named(row)))
        return changed

    async def _locked(self, reporting_date_id: UUID) -> Row:
        await self._held.hold(self._grant_id)
        row = await self._repository.lock(reporting_date_id)
        if row is None:
            raise NotFound
        if row["status"] != ReportingStatus.DUE:
            raise ReportSettled
        return row

    def _named(self, row: Row) -> dict[str, UUID]:
        return {"reporting_date_id": row["id"], "grant_id": self._grant_id}
