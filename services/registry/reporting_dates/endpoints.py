"""The reporting dates of grants over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.grants.errors import DayToCome, GrantOver
from services.registry.reporting_dates.errors import ReportSettled
from services.registry.reporting_dates.schemas import Delivery, ReportingDate, ReportingDateCreate
from services.registry.reporting_dates.service import ReportingDateCommands, ReportingDates
from shared.http.auth.capabilities import Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/grants/{grant_id}/reporting-dates"
reading = APIRouter(prefix=_PREFIX, tags=["funding"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["funding"], route_class=WriteRoute)


async def _dates(reading: ReadingDep, grant_id: UUID) -> ReportingDates:
    return ReportingDates(reading, grant_id)


async def _commands(command: CommandDep, grant_id: UUID) -> ReportingDateCommands:
    return ReportingDateCommands(command, grant_id)


DatesDep = Annotated[ReportingDates, Depends(_dates)]
CommandsDep = Annotated[ReportingDateCommands, Depends(_commands)]


@reading.get("")
async def list_reporting_dates(
    caller: Member, dates: DatesDep, limit: Limit = DEFAULT_LIMIT, cursor: CursorText = None
) -> Page[ReportingDate]:
    """List by when a grant is to be reported on, in the order it was set."""
    return page(await dates.page(after(cursor), limit + 1), limit)


@reading.get("/{reporting_date_id}")
async def get_reporting_date(reporting_date_id: UUID, caller: Member, dates: DatesDep) -> ReportingDate:
    """Read a reporting date."""
    return ReportingDate.model_validate(dict(await dates.get(reporting_date_id)))


@writing.post("", status_code=201, responses=problem_responses(GrantOver))
async def set_reporting_date(
    body: ReportingDateCreate, caller: Member, commands: CommandsDep
) -> ReportingDate:
    """Set by when a grant is to be reported on, and for which period: who keeps the funds, and the funder."""
    return ReportingDate.model_validate(dict(await commands.set(body)))


@writing.post(
    "/{reporting_date_id}/deliver", responses=problem_responses(GrantOver, ReportSettled, DayToCome)
)
async def deliver_grant_report(
    reporting_date_id: UUID, body: Delivery, caller: Member, commands: CommandsDep
) -> ReportingDate:
    """Say that the funder has its report: who keeps the funds, and the funder."""
    return ReportingDate.model_validate(dict(await commands.deliver(reporting_date_id, body)))


@writing.post("/{reporting_date_id}/drop", responses=problem_responses(GrantOver, ReportSettled))
async def drop_reporting_date(
    reporting_date_id: UUID, caller: Member, commands: CommandsDep
) -> ReportingDate:
    """Say that a report is asked for no more, or on another day."""
    return ReportingDate.model_validate(dict(await commands.drop(reporting_date_id)))
