"""The route of what many do at the same moment in one initiative, such as casting ballots.

Everything is as in a `WriteRoute`, but for the transaction: commands of one process that come together share
one (`shared/eventlog/batching.py`, docs/decisions/0048). A handler sees nothing of it. To be fit for it, an
operation is short, and locks nothing that others of its kind wait for.
"""

from collections.abc import Hashable

import asyncpg
from fastapi import Request, Response

from shared.eventlog.batching import Recorded
from shared.http.entering import Arrival
from shared.http.idempotency import IdempotencyKey
from shared.http.routes import Done, Handle, WriteRoute
from shared.http.runtime import Runtime


class BatchedWriteRoute(WriteRoute):
    """A `WriteRoute` whose commands share transactions; for operations within an initiative."""

    async def attempt(
        self,
        request: Request,
        handle: Handle,
        runtime: Runtime,
        arrival: Arrival | None,
        key: IdempotencyKey | None,
    ) -> Response:
        """Run the command once, in a transaction with others of its initiative."""
        assert arrival is not None
        done: Done | None = None

        async def work(connection: asyncpg.Connection) -> Recorded:
            nonlocal done
            done = await self.carry_out(connection, request, handle, runtime, arrival, key)
            return Recorded(done.command.entries, done.relied_on, done.holds_open)

        last = await runtime.batches.run(arrival.initiative_id, work, keys=_keys(request, key))
        assert done is not None
        return done.answered(last)


def _keys(request: Request, key: IdempotencyKey | None) -> frozenset[Hashable]:
    """What no two commands have in common that are under way at once: a resource, an idempotency key."""
    found = set[Hashable]() if key is None else {(key.caller, key.key)}
    if request.method != "POST":
        found.add(request.scope["path"])
    return frozenset(found)
