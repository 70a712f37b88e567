"""The erasure journal: a file outside the database that says who was erased, should a backup be restored.

One line of JSON an erasure: `{initiative_id, erasure_id, person_id, requested_at}`; ids and a time, never a
name. Lines are only ever added. The same erasure may stand in it twice, which means no more than once.
"""

import fcntl
import json
import logging
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from uuid import UUID

_log = logging.getLogger("shidra.erasures")


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One erasure as the journal has it."""

    initiative_id: UUID
    erasure_id: UUID
    person_id: UUID
    requested_at: str

    @classmethod
    def parse(cls, text: bytes) -> Self:
        """Read a line; raises ValueError for what is none."""
        try:
            values: Mapping[str, Any] = json.loads(text)
            initiative_id, erasure_id, person_id = (
                UUID(values[name]) for name in ("initiative_id", "erasure_id", "person_id")
            )
            return cls(initiative_id, erasure_id, person_id, str(values["requested_at"]))
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("not a line of the journal") from error

    def text(self) -> bytes:
        """The line, with its end."""
        values = {
            "initiative_id": str(self.initiative_id),
            "erasure_id": str(self.erasure_id),
            "person_id": str(self.person_id),
            "requested_at": self.requested_at,
        }
        return json.dumps(values, separators=(",", ":")).encode() + b"\n"


class ErasureJournal:
    """The journal at a path. Any number of processes of one machine may write to it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def note(self, lines: Iterable[JournalLine]) -> None:
        """Add lines; they are on the disk when this returns. Raises OSError."""
        folder = self._path.parent
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            _write(file, _line_end_missing(file) + b"".join(line.text() for line in lines))
            os.fsync(file)
        finally:
            os.close(file)
        _sync_folder(folder)

    def lines(self) -> list[JournalLine]:
        """Every line. One that a crash tore was never relied upon; it is passed over, and said in the log."""
        try:
            text = self._path.read_bytes()
        except FileNotFoundError:
            return []
        found: list[JournalLine] = []
        for number, line in enumerate(text.splitlines(), 1):
            try:
                found.append(JournalLine.parse(line))
            except ValueError:
                _log.error("a line of the erasure journal is torn", extra={"line": number})
        return found


def _line_end_missing(file: int) -> bytes:
    """What ends a line that a crash tore, so that the next one stands by itself."""
    size = os.fstat(file).st_size
    return b"\n" if size and os.pread(file, 1, size - 1) != b"\n" else b""


def _write(file: int, text: bytes) -> None:
    while text:
        text = text[os.write(file, text) :]


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
