"""The backbone's own work for the initiative, where everybody sees it, apart from the partners' plan."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from services.agenda.activities.errors import EndsBeforeItStarts, UnknownDependency
from services.agenda.activities.repository import ActivityRepository
from services.agenda.backbone_services.events import BackboneServiceChanged, BackboneServiceRecorded
from services.agenda.backbone_services.models import STATED
from services.agenda.backbone_services.repository import BackboneServiceRepository
from services.agenda.backbone_services.schemas import BackboneServiceCreate, BackboneServicePatch
from shared.commands import Command, Reading
from shared.http.preconditions import Precondition
from shared.http.problems import NotFound
from shared.ids import uuid7

Row = Mapping[str, Any]


class BackboneServices:
    """Reading the backbone's own work."""

    def __init__(self, reading: Reading) -> None:
        self._repository = BackboneServiceRepository(reading.connection, reading.initiative_id)

    async def get(self, service_id: UUID) -> Row:
        """One piece of work; raises NotFound."""
        row = await self._repository.get(service_id)
        if row is None:
            raise NotFound
        return row

    async def page(self, after: UUID, limit: int) -> list[Any]:
        """Work after an id."""
        return await self._repository.page(after, limit)


class BackboneServiceCommands:
    """Changing what is recorded of the backbone's own work."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = BackboneServiceRepository(command.connection, command.initiative_id)
        self._activities = ActivityRepository(command.connection, command.initiative_id)

    async def record(self, body: BackboneServiceCreate) -> Row:
        """Record work; raises EndsBeforeItStarts and UnknownDependency."""
        values = body.model_dump()
        await self._check(values, values["activity_ids"])
        row = await self._repository.insert(
            {**values, "id": uuid7(), "version": 1, "created_at": self._command.now}
        )
        self._command.record(BackboneServiceRecorded(**_stated(row)))
        return row

    async def change(self, service_id: UUID, body: BackboneServicePatch, precondition: Precondition) -> Row:
        """Change work; raises NotFound, PreconditionFailed, EndsBeforeItStarts and UnknownDependency."""
        row = await self._repository.lock(service_id)
        if row is None:
            raise NotFound
        precondition.check(row["version"])
        values = {name: row[name] for name in STATED} | body.model_dump()
        if all(values[name] == row[name] for name in STATED):
            return row
        await self._check(values, [one for one in values["activity_ids"] if one not in row["activity_ids"]])
        changed = await self._repository.update(service_id, values)
        self._command.record(BackboneServiceChanged(**_stated(changed)))
        return changed

    async def _check(self, values: Row, activity_ids: Sequence[UUID]) -> None:
        if values["starts_on"] and values["ends_on"] and values["ends_on"] < values["starts_on"]:
            raise EndsBeforeItStarts
        if len(await self._activities.known(activity_ids)) < len(activity_ids):
            raise UnknownDependency


def _stated(row: Row) -> dict[str, Any]:
    return {"backbone_service_id": row["id"]} | {name: row[name] for name in STATED}
