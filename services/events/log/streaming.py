"""The log as a stream: page by page, each in a short transaction that checks again who may read.

However long a log is and however slowly it is read, a stream holds one page in memory, and a connection only
while it reads one. What ends before its time breaks off, so that no one takes a part for the whole.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeAlias
from uuid import UUID

import asyncpg
from starlette.responses import StreamingResponse

from services.events.log.service import leaves, opening_lines, reader_of
from shared.eventlog.reading import Reader, read_openings_after, read_range, size
from shared.http.auth.principals import Principal
from shared.http.entering import Arrival, BehindError
from shared.http.runtime import Runtime

NDJSON = "application/x-ndjson"
_PAGE = 256
"""Rows in memory at once: an entry has at most 64 KB, so at most 16 MB."""

Page: TypeAlias = tuple[bytes, bool]
"""The lines of a page, and whether there may be more."""
ReadPage: TypeAlias = Callable[[asyncpg.Connection, Reader], Awaitable[Page]]


class Export:
    """Reads the leaves of a log from a position to the head it had when the reading began."""

    def __init__(self, initiative_id: UUID, after: int) -> None:
        self._initiative_id = initiative_id
        self._after = after
        self._size: int | None = None

    async def read(self, connection: asyncpg.Connection, _: Reader) -> Page:
        """The next leaves."""
        if self._size is None:
            self._size = await size(connection, self._initiative_id)
        rows = await read_range(
            connection, self._initiative_id, after=self._after, size=self._size, limit=_PAGE
        )
        if rows:
            self._after = rows[-1]["position"]
        return leaves(rows), len(rows) == _PAGE


class Openings:
    """Reads what a reader may see, from a position to the head the log had when the reading began."""

    def __init__(self, initiative_id: UUID, after: int) -> None:
        self._initiative_id = initiative_id
        # A position and a field: what comes after all fields of `after` begins before those of the next one.
        self._after = (after + 1, "")
        self._size: int | None = None

    async def read(self, connection: asyncpg.Connection, reader: Reader) -> Page:
        """The next openings."""
        if self._size is None:
            self._size = await size(connection, self._initiative_id)
        rows = await read_openings_after(
            connection, self._initiative_id, reader, after=self._after, size=self._size, limit=_PAGE
        )
        if rows:
            self._after = (rows[-1]["position"], rows[-1]["field"])
        return opening_lines(rows), len(rows) == _PAGE


async def stream(
    runtime: Runtime, initiative_id: UUID, principal: Principal, read: ReadPage, *, filename: str
) -> StreamingResponse:
    """The answer that streams pages of lines; the first is read before it begins, so that it can refuse."""

    async def next_page() -> Page:
        # Every page arrives anew: its reader needs standing then, and what had been appended by then.
        return await _next_page(Arrival(runtime, principal, initiative_id), read)

    first = await next_page()

    async def pages() -> AsyncIterator[bytes]:
        lines, more = first
        yield lines
        while more:
            lines, more = await next_page()
            yield lines

    return StreamingResponse(
        pages(),
        media_type=NDJSON,
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )


async def _next_page(arrival: Arrival, read: ReadPage) -> Page:
    """Read a page as somebody who has standing at this moment; raises NotFound when they no longer do."""
    while True:
        try:
            async with arrival.runtime.database.transaction(readonly=True) as connection:
                caller, _ = await arrival.enter(connection)
                return await read(connection, reader_of(caller))
        except BehindError:
            await arrival.catch_up()
