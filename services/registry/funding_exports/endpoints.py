"""Exports of money, of what is done with the community, and of mandates, over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import StreamingResponse

from services.registry.funding_exports import service as listings
from services.registry.funding_exports.service import FundingExports, Listing
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
) -> FundingExports:
    return FundingExports(Pages(runtime, principal, initiative_id), language_of(request))


ExportsDep = Annotated[FundingExports, Depends(_exports)]


async def _file(
    exports: FundingExports, table_format: TableFormat, listing: Listing, name: str
) -> StreamingResponse:
    writer = writer_of(table_format)
    pieces = exports.table(writer, listing)
    return await streamed(pieces, media_type=writer.media_type, filename=f"{name}.{table_format}")


@streaming.get("/funding-sources", response_class=StreamingResponse, responses=_TABLES)
async def export_funding_sources(
    caller: Member, exports: ExportsDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export the funding sources as a table; terms as in the list."""
    return await _file(exports, table_format, listings.FUNDING_SOURCES, "funding-sources")


@streaming.get("/grants", response_class=StreamingResponse, responses=_TABLES)
async def export_grants(
    caller: Member, exports: ExportsDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export the grants as a table; conditions as in the list."""
    return await _file(exports, table_format, listings.GRANTS, "grants")


@streaming.get("/allocations", response_class=StreamingResponse, responses=_TABLES)
async def export_allocations(
    caller: Member, exports: ExportsDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export the allocations as a table."""
    return await _file(exports, table_format, listings.ALLOCATIONS, "allocations")


@streaming.get("/spending", response_class=StreamingResponse, responses=_TABLES)
async def export_spending(
    caller: Member, exports: ExportsDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export what was spent as a table; what for, as in the list."""
    return await _file(exports, table_format, listings.SPENDING, "spending")


@streaming.get("/contributions", response_class=StreamingResponse, responses=_TABLES)
async def export_contributions(
    caller: Member, exports: ExportsDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export what others redirect or give in kind as a table."""
    return await _file(exports, table_format, listings.CONTRIBUTIONS, "contributions")


@streaming.get("/engagement-activities", response_class=StreamingResponse, responses=_TABLES)
async def export_engagement_activities(
    caller: Member, exports: ExportsDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export what was held with the community as a table."""
    return await _file(exports, table_format, listings.ENGAGEMENT_ACTIVITIES, "engagement-activities")


@streaming.get("/participation-support", response_class=StreamingResponse, responses=_TABLES)
async def export_participation_support(
    caller: Member, exports: ExportsDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export support for taking part as a table."""
    return await _file(exports, table_format, listings.PARTICIPATION_SUPPORT, "participation-support")


@streaming.get("/mandates", response_class=StreamingResponse, responses=_TABLES)
async def export_mandates(
    caller: Member, exports: ExportsDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export the mandates as a table, with who carries other roles."""
    return await _file(exports, table_format, listings.MANDATES, "mandates")
