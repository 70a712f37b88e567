"""Watching an import while it is carried out: how far it has come, and whether it is still wanted."""

from typing import Protocol


class Watch(Protocol):
    """Is told how far an import has come; may end it by raising."""

    async def read(self, rows: int) -> None:
        """The file has so many rows."""

    async def judged(self, rows: int) -> None:
        """So many of them are judged."""

    async def stored(self, changes: int, of: int) -> None:
        """So many of the changes are written; they count once all are, in one moment."""


class Unwatched:
    """Whoever waits for the answer watches nothing."""

    async def read(self, rows: int) -> None:
        """Nobody asks."""

    async def judged(self, rows: int) -> None:
        """Nobody asks."""

    async def stored(self, changes: int, of: int) -> None:
        """Nobody asks."""
