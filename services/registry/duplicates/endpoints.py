"""Organizations that may be one, over HTTP."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.duplicates.errors import SameOrganization
from services.registry.duplicates.schemas import (
    DuplicateCandidate,
    DuplicateCandidates,
    KeptApart,
    KeptApartPut,
    LikeOrganization,
)
from services.registry.duplicates.service import DuplicateCommands, Duplicates
from shared.http.auth.capabilities import FacilitatorOrFounder
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after_pair, page
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}"
reading = APIRouter(prefix=_PREFIX, tags=["duplicates"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["duplicates"], route_class=WriteRoute)


async def _duplicates(reading: ReadingDep) -> Duplicates:
    return Duplicates(reading)


async def _commands(command: CommandDep) -> DuplicateCommands:
    return DuplicateCommands(command)


DuplicatesDep = Annotated[Duplicates, Depends(_duplicates)]
CommandsDep = Annotated[DuplicateCommands, Depends(_commands)]


def _like(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in LikeOrganization.model_fields}


def _shown(candidate: Mapping[str, Any]) -> dict[str, Any]:
    said = candidate["kept_apart"]
    return {
        **candidate,
        "organization": _like(candidate["organization"]),
        "other": _like(candidate["other"]),
        "kept_apart": said and {name: said[name] for name in KeptApart.model_fields},
    }


def _place(candidate: Mapping[str, Any]) -> bytes:
    first, second = (candidate[name]["id"] for name in ("organization", "other"))
    return bytes(first.bytes + second.bytes)


@reading.get("/duplicate-candidates")
async def list_duplicate_candidates(
    caller: FacilitatorOrFounder,
    duplicates: DuplicatesDep,
    kept_apart: bool = False,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[DuplicateCandidate]:
    """List pairs that share an identifier, a site or a name, and may be one; or those kept apart."""
    rows = await duplicates.page(after_pair(cursor), limit + 1, apart=kept_apart)
    return page(rows, limit, shown=_shown, place=_place)


@reading.get("/organizations/{organization_id}/duplicate-candidates")
async def list_duplicates_of_organization(
    organization_id: UUID, caller: FacilitatorOrFounder, duplicates: DuplicatesDep
) -> DuplicateCandidates:
    """List whom an organization may be the same as, similar names included; twenty at most."""
    found = await duplicates.of_organization(organization_id)
    return DuplicateCandidates.model_validate({"candidates": [_shown(candidate) for candidate in found]})


@writing.put(
    "/organizations/{organization_id}/kept-apart/{other_organization_id}",
    responses=problem_responses(SameOrganization),
)
async def keep_organizations_apart(
    organization_id: UUID,
    other_organization_id: UUID,
    body: KeptApartPut,
    caller: FacilitatorOrFounder,
    commands: CommandsDep,
) -> KeptApart:
    """Say that two organizations that look alike are two; it is remembered, and they are not merged."""
    row = await commands.keep_apart(organization_id, other_organization_id, body)
    return KeptApart.model_validate({name: row[name] for name in KeptApart.model_fields})


@writing.post(
    "/organizations/{organization_id}/kept-apart/{other_organization_id}/reconsider",
    status_code=204,
    responses=problem_responses(SameOrganization),
)
async def reconsider_organizations(
    organization_id: UUID,
    other_organization_id: UUID,
    caller: FacilitatorOrFounder,
    commands: CommandsDep,
) -> None:
    """Let it be open again whether two organizations are one."""
    await commands.reconsider(organization_id, other_organization_id)
