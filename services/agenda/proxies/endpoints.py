"""Proxies over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.agenda.decisions.errors import DecisionNotOpen, UnknownForum
from services.agenda.proxies.errors import (
    NotVoterThere,
    ProxyEnded,
    ProxyGivenAlready,
    ProxyPeriodOutOfRange,
    ProxyToOneself,
    ProxyUsed,
    TooManyProxies,
)
from services.agenda.proxies.schemas import Proxy, ProxyCreate, ProxyStatus
from services.agenda.proxies.service import Proxies, ProxyCommands
from shared.http.auth.capabilities import Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.problem_documents import problem_responses
from shared.http.problems import RefusedByCharter
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/proxies"
reading = APIRouter(prefix=_PREFIX, tags=["decisions"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["decisions"], route_class=WriteRoute)


async def _proxies(reading: ReadingDep) -> Proxies:
    return Proxies(reading)


async def _commands(command: CommandDep) -> ProxyCommands:
    return ProxyCommands(command)


ProxiesDep = Annotated[Proxies, Depends(_proxies)]
CommandsDep = Annotated[ProxyCommands, Depends(_commands)]


@writing.post(
    "",
    status_code=201,
    responses=problem_responses(
        UnknownForum,
        DecisionNotOpen,
        ProxyPeriodOutOfRange,
        ProxyToOneself,
        NotVoterThere,
        ProxyGivenAlready,
        TooManyProxies,
        RefusedByCharter,
    ),
)
async def give_proxy(body: ProxyCreate, caller: Member, commands: CommandsDep) -> Proxy:
    """Let somebody vote for oneself, or for an organization one represents."""
    return Proxy.model_validate(dict(await commands.give(body)))


@reading.get("")
async def list_proxies(
    caller: Member,
    proxies: ProxiesDep,
    forum_id: UUID | None = None,
    decision_id: UUID | None = None,
    voter_id: UUID | None = None,
    holder_id: UUID | None = None,
    status: ProxyStatus | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Proxy]:
    """List the proxies, oldest first; those of a forum, for a decision, of a voter, of who votes for them."""
    filters = {
        "forum_id": forum_id,
        "decision_id": decision_id,
        "voter_id": voter_id,
        "holder_id": holder_id,
        "status": status,
    }
    return page(await proxies.page(after(cursor), limit + 1, filters), limit)


@reading.get("/{proxy_id}")
async def get_proxy(proxy_id: UUID, caller: Member, proxies: ProxiesDep) -> Proxy:
    """Read a proxy."""
    return Proxy.model_validate(dict(await proxies.get(proxy_id)))


@writing.post("/{proxy_id}/revoke", responses=problem_responses(ProxyEnded, ProxyUsed))
async def revoke_proxy(proxy_id: UUID, caller: Member, commands: CommandsDep) -> Proxy:
    """Take a proxy back: its voter, or who represents it. For one decision, until a ballot by it counts."""
    return Proxy.model_validate(dict(await commands.revoke(proxy_id)))


@writing.post("/{proxy_id}/decline", responses=problem_responses(ProxyEnded))
async def decline_proxy(proxy_id: UUID, caller: Member, commands: CommandsDep) -> Proxy:
    """Vote for another no more: whoever was named."""
    return Proxy.model_validate(dict(await commands.decline(proxy_id)))
