"""The rules of targets: who works on an indicator sets what its values are compared with."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

import asyncpg

from services.metrics.figure_problems import refused
from services.metrics.figures import Definition, FigureError
from services.metrics.indicators.repository import IndicatorRepository
from services.metrics.indicators.service import may_redefine
from services.metrics.targets.errors import TargetSetAlready
from services.metrics.targets.events import TargetDropped, TargetSet
from services.metrics.targets.repository import TargetRepository
from services.metrics.targets.schemas import TargetCreate, TargetPatch
from shared.commands import Command, Reading
from shared.http.preconditions import Precondition
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7

Row = Mapping[str, Any]


class Targets:
    """Reading the targets of an indicator."""

    def __init__(self, reading: Reading) -> None:
        self._repository = TargetRepository(reading.connection, reading.initiative_id)
        self._indicators = IndicatorRepository(reading.connection, reading.initiative_id)

    async def page(self, indicator_id: UUID, after: UUID, limit: int) -> list[Any]:
        """Targets after an id; raises NotFound."""
        if await self._indicators.get(indicator_id) is None:
            raise NotFound
        return await self._repository.page(indicator_id, after, limit)


class TargetCommands:
    """Changing the targets of an indicator."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = TargetRepository(command.connection, command.initiative_id)
        self._indicators = IndicatorRepository(command.connection, command.initiative_id)

    async def set(self, indicator_id: UUID, body: TargetCreate) -> Row:
        """Set a value for a period and place.

        Raises NotFound, Forbidden, ValidationFailed and TargetSetAlready.
        """
        definition = Definition(await self._indicator(indicator_id))
        try:
            period, place = definition.period(body.period), definition.place(body.dimensions)
        except FigureError as error:
            raise refused(error) from None
        row = await self._repository.set(
            {
                "indicator_id": indicator_id,
                "id": uuid7(),
                "kind": body.kind,
                "period": period.code,
                "period_start": period.start,
                "dimensions": place.dimensions,
                "dimensions_key": place.key,
                "value": Decimal(body.value),
                "set_by": self._command.caller.person_id,
                "set_at": self._command.now,
            }
        )
        if row is None:
            raise TargetSetAlready
        self._command.record(_set(row))
        return row

    async def change(
        self, indicator_id: UUID, target_id: UUID, body: TargetPatch, precondition: Precondition
    ) -> Row:
        """Another value; raises NotFound, Forbidden and PreconditionFailed."""
        row = await self._locked(indicator_id, target_id, precondition)
        if row["value"] == Decimal(body.value):
            return row
        caller, now = self._command.caller, self._command.now
        changed = await self._repository.change(row, Decimal(body.value), caller.person_id, now)
        self._command.record(_set(changed))
        return changed

    async def drop(self, indicator_id: UUID, target_id: UUID, precondition: Precondition) -> None:
        """Let a value hold no more; raises NotFound, Forbidden and PreconditionFailed."""
        await self._locked(indicator_id, target_id, precondition)
        await self._repository.drop(indicator_id, target_id)
        self._command.record(TargetDropped(indicator_id=indicator_id, target_id=target_id))

    async def _locked(self, indicator_id: UUID, target_id: UUID, precondition: Precondition) -> Row:
        await self._indicator(indicator_id)
        row = await self._repository.lock(indicator_id, target_id)
        if row is None:
            raise NotFound
        precondition.check(row["version"])
        return row

    async def _indicator(self, indicator_id: UUID) -> Row:
        row = await self._indicators.lock(indicator_id)
        if row is None:
            raise NotFound
        if not may_redefine(self._command.caller, row):
            raise Forbidden(OpenTo.DRAFTER, OpenTo.CUSTODIAN, OpenTo.FACILITATORS, OpenTo.ANALYSTS)
        return row


def _set(row: Row) -> TargetSet:
    named = {name: row[name] for name in ("indicator_id", "kind", "period_start", "dimensions")}
    return TargetSet(target_id=row["id"], value=f"{row['value']:f}", **named)


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Forget who set what: the values are the initiative's."""
    await TargetRepository(connection, initiative_id).forget(person_id)
