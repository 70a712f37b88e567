"""Imports over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

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
    ImportOptions,
    Label,
    PastImport,
    RegistryImport,
)
from services.registry.imports.service import Imports, PastImports
from shared.http.auth.capabilities import FacilitatorFounderOrRepresentative, Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute
from shared.imports.errors import UnreadableTable
from shared.imports.sent_files import SentFileDep, import_body
from shared.imports.summary import ImportMode
from shared.imports.tables import Delimiter, Encoding

_PREFIX = "/initiatives/{initiative_id}/imports"
reading = APIRouter(prefix=_PREFIX, tags=["imports"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["imports"], route_class=WriteRoute)


async def _past_imports(reading: ReadingDep) -> PastImports:
    return PastImports(reading)


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
PastImportsDep = Annotated[PastImports, Depends(_past_imports)]
_REFUSALS = problem_responses(UnreadableTable, UnknownTemplate)


@writing.post("", openapi_extra=import_body(ROW_SCHEMA), responses=_REFUSALS)
async def import_file(
    file: SentFileDep,
    options: Annotated[ImportOptions, Depends(_options)],
    caller: FacilitatorFounderOrRepresentative,
    imports: ImportsDep,
) -> RegistryImport:
    """Import organizations or ties from CSV, XLSX, JSON rows or a map of Kumu, all rows or none.

    Rows in are rows created, updated, unchanged, merge candidates or rejected; `conflicts` says why. Stages
    and founding partners are never imported. Representatives import ties of their own organizations.
    """
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
    caller: Member, imports: PastImportsDep, limit: Limit = DEFAULT_LIMIT, cursor: CursorText = None
) -> Page[PastImport]:
    """List the imports that were made, oldest first."""
    return page(await imports.page(after(cursor), limit + 1), limit)


@reading.get("/{import_id}")
async def get_import(import_id: UUID, caller: Member, imports: PastImportsDep) -> PastImport:
    """Read what became of the rows of an import."""
    return PastImport.model_validate(dict(await imports.get(import_id)))
