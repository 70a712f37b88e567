"""The rules of support for taking part: numbers of people, at an occasion, tied to what paid for it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from services.registry.engagement_activities.errors import HeldInFuture, UnknownHost
from services.registry.engagement_activities.events import Support
from services.registry.organizations.repository import OrganizationRepository
from services.registry.participation_support.errors import SupportClosed, UnknownOccasion, UnknownSpending
from services.registry.participation_support.events import (
    ParticipationSupportGiven,
    ParticipationSupportWithdrawn,
)
from services.registry.participation_support.repository import ParticipationSupportRepository
from services.registry.participation_support.schemas import ParticipationSupportCreate
from services.registry.staff.events import StaffRole
from shared.commands import Command, Reading
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7

Row = Mapping[str, Any]


def summed(rows: Iterable[Row]) -> dict[str, Any]:
    """Sums by kind of support, from sums by kind and currency; what cost nothing has no currency."""
    found = list(rows)
    by_kind = {kind: [row for row in found if row["support"] == kind] for kind in Support}
    return {
        "by_support": [
            {
                "support": kind,
                "times": sum(row["times"] for row in of_kind),
                "number": sum(row["number"] for row in of_kind),
                "costs": [
                    {"currency": row["currency"], "amount": row["amount"]}
                    for row in sorted(of_kind, key=lambda row: row["currency"] or "")
                    if row["currency"] is not None
                ],
            }
            for kind, of_kind in by_kind.items()
            if of_kind
        ]
    }


class ParticipationSupports:
    """Reading support for taking part."""

    def __init__(self, reading: Reading) -> None:
        self._repository = ParticipationSupportRepository(reading.connection, reading.initiative_id)

    async def get(self, support_id: UUID) -> Row:
        """One support; raises NotFound."""
        row = await self._repository.get(support_id)
        if row is None:
            raise NotFound
        return row

    async def page(self, after: UUID, limit: int, **filters: Any) -> list[Any]:
        """Support after an id, of an occasion."""
        return await self._repository.page(after, limit, filters)

    async def sums(self, since: date | None, until: date | None) -> dict[str, Any]:
        """Support from a day to a day, by kind."""
        return summed(await self._repository.sums(since or date.min, until or date.max))


class ParticipationSupportCommands:
    """Recording support for taking part."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = ParticipationSupportRepository(command.connection, command.initiative_id)
        self._organizations = OrganizationRepository(command.connection, command.initiative_id)

    async def give(self, body: ParticipationSupportCreate) -> Row:
        """Record support; raises Forbidden, HeldInFuture, UnknownHost, UnknownOccasion, UnknownSpending."""
        self._may_record(body.organization_id)
        if body.given_on > self._command.now.date():
            raise HeldInFuture
        named = [] if body.organization_id is None else [body.organization_id]
        if not await self._organizations.on_the_map(named):
            raise UnknownHost
        await self._check_occasion(body)
        if body.spending_id is not None and not await self._repository.holds_spending(body.spending_id):
            raise UnknownSpending
        support_id, values = uuid7(), body.model_dump()
        tied = await self._repository.insert(
            {**values, "id": support_id, "withdrawn": False, "version": 1, "created_at": self._command.now}
        )
        if not tied:
            raise UnknownSpending
        self._command.record(ParticipationSupportGiven(support_id=support_id, **values))
        return await self._read(support_id)

    async def withdraw(self, support_id: UUID) -> Row:
        """Take support back; raises NotFound, Forbidden and SupportClosed."""
        row = await self._repository.lock(support_id)
        if row is None:
            raise NotFound
        self._may_record(row["organization_id"])
        if row["withdrawn"]:
            raise SupportClosed
        await self._repository.withdraw(support_id)
        self._command.record(ParticipationSupportWithdrawn(support_id=support_id))
        return await self._read(support_id)

    async def _check_occasion(self, body: ParticipationSupportCreate) -> None:
        if body.engagement_id is not None:
            known = await self._repository.has_engagement(body.engagement_id)
        else:
            assert body.meeting_id is not None
            known = await self._repository.has_meeting(body.meeting_id)
        if not known:
            raise UnknownOccasion

    def _may_record(self, organization_id: UUID | None) -> None:
        """Facilitators, staff for the community, and who represents the organization that gave it."""
        standing = self._command.caller.standing
        assert standing is not None
        works = standing.facilitates or StaffRole.COMMUNITY_ENGAGEMENT in standing.staff_roles
        if not works and organization_id not in standing.represents:
            raise Forbidden(OpenTo.ITS_REPRESENTATIVES, OpenTo.FACILITATORS, OpenTo.COMMUNITY_STAFF)

    async def _read(self, support_id: UUID) -> Row:
        row = await self._repository.get(support_id)
        assert row is not None
        return row
