"""Replacing representatives over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.replacements.errors import CannotSucceed, NotItsRepresentative
from services.registry.replacements.schemas import (
    MadeReplacement,
    Replacement,
    ReplacementCreate,
    ReplacementPreview,
)
from services.registry.replacements.service import ReplacementCommands, Replacements, shown
from shared.http.auth.capabilities import FacilitatorOrRepresentative, Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.idempotency import shows_secret
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.problem_documents import problem_responses
from shared.http.problems import RefusedByCharter
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/organizations/{organization_id}"
reading = APIRouter(prefix=_PREFIX, tags=["people"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["people"], route_class=WriteRoute)


async def _replacements(reading: ReadingDep) -> Replacements:
    return Replacements(reading)


async def _commands(command: CommandDep) -> ReplacementCommands:
    return ReplacementCommands(command)


ReplacementsDep = Annotated[Replacements, Depends(_replacements)]
CommandsDep = Annotated[ReplacementCommands, Depends(_commands)]
_REFUSED = problem_responses(CannotSucceed, NotItsRepresentative, RefusedByCharter)


@writing.post("/replacements", status_code=201, responses=_REFUSED)
@shows_secret
async def replace_representative(
    organization_id: UUID,
    body: ReplacementCreate,
    caller: FacilitatorOrRepresentative,
    commands: CommandsDep,
) -> MadeReplacement:
    """Put one person in the place of another who represents an organization, with all that is its own.

    Its representatives do; the backbone's facilitators only where it is no partner.
    """
    return MadeReplacement.model_validate(await commands.replace(organization_id, body))


@reading.get("/replacement-preview", responses=_REFUSED)
async def preview_replacement(
    organization_id: UUID,
    predecessor_id: UUID,
    caller: FacilitatorOrRepresentative,
    replacements: ReplacementsDep,
    successor_id: UUID | None = None,
) -> ReplacementPreview:
    """See what would pass on to whoever takes over, and what would not; without one, to somebody new."""
    found = await replacements.preview(organization_id, predecessor_id, successor_id)
    return ReplacementPreview.model_validate(shown(found))


@reading.get("/replacements")
async def list_replacements(
    organization_id: UUID,
    caller: Member,
    replacements: ReplacementsDep,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Replacement]:
    """List who took whose place at an organization, oldest first, with what passed on."""
    rows = await replacements.page(organization_id, after(cursor), limit + 1)
    return page(rows, limit, shown=shown)


@writing.post("/replacements/{replacement_id}/acknowledge")
async def acknowledge_replacement(
    organization_id: UUID, replacement_id: UUID, caller: Member, commands: CommandsDep
) -> Replacement:
    """Say that one knows what passed on: the one who spoke for it before, and the one who does now."""
    return Replacement.model_validate(await commands.acknowledge(organization_id, replacement_id))
