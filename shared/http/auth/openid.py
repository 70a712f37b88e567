"""Tokens of the operator's OpenID Connect providers: discovered, their keys fetched anew when they rotate.

Only JWT access tokens for our audience are accepted. Who somebody is at the provider (issuer and subject)
says nothing yet of what they may do: an invitation binds the account to a person of an initiative.
"""

import asyncio
import json
import logging
import math
import time
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import httpx
import jwt
from jwt import PyJWK

from shared.answers import NOT_PACKED, content_of
from shared.settings import LOOPBACK, OpenIDIssuer

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
"""Signatures with a public key only: a shared secret, or none, is no signature of the provider's."""
LEEWAY = 30
KEYS_KEPT = 3600.0
"""Seconds after which keys are fetched anew; where that fails, they go on holding."""
KEYS_HELD = 86_400.0
"""Seconds they hold at most without: a provider that withdraws a key must not stay unheard for ever."""
ASK_AGAIN = 30.0
"""Seconds between two requests to a provider, however many tokens name keys we do not know."""
PATIENCE = 5.0
"""Seconds for both documents together, however slowly they come."""
MAX_DOCUMENT = 262_144
_NO_ACCESS = frozenset({"id", "refresh", "offline", "logout"})
"""What some providers name the kind of a token that gives no access, in a claim `typ` or `token_use`."""
_UNREADABLE = (
    httpx.HTTPError,
    httpx.InvalidURL,
    TimeoutError,
    ValueError,
    KeyError,
    TypeError,
    RecursionError,
)
"""What a provider that is down, slow or broken makes the reading of its documents raise."""
_logger = logging.getLogger(__name__)


JWK: TypeAlias = dict[str, Any]
"""A public key as the provider publishes it (RFC 7517)."""


class UnverifiedError(ValueError):
    """The token is not one this provider signed for us, or it cannot be checked."""


@dataclass
class _Provider:
    """What is known of one provider."""

    trusted: OpenIDIssuer
    keys: dict[str, JWK] = field(default_factory=dict)
    fetched_at: float = -math.inf
    asked_at: float = -math.inf
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    def key(self, key_id: str) -> JWK | None:
        """A key that is known and still holds."""
        return self.keys.get(key_id) if time.monotonic() - self.fetched_at < KEYS_HELD else None

    def stale(self) -> bool:
        """Whether the keys should be fetched anew."""
        return time.monotonic() - self.fetched_at >= KEYS_KEPT


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
        except (jwt.PyJWTError, ValueError, TypeError, OverflowError) as error:
            raise UnverifiedError(type(error).__name__) from None
        _gives_access(claims)
        return claims

    async def _key(self, provider: _Provider, key_id: object) -> JWK:
        """The key a token names, fetched where it is unknown or old, but not for every token that lies."""
        if not isinstance(key_id, str):
            raise UnverifiedError("key")
        key = provider.key(key_id)
        # Whoever has a key that holds does not wait for somebody else's asking.
        if key is None or (provider.stale() and not provider.lock.locked()):
            async with provider.lock:
                now = time.monotonic()
                wanted = provider.key(key_id) is None or provider.stale()
                if wanted and now - provider.asked_at >= ASK_AGAIN:
                    provider.asked_at = now
                    await self._fetch(provider)
            key = provider.key(key_id)
        if key is None:
            raise UnverifiedError("key")
        return key

    async def _fetch(self, provider: _Provider) -> None:
        """Discover the provider's keys. Where it cannot be reached the keys known so far go on holding."""
        issuer = provider.trusted.issuer
        try:
            async with asyncio.timeout(PATIENCE):
                configuration = await self._read(
                    issuer, f"{issuer.rstrip('/')}/.well-known/openid-configuration"
                )
                if configuration.get("issuer") != issuer:
                    raise ValueError("the provider names another issuer")
                keys = (await self._read(issuer, str(configuration["jwks_uri"])))["keys"]
            provider.keys = _usable(keys)
            provider.fetched_at = time.monotonic()
        except _UNREADABLE as error:
            _logger.warning("provider not reached", extra={"error_type": type(error).__name__})

    async def _read(self, issuer: str, address: str) -> dict[str, Any]:
        parts = urlsplit(address)
        # A provider on this machine is for trying out; one elsewhere has no business with our loopback.
        local = not issuer.startswith("https://") and parts.hostname in LOOPBACK
        if parts.scheme != "https" and not local:
            raise ValueError("only HTTPS is trusted with keys")
        async with self._client.stream(
            "GET", address, headers=NOT_PACKED, follow_redirects=False
        ) as response:
            response.raise_for_status()
            content = await content_of(response, MAX_DOCUMENT)
        document = json.loads(content)
        if not isinstance(document, dict):
            raise TypeError("not an object")
        return document


def _gives_access(claims: dict[str, Any]) -> None:
    """Refuse tokens that say who signed in, or renew others; raises UnverifiedError."""
    if not claims.keys().isdisjoint({"nonce", "at_hash", "c_hash"}):
        raise UnverifiedError("an ID token")
    if any(str(claims.get(name, "")).lower() in _NO_ACCESS for name in ("typ", "token_use")):
        raise UnverifiedError("not an access token")
    subject = claims["sub"]
    # OpenID Connect Core 1.0, section 2: at most 255 ASCII characters.
    if not isinstance(subject, str) or not 0 < len(subject) <= 255 or not subject.isascii():
        raise UnverifiedError("subject")


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
