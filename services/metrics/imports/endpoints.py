"""Imports of observations over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from services.metrics.imports.schemas import (
    ROW_SCHEMA,
    ColumnMapping,
    ImportOptions,
    ObservationImport,
    ReasonLine,
    StateLabel,
)
from services.metrics.imports.service import ObservationImports
from services.metrics.observations.schemas import IndicatorName
from shared.http.auth.capabilities import Reporter
from shared.http.dependencies import CommandDep
from shared.http.problem_documents import problem_responses
from shared.http.routes import WriteRoute
from shared.imports.errors import UnreadableTable
from shared.imports.sent_files import SentFileDep, import_body
from shared.imports.summary import ImportMode
from shared.imports.tables import Delimiter, Encoding

writing = APIRouter(
    prefix="/initiatives/{initiative_id}/observations/imports", tags=["observations"], route_class=WriteRoute
)


async def _imports(command: CommandDep) -> ObservationImports:
    return ObservationImports(command)


async def _options(
    mode: Annotated[ImportMode, Query(description="What is done with what is there, and what is not.")],
    dry_run: Annotated[bool, Query(description="Answer what the import would do, and do nothing.")] = False,
    partial: Annotated[bool, Query(description="Store good rows although others are rejected.")] = False,
    encoding: Annotated[Encoding, Query(description="Of CSV.")] = Encoding.AUTO,
    delimiter: Annotated[Delimiter, Query(description="Of CSV.")] = Delimiter.AUTO,
    column: Annotated[
        list[ColumnMapping],
        Query(max_length=100, description="`<name of a column>:<field>`; `ignored` leaves it out."),
    ] = [],  # noqa: B006 - FastAPI copies it
    state_label: Annotated[
        list[StateLabel],
        Query(max_length=50, description="`<text in the file>:<state>`, where it has words of its own."),
    ] = [],  # noqa: B006 - FastAPI copies it
    indicator: Annotated[IndicatorName | None, Query(description="Of all rows.")] = None,
    organization_id: Annotated[UUID | None, Query(description="Of all rows.")] = None,
    reason_he: Annotated[ReasonLine | None, Query(description="Why figures are corrected.")] = None,
    reason_ar: Annotated[ReasonLine | None, Query(description="Why figures are corrected.")] = None,
    reason_en: Annotated[ReasonLine | None, Query(description="Why figures are corrected.")] = None,
) -> ImportOptions:
    reasons = {"he": reason_he, "ar": reason_ar, "en": reason_en}
    return ImportOptions(
        mode=mode,
        dry_run=dry_run,
        partial=partial,
        encoding=encoding,
        delimiter=delimiter,
        columns=column,
        state_labels=state_label,
        indicator=indicator,
        organization_id=organization_id,
        reason={language: text for language, text in reasons.items() if text is not None},
    )


@writing.post("", openapi_extra=import_body(ROW_SCHEMA), responses=problem_responses(UnreadableTable))
async def import_observations(
    file: SentFileDep,
    options: Annotated[ImportOptions, Depends(_options)],
    caller: Reporter,
    imports: Annotated[ObservationImports, Depends(_imports)],
) -> ObservationImport:
    """Import figures from CSV or JSON rows, all of them or none.

    Columns are the fields of an observation (`indicator`, `organization_id`, `period`, `state`, `value`,
    `numerator`, `denominator`, `dimensions.<code>`, `remark.he` …) or mapped to them. A blank dimension means
    all of it. Rows in are rows created, updated, unchanged or rejected; `conflicts` says why.
    """
    table = await file.table(options.encoding, options.delimiter)
    return ObservationImport.model_validate(await imports.run(table, options))
