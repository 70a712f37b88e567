"""Deliveries over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.events.webhook_deliveries.schemas import (
    StatusFilter,
    TypeFilter,
    WebhookDelivery,
    WebhookStatistics,
)
from services.events.webhook_deliveries.service import Deliveries, DeliveryCommands
from services.events.webhook_endpoints.endpoints import PREFIX, EndpointOwner
from services.events.webhook_endpoints.errors import EndpointNotReady
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_ONE = f"{PREFIX}/{{endpoint_id}}"
reading = APIRouter(prefix=_ONE, tags=["webhooks"], route_class=ReadRoute)
writing = APIRouter(prefix=_ONE, tags=["webhooks"], route_class=WriteRoute)


async def _deliveries(reading: ReadingDep) -> Deliveries:
    return Deliveries(reading)


async def _commands(command: CommandDep) -> DeliveryCommands:
    return DeliveryCommands(command)


DeliveriesDep = Annotated[Deliveries, Depends(_deliveries)]
CommandsDep = Annotated[DeliveryCommands, Depends(_commands)]


@reading.get("/deliveries")
async def list_webhook_deliveries(
    endpoint_id: UUID,
    caller: EndpointOwner,
    deliveries: DeliveriesDep,
    status: StatusFilter = None,
    type_: TypeFilter = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[WebhookDelivery]:
    """List what was and is to be delivered to an endpoint, with the latest attempts.

    What was delivered is kept for seven days, what was given up for thirty.
    """
    return page(await deliveries.page(endpoint_id, after(cursor), limit + 1, status, type_), limit)


@reading.get("/deliveries/{delivery_id}")
async def get_webhook_delivery(
    endpoint_id: UUID, delivery_id: UUID, caller: EndpointOwner, deliveries: DeliveriesDep
) -> WebhookDelivery:
    """Read one delivery, with its latest attempts."""
    return WebhookDelivery.model_validate(dict(await deliveries.get(endpoint_id, delivery_id)))


@reading.get("/statistics")
async def get_webhook_statistics(
    endpoint_id: UUID, caller: EndpointOwner, deliveries: DeliveriesDep
) -> WebhookStatistics:
    """Read how deliveries to an endpoint went in the last 24 hours, and what waits."""
    return WebhookStatistics.model_validate(await deliveries.statistics(endpoint_id))


@writing.post("/test", status_code=202, responses=problem_responses(EndpointNotReady))
async def test_webhook_endpoint(
    endpoint_id: UUID, caller: EndpointOwner, commands: CommandsDep
) -> WebhookDelivery:
    """Send an event of type `shidra.webhook.test`, once, also while the endpoint is paused."""
    return WebhookDelivery.model_validate(dict(await commands.test(endpoint_id)))


@writing.post("/deliveries/{delivery_id}/replay", responses=problem_responses(EndpointNotReady))
async def replay_webhook_delivery(
    endpoint_id: UUID, delivery_id: UUID, caller: EndpointOwner, commands: CommandsDep
) -> WebhookDelivery:
    """Deliver one event again, now, under the same id."""
    return WebhookDelivery.model_validate(dict(await commands.replay(endpoint_id, delivery_id)))
