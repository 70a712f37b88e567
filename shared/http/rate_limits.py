"""Rate limits: one bucket per caller and service, in PostgreSQL, so that all processes of a service share it.

A process takes tokens from the bucket in small lots and spends them itself: exact enough for a limit, and
nearly free for each request.
"""

import asyncio
import math
import time
from collections import OrderedDict

import asyncpg

from shared.database.pool import PATIENCE, Database
from shared.http.problems import TooManyRequests

_LOTS_PER_MINUTE = 60
_REMEMBERED = 50_000


class RateLimits:
    """The buckets of one service. A bucket holds a minute's worth and refills evenly."""

    def __init__(self, schema: str) -> None:
        # One statement, so that two processes taking at once cannot both see the same tokens.
        self._take = f"""
            INSERT INTO {schema}.rate_bucket AS bucket (key, tokens, refilled_at)
            VALUES ($1, $2::float8 - $3::float8, clock_timestamp())
            ON CONFLICT (key) DO UPDATE SET
                tokens = least($2::float8, bucket.tokens + $2::float8 / 60 * extract(epoch FROM
                         clock_timestamp() - bucket.refilled_at)) - $3::float8,
                refilled_at = clock_timestamp()
            WHERE least($2::float8, bucket.tokens + $2::float8 / 60 * extract(epoch FROM
                  clock_timestamp() - bucket.refilled_at)) >= $3::float8
            RETURNING tokens"""  # noqa: S608  # the schema is a name of ours
        self._forget = f"DELETE FROM {schema}.rate_bucket WHERE refilled_at < now() - interval '10 minutes'"  # noqa: S608  # likewise
        self._lots: OrderedDict[str, int] = OrderedDict()
        self._taking: dict[str, asyncio.Future[None]] = {}
        self._refused_until: OrderedDict[str, float] = OrderedDict()

    async def spend(self, database: Database, key: str, per_minute: int) -> None:
        """Spend one request of a caller; raises TooManyRequests with the seconds to wait."""
        while not self._lots.get(key):
            # Requests of one caller at the same moment share a lot: one takes it, the others wait for it.
            taking = self._taking.get(key)
            if taking is None:
                taking = asyncio.ensure_future(self._take_lot(database, key, per_minute))
                self._taking[key] = taking
                taking.add_done_callback(lambda _: self._taking.pop(key))
            await asyncio.shield(taking)
        self._lots[key] -= 1
        self._lots.move_to_end(key)
        if len(self._lots) > _REMEMBERED:
            self._lots.popitem(last=False)

    async def _take_lot(self, database: Database, key: str, per_minute: int) -> None:
        lot = max(1, per_minute // _LOTS_PER_MINUTE)
        now = time.monotonic()
        if (until := self._refused_until.get(key, 0.0)) > now:
            raise TooManyRequests(headers={"Retry-After": str(math.ceil(until - now))})
        async with database.pool.acquire(timeout=PATIENCE) as connection:
            taken = await connection.fetchval(self._take, key, float(per_minute), float(lot))
        if taken is not None:
            self._refused_until.pop(key, None)
            self._lots[key] = lot
            return
        wait = 60 / per_minute * lot
        self._refused_until[key] = now + wait
        if len(self._refused_until) > _REMEMBERED:
            self._refused_until.popitem(last=False)
        raise TooManyRequests(headers={"Retry-After": str(math.ceil(wait))})

    async def forget_idle(self, connection: asyncpg.Connection) -> None:
        """Delete the buckets that are full again anyway."""
        await connection.execute(self._forget)
