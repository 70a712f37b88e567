"""The rules of grants: what a source becomes by agreement. The source's amount and state follow its grant.

The source is locked first, then the grant, then the currency.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.registry.budget_lines.errors import BudgetLineClosed, UnknownBudgetLine
from services.registry.budget_lines.repository import BudgetLineRepository
from services.registry.funding_sources.events import FundingState
from services.registry.funding_sources.repository import FundingSourceRepository
from services.registry.funding_sources.service import KEEPING_FUNDS, FundingSourceCommands, gives, keeps_funds
from services.registry.grants.errors import GrantAgreedAlready, GrantOver, InstalmentsExceedGrant
from services.registry.grants.events import GrantAgreed, GrantAmended, GrantClosed
from services.registry.grants.repository import GrantRepository
from services.registry.grants.schemas import GrantClosing, GrantCreate, GrantPut
from shared.commands import Caller, Command, Reading
from shared.http.preconditions import Precondition
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7

Row = Mapping[str, Any]
_TERMS = ("restricted_to", "conditions", "closing_reason")


def terms_hidden(row: Row, caller: Caller) -> bool:
    """Whether the terms of a grant are not for the caller: those of its source are confidential."""
    return row["terms_confidential"] and not (caller.facilitates or gives(caller, row))


def visible(row: Row, caller: Caller) -> dict[str, Any]:
    """A grant as a caller may see it."""
    return {**row, **dict.fromkeys(_TERMS)} if terms_hidden(row, caller) else dict(row)


class Grants:
    """Reading the grants of an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._caller = reading.caller
        self._repository = GrantRepository(reading.connection, reading.initiative_id)

    async def get(self, grant_id: UUID) -> Row:
        """One grant as the caller may see it; raises NotFound."""
        row = await self._repository.get(grant_id)
        if row is None:
            raise NotFound
        return visible(row, self._caller)

    async def page(self, after: UUID, limit: int, **filters: Any) -> list[Any]:
        """Grants after an id as the caller may see them."""
        rows = await self._repository.page(after, limit, filters)
        return [visible(row, self._caller) for row in rows]

    async def own(self, after: UUID, limit: int) -> list[Any]:
        """Grants of funders the caller speaks for."""
        assert self._caller.standing is not None
        return await self.page(after, limit, funders=sorted(self._caller.standing.funds))


class HeldGrants:
    """Grants as commands hold them: those who keep the funds, and the funder, change what belongs to them."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self.repository = GrantRepository(command.connection, command.initiative_id)
        self._sources = FundingSourceRepository(command.connection, command.initiative_id, command.now.date())

    async def hold(self, grant_id: UUID) -> Row:
        """A grant that is not closed, held with its source; raises NotFound, Forbidden and GrantOver."""
        row = await self.repository.get(grant_id)
        if row is None:
            raise NotFound
        if not (keeps_funds(self._command.caller) or gives(self._command.caller, row)):
            raise Forbidden(OpenTo.FUNDERS, *KEEPING_FUNDS)
        await self._sources.lock(row["source_id"])
        held = await self.repository.lock(grant_id)
        assert held is not None
        if held["closed_on"] is not None:
            raise GrantOver
        return held


class GrantCommands:
    """Changing the grants of an initiative."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._caller = command.caller
        self._held = HeldGrants(command)
        self._repository = self._held.repository
        self._lines = BudgetLineRepository(command.connection, command.initiative_id)
        self._sources = FundingSourceCommands(command)

    async def agree(self, body: GrantCreate) -> Row:
        """Record what a source became.

        Raises Forbidden, UnknownFundingSource, FundingSourceClosed, GrantAgreedAlready, UnknownBudgetLine,
        BudgetLineClosed, AllocatedAlready and CharterRefusal.
        """
        source = await self._sources.hold_for_grant(body.source_id)
        await self._check_lines(body, source["currency"], known=())
        grant_id = uuid7()
        pledged = source["amount"] if source["state"] == FundingState.PLEDGED else None
        is_first = await self._repository.insert(
            {
                **body.model_dump(exclude={"lines"}),
                "id": grant_id,
                "pledged_amount": pledged,
                "currency": source["currency"],
                "version": 1,
                "created_at": self._command.now,
            }
        )
        if not is_first:
            raise GrantAgreedAlready
        await self._repository.put_lines(grant_id, _amounts(body))
        await self._sources.follow_grant(source["id"], body.amount, FundingState.GRANTED)
        row = await self._read(grant_id)
        self._command.record(GrantAgreed(**_told(row)))
        return visible(row, self._caller)

    async def amend(self, grant_id: UUID, body: GrantPut, precondition: Precondition) -> Row:
        """Agree on other terms.

        Raises NotFound, Forbidden, PreconditionFailed, GrantOver, InstalmentsExceedGrant, UnknownBudgetLine,
        BudgetLineClosed, AllocatedAlready and CharterRefusal.
        """
        row = await self._held.hold(grant_id)
        precondition.check(row["version"])
        if terms_hidden(row, self._caller):
            # Whoever may not read the terms does not overwrite them.
            raise Forbidden(OpenTo.FUNDERS, OpenTo.FACILITATORS)
        lines = {UUID(one["budget_line_id"]): one["amount"] for one in row["lines"]}
        changes = body.model_dump(exclude={"lines"})
        if changes.items() <= dict(row).items() and lines == _amounts(body):
            return visible(row, self._caller)
        await self._check_lines(body, row["currency"], known=lines)
        if row["received"] + row["due"] > body.amount:
            raise InstalmentsExceedGrant
        await self._repository.update(row, changes)
        await self._repository.put_lines(grant_id, _amounts(body))
        state = FundingState.RECEIVED if row["received"] == body.amount else FundingState.GRANTED
        await self._sources.follow_grant(row["source_id"], body.amount, state)
        changed = await self._read(grant_id)
        self._command.record(GrantAmended(**_told(changed)))
        return visible(changed, self._caller)

    async def close(self, grant_id: UUID, body: GrantClosing) -> Row:
        """Say that a grant is over; raises NotFound, Forbidden and GrantOver."""
        row = await self._held.hold(grant_id)
        today = self._command.now.date()
        await self._repository.update(row, {"closed_on": today, "closing_reason": body.reason})
        self._command.record(
            GrantClosed(
                grant_id=grant_id,
                funder_organization_id=row["funder_organization_id"],
                closed_on=today,
                reason=body.reason,
            )
        )
        return visible(await self._read(grant_id), self._caller)

    async def _check_lines(self, body: GrantPut, currency: str, known: Any) -> None:
        named = _amounts(body)
        found = await self._lines.named(named)
        if any(line not in found or found[line]["currency"] != currency for line in named):
            raise UnknownBudgetLine
        if any(found[line]["retired"] and line not in known for line in named):
            raise BudgetLineClosed

    async def _read(self, grant_id: UUID) -> Row:
        row = await self._repository.get(grant_id)
        assert row is not None
        return row


def _amounts(body: GrantPut) -> dict[UUID, int]:
    return {one.budget_line_id: one.amount for one in body.lines}


def _told(row: Row) -> dict[str, Any]:
    names = (
        *("source_id", "funder_organization_id", "amount", "pledged_amount", "currency"),
        *("agreed_on", "starts_on", "ends_on", "restricted_to", "conditions"),
    )
    return {
        "grant_id": row["id"],
        **{name: row[name] for name in names},
        "budget_line_ids": [one["budget_line_id"] for one in row["lines"]],
        "line_amounts": [one["amount"] for one in row["lines"]],
    }
