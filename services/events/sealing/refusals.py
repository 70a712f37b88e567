"""What the sealer refuses to sign, and how it says so.

The figure and the line in the sealer's own log come first and from the process's memory: whoever has the
database cannot keep them from sounding. Then the row that readiness goes by, and the event in the log, each
in a transaction of its own, so that one that cannot be written does not take the other along.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import asyncpg

from services.events.sealing.events import LogAlarmEnded, LogAlarmRaised, Reason
from services.events.sealing.repository import SealingRepository
from shared.database.pool import Database
from shared.eventlog.appending import NOTHING, append
from shared.eventlog.envelope import Actor, entry
from shared.eventlog.event_types import Event
from shared.ids import uuid7
from shared.observability.metrics import SEALING_REFUSALS

_log = logging.getLogger("shidra.sealer")


class RefusedError(Exception):
    """The log does not continue what was signed, or that cannot be said."""

    def __init__(self, reason: Reason, signed: int, found: int) -> None:
        super().__init__(reason)
        self.reason, self.signed, self.found = reason, signed, found


@dataclass(slots=True)
class _Alarm:
    reason: Reason
    noted: bool = False
    told: bool = False


class Refusals:
    """The logs this process refuses, since it began."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._alarms: dict[UUID, _Alarm] = {}

    @property
    def logs(self) -> frozenset[UUID]:
        """The logs refused when they were last looked at."""
        return frozenset(self._alarms)

    async def sound(self, initiative_id: UUID, refusal: RefusedError) -> None:
        """Say that a log is refused. Raises ExceptionGroup where the database does not take it down."""
        alarm = self._alarms.get(initiative_id)
        if alarm is None or alarm.reason != refusal.reason:
            _log.critical(
                "a log is not signed any more: it does not continue what was signed, or that cannot be said",
                extra={
                    "initiative": str(initiative_id),
                    "reason": refusal.reason,
                    "signed": refusal.signed,
                    "found": refusal.found,
                },
            )
        alarm = alarm or _Alarm(refusal.reason)
        alarm.reason = refusal.reason
        self._alarms[initiative_id] = alarm
        self.show()
        failures: list[Exception] = []
        # Once: where another sealer, with a memory of its own, ends the alarm, the two would go on by turns.
        if not (alarm.noted and alarm.told):
            try:
                await self._note(initiative_id, refusal)
                alarm.noted = True
            except Exception as failure:  # the event does not depend on the row
                failures.append(failure)
        if not alarm.told:
            try:
                await self._tell(initiative_id, refusal)
                alarm.told = True
            except Exception as failure:  # nor the row on the event
                failures.append(failure)
        if failures:
            raise ExceptionGroup("an alarm could not be written into the database", failures)

    def end(self, initiative_id: UUID) -> None:
        """The log is not refused any more."""
        if self._alarms.pop(initiative_id, None) is not None:
            self.show()

    def show(self, besides: Iterable[UUID] = ()) -> None:
        """Set the figure: what this process refuses, and what is noted of other logs it cannot look at."""
        SEALING_REFUSALS.set(len(self._alarms.keys() | set(besides)))

    async def _note(self, initiative_id: UUID, refusal: RefusedError) -> None:
        async with self._database.transaction() as connection:
            await SealingRepository(connection, initiative_id).raise_alarm(
                refusal.reason, refusal.signed, refusal.found, datetime.now(UTC)
            )

    async def _tell(self, initiative_id: UUID, refusal: RefusedError) -> None:
        async with self._database.transaction() as connection:
            # The log itself says whether it was told: killed in between, the sealer comes here again.
            if refusal.found and not await SealingRepository(connection, initiative_id).alarm_is_told():
                raised = _raised(initiative_id, refusal.reason, refusal.signed, refusal.found)
                await append_fact(connection, initiative_id, raised)


async def end_alarm(connection: asyncpg.Connection, initiative_id: UUID) -> None:
    """Say in the log that it is signed again; before it that it was not, where that could not be written."""
    repository = SealingRepository(connection, initiative_id)
    noted = await repository.end_alarm()
    told = await repository.alarm_is_told()
    if noted is not None and not told:
        raised = _raised(initiative_id, noted["reason"], noted["signed_size"], noted["found_size"])
        await append_fact(connection, initiative_id, raised)
    if noted is not None or told:
        await append_fact(connection, initiative_id, LogAlarmEnded(initiative_id=initiative_id))


async def append_fact(connection: asyncpg.Connection, initiative_id: UUID, event: Event) -> None:
    """Append an event of the sealer's own."""
    written = entry(
        event,
        source="/events",
        initiative_id=initiative_id,
        actor=Actor("service"),
        time=datetime.now(UTC),
        request_id=str(uuid7()),
    )
    await append(connection, initiative_id, [written], NOTHING)


def _raised(initiative_id: UUID, reason: Reason, signed: int, found: int) -> LogAlarmRaised:
    return LogAlarmRaised(initiative_id=initiative_id, reason=reason, signed_size=signed, found_size=found)
