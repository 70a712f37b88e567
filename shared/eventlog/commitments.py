"""Salted commitments: what the log holds in place of a value that may have to be erased."""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from shared.eventlog.canonical import JSONValue, canonical
from shared.eventlog.event_types import Audience

SALT_BYTES = 32
_DOMAIN = b"shidra/v1/sealed\0"


def commitment(salt: bytes, field: str, value: bytes) -> str:
    """SHA-256 in hex over the domain tag and the canonical JSON of [salt in base64, field, value].

    `value` is canonical JSON already, so that the array can be put together as bytes.
    """
    preimage = b'["%s","%s",%s]' % (base64.b64encode(salt), field.encode(), value)
    return hashlib.sha256(_DOMAIN + preimage).hexdigest()


@dataclass(frozen=True, slots=True)
class Opening:
    """A sealed value with what opens its commitment, for whom, and about whom."""

    field: str
    salt: bytes
    value: bytes
    audience: Audience
    readers: tuple[UUID, ...]
    people: tuple[UUID, ...]

    @classmethod
    def seal(
        cls,
        field: str,
        value: JSONValue,
        audience: Audience,
        readers: tuple[UUID, ...],
        people: tuple[UUID, ...],
    ) -> Self:
        """A fresh salt for a value."""
        return cls(field, secrets.token_bytes(SALT_BYTES), canonical(value), audience, readers, people)

    def commitment(self) -> str:
        """What stands in the log."""
        return commitment(self.salt, self.field, self.value)
