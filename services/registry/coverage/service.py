"""The rules of coverage: facilitators set targets; every member sees who is missing."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.registry.coverage.counting import counted, groups, signals
from services.registry.coverage.errors import TargetExists, TooManyTargets
from services.registry.coverage.events import CoverageTargetDropped, CoverageTargetSet
from services.registry.coverage.repository import CoverageRepository
from services.registry.coverage.schemas import CoverageTargetCreate
from services.registry.groupings.errors import UnknownGroupingValue
from services.registry.groupings.service import GroupingCommands
from shared.commands import Command, Reading
from shared.http.preconditions import Precondition
from shared.http.problems import NotFound
from shared.ids import uuid7

Row = Mapping[str, Any]
MAX_TARGETS = 200


class Coverage:
    """Reading who is there and who is missing."""

    def __init__(self, reading: Reading) -> None:
        self._repository = CoverageRepository(reading.connection, reading.initiative_id)

    async def targets(self, after: UUID, limit: int) -> list[Any]:
        """Targets after an id."""
        return await self._repository.page(after, limit)

    async def read(self) -> Row:
        """Every group with its organizations, and the targets not reached."""
        counts = counted(await self._repository.counts())
        targets = await self._repository.targets()
        groupings = await self._repository.groupings()
        return {"groups": groups(counts, groupings, targets), "signals": signals(counts, groupings, targets)}


class CoverageCommands:
    """Setting and dropping targets."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = CoverageRepository(command.connection, command.initiative_id)

    async def set(self, body: CoverageTargetCreate) -> Row:
        """Set a target; raises UnknownGroupingValue, TargetExists and TooManyTargets."""
        if body.grouping_id is not None and not await self._has_value(body.grouping_id, body.value_id):
            raise UnknownGroupingValue
        values = body.model_dump()
        if await self._repository.count() >= MAX_TARGETS:
            raise TooManyTargets(most=MAX_TARGETS)
        row = await self._repository.insert(
            {**values, "id": uuid7(), "version": 1, "created_at": self._command.now}
        )
        if row is None:
            raise TargetExists
        self._command.record(CoverageTargetSet(target_id=row["id"], **values))
        return row

    async def drop(self, target_id: UUID, precondition: Precondition) -> None:
        """Let a target hold no longer; raises NotFound and PreconditionFailed."""
        row = await self._repository.lock(target_id)
        if row is None:
            raise NotFound
        precondition.check(row["version"])
        await self._repository.delete(target_id)
        self._command.record(CoverageTargetDropped(target_id=target_id))

    async def _has_value(self, grouping_id: UUID, value_id: UUID | None) -> bool:
        return value_id in await GroupingCommands(self._command).held_values(grouping_id)
