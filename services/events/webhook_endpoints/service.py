"""The rules of webhook endpoints: who has one, what it is sent, how it is verified, paused and resumed.

What is sent when is decided by the dispatcher (`webhook_dispatcher`).
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from services.events.webhook_deliveries.queueing import DeliveryQueue
from services.events.webhook_endpoints.addresses import AddressRules, target_of
from services.events.webhook_endpoints.errors import (
    AddressNotAllowed,
    EndpointNotReady,
    IntegrationMayNotReceive,
    TooManyEndpoints,
    TwoWebhookSecretsLive,
)
from services.events.webhook_endpoints.events import (
    EndpointReason,
    WebhookEndpointChanged,
    WebhookEndpointCreated,
    WebhookEndpointEnded,
    WebhookEndpointPaused,
    WebhookEndpointResumed,
    WebhookReplayRequested,
    WebhookSecretRotated,
)
from services.events.webhook_endpoints.ownership import Ownership
from services.events.webhook_endpoints.repository import EndpointRepository
from services.events.webhook_endpoints.schemas import (
    EndpointStatus,
    WebhookEndpointCreate,
    WebhookEndpointPatch,
    WebhookReplayCreate,
)
from services.events.webhook_endpoints.signing import WebhookKey, shown
from shared.commands import Command, Reading
from shared.http.preconditions import ANY_VERSION, Precondition
from shared.http.problems import NotFound
from shared.ids import uuid7
from shared.standing import Scope

Row = Mapping[str, Any]
MOST_ENDPOINTS = 20
MOST_SECRETS = 2
_FRESH = {"failures": 0, "failing_since": None, "warned_at": None, "rest_until": None}


class Endpoints:
    """Reading the webhook endpoints of an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._repository = EndpointRepository(reading.connection, reading.initiative_id)

    async def get(self, endpoint_id: UUID) -> dict[str, Any]:
        """One endpoint of the caller's; raises NotFound."""
        row = await self._repository.get(endpoint_id)
        if row is None or not Ownership.of(self._reading.caller).has(row):
            raise NotFound
        return (await self._described([row]))[0]

    async def page(self, after: UUID, limit: int) -> list[dict[str, Any]]:
        """The caller's endpoints after an id."""
        owned = Ownership.of(self._reading.caller)
        rows = await self._repository.page(after, limit, owned.organizations, owned.integration_id)
        return await self._described(rows)

    async def _described(self, rows: list[Row]) -> list[dict[str, Any]]:
        ids = [row["id"] for row in rows]
        secrets = await self._repository.secrets(ids, self._reading.now)
        replays = await self._repository.replays(ids)
        return [
            {
                **row,
                "looked_through_to": row["taken_to"],
                "resting_until": row["rest_until"],
                "secrets": [dict(one) for one in secrets if one["endpoint_id"] == row["id"]],
                "replays": [dict(one) for one in replays if one["endpoint_id"] == row["id"]],
            }
            for row in rows
        ]


class EndpointCommands:
    """Changing webhook endpoints: for those who represent the organization, its system, the operator."""

    def __init__(self, command: Command, rules: AddressRules, key: WebhookKey) -> None:
        self._command = command
        self._rules = rules
        self._key = key
        self._repository = EndpointRepository(command.connection, command.initiative_id)
        self._queue = DeliveryQueue(command.connection, command.initiative_id)

    async def create(self, body: WebhookEndpointCreate) -> dict[str, Any]:
        """A new endpoint with its secret; its challenge is on its way.

        Raises AddressNotAllowed, IntegrationMayNotReceive and TooManyEndpoints.
        """
        organization_id = await self._organization_of(body.integration_id)
        self._check_address(body.url)
        if await self._repository.count(body.integration_id) >= MOST_ENDPOINTS:
            raise TooManyEndpoints
        endpoint_id = uuid7()
        values = body.model_dump(exclude={"after"}) | {
            "id": endpoint_id,
            "organization_id": organization_id,
            "status": EndpointStatus.UNVERIFIED,
            "begin_after": body.after,
            "version": 1,
            "created_at": self._command.now,
            "wake_at": self._command.now,
        }
        await self._repository.insert(_ALL_EMPTY | values)
        secret = await self._new_secret(endpoint_id)
        await self._queue.challenge(endpoint_id)
        self._command.record(
            WebhookEndpointCreated(
                endpoint_id=endpoint_id,
                organization_id=organization_id,
                integration_id=body.integration_id,
                url=body.url,
            )
        )
        return await self._shown(endpoint_id) | {"secret": secret["secret"]}

    async def change(
        self, endpoint_id: UUID, body: WebhookEndpointPatch, precondition: Precondition
    ) -> dict[str, Any]:
        """Change what is sent, how, or where to; raises NotFound, AddressNotAllowed, EndpointNotReady."""
        row = await self._locked(endpoint_id, precondition)
        given = {name: value for name, value in body.model_dump().items() if row[name] != value}
        if not given:
            return await self._shown(endpoint_id)
        if row["status"] == EndpointStatus.ENDED:
            raise EndpointNotReady
        moved = "url" in given
        if moved:
            self._check_address(given["url"])
            given |= {"status": EndpointStatus.UNVERIFIED, "reason": None, **_FRESH}
            await self._queue.challenge(endpoint_id)
        await self._put(row, given)
        self._command.record(WebhookEndpointChanged(**_named(row), moved=moved, url=given.get("url")))
        return await self._shown(endpoint_id)

    async def remove(self, endpoint_id: UUID, precondition: Precondition) -> None:
        """Forget an endpoint and its deliveries; raises NotFound."""
        row = await self._locked(endpoint_id, precondition)
        await self._repository.delete(endpoint_id)
        self._command.record(WebhookEndpointEnded(**_named(row), reason=EndpointReason.BY_REQUEST))

    async def verify(self, endpoint_id: UUID) -> dict[str, Any]:
        """Send the challenge again; raises NotFound, and EndpointNotReady where it was answered before."""
        row = await self._locked(endpoint_id)
        if row["status"] != EndpointStatus.UNVERIFIED:
            raise EndpointNotReady
        await self._queue.challenge(endpoint_id)
        await self._repository.wake(endpoint_id)
        return await self._shown(endpoint_id)

    async def pause(self, endpoint_id: UUID) -> dict[str, Any]:
        """Send nothing until it is resumed; raises NotFound and EndpointNotReady."""
        row = await self._locked(endpoint_id)
        if row["status"] != EndpointStatus.ACTIVE:
            raise EndpointNotReady
        await self._put(row, {"status": EndpointStatus.PAUSED, "reason": EndpointReason.BY_REQUEST})
        self._command.record(WebhookEndpointPaused(**_named(row), reason=EndpointReason.BY_REQUEST))
        return await self._shown(endpoint_id)

    async def resume(self, endpoint_id: UUID, *, replay: bool) -> dict[str, Any]:
        """Go on after a pause, with all that waited or only with what is new.

        Raises NotFound and EndpointNotReady.
        """
        row = await self._locked(endpoint_id)
        if row["status"] != EndpointStatus.PAUSED:
            raise EndpointNotReady
        changes: dict[str, Any] = {"status": EndpointStatus.ACTIVE, "reason": None, **_FRESH}
        if replay:
            await self._queue.retry_all(endpoint_id, row["failing_since"])
        else:
            await self._queue.drop_waiting(endpoint_id)
            await self._repository.delete_replays(endpoint_id)
            changes["taken_to"] = await self._repository.size() - 1
        await self._put(row, changes)
        self._command.record(WebhookEndpointResumed(**_named(row), replayed=replay))
        return await self._shown(endpoint_id)

    async def replay(self, endpoint_id: UUID, body: WebhookReplayCreate) -> Row:
        """Deliver a range again; raises NotFound and EndpointNotReady."""
        row = await self._locked(endpoint_id)
        if row["status"] not in (EndpointStatus.ACTIVE, EndpointStatus.PAUSED):
            raise EndpointNotReady
        # What comes after it has not been looked through: that is delivered anyway.
        until = row["taken_to"] if body.until is None else min(body.until, row["taken_to"])
        values = {
            "id": uuid7(),
            "endpoint_id": endpoint_id,
            "taken_to": body.after,
            "until": max(until, body.after),
            "types": body.types,
            "created_at": self._command.now,
        }
        replay = await self._repository.insert_replay(values)
        await self._repository.wake(endpoint_id)
        self._command.record(WebhookReplayRequested(**_named(row), after=body.after, until=values["until"]))
        return {**replay, "after": body.after}

    async def rotate(self, endpoint_id: UUID, overlap: timedelta) -> dict[str, Any]:
        """A new secret; what is sent is signed with the one before, too, for a while.

        Raises NotFound, EndpointNotReady and TwoWebhookSecretsLive.
        """
        row = await self._locked(endpoint_id)
        if row["status"] == EndpointStatus.ENDED:
            raise EndpointNotReady
        now = self._command.now
        await self._repository.delete_expired(endpoint_id, now)
        if overlap and len(await self._repository.secrets([endpoint_id], now)) >= MOST_SECRETS:
            raise TwoWebhookSecretsLive
        await self._repository.expire_secrets(endpoint_id, now + overlap)
        secret = await self._new_secret(endpoint_id)
        await self._put(row, {})
        self._command.record(
            WebhookSecretRotated(
                **_named(row), secret_id=secret["id"], earlier_until=now + overlap if overlap else None
            )
        )
        return secret

    async def _put(self, row: Row, changes: Mapping[str, Any]) -> None:
        kept = {name: row[name] for name in _CHANGEABLE}
        values = kept | dict(changes) | {"version": row["version"] + 1}
        await self._repository.put(row["id"], values)

    async def _new_secret(self, endpoint_id: UUID) -> dict[str, Any]:
        values = {"endpoint_id": endpoint_id, "id": uuid7(), "created_at": self._command.now}
        row = await self._repository.insert_secret(values | {"expires_at": None})
        secret = self._key.secret(self._command.initiative_id, endpoint_id, row["id"])
        return {**row, "secret": shown(secret)}

    async def _organization_of(self, integration_id: UUID) -> UUID:
        """The organization of a system that may receive, and the caller may speak for."""
        known = await self._repository.integration(integration_id)
        owned = Ownership.of(self._command.caller)
        if known is None or not owned.covers(known["object_id"], integration_id):
            raise IntegrationMayNotReceive
        if Scope.LOG_READ not in known["detail"].split():
            raise IntegrationMayNotReceive
        organization_id: UUID = known["object_id"]
        self._command.caller = owned.acting(self._command.caller, organization_id)
        return organization_id

    def _check_address(self, url: str) -> None:
        if target_of(url, self._rules) is None:
            raise AddressNotAllowed

    async def _shown(self, endpoint_id: UUID) -> dict[str, Any]:
        return await Endpoints(self._command).get(endpoint_id)

    async def _locked(self, endpoint_id: UUID, precondition: Precondition = ANY_VERSION) -> Row:
        row = await self._repository.lock(endpoint_id)
        owned = Ownership.of(self._command.caller)
        if row is None or not owned.has(row):
            raise NotFound
        precondition.check(row["version"])
        self._command.caller = owned.acting(self._command.caller, row["organization_id"])
        return row


_CHANGEABLE = (
    *(
        "url",
        "description",
        "contact_email",
        "types",
        "subject",
        "ordered",
        "per_second",
        "status",
        "reason",
        "taken_to",
    ),
    *_FRESH,
)
_ALL_EMPTY: dict[str, Any] = {
    **dict.fromkeys(("reason", "taken_to", "lease", "leased_until", "delivered_at"), None),
    **_FRESH,
    "crowded": False,
}


def _named(row: Row) -> dict[str, UUID]:
    return {"endpoint_id": row["id"], "organization_id": row["organization_id"]}
