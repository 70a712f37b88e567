"""The rules of integrations: who lets a system in, what its secrets are, how it is shut out."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from services.registry.integrations.client_secrets import MOST_LIVE, digest_of, new_secret
from services.registry.integrations.errors import TwoSecretsLive
from services.registry.integrations.events import (
    IntegrationRegistered,
    IntegrationRevoked,
    IntegrationSecretAdded,
    IntegrationSecretEnded,
)
from services.registry.integrations.repository import IntegrationRepository
from services.registry.integrations.schemas import IntegrationCreate
from services.registry.organizations.repository import OrganizationRepository
from services.registry.people.errors import UnknownOrganization
from shared.commands import Caller, Capacity, Command, Reading
from shared.http.preconditions import Precondition
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7

Row = Mapping[str, Any]


def _seen_by(caller: Caller) -> frozenset[UUID] | None:
    """The organizations whose integrations a caller sees; None: every one."""
    if caller.kind == "operator" or caller.facilitates or caller.standing is None:
        return None
    return caller.standing.represents


def _shown(row: Row, secrets: list[Row]) -> dict[str, Any]:
    used = [secret["last_used_at"] for secret in secrets if secret["last_used_at"] is not None]
    return {**row, "secrets": [dict(secret) for secret in secrets], "last_used_at": max(used, default=None)}


class Integrations:
    """Reading the integrations of an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._repository = IntegrationRepository(reading.connection, reading.initiative_id)

    async def get(self, integration_id: UUID) -> Row:
        """One integration the caller may see; raises NotFound."""
        row = await self._repository.get(integration_id)
        seen = _seen_by(self._reading.caller)
        if row is None or (seen is not None and row["organization_id"] not in seen):
            raise NotFound
        return _shown(row, await self._repository.secrets([integration_id], self._reading.now))

    async def page(self, after: UUID, limit: int) -> list[Row]:
        """Integrations after an id, those the caller may see."""
        rows = await self._repository.page(after, limit, _seen_by(self._reading.caller))
        secrets = await self._repository.secrets([row["id"] for row in rows], self._reading.now)
        return [
            _shown(row, [secret for secret in secrets if secret["integration_id"] == row["id"]])
            for row in rows
        ]


class IntegrationCommands:
    """Changing the integrations of an initiative: for the operator and each organization's own people."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = IntegrationRepository(command.connection, command.initiative_id)
        self._organizations = OrganizationRepository(command.connection, command.initiative_id)

    async def register(self, body: IntegrationCreate) -> dict[str, Any]:
        """Let a system in; answers it with its secret. Raises Forbidden and UnknownOrganization."""
        if not self._acts_for(body.organization_id):
            raise Forbidden(OpenTo.ITS_REPRESENTATIVES, OpenTo.OPERATOR)
        if not await self._organizations.on_the_map([body.organization_id]):
            raise UnknownOrganization
        scopes = sorted(body.scopes)
        row = await self._repository.insert(
            {
                "id": uuid7(),
                "organization_id": body.organization_id,
                "name": body.name,
                "scopes": scopes,
                "version": 1,
                "created_at": self._command.now,
            }
        )
        self._command.record(
            IntegrationRegistered(
                integration_id=row["id"],
                organization_id=body.organization_id,
                scopes=scopes,
                name=body.name,
            )
        )
        secret, clear = await self._new_secret(row["id"])
        self._command.record(IntegrationSecretAdded(integration_id=row["id"], secret_id=secret["id"]))
        return {**_shown(row, [secret]), "client_id": row["id"], "client_secret": clear}

    async def rotate(self, integration_id: UUID, overlap: timedelta) -> dict[str, Any]:
        """Give a new secret; the earlier ones go on for a while. Raises NotFound and TwoSecretsLive."""
        await self._locked(integration_id)
        now = self._command.now
        await self._repository.delete_expired(integration_id, now)
        earlier = await self._repository.secrets([integration_id], now)
        if overlap and len(earlier) == MOST_LIVE:
            raise TwoSecretsLive
        if overlap:
            await self._repository.expire_secrets(integration_id, now + overlap)
        else:
            for secret in earlier:
                await self._end(integration_id, secret["id"])
        secret, clear = await self._new_secret(integration_id)
        await self._repository.touch(integration_id)
        self._command.record(
            IntegrationSecretAdded(
                integration_id=integration_id,
                secret_id=secret["id"],
                earlier_until=now + overlap if overlap and earlier else None,
            )
        )
        return {**secret, "client_secret": clear}

    async def end_secret(self, integration_id: UUID, secret_id: UUID, precondition: Precondition) -> None:
        """End a secret before its time; raises NotFound and PreconditionFailed."""
        row = await self._locked(integration_id)
        precondition.check(row["version"])
        await self._end(integration_id, secret_id)
        await self._repository.touch(integration_id)

    async def revoke(self, integration_id: UUID, precondition: Precondition) -> None:
        """Shut a system out: its secrets are gone, its tokens name nobody with standing. Raises NotFound."""
        row = await self._locked(integration_id)
        precondition.check(row["version"])
        await self._repository.delete(integration_id)
        self._command.record(
            IntegrationRevoked(integration_id=integration_id, organization_id=row["organization_id"])
        )

    async def _new_secret(self, integration_id: UUID) -> tuple[Row, str]:
        clear = new_secret()
        values = {
            "integration_id": integration_id,
            "id": uuid7(),
            "digest": digest_of(clear),
            "created_at": self._command.now,
            "expires_at": None,
            "last_used_at": None,
        }
        return await self._repository.insert_secret(values), clear

    async def _end(self, integration_id: UUID, secret_id: UUID) -> None:
        if not await self._repository.delete_secret(integration_id, secret_id, self._command.now):
            raise NotFound
        self._command.record(IntegrationSecretEnded(integration_id=integration_id, secret_id=secret_id))

    async def _locked(self, integration_id: UUID) -> Row:
        row = await self._repository.lock(integration_id)
        if row is None or not self._acts_for(row["organization_id"]):
            raise NotFound
        return row

    def _acts_for(self, organization_id: UUID) -> bool:
        """Whether the caller may act for an organization; from here on they do, in that capacity."""
        caller = self._command.caller
        if caller.kind == "operator":
            return True
        if caller.standing is None or organization_id not in caller.standing.represents:
            return False
        self._command.caller = caller.acting(Capacity.REPRESENTATIVE, organization_id)
        return True
