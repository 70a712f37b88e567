"""Files that are streamed: page by page, each in a short transaction that checks again who may read.

However long a file is and however slowly it is read, a stream holds one page in memory, and a connection only
while it reads one. What ends before its time is broken off, so that no one takes a part for the whole.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeVar
from uuid import UUID

from starlette.responses import StreamingResponse

from shared.commands import Reading
from shared.http.auth.principals import Principal
from shared.http.entering import Arrival, BehindError
from shared.http.runtime import Runtime

T = TypeVar("T")

PAGE = 500
"""Rows in memory at once."""


class Pages:
    """Reads pages as somebody who has standing at that moment; raises NotFound when they no longer do."""

    def __init__(self, runtime: Runtime, principal: Principal, initiative_id: UUID) -> None:
        self._runtime = runtime
        self._principal = principal
        self._initiative_id = initiative_id

    async def read(self, read: Callable[[Reading], Awaitable[T]]) -> T:
        """Read one page, in a transaction of its own."""
        arrival = Arrival(self._runtime, self._principal, self._initiative_id)
        while True:
            try:
                async with self._runtime.database.transaction(readonly=True) as connection:
                    caller, _ = await arrival.enter(connection)
                    return await read(Reading(connection, self._initiative_id, caller))
            except BehindError:
                await arrival.catch_up()


async def streamed(pieces: AsyncIterator[bytes], *, media_type: str, filename: str) -> StreamingResponse:
    """The answer that streams pieces; the first is made before it begins, so that it can refuse."""
    first = await anext(pieces)

    async def all_pieces() -> AsyncIterator[bytes]:
        yield first
        async for piece in pieces:
            yield piece

    return StreamingResponse(
        all_pieces(),
        media_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )
