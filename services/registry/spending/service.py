"""The rules of spending: of what was allocated, never more, and outside a grant's terms only with a word why.

Source and allocation are held while it is decided, so that two entries at once see each other.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.registry.allocations.repository import AllocationRepository
from services.registry.budget_lines.errors import BudgetLineClosed, UnknownBudgetLine
from services.registry.budget_lines.repository import BudgetLineRepository
from services.registry.funding_sources.repository import FundingSourceRepository
from services.registry.funding_sources.service import KEEPING_FUNDS, gives, keeps_funds
from services.registry.grants.errors import DayToCome
from services.registry.grants.repository import GrantRepository
from services.registry.spending.errors import (
    AllocationSpent,
    SpendingClosed,
    SpendingOutsideGrant,
    UnknownAllocation,
)
from services.registry.spending.events import (
    Outside,
    SpendingCorrected,
    SpendingRecorded,
    SpendingWithdrawn,
)
from services.registry.spending.repository import SpendingRepository
from services.registry.spending.schemas import SpendingCorrection, SpendingCreate, SpendingWithdrawal
from services.registry.spending.terms import outside
from shared.commands import Caller, Capacity, Command, Reading
from shared.http.preconditions import Precondition
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7

Row = Mapping[str, Any]
_WORDS = ("text", "explanation", "reason")


def spends(caller: Caller, row: Row) -> bool:
    """Whether the caller speaks for the organization money was allocated to."""
    return caller.standing is not None and row["organization_id"] in caller.standing.represents


def reads_words(caller: Caller, row: Row) -> bool:
    """Whether the caller reads what money was spent for: who spent it, its funder, who keeps the funds."""
    return spends(caller, row) or gives(caller, row) or keeps_funds(caller)


def visible(row: Row, *, words: bool) -> dict[str, Any]:
    """An entry, or what it said before, with or without its words."""
    return dict(row) if words else {**row, **{name: None for name in _WORDS if name in row}}


class SpendingEntries:
    """Reading what was spent in an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._caller = reading.caller
        self._repository = SpendingRepository(reading.connection, reading.initiative_id)

    async def get(self, spending_id: UUID) -> Row:
        """One entry as the caller may see it; raises NotFound."""
        row = await self._repository.get(spending_id)
        if row is None:
            raise NotFound
        return visible(row, words=reads_words(self._caller, row))

    async def page(self, after: UUID, limit: int, **filters: Any) -> list[Any]:
        """Entries after an id as the caller may see them."""
        rows = await self._repository.page(after, limit, filters)
        return [visible(row, words=reads_words(self._caller, row)) for row in rows]

    async def before(self, spending_id: UUID, after: UUID, limit: int) -> list[Any]:
        """What an entry said before as the caller may see it; raises NotFound."""
        row = await self._repository.get(spending_id)
        if row is None:
            raise NotFound
        words = reads_words(self._caller, row)
        rows = await self._repository.before(spending_id, after, limit)
        return [visible(one, words=words) for one in rows]


class SpendingCommands:
    """Recording what was spent."""

    def __init__(self, command: Command) -> None:
        self._command = command
        connection, initiative_id, today = command.connection, command.initiative_id, command.now.date()
        self._repository = SpendingRepository(connection, initiative_id)
        self._allocations = AllocationRepository(connection, initiative_id, today)
        self._sources = FundingSourceRepository(connection, initiative_id, today)
        self._grants = GrantRepository(connection, initiative_id)
        self._lines = BudgetLineRepository(connection, initiative_id)

    async def record(self, body: SpendingCreate) -> Row:
        """Record what was spent of an allocation: who it was made to, and who keeps the funds.

        Raises Forbidden, UnknownAllocation, UnknownBudgetLine, BudgetLineClosed, DayToCome, AllocationSpent
        and SpendingOutsideGrant.
        """
        allocation = await self._hold(body.allocation_id)
        if allocation is None or allocation["withdrawn"]:
            raise UnknownAllocation
        self._act_for(allocation)
        values = body.model_dump()
        values["outside"] = await self._judge(allocation, body, before=None)
        spending_id, named = uuid7(), {name: allocation[name] for name in ("organization_id", "currency")}
        await self._repository.insert(
            {
                **values,
                **named,
                "id": spending_id,
                "source_id": allocation["source_id"],
                "withdrawn": False,
                "version": 1,
                "created_at": self._command.now,
            }
        )
        row = await self._read(spending_id)
        self._command.record(SpendingRecorded(**_told(row)))
        return self._visible(row)

    async def correct(self, spending_id: UUID, body: SpendingCorrection, precondition: Precondition) -> Row:
        """Correct an entry; what it said before is kept.

        Raises NotFound, Forbidden, PreconditionFailed, SpendingClosed, UnknownBudgetLine, BudgetLineClosed,
        DayToCome, AllocationSpent and SpendingOutsideGrant.
        """
        row, allocation = await self._locked(spending_id)
        precondition.check(row["version"])
        changes = body.model_dump(exclude={"reason"})
        if changes.items() <= dict(row).items():
            return self._visible(row)
        changes["outside"] = await self._judge(allocation, body, before=row)
        await self._repository.supersede(row, changes, body.reason, self._command.now)
        changed = await self._read(spending_id)
        self._command.record(SpendingCorrected(**_told(changed), reason=body.reason))
        return self._visible(changed)

    async def withdraw(self, spending_id: UUID, body: SpendingWithdrawal) -> Row:
        """Say that an entry counts for nothing; raises NotFound, Forbidden and SpendingClosed."""
        row, _ = await self._locked(spending_id)
        await self._repository.supersede(row, {"withdrawn": True}, body.reason, self._command.now)
        named = {name: row[name] for name in ("organization_id", "funder_organization_id")}
        self._command.record(SpendingWithdrawn(spending_id=spending_id, **named, reason=body.reason))
        return self._visible(await self._read(spending_id))

    async def _judge(
        self, allocation: Row, body: SpendingCreate | SpendingCorrection, before: Row | None
    ) -> list[Outside]:
        """In what an entry is outside its grant's terms; refuses what the allocation does not cover."""
        if body.spent_on > self._command.now.date():
            raise DayToCome
        was = 0 if before is None else before["amount"]
        if await self._repository.of_allocation(allocation["id"]) - was + body.amount > allocation["amount"]:
            raise AllocationSpent
        known = before is not None and before["budget_line_id"] == body.budget_line_id
        if body.budget_line_id is not None and not known:
            await self._check_line(body.budget_line_id, allocation["currency"])
        found = await self._outside(allocation, body, before)
        if found and body.explanation is None:
            raise SpendingOutsideGrant
        return found

    async def _outside(
        self, allocation: Row, body: SpendingCreate | SpendingCorrection, before: Row | None
    ) -> list[Outside]:
        grant = await self._grants.of_source(allocation["source_id"])
        if grant is None:
            return []
        spent = await self._repository.by_line(allocation["source_id"])
        if before is not None:
            spent[before["budget_line_id"]] -= before["amount"]
        lines = {UUID(one["budget_line_id"]): one["amount"] for one in grant["lines"]}
        entry = (body.budget_line_id, body.amount, body.spent_on)
        period = (grant["starts_on"], grant["ends_on"])
        return sorted(outside(grant["amount"], lines, period, spent, entry))

    async def _check_line(self, line_id: UUID, currency: str) -> None:
        line = (await self._lines.named([line_id])).get(line_id)
        if line is None or line["currency"] != currency:
            raise UnknownBudgetLine
        if line["retired"]:
            raise BudgetLineClosed

    async def _hold(self, allocation_id: UUID) -> Row | None:
        """An allocation, held with its source."""
        row = await self._allocations.get(allocation_id)
        if row is None:
            return None
        await self._sources.lock(row["source_id"])
        return await self._allocations.lock(allocation_id)

    async def _locked(self, spending_id: UUID) -> tuple[Row, Row]:
        row = await self._repository.get(spending_id)
        if row is None:
            raise NotFound
        self._act_for(row)
        allocation = await self._hold(row["allocation_id"])
        held = await self._repository.lock(spending_id)
        assert allocation is not None
        assert held is not None
        if held["withdrawn"]:
            raise SpendingClosed
        return held, allocation

    def _act_for(self, row: Row) -> None:
        if spends(self._command.caller, row):
            self._command.caller = self._command.caller.acting(
                Capacity.REPRESENTATIVE, row["organization_id"]
            )
        elif not keeps_funds(self._command.caller):
            raise Forbidden(OpenTo.ITS_REPRESENTATIVES, *KEEPING_FUNDS)

    def _visible(self, row: Row) -> Row:
        return visible(row, words=reads_words(self._command.caller, row))

    async def _read(self, spending_id: UUID) -> Row:
        row = await self._repository.get(spending_id)
        assert row is not None
        return row


def _told(row: Row) -> dict[str, Any]:
    names = (
        *("organization_id", "funder_organization_id", "allocation_id", "amount", "currency"),
        *("spent_on", "category", "budget_line_id", "outside", "text", "explanation"),
    )
    return {"spending_id": row["id"]} | {name: row[name] for name in names}
