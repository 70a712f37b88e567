"""Issuing tokens.

Under `make run` only, the operator's token can be exchanged for any person's, so that people can try it out.
"""

import time
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

TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"  # noqa: S105  # a name, no secret


class TokenIssuer:
    """Signs access tokens with the registry's key."""

    def __init__(self, settings: Settings, key: Ed25519PrivateKey) -> None:
        self._issuer = issuer(settings)
        self._key = key
        self._key_id = public_jwk(key)["kid"]

    def person_token(self, initiative_id: UUID, person_id: UUID, *, lifetime: int = MAX_LIFETIME) -> str:
        """A token that names a person of an initiative, for `lifetime` seconds."""
        now = int(time.time())
        claims = {
            "iss": self._issuer,
            "aud": AUDIENCE,
            "kind": "person",
            "sub": str(person_id),
            "initiative": str(initiative_id),
            "iat": now,
            "exp": now + lifetime,
        }
        return jwt.encode(claims, self._key, ALGORITHM, headers={"kid": self._key_id})


async def exchange_operator_token(
    settings: Settings,
    tokens: TokenVerifier,
    connection: asyncpg.Connection,
    form: dict[str, str],
) -> str:
    """A person's token for the operator's (RFC 8693), where `make run` runs; raises GrantRefused."""
    try:
        principal = await tokens.identify(form.get("subject_token", ""))
        initiative_id, person_id = UUID(form.get("initiative_id", "")), UUID(form.get("person_id", ""))
    except (InvalidTokenError, ValueError):
        raise GrantRefused from None
    allowed = settings.mode == "local" and form.get("grant_type") == TOKEN_EXCHANGE
    if not allowed or not isinstance(principal, OperatorPrincipal):
        raise GrantRefused
    if await PersonRepository(connection, initiative_id).get(person_id) is None:
        raise GrantRefused
    return TokenIssuer(settings, load_signing_key(settings.token_key_file)).person_token(
        initiative_id, person_id
    )
