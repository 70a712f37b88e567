"""The rules of erasures: who may ask for whose, and when one is complete."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from services.events.erasures.errors import ErasureAlreadyRequested, NobodyToErase
from services.events.erasures.events import ErasureRequested
from services.events.erasures.kept import KEPT
from services.events.erasures.repository import ErasureRepository
from services.events.erasures.schemas import ErasureCreate, ErasureStatus
from shared.commands import Command, Reading
from shared.database.roles import SERVICES
from shared.erasure import NotYetError
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7

Row = Mapping[str, Any]


def described(row: Row) -> dict[str, Any]:
    """An erasure with what every service says of it; complete when all have acknowledged."""
    said = {item["service"]: item for item in row["acknowledgements"] or []}
    completed = said.keys() >= set(SERVICES)
    return {
        **row,
        "status": ErasureStatus.COMPLETED if completed else ErasureStatus.REQUESTED,
        "completed_at": max(_time(item) for item in said.values()) if completed else None,
        "opened_values": sum(item["opened_values"] for item in said.values()),
        "acknowledgements": [_acknowledged(service, said.get(service)) for service in SERVICES],
        "kept": [{"code": code, "text": message.in_all_languages()} for code, message in KEPT.items()],
    }


def _acknowledged(service: str, item: Row | None) -> dict[str, Any]:
    return {
        "service": service,
        "status": ErasureStatus.REQUESTED if item is None else ErasureStatus.COMPLETED,
        "opened_values": item["opened_values"] if item else None,
        "completed_at": _time(item) if item else None,
    }


def _time(item: Row) -> datetime:
    return datetime.fromisoformat(item["completed_at"])


class Erasures:
    """Reading the erasures of an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._repository = ErasureRepository(reading.connection, reading.initiative_id)

    async def get(self, erasure_id: UUID) -> Row:
        """One erasure; raises NotFound."""
        row = await self._repository.get(erasure_id)
        if row is None:
            raise NotFound
        return described(row)

    async def page(self, after: UUID, limit: int, person_id: UUID | None) -> list[Row]:
        """Erasures after an id, perhaps those of one person."""
        return [described(row) for row in await self._repository.page(after, limit, person_id)]


class ErasureCommands:
    """Requesting erasures in an initiative."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = ErasureRepository(command.connection, command.initiative_id)

    async def request(self, body: ErasureCreate) -> Row:
        """Ask every service to erase a person: the person themself, and facilitators.

        Raises Forbidden, NobodyToErase and ErasureAlreadyRequested. Standing ends with it, here and now.
        """
        caller = self._command.caller
        if not (caller.facilitates or caller.person_id == body.person_id):
            raise Forbidden(OpenTo.THEMSELF, OpenTo.FACILITATORS)
        # In this order: another request may commit in between, which ends the standing, not the erasure.
        takes_part = await self._repository.takes_part(body.person_id)
        if await self._repository.page(UUID(int=0), 1, body.person_id):
            raise ErasureAlreadyRequested
        if not takes_part:
            raise NobodyToErase
        erasure_id = uuid7()
        if not await self._repository.insert(erasure_id, body.person_id, self._command.now):
            raise ErasureAlreadyRequested  # by another request, at this moment
        self._command.record(
            ErasureRequested(erasure_id=erasure_id, person_id=body.person_id, reason=body.reason)
        )
        row = await self._repository.get(erasure_id)
        assert row is not None
        return described(row)


async def wait_for_note(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Keep an erasure from being acknowledged before it is in the journal; raises NotYetError."""
    if await ErasureRepository(connection, initiative_id).waits_for_note(person_id):
        raise NotYetError
