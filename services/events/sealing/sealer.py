"""The sealer: integrates new entries into each log's tree and signs checkpoints, or refuses to.

It signs only what continues the last checkpoint it signed itself, which it remembers outside the database
(`memory`). In this order: entries are hashed into tiles, the root is compared with what is remembered, the
new checkpoint is signed and remembered, and only then tiles and checkpoint are published, in one transaction.
Killed between any two steps, it finds its way from what is remembered (docs/decisions/0015).
"""

import asyncio
import json
import logging
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from services.events.sealing.events import LogSucceeded, Reason
from services.events.sealing.failures import Failures
from services.events.sealing.looking import Turns, are_those_of_entries, tiles_over
from services.events.sealing.memory import DamagedMemoryError, DeletionNote, SealerMemory
from services.events.sealing.refusals import Refusals, RefusedError, append_fact, end_alarm
from services.events.sealing.repository import (
    SealingRepository,
    alarmed,
    forget_checkpoints,
    signed_before,
    unsealed,
    waiting_since,
)
from shared.database.pool import Database
from shared.eventlog.merkle import TiledTree, edge
from shared.eventlog.signing import SigningKey
from shared.eventlog.verify import Checkpoint, VerificationError, leaf_hash
from shared.observability.metrics import SEALED_ENTRIES, SEALING_LAG

_log = logging.getLogger("shidra.sealer")

IDLE = timedelta(minutes=10)
"""After this long without a change a log is looked through and signed again."""
KEPT_CHECKPOINTS = timedelta(days=2)
"""How long a checkpoint that nobody cosigned can be asked for."""
_PAGE = 4_096
_AT_ONCE = 65_536
"""Entries sealed in one turn, so that the memory it takes is bounded."""
_LOGS_AT_ONCE = 100


class Sealer:
    """Seals logs; one at a time, in one process."""

    def __init__(self, database: Database, memory: SealerMemory, key: SigningKey) -> None:
        self._database = database
        self._memory = memory
        self._key = key
        self._one_at_a_time = asyncio.Lock()
        self._turns = Turns()
        self._refusals = Refusals(database)
        self._failures = Failures()

    async def seal_new(self) -> bool:
        """Seal every log that has something new, but those that fail or are refused; says whether any was."""
        but = self._failures.waiting() | self._refusals.logs
        async with self._database.transaction(readonly=True) as connection:
            found = await unsealed(connection, but, _LOGS_AT_ONCE)
        return await self._each(found)

    async def review(self) -> bool:
        """Look through every log that was not signed for a while, and sign it again."""
        async with self._database.transaction(readonly=True) as connection:
            idle = await signed_before(connection, datetime.now(UTC) - IDLE)
        await self._each(idle)
        async with self._database.transaction() as connection:
            await forget_checkpoints(connection, datetime.now(UTC) - KEPT_CHECKPOINTS)
        return False

    async def compare(self) -> bool:
        """Compare all that is remembered with what there is, also of logs that are gone."""
        await self._each(await asyncio.to_thread(self._memory.logs))
        return False

    async def look_at_refused(self) -> bool:
        """See whether what was refused can be signed by now, or a successor was asked for."""
        async with self._database.transaction(readonly=True) as connection:
            noted = await alarmed(connection)
        # Not only what the database notes: whoever has it can take the note away.
        await self._each(sorted({*noted, *self._refusals.logs}))
        self._refusals.show(besides=self._failures.logs & {*noted})
        return False

    async def measure(self) -> bool:
        """Set the figure of how long the oldest entry has been waiting for a signature."""
        async with self._database.transaction(readonly=True) as connection:
            since = await waiting_since(connection)
        waited = timedelta(0) if since is None else datetime.now(UTC) - since
        SEALING_LAG.set(max(waited.total_seconds(), 0))
        return False

    async def seal(self, initiative_id: UUID) -> Checkpoint | None:
        """Seal one log; None where it is refused or has no entry.

        Raises OSError where it cannot remember, ExceptionGroup where an alarm cannot be written down.
        """
        async with self._one_at_a_time:
            try:
                signed = await self._seal(initiative_id)
            except RefusedError as refusal:
                await self._refuse(initiative_id, refusal)
                return None
            self._refusals.end(initiative_id)
            self._memory.take_back(initiative_id)
            return signed

    async def _each(self, initiatives: Iterable[UUID]) -> bool:
        """Seal logs, but those left alone for now; says whether any was. One that fails delays no other."""
        waiting, any_signed = self._failures.waiting(), False
        for initiative_id in initiatives:
            if initiative_id in waiting:
                continue
            try:
                any_signed = await self.seal(initiative_id) is not None or any_signed
            except Exception:
                _log.exception("a log could not be sealed", extra={"initiative": str(initiative_id)})
                self._failures.add(initiative_id)
            else:
                self._failures.end(initiative_id)
        return any_signed

    async def _seal(self, initiative_id: UUID) -> Checkpoint | None:
        remembered, noted, damaged = await asyncio.to_thread(self._recall, initiative_id)
        async with self._database.transaction(readonly=True) as connection:
            repository = SealingRepository(connection, initiative_id)
            state = await repository.state()
            sealed, found = state["sealed"] or 0, state["found"] or 0
            if noted is not None and (state["deleted"] or found < noted.checkpoint.size):
                return None  # what is missing was deleted, or is about to be again
            if damaged:
                raise RefusedError("memory_damaged", sealed, found)
            if found == 0 and remembered is None and sealed == 0:
                return None
            if remembered is not None and (reason := self._not_ours(remembered)) is not None:
                raise RefusedError(reason, remembered.size, found)
            tree = await self._continue(repository, initiative_id, remembered, sealed, found)
            origin = (
                remembered.origin if remembered else await self._new_origin(repository, initiative_id, found)
            )
        checkpoint = self._key.sign(origin, tree.size, tree.root())
        if remembered is None or remembered.note() != checkpoint.note():
            await asyncio.to_thread(self._memory.remember, initiative_id, checkpoint)
        alarm = state["alarm"] is not None or state["told"]
        await self._publish(initiative_id, tree, checkpoint, sealed, alarm=alarm)
        SEALED_ENTRIES.inc(max(tree.size - sealed, 0))
        return checkpoint

    def _recall(self, initiative_id: UUID) -> tuple[Checkpoint | None, DeletionNote | None, bool]:
        """What is remembered of a log: its last checkpoint, its deletion; and whether either is damaged."""
        noted = None
        try:
            noted = self._memory.deletion(initiative_id)
            return self._memory.last(initiative_id), noted, False
        except DamagedMemoryError:
            return None, noted, True

    def _not_ours(self, remembered: Checkpoint) -> Reason | None:
        """Why what is remembered was not signed by this key; None where it was."""
        key = self._key.verifier_key
        try:
            remembered.check_signed_by(key)
        except VerificationError:
            named = any((one.name, one.key_id) == (key.name, key.id) for one in remembered.signatures)
            return "memory_damaged" if named else "key_changed"
        return None

    async def _continue(
        self,
        repository: SealingRepository,
        initiative_id: UUID,
        remembered: Checkpoint | None,
        sealed: int,
        found: int,
    ) -> TiledTree:
        """The tree with everything new; raises RefusedError where it does not continue what was signed."""
        signed = remembered.size if remembered else 0
        if remembered is None and sealed:
            raise RefusedError("memory_missing", sealed, found)
        if found < signed:
            raise RefusedError("entries_missing", signed, found)
        known = min(sealed, signed)
        looked_at = tiles_over(self._turns.take(initiative_id, known), known)
        kept = await repository.tiles(edge(known) | looked_at)
        try:
            tree = TiledTree(known, kept)
        except ValueError:
            raise RefusedError("history_changed", signed, found) from None
        if not await are_those_of_entries(repository, looked_at, kept, known):
            raise RefusedError("history_changed", signed, found)
        await _grow(repository, tree, signed, found)
        if remembered is not None and tree.root() != remembered.root:
            raise RefusedError("history_changed", signed, found)
        await _grow(repository, tree, min(found, max(signed, known + _AT_ONCE)), found)
        return tree

    async def _new_origin(self, repository: SealingRepository, initiative_id: UUID, found: int) -> str:
        """The origin of a log nothing is signed of yet; raises RefusedError where it may be another's, too.

        Entries say it, and whoever has the database writes entries: two logs under one name, both signed, are
        a fork, and nobody but the sealer could have prevented it.
        """
        origin = await _origin(repository)
        parted_with = await asyncio.to_thread(self._memory.parted_with, initiative_id)
        own = re.fullmatch(rf"[!-~]+/{initiative_id}(?:/successor-([1-9][0-9]{{0,8}}))?", origin)
        if own is None or int(own[1] or 0) < parted_with:
            raise RefusedError("origin_of_another", 0, found)
        return origin

    async def _publish(
        self, initiative_id: UUID, tree: TiledTree, checkpoint: Checkpoint, sealed: int, *, alarm: bool
    ) -> None:
        now = datetime.now(UTC)
        async with self._database.transaction() as connection:
            repository = SealingRepository(connection, initiative_id)
            if not await repository.advance(sealed, tree.size, now):
                return  # another sealer has: what it published, and what we remember, is compared next time
            await repository.put_tiles(tree.take_changed())
            await repository.put_checkpoint(tree.size, checkpoint.note().decode(), now)
            if alarm:
                await end_alarm(connection, initiative_id)

    async def _refuse(self, initiative_id: UUID, refusal: RefusedError) -> None:
        # A successor records what was signed last, which a damaged file does not say.
        asked_for = refusal.reason != "memory_damaged" and self._memory.successor_asked_for(initiative_id)
        if asked_for:
            await self._begin_successor(initiative_id)
            self._refusals.end(initiative_id)
        else:
            await self._refusals.sound(initiative_id, refusal)

    async def _begin_successor(self, initiative_id: UUID) -> None:
        """Record the last signed note of the broken log in what is left of it, and forget its tree."""
        old = await asyncio.to_thread(self._memory.last, initiative_id)
        async with self._database.transaction() as connection:
            repository = SealingRepository(connection, initiative_id)
            # Killed before the memory was laid aside, it comes here again.
            if old is not None and not await _succeeds(repository, old):
                await append_fact(connection, initiative_id, _succession(initiative_id, old))
            await repository.empty()
        if old is not None:
            await asyncio.to_thread(self._memory.part_with, initiative_id)


async def _grow(repository: SealingRepository, tree: TiledTree, size: int, found: int) -> None:
    while tree.size < size:
        first = tree.size
        lines = await repository.lines(first, min(size, first + _PAGE))
        if len(lines) < min(size - first, _PAGE):
            raise RefusedError("entries_missing", size, found)
        tree.extend(list(map(leaf_hash, lines)))
        await asyncio.sleep(0)  # hashing a page takes some milliseconds: others on the loop go in between


async def _origin(repository: SealingRepository) -> str:
    """The log's origin: fixed in event 0, and by the last succession where there was one."""
    succession = await repository.last_of_type(LogSucceeded.type)
    if succession is not None:
        return _said(succession, "origin")
    (first,) = await repository.lines(0, 1)
    return _said(first, "log_origin")


def _said(line: bytes, field: str) -> str:
    """What an entry says in a field; nothing, where it is none of ours."""
    try:
        return str(json.loads(line)["data"][field])
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""


async def _succeeds(repository: SealingRepository, old: Checkpoint) -> bool:
    succession = await repository.last_of_type(LogSucceeded.type)
    return succession is not None and _said(succession, "old_root") == old.root.hex()


def _succession(initiative_id: UUID, old: Checkpoint) -> LogSucceeded:
    first, separator, number = old.origin.rpartition("/successor-")
    origin = f"{first}/successor-{int(number) + 1}" if separator else f"{old.origin}/successor-1"
    signature = old.signatures[0]
    return LogSucceeded(
        initiative_id=initiative_id,
        origin=origin,
        old_origin=old.origin,
        old_size=old.size,
        old_root=old.root.hex(),
        old_key_name=signature.name,
        old_signature=(signature.key_id + signature.signature).hex(),
    )
