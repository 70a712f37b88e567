"""Every SQL statement of the dispatcher, written as SQL: each does one step for many endpoints at once.

Whoever holds an endpoint's lease is alone in serving it, whatever number of dispatchers there is. Times are
the database's, so that they need not agree on one. The queue is the log: an endpoint has at most `WINDOW`
rows of deliveries that wait, everything after them waits in the log at no cost (docs/decisions/0018).
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from string import Template
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from services.events.webhook_dispatcher.schedule import BREAKER
from shared.database.statements import Statement

WINDOW = 200
"""Deliveries of an endpoint that wait at most; what comes after them waits in the log."""
SCAN = 5_000
"""Entries of the log looked through for an endpoint in one step."""
BATCH = 32
"""Deliveries handed out for an endpoint in one step."""

_TIME = sa.DateTime(timezone=True)
_PARAMETERS: dict[str, sa.types.TypeEngine[Any]] = {
    "initiative": sa.Uuid(),
    "endpoint": sa.Uuid(),
    "initiatives": ARRAY(sa.Uuid()),
    "endpoints": ARRAY(sa.Uuid()),
    "lease": sa.Uuid(),
    "seconds": sa.Float(),
    "limit": sa.Integer(),
    "ids": ARRAY(sa.Uuid()),
    "statuses": ARRAY(sa.Text()),
    "waits": ARRAY(sa.Float()),
    "tries": ARRAY(JSONB()),
    "answers": ARRAY(sa.Text()),
    "status": sa.Text(),
    "reason": sa.Text(),
    "failures": sa.Integer(),
    "failing_since": _TIME,
    "warned_at": _TIME,
    "rest": sa.Float(),
    "delivered": sa.Boolean(),
}


_MINE = "e.initiative_id = ANY (:initiatives) AND e.id = ANY (:endpoints) AND e.lease = :lease"
_KINDS = """ANY (CASE $status WHEN 'active' THEN ARRAY['event', 'test']
                           WHEN 'paused' THEN ARRAY['test'] ELSE ARRAY['challenge'] END)"""
_ROOM = """$window - (SELECT count(*) FROM events.webhook_delivery d
            WHERE d.initiative_id = e.initiative_id AND d.endpoint_id = e.id AND d.status = 'waiting')"""
# Of the log, what is looked through for `mine` and wanted, as far as there is room.
_FOUND = """
    SELECT m.initiative_id, m.id AS endpoint_id, x.id, x.position, x.type
      FROM mine m CROSS JOIN LATERAL (
           SELECT x.id, x.position, x.type FROM log.entry x
            WHERE x.initiative_id = m.initiative_id AND x.position > m.taken_to AND x.position <= m.up_to
              AND (m.subject IS NULL OR x.subject = m.subject)
              AND (cardinality(m.types) = 0 OR x.type = ANY (m.types) OR EXISTS (
                      SELECT FROM unnest(m.types) AS t (name)
                       WHERE right(t.name, 2) = '.*' AND starts_with(x.type, left(t.name, -1))))
            ORDER BY x.position LIMIT greatest(m.room, 0)) x"""
_REACHED = """CASE WHEN count(f.id) >= m.room THEN coalesce(max(f.position), m.taken_to) ELSE m.up_to END"""
_NEXT_WAKE = """
    CASE WHEN e.status = 'ended' THEN NULL
         WHEN e.status = 'active' AND $room > 0 AND EXISTS (
              SELECT FROM events.webhook_replay r
               WHERE r.initiative_id = e.initiative_id AND r.endpoint_id = e.id) THEN now()
         ELSE (SELECT CASE WHEN $failures >= $breaker AND bool_or(d.kind = 'event') THEN now()
                           WHEN e.ordered THEN least(
                                min(d.due_at) FILTER (WHERE d.position IS NULL),
                                (array_agg(d.due_at ORDER BY d.position)
                                    FILTER (WHERE d.position IS NOT NULL))[1])
                           ELSE min(d.due_at) END
                 FROM events.webhook_delivery d
                WHERE d.initiative_id = e.initiative_id AND d.endpoint_id = e.id AND d.status = 'waiting'
                  AND d.kind = $kinds)
    END"""


def _sql(text: str, *, status: str = "e.status", failures: str = "e.failures") -> Statement:
    """A statement written as SQL, with the parameters above by their names and the parts by theirs."""
    parts = {
        "mine": _MINE,
        "room": _ROOM,
        "found": _FOUND,
        "reached": _REACHED,
        "next_wake": _NEXT_WAKE,
        "kinds": _KINDS,
    }
    values = {"window": WINDOW, "scan": SCAN, "batch": BATCH, "breaker": BREAKER}
    while "$" in text:
        text = Template(text).substitute(parts, **values, status=status, failures=failures)
    named = set(re.findall(r"(?<!:):(\w+)", text))
    types = (sa.bindparam(name, type_=type_) for name, type_ in _PARAMETERS.items() if name in named)
    return Statement(sa.text(text).bindparams(*types))


# An endpoint is to be served when a delivery is due, or when the log has grown and there is room; and also
# when its lease has run out, for nobody knows what whoever held it had left.
_CLAIM = _sql(
    """
    UPDATE events.webhook_endpoint e
       SET lease = :lease, leased_until = now() + make_interval(secs => :seconds), wake_at = now()
      FROM (SELECT c.initiative_id, c.id
              FROM events.webhook_endpoint c JOIN log.head h ON h.initiative_id = c.initiative_id
             WHERE (c.lease IS NULL OR c.leased_until < now())
               AND c.status <> 'ended'
               AND NOT EXISTS (SELECT FROM log.deleted x WHERE x.initiative_id = c.initiative_id)
               AND (c.rest_until IS NULL OR c.rest_until <= now())
               AND (c.wake_at <= now()
                    OR (c.status = 'active' AND NOT c.crowded AND c.taken_to < h.size - 1))
             ORDER BY c.leased_until NULLS FIRST
             LIMIT :limit
               FOR UPDATE OF c SKIP LOCKED) picked
     WHERE e.initiative_id = picked.initiative_id AND e.id = picked.id
    RETURNING e.initiative_id, e.id, e.integration_id, e.organization_id, e.url, e.ordered, e.per_second,
              e.status, e.failures
    """
)
_TAKE_UP = _sql(
    """
    WITH mine AS MATERIALIZED (
        SELECT e.initiative_id, e.id, e.taken_to, e.types, e.subject, $room AS room,
               least(e.taken_to + $scan, h.size - 1) AS up_to
          FROM events.webhook_endpoint e JOIN log.head h ON h.initiative_id = e.initiative_id
         WHERE $mine AND e.status = 'active'
           AND e.taken_to < h.size - 1
    ), found AS MATERIALIZED (
        $found
    ), put AS (
        INSERT INTO events.webhook_delivery
               (initiative_id, endpoint_id, id, kind, position, type, status, due_at)
        SELECT initiative_id, endpoint_id, id, 'event', position, type, 'waiting', now() FROM found
        ON CONFLICT DO NOTHING
    ), reached AS (
        SELECT m.initiative_id, m.id, count(f.id) >= m.room AS crowded,
               $reached AS to_
          FROM mine m LEFT JOIN found f ON f.initiative_id = m.initiative_id AND f.endpoint_id = m.id
         GROUP BY m.initiative_id, m.id, m.room, m.taken_to, m.up_to
    )
    UPDATE events.webhook_endpoint e SET taken_to = r.to_, crowded = r.crowded
      FROM reached r WHERE e.initiative_id = r.initiative_id AND e.id = r.id
    """
)
_TAKE_UP_REPLAYS = _sql(
    """
    WITH mine AS MATERIALIZED (
        SELECT DISTINCT ON (e.id) e.initiative_id, e.id, r.id AS replay_id, r.taken_to, r.until,
               least(r.taken_to + $scan, r.until) AS up_to, $room AS room,
               e.subject, CASE WHEN cardinality(r.types) > 0 THEN r.types ELSE e.types END AS types
          FROM events.webhook_endpoint e
          JOIN events.webhook_replay r ON r.initiative_id = e.initiative_id AND r.endpoint_id = e.id
         WHERE $mine AND e.status = 'active'
         ORDER BY e.id, r.id
    ), found AS MATERIALIZED (
        $found
    ), put AS (
        INSERT INTO events.webhook_delivery AS d
               (initiative_id, endpoint_id, id, kind, position, type, status, due_at)
        SELECT initiative_id, endpoint_id, id, 'event', position, type, 'waiting', now() FROM found
        ON CONFLICT (initiative_id, endpoint_id, id) DO UPDATE
           SET status = 'waiting', due_at = now(), attempts = 0, finished_at = NULL
         WHERE d.status <> 'waiting'
    ), reached AS (
        SELECT m.initiative_id, m.id, m.replay_id, m.until,
               $reached AS to_
          FROM mine m LEFT JOIN found f ON f.initiative_id = m.initiative_id AND f.endpoint_id = m.id
         GROUP BY m.initiative_id, m.id, m.replay_id, m.room, m.taken_to, m.up_to, m.until
    ), done AS (
        DELETE FROM events.webhook_replay r USING reached
         WHERE r.initiative_id = reached.initiative_id AND r.endpoint_id = reached.id
           AND r.id = reached.replay_id AND reached.to_ >= reached.until
    )
    UPDATE events.webhook_replay r SET taken_to = reached.to_
      FROM reached
     WHERE r.initiative_id = reached.initiative_id AND r.endpoint_id = reached.id
       AND r.id = reached.replay_id AND reached.to_ < reached.until
    """
)
# While an endpoint rests between failures, the earliest delivery tries whether it is back, due or not. Where
# order is kept, nothing is handed out past a delivery that is not due.
_DUE = _sql(
    """
    SELECT d.*, x.line
      FROM events.webhook_endpoint e
     CROSS JOIN LATERAL (
           SELECT d.endpoint_id, d.id, d.kind, d.position, d.type, d.attempts
             FROM events.webhook_delivery d
            WHERE d.initiative_id = e.initiative_id AND d.endpoint_id = e.id AND d.status = 'waiting'
              AND d.kind = $kinds
              AND (d.due_at <= now() OR (e.failures >= $breaker AND d.kind = 'event'))
              AND NOT (e.ordered AND e.failures < $breaker AND EXISTS (
                      SELECT FROM events.webhook_delivery w
                       WHERE w.initiative_id = e.initiative_id AND w.endpoint_id = e.id
                         AND w.status = 'waiting' AND w.position < d.position AND w.due_at > now()))
            ORDER BY d.position NULLS FIRST
            LIMIT CASE WHEN e.failures >= $breaker THEN 1 ELSE $batch END) d
      LEFT JOIN log.entry x ON x.initiative_id = e.initiative_id AND x.position = d.position
     WHERE $mine
     ORDER BY d.endpoint_id, d.position NULLS FIRST
    """
)
_RELEASE = _sql(
    """
    UPDATE events.webhook_endpoint e
       SET lease = NULL, crowded = $room <= 0,
           wake_at = $next_wake
     WHERE $mine
    """
)
_HOLD = _sql(
    """
    SELECT e.url, e.status, e.reason, e.failures, e.failing_since, e.warned_at, e.ordered, e.taken_to,
           e.begin_after,
           h.size, now() AS now
      FROM events.webhook_endpoint e JOIN log.head h ON h.initiative_id = e.initiative_id
     WHERE e.initiative_id = :initiative AND e.id = :endpoint AND e.lease = :lease
       FOR UPDATE OF e
    """
)
_FINISH = _sql(
    """
    UPDATE events.webhook_delivery d
       SET status = r.status, attempts = d.attempts + 1, answer = r.answer,
           latest = CASE WHEN jsonb_array_length(d.latest) > 10 THEN d.latest - 0 ELSE d.latest END || r.try,
           due_at = CASE WHEN r.wait IS NULL THEN d.due_at ELSE now() + make_interval(secs => r.wait) END,
           finished_at = CASE WHEN r.status = 'waiting' THEN NULL ELSE now() END
      FROM unnest(:ids, :statuses, :waits, :tries, :answers) AS r (id, status, wait, try, answer)
     WHERE d.initiative_id = :initiative AND d.endpoint_id = :endpoint AND d.id = r.id
       AND d.status = 'waiting'
    """
)
_CATCH_UP = _sql(
    """
    UPDATE events.webhook_delivery SET due_at = now()
     WHERE initiative_id = :initiative AND endpoint_id = :endpoint AND status = 'waiting' AND due_at > now()
    """
)
_SETTLE = _sql(
    """
    UPDATE events.webhook_endpoint e
       SET lease = NULL, status = :status, reason = :reason, failures = :failures,
           failing_since = :failing_since, warned_at = :warned_at,
           rest_until = CASE WHEN CAST(:rest AS float8) IS NULL THEN NULL
                             ELSE now() + make_interval(secs => :rest) END,
           taken_to = CASE WHEN e.taken_to IS NULL AND :status = 'active'
                           THEN coalesce(e.begin_after, (SELECT h.size - 1 FROM log.head h
                                                          WHERE h.initiative_id = e.initiative_id))
                           ELSE e.taken_to END,
           delivered_at = CASE WHEN :delivered THEN now() ELSE e.delivered_at END,
           version = e.version + CASE WHEN e.status = :status THEN 0 ELSE 1 END,
           crowded = $room <= 0,
           wake_at = $next_wake
     WHERE e.initiative_id = :initiative AND e.id = :endpoint AND e.lease = :lease
    """,
    status=":status",
    failures=":failures",
)
_DROP = _sql(
    """
    WITH unasked AS (
        DELETE FROM events.webhook_replay WHERE initiative_id = :initiative AND endpoint_id = :endpoint
    )
    DELETE FROM events.webhook_delivery
     WHERE initiative_id = :initiative AND endpoint_id = :endpoint AND status = 'waiting'
    """
)
_SECRETS = _sql(
    """
    SELECT endpoint_id, id FROM events.webhook_secret
     WHERE initiative_id = ANY (:initiatives) AND endpoint_id = ANY (:endpoints)
       AND (expires_at IS NULL OR expires_at > now())
     ORDER BY id DESC
    """
)


class Claimed:
    """The endpoints whose lease this transaction has taken: nobody else writes to them until it ends."""

    def __init__(self, connection: asyncpg.Connection, lease: UUID, endpoints: list[asyncpg.Record]) -> None:
        self._connection = connection
        self._lease = lease
        self.endpoints = endpoints

    @classmethod
    async def take(
        cls, connection: asyncpg.Connection, lease: UUID, *, seconds: float, limit: int
    ) -> "Claimed":
        """Take the lease of some endpoints that are to be served, for so many seconds."""
        endpoints = await _CLAIM.all(connection, lease=lease, seconds=seconds, limit=limit)
        return cls(connection, lease, endpoints)

    async def take_up(self) -> None:
        """Make deliveries of what is new in the log and what is to be replayed, as far as there is room."""
        await _TAKE_UP_REPLAYS.run(self._connection, lease=self._lease, **self._all)
        await _TAKE_UP.run(self._connection, lease=self._lease, **self._all)

    async def due(self) -> list[asyncpg.Record]:
        """What is to be delivered to them now, with the lines of the log, in its order."""
        return await _DUE.all(self._connection, lease=self._lease, **self._all)

    async def secrets(self) -> list[asyncpg.Record]:
        """Their live secrets (endpoint_id, id), the newest first."""
        return await _SECRETS.all(self._connection, **self._all)

    async def release(self, endpoint_ids: Sequence[UUID]) -> None:
        """Give the leases of some of them back."""
        which = {**self._all, "endpoints": list(endpoint_ids)}
        await _RELEASE.run(self._connection, lease=self._lease, **which)

    @property
    def _all(self) -> dict[str, list[UUID]]:
        return {
            "initiatives": list({row["initiative_id"] for row in self.endpoints}),
            "endpoints": [row["id"] for row in self.endpoints],
        }


class Leased:
    """One endpoint, whose lease is held."""

    def __init__(
        self, connection: asyncpg.Connection, initiative_id: UUID, endpoint_id: UUID, lease: UUID
    ) -> None:
        self._connection = connection
        self._which: dict[str, UUID] = {"initiative": initiative_id, "endpoint": endpoint_id}
        self._lease = lease

    async def hold(self) -> asyncpg.Record | None:
        """Lock the endpoint and look at it; None where the lease was lost or the endpoint is gone."""
        return await _HOLD.first(self._connection, **self._which, lease=self._lease)

    async def finish(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write what came of deliveries: `id`, `status`, `wait` in seconds or None, `try`, `answer`."""
        columns = {"ids": "id", "statuses": "status", "waits": "wait", "tries": "try", "answers": "answer"}
        values = {name: [row[column] for row in rows] for name, column in columns.items()}
        await _FINISH.run(self._connection, **self._which, **values)

    async def catch_up(self) -> None:
        """Let everything that waits be tried now."""
        await _CATCH_UP.run(self._connection, **self._which)

    async def drop_all(self) -> None:
        """Deliver nothing of what waits, and replay nothing."""
        await _DROP.run(self._connection, **self._which)

    async def settle(
        self,
        *,
        status: str,
        reason: str | None,
        failures: int,
        failing_since: datetime | None,
        warned_at: datetime | None,
        rest: float | None,
        delivered: bool,
    ) -> None:
        """Write how the endpoint stands, and give its lease back."""
        await _SETTLE.run(
            self._connection,
            **self._which,
            lease=self._lease,
            status=status,
            reason=reason,
            failures=failures,
            failing_since=failing_since,
            warned_at=warned_at,
            rest=rest,
            delivered=delivered,
        )
