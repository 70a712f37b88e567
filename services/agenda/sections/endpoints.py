"""The agenda's sections over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.agenda.sections.errors import (
    SectionIsDiscarded,
    SourceNotCitable,
    TooManySections,
    UnknownCitation,
    VoiceNotCitable,
)
from services.agenda.sections.events import SectionKind, SectionStatus
from services.agenda.sections.principle_templates import TEMPLATES
from services.agenda.sections.schemas import (
    PrincipleTemplates,
    PrincipleTemplateShown,
    Section,
    SectionCreate,
    SectionPatch,
    SectionRevision,
)
from services.agenda.sections.service import SectionCommands, Sections
from shared.http.auth.capabilities import Member, WorkReader
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import IfMatch
from shared.http.problem_documents import problem_responses
from shared.http.problems import RefusedByCharter
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/agenda"
reading = APIRouter(prefix=_PREFIX, tags=["agenda"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["agenda"], route_class=WriteRoute)


async def _sections(reading: ReadingDep) -> Sections:
    return Sections(reading)


async def _commands(command: CommandDep) -> SectionCommands:
    return SectionCommands(command)


SectionsDep = Annotated[Sections, Depends(_sections)]
CommandsDep = Annotated[SectionCommands, Depends(_commands)]
_CITING = (UnknownCitation, VoiceNotCitable, SourceNotCitable, RefusedByCharter)


@writing.post("/sections", status_code=201, responses=problem_responses(*_CITING, TooManySections))
async def draft_section(body: SectionCreate, caller: Member, commands: CommandsDep) -> Section:
    """Add a section to the agenda's working draft. Backbone staff cite confirmed voices or sources."""
    return Section.model_validate(await commands.draft(body))


@reading.get("/sections")
async def list_sections(
    caller: WorkReader,
    sections: SectionsDep,
    kind: SectionKind | None = None,
    status: SectionStatus | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Section]:
    """List the sections, oldest first; those of a kind, of a status."""
    return page(await sections.page(after(cursor), limit + 1, kind=kind, status=status), limit)


@reading.get("/sections/{section_id}")
async def get_section(section_id: UUID, caller: WorkReader, sections: SectionsDep) -> Section:
    """Read a section in its newest revision."""
    return Section.model_validate(await sections.get(section_id))


@writing.patch("/sections/{section_id}", responses=problem_responses(*_CITING, SectionIsDiscarded))
async def redraft_section(
    section_id: UUID, body: SectionPatch, caller: Member, if_match: IfMatch, commands: CommandsDep
) -> Section:
    """Change a section: its next revision. Staff correct spelling and translate without citing."""
    return Section.model_validate(await commands.redraft(section_id, body, if_match))


@writing.delete(
    "/sections/{section_id}",
    status_code=204,
    responses=problem_responses(SectionIsDiscarded, RefusedByCharter),
)
async def discard_section(section_id: UUID, caller: Member, if_match: IfMatch, commands: CommandsDep) -> None:
    """Take a section out of the working draft; staff only what no partner has worded."""
    await commands.discard(section_id, if_match)


@reading.get("/sections/{section_id}/revisions")
async def list_section_revisions(
    section_id: UUID,
    caller: WorkReader,
    sections: SectionsDep,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[SectionRevision]:
    """List every wording a section has had, oldest first."""
    return page(await sections.revisions(section_id, after(cursor), limit + 1), limit)


@reading.get("/principle-templates")
async def get_principle_templates(caller: WorkReader) -> PrincipleTemplates:
    """Read the templates for working principles; offered word for word, they need no citation."""
    return PrincipleTemplates(
        templates=[
            PrincipleTemplateShown(
                code=one.code, title=one.title.in_all_languages(), text=one.text.in_all_languages()
            )
            for one in TEMPLATES
        ]
    )
