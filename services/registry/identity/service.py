"""Issuing tokens to people; those of organizations' systems are asked for in `clients`.

Under `make run` only, the operator's token can be exchanged for any person's, so that people can try it out.
"""

import time
from collections.abc import Collection
from uuid import UUID

import asyncpg
import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.registry.identity.errors import GrantRefused
from services.registry.identity.keys import load_signing_key, public_jwk
from services.registry.people.repository import PersonRepository
from shared.http.auth.principals import OperatorPrincipal
from shared.http.auth.tokens import (
    ALGORITHM,
    AUDIENCE,
    MAX_LIFETIME,
    InvalidTokenError,
    TokenVerifier,
    issuer,
)
from shared.settings import Settings

CLIENT_CREDENTIALS = "client_credentials"
TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"  # noqa: S105  # a name, no secret


class TokenIssuer:
    """Signs access tokens with the registry's key."""

    def __init__(self, settings: Settings, key: Ed25519PrivateKey) -> None:
        self._issuer = issuer(settings)
        self._key = key
        self._key_id = public_jwk(key)["kid"]

    def person_token(self, initiative_id: UUID, person_id: UUID, *, lifetime: int = MAX_LIFETIME) -> str:
        """A token that names a person of an initiative, for `lifetime` seconds."""
        return self._signed({"kind": "person"}, initiative_id, person_id, lifetime)

    def integration_token(self, initiative_id: UUID, integration_id: UUID, scopes: Collection[str]) -> str:
        """A token that names a system of an organization, for what it asked to do."""
        claims = {"kind": "integration", "scope": " ".join(scopes)}
        return self._signed(claims, initiative_id, integration_id, MAX_LIFETIME)

    def _signed(self, claims: dict[str, str], initiative_id: UUID, subject: UUID, lifetime: int) -> str:
        now = int(time.time())
        whole = {
            **claims,
            "iss": self._issuer,
            "aud": AUDIENCE,
            "sub": str(subject),
            "initiative": str(initiative_id),
            "iat": now,
            "exp": now + lifetime,
        }
        return jwt.encode(whole, self._key, ALGORITHM, headers={"kid": self._key_id})


async def exchange_operator_token(
    settings: Settings,
    tokens: TokenVerifier,
    connection: asyncpg.Connection,
    *,
    subject_token: str,
    initiative: str,
    person: str,
) -> str:
    """A person's token for the operator's (RFC 8693), where `make run` runs; raises GrantRefused."""
    try:
        principal = await tokens.identify(subject_token)
        initiative_id, person_id = UUID(initiative), UUID(person)
    except (InvalidTokenError, ValueError):
        raise GrantRefused from None
    if settings.mode != "local" or not isinstance(principal, OperatorPrincipal):
        raise GrantRefused
    if await PersonRepository(connection, initiative_id).get(person_id) is None:
        raise GrantRefused
    return TokenIssuer(settings, load_signing_key(settings.token_key_file)).person_token(
        initiative_id, person_id
    )
