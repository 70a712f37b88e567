"""Exports over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import StreamingResponse

from services.registry.exports.networks import NetworkFormat
from services.registry.exports.networks import writer_of as network_writer_of
from services.registry.exports.service import Exports
from services.registry.history.asking import UNKNOWN_THEN, WhenDep
from shared.exports.answers import TABLES, Format, PagesDep, table
from shared.exports.streaming import streamed
from shared.exports.tables import TableFormat
from shared.http.auth.capabilities import FieldReader, Member
from shared.http.languages import language_of
from shared.http.problem_documents import problem_responses
from shared.http.routes import StreamRoute

streaming = APIRouter(prefix="/initiatives/{initiative_id}", tags=["exports"], route_class=StreamRoute)

_TEXT = {"schema": {"type": "string"}}
_NETWORKS: dict[int | str, dict[str, object]] = {
    200: {
        "description": "The network.",
        "content": {"application/json": {"schema": {"type": "object"}}, "application/graphml+xml": _TEXT},
    }
}
_THEN = problem_responses(*UNKNOWN_THEN)


async def _exports(pages: PagesDep) -> Exports:
    return Exports(pages)


ExportsDep = Annotated[Exports, Depends(_exports)]


@streaming.get("/exports/organizations", response_class=StreamingResponse, responses=TABLES | _THEN)
async def export_organizations(
    caller: FieldReader, exports: ExportsDep, when: WhenDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export the organizations as a table, in the columns that imports read."""
    return await table(lambda writer: exports.organizations(writer, when), table_format, "organizations")


@streaming.get("/exports/people", response_class=StreamingResponse, responses=TABLES)
async def export_people(
    request: Request, caller: Member, exports: ExportsDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export the people who take part as a table, in the columns that imports read.

    One row for each organization somebody belongs to. Contact data is shown to facilitators.
    """
    return await table(lambda writer: exports.people(writer, language_of(request)), table_format, "people")


@streaming.get("/exports/ties", response_class=StreamingResponse, responses=TABLES | _THEN)
async def export_ties(
    request: Request,
    caller: FieldReader,
    exports: ExportsDep,
    when: WhenDep,
    table_format: Format = TableFormat.CSV,
) -> StreamingResponse:
    """Export the ties as a table, in the columns that imports read."""
    return await table(lambda writer: exports.ties(writer, when, language_of(request)), table_format, "ties")


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
