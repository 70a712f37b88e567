"""Exports over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import StreamingResponse

from services.registry.exports.networks import NetworkFormat
from services.registry.exports.networks import writer_of as network_writer_of
from services.registry.exports.service import Exports
from services.registry.history.asking import UNKNOWN_THEN, WhenDep
from shared.exports.streaming import Pages, streamed
from shared.exports.tables import CSV, XLSX, TableFormat, writer_of
from shared.http.auth.capabilities import FieldReader, Member
from shared.http.dependencies import PrincipalDep, RuntimeDep
from shared.http.languages import language_of
from shared.http.problem_documents import problem_responses
from shared.http.routes import StreamRoute

streaming = APIRouter(prefix="/initiatives/{initiative_id}", tags=["exports"], route_class=StreamRoute)

_TEXT = {"schema": {"type": "string"}}
_BYTES = {"schema": {"type": "string", "format": "binary"}}
_TABLES: dict[int | str, dict[str, object]] = {
    200: {"description": "The table.", "content": {CSV: _TEXT, XLSX: _BYTES}}
}
_NETWORKS: dict[int | str, dict[str, object]] = {
    200: {
        "description": "The network.",
        "content": {"application/json": {"schema": {"type": "object"}}, "application/graphml+xml": _TEXT},
    }
}
_THEN = problem_responses(*UNKNOWN_THEN)
Format = Annotated[TableFormat, Query(alias="format", description="The kind of file.")]


async def _exports(initiative_id: UUID, principal: PrincipalDep, runtime: RuntimeDep) -> Exports:
    return Exports(Pages(runtime, principal, initiative_id))


ExportsDep = Annotated[Exports, Depends(_exports)]


@streaming.get("/exports/organizations", response_class=StreamingResponse, responses=_TABLES | _THEN)
async def export_organizations(
    caller: FieldReader, exports: ExportsDep, when: WhenDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export the organizations as a table, in the columns that imports read."""
    writer = writer_of(table_format)
    pieces = exports.organizations(writer, when)
    return await streamed(pieces, media_type=writer.media_type, filename=f"organizations.{table_format}")


@streaming.get("/exports/people", response_class=StreamingResponse, responses=_TABLES)
async def export_people(
    request: Request, caller: Member, exports: ExportsDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export the people who take part as a table, in the columns that imports read.

    One row for each organization somebody belongs to. Contact data is shown to facilitators.
    """
    writer = writer_of(table_format)
    pieces = exports.people(writer, language_of(request))
    return await streamed(pieces, media_type=writer.media_type, filename=f"people.{table_format}")


@streaming.get("/exports/ties", response_class=StreamingResponse, responses=_TABLES | _THEN)
async def export_ties(
    request: Request,
    caller: FieldReader,
    exports: ExportsDep,
    when: WhenDep,
    table_format: Format = TableFormat.CSV,
) -> StreamingResponse:
    """Export the ties as a table, in the columns that imports read."""
    writer = writer_of(table_format)
    pieces = exports.ties(writer, when, language_of(request))
    return await streamed(pieces, media_type=writer.media_type, filename=f"ties.{table_format}")


@streaming.get("/network", response_class=StreamingResponse, responses=_NETWORKS | _THEN)
async def export_network(
    request: Request,
    caller: FieldReader,
    exports: ExportsDep,
    when: WhenDep,
    network_format: Annotated[
        NetworkFormat, Query(alias="format", description="The kind of file.")
    ] = NetworkFormat.JSON,
) -> StreamingResponse:
    """Read organizations and ties as one network: JSON, a map of Kumu, GraphML."""
    writer = network_writer_of(network_format, language_of(request))
    pieces = exports.network(writer, when)
    return await streamed(pieces, media_type=writer.media_type, filename=f"network.{writer.suffix}")
