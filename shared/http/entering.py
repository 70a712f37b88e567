"""How a request gets in: who calls, at what rate, into which initiative, knowing all that was decided."""

import logging
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from ipaddress import ip_address, ip_network
from uuid import UUID

import asyncpg
from fastapi import Request

from shared.commands import Caller
from shared.eventlog.deleted import Kept
from shared.eventlog.following import FollowingTooSlowError
from shared.http.after_the_end import DeletedError
from shared.http.auth.principals import (
    AccountPrincipal,
    IntegrationPrincipal,
    LinkPrincipal,
    OperatorPrincipal,
    PersonPrincipal,
    Principal,
)
from shared.http.auth.tokens import InvalidTokenError
from shared.http.problems import Busy, NotFound, Unauthenticated
from shared.http.runtime import Runtime
from shared.standing import Entrance, Entrant

_logger = logging.getLogger(__name__)

FOLLOWING_PATIENCE = 2.0
"""Seconds a request waits for its service to learn what other services have recorded."""


class BehindError(Exception):
    """The service does not yet know all it should of this initiative: catch up, then enter again."""


async def identify(request: Request, runtime: Runtime) -> Principal:
    """Who calls, within their rate; raises Unauthenticated and TooManyRequests."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    settings = runtime.settings
    try:
        if scheme.lower() != "bearer" or not token:
            raise InvalidTokenError
        principal = await runtime.tokens.identify(token.strip())
    except InvalidTokenError:
        await limit_address(request, runtime)
        raise Unauthenticated from None
    await runtime.rate_limits.spend(runtime.database, principal.key, settings.rate_limit_per_minute)
    if isinstance(principal, OperatorPrincipal):
        operation = getattr(request.scope.get("route"), "name", "none")
        _logger.warning("the operator's token was used", extra={"operation": operation})
    return principal


async def limit_address(request: Request, runtime: Runtime) -> None:
    """Spend one request of an address without a valid token; raises TooManyRequests."""
    key = f"address:{network_of(request, runtime)}"
    await runtime.rate_limits.spend(runtime.database, key, runtime.settings.anonymous_rate_limit_per_minute)


def network_of(request: Request, runtime: Runtime) -> str:
    """The network a request comes from, as addresses are counted."""
    return _counted(client_address(request, runtime.settings.trusted_proxies))


def _counted(address: str) -> str:
    """What an address is counted as: whoever has one IPv6 address has the 2^64 around it."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return str(ip_network(f"{parsed}/64", strict=False)) if parsed.version == 6 else address


def client_address(request: Request, trusted_proxies: list[str]) -> str:
    """The address of the caller: the last one in X-Forwarded-For that is not a proxy we trust."""
    address = request.client.host if request.client else "unknown"
    if not _trusted(address, tuple(trusted_proxies)):
        return address
    # Some proxies add a header of their own after the one they received.
    listed = ",".join(request.headers.getlist("x-forwarded-for"))
    forwarded = [part.strip() for part in listed.split(",") if part.strip()]
    proxies = tuple(trusted_proxies)
    return next((part for part in reversed(forwarded) if not _trusted(part, proxies)), address)


@lru_cache(maxsize=4096)
def _trusted(address: str, proxies: tuple[str, ...]) -> bool:
    """Whether an address is one of the proxies, or lies in one of their networks."""
    try:
        parsed = ip_address(address)
        return any(parsed in ip_network(proxy, strict=False) for proxy in proxies)
    except ValueError:
        return address in proxies


class Arrival:
    """A request at the door of an initiative, until it is in.

    It has to know what had been appended when it arrived. What is appended while it waits is not run after,
    or a log that is written to all the time would let nobody in; what a write may not miss, `append` checks.
    """

    def __init__(self, runtime: Runtime, principal: Principal, initiative_id: UUID) -> None:
        self.runtime = runtime
        self.initiative_id = initiative_id
        self._entrant = entrant_of(runtime, principal, initiative_id)
        self._by_operator = isinstance(principal, OperatorPrincipal)
        self._asked_for = principal.scopes if isinstance(principal, IntegrationPrincipal) else frozenset()
        self._link = principal if isinstance(principal, LinkPrincipal) else None
        self._appended: int | None = None

    async def enter(
        self, connection: asyncpg.Connection, *, to_write: bool = False
    ) -> tuple[Caller, Entrance]:
        """The caller with their standing, and how far the log is known.

        To whoever has no standing in it the initiative does not exist (NotFound). Raises BehindError where
        the service has to follow up first, Unauthenticated where a link has come to its end, and DeletedError
        for whoever asks: nobody has standing any more.
        """
        today = datetime.now(UTC).date()
        entrance = await self.runtime.standing.enter(
            connection, self.initiative_id, self._entrant, today, to_write=to_write
        )
        if entrance is None or entrance.end is not None:
            await self._refuse_deleted(connection)
        if entrance is None:
            raise NotFound
        if self._appended is None:
            self._appended = entrance.newest
        if self.runtime.follower.behind(self._appended, entrance.cursor):
            raise BehindError
        if self._link is not None and not await self._is_live(connection, self._link):
            raise Unauthenticated
        if self._by_operator:
            return Caller("operator"), entrance
        if entrance.integration is not None:
            scopes = entrance.integration.scopes & self._asked_for
            return Caller("integration", integration=replace(entrance.integration, scopes=scopes)), entrance
        if entrance.standing is None:
            raise NotFound
        return Caller("person", entrance.standing), entrance

    async def _refuse_deleted(self, connection: asyncpg.Connection) -> None:
        kept = await Kept.find(connection, self.initiative_id)
        if kept is not None:
            raise DeletedError(kept)

    async def _is_live(self, connection: asyncpg.Connection, link: LinkPrincipal) -> bool:
        return await self.runtime.links.is_live(connection, link, datetime.now(UTC))

    def arrive_again(self) -> None:
        """Begin anew, now: something was appended that the request has to know."""
        self._appended = None

    async def catch_up(self) -> None:
        """Learn what other services have recorded; raises Busy where it takes longer than a request waits."""
        runtime = self.runtime
        try:
            await runtime.follower.catch_up(runtime.database, self.initiative_id, within=FOLLOWING_PATIENCE)
        except FollowingTooSlowError:
            raise Busy(headers={"Retry-After": "2"}) from None


def entrant_of(runtime: Runtime, principal: Principal, initiative_id: UUID) -> Entrant:
    """Who a principal would be in an initiative; raises NotFound for one of another."""
    match principal:
        case PersonPrincipal() | IntegrationPrincipal() | LinkPrincipal() if (
            principal.initiative_id != initiative_id
        ):
            raise NotFound
        case PersonPrincipal() | LinkPrincipal():
            return Entrant(person_id=principal.person_id)
        case IntegrationPrincipal():
            return Entrant(integration_id=principal.integration_id)
        case AccountPrincipal():
            return Entrant(account_id=runtime.accounts.id_in(initiative_id, principal))
        case OperatorPrincipal():
            return Entrant()
