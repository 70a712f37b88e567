"""The backbone's own work over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.agenda.activities.errors import EndsBeforeItStarts, UnknownDependency
from services.agenda.backbone_services.schemas import (
    BackboneService,
    BackboneServiceCreate,
    BackboneServicePatch,
)
from services.agenda.backbone_services.service import BackboneServiceCommands, BackboneServices
from shared.http.auth.capabilities import FacilitatorOrHolder, WorkReader
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import IfMatch
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/backbone-services"
reading = APIRouter(prefix=_PREFIX, tags=["activities"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["activities"], route_class=WriteRoute)
_ANSWERS = problem_responses(EndsBeforeItStarts, UnknownDependency)


async def _services(reading: ReadingDep) -> BackboneServices:
    return BackboneServices(reading)


async def _commands(command: CommandDep) -> BackboneServiceCommands:
    return BackboneServiceCommands(command)


ServicesDep = Annotated[BackboneServices, Depends(_services)]
CommandsDep = Annotated[BackboneServiceCommands, Depends(_commands)]


@writing.post("", status_code=201, responses=_ANSWERS)
async def record_backbone_service(
    body: BackboneServiceCreate, caller: FacilitatorOrHolder, commands: CommandsDep
) -> BackboneService:
    """Record work of the backbone's own for the initiative."""
    return BackboneService.model_validate(dict(await commands.record(body)))


@reading.get("")
async def list_backbone_services(
    caller: WorkReader, services: ServicesDep, limit: Limit = DEFAULT_LIMIT, cursor: CursorText = None
) -> Page[BackboneService]:
    """List the backbone's own work, oldest first."""
    return page(await services.page(after(cursor), limit + 1), limit)


@reading.get("/{backbone_service_id}")
async def get_backbone_service(
    backbone_service_id: UUID, caller: WorkReader, services: ServicesDep
) -> BackboneService:
    """Read a piece of the backbone's own work."""
    return BackboneService.model_validate(dict(await services.get(backbone_service_id)))


@writing.patch("/{backbone_service_id}", responses=_ANSWERS)
async def change_backbone_service(
    backbone_service_id: UUID,
    body: BackboneServicePatch,
    caller: FacilitatorOrHolder,
    if_match: IfMatch,
    commands: CommandsDep,
) -> BackboneService:
    """Change what is recorded of the backbone's own work."""
    return BackboneService.model_validate(dict(await commands.change(backbone_service_id, body, if_match)))
