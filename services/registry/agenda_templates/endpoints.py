"""Agenda templates over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.agenda_templates.errors import TooManyTemplates
from services.registry.agenda_templates.schemas import AgendaTemplate, AgendaTemplateCreate
from services.registry.agenda_templates.service import AgendaTemplateCommands, AgendaTemplates
from services.registry.meetings.errors import NotConducting
from shared.http.auth.capabilities import Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import IfMatch
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/forums/{forum_id}/agenda-templates"
reading = APIRouter(prefix=_PREFIX, tags=["meetings"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["meetings"], route_class=WriteRoute)


async def _templates(reading: ReadingDep) -> AgendaTemplates:
    return AgendaTemplates(reading)


async def _commands(command: CommandDep) -> AgendaTemplateCommands:
    return AgendaTemplateCommands(command)


TemplatesDep = Annotated[AgendaTemplates, Depends(_templates)]
CommandsDep = Annotated[AgendaTemplateCommands, Depends(_commands)]


@writing.post("", status_code=201, responses=problem_responses(NotConducting, TooManyTemplates))
async def keep_agenda_template(
    forum_id: UUID, body: AgendaTemplateCreate, caller: Member, commands: CommandsDep
) -> AgendaTemplate:
    """Keep an agenda to begin the forum's meetings' with."""
    return AgendaTemplate.model_validate(dict(await commands.keep(forum_id, body)))


@reading.get("")
async def list_agenda_templates(
    forum_id: UUID,
    caller: Member,
    templates: TemplatesDep,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[AgendaTemplate]:
    """List the agendas a forum keeps, oldest first."""
    return page(await templates.page(forum_id, after(cursor), limit + 1), limit)


@reading.get("/{template_id}")
async def get_agenda_template(
    forum_id: UUID, template_id: UUID, caller: Member, templates: TemplatesDep
) -> AgendaTemplate:
    """Read an agenda a forum keeps."""
    return AgendaTemplate.model_validate(dict(await templates.get(forum_id, template_id)))


@writing.delete("/{template_id}", status_code=204, responses=problem_responses(NotConducting))
async def drop_agenda_template(
    forum_id: UUID, template_id: UUID, caller: Member, if_match: IfMatch, commands: CommandsDep
) -> None:
    """Keep an agenda no longer; meetings called with it stay as they are."""
    await commands.drop(forum_id, template_id, if_match)
