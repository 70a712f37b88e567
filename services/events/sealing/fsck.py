"""`shidra fsck`: everything about a log that can be derived is derived again and compared, on the server.

From the entries: their columns, their canonical form, the values beside them (`sealed_values`), the tree and
its tiles, the checkpoints, the size, topics and end the head says; and the sealer's memory where it is at
hand. It changes nothing.
"""

import json
from collections import defaultdict
from collections.abc import AsyncIterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg

from services.events.sealing.events import LogSucceeded
from services.events.sealing.memory import DamagedMemoryError, SealerMemory
from services.events.sealing.repository import FsckRepository, logs
from services.events.sealing.sealed_values import SealedValues
from shared.database.pool import Database
from shared.eventlog.canonical import NotCanonicalError, canonical
from shared.eventlog.deleted import Kept
from shared.eventlog.following import topic_of
from shared.eventlog.merkle import TiledTree, Tiles, edge
from shared.eventlog.verify import (
    COSIGNATURE,
    Checkpoint,
    UnusableError,
    VerificationError,
    VerifierKey,
    leaf_hash,
)

_PAGE = 1_000
_WITNESSES = "events.witness_policy.set"
_ENDS = ("agenda.initiative.ended", "registry.initiative.abandoned")


async def check_logs(
    database: Database, key: VerifierKey, memory: SealerMemory | None, initiative_id: UUID | None
) -> AsyncIterator[tuple[UUID, int, list[str]]]:
    """Check one log or all, also those the sealer alone remembers: for each its size and what is wrong."""
    listed = {initiative_id} if initiative_id is not None else set[UUID]()
    if initiative_id is None:
        listed |= set() if memory is None else set(memory.logs())
        async with database.transaction(readonly=True) as connection:
            listed |= {*await logs(connection)}
    for one in sorted(listed):
        async with database.transaction(readonly=True) as connection:
            repository = FsckRepository(connection, one)
            check = _Check(repository, one, key, memory)
            # Read before the database is first looked at: the sealer may sign on meanwhile.
            remembered = check.remembered()
            taken_away = check.is_deleted() and not (await repository.sizes())[0]
            if taken_away or await Kept.find(connection, one):
                continue  # what is kept of it is checked elsewhere
            await check.run(remembered)
            yield one, check.tree.size, check.wrong


class _Check:
    """One log, read once from its beginning."""

    def __init__(
        self,
        repository: FsckRepository,
        initiative_id: UUID,
        key: VerifierKey,
        memory: SealerMemory | None,
    ) -> None:
        self._repository = repository
        self._initiative_id = initiative_id
        self._key = key
        self._memory = memory
        self.wrong: list[str] = []
        self.tree = TiledTree(0, {})
        self._sealed: Tiles = {}
        self._values = SealedValues()
        self._topics: dict[str, int] = {}
        self._origin: str | None = None
        self._witnesses: list[VerifierKey] = []
        """All that were ever named: what one cosigned it has cosigned, also when another takes its place."""
        self._end: tuple[datetime | None, date | None] = (None, None)

    def remembered(self) -> Checkpoint | None:
        """What the sealer signed last of the log."""
        try:
            return None if self._memory is None else self._memory.last(self._initiative_id)
        except DamagedMemoryError as damage:
            self.wrong.append(str(damage))
            return None

    def is_deleted(self) -> bool:
        """Whether the sealer noted that the log was deleted."""
        try:
            return self._memory is not None and self._memory.deletion(self._initiative_id) is not None
        except DamagedMemoryError as damage:
            self.wrong.append(str(damage))
            return False

    async def run(self, remembered: Checkpoint | None) -> None:
        """Read everything; what is wrong is in `wrong`."""
        head, sealed, alarm = await self._repository.sizes()
        if not head:
            self.wrong.append("there is no such log")
        if alarm is not None:
            self.wrong.append(f"the sealer refuses this log: {alarm}")
        checkpoints = await self._checkpoints(head, sealed)
        if self._memory is not None and sealed and remembered is None and self.remembered() is None:
            self.wrong.append("something of this log is sealed, of which the sealer remembers nothing")
        if remembered is not None:
            self._compare_memory(checkpoints, remembered, head)
            checkpoints[remembered.size] = remembered
        wanted = sorted({size for size in (*checkpoints, sealed) if size <= head})
        while self.tree.size < head:
            until = next((size for size in wanted if size > self.tree.size), head)
            rows = await self._repository.entries(self.tree.size, min(until, self.tree.size + _PAGE))
            if not rows:
                self.wrong.append(f"entries are missing from position {self.tree.size}")
                return
            await self._take(rows)
            signed = checkpoints.get(self.tree.size)
            if signed is not None and signed.root != self.tree.root():
                self.wrong.append(f"the checkpoint of {signed.size} entries has another root than they have")
            if self.tree.size == sealed:
                await self._compare_tiles()
        if any(one.origin != self._origin for one in checkpoints.values()):
            self.wrong.append("a checkpoint bears another name than the entries give the log")
        await self._compare_cosignatures(checkpoints)
        await self._compare_head(head)
        self.wrong += self._values.at_the_end()

    async def _checkpoints(self, head: int, sealed: int) -> dict[int, Checkpoint]:
        """The checkpoints that are kept, by size."""
        found: dict[int, Checkpoint] = {}
        for size, note in await self._repository.notes():
            try:
                checkpoint = Checkpoint.parse(note.encode())
                checkpoint.check_signed_by(self._key)
            except (UnusableError, VerificationError) as failure:
                self.wrong.append(f"the checkpoint of {size} entries: {failure}")
                continue
            if checkpoint.size != size:
                self.wrong.append(f"what is kept as checkpoint of {size} entries is one of {checkpoint.size}")
            found[checkpoint.size] = checkpoint
        newest = max((sealed, *found))
        if newest > head:
            self.wrong.append(f"{newest} entries were signed: positions {head} to {newest - 1} are gone")
        if sealed and sealed not in found:
            self.wrong.append(f"{sealed} entries are sealed, and there is no checkpoint of them")
        if newest > sealed:
            self.wrong.append(f"there is a checkpoint of {newest} entries: {sealed} are said to be sealed")
        if not sealed and await self._repository.all_tiles():
            self.wrong.append("there are tiles, and nothing is said to be sealed")
        return found

    def _compare_memory(self, checkpoints: dict[int, Checkpoint], remembered: Checkpoint, head: int) -> None:
        try:
            remembered.check_signed_by(self._key)
        except VerificationError as failure:
            self.wrong.append(f"the checkpoint the sealer remembers: {failure}")
        if remembered.size > max((head, *checkpoints)):
            self.wrong.append(
                f"{remembered.size} entries were signed: positions {head} to {remembered.size - 1} are gone"
            )
        if (same := checkpoints.get(remembered.size)) is not None and same.text != remembered.text:
            self.wrong.append("the newest checkpoint is not the one the sealer remembers")

    async def _take(self, rows: list[asyncpg.Record]) -> None:
        beside: defaultdict[int, list[asyncpg.Record]] = defaultdict(list)
        for opening in await self._repository.openings(rows[0]["position"], rows[-1]["position"]):
            beside[opening["position"]].append(opening)
        for expected, row in enumerate(rows, self.tree.size):
            if row["position"] != expected:
                self.wrong.append(f"the entry at position {expected} is missing")
            try:
                self._look_at(row, beside.pop(row["position"], []))
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError, NotCanonicalError):
                self.wrong.append(f"position {row['position']}: the entry is not an event")
        self.wrong += [f"position {position}: values without an entry" for position in beside]
        self.tree.extend([leaf_hash(row["line"]) for row in rows])
        self._sealed.update(self.tree.take_changed())

    def _look_at(self, row: asyncpg.Record, openings: list[asyncpg.Record]) -> None:
        position, line = row["position"], row["line"]
        event = json.loads(line)
        if canonical(event) != line:
            self.wrong.append(f"position {position}: the entry is not canonical")
        actor = event["actor"].get("id")
        told = (event["id"], event["source"], event["type"], event["subject"], actor)
        kept = (str(row["id"]), row["source"], row["type"], row["subject"])
        kept_actor = None if row["actor_id"] is None else str(row["actor_id"])
        if (
            told != (*kept, kept_actor)
            or event["initiative"] != str(self._initiative_id)
            or datetime.fromisoformat(event["time"]) != row["time"]
        ):
            self.wrong.append(f"position {position}: what stands beside the entry is not what it says")
        self._topics[topic_of(row["type"])] = position
        self._follow(position, event)
        self.wrong += self._values.look_at(position, event, openings)

    def _follow(self, position: int, event: dict[str, Any]) -> None:
        """Take in what an entry says of the log itself: its name, and that it ended."""
        if event["type"] == LogSucceeded.type:
            self._origin = event["data"]["origin"]
        elif position == 0:
            self._origin = event["data"]["log_origin"]
        if event["type"] == _WITNESSES:
            named = zip(event["data"]["names"], event["data"]["public_keys"], strict=True)
            self._witnesses += [VerifierKey(name, COSIGNATURE, bytes.fromhex(key)) for name, key in named]
        if event["type"] in _ENDS and self._end == (None, None):
            day = date.fromisoformat(event["data"]["delete_on"])
            self._end = (datetime.fromisoformat(event["time"]), day)

    async def _compare_cosignatures(self, checkpoints: dict[int, Checkpoint]) -> None:
        for size, line in await self._repository.cosignatures():
            try:
                note = Checkpoint.parse(checkpoints[size].note() + line.encode())
                if all(note.cosigned_at(key) is None for key in self._witnesses):
                    self.wrong.append(f"a cosignature of {size} entries is of nobody the log names a witness")
            except KeyError:
                self.wrong.append(f"a cosignature is of {size} entries, of which there is no checkpoint")
            except (UnusableError, VerificationError) as failure:
                self.wrong.append(f"a cosignature of {size} entries: {failure}")

    async def _compare_head(self, head: int) -> None:
        if await self._repository.beyond(head):
            self.wrong.append("there are entries beyond the size the head says")
        if await self._repository.topics() != self._topics:
            self.wrong.append("the positions of topics are not those of the entries")
        said = await self._repository.head()
        if said is None:
            return
        others = (last for topic, last in self._topics.items() if topic != said["run_topic"])
        run_from = said["run_from"]
        if max(others, default=-1) >= run_from:
            self.wrong.append(f"not all entries from position {run_from} on are of the topic the head says")
        if (said["ended_at"], said["delete_on"]) != self._end:
            self.wrong.append("whether it has ended, and until when it is kept, is not what the entries say")

    async def _compare_tiles(self) -> None:
        kept = await self._repository.all_tiles()
        partial = edge(self.tree.size)
        for address in sorted({*kept, *self._sealed}):
            if kept.get(address) != self._sealed.get(address):
                where = "at the edge" if address in partial else "of full width"
                self.wrong.append(f"tile {address.level}/{address.index} {where} is not that of the entries")
