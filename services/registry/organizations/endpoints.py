"""Organizations over HTTP."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from services.registry.history.asking import UNKNOWN_THEN, WhenDep
from services.registry.history.errors import SearchIsOfNow
from services.registry.organizations.errors import FoundingBySetupOnly, StageOutOfOrder, StageUnchanged
from services.registry.organizations.events import Sector
from services.registry.organizations.identifiers import checked
from services.registry.organizations.schemas import (
    Organization,
    OrganizationCreate,
    OrganizationPatch,
    StageChange,
    StageChangeCreate,
)
from services.registry.organizations.service import OrganizationCommands, Organizations, Sought
from shared.http.auth.capabilities import (
    Facilitator,
    FacilitatorFounderOrOperator,
    FacilitatorOrFounder,
    FacilitatorOrRepresentative,
    FieldReader,
)
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, after_rank, page, ranked
from shared.http.preconditions import IfMatch
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute
from shared.partnership import Stage

_PREFIX = "/initiatives/{initiative_id}/organizations"
reading = APIRouter(prefix=_PREFIX, tags=["organizations"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["organizations"], route_class=WriteRoute)


async def _organizations(reading: ReadingDep) -> Organizations:
    return Organizations(reading)


async def _commands(command: CommandDep) -> OrganizationCommands:
    return OrganizationCommands(command)


SearchText = Annotated[
    str | None,
    Query(
        min_length=1,
        max_length=200,
        description="Part of a name or an identifier. Vowel points, final letters, prefixes, gershayim, "
        "forms of Arabic letters and single typing errors do not matter.",
    ),
]
OrganizationsDep = Annotated[Organizations, Depends(_organizations)]
CommandsDep = Annotated[OrganizationCommands, Depends(_commands)]


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "identifiers": [checked(identifier) for identifier in row["identifiers"]]}


@writing.post("", status_code=201, responses=problem_responses(FoundingBySetupOnly))
async def map_organization(
    body: OrganizationCreate, caller: FacilitatorFounderOrOperator, commands: CommandsDep
) -> Organization:
    """Put an organization on the initiative's map."""
    return Organization.model_validate(_shown(await commands.map(body)))


@reading.get("", responses=problem_responses(*UNKNOWN_THEN, SearchIsOfNow))
async def list_organizations(
    caller: FieldReader,
    organizations: OrganizationsDep,
    when: WhenDep,
    search: SearchText = None,
    sector: Sector | None = None,
    stage: Stage | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Organization]:
    """List the organizations on the map, oldest first; with `search` those it finds, nearest first."""
    sought = Sought(sector, stage, when)
    if search is None:
        return page(await organizations.page(after(cursor), limit + 1, sought), limit, shown=_shown)
    found = await organizations.search(search, after_rank(cursor), limit + 1, sought)
    return page(found, limit, shown=_shown, place=ranked)


@reading.get("/{organization_id}", responses=problem_responses(*UNKNOWN_THEN))
async def get_organization(
    organization_id: UUID, caller: FieldReader, organizations: OrganizationsDep, when: WhenDep
) -> Organization:
    """Read an organization, as it is or was."""
    return Organization.model_validate(_shown(await organizations.get_at(organization_id, when)))


@writing.patch("/{organization_id}")
async def change_organization(
    organization_id: UUID,
    body: OrganizationPatch,
    caller: FacilitatorOrFounder,
    if_match: IfMatch,
    commands: CommandsDep,
) -> Organization:
    """Change what is recorded of an organization."""
    return Organization.model_validate(_shown(await commands.describe(organization_id, body, if_match)))


@writing.post(
    "/{organization_id}/stage-changes",
    status_code=201,
    responses=problem_responses(StageUnchanged, StageOutOfOrder),
)
async def change_organization_stage(
    organization_id: UUID,
    body: StageChangeCreate,
    caller: FacilitatorOrRepresentative,
    commands: CommandsDep,
) -> StageChange:
    """Move an organization to another stage of engagement, for a reason.

    Its own representatives move it to `paused` and `left`, and alone can where it is a partner: backbone
    staff take no partner out of the network.
    """
    return StageChange.model_validate(dict(await commands.change_stage(organization_id, body)))


@reading.get("/{organization_id}/stage-changes")
async def list_stage_changes(
    organization_id: UUID,
    caller: Facilitator,
    organizations: OrganizationsDep,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[StageChange]:
    """List an organization's moves between stages, oldest first."""
    return page(await organizations.stage_changes(organization_id, after(cursor), limit + 1), limit)
