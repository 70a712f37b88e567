"""Beginning deletions: the sealer's part, who alone can sign the last checkpoint, and remembers outside the
database that there was a log.

In this order: the log is sealed to its end; the decision is found in it, at a position that the signed root
proves; the note of the deletion is on the disk; only then does the database say that it is deleted. Killed in
between, it begins again. A database restored from before knows nothing of it, and is told by the note.
"""

import asyncio
import json
import logging
from datetime import UTC, datetime
from uuid import UUID

from services.events.deletions.repository import (
    NotToBeDeletedError,
    begin,
    begun,
    cosignatures_of,
    due,
    end_of,
)
from services.events.sealing.memory import DeletionNote, SealerMemory
from services.events.sealing.repository import SealingRepository
from services.events.sealing.sealer import Sealer
from shared.database.pool import Database
from shared.eventlog.merkle import inclusion_ranges, roots_of
from shared.eventlog.verify import Checkpoint, check_inclusion, leaf_hash

_log = logging.getLogger("shidra.sealer")


class BeginningDeletions:
    """Begins the deletion of initiatives whose time is over."""

    def __init__(self, database: Database, memory: SealerMemory, sealer: Sealer) -> None:
        self._database = database
        self._memory = memory
        self._sealer = sealer

    async def begin(self) -> bool:
        """Begin what is due, and again what an older database has brought back."""
        await self.begin_due()
        await self.begin_again()
        return False

    async def begin_due(self) -> None:
        """Begin every deletion that is due."""
        async with self._database.transaction(readonly=True) as connection:
            found = await due(connection, datetime.now(UTC).date())
        failures: list[Exception] = []
        for initiative_id in found:
            try:
                await self._begin(initiative_id)
            except Exception as failure:  # one log must not keep the others from their end
                failures.append(failure)
        if failures:
            raise ExceptionGroup("deletions could not begin", failures)

    async def begin_again(self) -> None:
        """Begin what is noted and the database does not know of: an older one was restored."""
        notes = await asyncio.to_thread(self._memory.deletions)
        async with self._database.transaction(readonly=True) as connection:
            known = await begun(connection, [note.initiative_id for note in notes])
        for note in notes:
            if note.initiative_id not in known:
                await self._tell(note, again=True)

    async def _begin(self, initiative_id: UUID) -> None:
        checkpoint = await self._sealer.seal(initiative_id)
        if checkpoint is None:
            return  # refused: nothing is deleted of a log that is not what was signed
        note = await self._note(initiative_id, checkpoint)
        if note is None:
            return  # somebody was erased at this moment: sealed and begun at the next turn
        await asyncio.to_thread(self._memory.note_deletion, note)
        await self._tell(note, again=False)

    async def _note(self, initiative_id: UUID, checkpoint: Checkpoint) -> DeletionNote | None:
        """What is kept of a log; None where it has grown past the checkpoint. Raises VerificationError."""
        async with self._database.transaction(readonly=True) as connection:
            end = await end_of(connection, initiative_id)
            if end["size"] != checkpoint.size:
                return None
            log = SealingRepository(connection, initiative_id)
            ranges = inclusion_ranges(end["position"], checkpoint.size)
            hashes = await roots_of(ranges, log.tiles)
            later = await log.lines(end["position"] + 1, checkpoint.size)
            lines = await cosignatures_of(connection, initiative_id, checkpoint.size)
        leaf = leaf_hash(end["line"])
        check_inclusion(end["position"], checkpoint.size, leaf, hashes, checkpoint.root)
        event = json.loads(end["line"])
        return DeletionNote(
            initiative_id,
            Checkpoint.parse(checkpoint.note() + "".join(lines).encode()),
            UUID(decision) if (decision := event["data"].get("decision_id")) else None,
            datetime.fromisoformat(event["time"]),
            end["position"],
            b"".join(map(leaf_hash, later)),
        )

    async def _tell(self, note: DeletionNote, *, again: bool) -> None:
        try:
            async with self._database.transaction() as connection:
                if not await begin(connection, note, again=again):
                    return
        except NotToBeDeletedError:
            _log.error("a deletion that was noted cannot begin: the log is longer than it was", exc_info=True)
            return
        _log.warning("the deletion of an initiative has begun", extra={"again": again})
