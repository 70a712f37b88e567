"""The rules of handing over a mandate: one side hands, the other says whether it is there."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg

from services.registry.handovers.errors import (
    HandoverNotInState,
    HandoverRunning,
    NotHandingOver,
    NothingToHandOver,
)
from services.registry.handovers.events import (
    HandedStatus,
    HandoverBegun,
    HandoverEnded,
    HandoverStatus,
    HandoverThingAccepted,
    HandoverThingAdded,
    HandoverThingHanded,
    HandoverThingReturned,
)
from services.registry.handovers.repository import HandoverRepository
from services.registry.handovers.schemas import (
    HandoverCreate,
    HandoverEnd,
    HandoverThingCreate,
    HandoverThingReturn,
)
from services.registry.mandates.repository import MandateRepository
from services.registry.mandates.service import GRANTED
from services.registry.organizations.repository import OrganizationRepository
from shared.commands import Command, Reading
from shared.http.problems import NotFound
from shared.ids import uuid7

Row = Mapping[str, Any]


def shown(row: Row) -> dict[str, Any]:
    """A handover as the API shows it."""
    return {**row, "things": row["things"] or []}


class Handovers:
    """Reading how mandates are handed over."""

    def __init__(self, reading: Reading) -> None:
        self._repository = HandoverRepository(reading.connection, reading.initiative_id)

    async def get(self, handover_id: UUID) -> dict[str, Any]:
        """One handover; raises NotFound."""
        row = await self._repository.get(handover_id)
        if row is None:
            raise NotFound
        return shown(row)

    async def page(self, after: UUID, limit: int) -> list[Any]:
        """Handovers after an id."""
        return [shown(row) for row in await self._repository.page(after, limit)]


class HandoverCommands:
    """Handing over, and taking over."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = HandoverRepository(command.connection, command.initiative_id)
        self._mandates = MandateRepository(command.connection, command.initiative_id)
        self._organizations = OrganizationRepository(command.connection, command.initiative_id)

    async def begin(self, body: HandoverCreate) -> dict[str, Any]:
        """Begin to hand a mandate over; raises NothingToHandOver, NotHandingOver and HandoverRunning."""
        mandate = await self._mandates.get(body.mandate_id)
        taking = list(dict.fromkeys(body.to_organization_ids))
        if mandate is None or mandate["status"] not in GRANTED:
            raise NothingToHandOver
        if not await self._organizations.on_the_map(taking):
            raise NothingToHandOver
        if not set(taking).isdisjoint(mandate["organization_ids"]):
            raise NothingToHandOver
        self._only_side(mandate["organization_ids"], facilitators=True)
        handover_id = uuid7()
        told = {
            "mandate_id": mandate["id"],
            "organization_ids": mandate["organization_ids"],
            "to_organization_ids": taking,
        }
        begun = {"id": handover_id, "status": HandoverStatus.RUNNING, "begun_at": self._command.now}
        if not await self._repository.insert({**told, **begun, "ended_at": None, "version": 1}):
            raise HandoverRunning
        self._command.record(HandoverBegun(handover_id=handover_id, **told))
        return await self._read(handover_id)

    async def add(self, handover_id: UUID, body: HandoverThingCreate) -> dict[str, Any]:
        """Put something on the list, as either side; raises NotFound, NotHandingOver, HandoverNotInState."""
        row = await self._running(handover_id)
        self._only_side([*row["organization_ids"], *row["to_organization_ids"]], facilitators=True)
        thing_id = uuid7()
        await self._repository.insert_thing(
            handover_id,
            {
                **body.model_dump(),
                "id": thing_id,
                "status": HandedStatus.TO_HAND,
                "reason": None,
                "returned_by": None,
                "changed_at": self._command.now,
            },
        )
        self._command.record(
            HandoverThingAdded(handover_id=handover_id, thing_id=thing_id, **body.model_dump())
        )
        return await self._read(handover_id)

    async def hand(self, handover_id: UUID, thing_id: UUID) -> dict[str, Any]:
        """Say that something was handed; raises NotFound, NotHandingOver and HandoverNotInState."""
        row = await self._running(handover_id)
        self._only_side(row["organization_ids"], facilitators=True)
        _at(row, thing_id, HandedStatus.TO_HAND, HandedStatus.RETURNED)
        await self._set(handover_id, thing_id, HandedStatus.HANDED)
        self._command.record(HandoverThingHanded(handover_id=handover_id, thing_id=thing_id))
        return await self._read(handover_id)

    async def accept(self, handover_id: UUID, thing_id: UUID) -> dict[str, Any]:
        """Say that what was handed is there; raises NotFound, NotHandingOver and HandoverNotInState."""
        row = await self._running(handover_id)
        self._only_side(row["to_organization_ids"])
        _at(row, thing_id, HandedStatus.HANDED)
        await self._set(handover_id, thing_id, HandedStatus.ACCEPTED)
        self._command.record(HandoverThingAccepted(handover_id=handover_id, thing_id=thing_id))
        return await self._read(handover_id)

    async def give_back(self, handover_id: UUID, thing_id: UUID, body: HandoverThingReturn) -> dict[str, Any]:
        """Say what is missing of what was handed; raises NotFound, NotHandingOver, HandoverNotInState."""
        row = await self._running(handover_id)
        author_id = self._only_side(row["to_organization_ids"])
        _at(row, thing_id, HandedStatus.HANDED)
        await self._set(
            handover_id, thing_id, HandedStatus.RETURNED, reason=body.reason, returned_by=author_id
        )
        self._command.record(
            HandoverThingReturned(
                handover_id=handover_id, thing_id=thing_id, author_id=author_id, reason=body.reason
            )
        )
        return await self._read(handover_id)

    async def end(self, handover_id: UUID, body: HandoverEnd) -> dict[str, Any]:
        """End it: who takes over, once all is accepted; either side calls it off.

        Raises NotFound, NotHandingOver and HandoverNotInState.
        """
        row = await self._running(handover_id)
        if body.status is HandoverStatus.DONE:
            self._only_side(row["to_organization_ids"])
            things = row["things"] or []
            if not things or any(thing["status"] != HandedStatus.ACCEPTED for thing in things):
                raise HandoverNotInState
        else:
            self._only_side([*row["organization_ids"], *row["to_organization_ids"]], facilitators=True)
        await self._repository.end(handover_id, body.status, self._command.now)
        self._command.record(HandoverEnded(handover_id=handover_id, status=body.status))
        return await self._read(handover_id)

    def _only_side(self, organization_ids: Any, *, facilitators: bool = False) -> UUID:
        """Go on only for who represents one of some organizations; raises NotHandingOver."""
        standing = self._command.caller.standing
        assert standing is not None
        if not (facilitators and standing.facilitates) and standing.represents.isdisjoint(organization_ids):
            raise NotHandingOver
        return standing.person_id

    async def _set(
        self,
        handover_id: UUID,
        thing_id: UUID,
        status: HandedStatus,
        *,
        reason: Any = None,
        returned_by: UUID | None = None,
    ) -> None:
        said = {"status": status.value, "reason": reason, "returned_by": returned_by}
        await self._repository.set_thing(handover_id, thing_id, {**said, "at": self._command.now})

    async def _running(self, handover_id: UUID) -> Row:
        row = await self._repository.lock(handover_id)
        if row is None:
            raise NotFound
        if row["status"] != HandoverStatus.RUNNING:
            raise HandoverNotInState
        return row

    async def _read(self, handover_id: UUID) -> dict[str, Any]:
        row = await self._repository.get(handover_id)
        assert row is not None
        return shown(row)


def _at(row: Row, thing_id: UUID, *statuses: HandedStatus) -> None:
    """Raises NotFound and HandoverNotInState."""
    thing = next((one for one in row["things"] or [] if one["id"] == str(thing_id)), None)
    if thing is None:
        raise NotFound
    if thing["status"] not in statuses:
        raise HandoverNotInState


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Empty what a person wrote on returning something; what is handed over is the initiative's."""
    await HandoverRepository(connection, initiative_id).erase(person_id)
