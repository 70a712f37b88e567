"""Templates of imports over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.import_templates.schemas import ImportTemplate, ImportTemplateCreate
from services.registry.import_templates.service import ImportTemplateCommands, ImportTemplates
from shared.http.auth.capabilities import FacilitatorFounderOrRepresentative, FacilitatorOrFounder
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import IfMatch
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/import-templates"
reading = APIRouter(prefix=_PREFIX, tags=["imports"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["imports"], route_class=WriteRoute)


async def _templates(reading: ReadingDep) -> ImportTemplates:
    return ImportTemplates(reading)


async def _commands(command: CommandDep) -> ImportTemplateCommands:
    return ImportTemplateCommands(command)


TemplatesDep = Annotated[ImportTemplates, Depends(_templates)]
CommandsDep = Annotated[ImportTemplateCommands, Depends(_commands)]


@writing.post("", status_code=201)
async def save_import_template(
    body: ImportTemplateCreate, caller: FacilitatorOrFounder, commands: CommandsDep
) -> ImportTemplate:
    """Keep how files of a kind are read, for the next ones."""
    return ImportTemplate.model_validate(dict(await commands.save(body)))


@reading.get("")
async def list_import_templates(
    caller: FacilitatorFounderOrRepresentative,
    templates: TemplatesDep,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[ImportTemplate]:
    """List the templates by which files are read, oldest first."""
    return page(await templates.page(after(cursor), limit + 1), limit)


@reading.get("/{template_id}")
async def get_import_template(
    template_id: UUID, caller: FacilitatorFounderOrRepresentative, templates: TemplatesDep
) -> ImportTemplate:
    """Read a template."""
    return ImportTemplate.model_validate(dict(await templates.get(template_id)))


@writing.delete("/{template_id}", status_code=204)
async def drop_import_template(
    template_id: UUID, caller: FacilitatorOrFounder, if_match: IfMatch, commands: CommandsDep
) -> None:
    """Forget a template."""
    await commands.drop(template_id, if_match)
