"""Commands that a worker carries out by itself, such as closing what is due: guarded as a request's are."""

from collections.abc import Awaitable, Callable
from typing import TypeVar
from uuid import UUID

from shared.commands import Caller, Command
from shared.database.pool import Database
from shared.eventlog.appending import LogMovedError, ReliedOn, append
from shared.eventlog.following import Follower
from shared.ids import uuid7
from shared.observability.metrics import APPENDED_EVENTS, APPENDS, LOG_MOVED_RETRIES

T = TypeVar("T")

ATTEMPTS = 5
"""How often a command runs anew because the log moved under it; then the worker comes back to it."""


class ServiceCommands:
    """Runs commands of one service whose actor is the service itself."""

    def __init__(self, database: Database, follower: Follower) -> None:
        self._database = database
        self._follower = follower

    async def run(self, initiative_id: UUID, work: Callable[[Command], Awaitable[T]]) -> T:
        """Carry out a command: everything known, state and events in one transaction, or nothing.

        `work` may run several times. Raises LogMovedError where the log moved every time.
        """
        for attempt in range(1, ATTEMPTS + 1):
            await self._follower.catch_up(self._database, initiative_id)
            try:
                return await self._attempt(initiative_id, work)
            except LogMovedError:
                LOG_MOVED_RETRIES.labels(self._follower.service).inc()
                if attempt == ATTEMPTS:
                    raise
        raise AssertionError("unreachable")

    async def _attempt(self, initiative_id: UUID, work: Callable[[Command], Awaitable[T]]) -> T:
        follower = self._follower
        async with self._database.transaction() as connection:
            cursor = await follower.cursor(connection, initiative_id)
            command = Command(
                connection,
                initiative_id,
                Caller("service"),
                service=follower.service,
                request_id=str(uuid7()),
            )
            result = await work(command)
            if command.entries:
                await follower.apply_own(connection, initiative_id, command.entries)
                relied_on = ReliedOn(follower.relied_on, cursor.position)
                await append(connection, initiative_id, command.entries, relied_on)
        if command.entries:
            APPENDS.labels(follower.service).inc()
            APPENDED_EVENTS.labels(follower.service).inc(len(command.entries))
        return result
