"""Systems of organizations asking for tokens: who they say they are, what they ask for, how often."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import unquote_plus
from uuid import UUID

import asyncpg

from services.registry.identity.errors import InvalidClient, InvalidScope
from services.registry.identity.repository import find_client, note_use
from services.registry.integrations.client_secrets import matching

ATTEMPTS_PER_MINUTE = 30
"""Of one client id from one address. A token lasts ten minutes, so that a client needs few."""
NO_CLIENT = UUID(int=0)
"""Stands for client ids that are none, so that they are looked up and counted as others are."""


@dataclass(frozen=True, slots=True)
class ClientCredentials:
    """What a system says it is."""

    client_id: UUID
    secret: str

    @classmethod
    def sent(cls, authorization: str | None, client_id: str, secret: str) -> "ClientCredentials":
        """Those in an `Authorization: Basic` header or, without one, those of the form (RFC 6749, 2.3.1)."""
        if authorization is not None:
            client_id, secret = _basic(authorization)
        try:
            return cls(UUID(client_id), secret)
        except ValueError:
            return cls(NO_CLIENT, secret)


def _basic(authorization: str) -> tuple[str, str]:
    scheme, _, encoded = authorization.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        name, _, secret = base64.b64decode(encoded.strip(), validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return "", ""
    return unquote_plus(name), unquote_plus(secret)


@dataclass(frozen=True, slots=True)
class Granted:
    """A system whose secret was right, and what it asked for."""

    initiative_id: UUID
    integration_id: UUID
    scopes: Sequence[str]


async def admit(connection: asyncpg.Connection, credentials: ClientCredentials, scope: str) -> Granted:
    """Check a system's secret and what it asks for; raises InvalidClient and InvalidScope.

    What is wrong with credentials is not told, neither in words nor by the time it takes: one look-up and the
    same comparisons, whether the client exists or not.
    """
    now = datetime.now(UTC)
    live = await find_client(connection, credentials.client_id, now)
    client = matching(live, credentials.secret)
    if client is None:
        raise InvalidClient
    asked = set(scope.split())
    if not asked <= set(client["scopes"]):
        raise InvalidScope
    await note_use(connection, client, now)
    return Granted(client["initiative_id"], client["id"], sorted(asked or client["scopes"]))
