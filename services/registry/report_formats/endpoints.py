"""Report formats over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.budget_lines.errors import UnknownBudgetLine
from services.registry.funding_sources.errors import UnknownFunder
from services.registry.report_formats.errors import ReportFormatClosed
from services.registry.report_formats.schemas import ReportFormat, ReportFormatPut
from services.registry.report_formats.service import ReportFormatCommands, ReportFormats
from shared.http.auth.capabilities import Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import OptionalIfMatch
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/report-formats"
reading = APIRouter(prefix=_PREFIX, tags=["funding"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["funding"], route_class=WriteRoute)


async def _formats(reading: ReadingDep) -> ReportFormats:
    return ReportFormats(reading)


async def _commands(command: CommandDep) -> ReportFormatCommands:
    return ReportFormatCommands(command)


FormatsDep = Annotated[ReportFormats, Depends(_formats)]
CommandsDep = Annotated[ReportFormatCommands, Depends(_commands)]


@writing.post("", status_code=201, responses=problem_responses(UnknownFunder, UnknownBudgetLine))
async def define_report_format(body: ReportFormatPut, caller: Member, commands: CommandsDep) -> ReportFormat:
    """Define how a funder wants its reports: who keeps the initiative's funds."""
    return ReportFormat.model_validate(dict(await commands.define(body)))


@reading.get("")
async def list_report_formats(
    caller: Member, formats: FormatsDep, limit: Limit = DEFAULT_LIMIT, cursor: CursorText = None
) -> Page[ReportFormat]:
    """List the formats in which funders want their reports, oldest first."""
    return page(await formats.page(after(cursor), limit + 1), limit)


@reading.get("/{report_format_id}")
async def get_report_format(report_format_id: UUID, caller: Member, formats: FormatsDep) -> ReportFormat:
    """Read a report format."""
    return ReportFormat.model_validate(dict(await formats.get(report_format_id)))


@writing.put(
    "/{report_format_id}", responses=problem_responses(ReportFormatClosed, UnknownFunder, UnknownBudgetLine)
)
async def redefine_report_format(
    report_format_id: UUID,
    body: ReportFormatPut,
    caller: Member,
    if_match: OptionalIfMatch,
    commands: CommandsDep,
) -> ReportFormat:
    """Define how a funder wants its reports otherwise; reports that are made from now on follow it."""
    return ReportFormat.model_validate(dict(await commands.redefine(report_format_id, body, if_match)))


@writing.post("/{report_format_id}/retire", responses=problem_responses(ReportFormatClosed))
async def retire_report_format(report_format_id: UUID, caller: Member, commands: CommandsDep) -> ReportFormat:
    """Make no reports in a format any more."""
    return ReportFormat.model_validate(dict(await commands.retire(report_format_id)))
