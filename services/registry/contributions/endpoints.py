"""Contributions over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.contributions.errors import ContributionClosed, UnknownContributor
from services.registry.contributions.events import ContributionKind
from services.registry.contributions.schemas import Contribution, ContributionCreate
from services.registry.contributions.service import ContributionCommands, Contributions
from shared.http.auth.capabilities import Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/contributions"
reading = APIRouter(prefix=_PREFIX, tags=["funding"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["funding"], route_class=WriteRoute)


async def _contributions(reading: ReadingDep) -> Contributions:
    return Contributions(reading)


async def _commands(command: CommandDep) -> ContributionCommands:
    return ContributionCommands(command)


ContributionsDep = Annotated[Contributions, Depends(_contributions)]
CommandsDep = Annotated[ContributionCommands, Depends(_commands)]


@writing.post("", status_code=201, responses=problem_responses(UnknownContributor))
async def record_contribution(
    body: ContributionCreate, caller: Member, commands: CommandsDep
) -> Contribution:
    """Record money that is redirected towards the agenda, or what is given in kind."""
    return Contribution.model_validate(dict(await commands.record(body)))


@reading.get("")
async def list_contributions(
    caller: Member,
    contributions: ContributionsDep,
    organization_id: UUID | None = None,
    kind: ContributionKind | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Contribution]:
    """List what organizations contribute beside the initiative's own money, oldest first."""
    filters = {"organization_id": organization_id, "kind": kind}
    return page(await contributions.page(after(cursor), limit + 1, **filters), limit)


@reading.get("/{contribution_id}")
async def get_contribution(
    contribution_id: UUID, caller: Member, contributions: ContributionsDep
) -> Contribution:
    """Read a contribution."""
    return Contribution.model_validate(dict(await contributions.get(contribution_id)))


@writing.post("/{contribution_id}/confirm", responses=problem_responses(ContributionClosed))
async def confirm_contribution(contribution_id: UUID, caller: Member, commands: CommandsDep) -> Contribution:
    """Stand by a contribution that was entered for the organization one represents."""
    return Contribution.model_validate(dict(await commands.confirm(contribution_id)))


@writing.post("/{contribution_id}/withdraw", responses=problem_responses(ContributionClosed))
async def withdraw_contribution(contribution_id: UUID, caller: Member, commands: CommandsDep) -> Contribution:
    """Take a contribution off: its organization; who keeps the funds, as long as it is not confirmed."""
    return Contribution.model_validate(dict(await commands.withdraw(contribution_id)))
