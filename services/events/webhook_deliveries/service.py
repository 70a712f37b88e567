"""The rules of deliveries as their owners see them: what was sent, testing, trying again."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg

from services.events.webhook_deliveries.queueing import DeliveryQueue
from services.events.webhook_deliveries.repository import DeliveryRepository
from services.events.webhook_dispatcher.outcomes import DeliveryKind, DeliveryStatus
from services.events.webhook_endpoints.errors import EndpointNotReady
from services.events.webhook_endpoints.events import WebhookReplayRequested
from services.events.webhook_endpoints.ownership import Ownership
from services.events.webhook_endpoints.repository import EndpointRepository
from services.events.webhook_endpoints.schemas import EndpointStatus
from shared.commands import Command, Reading
from shared.http.problems import NotFound

Row = Mapping[str, Any]


class Deliveries:
    """Reading the deliveries to an initiative's endpoints."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._repository = DeliveryRepository(reading.connection, reading.initiative_id)
        self._endpoints = EndpointRepository(reading.connection, reading.initiative_id)

    async def page(
        self, endpoint_id: UUID, after: UUID, limit: int, status: DeliveryStatus | None, type_: str | None
    ) -> list[asyncpg.Record]:
        """Deliveries to an endpoint of the caller's after an id; raises NotFound."""
        await self._check(endpoint_id)
        return await self._repository.page(endpoint_id, after, limit, status, type_)

    async def get(self, endpoint_id: UUID, delivery_id: UUID) -> Row:
        """One delivery; raises NotFound."""
        await self._check(endpoint_id)
        row = await self._repository.get(endpoint_id, delivery_id)
        if row is None:
            raise NotFound
        return row

    async def statistics(self, endpoint_id: UUID) -> dict[str, Any]:
        """How deliveries to an endpoint go; raises NotFound."""
        await self._check(endpoint_id)
        return {
            **await self._repository.statistics(endpoint_id),
            "behind": await self._repository.behind(endpoint_id),
            "errors": [dict(row) for row in await self._repository.errors(endpoint_id)],
        }

    async def _check(self, endpoint_id: UUID) -> None:
        row = await self._endpoints.get(endpoint_id)
        if row is None or not Ownership.of(self._reading.caller).has(row):
            raise NotFound


class DeliveryCommands:
    """Asking for deliveries."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = DeliveryRepository(command.connection, command.initiative_id)
        self._endpoints = EndpointRepository(command.connection, command.initiative_id)

    async def test(self, endpoint_id: UUID) -> Row:
        """Send an event that means nothing; raises NotFound and EndpointNotReady."""
        await self._ready(endpoint_id)
        delivery_id = await DeliveryQueue(self._command.connection, self._command.initiative_id).test(
            endpoint_id
        )
        await self._endpoints.wake(endpoint_id)
        return await self._shown(endpoint_id, delivery_id)

    async def replay(self, endpoint_id: UUID, delivery_id: UUID) -> Row:
        """Deliver one event again, now; raises NotFound and EndpointNotReady."""
        endpoint = await self._ready(endpoint_id)
        row = await self._repository.get(endpoint_id, delivery_id)
        if row is None:
            raise NotFound
        if row["kind"] != DeliveryKind.EVENT:
            raise EndpointNotReady
        await self._repository.retry(endpoint_id, delivery_id)
        await self._endpoints.wake(endpoint_id)
        self._command.record(
            WebhookReplayRequested(
                endpoint_id=endpoint_id,
                organization_id=endpoint["organization_id"],
                after=row["position"] - 1,
                until=row["position"],
            )
        )
        return await self._shown(endpoint_id, delivery_id)

    async def _ready(self, endpoint_id: UUID) -> Row:
        row = await self._endpoints.lock(endpoint_id)
        owned = Ownership.of(self._command.caller)
        if row is None or not owned.has(row):
            raise NotFound
        if row["status"] not in (EndpointStatus.ACTIVE, EndpointStatus.PAUSED):
            raise EndpointNotReady
        self._command.caller = owned.acting(self._command.caller, row["organization_id"])
        return row

    async def _shown(self, endpoint_id: UUID, delivery_id: UUID) -> Row:
        row = await self._repository.get(endpoint_id, delivery_id)
        assert row is not None
        return row


async def forget_answers(connection: asyncpg.Connection, initiative_id: UUID, _: UUID) -> None:
    """Erase a person from what receivers answered: nobody can tell whom it names, so that all of it goes."""
    await DeliveryRepository(connection, initiative_id).forget_answers()
