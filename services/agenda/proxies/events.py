"""The facts of proxies: given, revoked, declined. That one was used stands in the ballot."""

from datetime import date
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import OPEN, Event

_NAMED: dict[str, Any] = {
    "proxy_id": "01936f9a-0000-7000-8000-000000000047",
    "voter_id": "01936f9a-0000-7000-8000-000000000002",
    "holder_id": "01936f9a-0000-7000-8000-000000000003",
}


class _Proxy(Event):
    subject: ClassVar[str] = "proxies/{proxy_id}"
    proxy_id: Annotated[UUID, OPEN]
    voter_id: Annotated[UUID, OPEN]
    holder_id: Annotated[UUID, OPEN]


class ProxyGiven(_Proxy):
    """A voter lets a person vote for them, on one decision or in a forum until a day."""

    type: ClassVar[str] = "agenda.proxy.given"
    people: ClassVar[tuple[str, ...]] = ("voter_id", "holder_id", "given_by")
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        "given_by": "01936f9a-0000-7000-8000-000000000004",
        "forum_id": "01936f9a-0000-7000-8000-000000000031",
        "decision_id": "01936f9a-0000-7000-8000-000000000041",
    }
    given_by: Annotated[UUID, OPEN]
    forum_id: Annotated[UUID, OPEN]
    decision_id: Annotated[UUID | None, OPEN] = None
    until: Annotated[date | None, OPEN] = None
    """The last day of a proxy for a time."""


class ProxyRevoked(_Proxy):
    """A voter took a proxy back; what was cast by it stays until the voter says otherwise."""

    type: ClassVar[str] = "agenda.proxy.revoked"
    people: ClassVar[tuple[str, ...]] = ("voter_id", "holder_id")
    example: ClassVar[dict[str, Any]] = _NAMED


class ProxyDeclined(_Proxy):
    """Whoever was to vote for another does not do so any more."""

    type: ClassVar[str] = "agenda.proxy.declined"
    people: ClassVar[tuple[str, ...]] = ("voter_id", "holder_id")
    example: ClassVar[dict[str, Any]] = _NAMED
