"""The rules of assessments: facilitators alone record and read them; a new one leaves what was before."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from services.registry.assessments.errors import AssessmentInFuture
from services.registry.assessments.events import CandidateFor, OrganizationAssessed
from services.registry.assessments.repository import AssessmentRepository
from services.registry.assessments.schemas import AssessmentCreate
from services.registry.organizations.service import Organizations
from shared.commands import Command, Reading
from shared.ids import uuid7

Row = Mapping[str, Any]
_EARLIEST_ZONE = timedelta(hours=14)
"""How far the earliest time zone is ahead of UTC."""


class Assessments:
    """Reading the assessments of an initiative's organizations."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._repository = AssessmentRepository(reading.connection, reading.initiative_id)

    async def history(self, organization_id: UUID, after: UUID, limit: int) -> list[Any]:
        """The assessments of one organization, in the order they were recorded; raises NotFound."""
        ids = await Organizations(self._reading).ids(organization_id)
        return await self._repository.history(ids, after, limit)

    async def latest(
        self, on: date | None, after: UUID, limit: int, candidate_for: CandidateFor | None
    ) -> list[Any]:
        """Of each organization what held on a day (by default: by now), by the organization's id."""
        return await self._repository.latest(on or latest_day(self._reading.now), after, limit, candidate_for)


class AssessmentCommands:
    """Recording assessments."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = AssessmentRepository(command.connection, command.initiative_id)

    async def assess(self, organization_id: UUID, body: AssessmentCreate) -> Row:
        """Record how an organization is seen; raises NotFound and AssessmentInFuture."""
        await Organizations(self._command).get(organization_id)
        assessed_on = body.assessed_on or self._command.now.date()
        if assessed_on > latest_day(self._command.now):
            raise AssessmentInFuture
        found = body.model_dump() | {"assessed_on": assessed_on}
        row = await self._repository.insert(
            {**found, "organization_id": organization_id, "id": uuid7(), "recorded_at": self._command.now}
        )
        self._command.record(
            OrganizationAssessed(organization_id=organization_id, assessment_id=row["id"], **found)
        )
        return row


def latest_day(now: datetime) -> date:
    """The latest day that has begun anywhere on earth."""
    return (now + _EARLIEST_ZONE).date()
