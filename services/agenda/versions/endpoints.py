"""The agenda as a whole over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import PlainTextResponse

from services.agenda.versions.schemas import (
    AgendaDifference,
    AgendaOverview,
    AgendaVersion,
    AgendaVersionSummary,
)
from services.agenda.versions.service import Agenda
from shared.http.auth.capabilities import WorkReader
from shared.http.dependencies import ReadingDep, RuntimeDep
from shared.http.languages import language_of
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.routes import ReadRoute

reading = APIRouter(prefix="/initiatives/{initiative_id}/agenda", tags=["agenda"], route_class=ReadRoute)


class MarkdownResponse(PlainTextResponse):
    """A text that people read."""

    media_type = "text/markdown"


async def _agenda(reading: ReadingDep) -> Agenda:
    return Agenda(reading)


AgendaDep = Annotated[Agenda, Depends(_agenda)]


@reading.get("")
async def get_agenda(caller: WorkReader, agenda: AgendaDep) -> AgendaOverview:
    """Read where the common agenda stands: the draft, what was adopted, on whose voices it rests."""
    return AgendaOverview.model_validate(await agenda.overview())


@reading.get("/text", response_class=MarkdownResponse)
async def read_agenda_draft(request: Request, caller: WorkReader, agenda: AgendaDep) -> MarkdownResponse:
    """Read the working draft as text, in the language asked for by Accept-Language."""
    return MarkdownResponse(await agenda.text(None, language_of(request)))


@reading.get("/versions")
async def list_agenda_versions(
    caller: WorkReader, agenda: AgendaDep, limit: Limit = DEFAULT_LIMIT, cursor: CursorText = None
) -> Page[AgendaVersionSummary]:
    """List the versions that were adopted, oldest first."""
    return page(await agenda.page(after(cursor), limit + 1), limit)


@reading.get("/versions/{version_id}")
async def get_agenda_version(version_id: UUID, caller: WorkReader, agenda: AgendaDep) -> AgendaVersion:
    """Read a version as it was adopted."""
    return AgendaVersion.model_validate(await agenda.version(version_id))


@reading.get("/versions/{version_id}/text", response_class=MarkdownResponse)
async def read_agenda_version(
    version_id: UUID, request: Request, caller: WorkReader, agenda: AgendaDep
) -> MarkdownResponse:
    """Read an adopted version as text, in the language asked for by Accept-Language."""
    return MarkdownResponse(await agenda.text(version_id, language_of(request)))


@reading.get("/versions/{version_id}/difference")
async def compare_agenda_versions(
    version_id: UUID,
    caller: WorkReader,
    agenda: AgendaDep,
    runtime: RuntimeDep,
    to_version_id: Annotated[UUID | None, Query(description="Absent: the working draft.")] = None,
) -> AgendaDifference:
    """Compare a version with another, or with the working draft, word by word."""
    return AgendaDifference.model_validate(
        await agenda.difference(version_id, to_version_id, runtime.heavy_work)
    )
