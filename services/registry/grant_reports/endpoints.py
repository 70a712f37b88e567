"""Reports to funders over HTTP."""

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from starlette.responses import StreamingResponse

from services.registry.grant_reports.errors import FormatOfOtherCurrency, UnknownReportFormat
from services.registry.grant_reports.schemas import GrantReport
from services.registry.grant_reports.service import Asked, GrantReportFiles, GrantReports
from shared.exports.answers import TABLES, Format, PagesDep, table
from shared.exports.tables import TableFormat
from shared.http.auth.capabilities import Member
from shared.http.dependencies import ReadingDep
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, StreamRoute

_PREFIX = "/initiatives/{initiative_id}/grants/{grant_id}"
reading = APIRouter(prefix=_PREFIX, tags=["funding"], route_class=ReadRoute)
streaming = APIRouter(prefix=_PREFIX, tags=["funding"], route_class=StreamRoute)


class ReportDetail(StrEnum):
    """What is in the file of a report."""

    LINES = "lines"
    """The funder's lines, what belongs to none, and the total."""
    ENTRIES = "entries"
    """Every entry of spending it is made of, as it was spent."""


ReportFormatId = Annotated[UUID, Query(description="In which of `report-formats`.")]
Since = Annotated[date | None, Query(description="What was spent from this day on.")]
Until = Annotated[date | None, Query(description="What was spent until this day.")]


async def _asked(
    grant_id: UUID, report_format_id: ReportFormatId, since: Since = None, until: Until = None
) -> Asked:
    return Asked(grant_id, report_format_id, since, until)


async def _reports(reading: ReadingDep) -> GrantReports:
    return GrantReports(reading)


async def _files(pages: PagesDep, asked: Annotated[Asked, Depends(_asked)]) -> GrantReportFiles:
    return GrantReportFiles(pages, asked)


@reading.get("/report", responses=problem_responses(UnknownReportFormat, FormatOfOtherCurrency))
async def get_grant_report(
    caller: Member,
    asked: Annotated[Asked, Depends(_asked)],
    reports: Annotated[GrantReports, Depends(_reports)],
) -> GrantReport:
    """Read what was spent of a grant in a funder's lines: who keeps the funds, and the grant's funder."""
    return GrantReport.model_validate(await reports.report(asked))


@streaming.get(
    "/reports",
    response_class=StreamingResponse,
    responses=TABLES | problem_responses(UnknownReportFormat, FormatOfOtherCurrency),
)
async def export_grant_report(
    caller: Member,
    files: Annotated[GrantReportFiles, Depends(_files)],
    table_format: Format = TableFormat.CSV,
    detail: ReportDetail = ReportDetail.LINES,
) -> StreamingResponse:
    """Export a report to a funder as a table, in the language of its format."""
    pieces = files.lines if detail is ReportDetail.LINES else files.entries
    return await table(pieces, table_format, "grant-report")
