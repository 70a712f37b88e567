"""What is put into the queue of an endpoint besides what happens: challenges, tests, second tries."""

from datetime import datetime
from uuid import UUID

import asyncpg

from services.events.webhook_deliveries.repository import DeliveryRepository
from services.events.webhook_dispatcher.bodies import CHALLENGE_TYPE, TEST_TYPE
from services.events.webhook_dispatcher.outcomes import DeliveryKind
from shared.ids import uuid7


class DeliveryQueue:
    """The queues of one initiative's endpoints. Whoever puts something in wakes the endpoint."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._repository = DeliveryRepository(connection, initiative_id)

    async def challenge(self, endpoint_id: UUID) -> None:
        """Ask the address whether it wants events, anew if it was asked before."""
        await self._repository.forget_waiting(endpoint_id, DeliveryKind.CHALLENGE)
        await self._repository.insert(endpoint_id, uuid7(), DeliveryKind.CHALLENGE, CHALLENGE_TYPE)

    async def test(self, endpoint_id: UUID) -> UUID:
        """Send an event that means nothing; answers its id."""
        delivery_id = uuid7()
        await self._repository.insert(endpoint_id, delivery_id, DeliveryKind.TEST, TEST_TYPE)
        return delivery_id

    async def retry_all(self, endpoint_id: UUID, given_up_since: datetime | None) -> None:
        """Deliver now what waits, and what was given up since a moment."""
        await self._repository.retry_all(endpoint_id, given_up_since)

    async def drop_waiting(self, endpoint_id: UUID) -> None:
        """Deliver nothing of what waits."""
        await self._repository.drop_waiting(endpoint_id)
