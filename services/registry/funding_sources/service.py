"""The rules of funding sources: who keeps them, who reads their terms, and what stays allocated from them."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any
from uuid import UUID

from services.registry.allocations.errors import UnknownFundingSource
from services.registry.funding_sources.errors import AllocatedAlready, FundingSourceClosed, UnknownFunder
from services.registry.funding_sources.events import (
    FundingSourceDescribed,
    FundingSourceRecorded,
    FundingSourceWithdrawn,
    FundingState,
)
from services.registry.funding_sources.repository import FundingSourceRepository
from services.registry.funding_sources.schemas import FundingSourceCreate, FundingSourcePatch
from services.registry.funding_summary.repository import FundingRepository
from services.registry.grants.errors import GovernedByGrant
from services.registry.organizations.repository import OrganizationRepository
from services.registry.staff.events import StaffRole
from shared.charter import allocate_to_backbone, keep_under_cap
from shared.commands import Caller, Command, Reading
from shared.http.preconditions import Precondition
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7

Row = Mapping[str, Any]


KEEPING_FUNDS = (OpenTo.FACILITATORS, OpenTo.FUNDRAISERS, OpenTo.FOUNDERS, OpenTo.HOLDERS)
"""Who keeps the initiative's funds, as refusals say it."""


def keeps_funds(caller: Caller) -> bool:
    """Whether somebody keeps the initiative's funds: facilitators, fundraisers, founders, mandate holders."""
    standing = caller.standing
    return standing is not None and (
        standing.facilitates
        or StaffRole.FUNDRAISING in standing.staff_roles
        or bool(standing.founding)
        or bool(standing.holds_mandate)
    )


def gives(caller: Caller, row: Row) -> bool:
    """Whether the caller speaks for the funder of a source."""
    represented: frozenset[UUID] = caller.standing.represents if caller.standing else frozenset()
    return row["funder_organization_id"] in represented


def _terms_hidden(row: Row, caller: Caller) -> bool:
    return row["terms_confidential"] and not (caller.facilitates or gives(caller, row))


def visible(row: Row, caller: Caller) -> dict[str, Any]:
    """A source as a caller may see it: confidential terms are for its funder and facilitators."""
    return {**row, "terms": None} if _terms_hidden(row, caller) else dict(row)


class FundingSources:
    """Reading the funding sources of an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._caller = reading.caller
        self._repository = FundingSourceRepository(
            reading.connection, reading.initiative_id, reading.now.date()
        )

    async def get(self, source_id: UUID) -> Row:
        """One source as the caller may see it; raises NotFound."""
        row = await self._repository.get(source_id)
        if row is None:
            raise NotFound
        return visible(row, self._caller)

    async def page(self, after: UUID, limit: int, **filters: Any) -> list[Any]:
        """Sources after an id as the caller may see them."""
        rows = await self._repository.page(after, limit, filters)
        return [visible(row, self._caller) for row in rows]

    async def own(self, after: UUID, limit: int) -> list[Any]:
        """Sources whose funder the caller speaks for."""
        assert self._caller.standing is not None
        return await self.page(after, limit, funders=sorted(self._caller.standing.funds))


class FundingSourceCommands:
    """Changing the funding sources of an initiative."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._caller = command.caller
        self._today = command.now.date()
        self._repository = FundingSourceRepository(command.connection, command.initiative_id, self._today)
        self._funding = FundingRepository(command.connection, command.initiative_id)
        self._organizations = OrganizationRepository(command.connection, command.initiative_id)

    async def record(self, body: FundingSourceCreate) -> Row:
        """Record money that was pledged or given; raises Forbidden and UnknownFunder."""
        values = body.model_dump()
        if not (keeps_funds(self._caller) or gives(self._caller, values)):
            raise Forbidden(OpenTo.FUNDERS, *KEEPING_FUNDS)
        funder = body.funder_organization_id
        if funder is not None and not await self._organizations.on_the_map([funder]):
            raise UnknownFunder
        source_id = uuid7()
        await self._repository.insert(
            {**values, "id": source_id, "withdrawn": False, "version": 1, "created_at": self._command.now}
        )
        row = await self._read(source_id)
        self._command.record(FundingSourceRecorded(**_described(row)))
        return visible(row, self._caller)

    async def describe(self, source_id: UUID, body: FundingSourcePatch, precondition: Precondition) -> Row:
        """Change what is recorded of a source. What is allocated from it has to stay within the rules.

        Raises NotFound, Forbidden, PreconditionFailed, FundingSourceClosed, GovernedByGrant, AllocatedAlready
        and CharterRefusal.
        """
        row = await self._locked(source_id)
        precondition.check(row["version"])
        changes = body.model_dump()
        if _terms_hidden(row, self._caller) and {"terms", "terms_confidential"} & changes.keys():
            # Whoever may not read them neither opens nor overwrites them.
            raise Forbidden(OpenTo.FUNDERS, OpenTo.FACILITATORS)
        if row["grant_id"] is not None and {"amount", "state"} & changes.keys():
            raise GovernedByGrant
        return visible(await self._change(row, changes), self._caller)

    async def hold_for_grant(self, source_id: UUID) -> Row:
        """A source that is to become a grant, held until the transaction ends.

        Raises UnknownFundingSource, Forbidden and FundingSourceClosed.
        """
        try:
            return await self._locked(source_id)
        except NotFound:
            raise UnknownFundingSource from None

    async def follow_grant(self, source_id: UUID, amount: int, state: FundingState) -> None:
        """Give a held source the amount and state of its grant; raises AllocatedAlready, CharterRefusal."""
        await self._change(await self._read(source_id), {"amount": amount, "state": state})

    async def _change(self, row: Row, changes: Row) -> Row:
        if changes.items() <= dict(row).items():
            return row
        source_id = row["id"]
        await self._funding.hold_currency(row["currency"])
        amount, state = (changes[name] if name in changes else row[name] for name in ("amount", "state"))
        counted = 0 if state == FundingState.PLEDGED else amount
        if counted < row["allocated"]:
            raise AllocatedAlready
        await self._repository.update(row, changes)
        if row["allocated_to_backbone"] and amount < row["amount"]:
            await self._stay_within_the_charter(row, amount)
        changed = await self._read(source_id)
        self._command.record(FundingSourceDescribed(**_described(changed)))
        return changed

    async def withdraw(self, source_id: UUID) -> Row:
        """Withdraw a source nothing is allocated from, and that became no grant.

        Raises NotFound, Forbidden, FundingSourceClosed, GovernedByGrant and AllocatedAlready.
        """
        row = await self._locked(source_id)
        if row["grant_id"] is not None:
            raise GovernedByGrant
        if row["allocated"]:
            raise AllocatedAlready
        await self._funding.hold_currency(row["currency"])
        await self._repository.update(row, {"withdrawn": True})
        self._command.record(FundingSourceWithdrawn(source_id=source_id))
        return visible(await self._read(source_id), self._caller)

    async def _stay_within_the_charter(self, row: Row, amount: int) -> None:
        allocate_to_backbone(
            amount=0,
            before=row["allocated_to_backbone"],
            source_amount=amount,
            earmarked=row["earmarked_for_backbone"],
        )
        cap = await self._funding.cap()
        stands = (await self._funding.by_currency(self._today))[row["currency"]]
        keep_under_cap(
            amount=0,
            before=int(stands["allocated_to_backbone"]),
            raised=int(stands["raised"]),
            cap=Fraction(cap["numerator"], cap["denominator"]) if cap else None,
        )

    async def _locked(self, source_id: UUID) -> Row:
        row = await self._repository.lock(source_id)
        if row is None:
            raise NotFound
        if not (keeps_funds(self._caller) or gives(self._caller, row)):
            raise Forbidden(OpenTo.FUNDERS, *KEEPING_FUNDS)
        if row["withdrawn"]:
            raise FundingSourceClosed
        return row

    async def _read(self, source_id: UUID) -> Row:
        row = await self._repository.get(source_id)
        assert row is not None
        return row


def _described(row: Row) -> dict[str, Any]:
    names = (
        "funder_organization_id",
        "funder_name",
        "amount",
        "currency",
        "state",
        "earmarked_for_backbone",
        "starts_on",
        "ends_on",
        "terms",
    )
    return {"source_id": row["id"]} | {name: row[name] for name in names}
