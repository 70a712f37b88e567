"""What the events worker does with the journal: notes erasures before acknowledging, applies them again."""

import asyncio
from datetime import UTC, datetime

from services.events.erasures.events import ErasureRequested
from services.events.erasures.journal import ErasureJournal, JournalLine
from services.events.erasures.repository import (
    ErasureRepository,
    lock_not_noted,
    mark_noted,
    missing_from_log,
)
from shared.database.pool import Database
from shared.eventlog.appending import NOTHING, append
from shared.eventlog.envelope import Actor, entry, timestamp
from shared.eventlog.following import Follower
from shared.ids import uuid7


class ErasureNotes:
    """Keeps the journal and the database in step."""

    def __init__(self, journal: ErasureJournal, database: Database, follower: Follower) -> None:
        self._journal = journal
        self._database = database
        self._follower = follower

    async def note(self) -> bool:
        """Write what is not in the journal yet; says whether there was anything.

        The file is synced before the database says that it was: a worker killed in between writes it twice.
        """
        async with self._database.transaction() as connection:
            rows = await lock_not_noted(connection)
            if not rows:
                return False
            lines = [
                JournalLine(
                    row["initiative_id"],
                    row["id"],
                    row["person_id"],
                    timestamp(row["requested_at"].astimezone(UTC)),
                )
                for row in rows
            ]
            await asyncio.to_thread(self._journal.note, lines)
            await mark_noted(connection, [row["id"] for row in rows])
        return True

    async def reapply(self) -> bool:
        """Request again what the journal has and the log does not: an older database was restored."""
        noted = {
            (line.initiative_id, line.erasure_id): line
            for line in await asyncio.to_thread(self._journal.lines)
        }
        if not noted:
            return False
        async with self._database.transaction(readonly=True) as connection:
            missing = await missing_from_log(connection, list(noted))
        for row in missing:
            await self._request_again(noted[row["initiative_id"], row["id"]])
        return False

    async def _request_again(self, line: JournalLine) -> None:
        async with self._database.transaction() as connection:
            repository = ErasureRepository(connection, line.initiative_id)
            now = datetime.now(UTC)
            if not await repository.insert(line.erasure_id, line.person_id, now):
                return  # another worker did, or somebody has asked anew since the restore
            request = entry(
                ErasureRequested(erasure_id=line.erasure_id, person_id=line.person_id),
                source=self._follower.source,
                initiative_id=line.initiative_id,
                actor=Actor("service"),
                time=now,
                request_id=str(uuid7()),
            )
            await self._follower.apply_own(connection, line.initiative_id, [request])
            await append(connection, line.initiative_id, [request], NOTHING)
