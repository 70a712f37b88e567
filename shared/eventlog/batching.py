"""Batches: many commands of one process in one transaction, each answered after its commit.

An append to one log costs a commit, and appends queue, commit included: on a disk that takes 1.5 ms for it,
500 a second, whatever the number of callers, each of whom holds a connection while it waits. Here the first
few go at once, each in a transaction of its own; who comes while they are under way waits for one of them to
be through with its command, and then goes on in its transaction. So a quiet log waits for nothing, and a busy
one takes few connections and few commits (docs/decisions/0033).

Commands of a transaction run one after another, each from a savepoint of its own: one that fails is undone
and fails alone. Where the log refuses what they append together, they are run again by halves, until who is
at fault (or has been outrun, `log_moved`) stands alone.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Hashable, Iterator, Mapping, Sequence
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from uuid import UUID

import asyncpg

from shared.database.pool import Database
from shared.eventlog.appending import (
    AppendRefusedError,
    LogMovedError,
    PersonErasedError,
    UnknownLogError,
    append,
)
from shared.eventlog.envelope import Entry

LARGEST = 50
"""Commands in one transaction. Of more than 64 savepoints in one, every other transaction has to look up on
disk which belong together."""
AT_ONCE = 4
"""Transactions under way for one log."""
PATIENCE = 0.025
"""Seconds after which a transaction takes in nobody more: the first of them is waiting to be answered."""

Recorded: TypeAlias = tuple[Sequence[Entry], Mapping[str, int]]
"""What a command appends, and how far it knew which topic when it decided (`followed_to`)."""
Work: TypeAlias = Callable[[asyncpg.Connection], Coroutine[Any, Any, Recorded]]
"""A command: it writes its rows on the connection and answers its events. It may run several times."""

_THEIR_FAULT = (
    AppendRefusedError,
    LogMovedError,
    PersonErasedError,
    UnknownLogError,
    asyncpg.IntegrityConstraintViolationError,
)
"""What the log says of events: one of those that were to be appended is not to be."""


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    """A command that waits for its turn, then for the commit."""

    work: Work | Recorded
    key: Hashable
    context: Context = field(default_factory=copy_context)
    answer: "asyncio.Future[int | None]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )

    def fail(self, error: Exception) -> None:
        if not self.answer.done():
            self.answer.set_exception(error)

    def succeed(self, position: int | None) -> None:
        if not self.answer.done():
            self.answer.set_result(position)


class _AppendRefusedError(Exception):
    """The log refused what the commands of a transaction recorded; by whose fault is not known yet."""

    def __init__(self, cause: Exception) -> None:
        super().__init__()
        self.cause = cause


class Batches:
    """The commands of one process that share transactions, log by log."""

    def __init__(self, database: Database, *, largest: int = LARGEST, at_once: int = AT_ONCE) -> None:
        self._database = database
        self._largest = largest
        self._at_once = at_once
        self._waiting: dict[UUID, deque[_Waiting]] = {}
        self._under_way: dict[UUID, set[asyncio.Task[None]]] = {}

    async def run(self, initiative_id: UUID, work: Work, *, key: Hashable = None) -> int | None:
        """Run a command in a transaction shared with others; answers its last position once it is committed.

        None where it recorded nothing. Two with one `key` are never in one transaction: the second finds what
        the first has committed. Raises what the command raises and what `append` does, and then nothing of
        the command has happened. Where the connection is lost during the commit, nobody knows: that error,
        too, is raised. Whoever is cancelled while its command runs does not undo it.
        """
        return await self._answered(initiative_id, _Waiting(work, key))

    async def append(
        self, initiative_id: UUID, entries: Sequence[Entry], followed_to: Mapping[str, int]
    ) -> int | None:
        """As `appending.append`, in a transaction shared with others; answers the last position."""
        return await self._answered(initiative_id, _Waiting((entries, followed_to), None))

    async def _answered(self, initiative_id: UUID, one: _Waiting) -> int | None:
        self._waiting.setdefault(initiative_id, deque()).append(one)
        under_way = self._under_way.setdefault(initiative_id, set())
        if len(under_way) < self._at_once:
            under_way.add(asyncio.create_task(self._go_on(initiative_id)))
        return await one.answer

    async def _go_on(self, initiative_id: UUID) -> None:
        """Carry out what waits, one transaction after another, until nothing does."""
        waiting, under_way = self._waiting[initiative_id], self._under_way[initiative_id]
        try:
            await self._empty(initiative_id, waiting)
        finally:
            under_way.discard(asyncio.current_task())  # type: ignore[arg-type]  # it is a task that runs this
            if not under_way:
                del self._waiting[initiative_id], self._under_way[initiative_id]
                for one in waiting:
                    one.answer.cancel()

    async def _empty(self, initiative_id: UUID, waiting: deque[_Waiting]) -> None:
        while waiting:
            await self._carry_out(initiative_id, waiting)

    async def _carry_out(self, initiative_id: UUID, waiting: deque[_Waiting]) -> None:
        """Carry out some of what waits in one transaction, or, where the log refuses it, in smaller ones."""
        batch = _Batch(initiative_id, self._next_of(waiting))
        try:
            async with self._database.transaction() as connection:
                await batch.run(connection)
        except _AppendRefusedError as refused:
            if len(batch.taken) == 1:
                batch.fail(refused.cause)
                return
            half = len(batch.taken) // 2
            for part in (batch.taken[:half], batch.taken[half:]):
                await self._empty(initiative_id, deque(part))
        except (
            Exception
        ) as error:  # the first one's own, or the connection's: whether it committed is not known
            batch.fail(error)
            if not batch.taken:  # there is no connection, and the others would wait as long for one
                for one in waiting:
                    one.fail(error)
                waiting.clear()
        else:
            batch.answer()

    def _next_of(self, waiting: deque[_Waiting]) -> Iterator[_Waiting]:
        """Those who go into one transaction; each is taken when the one before is through."""
        clock = asyncio.get_running_loop().time
        closed_at, keys = clock() + PATIENCE, set[Hashable]()
        taken = 0
        while waiting and taken < self._largest and waiting[0].key not in keys and clock() < closed_at:
            one = waiting.popleft()
            if one.key is not None:
                keys.add(one.key)
            if not one.answer.done():
                taken += 1
                yield one


class _Batch:
    """The commands of one transaction."""

    def __init__(self, initiative_id: UUID, commands: Iterator[_Waiting]) -> None:
        self._initiative_id = initiative_id
        self._commands = commands
        self._entries: list[Entry] = []
        self._followed_to: dict[str, int] = {}
        self._last: int | None = None
        self._outcomes: list[int | Exception | None] = []
        self._before_the_next = "SAVEPOINT command"
        self.taken: list[_Waiting] = []

    async def run(self, connection: asyncpg.Connection) -> None:
        """Run the commands and append; raises what the first one raises, and _AppendRefusedError."""
        for one in self._commands:
            self.taken.append(one)
            self._outcomes.append(await self._outcome(connection, one))
        if not self._entries:
            return
        try:
            self._last = await append(connection, self._initiative_id, self._entries, self._followed_to)
        except _THEIR_FAULT as refusal:
            raise _AppendRefusedError(refusal) from None

    async def _outcome(self, connection: asyncpg.Connection, one: _Waiting) -> int | Exception | None:
        """How many events are to be appended once this one is through; None where it has none; its error."""
        if not callable(one.work):
            return self._take(one.work)
        if len(self.taken) == 1:
            # Alone so far: what it has done is undone with the transaction.
            return self._take(await _run(one, one.work, connection))
        if self._before_the_next:
            await connection.execute(self._before_the_next)
        try:
            recorded = await _run(one, one.work, connection)
        except Exception as error:
            if connection.is_closed():
                raise
            await connection.execute("ROLLBACK TO SAVEPOINT command")
            self._before_the_next = ""
            return error
        self._before_the_next = "RELEASE SAVEPOINT command; SAVEPOINT command"
        return self._take(recorded)

    def _take(self, recorded: Recorded) -> int | None:
        entries, known = recorded
        if not entries:
            return None
        self._entries += entries
        for topic, position in known.items():
            self._followed_to[topic] = min(position, self._followed_to.get(topic, position))
        return len(self._entries)

    def answer(self) -> None:
        """Tell each how it went, refusals too: they may rest on what a neighbour did, which now is certain."""
        for one, outcome in zip(self.taken, self._outcomes, strict=True):
            if isinstance(outcome, Exception):
                one.fail(outcome)
            elif outcome is None or self._last is None:
                one.succeed(None)
            else:
                one.succeed(self._last - len(self._entries) + outcome)

    def fail(self, error: Exception) -> None:
        """Tell all of them that nothing came of it."""
        for one in self.taken:
            one.fail(error)


async def _run(one: _Waiting, work: Work, connection: asyncpg.Connection) -> Recorded:
    """Run a command as the task it came from would: what is logged on its way names its request."""
    return await asyncio.create_task(work(connection), context=one.context)
