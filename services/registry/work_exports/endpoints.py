"""Exports of the work together, over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import StreamingResponse

from services.registry.work_exports.service import WorkExports
from shared.exports.answers import TABLES, Format, PagesDep, table
from shared.exports.tables import TableFormat
from shared.http.auth.capabilities import Member
from shared.http.languages import language_of
from shared.http.routes import StreamRoute

streaming = APIRouter(
    prefix="/initiatives/{initiative_id}/exports", tags=["exports"], route_class=StreamRoute
)


async def _exports(pages: PagesDep, request: Request) -> WorkExports:
    return WorkExports(pages, language_of(request))


ExportsDep = Annotated[WorkExports, Depends(_exports)]


@streaming.get("/forum-members", response_class=StreamingResponse, responses=TABLES)
async def export_forum_members(
    caller: Member, exports: ExportsDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export the forums with their seats; of the network, who represents its partners."""
    return await table(exports.forum_members, table_format, "forum-members")


@streaming.get("/meetings", response_class=StreamingResponse, responses=TABLES)
async def export_meetings(
    caller: Member, exports: ExportsDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export the meetings as a table, with how many came to each."""
    return await table(exports.meetings, table_format, "meetings")


@streaming.get("/attendance", response_class=StreamingResponse, responses=TABLES)
async def export_attendance(
    caller: Member, exports: ExportsDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export who came to your forums' meetings, and to others, whether you did; facilitators, to all."""
    return await table(exports.attendance, table_format, "attendance")


@streaming.get("/interactions", response_class=StreamingResponse, responses=TABLES)
async def export_interactions(
    caller: Member, exports: ExportsDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export the interactions as you may see them: confidential ones, tone and notes as in the list."""
    return await table(exports.interactions, table_format, "interactions")


@streaming.get("/commitments", response_class=StreamingResponse, responses=TABLES)
async def export_commitments(
    caller: Member, exports: ExportsDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export the commitments as a table, with how both sides say they went."""
    return await table(exports.commitments, table_format, "commitments")


@streaming.get("/recognitions", response_class=StreamingResponse, responses=TABLES)
async def export_recognitions(
    caller: Member, exports: ExportsDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export the credit that was given as a table."""
    return await table(exports.recognitions, table_format, "recognitions")
