"""The rules of budget lines: together they need no more than was said to be needed in their currency."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.registry.budget_lines.errors import BudgetExceedsNeed, BudgetLineClosed
from services.registry.budget_lines.events import BudgetLineDescribed, BudgetLineDrawn, BudgetLineRetired
from services.registry.budget_lines.repository import BudgetLineRepository
from services.registry.budget_lines.schemas import BudgetLineCreate, BudgetLinePatch
from services.registry.funding_sources.service import KEEPING_FUNDS, keeps_funds
from services.registry.funding_summary.repository import FundingRepository
from shared.commands import Command, Reading
from shared.http.preconditions import Precondition
from shared.http.problems import Forbidden, NotFound
from shared.ids import uuid7

Row = Mapping[str, Any]


def keep_within(need: Mapping[str, Any], lines: Mapping[str, Any]) -> None:
    """Raise BudgetExceedsNeed where lines come to more than what is needed, in all or for the backbone."""
    for name in ("needed", "needed_for_backbone"):
        if lines[name] > (need[name] or 0):
            raise BudgetExceedsNeed


class BudgetLines:
    """Reading the budget lines of an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._repository = BudgetLineRepository(reading.connection, reading.initiative_id)

    async def get(self, line_id: UUID) -> Row:
        """One line; raises NotFound."""
        row = await self._repository.get(line_id)
        if row is None:
            raise NotFound
        return row

    async def page(self, after: UUID, limit: int, **filters: Any) -> list[Any]:
        """Lines after an id, of a currency."""
        return await self._repository.page(after, limit, filters)


class BudgetLineCommands:
    """Changing the budget lines of an initiative."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = BudgetLineRepository(command.connection, command.initiative_id)
        self._funding = FundingRepository(command.connection, command.initiative_id)

    async def draw(self, body: BudgetLineCreate) -> Row:
        """Draw up a line; raises Forbidden and BudgetExceedsNeed."""
        if not keeps_funds(self._command.caller):
            raise Forbidden(*KEEPING_FUNDS)
        need = await self._funding.hold_currency(body.currency)
        line_id, values = uuid7(), body.model_dump()
        await self._repository.insert(
            {**values, "id": line_id, "retired": False, "version": 1, "created_at": self._command.now}
        )
        keep_within(need, await self._repository.total(body.currency))
        self._command.record(BudgetLineDrawn(budget_line_id=line_id, **values))
        return await self._read(line_id)

    async def describe(self, line_id: UUID, body: BudgetLinePatch, precondition: Precondition) -> Row:
        """Change name or amount of a line.

        Raises NotFound, Forbidden, PreconditionFailed, BudgetLineClosed and BudgetExceedsNeed.
        """
        row = await self._locked(line_id)
        precondition.check(row["version"])
        changes = body.model_dump()
        if changes.items() <= dict(row).items():
            return row
        need = await self._funding.hold_currency(row["currency"])
        await self._repository.update(row, changes)
        if changes.get("needed", 0) > row["needed"]:
            keep_within(need, await self._repository.total(row["currency"]))
        changed = await self._read(line_id)
        told = {name: changed[name] for name in ("currency", "needed", "for_backbone", "name")}
        self._command.record(BudgetLineDescribed(budget_line_id=line_id, **told))
        return changed

    async def retire(self, line_id: UUID) -> Row:
        """Need nothing for a line any more; raises NotFound, Forbidden and BudgetLineClosed."""
        row = await self._locked(line_id)
        await self._funding.hold_currency(row["currency"])
        await self._repository.update(row, {"retired": True})
        self._command.record(BudgetLineRetired(budget_line_id=line_id))
        return await self._read(line_id)

    async def _locked(self, line_id: UUID) -> Row:
        if not keeps_funds(self._command.caller):
            raise Forbidden(*KEEPING_FUNDS)
        row = await self._repository.lock(line_id)
        if row is None:
            raise NotFound
        if row["retired"]:
            raise BudgetLineClosed
        return row

    async def _read(self, line_id: UUID) -> Row:
        row = await self._repository.get(line_id)
        assert row is not None
        return row
