"""`shidra fsck`: everything about a log that can be derived is derived again and compared, on the server.

From the entries: their columns, their canonical form, the openings beside them, the tree and its tiles, the
checkpoints, the size and topics they say; and the sealer's memory where it is at hand. It changes nothing.
"""

import json
from collections.abc import AsyncIterator
from uuid import UUID

import asyncpg

from services.events.sealing.memory import SealerMemory
from services.events.sealing.repository import FsckRepository, logs
from shared.database.pool import Database
from shared.eventlog.canonical import NotCanonicalError, canonical
from shared.eventlog.commitments import commitment
from shared.eventlog.deleted import Kept
from shared.eventlog.following import topic_of
from shared.eventlog.merkle import TiledTree, Tiles, edge
from shared.eventlog.verify import Checkpoint, VerificationError, VerifierKey, leaf_hash

_PAGE = 1_000


async def check_logs(
    database: Database, key: VerifierKey, memory: SealerMemory | None, initiative_id: UUID | None
) -> AsyncIterator[tuple[UUID, int, list[str]]]:
    """Check one log or all of them: for each its size and what is wrong with it."""
    async with database.transaction(readonly=True) as connection:
        if initiative_id is None:
            listed = await logs(connection)
        else:
            listed = [] if await Kept.find(connection, initiative_id) else [initiative_id]
    for one in listed:
        async with database.transaction(readonly=True) as connection:
            check = _Check(FsckRepository(connection, one), one, key)
            await check.run(None if memory is None else memory.last(one))
            yield one, check.tree.size, check.wrong


def _is_canonical(text: bytes) -> bool:
    try:
        return canonical(json.loads(text)) == text
    except (ValueError, NotCanonicalError):
        return False


class _Check:
    """One log, read once from its beginning."""

    def __init__(self, repository: FsckRepository, initiative_id: UUID, key: VerifierKey) -> None:
        self._repository = repository
        self._initiative_id = initiative_id
        self._key = key
        self.wrong: list[str] = []
        self.tree = TiledTree(0, {})
        self._sealed: Tiles = {}
        self._topics: dict[str, int] = {}

    async def run(self, remembered: Checkpoint | None) -> None:
        """Read everything; what is wrong is in `wrong`."""
        head, sealed, alarm = await self._repository.sizes()
        checkpoints = {one.size: one for one in await self._repository.checkpoints()}
        if remembered is not None:
            self._compare_memory(checkpoints, remembered, head)
            checkpoints[remembered.size] = remembered
        if alarm is not None:
            self.wrong.append(f"the sealer refuses this log: {alarm}")
        wanted = sorted({size for size in (*checkpoints, sealed) if size <= head})
        while self.tree.size < head:
            until = next((size for size in wanted if size > self.tree.size), head)
            rows = await self._repository.entries(self.tree.size, min(until, self.tree.size + _PAGE))
            if not rows:
                self.wrong.append(f"entries are missing from position {self.tree.size}")
                return
            await self._take(rows)
            if (checkpoint := checkpoints.get(self.tree.size)) is not None:
                self._compare_checkpoint(checkpoint)
            if self.tree.size == sealed:
                await self._compare_tiles()
        if await self._repository.beyond(head):
            self.wrong.append("there are entries beyond the size the head says")
        if await self._repository.topics() != self._topics:
            self.wrong.append("the positions of topics are not those of the entries")
        run_topic, run_from = await self._repository.run()
        if max((last for topic, last in self._topics.items() if topic != run_topic), default=-1) >= run_from:
            self.wrong.append(f"not all entries from position {run_from} on are of the topic the head says")

    def _compare_memory(self, checkpoints: dict[int, Checkpoint], remembered: Checkpoint, head: int) -> None:
        if remembered.size > head:
            self.wrong.append(
                f"{remembered.size} entries were signed: positions {head} to {remembered.size - 1} are gone"
            )
        if (same := checkpoints.get(remembered.size)) is not None and same.text != remembered.text:
            self.wrong.append("the newest checkpoint is not the one the sealer remembers")

    async def _take(self, rows: list[asyncpg.Record]) -> None:
        openings = await self._repository.openings(rows[0]["position"], rows[-1]["position"])
        for expected, row in enumerate(rows, self.tree.size):
            if row["position"] != expected:
                self.wrong.append(f"the entry at position {expected} is missing")
            self._look_at(row)
        lines = {row["position"]: row["line"] for row in rows}
        for opening in openings:
            line = lines.get(opening["position"], b"{}")
            opened = commitment(opening["salt"], opening["field"], opening["value"].encode())
            if json.loads(line).get("sealed", {}).get(opening["field"]) != opened:
                self.wrong.append(f"position {opening['position']}: a value does not open its commitment")
            if not _is_canonical(opening["value"].encode()):
                self.wrong.append(f"position {opening['position']}: a value is not canonical")
        self.tree.extend([leaf_hash(row["line"]) for row in rows])
        self._sealed.update(self.tree.take_changed())

    def _look_at(self, row: asyncpg.Record) -> None:
        position, line = row["position"], row["line"]
        try:
            event = json.loads(line)
            if canonical(event) != line:
                self.wrong.append(f"position {position}: the entry is not canonical")
            told = (event["id"], event["source"], event["type"], event["subject"], event["actor"].get("id"))
        except (ValueError, KeyError, NotCanonicalError):
            self.wrong.append(f"position {position}: the entry is not an event")
            return
        kept = (str(row["id"]), row["source"], row["type"], row["subject"])
        actor = None if row["actor_id"] is None else str(row["actor_id"])
        if told != (*kept, actor) or event["initiative"] != str(self._initiative_id):
            self.wrong.append(f"position {position}: what stands beside the entry is not what it says")
        self._topics[topic_of(row["type"])] = position

    def _compare_checkpoint(self, checkpoint: Checkpoint) -> None:
        if checkpoint.root != self.tree.root():
            self.wrong.append(f"the checkpoint of {checkpoint.size} entries has another root than they have")
        try:
            checkpoint.check_signed_by(self._key)
        except VerificationError as failure:
            self.wrong.append(f"the checkpoint of {checkpoint.size} entries: {failure}")

    async def _compare_tiles(self) -> None:
        kept = await self._repository.all_tiles()
        partial = edge(self.tree.size)
        for address in sorted({*kept, *self._sealed}):
            if kept.get(address) != self._sealed.get(address):
                where = "at the edge" if address in partial else "of full width"
                self.wrong.append(f"tile {address.level}/{address.index} {where} is not that of the entries")
