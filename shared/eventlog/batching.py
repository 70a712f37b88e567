"""Batched appends: many commands of one process in one transaction, each answered after its commit.

An append to one log costs a commit, and they queue: on a disk that takes 1.5 ms for it, 500 a second,
whatever the number of callers. What waits while a batch is being committed makes up the next batch, so that a
quiet log waits for nothing. A command that fails, or that has been outrun (`log_moved`), is found by halving
the batch and fails alone.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias
from uuid import UUID

import asyncpg

from shared.database.pool import Database
from shared.eventlog.appending import (
    AppendRefusedError,
    LogEndedError,
    LogMovedError,
    PersonErasedError,
    UnknownLogError,
    append,
)
from shared.eventlog.envelope import Entry

LARGEST = 100
"""Commands in one transaction."""

Recorded: TypeAlias = tuple[Sequence[Entry], Mapping[str, int]]
"""What a command appends, and how far it knew which topic when it decided (`followed_to`)."""
Work: TypeAlias = Callable[[asyncpg.Connection], Awaitable[Recorded]]
"""A command: it writes its rows on the connection and answers its events. It may run several times."""

_ITS_OWN_FAULT = (
    AppendRefusedError,
    LogEndedError,
    LogMovedError,
    PersonErasedError,
    UnknownLogError,
)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A command that waits for its turn."""

    work: Work
    answer: asyncio.Future[int] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class _FailedError(Exception):
    """A command of a batch failed, or the log refused what one of them appends."""

    def __init__(self, cause: Exception) -> None:
        super().__init__()
        self.cause = cause


class BatchedAppends:
    """The batches of one process: one at a time for each log, those of different logs beside each other."""

    def __init__(self, database: Database, *, largest: int = LARGEST) -> None:
        self._database = database
        self._largest = largest
        self._waiting: dict[UUID, list[_Waiting]] = {}
        self._running: dict[UUID, asyncio.Task[None]] = {}

    async def append(
        self, initiative_id: UUID, entries: Sequence[Entry], followed_to: Mapping[str, int]
    ) -> int:
        """As `appending.append`, in a transaction shared with others; answers the last position."""

        async def work(_: asyncpg.Connection) -> Recorded:
            return entries, followed_to

        return await self.run(initiative_id, work)

    async def run(self, initiative_id: UUID, work: Work) -> int:
        """Run a command in a transaction shared with others; answers its last position once it is committed.

        Raises what the command raises and what `append` does, and then nothing of the command has happened.
        Where the connection is lost during the commit, nobody knows: that error, too, is raised.
        """
        waiting = _Waiting(work)
        self._waiting.setdefault(initiative_id, []).append(waiting)
        if initiative_id not in self._running:
            self._running[initiative_id] = asyncio.create_task(self._drain(initiative_id))
        return await waiting.answer

    async def _drain(self, initiative_id: UUID) -> None:
        queue = self._waiting[initiative_id]
        try:
            while queue:
                batch, queue[:] = queue[: self._largest], queue[self._largest :]
                await self._commit(initiative_id, [one for one in batch if not one.answer.cancelled()])
        finally:
            del self._running[initiative_id], self._waiting[initiative_id]
            for one in queue:
                one.answer.cancel()

    async def _commit(self, initiative_id: UUID, batch: list[_Waiting]) -> None:
        """Commit a batch, or, where one of it fails, its halves."""
        if not batch:
            return
        try:
            positions = await self._attempt(initiative_id, batch)
        except _FailedError as failed:
            if len(batch) == 1:
                _fail(batch, failed.cause)
                return
            half = len(batch) // 2
            await self._commit(initiative_id, batch[:half])
            await self._commit(initiative_id, batch[half:])
        except Exception as error:  # of the connection: whether it was committed is not known
            _fail(batch, error)
        else:
            for one, position in zip(batch, positions, strict=True):
                if not one.answer.done():
                    one.answer.set_result(position)

    async def _attempt(self, initiative_id: UUID, batch: list[_Waiting]) -> list[int]:
        """Run commands in one transaction; answers the last position of each. Raises _FailedError."""
        entries: list[Entry] = []
        ends: list[int] = []
        followed_to: dict[str, int] = {}
        async with self._database.transaction() as connection:
            for one in batch:
                recorded, known = await _recorded(one.work, connection)
                entries += recorded
                ends.append(len(entries))
                for topic, position in known.items():
                    followed_to[topic] = min(position, followed_to.get(topic, position))
            try:
                last = await append(connection, initiative_id, entries, followed_to)
            except (*_ITS_OWN_FAULT, asyncpg.IntegrityConstraintViolationError) as refusal:
                raise _FailedError(refusal) from None
        return [last - len(entries) + end for end in ends]


async def _recorded(work: Work, connection: asyncpg.Connection) -> Recorded:
    try:
        return await work(connection)
    except Exception as error:
        raise _FailedError(error) from error


def _fail(batch: list[_Waiting], error: Exception) -> None:
    for one in batch:
        if not one.answer.done():
            one.answer.set_exception(error)
