"""The rules of contributions: organizations say what they contribute, or confirm what others entered."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.registry.contributions.errors import ContributionClosed, UnknownContributor
from services.registry.contributions.events import (
    ContributionConfirmed,
    ContributionRecorded,
    ContributionWithdrawn,
)
from services.registry.contributions.repository import ContributionRepository
from services.registry.contributions.schemas import ContributionCreate
from services.registry.funding_sources.service import KEEPING_FUNDS, keeps_funds
from services.registry.organizations.repository import OrganizationRepository
from shared.commands import Capacity, Command, Reading
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7

Row = Mapping[str, Any]


class Contributions:
    """Reading what is contributed."""

    def __init__(self, reading: Reading) -> None:
        self._repository = ContributionRepository(reading.connection, reading.initiative_id)

    async def get(self, contribution_id: UUID) -> Row:
        """One contribution; raises NotFound."""
        row = await self._repository.get(contribution_id)
        if row is None:
            raise NotFound
        return row

    async def page(self, after: UUID, limit: int, **filters: Any) -> list[Any]:
        """Contributions after an id, of an organization, of a kind."""
        return await self._repository.page(after, limit, filters)


class ContributionCommands:
    """Recording, confirming and withdrawing contributions."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = ContributionRepository(command.connection, command.initiative_id)
        self._organizations = OrganizationRepository(command.connection, command.initiative_id)

    async def record(self, body: ContributionCreate) -> Row:
        """Record a contribution: one's organization's is confirmed at once, another's waits for it.

        Raises Forbidden and UnknownContributor.
        """
        own = self._speaks_for(body.organization_id)
        if not (own or keeps_funds(self._command.caller)):
            raise Forbidden(OpenTo.ITS_REPRESENTATIVES, *KEEPING_FUNDS)
        if not await self._organizations.on_the_map([body.organization_id]):
            raise UnknownContributor
        if own:
            self._act_for(body.organization_id)
        row = await self._repository.insert(
            {
                **body.model_dump(),
                "id": uuid7(),
                "confirmed": own,
                "withdrawn": False,
                "version": 1,
                "created_at": self._command.now,
            }
        )
        self._command.record(
            ContributionRecorded(contribution_id=row["id"], confirmed=own, **body.model_dump())
        )
        return row

    async def confirm(self, contribution_id: UUID) -> Row:
        """Stand by what was entered for an organization; raises NotFound, Forbidden, ContributionClosed."""
        row = await self._locked(contribution_id)
        if not self._speaks_for(row["organization_id"]):
            raise Forbidden(OpenTo.ITS_REPRESENTATIVES)
        if row["confirmed"] or row["withdrawn"]:
            raise ContributionClosed
        self._act_for(row["organization_id"])
        changed = await self._repository.settle(row, confirmed=True, withdrawn=False)
        self._command.record(ContributionConfirmed(**_named(row)))
        return changed

    async def withdraw(self, contribution_id: UUID) -> Row:
        """Take a contribution off: its organization, and who keeps the funds while it is not confirmed.

        Raises NotFound, Forbidden and ContributionClosed.
        """
        row = await self._locked(contribution_id)
        own = self._speaks_for(row["organization_id"])
        if not (own or (keeps_funds(self._command.caller) and not row["confirmed"])):
            raise Forbidden(OpenTo.ITS_REPRESENTATIVES, *KEEPING_FUNDS)
        if row["withdrawn"]:
            raise ContributionClosed
        changed = await self._repository.settle(row, confirmed=row["confirmed"], withdrawn=True)
        self._command.record(ContributionWithdrawn(**_named(row)))
        return changed

    def _speaks_for(self, organization_id: UUID) -> bool:
        standing = self._command.caller.standing
        return standing is not None and organization_id in standing.represents

    def _act_for(self, organization_id: UUID) -> None:
        self._command.caller = self._command.caller.acting(Capacity.REPRESENTATIVE, organization_id)

    async def _locked(self, contribution_id: UUID) -> Row:
        row = await self._repository.lock(contribution_id)
        if row is None:
            raise NotFound
        return row


def _named(row: Row) -> dict[str, UUID]:
    return {"contribution_id": row["id"], "organization_id": row["organization_id"]}
