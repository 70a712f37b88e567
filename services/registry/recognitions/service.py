"""The rules of recognition: anybody gives others credit, everybody sees it, some have had none for long."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from services.registry.meetings.repository import MeetingRepository
from services.registry.organizations.repository import OrganizationRepository
from services.registry.recognitions.errors import RecognitionOfOneself, UnknownRecognized
from services.registry.recognitions.events import RecognitionGiven, RecognitionWithdrawn
from services.registry.recognitions.repository import RecognitionRepository
from services.registry.recognitions.schemas import RecognitionCreate
from shared.commands import Capacity, Command, Reading
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7

Row = Mapping[str, Any]


class Recognitions:
    """Reading who was given credit, and who was not."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._repository = RecognitionRepository(reading.connection, reading.initiative_id)

    async def get(self, recognition_id: UUID) -> Row:
        """One credit; raises NotFound."""
        row = await self._repository.get(recognition_id)
        if row is None:
            raise NotFound
        return row

    async def page(self, after: UUID, limit: int, filters: Mapping[str, Any]) -> list[Any]:
        """Credit after an id, that which has the values given."""
        return await self._repository.page(after, limit, filters)

    async def balances(self, since: datetime | None, limit: int) -> list[Any]:
        """Partners that have had no credit since a moment, or now: all of them; longest first."""
        return await self._repository.balances(since or self._reading.now, limit)


class RecognitionCommands:
    """Giving credit, and taking it back."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = RecognitionRepository(command.connection, command.initiative_id)
        self._organizations = OrganizationRepository(command.connection, command.initiative_id)

    async def give(self, body: RecognitionCreate) -> Row:
        """Give credit; raises Forbidden, RecognitionOfOneself and UnknownRecognized."""
        command = self._command
        standing = command.caller.standing
        assert standing is not None
        if body.by_organization_id is not None:
            if body.by_organization_id not in standing.represents:
                raise Forbidden(OpenTo.ITS_REPRESENTATIVES)
            command.caller = command.caller.acting(Capacity.REPRESENTATIVE, body.by_organization_id)
        if body.to_organization_id in standing.represents or body.to_person_id == standing.person_id:
            raise RecognitionOfOneself
        await self._known(body)
        row = await self._repository.insert(
            {
                **body.model_dump(),
                "id": uuid7(),
                "given_by": standing.person_id,
                "given_at": command.now,
            }
        )
        told = {**body.model_dump(), "author_id": standing.person_id}
        command.record(RecognitionGiven(recognition_id=row["id"], **told))
        return row

    async def withdraw(self, recognition_id: UUID) -> None:
        """Take back credit one gave; raises NotFound and Forbidden."""
        row = await self._repository.lock(recognition_id)
        if row is None:
            raise NotFound
        if row["given_by"] is None or row["given_by"] != self._command.caller.person_id:
            raise Forbidden(OpenTo.AUTHOR)
        await self._repository.delete(recognition_id)
        self._command.record(RecognitionWithdrawn(recognition_id=recognition_id))

    async def _known(self, body: RecognitionCreate) -> None:
        if not await self._organizations.on_the_map([body.to_organization_id]):
            raise UnknownRecognized
        today = self._command.now.date()
        if body.to_person_id is not None and not await self._repository.belongs(
            body.to_person_id, body.to_organization_id, today
        ):
            raise UnknownRecognized
        if body.meeting_id is not None:
            meetings = MeetingRepository(self._command.connection, self._command.initiative_id)
            if await meetings.get(body.meeting_id) is None:
                raise UnknownRecognized


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Empty what a person gave and was given; that an organization had credit stays."""
    await RecognitionRepository(connection, initiative_id).erase(person_id)
