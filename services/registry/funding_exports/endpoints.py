"""Exports of money, of what is done with the community, and of mandates, over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import StreamingResponse

from services.registry.funding_exports import service as listings
from services.registry.funding_exports.service import FundingExports, Listing
from shared.exports.answers import TABLES, Format, PagesDep, table
from shared.exports.tables import TableFormat
from shared.http.auth.capabilities import Member
from shared.http.languages import language_of
from shared.http.routes import StreamRoute

streaming = APIRouter(
    prefix="/initiatives/{initiative_id}/exports", tags=["exports"], route_class=StreamRoute
)


async def _exports(pages: PagesDep, request: Request) -> FundingExports:
    return FundingExports(pages, language_of(request))


ExportsDep = Annotated[FundingExports, Depends(_exports)]


async def _file(
    exports: FundingExports, table_format: TableFormat, listing: Listing, name: str
) -> StreamingResponse:
    return await table(lambda writer: exports.table(writer, listing), table_format, name)


@streaming.get("/funding-sources", response_class=StreamingResponse, responses=TABLES)
async def export_funding_sources(
    caller: Member, exports: ExportsDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export the funding sources as a table; terms as in the list."""
    return await _file(exports, table_format, listings.FUNDING_SOURCES, "funding-sources")


@streaming.get("/grants", response_class=StreamingResponse, responses=TABLES)
async def export_grants(
    caller: Member, exports: ExportsDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export the grants as a table; conditions as in the list."""
    return await _file(exports, table_format, listings.GRANTS, "grants")


@streaming.get("/allocations", response_class=StreamingResponse, responses=TABLES)
async def export_allocations(
    caller: Member, exports: ExportsDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export the allocations as a table."""
    return await _file(exports, table_format, listings.ALLOCATIONS, "allocations")


@streaming.get("/spending", response_class=StreamingResponse, responses=TABLES)
async def export_spending(
    caller: Member, exports: ExportsDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export what was spent as a table; what for, as in the list."""
    return await _file(exports, table_format, listings.SPENDING, "spending")


@streaming.get("/contributions", response_class=StreamingResponse, responses=TABLES)
async def export_contributions(
    caller: Member, exports: ExportsDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export what others redirect or give in kind as a table."""
    return await _file(exports, table_format, listings.CONTRIBUTIONS, "contributions")


@streaming.get("/engagement-activities", response_class=StreamingResponse, responses=TABLES)
async def export_engagement_activities(
    caller: Member, exports: ExportsDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export what was held with the community as a table."""
    return await _file(exports, table_format, listings.ENGAGEMENT_ACTIVITIES, "engagement-activities")


@streaming.get("/participation-support", response_class=StreamingResponse, responses=TABLES)
async def export_participation_support(
    caller: Member, exports: ExportsDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export support for taking part as a table."""
    return await _file(exports, table_format, listings.PARTICIPATION_SUPPORT, "participation-support")


@streaming.get("/mandates", response_class=StreamingResponse, responses=TABLES)
async def export_mandates(
    caller: Member, exports: ExportsDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export the mandates as a table, with who carries other roles."""
    return await _file(exports, table_format, listings.MANDATES, "mandates")
