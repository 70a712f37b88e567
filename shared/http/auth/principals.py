"""Who a valid token, or a capability link, names.

What they may do is their standing, which every service knows from the log.
"""

import hmac
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias
from uuid import UUID

_DOMAIN = b"shidra/v1/account\0"
_DIGESTS = b"shidra/v1/digest\0"
NO_INITIATIVE = UUID(int=0)


@dataclass(frozen=True, slots=True)
class OperatorPrincipal:
    """The operator: sets up, never takes part."""

    key: str = "operator"


@dataclass(frozen=True, slots=True)
class PersonPrincipal:
    """A person of one initiative."""

    initiative_id: UUID
    person_id: UUID

    @property
    def key(self) -> str:
        """What limits and idempotency records are kept under."""
        return f"person:{self.person_id}"


@dataclass(frozen=True, slots=True)
class IntegrationPrincipal:
    """A system of an organization, in one initiative."""

    initiative_id: UUID
    integration_id: UUID
    scopes: frozenset[str]
    """What the token was asked for; of it counts what the system may still do when it calls."""

    @property
    def key(self) -> str:
        """What limits and idempotency records are kept under."""
        return f"integration:{self.integration_id}"


@dataclass(frozen=True, slots=True)
class LinkPrincipal:
    """Whoever holds a capability link: for its purpose as good as the person who made it, while it lives."""

    initiative_id: UUID
    link_id: UUID
    person_id: UUID

    @property
    def key(self) -> str:
        """What its limit is kept under."""
        return f"link:{self.link_id}"


@dataclass(frozen=True, slots=True)
class AccountPrincipal:
    """An account at an identity provider: somebody, in whichever initiatives it is bound to a person."""

    issuer: str
    subject: str
    key: str
    """What limits and idempotency records are kept under: an id of the account, in no initiative."""


Principal: TypeAlias = (
    OperatorPrincipal | PersonPrincipal | IntegrationPrincipal | AccountPrincipal | LinkPrincipal
)


class AccountIds:
    """Ids of accounts, one in each initiative.

    The log names accounts by them, so they are made under a key that its readers do not have: nobody can try
    out names, or find the same person in two initiatives.
    """

    def __init__(self, key_file: Path) -> None:
        self._file = key_file
        self._key: bytes | None = None

    def account(self, issuer: str, subject: str) -> AccountPrincipal:
        """The principal of an account."""
        return AccountPrincipal(issuer, subject, f"account:{self._id(NO_INITIATIVE, issuer, subject)}")

    def digest_of(self, text: str) -> bytes:
        """A digest that nobody can try out texts for who does not have the key."""
        return hmac.digest(self._secret(), _DIGESTS + text.encode(), "sha256")

    def id_in(self, initiative_id: UUID, account: AccountPrincipal) -> UUID:
        """The account's id in an initiative; the nil UUID gives the one that belongs to none."""
        return self._id(initiative_id, account.issuer, account.subject)

    def _id(self, initiative_id: UUID, issuer: str, subject: str) -> UUID:
        named = f"{issuer}\0{subject}".encode()
        digest = hmac.digest(self._secret(), _DOMAIN + initiative_id.bytes + named, "sha256")
        # Version 8 (RFC 9562) by hand: `UUID(version=8)` is refused before Python 3.14.
        number = int.from_bytes(digest[:16], "big") & ~(0xF << 76 | 0b11 << 62)
        return UUID(int=number | 0x8 << 76 | 0b10 << 62)

    def _secret(self) -> bytes:
        if self._key is None:
            self._key = self._file.read_bytes()
        return self._key
