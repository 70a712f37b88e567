"""Groupings over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.groupings.errors import GroupingValueInUse, TooManyGroupings, UnknownGroupingValue
from services.registry.groupings.schemas import (
    Grouping,
    GroupingCreate,
    GroupingPatch,
    OrganizationGrouping,
    OrganizationGroupingPut,
)
from services.registry.groupings.service import GroupingCommands, Groupings
from services.registry.history.asking import UNKNOWN_THEN, WhenDep
from shared.http.auth.capabilities import (
    FacilitatorFounderOrRepresentative,
    FacilitatorOrFounder,
    FieldReader,
)
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import IfMatch
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/groupings"
reading = APIRouter(prefix=_PREFIX, tags=["groupings"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["groupings"], route_class=WriteRoute)


async def _groupings(reading: ReadingDep) -> Groupings:
    return Groupings(reading)


async def _commands(command: CommandDep) -> GroupingCommands:
    return GroupingCommands(command)


GroupingsDep = Annotated[Groupings, Depends(_groupings)]
CommandsDep = Annotated[GroupingCommands, Depends(_commands)]


@writing.post("", status_code=201, responses=problem_responses(TooManyGroupings))
async def define_grouping(
    body: GroupingCreate, caller: FacilitatorOrFounder, commands: CommandsDep
) -> Grouping:
    """Define a grouping of the initiative's own, with its values."""
    return Grouping.model_validate(dict(await commands.define(body)))


@reading.get("")
async def list_groupings(
    caller: FieldReader, groupings: GroupingsDep, limit: Limit = DEFAULT_LIMIT, cursor: CursorText = None
) -> Page[Grouping]:
    """List the initiative's groupings, oldest first."""
    return page(await groupings.page(after(cursor), limit + 1), limit)


@reading.get("/{grouping_id}")
async def get_grouping(grouping_id: UUID, caller: FieldReader, groupings: GroupingsDep) -> Grouping:
    """Read a grouping."""
    return Grouping.model_validate(dict(await groupings.get(grouping_id)))


@writing.patch("/{grouping_id}", responses=problem_responses(UnknownGroupingValue, GroupingValueInUse))
async def change_grouping(
    grouping_id: UUID,
    body: GroupingPatch,
    caller: FacilitatorOrFounder,
    if_match: IfMatch,
    commands: CommandsDep,
) -> Grouping:
    """Rename a grouping; rename, add, reorder or remove its values."""
    return Grouping.model_validate(dict(await commands.redefine(grouping_id, body, if_match)))


@writing.put(
    "/{grouping_id}/organizations/{organization_id}", responses=problem_responses(UnknownGroupingValue)
)
async def group_organization(
    grouping_id: UUID,
    organization_id: UUID,
    body: OrganizationGroupingPut,
    caller: FacilitatorFounderOrRepresentative,
    commands: CommandsDep,
) -> OrganizationGrouping:
    """Say where an organization stands in a grouping: facilitators, founders and the organization itself."""
    row = await commands.group(grouping_id, organization_id, body.value_id)
    return OrganizationGrouping.model_validate(dict(row))


@reading.get("/{grouping_id}/organizations", responses=problem_responses(*UNKNOWN_THEN))
async def list_grouped_organizations(
    grouping_id: UUID,
    caller: FieldReader,
    groupings: GroupingsDep,
    when: WhenDep,
    value_id: UUID | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[OrganizationGrouping]:
    """List where organizations stand in a grouping; those of which it is not said are absent."""
    rows = await groupings.places(grouping_id, after(cursor), limit + 1, value_id, when)
    return page(rows, limit, by="organization_id")
