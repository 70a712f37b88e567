"""The rules of context events: facilitators record what happened outside; every member reads it."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from services.registry.context_events.errors import ContextEventReversed, UnknownContextSource
from services.registry.context_events.events import (
    ContextEventDescribed,
    ContextEventRecorded,
    ContextEventWithdrawn,
    ContextKind,
)
from services.registry.context_events.repository import ContextEventRepository
from services.registry.context_events.schemas import ContextEventCreate, ContextEventPatch
from services.registry.files.service import remove_with
from shared.citing.kinds import CitedKind
from shared.commands import Command, Reading
from shared.http.preconditions import Precondition
from shared.http.problems import NotFound
from shared.ids import uuid7

Row = Mapping[str, Any]
_DESCRIBED = ("kind", "title", "note", "starts_on", "ends_on", "source_ids")


class ContextEvents:
    """Reading what happened outside."""

    def __init__(self, reading: Reading) -> None:
        self._repository = ContextEventRepository(reading.connection, reading.initiative_id)

    async def get(self, context_event_id: UUID) -> Row:
        """One context event; raises NotFound."""
        row = await self._repository.get(context_event_id)
        if row is None:
            raise NotFound
        return row

    async def page(
        self, after: UUID, limit: int, *, kind: ContextKind | None, since: date | None, until: date | None
    ) -> list[Any]:
        """Context events after an id: of a kind, touching the days from one to another."""
        return await self._repository.page(after, limit, {"kind": kind, "since": since, "until": until})


class ContextEventCommands:
    """Recording what happened outside."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = ContextEventRepository(command.connection, command.initiative_id)

    async def record(self, body: ContextEventCreate) -> Row:
        """Record something; raises ContextEventReversed and UnknownContextSource."""
        values = body.model_dump()
        await self._check(values)
        row = await self._repository.insert(
            {**values, "id": uuid7(), "version": 1, "created_at": self._command.now}
        )
        self._command.record(ContextEventRecorded(context_event_id=row["id"], **values))
        return row

    async def describe(
        self, context_event_id: UUID, body: ContextEventPatch, precondition: Precondition
    ) -> Row:
        """Change what is recorded of something outside.

        Raises NotFound, PreconditionFailed, ContextEventReversed and UnknownContextSource.
        """
        row = await self._locked(context_event_id, precondition)
        changes = body.model_dump()
        if changes.items() <= dict(row).items():
            return row
        await self._check({**row, **changes})
        changed = await self._repository.update(row, changes)
        described = {name: changed[name] for name in _DESCRIBED}
        self._command.record(ContextEventDescribed(context_event_id=context_event_id, **described))
        return changed

    async def withdraw(self, context_event_id: UUID, precondition: Precondition) -> None:
        """Take back what was recorded, and its files; raises NotFound and PreconditionFailed."""
        await self._locked(context_event_id, precondition)
        await remove_with(self._command, CitedKind.CONTEXT_EVENT, context_event_id)
        await self._repository.delete(context_event_id)
        self._command.record(ContextEventWithdrawn(context_event_id=context_event_id))

    async def _check(self, values: Row) -> None:
        if values["ends_on"] is not None and values["ends_on"] < values["starts_on"]:
            raise ContextEventReversed
        if values["source_ids"] and not await self._repository.know(set(values["source_ids"])):
            raise UnknownContextSource

    async def _locked(self, context_event_id: UUID, precondition: Precondition) -> Row:
        row = await self._repository.lock(context_event_id)
        if row is None:
            raise NotFound
        precondition.check(row["version"])
        return row
