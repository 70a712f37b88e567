"""What exports over HTTP share: the format asked for, pages read as the caller, the table they answer."""

from collections.abc import AsyncIterator, Callable
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query
from starlette.responses import StreamingResponse

from shared.exports.streaming import Pages, streamed
from shared.exports.tables import CSV, XLSX, TableFormat, TableWriter, writer_of
from shared.http.dependencies import PrincipalDep, RuntimeDep

TABLES: dict[int | str, dict[str, object]] = {
    200: {
        "description": "The table.",
        "content": {
            CSV: {"schema": {"type": "string"}},
            XLSX: {"schema": {"type": "string", "format": "binary"}},
        },
    }
}
"""How OpenAPI describes the answer of an operation that exports a table."""

Format = Annotated[TableFormat, Query(alias="format", description="The kind of file.")]


async def _pages(initiative_id: UUID, principal: PrincipalDep, runtime: RuntimeDep) -> Pages:
    return Pages(runtime, principal, initiative_id)


PagesDep = Annotated[Pages, Depends(_pages)]


async def table(
    pieces: Callable[[TableWriter], AsyncIterator[bytes]], table_format: TableFormat, name: str
) -> StreamingResponse:
    """Stream a table to be saved under a name; what refuses it does so before the answer begins."""
    writer = writer_of(table_format)
    return await streamed(pieces(writer), media_type=writer.media_type, filename=f"{name}.{table_format}")
