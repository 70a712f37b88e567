"""Webhook endpoints over HTTP."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.events.webhook_endpoints.addresses import AddressRules
from services.events.webhook_endpoints.errors import (
    AddressNotAllowed,
    EndpointNotReady,
    IntegrationMayNotReceive,
    TooManyEndpoints,
    TwoWebhookSecretsLive,
)
from services.events.webhook_endpoints.schemas import (
    NewWebhookEndpoint,
    NewWebhookSecret,
    WebhookEndpoint,
    WebhookEndpointCreate,
    WebhookEndpointPatch,
    WebhookReplay,
    WebhookReplayCreate,
    WebhookResume,
    WebhookSecretCreate,
)
from services.events.webhook_endpoints.service import EndpointCommands, Endpoints
from services.events.webhook_endpoints.signing import WebhookKey
from shared.commands import Caller
from shared.http.after_the_end import even_after_the_end
from shared.http.auth.capabilities import Capability, Requires
from shared.http.dependencies import CommandDep, ReadingDep, RuntimeDep
from shared.http.idempotency import shows_secret
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import IfMatch
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute
from shared.standing import Scope

PREFIX = "/initiatives/{initiative_id}/webhook-endpoints"
reading = APIRouter(prefix=PREFIX, tags=["webhooks"], route_class=ReadRoute)
writing = APIRouter(prefix=PREFIX, tags=["webhooks"], route_class=WriteRoute)

EndpointOwner = Annotated[
    Caller,
    Depends(Requires(Capability.REPRESENTATIVE, Capability.OPERATOR, scope=Scope.WEBHOOKS_MANAGE)),
]


async def _endpoints(reading: ReadingDep) -> Endpoints:
    return Endpoints(reading)


async def _commands(command: CommandDep, runtime: RuntimeDep) -> EndpointCommands:
    settings = runtime.settings
    rules = AddressRules.of(
        settings.webhook_ports, settings.webhook_networks, loopback=settings.webhook_loopback
    )
    return EndpointCommands(command, rules, WebhookKey(settings.webhook_key_file))


EndpointsDep = Annotated[Endpoints, Depends(_endpoints)]
CommandsDep = Annotated[EndpointCommands, Depends(_commands)]
_NOT_READY = problem_responses(EndpointNotReady)


@writing.post(
    "",
    status_code=201,
    responses=problem_responses(AddressNotAllowed, IntegrationMayNotReceive, TooManyEndpoints),
)
@shows_secret
async def create_webhook_endpoint(
    body: WebhookEndpointCreate, caller: EndpointOwner, commands: CommandsDep
) -> NewWebhookEndpoint:
    """Have events sent to an address; the secret they are signed with is shown this once.

    The address is sent a challenge at once: a signed event of type `shidra.webhook.challenge`, to be answered
    with `{"challenge": "…"}`, the value of its `data.challenge`. Until then it gets nothing else.
    """
    return NewWebhookEndpoint.model_validate(await commands.create(body))


@reading.get("")
async def list_webhook_endpoints(
    caller: EndpointOwner, endpoints: EndpointsDep, limit: Limit = DEFAULT_LIMIT, cursor: CursorText = None
) -> Page[WebhookEndpoint]:
    """List the endpoints, oldest first; each sees those of their own organization or system."""
    return page(await endpoints.page(after(cursor), limit + 1), limit)


@reading.get("/{endpoint_id}")
async def get_webhook_endpoint(
    endpoint_id: UUID, caller: EndpointOwner, endpoints: EndpointsDep
) -> WebhookEndpoint:
    """Read what an endpoint is sent and how that goes."""
    return WebhookEndpoint.model_validate(await endpoints.get(endpoint_id))


@writing.patch("/{endpoint_id}", responses=problem_responses(AddressNotAllowed, EndpointNotReady))
async def change_webhook_endpoint(
    endpoint_id: UUID,
    body: WebhookEndpointPatch,
    caller: EndpointOwner,
    if_match: IfMatch,
    commands: CommandsDep,
) -> WebhookEndpoint:
    """Change what an endpoint is sent, how, or where to; a new address is verified before it gets events."""
    return WebhookEndpoint.model_validate(await commands.change(endpoint_id, body, if_match))


@writing.delete("/{endpoint_id}", status_code=204)
@even_after_the_end
async def remove_webhook_endpoint(
    endpoint_id: UUID, caller: EndpointOwner, if_match: IfMatch, commands: CommandsDep
) -> None:
    """Send an endpoint nothing more, and forget it and its deliveries."""
    await commands.remove(endpoint_id, if_match)


@writing.post("/{endpoint_id}/verify", responses=_NOT_READY)
async def verify_webhook_endpoint(
    endpoint_id: UUID, caller: EndpointOwner, commands: CommandsDep
) -> WebhookEndpoint:
    """Send the challenge again, once the receiver is ready to answer it."""
    return WebhookEndpoint.model_validate(await commands.verify(endpoint_id))


@writing.post("/{endpoint_id}/pause", responses=_NOT_READY)
async def pause_webhook_endpoint(
    endpoint_id: UUID, caller: EndpointOwner, commands: CommandsDep
) -> WebhookEndpoint:
    """Send nothing until the endpoint is resumed; nothing is lost, it waits in the log."""
    return WebhookEndpoint.model_validate(await commands.pause(endpoint_id))


@writing.post("/{endpoint_id}/resume", responses=_NOT_READY)
async def resume_webhook_endpoint(
    endpoint_id: UUID, body: WebhookResume, caller: EndpointOwner, commands: CommandsDep
) -> WebhookEndpoint:
    """Go on after a pause, from the last acknowledged position or only with what is new."""
    return WebhookEndpoint.model_validate(await commands.resume(endpoint_id, replay=body.replay))


@writing.post("/{endpoint_id}/replay", status_code=202, responses=_NOT_READY)
async def replay_webhook_events(
    endpoint_id: UUID, body: WebhookReplayCreate, caller: EndpointOwner, commands: CommandsDep
) -> WebhookReplay:
    """Deliver a range of the log again, under the same ids, with what the endpoint is sent now.

    A single event is a range of one position.
    """
    return WebhookReplay.model_validate(await commands.replay(endpoint_id, body))


@writing.post(
    "/{endpoint_id}/rotate-secret",
    responses=problem_responses(EndpointNotReady, TwoWebhookSecretsLive),
)
@shows_secret
async def rotate_webhook_secret(
    endpoint_id: UUID, body: WebhookSecretCreate, caller: EndpointOwner, commands: CommandsDep
) -> NewWebhookSecret:
    """Give an endpoint a new secret, shown this once; the one before signs along for `overlap_hours`."""
    overlap = timedelta(hours=body.overlap_hours)
    return NewWebhookSecret.model_validate(await commands.rotate(endpoint_id, overlap))
