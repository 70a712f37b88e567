"""What is read of a log's tree: checkpoints, tiles, bundles of entries, proofs. All of it can be checked."""

import base64
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from services.events.checkpoints.errors import NoSuchTile, NotSealedYet
from services.events.checkpoints.repository import CheckpointRepository
from shared.commands import Reading
from shared.eventlog.merkle import (
    HASH_BYTES,
    TILE_WIDTH,
    TileAddress,
    consistency_ranges,
    inclusion_ranges,
    root_at,
    roots_of,
    tile_width,
)
from shared.eventlog.verify import Checkpoint, Proof, leaf_hash

Row = Mapping[str, Any]


def cosigned(row: Row) -> bytes:
    """A checkpoint as it is published: signed by the log, and by whoever cosigned it since."""
    note: str = row["note"]
    return (note + "".join(sorted(row["cosignatures"] or []))).encode()


async def final_checkpoint(connection: asyncpg.Connection, initiative_id: UUID) -> tuple[int, bytes]:
    """What an export ends with: how far it reads, and the newest checkpoint as a last line of JSON.

    Raises NotSealedYet.
    """
    row = await CheckpointRepository(connection, initiative_id).newest()
    if row is None:
        raise NotSealedYet
    note = json.dumps({"checkpoint": cosigned(row).decode()}, ensure_ascii=False, separators=(",", ":"))
    return row["size"], note.encode() + b"\n"


def tile_number(text: str) -> tuple[int, int]:
    """`x001/x234/067.p/5` → (1234067, 5): number and width of a tile. Raises NoSuchTile for width 256."""
    path, _, width = text.partition(".p/")
    number = int("".join(part.removeprefix("x") for part in path.split("/")))
    if width and int(width) >= TILE_WIDTH:
        raise NoSuchTile
    return number, int(width) if width else TILE_WIDTH


class LogTree:
    """The tree of an initiative's log."""

    def __init__(self, reading: Reading) -> None:
        self._repository = CheckpointRepository(reading.connection, reading.initiative_id)

    async def checkpoint(self) -> tuple[bytes, datetime]:
        """The newest checkpoint as a signed note, and when it was signed; raises NotSealedYet."""
        row = await self._newest()
        return cosigned(row), row["signed_at"]

    async def tile(self, level: int, number: str) -> bytes:
        """The hashes of a tile; raises NoSuchTile."""
        address, width = await self._address(level, number)
        tiles = await self._repository.tiles({address})
        return tiles[address][: width * HASH_BYTES]

    async def bundle(self, number: str) -> bytes:
        """The entries of a tile of level 0, each behind its length in two bytes; raises NoSuchTile."""
        address, width = await self._address(0, number)
        first = address.index * TILE_WIDTH
        lines = await self._repository.lines(first, first + width)
        return b"".join(len(line).to_bytes(2, "big") + line for line in lines)

    async def inclusion(self, position: int, size: int | None) -> dict[str, Any]:
        """That an entry is in the tree of a size; raises NotSealedYet."""
        size = await self._size(size)
        if position >= size:
            raise NotSealedYet
        (line,) = await self._repository.lines(position, position + 1)
        return {
            "position": position,
            "size": size,
            "leaf_hash": _text(leaf_hash(line)),
            "root_hash": _text(await root_at(size, self._repository.tiles)),
            "hashes": _texts(await roots_of(inclusion_ranges(position, size), self._repository.tiles)),
        }

    async def consistency(self, old_size: int, size: int | None) -> dict[str, Any]:
        """That the tree of one size begins with that of another; raises NotSealedYet."""
        size = await self._size(size)
        if old_size > size:
            raise NotSealedYet
        read = self._repository.tiles
        return {
            "from_size": old_size,
            "to_size": size,
            "from_root_hash": _text(await root_at(old_size, read)),
            "to_root_hash": _text(await root_at(size, read)),
            "hashes": _texts(await roots_of(consistency_ranges(old_size, size), read)),
        }

    async def proof_file(self, position: int) -> bytes:
        """A file to keep: the entry, its inclusion and the newest checkpoint; raises NotSealedYet."""
        row = await self._newest()
        if position >= row["size"]:
            raise NotSealedYet
        (line,) = await self._repository.lines(position, position + 1)
        hashes = await roots_of(inclusion_ranges(position, row["size"]), self._repository.tiles)
        return bytes(Proof(position, tuple(hashes), Checkpoint.parse(cosigned(row)), line))

    async def _newest(self) -> Row:
        row = await self._repository.newest()
        if row is None:
            raise NotSealedYet
        return row

    async def _size(self, asked: int | None) -> int:
        newest: int = (await self._newest())["size"]
        if asked is not None and asked > newest:
            raise NotSealedYet
        return newest if asked is None else asked

    async def _address(self, level: int, number: str) -> tuple[TileAddress, int]:
        index, width = tile_number(number)
        address = TileAddress(level, index)
        if tile_width(address, await self._size(None)) < width:
            raise NoSuchTile
        return address, width


def _text(one: bytes) -> str:
    return base64.b64encode(one).decode()


def _texts(hashes: Sequence[bytes]) -> list[str]:
    return list(map(_text, hashes))
