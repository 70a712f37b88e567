"""Sources over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.sources.errors import SourceClosed
from services.registry.sources.events import SourceKind, SourceStatus
from services.registry.sources.schemas import Source, SourceCreate, SourcePatch
from services.registry.sources.service import SourceCommands, Sources
from shared.http.auth.capabilities import Member, WorkReader
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import IfMatch
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/sources"
reading = APIRouter(prefix=_PREFIX, tags=["sources"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["sources"], route_class=WriteRoute)


async def _sources(reading: ReadingDep) -> Sources:
    return Sources(reading)


async def _commands(command: CommandDep) -> SourceCommands:
    return SourceCommands(command)


SourcesDep = Annotated[Sources, Depends(_sources)]
CommandsDep = Annotated[SourceCommands, Depends(_commands)]


@writing.post("", status_code=201)
async def record_source(body: SourceCreate, caller: Member, commands: CommandsDep) -> Source:
    """Record a document, study, data set or approved minutes that the work rests on."""
    return Source.model_validate(dict(await commands.record(body)))


@reading.get("")
async def list_sources(
    caller: WorkReader,
    sources: SourcesDep,
    kind: SourceKind | None = None,
    status: SourceStatus | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Source]:
    """List the sources, oldest first."""
    return page(await sources.page(after(cursor), limit + 1, kind=kind, status=status), limit)


@reading.get("/{source_id}")
async def get_source(source_id: UUID, caller: WorkReader, sources: SourcesDep) -> Source:
    """Read a source."""
    return Source.model_validate(dict(await sources.get(source_id)))


@writing.patch("/{source_id}", responses=problem_responses(SourceClosed))
async def change_source(
    source_id: UUID, body: SourcePatch, caller: Member, if_match: IfMatch, commands: CommandsDep
) -> Source:
    """Change what is recorded of a source: whoever recorded it, and facilitators."""
    return Source.model_validate(dict(await commands.describe(source_id, body, if_match)))


@writing.post("/{source_id}/withdraw", responses=problem_responses(SourceClosed))
async def withdraw_source(source_id: UUID, caller: Member, commands: CommandsDep) -> Source:
    """Say that a source serves no longer: whoever recorded it, and facilitators."""
    return Source.model_validate(dict(await commands.withdraw(source_id)))
