"""Tokens of the operator's OpenID Connect providers: discovered, their keys fetched anew when they rotate.

Only JWT access tokens for our audience are accepted. Who somebody is at the provider (issuer and subject)
says nothing yet of what they may do: an invitation binds the account to a person of an initiative.
"""

import asyncio
import json
import logging
import time
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import httpx
import jwt
from jwt import PyJWK

from shared.settings import OpenIDIssuer

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
"""Signatures with a public key only: a shared secret, or none, is no signature of the provider's."""
LEEWAY = 30
_KEYS_KEPT = 3600.0
_ASK_AGAIN = 30.0
_PATIENCE = httpx.Timeout(5.0)
_MAX_DOCUMENT = 262_144
_logger = logging.getLogger(__name__)
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


JWK: TypeAlias = dict[str, Any]
"""A public key as the provider publishes it (RFC 7517)."""


class UnverifiedError(ValueError):
    """The token is not one this provider signed for us, or it cannot be checked."""


@dataclass
class _Provider:
    """What is known of one provider."""

    trusted: OpenIDIssuer
    keys: dict[str, JWK] = field(default_factory=dict)
    fetched_at: float = -_KEYS_KEPT
    asked_at: float = -_ASK_AGAIN
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class OpenIDProviders:
    """The providers named in the settings."""

    def __init__(self, issuers: list[OpenIDIssuer], client: httpx.AsyncClient) -> None:
        self._providers = {trusted.issuer: _Provider(trusted) for trusted in issuers}
        self._client = client

    def knows(self, issuer: object) -> bool:
        """Whether an issuer is one of them."""
        return isinstance(issuer, str) and issuer in self._providers

    async def verify(self, token: str, header: dict[str, Any], issuer: str) -> dict[str, Any]:
        """The claims of an access token; raises UnverifiedError."""
        provider = self._providers[issuer]
        algorithm = header.get("alg")
        if algorithm not in ALGORITHMS:
            raise UnverifiedError("algorithm")
        key = await self._key(provider, header.get("kid"))
        if key.get("alg", algorithm) != algorithm:
            raise UnverifiedError("algorithm")
        if str(header.get("typ", "JWT")).lower() not in ("jwt", "at+jwt", "application/at+jwt"):
            raise UnverifiedError("type")
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                PyJWK(key, algorithm=algorithm),
                algorithms=[algorithm],
                audience=provider.trusted.audience,
                issuer=issuer,
                leeway=LEEWAY,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )
        except (jwt.PyJWTError, ValueError, TypeError) as error:
            raise UnverifiedError(type(error).__name__) from None
        if "nonce" in claims or "at_hash" in claims:
            raise UnverifiedError("an ID token says who signed in, it gives no access")
        if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= 255:
            raise UnverifiedError("subject")
        return claims

    async def _key(self, provider: _Provider, key_id: object) -> JWK:
        """The key a token names, fetched where it is unknown or old, but not for every token that lies."""
        if not isinstance(key_id, str):
            raise UnverifiedError("key")
        async with provider.lock:
            now = time.monotonic()
            wanted = key_id not in provider.keys or now - provider.fetched_at >= _KEYS_KEPT
            if wanted and now - provider.asked_at >= _ASK_AGAIN:
                provider.asked_at = now
                await self._fetch(provider)
        if (key := provider.keys.get(key_id)) is None:
            raise UnverifiedError("key")
        return key

    async def _fetch(self, provider: _Provider) -> None:
        """Discover the provider's keys. Where it cannot be reached the keys known so far go on holding."""
        issuer = provider.trusted.issuer
        try:
            configuration = await self._read(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
            if configuration.get("issuer") != issuer:
                raise ValueError("the provider names another issuer")
            keys = (await self._read(str(configuration["jwks_uri"])))["keys"]
            provider.keys = _usable(keys)
            provider.fetched_at = time.monotonic()
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            _logger.warning("provider not reached", extra={"error_type": type(error).__name__})

    async def _read(self, address: str) -> dict[str, Any]:
        parts = urlsplit(address)
        if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
            raise ValueError("only HTTPS is trusted with keys")
        async with self._client.stream("GET", address, timeout=_PATIENCE, follow_redirects=False) as response:
            response.raise_for_status()
            content = b""
            async for chunk in response.aiter_bytes():
                content += chunk
                if len(content) > _MAX_DOCUMENT:
                    raise ValueError("the document is too long")
        document = json.loads(content)
        if not isinstance(document, dict):
            raise TypeError("not an object")
        return document


def _usable(keys: list[Any]) -> dict[str, JWK]:
    """The keys that can check signatures, by id; what is no such key is passed over."""
    return {
        key["kid"]: key
        for key in keys
        if isinstance(key, dict)
        and isinstance(key.get("kid"), str)
        and key.get("use", "sig") == "sig"
        and key.get("kty") in ("RSA", "EC", "OKP")
    }
