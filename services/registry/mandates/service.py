"""The rules of mandates: who proposes, who takes a proposal back. In force they come by decision alone."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import asyncpg

from services.registry.mandates.errors import MandateInThePast, MandateSettled, UnknownHolder
from services.registry.mandates.events import MandateProposed, MandateStatus, MandateWithdrawn
from services.registry.mandates.repository import MandateRepository
from services.registry.mandates.schemas import MandateCreate
from shared.commands import Command, Reading
from shared.http.problems import Forbidden, NotFound
from shared.ids import uuid7

Row = Mapping[str, Any]


def shown(row: Row, today: date) -> dict[str, Any]:
    """A mandate as the API shows it on a day."""
    granted = row["status"] in (MandateStatus.GRANTED, MandateStatus.ENDED)
    return {**row, "in_force": granted and row["starts_on"] <= today <= row["ends_on"]}


class Mandates:
    """Reading the mandates of an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._today = reading.now.date()
        self._repository = MandateRepository(reading.connection, reading.initiative_id)

    async def get(self, mandate_id: UUID) -> dict[str, Any]:
        """One mandate; raises NotFound."""
        row = await self._repository.get(mandate_id)
        if row is None:
            raise NotFound
        return shown(row, self._today)

    async def page(self, after: UUID, limit: int, *, status: MandateStatus | None) -> list[dict[str, Any]]:
        """Mandates after an id, of a status."""
        rows = await self._repository.page(after, limit, {"status": status})
        return [shown(row, self._today) for row in rows]


class MandateCommands:
    """Proposing mandates, and taking proposals back."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = MandateRepository(command.connection, command.initiative_id)

    async def propose(self, body: MandateCreate) -> dict[str, Any]:
        """Propose a backbone; raises Forbidden, MandateInThePast and UnknownHolder."""
        standing = self._command.caller.standing
        assert standing is not None
        if not (standing.facilitates or standing.represents or standing.seats):
            raise Forbidden
        if body.ends_on < self._command.now.date():
            raise MandateInThePast
        if not await self._repository.knows(body.organization_ids):
            raise UnknownHolder
        row = await self._repository.insert(
            {
                **body.model_dump(),
                "id": uuid7(),
                "status": MandateStatus.PROPOSED,
                "decision_id": None,
                "proposed_by": self._command.caller.person_id,
                "version": 1,
                "created_at": self._command.now,
            }
        )
        self._command.record(MandateProposed(mandate_id=row["id"], **body.model_dump()))
        return shown(row, self._command.now.date())

    async def withdraw(self, mandate_id: UUID) -> dict[str, Any]:
        """Take a proposal back: whoever made it, whoever speaks for an organization proposed.

        Raises NotFound, Forbidden and MandateSettled.
        """
        row = await self._repository.lock(mandate_id)
        if row is None:
            raise NotFound
        standing = self._command.caller.standing
        assert standing is not None
        speaks = not standing.represents.isdisjoint(row["organization_ids"])
        if not (speaks or row["proposed_by"] == standing.person_id):
            raise Forbidden
        if row["status"] != MandateStatus.PROPOSED:
            raise MandateSettled
        changed = await self._repository.set_status(mandate_id, MandateStatus.WITHDRAWN)
        self._command.record(
            MandateWithdrawn(mandate_id=mandate_id, organization_ids=row["organization_ids"])
        )
        return shown(changed, self._command.now.date())


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Erase who proposed a mandate; what was proposed is the initiative's and stays."""
    await MandateRepository(connection, initiative_id).forget_author(person_id)
