"""Capability links: addresses that open one thing to clients that cannot send a header (decision 13).

A link is made by a person, names one purpose, and opens what that person may read at that moment. Its secret
is 256 random bits, shown once and known afterwards by its digest alone. Rows and statements are in
`link_rows`, how a request gets in by one is in `shared.http.entering_by_link`.
"""

import hashlib
import re
import secrets
from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

PARAMETER = "link"
"""The query parameter the secret travels in."""
PREFIX = "shidra_link_"
"""So that scanners for secrets in code find one that got there."""
_SECRET = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{43}}")


class Purpose(StrEnum):
    """What a link opens. A link of one purpose is nothing to the operations of another."""

    STREAM = "stream"
    """Follow the log as server-sent events."""
    CALENDAR = "calendar"
    """Read meetings as iCalendar."""
    REACTIONS = "reactions"
    """React to voices, as somebody of the public: whoever has the link."""


REQUESTS_PER_MINUTE = {Purpose.STREAM: 60, Purpose.CALENDAR: 60, Purpose.REACTIONS: 1_200}
"""What a link is good for: a browser comes again every two seconds at most; one for the public is many's."""

SHARED = frozenset({Purpose.REACTIONS})
"""Purposes of links that are many people's: not a caller's limit holds for them, but each address's."""

Endpoint = TypeVar("Endpoint", bound=Callable[..., object])


def takes_links(purpose: Purpose, *, only: bool = False) -> Callable[[Endpoint], Endpoint]:
    """Mark an operation that links of a purpose open, besides tokens or alone. Without it none does."""

    def mark(endpoint: Endpoint) -> Endpoint:
        endpoint.__dict__["__takes_links__"] = purpose
        endpoint.__dict__["__takes_nothing_but_links__"] = only
        return endpoint

    return mark


def purpose_of(endpoint: Callable[..., object] | None) -> Purpose | None:
    """The purpose of the links that open an operation; None where no link does."""
    return getattr(endpoint, "__takes_links__", None)


def takes_nothing_but_links(endpoint: Callable[..., object] | None) -> bool:
    """Whether tokens do not open an operation."""
    return bool(getattr(endpoint, "__takes_nothing_but_links__", False))


def new_secret() -> str:
    """A new secret, in characters that an address carries as they are."""
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(secret: str) -> bytes | None:
    """What is stored of a secret; None for what cannot be one, which nobody has to look up."""
    return hashlib.sha256(secret.encode()).digest() if _SECRET.fullmatch(secret) else None
