"""The rules of sources: any member records one; whoever recorded it and facilitators change it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg

from services.registry.sources.errors import SourceClosed
from services.registry.sources.events import (
    SourceDescribed,
    SourceKind,
    SourceRecorded,
    SourceStatus,
    SourceWithdrawn,
)
from services.registry.sources.repository import SourceRepository
from services.registry.sources.schemas import SourceCreate, SourcePatch
from shared.commands import Command, Reading
from shared.http.preconditions import Precondition
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7

Row = Mapping[str, Any]


class Sources:
    """Reading the sources of an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._repository = SourceRepository(reading.connection, reading.initiative_id)

    async def get(self, source_id: UUID) -> Row:
        """One source; raises NotFound."""
        row = await self._repository.get(source_id)
        if row is None:
            raise NotFound
        return row

    async def page(
        self, after: UUID, limit: int, *, kind: SourceKind | None, status: SourceStatus | None
    ) -> list[Any]:
        """Sources after an id, of a kind, at a status."""
        return await self._repository.page(after, limit, {"kind": kind, "status": status})


class SourceCommands:
    """Changing the sources of an initiative."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = SourceRepository(command.connection, command.initiative_id)

    async def record(self, body: SourceCreate) -> Row:
        """Record a source."""
        values = body.model_dump() | {"link": None if body.link is None else str(body.link)}
        row = await self._repository.insert(
            {
                **values,
                "id": uuid7(),
                "status": SourceStatus.RECORDED,
                "recorded_by": self._command.caller.person_id,
                "version": 1,
                "created_at": self._command.now,
            }
        )
        self._command.record(SourceRecorded(source_id=row["id"], **_described(row)))
        return row

    async def describe(self, source_id: UUID, body: SourcePatch, precondition: Precondition) -> Row:
        """Change what is recorded of a source.

        Raises NotFound, Forbidden, PreconditionFailed and SourceClosed.
        """
        row = await self._locked(source_id)
        precondition.check(row["version"])
        _still_open(row)
        changes = body.model_dump()
        if changes.get("link") is not None:
            changes["link"] = str(changes["link"])
        if changes.items() <= dict(row).items():
            return row
        changed = await self._repository.update(row, changes)
        self._command.record(SourceDescribed(source_id=source_id, **_described(changed)))
        return changed

    async def withdraw(self, source_id: UUID) -> Row:
        """Say that a source serves no longer; raises NotFound, Forbidden and SourceClosed."""
        row = await self._locked(source_id)
        _still_open(row)
        changed = await self._repository.update(row, {"status": SourceStatus.WITHDRAWN})
        self._command.record(SourceWithdrawn(source_id=source_id))
        return changed

    async def _locked(self, source_id: UUID) -> Row:
        row = await self._repository.lock(source_id)
        if row is None:
            raise NotFound
        caller = self._command.caller
        if not (caller.facilitates or row["recorded_by"] == caller.person_id):
            raise Forbidden(OpenTo.AUTHOR, OpenTo.FACILITATORS)
        return row


def _still_open(row: Row) -> None:
    if row["status"] == SourceStatus.WITHDRAWN:
        raise SourceClosed


def _described(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in ("kind", "title", "author", "link", "published_on", "note")}


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Forget which sources a person recorded; the sources are the initiative's and stay."""
    await SourceRepository(connection, initiative_id).erase(person_id)
