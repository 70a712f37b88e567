"""The rules of allocations: never more than the source, and to the backbone no more than the charter allows.

Source and currency are held while it is decided, so that two allocations at once see each other.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any
from uuid import UUID

from services.registry.allocations.errors import (
    AllocationClosed,
    OnlyPledged,
    SourceExhausted,
    UnknownFundingSource,
    UnknownRecipient,
)
from services.registry.allocations.events import AllocationMade, AllocationWithdrawn
from services.registry.allocations.repository import AllocationRepository
from services.registry.allocations.schemas import AllocationCreate
from services.registry.funding_sources.errors import FundingSourceClosed
from services.registry.funding_sources.events import FundingState
from services.registry.funding_sources.repository import FundingSourceRepository
from services.registry.funding_sources.service import KEEPING_FUNDS, gives, keeps_funds
from services.registry.funding_summary.repository import FundingRepository
from services.registry.organizations.repository import OrganizationRepository
from services.registry.spending.errors import AllocationSpent
from services.registry.spending.repository import SpendingRepository
from shared.charter import allocate_to_backbone, keep_under_cap
from shared.commands import Command, Reading
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7

Row = Mapping[str, Any]


class Allocations:
    """Reading the allocations of an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._caller = reading.caller
        self._repository = AllocationRepository(reading.connection, reading.initiative_id, reading.now.date())

    async def get(self, allocation_id: UUID) -> Row:
        """One allocation; raises NotFound."""
        row = await self._repository.get(allocation_id)
        if row is None:
            raise NotFound
        return row

    async def page(self, after: UUID, limit: int, **filters: Any) -> list[Any]:
        """Allocations after an id, from a source, to an organization."""
        return await self._repository.page(after, limit, filters)

    async def own(self, after: UUID, limit: int) -> list[Any]:
        """Allocations from sources whose funder the caller speaks for."""
        assert self._caller.standing is not None
        return await self.page(after, limit, funders=sorted(self._caller.standing.funds))


class AllocationCommands:
    """Changing the allocations of an initiative."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._caller = command.caller
        self._today = command.now.date()
        connection, initiative_id = command.connection, command.initiative_id
        self._repository = AllocationRepository(connection, initiative_id, self._today)
        self._sources = FundingSourceRepository(connection, initiative_id, self._today)
        self._funding = FundingRepository(connection, initiative_id)
        self._spending = SpendingRepository(connection, initiative_id)
        self._organizations = OrganizationRepository(connection, initiative_id)

    async def allocate(self, body: AllocationCreate) -> Row:
        """Allocate money of a source to an organization.

        Raises Forbidden, UnknownFundingSource, UnknownRecipient, FundingSourceClosed, OnlyPledged,
        SourceExhausted and CharterRefusal.
        """
        source = await self._source(body.source_id)
        if not await self._organizations.on_the_map([body.organization_id]):
            raise UnknownRecipient
        await self._funding.hold_currency(source["currency"])
        if source["allocated"] + body.amount > source["amount"]:
            raise SourceExhausted
        to_backbone = await self._funding.is_backbone(body.organization_id, self._today)
        if to_backbone:
            await self._keep_the_charter(source, body.amount)
        allocation_id = uuid7()
        told = {
            **body.model_dump(),
            "currency": source["currency"],
            "to_backbone": to_backbone,
        }
        await self._repository.insert(
            {
                **told,
                "id": allocation_id,
                "withdrawn": False,
                "version": 1,
                "created_at": self._command.now,
            }
        )
        self._command.record(AllocationMade(allocation_id=allocation_id, **told))
        return await self._read(allocation_id)

    async def withdraw(self, allocation_id: UUID) -> Row:
        """Take an allocation back of which nothing was spent.

        Raises NotFound, Forbidden, AllocationClosed and AllocationSpent.
        """
        row = await self._repository.lock(allocation_id)
        if row is None:
            raise NotFound
        source = await self._sources.get(row["source_id"])
        assert source is not None
        if not (keeps_funds(self._caller) or gives(self._caller, source)):
            raise Forbidden(OpenTo.FUNDERS, *KEEPING_FUNDS)
        if row["withdrawn"]:
            raise AllocationClosed
        if await self._spending.of_allocation(allocation_id):
            raise AllocationSpent
        await self._repository.withdraw(allocation_id)
        self._command.record(AllocationWithdrawn(allocation_id=allocation_id, source_id=row["source_id"]))
        return await self._read(allocation_id)

    async def _source(self, source_id: UUID) -> Row:
        source = await self._sources.lock(source_id)
        if source is None:
            raise UnknownFundingSource
        if not (keeps_funds(self._caller) or gives(self._caller, source)):
            raise Forbidden(OpenTo.FUNDERS, *KEEPING_FUNDS)
        if source["withdrawn"]:
            raise FundingSourceClosed
        if source["state"] == FundingState.PLEDGED:
            raise OnlyPledged
        return source

    async def _keep_the_charter(self, source: Row, amount: int) -> None:
        allocate_to_backbone(
            amount=amount,
            before=int(source["allocated_to_backbone"]),
            source_amount=source["amount"],
            earmarked=source["earmarked_for_backbone"],
        )
        cap = await self._funding.cap()
        stands = (await self._funding.by_currency(self._today))[source["currency"]]
        keep_under_cap(
            amount=amount,
            before=int(stands.get("allocated_to_backbone", 0)),
            raised=int(stands["raised"]),
            cap=Fraction(cap["numerator"], cap["denominator"]) if cap else None,
        )

    async def _read(self, allocation_id: UUID) -> Row:
        row = await self._repository.get(allocation_id)
        assert row is not None
        return row
