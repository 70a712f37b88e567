"""Issuing tokens. Who an organization's system is, and what it may ask for, is found out in `clients`.

Under `make run` only, the operator's token can be exchanged for any person's, so that people can try it out.
"""

import time
from collections.abc import Collection
from uuid import UUID

import asyncpg
import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.registry.identity.clients import ClientCredentials, admit
from services.registry.identity.errors import GrantRefused, UnsupportedGrantType
from services.registry.identity.keys import load_signing_key, public_jwk
from services.registry.identity.schemas import AccessToken, TokenRequest, TokenType
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
ACCESS_TOKEN: TokenType = "urn:ietf:params:oauth:token-type:access_token"  # noqa: S105  # a name, no secret


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


class Grants:
    """The grants there are, made in one transaction."""

    def __init__(self, settings: Settings, tokens: TokenVerifier, connection: asyncpg.Connection) -> None:
        self._settings = settings
        self._tokens = tokens
        self._connection = connection

    async def issue(self, asked: TokenRequest, credentials: ClientCredentials) -> AccessToken:
        """The token asked for.

        Raises UnsupportedGrantType, InvalidClient, InvalidScope and GrantRefused.
        """
        if asked.grant_type == CLIENT_CREDENTIALS:
            return await self._to_a_system(credentials, asked.scope)
        if asked.grant_type == TOKEN_EXCHANGE:
            return await self._to_a_person(asked)
        raise UnsupportedGrantType

    async def _to_a_system(self, credentials: ClientCredentials, scope: str) -> AccessToken:
        granted = await admit(self._connection, credentials, scope)
        token = self._issuer().integration_token(
            granted.initiative_id, granted.integration_id, granted.scopes
        )
        return _bearer(token, scope=" ".join(granted.scopes))

    async def _to_a_person(self, asked: TokenRequest) -> AccessToken:
        """A person's token for the operator's (RFC 8693), where `make run` runs."""
        try:
            principal = await self._tokens.identify(asked.subject_token)
            initiative_id, person_id = UUID(asked.initiative_id), UUID(asked.person_id)
        except (InvalidTokenError, ValueError):
            raise GrantRefused from None
        if self._settings.mode != "local" or not isinstance(principal, OperatorPrincipal):
            raise GrantRefused
        if await PersonRepository(self._connection, initiative_id).get(person_id) is None:
            raise GrantRefused
        token = self._issuer().person_token(initiative_id, person_id)
        return _bearer(token, issued_token_type=ACCESS_TOKEN)

    def _issuer(self) -> TokenIssuer:
        return TokenIssuer(self._settings, load_signing_key(self._settings.token_key_file))


def _bearer(
    token: str, *, scope: str | None = None, issued_token_type: TokenType | None = None
) -> AccessToken:
    return AccessToken(
        access_token=token,
        token_type="Bearer",  # noqa: S106  # a name, no secret
        expires_in=MAX_LIFETIME,
        scope=scope,
        issued_token_type=issued_token_type,
    )
