"""Following: what a service learns from the log and keeps in small tables of its own.

A follower applies the events of the types it handles in the order of the log, in transactions of their own,
exactly once by its cursor. Whether there are any is asked by topic (docs/decisions/0014). Its service's own
events it applies in the very transaction that appends them. Applying never appends and never refuses; it
stores ids, never opened values.
"""

import json
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, insert

from shared.database.pool import Database
from shared.database.statements import Statement
from shared.eventlog.envelope import Entry
from shared.eventlog.tables import entries, heads, is_deleted, newest_of
from shared.observability.metrics import FOLLOWED_EVENTS, FOLLOWER_LAG

BATCH = 1_000


@dataclass(frozen=True, slots=True)
class FollowedEvent:
    """An event as a follower sees it: the envelope's attributes and its open facts, as plain JSON values."""

    initiative_id: UUID
    type: str
    subject: str
    time: str
    actor: Mapping[str, Any]
    data: Mapping[str, Any]
    schema: int
    position: int | None = None
    """Where it stands in the log; None for the service's own event, which is appended after it is applied."""

    @classmethod
    def from_line(cls, initiative_id: UUID, line: bytes, position: int | None = None) -> "FollowedEvent":
        """Read the line of an entry."""
        envelope = json.loads(line)
        return cls(
            initiative_id,
            envelope["type"],
            envelope["subject"],
            envelope["time"],
            envelope["actor"],
            envelope["data"],
            envelope["schema"],
            position,
        )


Handler: TypeAlias = Callable[[asyncpg.Connection, FollowedEvent], Awaitable[object]]
Reset: TypeAlias = Callable[[asyncpg.Connection, UUID], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a follower has come: every event it handles up to `position` is applied."""

    version: int
    position: int
    complete: bool
    """False while the projection is being built from position 0."""


class OlderProgramError(RuntimeError):
    """A newer version of this service has taken over the projections; this process is to be replaced."""


class FollowingTooSlowError(TimeoutError):
    """The follower could not catch up with the log in the time a request waits."""


def topic_of(event_type: str) -> str:
    """`agenda.mandate` of `agenda.mandate.granted`: what is followed or not."""
    service, thing, *_ = event_type.split(".")
    return f"{service}.{thing}"


def cursors_table(schema: str) -> sa.Table:
    """Where a service's follower stands in each initiative's log."""
    return sa.Table(
        "follower_cursor",
        sa.MetaData(schema=schema),
        sa.Column("initiative_id", sa.Uuid, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("complete", sa.Boolean, nullable=False),
    )


class Follower:
    """One service's follower. Raise `version` when a projection must be built again from position 0."""

    def __init__(self, service: str, *, version: int) -> None:
        self.service = service
        self.source = f"/{service}"
        self.version = version
        self.handlers: dict[str, list[Handler]] = {}
        self._resets: list[Reset] = []
        self._shown: set[Handler] = set()
        self._topics: list[str] = []
        self._relied_on: list[str] = []
        self.cursors = cursors_table(service)
        self._statements = _FollowerStatements(self.cursors)

    def on(self, *types: str, only_shown: bool = False) -> Callable[[Handler], Handler]:
        """Register what to do with events of these types, besides what is registered already.

        `only_shown` where no rule asks for what is learned: no command has to be run again for news of it.
        """

        def register(handler: Handler) -> Handler:
            for name in types:
                self.handlers.setdefault(name, []).append(handler)
            if only_shown:
                self._shown.add(handler)
            foreign = self._foreign_types
            self._topics = sorted({topic_of(name) for name in foreign})
            relied_on = [name for name in foreign if not self._shown.issuperset(self.handlers[name])]
            self._relied_on = sorted({topic_of(name) for name in relied_on})
            return handler

        return register

    def on_reset(self, reset: Reset) -> Reset:
        """Register what empties a projection of one initiative before it is built again."""
        self._resets.append(reset)
        return reset

    @property
    def topics(self) -> list[str]:
        """What is followed of other services, as `agenda.mandate`: of the rest nothing is waited for."""
        return self._topics

    @property
    def relied_on(self) -> list[str]:
        """Those of the topics that rules ask for: a command does not outrun them."""
        return self._relied_on

    @property
    def _foreign_types(self) -> list[str]:
        return [name for name in self.handlers if not name.startswith(f"{self.service}.")]

    def behind(self, newest: int, cursor: Cursor | None) -> bool:
        """Whether the newest event of the followed topics is past the cursor, or nothing is built yet."""
        if cursor is None or cursor.version != self.version or not cursor.complete:
            return True
        return newest > cursor.position

    async def apply_own(self, connection: asyncpg.Connection, initiative_id: UUID, own: list[Entry]) -> None:
        """Apply the service's own events in the transaction that is about to append them."""
        for entry in own:
            for handler in self.handlers.get(entry.event.type, ()):
                await handler(connection, FollowedEvent.from_line(initiative_id, entry.line))

    async def catch_up(self, database: Database, initiative_id: UUID, *, within: float | None = None) -> int:
        """Apply everything new of one initiative; answers how many events there were.

        Each batch is a transaction of its own. Raises FollowingTooSlowError after `within` seconds.
        """
        deadline = None if within is None else time.monotonic() + within
        applied = 0
        while True:
            patience = None if deadline is None else deadline - time.monotonic()
            if patience is not None and patience <= 0:
                raise FollowingTooSlowError
            async with database.transaction() as connection:
                if patience is not None:
                    await connection.execute(f"SET LOCAL lock_timeout = '{int(patience * 1000) + 1}ms'")
                try:
                    count, done = await self._batch(connection, initiative_id)
                except asyncpg.LockNotAvailableError:
                    raise FollowingTooSlowError from None
            applied += count
            if done:
                return applied

    async def _batch(self, connection: asyncpg.Connection, initiative_id: UUID) -> tuple[int, bool]:
        """Apply one batch under the cursor's lock; answers its size and whether it was the last."""
        statements = self._statements
        await statements.begin.run(connection, initiative_id=initiative_id, version=self.version)
        cursor = await statements.lock.first(connection, initiative_id=initiative_id)
        if cursor is None:
            return 0, True  # it is being deleted: nothing is built of it any more
        if cursor["version"] > self.version:
            raise OlderProgramError(
                f"{self.service} follows by version {cursor['version']}, this is {self.version}"
            )
        position, complete = cursor["position"], cursor["complete"]
        if cursor["version"] < self.version or (position < 0 and not complete):
            position, complete = -1, False
            for reset in self._resets:
                await reset(connection, initiative_id)
        types = self._foreign_types if complete else list(self.handlers)
        size = await statements.size.value(connection, initiative_id=initiative_id) or 0
        rows = await statements.read.all(
            connection, initiative_id=initiative_id, after=position, types=types, limit=BATCH
        )
        done = len(rows) < BATCH
        if done and not complete:
            # From here on the service's own commands apply their events: nothing may slip in between.
            await statements.hold_appends.value(connection, initiative=str(initiative_id))
            after = rows[-1]["position"] if rows else position
            size = await statements.size.value(connection, initiative_id=initiative_id) or 0
            rows += await statements.read.all(
                connection, initiative_id=initiative_id, after=after, types=types, limit=size
            )
        for row in rows:
            event = FollowedEvent.from_line(initiative_id, row["line"], row["position"])
            for handler in self.handlers[event.type]:
                await handler(connection, event)
            FOLLOWED_EVENTS.labels(self.service, f"/{event.type.partition('.')[0]}").inc()
            if complete:  # an event read again for a new projection says nothing about how far behind it is
                lag = (datetime.now(UTC) - row["time"]).total_seconds()
                FOLLOWER_LAG.labels(self.service).observe(max(lag, 0))
        last = rows[-1]["position"] if rows else position
        await statements.move.run(
            connection,
            initiative=initiative_id,
            version=self.version,
            position=max(last, size - 1) if done else last,
            complete=complete or done,
        )
        return len(rows), done

    async def cursor(self, connection: asyncpg.Connection, initiative_id: UUID) -> Cursor:
        """How far the follower has come in an initiative it has followed."""
        row = await self._statements.cursor.one(connection, initiative_id=initiative_id)
        return Cursor(row["version"], row["position"], row["complete"])

    async def lagging(self, connection: asyncpg.Connection, limit: int = 100) -> list[UUID]:
        """Initiatives with something new to follow, for the worker."""
        rows = await self._statements.lagging.all(
            connection, topics=self.topics, version=self.version, limit=limit
        )
        return [row["initiative_id"] for row in rows]


class _FollowerStatements:
    """The SQL of a follower over its service's cursor table."""

    def __init__(self, cursors: sa.Table) -> None:
        mine = cursors.c.initiative_id == sa.bindparam("initiative_id")
        self.begin = Statement(
            insert(cursors)
            .from_select(
                ["initiative_id", "version", "position", "complete"],
                sa.select(
                    sa.bindparam("initiative_id", type_=sa.Uuid),
                    sa.bindparam("version", type_=sa.Integer),
                    sa.literal_column("-1"),
                    sa.false(),
                ).where(sa.not_(is_deleted(sa.bindparam("initiative_id", type_=sa.Uuid)))),
            )
            .on_conflict_do_nothing()
        )
        self.lock = Statement(
            sa.select(cursors.c.version, cursors.c.position, cursors.c.complete).where(mine).with_for_update()
        )
        self.cursor = Statement(
            sa.select(cursors.c.version, cursors.c.position, cursors.c.complete).where(mine)
        )
        self.move = Statement(
            sa.update(cursors)
            .where(cursors.c.initiative_id == sa.bindparam("initiative"))
            .values(
                version=sa.bindparam("version"),
                position=sa.bindparam("position"),
                complete=sa.bindparam("complete"),
            )
        )
        self.size = Statement(
            sa.select(heads.c.size).where(heads.c.initiative_id == sa.bindparam("initiative_id"))
        )
        self.read = Statement(
            sa.select(entries.c.position, entries.c.time, entries.c.line)
            .where(
                entries.c.initiative_id == sa.bindparam("initiative_id"),
                entries.c.position > sa.bindparam("after", type_=sa.BigInteger),
                entries.c.type == sa.any_(sa.bindparam("types", type_=ARRAY(sa.Text))),
            )
            .order_by(entries.c.position)
            .limit(sa.bindparam("limit", type_=sa.BigInteger))
        )
        self.hold_appends = Statement(
            sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(sa.bindparam("initiative"), 0)))
        )
        newest = newest_of(heads.c.initiative_id, sa.bindparam("topics", type_=ARRAY(sa.Text)))
        news = newest > cursors.c.position
        joined = heads.outerjoin(cursors, cursors.c.initiative_id == heads.c.initiative_id)
        self.lagging = Statement(
            sa.select(heads.c.initiative_id)
            .select_from(joined)
            .where(
                sa.or_(
                    cursors.c.version.is_(None),
                    cursors.c.version < sa.bindparam("version", type_=sa.Integer),
                    sa.not_(cursors.c.complete),
                    news,
                ),
                sa.not_(is_deleted(heads.c.initiative_id)),
            )
            .limit(sa.bindparam("limit", type_=sa.Integer))
        )
