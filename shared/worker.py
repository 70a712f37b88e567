"""The worker of a service: follows, erases people, deletes initiatives, forgets what has expired.

Any number of workers may run: cursors and tasks are taken under row locks.
"""

import asyncio
import logging
from pathlib import Path

from shared.database.pool import Database
from shared.eventlog.following import OlderProgramError
from shared.http.idempotency import IdempotencyRecords
from shared.http.rate_limits import RateLimits
from shared.service import Duty, Service
from shared.settings import Settings

_log = logging.getLogger("shidra.worker")
_FORGET_REFUSALS = "DELETE FROM {schema}.charter_refusal WHERE refused_at < now() - interval '1 hour'"


class Worker:
    """Runs the duties of one service; a duty that fails is logged and tried again."""

    def __init__(self, service: Service, database: Database, settings: Settings) -> None:
        self._service = service
        self._database = database
        self._idempotency = IdempotencyRecords(service.name)
        self._rate_limits = RateLimits(service.name)
        self._heartbeat = settings.worker_heartbeat_path
        self._duties = (
            Duty("follow", 0.5, self.follow),
            Duty("erase", 0.5, self.erase),
            Duty("empty", 5.0, self.empty),
            Duty("forget", 600, self.forget),
            *service.duties(database, settings),
        )

    async def run(self) -> None:
        """Run every duty, each in its own task, until cancelled.

        Raises OlderProgramError when a newer version of the service has taken over: trying again is no use.
        """
        replaced: OlderProgramError | None = None
        try:
            async with asyncio.TaskGroup() as tasks:
                for duty in self._duties:
                    tasks.create_task(repeat(duty, self._heartbeat), name=f"{self._service.name}:{duty.name}")
        except* OlderProgramError as ended:
            replaced = next(one for one in ended.exceptions if isinstance(one, OlderProgramError))
        if replaced is not None:
            raise replaced

    async def follow(self) -> bool:
        """Catch up wherever something new was appended."""
        async with self._database.transaction(readonly=True) as connection:
            lagging = await self._service.follower.lagging(connection)
        failures: list[Exception] = []
        for initiative_id in lagging:
            try:
                await self._service.follower.catch_up(self._database, initiative_id)
            except OlderProgramError:
                raise
            except Exception as failure:  # one initiative must not keep the others waiting
                failures.append(failure)
        if failures:
            raise ExceptionGroup("following failed", failures)
        return bool(lagging)

    async def erase(self) -> bool:
        """Carry out one erasure, if one waits."""
        return await self._service.erasures.carry_out_next(self._database)

    async def empty(self) -> bool:
        """Delete what the service holds of one initiative whose deletion has begun, if there is one."""
        return await self._service.emptying.carry_out_next(self._database)

    async def forget(self) -> bool:
        """Delete kept answers, buckets and notes of refusals that have served their time."""
        async with self._database.transaction() as connection:
            await self._idempotency.forget_old(connection)
            await self._rate_limits.forget_idle(connection)
            await connection.execute(_FORGET_REFUSALS.format(schema=self._service.name))
        return False


def beat(heartbeat: Path | None) -> None:
    """Show that there is life: touch the file health checks look at."""
    if heartbeat is not None:
        heartbeat.touch()


async def repeat(duty: Duty, heartbeat: Path | None) -> None:
    """Do a duty until cancelled, touching the file at every turn; raises OlderProgramError."""
    pause = duty.every
    while True:
        try:
            found = await duty.do()
            pause = 0 if found else duty.every
        except OlderProgramError:
            raise
        except Exception:
            # The database may be away for a while. A defect must not end the other duties with this one:
            # it shows as the same lines again and again.
            _log.exception("a duty failed", extra={"duty": duty.name})
            pause = min(max(pause, 0.5) * 2, 30)
        else:
            beat(heartbeat)
        await asyncio.sleep(pause)
