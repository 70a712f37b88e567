"""The log as a stream: page by page, each in a short transaction that checks again who may read.

However long a log is and however slowly it is read, a stream holds one page in memory, and a connection only
while it reads one. What ends before its time breaks off, so that no one takes a part for the whole.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeAlias
from uuid import UUID

import asyncpg
from starlette.responses import StreamingResponse

from services.events.checkpoints.service import final_checkpoint
from services.events.log.service import items_after, leaves, opening_lines, reader_of
from shared.eventlog.reading import EntryFilter, Reader, read_openings_after, read_range, size
from shared.http.after_the_end import DeletedError
from shared.http.auth.principals import Principal
from shared.http.entering import Arrival, BehindError
from shared.http.problems import NotFound, Unauthenticated
from shared.http.runtime import Runtime

NDJSON = "application/x-ndjson"
SERVER_SENT_EVENTS = "text/event-stream"
_BETWEEN_LOOKS = 1.0
"""Seconds between two looks for something new: NOTIFY in every append would more than halve them."""
_STILL_HERE = 15.0
"""Seconds of silence after which a comment says that the stream lives."""
_PAGE = 256
"""Rows in memory at once: an entry has at most 64 KB, so at most 16 MB."""

Page: TypeAlias = tuple[bytes, bool]
"""The lines of a page, and whether there may be more."""
ReadPage: TypeAlias = Callable[[asyncpg.Connection, Reader], Awaitable[Page]]


class Export:
    """Reads the leaves of a log from a position to the head it had when the reading began."""

    def __init__(self, initiative_id: UUID, after: int, *, checkpoint: bool = False) -> None:
        """`checkpoint`: read to the newest checkpoint instead of the head, and end with it."""
        self._initiative_id = initiative_id
        self._after = after
        self._size: int | None = None
        self._ends_with_checkpoint = checkpoint
        self._last_line = b""

    async def _begin(self, connection: asyncpg.Connection) -> int:
        if not self._ends_with_checkpoint:
            return await size(connection, self._initiative_id)
        found, self._last_line = await final_checkpoint(connection, self._initiative_id)
        return found

    async def read(self, connection: asyncpg.Connection, _: Reader) -> Page:
        """The next leaves; raises NotSealedYet where a checkpoint is wanted and there is none."""
        if self._size is None:
            self._size = await self._begin(connection)
        rows = await read_range(
            connection, self._initiative_id, after=self._after, size=self._size, limit=_PAGE
        )
        if rows:
            self._after = rows[-1]["position"]
        more = len(rows) == _PAGE
        return leaves(rows) + (b"" if more else self._last_line), more


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


class Live:
    """Reads what a filter lets through, page by page, as server-sent events whose ids are positions."""

    def __init__(self, wanted: EntryFilter, after: int) -> None:
        self._wanted = wanted
        self._after = after

    async def read(self, connection: asyncpg.Connection, initiative_id: UUID, reader: Reader) -> Page:
        """What is new since the last look."""
        known = await size(connection, initiative_id)
        items = await items_after(
            connection, initiative_id, reader, self._wanted, after=self._after, limit=_PAGE
        )
        more = len(items) == _PAGE
        # What was appended while we looked is for the next look; what the filter held back is passed.
        self._after = max(self._after, items[-1][0] if items else -1, -1 if more else known - 1)
        return b"".join(b"id: %d\ndata: %s\n\n" % item for item in items), more


async def live(
    runtime: Runtime, initiative_id: UUID, principal: Principal, wanted: EntryFilter, after: int
) -> StreamingResponse:
    """The answer that goes on as long as its reader has standing; what there is already is read at once."""
    source = Live(wanted, after)

    async def look() -> Page:
        arrival = Arrival(runtime, principal, initiative_id)

        async def read(connection: asyncpg.Connection, reader: Reader) -> Page:
            return await source.read(connection, initiative_id, reader)

        return await _next_page(arrival, read)

    first = await look()
    return StreamingResponse(
        _on_and_on(first, look, runtime.settings.stream_seconds),
        media_type=SERVER_SENT_EVENTS,
        headers={"X-Accel-Buffering": "no"},
    )


async def _on_and_on(
    first: Page, look: Callable[[], Awaitable[Page]], seconds: float
) -> AsyncIterator[bytes]:
    began = said = time.monotonic()
    text, more = first
    yield b"retry: 2000\n\n"
    while True:
        now = time.monotonic()
        if text:
            yield text
            said = now
        elif now - said > _STILL_HERE:
            yield b":\n\n"
            said = now
        if not more:
            if now - began >= seconds:
                return
            await asyncio.sleep(_BETWEEN_LOOKS)
        try:
            text, more = await look()
        except (NotFound, Unauthenticated, DeletedError):
            return  # who was reading may not any more, or not by this link, or there is nothing to read
