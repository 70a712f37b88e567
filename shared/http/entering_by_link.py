"""How a request gets in by a capability link instead of a token (decision 13)."""

from datetime import UTC, datetime
from uuid import UUID

from fastapi import Request

from shared.http.auth.link_rows import USE_NOTED_EVERY
from shared.http.auth.links import PARAMETER, REQUESTS_PER_MINUTE, SHARED, Purpose, digest_of
from shared.http.auth.principals import LinkPrincipal
from shared.http.entering import limit_address
from shared.http.problems import TwoCredentials, Unauthenticated
from shared.http.runtime import Runtime


async def identify_by_link(request: Request, runtime: Runtime, purpose: Purpose) -> LinkPrincipal:
    """Who calls, within the link's own rate; raises TwoCredentials, Unauthenticated and TooManyRequests.

    Expired, ended, never made, of another purpose or initiative: all the same to whoever asks.
    """
    if "authorization" in request.headers and PARAMETER in request.query_params:
        await limit_address(request, runtime)
        raise TwoCredentials
    principal = await _found(request, runtime, purpose)
    if principal is None:
        await limit_address(request, runtime)
        raise Unauthenticated
    per_minute = REQUESTS_PER_MINUTE[purpose]
    if purpose in SHARED:
        await limit_address(request, runtime)  # so that nobody spends what the link has for all
    else:
        per_minute = min(per_minute, runtime.settings.rate_limit_per_minute)
    await runtime.rate_limits.spend(runtime.database, principal.key, per_minute)
    return principal


async def _found(request: Request, runtime: Runtime, purpose: Purpose) -> LinkPrincipal | None:
    """The live link a request carries; None where it carries none, or more than one."""
    given = request.query_params.getlist(PARAMETER)
    digest = digest_of(given[0]) if len(given) == 1 else None
    initiative_id = _id(request.path_params.get("initiative_id", ""))
    if digest is None or initiative_id is None:
        return None
    now = datetime.now(UTC)
    async with runtime.database.transaction(readonly=True) as connection:
        row = await runtime.links.find(connection, initiative_id, purpose, digest, now)
    if row is None:
        return None
    if row["last_used_at"] is None or row["last_used_at"] < now - USE_NOTED_EVERY:
        async with runtime.database.transaction() as connection:
            await runtime.links.note_use(connection, initiative_id, row["id"], now)
    return LinkPrincipal(initiative_id, row["id"], row["person_id"])


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
