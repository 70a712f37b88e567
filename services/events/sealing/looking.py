"""Looking at what was sealed before: entries are hashed again, and compared with their tiles, up to the edge.

The tiles at the edge are those the signed root is made of. Every tile between them and the entries is
compared with its hash in the one above: a tile altered in step with its entries is found, too.
"""

import secrets
from uuid import UUID

from services.events.sealing.repository import SealingRepository
from shared.eventlog.merkle import TILE_WIDTH, TileAddress, Tiles, hashes_in, tile_width
from shared.eventlog.verify import leaf_hash, root_of

_AT_ONCE = 8
"""Tiles whose entries are hashed again at each sealing, one after another, besides the newest."""


class Turns:
    """Whose turn it is to be looked at, of each log's tiles of leaves."""

    def __init__(self) -> None:
        self._next: dict[UUID, int] = {}

    def take(self, initiative_id: UUID, size: int) -> set[int]:
        """The numbers of the tiles to look at now: the newest, and some in turn; all, of a short log."""
        count = size // TILE_WIDTH + 1
        # A sealer that was started anew goes on anywhere: else one started often would never come to the end.
        begin = self._next.get(initiative_id, secrets.randbelow(count))
        self._next[initiative_id] = (begin + _AT_ONCE) % count
        return {(begin + number) % count for number in range(_AT_ONCE)} | {count - 1}


def tiles_over(numbers: set[int], size: int) -> set[TileAddress]:
    """Tiles of leaves, and those above each, up to the one at the edge of the tree."""
    found: set[TileAddress] = set()
    for number in numbers:
        level, index = 0, number
        while width := tile_width(address := TileAddress(level, index), size):
            found.add(address)
            if width < TILE_WIDTH:
                break
            level, index = level + 1, index // TILE_WIDTH
    return found


async def are_those_of_entries(
    repository: SealingRepository, addresses: set[TileAddress], kept: Tiles, size: int
) -> bool:
    """Whether tiles hold the hashes of the entries, and of the tiles, beneath them."""
    for address in addresses:
        width = tile_width(address, size)
        hashes = hashes_in(kept.get(address, b""))[:width]
        if address.level == 0:
            first = address.index * TILE_WIDTH
            lines = await repository.lines(first, first + width)
            if list(map(leaf_hash, lines)) != hashes:
                return False
        if width == TILE_WIDTH:
            above = hashes_in(kept.get(TileAddress(address.level + 1, address.index // TILE_WIDTH), b""))
            at = address.index % TILE_WIDTH
            if len(hashes) < width or above[at : at + 1] != [root_of(hashes)]:
                return False
    return True
