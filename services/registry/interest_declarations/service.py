"""The rules of interest declarations: who declares, until when."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg

from services.registry.interest_declarations.errors import NotDeclaring, NothingLeftToDecide
from services.registry.interest_declarations.events import InterestDeclared
from services.registry.interest_declarations.repository import InterestDeclarationRepository
from services.registry.interest_declarations.schemas import InterestDeclarationCreate
from services.registry.mandates.events import MandateStatus
from shared.commands import Capacity, Command, Reading
from shared.http.problems import NotFound
from shared.ids import uuid7

Row = Mapping[str, Any]


class InterestDeclarations:
    """Reading what was declared on a mandate."""

    def __init__(self, reading: Reading) -> None:
        self._repository = InterestDeclarationRepository(reading.connection, reading.initiative_id)

    async def page(self, mandate_id: UUID, after: UUID, limit: int) -> list[Any]:
        """Declarations after an id, each the last word of who declared; raises NotFound."""
        if await self._repository.mandate(mandate_id) is None:
            raise NotFound
        return await self._repository.page(mandate_id, after, limit)


class InterestDeclarationCommands:
    """Declaring interests."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = InterestDeclarationRepository(command.connection, command.initiative_id)

    async def declare(self, mandate_id: UUID, body: InterestDeclarationCreate) -> Row:
        """Declare, for oneself or for a proposed organization; the last word counts.

        Raises NotFound, NotDeclaring and NothingLeftToDecide.
        """
        mandate = await self._repository.mandate(mandate_id, held=True)
        if mandate is None:
            raise NotFound
        author_id = await self._act_as(body.organization_id, mandate)
        if mandate["status"] != MandateStatus.PROPOSED:
            raise NothingLeftToDecide
        row = await self._repository.put(
            {
                **body.model_dump(),
                "id": uuid7(),
                "mandate_id": mandate_id,
                "declarer_id": body.organization_id or author_id,
                "author_id": author_id,
                "declared_at": self._command.now,
            }
        )
        told = {"mandate_id": mandate_id, "declaration_id": row["id"], "author_id": author_id}
        self._command.record(InterestDeclared(**told, **body.model_dump()))
        return row

    async def _act_as(self, organization_id: UUID | None, mandate: Row) -> UUID:
        """Go on as who declares; raises NotDeclaring."""
        standing = self._command.caller.standing
        assert standing is not None
        if organization_id is None:
            if not await self._repository.decides(standing.person_id):
                raise NotDeclaring
            self._command.caller = self._command.caller.acting(Capacity.PERSON)
        elif organization_id not in standing.represents or organization_id not in mandate["organization_ids"]:
            raise NotDeclaring
        else:
            self._command.caller = self._command.caller.acting(Capacity.REPRESENTATIVE, organization_id)
        return standing.person_id


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Erase what a person declared for themself, and what they wrote for an organization."""
    await InterestDeclarationRepository(connection, initiative_id).erase(person_id)
