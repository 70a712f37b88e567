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
from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg

from services.events.sealing.events import LogAlarmEnded, LogAlarmRaised, LogSucceeded, Reason
from services.events.sealing.memory import SealerMemory
from services.events.sealing.repository import (
    SealingRepository,
    alarmed,
    forget_checkpoints,
    signed_before,
    unsealed,
)
from shared.database.pool import Database
from shared.eventlog.appending import NOTHING, append
from shared.eventlog.envelope import Actor, entry
from shared.eventlog.event_types import Event
from shared.eventlog.merkle import TILE_WIDTH, TileAddress, TiledTree, edge, hashes_in, tile_width
from shared.eventlog.signing import SigningKey
from shared.eventlog.verify import Checkpoint, leaf_hash
from shared.ids import uuid7
from shared.observability.metrics import SEALED_ENTRIES, SEALING_REFUSALS

_log = logging.getLogger("shidra.sealer")

IDLE = timedelta(minutes=10)
"""After this long without a change a log is looked through and signed again."""
KEPT_CHECKPOINTS = timedelta(days=2)
"""How long a checkpoint that nobody cosigned can be asked for."""
_PAGE = 4_096
_AT_ONCE = 65_536
"""Entries sealed in one turn, so that the memory it takes is bounded."""
_LOOKED_AT = 8
"""Tiles whose entries are hashed again at each sealing, one after another, besides the newest."""


class RefusedError(Exception):
    """The log does not continue what was signed."""

    def __init__(self, reason: Reason, signed: int, found: int) -> None:
        super().__init__(reason)
        self.reason, self.signed, self.found = reason, signed, found


class Sealer:
    """Seals logs; one at a time, in one process."""

    def __init__(self, database: Database, memory: SealerMemory, key: SigningKey) -> None:
        self._database = database
        self._memory = memory
        self._key = key
        self._one_at_a_time = asyncio.Lock()
        self._next_look: dict[UUID, int] = {}

    async def seal_new(self) -> bool:
        """Seal every log that has something new; says whether there was any."""
        async with self._database.transaction(readonly=True) as connection:
            found = await unsealed(connection)
        await self._each(found)
        return bool(found)

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
            refused = await alarmed(connection)
        await self._each(refused)
        SEALING_REFUSALS.set(len(refused))
        return False

    async def seal(self, initiative_id: UUID) -> Checkpoint | None:
        """Seal one log; None where it is refused or has no entry. Raises OSError where it cannot remember."""
        async with self._one_at_a_time:
            try:
                signed = await self._seal(initiative_id)
            except RefusedError as refusal:
                await self._refuse(initiative_id, refusal)
                return None
            self._memory.take_back(initiative_id)
            return signed

    async def _each(self, initiatives: list[UUID]) -> None:
        failures: list[Exception] = []
        for initiative_id in initiatives:
            try:
                await self.seal(initiative_id)
            except Exception as failure:  # one log must not keep the others from being sealed
                failures.append(failure)
        if failures:
            raise ExceptionGroup("sealing failed", failures)

    async def _seal(self, initiative_id: UUID) -> Checkpoint | None:
        remembered = await asyncio.to_thread(self._memory.last, initiative_id)
        noted = await asyncio.to_thread(self._memory.deletion, initiative_id)
        async with self._database.transaction(readonly=True) as connection:
            repository = SealingRepository(connection, initiative_id)
            state = await repository.state()
            sealed, found = state["sealed"] or 0, state["found"] or 0
            if found == 0 and remembered is None and sealed == 0:
                return None
            if noted is not None and (state["deleted"] or found < noted.checkpoint.size):
                return None  # what is missing was deleted, or is about to be again
            tree = await self._continue(repository, initiative_id, remembered, sealed, found)
            origin = (
                remembered.origin if remembered else await self._new_origin(repository, initiative_id, found)
            )
        checkpoint = self._key.sign(origin, tree.size, tree.root())
        if remembered is None or remembered.note() != checkpoint.note():
            await asyncio.to_thread(self._memory.remember, initiative_id, checkpoint)
        await self._publish(initiative_id, tree, checkpoint, sealed, alarm=state["alarm"] is not None)
        SEALED_ENTRIES.inc(max(tree.size - sealed, 0))
        return checkpoint

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
        try:
            tree = TiledTree(known, await repository.tiles(edge(known)))
        except ValueError:
            raise RefusedError("history_changed", signed, found) from None
        if not await self._entries_are_those_sealed(repository, initiative_id, known):
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

    async def _entries_are_those_sealed(
        self, repository: SealingRepository, initiative_id: UUID, size: int
    ) -> bool:
        """Hash entries of some tiles again: the newest tile's, and some in turn; all, of a short log."""
        last = size // TILE_WIDTH
        begin = self._next_look.get(initiative_id, 0)
        looked_at = {(begin + number) % (last + 1) for number in range(_LOOKED_AT)} | {last}
        self._next_look[initiative_id] = (begin + _LOOKED_AT) % (last + 1)
        addresses = {TileAddress(0, index) for index in looked_at}
        kept = await repository.tiles(addresses)
        for address in addresses:
            width = tile_width(address, size)
            first = address.index * TILE_WIDTH
            lines = await repository.lines(first, first + width)
            if list(map(leaf_hash, lines)) != hashes_in(kept.get(address, b""))[:width]:
                return False
        return True

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
            if alarm and await repository.end_alarm():
                await _append(connection, initiative_id, LogAlarmEnded(initiative_id=initiative_id))

    async def _refuse(self, initiative_id: UUID, refusal: RefusedError) -> None:
        if await asyncio.to_thread(self._memory.successor_asked_for, initiative_id):
            await self._begin_successor(initiative_id)
            return
        async with self._database.transaction() as connection:
            raised = await SealingRepository(connection, initiative_id).raise_alarm(
                refusal.reason, refusal.signed, refusal.found, datetime.now(UTC)
            )
            if not raised:
                return
            if refusal.found:
                alarm = LogAlarmRaised(
                    initiative_id=initiative_id,
                    reason=refusal.reason,
                    signed_size=refusal.signed,
                    found_size=refusal.found,
                )
                await _append(connection, initiative_id, alarm)
        _log.critical(
            "a log is not signed any more: it does not continue what was signed",
            extra={"reason": refusal.reason, "signed": refusal.signed, "found": refusal.found},
        )
        SEALING_REFUSALS.inc()

    async def _begin_successor(self, initiative_id: UUID) -> None:
        """Record the last signed note of the broken log in what is left of it, and forget its tree."""
        old = await asyncio.to_thread(self._memory.last, initiative_id)
        async with self._database.transaction() as connection:
            repository = SealingRepository(connection, initiative_id)
            # Killed before the memory was laid aside, it comes here again.
            if old is not None and not await _succeeds(repository, old):
                await _append(connection, initiative_id, _succession(initiative_id, old))
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


async def _append(connection: asyncpg.Connection, initiative_id: UUID, event: Event) -> None:
    written = entry(
        event,
        source="/events",
        initiative_id=initiative_id,
        actor=Actor("service"),
        time=datetime.now(UTC),
        request_id=str(uuid7()),
    )
    await append(connection, initiative_id, [written], NOTHING)
