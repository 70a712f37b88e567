"""Imports over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from services.registry.import_runs.arriving import TAKEN_IN, ArrivedFile, FileRoute, file_of, taken_in
from services.registry.import_runs.errors import ImportsWaiting
from services.registry.import_runs.service import ImportRunCommands
from services.registry.import_templates.errors import UnknownTemplate
from services.registry.imports.events import Imported
from services.registry.imports.fields import words_of
from services.registry.imports.schemas import (
    MAX_SETTINGS,
    ROW_SCHEMA,
    Candidates,
    ColumnMapping,
    Constant,
    FileColumns,
    FileOptions,
    Import,
    ImportOptions,
    Label,
    RegistryImport,
)
from services.registry.imports.service import AllImports, Imports
from shared.http.auth.capabilities import FacilitatorFounderOrRepresentative, Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.languages import language_of
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preferences import PREFER
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute
from shared.imports.errors import UnreadableTable
from shared.imports.sent_files import SentFile, SentFileDep, import_body
from shared.imports.summary import ImportMode
from shared.imports.tables import Delimiter, Encoding

_PREFIX = "/initiatives/{initiative_id}/imports"
reading = APIRouter(prefix=_PREFIX, tags=["imports"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["imports"], route_class=WriteRoute)
sending = APIRouter(prefix=_PREFIX, tags=["imports"], route_class=FileRoute)


async def _all_imports(request: Request, reading: ReadingDep) -> AllImports:
    return AllImports(reading, language_of(request))


async def _imports(command: CommandDep) -> Imports:
    return Imports(command)


async def _file(
    imported: Annotated[Imported, Query(description="What the rows are.")],
    encoding: Annotated[Encoding, Query(description="Of CSV.")] = Encoding.AUTO,
    delimiter: Annotated[Delimiter, Query(description="Of CSV.")] = Delimiter.AUTO,
    sheet: Annotated[int, Query(ge=1, le=1000, description="Of XLSX: which of the visible sheets.")] = 1,
    column: Annotated[
        list[ColumnMapping],
        Query(max_length=MAX_SETTINGS, description="`<name of a column>:<field>`; `ignored` leaves it out."),
    ] = [],  # noqa: B006 - FastAPI copies it
    constant: Annotated[
        list[Constant], Query(max_length=MAX_SETTINGS, description="`<field>:<value>` of all rows.")
    ] = [],  # noqa: B006 - FastAPI copies it
    value: Annotated[
        list[Label],
        Query(max_length=MAX_SETTINGS, description="`<field>=<text in the file>:<what it means>`."),
    ] = [],  # noqa: B006 - FastAPI copies it
    template_id: Annotated[UUID | None, Query(description="A template that says all this.")] = None,
    suggested: Annotated[bool, Query(description="Take columns for the fields they probably are.")] = False,
) -> FileOptions:
    return FileOptions(imported, encoding, delimiter, sheet, column, constant, value, template_id, suggested)


async def _runs(command: CommandDep) -> ImportRunCommands:
    return ImportRunCommands(command)


FileDep = Annotated[FileOptions, Depends(_file)]


async def _options(
    file: FileDep,
    mode: Annotated[ImportMode, Query(description="What is done with what is there, and what is not.")],
    dry_run: Annotated[bool, Query(description="Answer what the import would do, and do nothing.")] = False,
    partial: Annotated[bool, Query(description="Store good rows although others are left out.")] = False,
    candidates: Annotated[
        Candidates, Query(description="What is done with rows of a name that others have.")
    ] = Candidates.HOLD,
) -> ImportOptions:
    return ImportOptions(file, mode, dry_run, partial, candidates)


ImportsDep = Annotated[Imports, Depends(_imports)]
AllImportsDep = Annotated[AllImports, Depends(_all_imports)]
RunsDep = Annotated[ImportRunCommands, Depends(_runs)]
_REFUSALS = problem_responses(UnreadableTable, UnknownTemplate)


@sending.post(
    "",
    openapi_extra={**import_body(ROW_SCHEMA), "parameters": [PREFER]},
    response_model=RegistryImport,
    responses={**_REFUSALS, **problem_responses(ImportsWaiting), 202: TAKEN_IN},
)
async def import_file(
    request: Request,
    file: Annotated[SentFile | ArrivedFile, Depends(file_of)],
    options: Annotated[ImportOptions, Depends(_options)],
    caller: FacilitatorFounderOrRepresentative,
    imports: ImportsDep,
    runs: RunsDep,
) -> RegistryImport | Response:
    """Import organizations, people or ties from CSV, XLSX, JSON rows or a map of Kumu, all rows or none.

    Rows in are rows created, updated, unchanged, merge candidates or rejected; `conflicts` says why. Stages
    and founding partners are never imported, and nobody gets a vote. People are imported by facilitators.
    Representatives import ties of their own organizations. With
    `Prefer: respond-async` the file is kept and a worker imports it: `Location` says where to follow it.
    """
    if isinstance(file, ArrivedFile):
        return taken_in(request, await runs.wait(file.import_id, file.media_type, options))
    return RegistryImport.model_validate(await imports.run(file, options))


@writing.post("/columns", openapi_extra=import_body(ROW_SCHEMA), responses=_REFUSALS)
async def suggest_columns(
    file: SentFileDep, options: FileDep, caller: FacilitatorFounderOrRepresentative, imports: ImportsDep
) -> FileColumns:
    """Read the columns of a file and which fields they probably are, before it is imported."""
    columns = await imports.columns(file, options)
    return FileColumns.model_validate({"columns": columns, "fields": list(words_of(options.imported))})


@reading.get("")
async def list_imports(
    caller: Member, imports: AllImportsDep, limit: Limit = DEFAULT_LIMIT, cursor: CursorText = None
) -> Page[Import]:
    """List the imports, oldest first: those that wait, those under way, those that have ended."""
    return page(await imports.page(after(cursor), limit + 1), limit)


@reading.get("/{import_id}")
async def get_import(import_id: UUID, caller: Member, imports: AllImportsDep) -> Import:
    """Read how far an import has come, and what became of its rows."""
    return Import.model_validate(dict(await imports.get(import_id)))
