"""What the sealer remembers outside the database: the last checkpoint it signed of every log.

One file a log, holding that checkpoint as it was signed. It is on the disk before the checkpoint is
published: whoever rewrites the database cannot get the rewrite signed, for the sealer signs nothing that does
not continue what stands here. Whoever holds the folder's lock is the one active sealer of the key.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self
from uuid import UUID

from shared.eventlog.verify import Checkpoint, UnusableError

_SUCCESSOR = ".successor"
_DELETED = ".deleted"


class SealerElsewhereError(RuntimeError):
    """Another sealer is at work with this memory."""


class DamagedMemoryError(RuntimeError):
    """A file of the memory is not a checkpoint; the message says which."""


@dataclass(frozen=True, slots=True)
class DeletionNote:
    """That an initiative is deleted, and all that is kept of it; nothing of any person."""

    initiative_id: UUID
    checkpoint: Checkpoint
    """The last one, with its cosignatures."""
    decision_id: UUID | None
    """By which the initiative ended; None where it was given up."""
    ended_at: datetime
    end_position: int
    later_hashes: bytes
    """Of the entries after the end, 32 bytes each."""

    @classmethod
    def parse(cls, initiative_id: UUID, text: bytes) -> Self:
        """Read a note; raises ValueError, KeyError or UnusableError for what is none."""
        values = json.loads(text)
        return cls(
            initiative_id,
            Checkpoint.parse(values["checkpoint"].encode()),
            UUID(values["decision_id"]) if values["decision_id"] else None,
            datetime.fromisoformat(values["ended_at"]),
            int(values["end_position"]),
            bytes.fromhex(values["later_hashes"]),
        )

    def text(self) -> bytes:
        """As it stands in its file."""
        values = {
            "checkpoint": self.checkpoint.note().decode(),
            "decision_id": str(self.decision_id) if self.decision_id else None,
            "ended_at": self.ended_at.isoformat(),
            "end_position": self.end_position,
            "later_hashes": self.later_hashes.hex(),
        }
        return json.dumps(values, ensure_ascii=False).encode()


class SealerMemory:
    """The memory in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def held(self) -> Iterator[None]:
        """Be the one active sealer while the block runs; raises SealerElsewhereError."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = os.open(self._folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise SealerElsewhereError from None
            yield
        finally:
            os.close(lock)

    def last(self, initiative_id: UUID) -> Checkpoint | None:
        """The last checkpoint signed of a log; raises DamagedMemoryError."""
        try:
            return Checkpoint.parse((self._folder / str(initiative_id)).read_bytes())
        except FileNotFoundError:
            return None
        except UnusableError:
            raise DamagedMemoryError(f"{initiative_id} in the sealer's memory is no checkpoint") from None

    def remember(self, initiative_id: UUID, checkpoint: Checkpoint) -> None:
        """Keep a checkpoint in place of the last one; it is on the disk when this returns."""
        self._write(str(initiative_id), checkpoint.note())

    def logs(self) -> list[UUID]:
        """Every log something was signed of."""
        return sorted(UUID(file.name) for file in self._folder.iterdir() if _is_id(file.name))

    def note_deletion(self, note: DeletionNote) -> None:
        """Keep that an initiative is deleted, should an older database be restored; on the disk at once."""
        self._write(f"{note.initiative_id}{_DELETED}", note.text())

    def deletion(self, initiative_id: UUID) -> DeletionNote | None:
        """The note of an initiative's deletion, where there is one; raises DamagedMemoryError."""
        try:
            text = (self._folder / f"{initiative_id}{_DELETED}").read_bytes()
            return DeletionNote.parse(initiative_id, text)
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError, UnusableError):
            raise DamagedMemoryError(f"{initiative_id}{_DELETED} is no note of a deletion") from None

    def deletions(self) -> list[DeletionNote]:
        """Every note of a deletion; raises DamagedMemoryError."""
        names = sorted(file.stem for file in self._folder.glob(f"*{_DELETED}") if _is_id(file.stem))
        return [note for name in names if (note := self.deletion(UUID(name))) is not None]

    def ask_for_successor(self, initiative_id: UUID) -> None:
        """Tell the sealer to begin a successor of a broken log: the operator's explicit command."""
        (self._folder / f"{initiative_id}{_SUCCESSOR}").touch(mode=0o600)
        self._sync()

    def successor_asked_for(self, initiative_id: UUID) -> bool:
        """Whether the operator has told so."""
        return (self._folder / f"{initiative_id}{_SUCCESSOR}").exists()

    def take_back(self, initiative_id: UUID) -> None:
        """The log turned out not to be broken: what was asked for has no object."""
        (self._folder / f"{initiative_id}{_SUCCESSOR}").unlink(missing_ok=True)

    def part_with(self, initiative_id: UUID) -> None:
        """Lay a broken log's last checkpoint aside, under a name of its own, and begin anew."""
        file = self._folder / str(initiative_id)
        number = 1
        while (aside := self._folder / f"{initiative_id}.broken-{number}").exists():
            number += 1
        file.replace(aside)
        (self._folder / f"{initiative_id}{_SUCCESSOR}").unlink(missing_ok=True)
        self._sync()

    def parted_with(self, initiative_id: UUID) -> int:
        """How many broken logs of an initiative were laid aside: its successors' names are numbered on."""
        return len(list(self._folder.glob(f"{initiative_id}.broken-*")))

    def _write(self, name: str, text: bytes) -> None:
        draft = self._folder / f".{name}"
        with draft.open("wb") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._folder / name)
        self._sync()

    def _sync(self) -> None:
        handle = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _is_id(name: str) -> bool:
    try:
        return str(UUID(name)) == name
    except ValueError:
        return False
