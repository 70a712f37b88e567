"""Files over HTTP: a body is a file, and comes back as it was, to be saved and not shown."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from services.registry.files.errors import FileNotTaken, NothingToAddTo, TooManyFiles
from services.registry.files.events import FileType
from services.registry.files.schemas import SourceFile
from services.registry.files.service import FileCommands, Files, download_name
from services.registry.files.types import MEDIA_TYPES, UNNAMED
from shared.citing.kinds import CitedKind
from shared.http.auth.capabilities import Member
from shared.http.dependencies import CommandDep, ReadingDep, RuntimeDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute
from shared.localization.plain_text import Line

_PREFIX = "/initiatives/{initiative_id}/files"
reading = APIRouter(prefix=_PREFIX, tags=["sources"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["sources"], route_class=WriteRoute)
_BINARY = {"schema": {"type": "string", "format": "binary"}}
# One type alone: generated clients send the Content-Type that stands here, whatever the file is.
_BODY = {
    "requestBody": {
        "required": True,
        "description": "The file. What it is is known by its content; a Content-Type that names another type "
        f"than `{UNNAMED}` has to be that of the file.",
        "content": {UNNAMED: _BINARY},
    }
}
_CONTENT: dict[int | str, dict[str, object]] = {
    200: {"description": "The file.", "content": dict.fromkeys(MEDIA_TYPES.values(), _BINARY)}
}


async def _files(reading: ReadingDep) -> Files:
    return Files(reading)


async def _commands(command: CommandDep, runtime: RuntimeDep) -> FileCommands:
    return FileCommands(command, runtime.settings.max_files_bytes)


async def _media_type(request: Request) -> str:
    return request.headers.get("content-type", UNNAMED).partition(";")[0].strip().lower()


async def _body(request: Request) -> bytes:
    return await request.body()


FilesDep = Annotated[Files, Depends(_files)]
CommandsDep = Annotated[FileCommands, Depends(_commands)]
OfKind = Annotated[CitedKind, Query(description="What it is a file of.")]


@writing.post(
    "",
    status_code=201,
    openapi_extra=_BODY,
    responses=problem_responses(NothingToAddTo, FileNotTaken, TooManyFiles),
)
async def add_file(
    of_kind: OfKind,
    of_id: UUID,
    name: Annotated[Line, Query(description="What people call the file.")],
    content: Annotated[bytes, Depends(_body)],
    media_type: Annotated[str, Depends(_media_type)],
    caller: Member,
    commands: CommandsDep,
) -> SourceFile:
    """Add a file to a source, a statement or a context event: whoever may change it. The body is the file."""
    return SourceFile.model_validate(dict(await commands.add(of_kind, of_id, name, content, media_type)))


@reading.get("")
async def list_files(
    caller: Member,
    files: FilesDep,
    of_kind: CitedKind | None = None,
    of_id: UUID | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[SourceFile]:
    """List the files, oldest first."""
    return page(await files.page(after(cursor), limit + 1, of_kind=of_kind, of_id=of_id), limit)


@reading.get("/{file_id}")
async def get_file(file_id: UUID, caller: Member, files: FilesDep) -> SourceFile:
    """Read what is known of a file."""
    return SourceFile.model_validate(dict(await files.get(file_id)))


@reading.get("/{file_id}/content", response_class=Response, responses=_CONTENT)
async def download_file(file_id: UUID, caller: Member, files: FilesDep) -> Response:
    """Download a file."""
    row = await files.content(file_id)
    return Response(
        row["content"],
        media_type=MEDIA_TYPES[FileType(row["type"])],
        headers={"Content-Disposition": download_name(row)},
    )


@writing.post("/{file_id}/remove", status_code=204)
async def remove_file(file_id: UUID, caller: Member, commands: CommandsDep) -> None:
    """Remove a file with its content and its name: whoever added it, and facilitators."""
    await commands.remove(file_id)
