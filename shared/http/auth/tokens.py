"""Bearer tokens: the operator's own, the registry's, and those of the identity providers we trust.

A token says who. What they may do in an initiative is their standing, which every service knows from the log.
"""

import hashlib
import hmac
import json
import time
from collections import OrderedDict
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from jwt import PyJWK

from shared.http.auth.openid import OpenIDProviders
from shared.http.auth.principals import (
    AccountIds,
    AccountPrincipal,
    IntegrationPrincipal,
    OperatorPrincipal,
    PersonPrincipal,
    Principal,
)
from shared.settings import Settings

ALGORITHM = "EdDSA"
AUDIENCE = "shidra"
MAX_LIFETIME = 600
"""Seconds a token of the registry lives at most."""
MAX_TOKEN_BYTES = 4096
_LEEWAY = 30
_MALFORMED = (
    jwt.PyJWTError,
    ValueError,
    TypeError,
    AttributeError,
    KeyError,
    OverflowError,
    RecursionError,
)
"""What tokens of odd shapes make the library, and the reading of claims, raise."""
_KEPT = 10_000


class InvalidTokenError(ValueError):
    """The token is not one of ours, has expired, or is malformed; why is not told to who sent it."""


def issuer(settings: Settings) -> str:
    """The issuer of the registry's tokens."""
    return f"{settings.public_url}/registry"


class TokenVerifier:
    """Checks bearer tokens against the operator's token and the registry's public keys, both files.

    Files are read again when they change, so that rotating either needs no restart.
    """

    def __init__(self, settings: Settings) -> None:
        self.accounts = AccountIds(settings.identity_key_file)
        self._issuer = issuer(settings)
        self._operator_file = settings.operator_token_file
        self._keys_file = settings.public_keys_file
        self._operator_digest: bytes | None = None
        self._keys: dict[str, Ed25519PublicKey] = {}
        self._client = httpx.AsyncClient(trust_env=False)
        self._providers = OpenIDProviders(settings.openid_issuers, self._client)
        self._read: dict[Path, tuple[int, int]] = {}
        self._verified: OrderedDict[bytes, tuple[float, Principal]] = OrderedDict()

    async def close(self) -> None:
        """Close the connections to the providers."""
        await self._client.aclose()

    async def identify(self, token: str) -> Principal:
        """Who the token names; raises InvalidTokenError."""
        if len(token) > MAX_TOKEN_BYTES or not token.isascii():
            raise InvalidTokenError("too long or not ASCII")
        digest = hashlib.sha256(token.encode()).digest()
        self._refresh()
        if self._operator_digest is not None and hmac.compare_digest(digest, self._operator_digest):
            return OperatorPrincipal()
        known = self._verified.get(digest)
        if known is not None and time.time() < known[0]:
            return known[1]
        expires, principal = await self._verify(token)
        self._verified[digest] = (expires, principal)
        if len(self._verified) > _KEPT:
            self._verified.popitem(last=False)
        return principal

    async def _verify(self, token: str) -> tuple[float, Principal]:
        try:
            header = jwt.get_unverified_header(token)
            named: Any = jwt.decode(token, options={"verify_signature": False}).get("iss")
            if self._providers.knows(named):
                return await self._of_a_provider(token, header, named)
            return self._of_the_registry(token, header)
        except _MALFORMED as error:
            raise InvalidTokenError(type(error).__name__) from None

    async def _of_a_provider(
        self, token: str, header: dict[str, Any], named: str
    ) -> tuple[float, AccountPrincipal]:
        claims = await self._providers.verify(token, header, named)
        # A provider's token may live longer; nobody takes our word for it longer than for one of ours.
        expires = min(float(claims["exp"]), time.time() + MAX_LIFETIME)
        return expires, self.accounts.account(named, claims["sub"])

    def _of_the_registry(
        self, token: str, header: dict[str, Any]
    ) -> tuple[float, PersonPrincipal | IntegrationPrincipal]:
        key = self._keys.get(str(header.get("kid")))
        if key is None or header.get("alg") != ALGORITHM:
            raise InvalidTokenError("unknown key or algorithm")
        claims = jwt.decode(
            token,
            key,
            algorithms=[ALGORITHM],
            audience=AUDIENCE,
            issuer=self._issuer,
            leeway=_LEEWAY,
            options={"require": ["exp", "iat", "iss", "aud", "sub", "initiative", "kind"]},
        )
        if claims["exp"] - claims["iat"] > MAX_LIFETIME:
            raise InvalidTokenError("lives too long")
        initiative_id, subject = UUID(claims["initiative"]), UUID(claims["sub"])
        if claims["kind"] == "integration":
            scopes = frozenset(claims["scope"].split())
            return float(claims["exp"]), IntegrationPrincipal(initiative_id, subject, scopes)
        if claims["kind"] != "person":
            raise InvalidTokenError("unknown kind")
        return float(claims["exp"]), PersonPrincipal(initiative_id, subject)

    def _refresh(self) -> None:
        if (content := self._changed(self._operator_file)) is not None:
            self._operator_digest = hashlib.sha256(content.strip()).digest() if content.strip() else None
        if (content := self._changed(self._keys_file)) is not None:
            self._keys = {
                key["kid"]: _public_key(key) for key in json.loads(content or '{"keys": []}')["keys"]
            }
            self._verified.clear()

    def _changed(self, file: Path) -> bytes | None:
        """The file's content where it changed since it was read last; empty once where it has gone."""
        try:
            status = file.stat()
        except FileNotFoundError:
            return b"" if self._read.pop(file, None) is not None else None
        # A file put in place of another has another number, even within the clock's last tick.
        modified = (status.st_mtime_ns, status.st_ino)
        if self._read.get(file) == modified:
            return None
        self._read[file] = modified
        return file.read_bytes()


def _public_key(key: dict[str, Any]) -> Ed25519PublicKey:
    public = PyJWK(key, algorithm=ALGORITHM).key
    if not isinstance(public, Ed25519PublicKey):
        raise TypeError("only Ed25519 keys are understood")
    return public
