"""Secrets of integrations: made here, shown once, known afterwards by their digest alone.

A secret is 256 random bits, so its plain SHA-256 cannot be guessed and needs no slow hash.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

PREFIX = "shidra_"
"""So that scanners for secrets in code find one that got there."""
_NO_DIGEST = bytes(32)
_MOST_LIVE = 2


def new_secret() -> str:
    """A new secret, in characters that a form and HTTP Basic carry as they are."""
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(secret: str) -> bytes:
    """What is stored of a secret."""
    return hashlib.sha256(secret.encode(errors="replace")).digest()


def matching(rows: Sequence[Mapping[str, Any]], secret: str) -> Mapping[str, Any] | None:
    """The row whose digest is the secret's, or None, after the same comparisons whatever there is."""
    given = digest_of(secret)
    found = None
    for index in range(max(len(rows), _MOST_LIVE)):
        row = rows[index] if index < len(rows) else None
        if hmac.compare_digest(row["digest"] if row else _NO_DIGEST, given) and row is not None:
            found = row
    return found
