"""What `shidra fsck` looks at of initiatives that were deleted: what is kept, and that nothing else is."""

from collections.abc import AsyncIterator
from uuid import UUID

from services.events.deletions.repository import all_deleted, anything_left
from services.events.sealing.memory import DamagedMemoryError, SealerMemory
from shared.database.pool import Database
from shared.eventlog.deleted import Kept
from shared.eventlog.verify import Checkpoint, UnusableError, VerificationError, VerifierKey


async def check_deleted(
    database: Database, key: VerifierKey, memory: SealerMemory | None, initiative_id: UUID | None
) -> AsyncIterator[tuple[UUID, int, list[str]]]:
    """Check what is kept of one deleted initiative or of all: its log's size, and what is wrong, for each."""
    async with database.transaction(readonly=True) as connection:
        found = [Kept(**row) for row in await all_deleted(connection)]
    for kept in found:
        if initiative_id in (None, kept.initiative_id):
            wrong = _wrong(kept, key, memory)
            async with database.transaction(readonly=True) as connection:
                if kept.completed_at is not None and await anything_left(connection, kept.initiative_id):
                    wrong.append("its deletion is said to be complete, and entries are left")
            yield kept.initiative_id, kept.size, wrong


def _wrong(kept: Kept, key: VerifierKey, memory: SealerMemory | None) -> list[str]:
    try:
        checkpoint = Checkpoint.parse(kept.checkpoint.encode())
        checkpoint.check_signed_by(key)
    except (UnusableError, VerificationError) as failure:
        return [f"the checkpoint that is kept: {failure}"]
    wrong = []
    if (checkpoint.origin, checkpoint.size) != (kept.origin, kept.size):
        wrong.append("the checkpoint that is kept is not of the log it is said to be of")
    try:
        note = None if memory is None else memory.deletion(kept.initiative_id)
    except DamagedMemoryError as damage:
        return [*wrong, str(damage)]
    if memory is not None and note is None:
        wrong.append("the sealer knows of no deletion: the log was taken away by somebody else")
    if note is not None and note.checkpoint.text != checkpoint.text:
        wrong.append("the checkpoint that is kept is not the one the sealer remembers")
    return wrong
