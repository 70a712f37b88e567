"""Mergings over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.duplicates.errors import SameOrganization
from services.registry.merges.errors import (
    KeptApartBefore,
    MandateHolderMerged,
    MergeUndone,
    SeatHolderMerged,
)
from services.registry.merges.schemas import OrganizationMerge, OrganizationMergeCreate
from services.registry.merges.service import MergeCommands, Merges
from services.registry.people.errors import UnknownOrganization
from shared.http.auth.capabilities import FacilitatorOrFounder
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/organization-merges"
reading = APIRouter(prefix=_PREFIX, tags=["duplicates"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["duplicates"], route_class=WriteRoute)


async def _merges(reading: ReadingDep) -> Merges:
    return Merges(reading)


async def _commands(command: CommandDep) -> MergeCommands:
    return MergeCommands(command)


MergesDep = Annotated[Merges, Depends(_merges)]
CommandsDep = Annotated[MergeCommands, Depends(_commands)]


@writing.post(
    "",
    status_code=201,
    responses=problem_responses(
        SameOrganization, UnknownOrganization, KeptApartBefore, MandateHolderMerged, SeatHolderMerged
    ),
)
async def merge_organization(
    body: OrganizationMergeCreate, caller: FacilitatorOrFounder, commands: CommandsDep
) -> OrganizationMerge:
    """Merge an organization into another that it is the same as. Partners are not merged away."""
    return OrganizationMerge.model_validate(dict(await commands.merge(body)))


@reading.get("")
async def list_organization_merges(
    caller: FacilitatorOrFounder,
    merges: MergesDep,
    organization_id: UUID | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[OrganizationMerge]:
    """List what was merged, undone mergings included, oldest first."""
    return page(await merges.page(after(cursor), limit + 1, organization_id), limit)


@reading.get("/{merge_id}")
async def get_organization_merge(
    merge_id: UUID, caller: FacilitatorOrFounder, merges: MergesDep
) -> OrganizationMerge:
    """Read a merging."""
    return OrganizationMerge.model_validate(dict(await merges.get(merge_id)))


@writing.post("/{merge_id}/undo", responses=problem_responses(MergeUndone))
async def undo_organization_merge(
    merge_id: UUID, caller: FacilitatorOrFounder, commands: CommandsDep
) -> OrganizationMerge:
    """Undo a merging: the organization is one of its own again."""
    return OrganizationMerge.model_validate(dict(await commands.undo(merge_id)))
