"""Batches: many commands of one process in one transaction, each answered after its commit.

An append to one log costs a commit, and appends queue, commit included: on a disk that takes 1.5 ms for it,
500 a second, whatever the number of callers, each of whom holds a connection while it waits. Here the first
few go at once, each in a transaction of its own; who comes while they are under way waits for one of them to
be through with its command, and then goes on in its transaction. So a quiet log waits for nothing, and a busy
one takes few connections and few commits (docs/decisions/0048).

Commands of a transaction run one after another, each from a savepoint of its own: one that fails is undone
and fails alone. Where the log refuses what they append together, they are run again by halves, until who is
at fault (or has been outrun, `log_moved`) stands alone.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Hashable, Iterator, Sequence
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID

import asyncpg

from shared.database.pool import Database
from shared.eventlog.appending import (
    NOTHING,
    AppendRefusedError,
    LogEndedError,
    LogMovedError,
    PersonErasedError,
    ReliedOn,
    UnknownLogError,
    append,
    hold_open,
)
from shared.eventlog.envelope import Entry

LARGEST = 50
"""Commands in one transaction. Of more than 64 savepoints in one, every other transaction has to look up on
disk which belong together."""
AT_ONCE = 4
"""Transactions under way for one log."""
PATIENCE = 0.025
"""Seconds after which a transaction takes in nobody more, once the first of its commands is through and waits
to be answered."""


class Recorded(NamedTuple):
    """What a command has come to: what is to be appended for it, and on what condition."""

    entries: Sequence[Entry]
    relied_on: ReliedOn
    holds_open: bool = False
    """Whether it changed something without an event, which it may not once the initiative has ended."""


Work: TypeAlias = Callable[[asyncpg.Connection], Coroutine[Any, Any, Recorded]]
"""A command: it writes its rows on the connection and answers its events. It may run several times."""

_THEIR_FAULT = (
    AppendRefusedError,
    LogEndedError,
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
    keys: frozenset[Hashable] = frozenset()
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


@dataclass(slots=True)
class _Log:
    """What waits for one log, and what is under way."""

    waiting: deque[_Waiting] = field(default_factory=deque)
    under_way: "set[asyncio.Task[None]]" = field(default_factory=set)
    held: set[Hashable] = field(default_factory=set)
    """Keys of the commands under way."""

    def take(self) -> _Waiting | None:
        """The first in the queue with whose keys nothing is under way."""
        for number, one in enumerate(self.waiting):
            if self.held.isdisjoint(one.keys):
                del self.waiting[number]
                self.held |= one.keys
                return one
        return None


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
        self._logs: dict[UUID, _Log] = {}

    async def run(
        self, initiative_id: UUID, work: Work, *, keys: frozenset[Hashable] = frozenset()
    ) -> int | None:
        """Run a command in a transaction shared with others; answers its last position once it is committed.

        None where it recorded nothing. Of two with a key in common the second begins when the first is
        committed: it would wait for a row of the first, and all of its transaction with it. Raises what the
        command raises and what `append` does, and then nothing of the command has happened. Where the
        connection is lost during the commit, nobody knows: that error, too, is raised. Whoever is cancelled
        while its command runs does not undo it.
        """
        return await self._answered(initiative_id, _Waiting(work, keys))

    async def append(self, initiative_id: UUID, entries: Sequence[Entry], relied_on: ReliedOn) -> int:
        """As `appending.append`, in a transaction shared with others; answers the last position."""
        last = await self._answered(initiative_id, _Waiting(Recorded(entries, relied_on)))
        assert last is not None  # there is something to append
        return last

    async def _answered(self, initiative_id: UUID, one: _Waiting) -> int | None:
        log = self._logs.setdefault(initiative_id, _Log())
        log.waiting.append(one)
        if len(log.under_way) < self._at_once:
            log.under_way.add(asyncio.create_task(self._go_on(initiative_id, log)))
        return await one.answer

    async def _go_on(self, initiative_id: UUID, log: _Log) -> None:
        """Carry out what waits, one transaction after another, until the rest is for others to go on with."""
        held = set[Hashable]()
        try:
            while await self._carry_out(initiative_id, self._next_of(log, held)):
                log.held -= held
                held.clear()
        finally:
            log.held -= held
            log.under_way.discard(asyncio.current_task())
            if not log.under_way:
                del self._logs[initiative_id]
                for one in log.waiting:  # this was cancelled
                    one.answer.cancel()

    def _next_of(self, log: _Log, held: set[Hashable]) -> Iterator[_Waiting]:
        """Those who go into one transaction; each is taken when the one before is through."""
        clock, closed_at = asyncio.get_running_loop().time, 0.0
        for number in range(self._largest):
            if number == 1:
                closed_at = clock() + PATIENCE
            if (number and clock() > closed_at) or (one := log.take()) is None:
                return
            held |= one.keys
            yield one

    async def _carry_out(self, initiative_id: UUID, commands: Iterator[_Waiting]) -> bool:
        """Carry out commands in one transaction, or, where the log refuses them, in smaller ones.

        Says whether there was any.
        """
        if (first := next(commands, None)) is None:
            return False
        batch = _Batch(initiative_id, first, commands)
        try:
            async with self._database.transaction() as connection:
                await batch.run(connection)
        except _AppendRefusedError as refused:
            if len(batch.taken) == 1:
                batch.fail(refused.cause)
            else:
                half = len(batch.taken) // 2
                for part in (iter(batch.taken[:half]), iter(batch.taken[half:])):
                    while await self._carry_out(initiative_id, part):
                        pass
        except Exception as error:
            # The first one's own, or the connection's, of which nobody knows whether it committed. Where no
            # connection was to be had, the others would wait as long for one.
            batch.fail(error)
            if not batch.begun:
                for one in commands:
                    one.fail(error)
        except BaseException:
            for one in batch.taken:
                one.answer.cancel()
            raise
        else:
            batch.answer()
        return True


class _Batch:
    """The commands of one transaction."""

    def __init__(self, initiative_id: UUID, first: _Waiting, others: Iterator[_Waiting]) -> None:
        self._initiative_id = initiative_id
        self._others = others
        self._entries: list[Entry] = []
        self._relied_on = NOTHING
        self._holds_open = False
        self._last: int | None = None
        self._outcomes: list[int | Exception | None] = []
        self._before_the_next = "SAVEPOINT command"
        self.taken = [first]
        self.begun = False

    async def run(self, connection: asyncpg.Connection) -> None:
        """Run the commands and append; raises what the first one raises, and _AppendRefusedError."""
        self.begun = True
        self._outcomes.append(await self._outcome(connection, self.taken[0]))
        for one in self._others:
            self.taken.append(one)
            self._outcomes.append(await self._outcome(connection, one))
        try:
            if self._entries:
                self._last = await append(connection, self._initiative_id, self._entries, self._relied_on)
            if self._holds_open:
                await hold_open(connection, self._initiative_id)
        except _THEIR_FAULT as refusal:
            raise _AppendRefusedError(refusal) from None

    async def _outcome(self, connection: asyncpg.Connection, one: _Waiting) -> int | Exception | None:
        """How many events are to be appended once this one is through; None where it has none; its error."""
        if one.answer.done():
            return None  # whoever asked has gone
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
        self._holds_open = self._holds_open or recorded.holds_open
        if not recorded.entries:
            return None
        self._entries += recorded.entries
        self._relied_on = _together(self._relied_on, recorded.relied_on)
        return len(self._entries)

    def answer(self) -> None:
        """Tell each how it went; refusals too only now, as they may rest on what a neighbour did."""
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


def _together(one: ReliedOn, other: ReliedOn) -> ReliedOn:
    """What two commands relied on: the topics of both, as far as the one knew them who knew less."""
    if not (one.topics and other.topics):
        return one if one.topics else other
    return ReliedOn(sorted({*one.topics, *other.topics}), min(one.known_to, other.known_to))
