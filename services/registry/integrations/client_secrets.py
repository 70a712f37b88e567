"""Secrets of integrations: made here, shown once, known afterwards by their digest alone.

A secret is 256 random bits, so its plain SHA-256 cannot be guessed and needs no slow hash.
"""

import hashlib
import hmac
import secrets
from collections.abc import Sequence

import asyncpg

PREFIX = "shidra_"
"""So that scanners for secrets in code find one that got there."""
_NO_DIGEST = bytes(32)
MOST_LIVE = 2
"""Secrets an integration has at once: one in use, and its successor."""


def new_secret() -> str:
    """A new secret, in characters that a form and HTTP Basic carry as they are."""
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(secret: str) -> bytes:
    """What is stored of a secret."""
    return hashlib.sha256(secret.encode(errors="replace")).digest()


def matching(rows: Sequence[asyncpg.Record], secret: str) -> asyncpg.Record | None:
    """The row whose digest is the secret's, or None, after the same comparisons whatever there is."""
    given = digest_of(secret)
    found = None
    for index in range(max(len(rows), MOST_LIVE)):
        row = rows[index] if index < len(rows) else None
        if hmac.compare_digest(row["digest"] if row else _NO_DIGEST, given) and row is not None:
            found = row
    return found
