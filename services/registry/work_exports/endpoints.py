"""Exports of the work together, over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import StreamingResponse

from services.registry.work_exports.service import WorkExports
from shared.exports.streaming import Pages, streamed
from shared.exports.tables import CSV, XLSX, TableFormat, writer_of
from shared.http.auth.capabilities import Member
from shared.http.dependencies import PrincipalDep, RuntimeDep
from shared.http.languages import language_of
from shared.http.routes import StreamRoute

streaming = APIRouter(
    prefix="/initiatives/{initiative_id}/exports", tags=["exports"], route_class=StreamRoute
)

_TABLES: dict[int | str, dict[str, object]] = {
    200: {
        "description": "The table.",
        "content": {
            CSV: {"schema": {"type": "string"}},
            XLSX: {"schema": {"type": "string", "format": "binary"}},
        },
    }
}
Format = Annotated[TableFormat, Query(alias="format", description="The kind of file.")]


async def _exports(
    initiative_id: UUID, request: Request, principal: PrincipalDep, runtime: RuntimeDep
) -> WorkExports:
    return WorkExports(Pages(runtime, principal, initiative_id), language_of(request))


ExportsDep = Annotated[WorkExports, Depends(_exports)]


@streaming.get("/forum-members", response_class=StreamingResponse, responses=_TABLES)
async def export_forum_members(
    caller: Member, exports: ExportsDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export the forums with their seats; of the network, who represents its partners."""
    writer = writer_of(table_format)
    pieces = exports.forum_members(writer)
    return await streamed(pieces, media_type=writer.media_type, filename=f"forum-members.{table_format}")


@streaming.get("/meetings", response_class=StreamingResponse, responses=_TABLES)
async def export_meetings(
    caller: Member, exports: ExportsDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export the meetings as a table, with how many came to each."""
    writer = writer_of(table_format)
    pieces = exports.meetings(writer)
    return await streamed(pieces, media_type=writer.media_type, filename=f"meetings.{table_format}")


@streaming.get("/attendance", response_class=StreamingResponse, responses=_TABLES)
async def export_attendance(
    caller: Member, exports: ExportsDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export who came to your forums' meetings, and to others, whether you did; facilitators, to all."""
    writer = writer_of(table_format)
    pieces = exports.attendance(writer)
    return await streamed(pieces, media_type=writer.media_type, filename=f"attendance.{table_format}")


@streaming.get("/interactions", response_class=StreamingResponse, responses=_TABLES)
async def export_interactions(
    caller: Member, exports: ExportsDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export the interactions as you may see them: confidential ones, tone and notes as in the list."""
    writer = writer_of(table_format)
    pieces = exports.interactions(writer)
    return await streamed(pieces, media_type=writer.media_type, filename=f"interactions.{table_format}")


@streaming.get("/commitments", response_class=StreamingResponse, responses=_TABLES)
async def export_commitments(
    caller: Member, exports: ExportsDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export the commitments as a table, with how both sides say they went."""
    writer = writer_of(table_format)
    pieces = exports.commitments(writer)
    return await streamed(pieces, media_type=writer.media_type, filename=f"commitments.{table_format}")


@streaming.get("/recognitions", response_class=StreamingResponse, responses=_TABLES)
async def export_recognitions(
    caller: Member, exports: ExportsDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export the credit that was given as a table."""
    writer = writer_of(table_format)
    pieces = exports.recognitions(writer)
    return await streamed(pieces, media_type=writer.media_type, filename=f"recognitions.{table_format}")
