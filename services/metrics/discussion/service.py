"""The rules of discussing an indicator: partners take positions, anybody notes what it cannot tell."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg

from services.metrics.discussion.events import (
    IndicatorLimitNoted,
    IndicatorLimitStruck,
    IndicatorPositionTaken,
)
from services.metrics.discussion.repository import DiscussionRepository
from services.metrics.discussion.schemas import IndicatorLimitCreate, IndicatorPositionPut
from services.metrics.indicators.repository import IndicatorRepository
from services.metrics.indicators.service import may_redefine, represents
from shared.commands import Command, Reading
from shared.http.preconditions import Precondition
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7

Row = Mapping[str, Any]


class Discussion:
    """Reading what was said of an indicator."""

    def __init__(self, reading: Reading) -> None:
        self._repository = DiscussionRepository(reading.connection, reading.initiative_id)
        self._indicators = IndicatorRepository(reading.connection, reading.initiative_id)

    async def positions(self, indicator_id: UUID, after: UUID, limit: int) -> list[Any]:
        """Partners' positions; raises NotFound."""
        indicator = await self._indicators.get(indicator_id)
        if indicator is None:
            raise NotFound
        rows = await self._repository.positions(indicator_id, after, limit)
        return [_with_renewal(row, indicator) for row in rows]

    async def limits(self, indicator_id: UUID, after: UUID, limit: int) -> list[Any]:
        """Known limits; raises NotFound."""
        if await self._indicators.get(indicator_id) is None:
            raise NotFound
        return await self._repository.limits(indicator_id, after, limit)


class DiscussionCommands:
    """Saying something of an indicator."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = DiscussionRepository(command.connection, command.initiative_id)
        self._indicators = IndicatorRepository(command.connection, command.initiative_id)

    async def take_position(
        self,
        indicator_id: UUID,
        organization_id: UUID,
        body: IndicatorPositionPut,
        precondition: Precondition,
    ) -> Row:
        """Say where an organization stands; raises NotFound, Forbidden and PreconditionFailed."""
        indicator = await self._indicator(indicator_id)
        caller = self._command.caller
        if not represents(caller, organization_id):
            raise Forbidden(OpenTo.ITS_REPRESENTATIVES)
        before = await self._repository.position(indicator_id, organization_id)
        precondition.check(before["version"] if before else 0)
        assert caller.person_id is not None
        said = {
            "position": body.position,
            "reason": body.reason,
            "definition_version": indicator["newest_definition_version"],
        }
        if before is not None and said.items() <= dict(before).items():
            return _with_renewal(before, indicator)
        named = {"indicator_id": indicator_id, "organization_id": organization_id, **said}
        row = await self._repository.take(
            {**named, "id": uuid7(), "taken_by": caller.person_id, "taken_at": self._command.now}
        )
        self._command.record(IndicatorPositionTaken(**named, taken_by=caller.person_id))
        return _with_renewal(row, indicator)

    async def note_limit(self, indicator_id: UUID, body: IndicatorLimitCreate) -> Row:
        """Write down what the indicator cannot tell; raises NotFound."""
        await self._indicator(indicator_id)
        row = await self._repository.note(
            {
                "indicator_id": indicator_id,
                "id": uuid7(),
                "text": body.text,
                "noted_by": self._command.caller.person_id,
                "noted_at": self._command.now,
            }
        )
        self._command.record(
            IndicatorLimitNoted(indicator_id=indicator_id, limit_id=row["id"], text=body.text)
        )
        return row

    async def strike_limit(self, indicator_id: UUID, limit_id: UUID) -> None:
        """Strike a limit out: who noted it, and who works on the indicator; raises NotFound and Forbidden."""
        indicator = await self._indicator(indicator_id)
        row = await self._repository.limit(indicator_id, limit_id)
        if row is None:
            raise NotFound
        caller = self._command.caller
        if not (may_redefine(caller, indicator) or row["noted_by"] == caller.person_id):
            raise Forbidden(OpenTo.AUTHOR, OpenTo.CUSTODIAN, OpenTo.FACILITATORS, OpenTo.ANALYSTS)
        await self._repository.strike(indicator_id, limit_id)
        self._command.record(IndicatorLimitStruck(indicator_id=indicator_id, limit_id=limit_id))

    async def _indicator(self, indicator_id: UUID) -> Row:
        # Held: what is said is said of the definition that was read.
        row = await self._indicators.lock(indicator_id)
        if row is None:
            raise NotFound
        return row


def _with_renewal(row: Row, indicator: Row) -> dict[str, Any]:
    newest = indicator["newest_definition_version"]
    return {**row, "to_be_renewed": row["definition_version"] < newest}


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Erase a person's reasons. Positions are their organization's and stay, as do limits."""
    await DiscussionRepository(connection, initiative_id).erase(person_id)
