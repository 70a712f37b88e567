"""The rules of engagement activities: who records them, and whom they reached."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

import asyncpg

from services.registry.engagement_activities.errors import (
    EngagementActivityClosed,
    HeldInFuture,
    UnknownHost,
)
from services.registry.engagement_activities.events import (
    EngagementActivityCorrected,
    EngagementActivityRecorded,
    EngagementActivityWithdrawn,
    Involvement,
    Support,
)
from services.registry.engagement_activities.repository import EngagementActivityRepository
from services.registry.engagement_activities.schemas import EngagementActivityPut
from services.registry.organizations.repository import OrganizationRepository
from services.registry.staff.events import StaffRole
from shared.commands import Command, Reading
from shared.http.preconditions import Precondition
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7

Row = Mapping[str, Any]


def reached(held: Iterable[Row]) -> dict[str, Any]:
    """Whom activities reached: sums of what was counted, and at how many what support was given."""
    rows = list(held)
    levels = Counter(row["involvement"] for row in rows)
    supports = Counter(kind for row in rows for kind in set(row["support"]))
    return {
        "activities": len(rows),
        "took_part": sum(row["took_part"] for row in rows),
        "with_lived_experience": sum(row["with_lived_experience"] or 0 for row in rows),
        "without_support": sum(not row["support"] for row in rows),
        "by_involvement": [
            {
                "involvement": level,
                "activities": levels[level],
                "took_part": sum(row["took_part"] for row in rows if row["involvement"] == level),
            }
            for level in Involvement
            if levels[level]
        ],
        "by_support": [{"support": kind, "activities": supports[kind]} for kind in Support if supports[kind]],
    }


class EngagementActivities:
    """Reading engagement activities, and whom they reached."""

    def __init__(self, reading: Reading) -> None:
        self._repository = EngagementActivityRepository(reading.connection, reading.initiative_id)

    async def get(self, engagement_id: UUID) -> Row:
        """One activity; raises NotFound."""
        row = await self._repository.get(engagement_id)
        if row is None:
            raise NotFound
        return row

    async def page(self, after: UUID, limit: int) -> list[Any]:
        """Activities after an id."""
        return await self._repository.page(after, limit)

    async def reach(self, since: date | None, until: date | None) -> dict[str, Any]:
        """Whom the activities from a day to a day reached."""
        return reached(await self._repository.held(since or date.min, until or date.max))


class EngagementActivityCommands:
    """Recording engagement activities."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = EngagementActivityRepository(command.connection, command.initiative_id)
        self._organizations = OrganizationRepository(command.connection, command.initiative_id)

    async def record(self, body: EngagementActivityPut) -> Row:
        """Record what was held; raises Forbidden, UnknownHost and HeldInFuture."""
        self._may_record(body.organization_ids)
        await self._check(body, known=())
        row = await self._repository.insert(
            {
                **body.model_dump(),
                "id": uuid7(),
                "withdrawn": False,
                "recorded_by": self._command.caller.person_id,
                "version": 1,
                "created_at": self._command.now,
            }
        )
        self._command.record(EngagementActivityRecorded(engagement_id=row["id"], **body.model_dump()))
        return row

    async def correct(
        self, engagement_id: UUID, body: EngagementActivityPut, precondition: Precondition
    ) -> Row:
        """Correct what was recorded, by who may record it.

        Raises NotFound, Forbidden, PreconditionFailed, EngagementActivityClosed, UnknownHost, HeldInFuture.
        """
        row = await self._open(engagement_id)
        precondition.check(row["version"])
        await self._check(body, known=row["organization_ids"])
        if body.model_dump().items() <= dict(row).items():
            return row
        changed = await self._repository.update(row, body.model_dump())
        self._command.record(EngagementActivityCorrected(engagement_id=engagement_id, **body.model_dump()))
        return changed

    async def withdraw(self, engagement_id: UUID) -> Row:
        """Take an entry back; raises NotFound, Forbidden and EngagementActivityClosed."""
        row = await self._open(engagement_id)
        changed = await self._repository.update(row, {"withdrawn": True})
        self._command.record(EngagementActivityWithdrawn(engagement_id=engagement_id))
        return changed

    async def _open(self, engagement_id: UUID) -> Row:
        row = await self._repository.lock(engagement_id)
        if row is None:
            raise NotFound
        if row["recorded_by"] != self._command.caller.person_id:
            self._may_record(row["organization_ids"])
        if row["withdrawn"]:
            raise EngagementActivityClosed
        return row

    def _may_record(self, organization_ids: Iterable[UUID]) -> None:
        """Facilitators, staff for the community, and who represents one of those that held it."""
        standing = self._command.caller.standing
        assert standing is not None
        works = standing.facilitates or StaffRole.COMMUNITY_ENGAGEMENT in standing.staff_roles
        if not works and standing.represents.isdisjoint(organization_ids):
            raise Forbidden(OpenTo.ITS_REPRESENTATIVES, OpenTo.FACILITATORS, OpenTo.COMMUNITY_STAFF)

    async def _check(self, body: EngagementActivityPut, *, known: Iterable[UUID]) -> None:
        """What was held, and by whom; those known already stay, even where they have been merged since."""
        if body.held_on > self._command.now.date():
            raise HeldInFuture
        if not await self._organizations.on_the_map(set(body.organization_ids).difference(known)):
            raise UnknownHost


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Erase who recorded an activity; what was held is the initiative's and stays."""
    await EngagementActivityRepository(connection, initiative_id).forget(person_id)
