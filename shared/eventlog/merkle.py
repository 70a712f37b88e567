"""The tree of a log as it is kept: in tiles of 256 hashes (C2SP tlog-tiles), and the proofs read from them.

How hashes are joined and proofs are checked is in `verify`, which an auditor reads; here they are made.
Nothing here knows where tiles lie: whoever proves gives a function that answers their hashes.
"""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from shared.eventlog.verify import node_hash, root_of

TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT
HASH_BYTES = 32


@dataclass(frozen=True, slots=True, order=True)
class TileAddress:
    """A tile: its level (0 holds the leaves' hashes) and its number from the left."""

    level: int
    index: int


Tiles: TypeAlias = dict[TileAddress, bytes]
ReadTiles: TypeAlias = Callable[[set[TileAddress]], Awaitable[Tiles]]
"""Answers the hashes of some tiles, each as long as the log has it by now, or longer than asked."""


def hashes_in(tile: bytes) -> list[bytes]:
    """The hashes of a tile, from the left."""
    return [tile[at : at + HASH_BYTES] for at in range(0, len(tile), HASH_BYTES)]


def tile_width(address: TileAddress, size: int) -> int:
    """How many hashes a tile has in a tree of `size` leaves: 0 where there is no such tile yet."""
    held = size >> (TILE_HEIGHT * address.level)
    return max(0, min(TILE_WIDTH, held - address.index * TILE_WIDTH))


def edge(size: int) -> set[TileAddress]:
    """The partial tiles at the right edge of a tree, which the next leaf changes; none that is full."""
    addresses = set()
    level, held = 0, size
    while held:
        if held % TILE_WIDTH:
            addresses.add(TileAddress(level, held // TILE_WIDTH))
        level, held = level + 1, held // TILE_WIDTH
    return addresses


class TiledTree:
    """A tree that grows by leaves, from the partial tiles at its right edge."""

    def __init__(self, size: int, partial: Tiles) -> None:
        """`partial`: the tiles `edge(size)` names. Raises ValueError where they do not fit the size."""
        self.size = size
        self._edge: list[list[bytes]] = []
        level, held = 0, size
        while held:
            width = held % TILE_WIDTH
            tile = partial.get(TileAddress(level, held // TILE_WIDTH), b"") if width else b""
            if len(tile) < width * HASH_BYTES:
                raise ValueError("a tile at the edge is missing")
            self._edge.append(hashes_in(tile[: width * HASH_BYTES]))
            level, held = level + 1, held // TILE_WIDTH
        self._changed: Tiles = {}

    def extend(self, leaf_hashes: Sequence[bytes]) -> None:
        """Add leaves by their hashes."""
        if not leaf_hashes:
            return
        self.size += len(leaf_hashes)
        hashes: Sequence[bytes] = leaf_hashes
        level, held = 0, self.size
        while hashes:
            hashes = self._fill(level, held, hashes)
            level, held = level + 1, held // TILE_WIDTH

    def _fill(self, level: int, held: int, hashes: Sequence[bytes]) -> list[bytes]:
        """Put hashes into a level; answers the roots of the tiles that became full."""
        if level == len(self._edge):
            self._edge.append([])
        row = [*self._edge[level], *hashes]
        first = (held - len(row)) // TILE_WIDTH
        full = []
        for number, at in enumerate(range(0, len(row), TILE_WIDTH)):
            tile = row[at : at + TILE_WIDTH]
            self._changed[TileAddress(level, first + number)] = b"".join(tile)
            if len(tile) == TILE_WIDTH:
                full.append(root_of(tile))
        self._edge[level] = row[len(full) * TILE_WIDTH :]
        return full

    def root(self) -> bytes:
        """The root over all leaves."""
        root: bytes | None = None
        for tile in self._edge:
            if tile:
                # What stands further right in the level below is the last of this level's hashes.
                root = _joined(tile, root)
        return root_of([]) if root is None else root

    def take_changed(self) -> Tiles:
        """The tiles that are new or longer since this was last asked."""
        changed, self._changed = self._changed, {}
        return changed


def _joined(tile: list[bytes], right: bytes | None) -> bytes:
    """The root over complete subtrees of one height and, to their right, the root of something smaller."""
    parts = list(_complete(tile))
    if right is not None:
        parts.append(right)
    root = parts.pop()
    while parts:
        root = node_hash(parts.pop(), root)
    return root


def _complete(hashes: list[bytes]) -> Iterator[bytes]:
    """The roots of the largest complete subtrees of a row of hashes, from the left."""
    at = 0
    while at < len(hashes):
        width = 1 << ((len(hashes) - at).bit_length() - 1)
        yield root_of(hashes[at : at + width])
        at += width


Range: TypeAlias = tuple[int, int]
"""Leaves from one position up to, not including, another."""


def _largest_power_below(count: int) -> int:
    return 1 << ((count - 1).bit_length() - 1)


def inclusion_ranges(position: int, size: int) -> list[Range]:
    """The subtrees whose roots are the inclusion proof (RFC 6962, 2.1.1), from the leaf's sibling up."""
    found: list[Range] = []
    begin, end = 0, size
    while end - begin > 1:
        middle = begin + _largest_power_below(end - begin)
        if position < middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((begin, middle))
            begin = middle
    return found[::-1]


def consistency_ranges(old_size: int, size: int) -> list[Range]:
    """The subtrees whose roots are the consistency proof (RFC 6962, 2.1.2), in its order."""
    if old_size in (0, size):
        return []
    found: list[Range] = []
    begin, end, whole = 0, size, True
    while end != old_size:
        middle = begin + _largest_power_below(end - begin)
        if old_size <= middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((begin, middle))
            begin, whole = middle, False
    if not whole:
        found.append((begin, end))
    return found[::-1]


async def roots_of(ranges: Sequence[Range], read: ReadTiles) -> list[bytes]:
    """The roots of subtrees, from tiles."""
    pieces = {one: list(_pieces(one)) for one in ranges}
    tiles = await read({address for parts in pieces.values() for address, _, _ in parts})
    return [_root_from(parts, tiles) for parts in pieces.values()] if ranges else []


async def root_at(size: int, read: ReadTiles) -> bytes:
    """The root of the tree as it was with `size` leaves."""
    return (await roots_of([(0, size)], read))[0] if size else root_of([])


Piece: TypeAlias = tuple[TileAddress, int, int]
"""Hashes of a tile, from one up to, not including, another: one complete subtree."""


def _pieces(leaves: Range) -> Iterator[Piece]:
    """The complete subtrees of a range, as high as tiles hold them, from the left."""
    begin, end = leaves
    while begin < end:
        height = (end - begin).bit_length() - 1
        if begin:
            height = min(height, (begin & -begin).bit_length() - 1)
        level = height // TILE_HEIGHT
        first, count = begin >> (TILE_HEIGHT * level), 1 << (height % TILE_HEIGHT)
        yield TileAddress(level, first // TILE_WIDTH), first % TILE_WIDTH, first % TILE_WIDTH + count
        begin += 1 << height


def _root_from(pieces: Sequence[Piece], tiles: Tiles) -> bytes:
    parts = []
    for address, first, last in pieces:
        tile = tiles.get(address, b"")
        if len(tile) < last * HASH_BYTES:
            raise LookupError(f"tile {address} is shorter than the tree")
        parts.append(root_of(hashes_in(tile[first * HASH_BYTES : last * HASH_BYTES])))
    root = parts.pop()
    while parts:
        root = node_hash(parts.pop(), root)
    return root
