"""How a request gets in: who calls, at what rate, into which initiative, knowing all that was decided."""

from datetime import UTC, datetime
from uuid import UUID

import asyncpg
from fastapi import Request

from shared.commands import Caller
from shared.eventlog.following import FollowingTooSlowError
from shared.http.auth.tokens import InvalidTokenError, OperatorPrincipal, PersonPrincipal, Principal
from shared.http.problems import Busy, NotFound, Unauthenticated
from shared.http.runtime import Runtime
from shared.standing import Entrance

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
        principal = runtime.tokens.identify(token.strip())
    except InvalidTokenError:
        await limit_address(request, runtime)
        raise Unauthenticated from None
    await runtime.rate_limits.spend(runtime.database, principal.key, settings.rate_limit_per_minute)
    return principal


async def limit_address(request: Request, runtime: Runtime) -> None:
    """Spend one request of an address without a valid token; raises TooManyRequests."""
    settings = runtime.settings
    key = f"address:{client_address(request, settings.trusted_proxies)}"
    await runtime.rate_limits.spend(runtime.database, key, settings.anonymous_rate_limit_per_minute)


def client_address(request: Request, trusted_proxies: list[str]) -> str:
    """The address of the caller: the last one in X-Forwarded-For that is not a proxy we trust."""
    address = request.client.host if request.client else "unknown"
    if address not in trusted_proxies:
        return address
    # Some proxies add a header of their own after the one they received.
    listed = ",".join(request.headers.getlist("x-forwarded-for"))
    forwarded = [part.strip() for part in listed.split(",") if part.strip()]
    return next((part for part in reversed(forwarded) if part not in trusted_proxies), address)


async def enter(
    runtime: Runtime,
    connection: asyncpg.Connection,
    initiative_id: UUID,
    principal: Principal,
    *,
    to_write: bool = False,
) -> tuple[Caller, Entrance]:
    """Enter an initiative: the caller with their standing, and how far the log is known.

    To whoever has no standing in it the initiative does not exist (NotFound). Raises BehindError where the
    service has to follow up first.
    """
    person_id = None
    if isinstance(principal, PersonPrincipal):
        if principal.initiative_id != initiative_id:
            raise NotFound
        person_id = principal.person_id
    today = datetime.now(UTC).date()
    entrance = await runtime.standing.enter(connection, initiative_id, person_id, today, to_write=to_write)
    if entrance is None:
        raise NotFound
    if runtime.follower.behind(entrance.last_positions, entrance.cursor):
        raise BehindError
    if isinstance(principal, OperatorPrincipal):
        return Caller("operator"), entrance
    if entrance.standing is None:
        raise NotFound
    return Caller("person", entrance.standing), entrance


async def catch_up(runtime: Runtime, initiative_id: UUID) -> None:
    """Learn what other services have recorded; raises Busy where it takes longer than a request waits."""
    try:
        await runtime.follower.catch_up(runtime.database, initiative_id, within=FOLLOWING_PATIENCE)
    except FollowingTooSlowError:
        raise Busy(headers={"Retry-After": "2"}) from None
