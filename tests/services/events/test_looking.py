"""Looking at what was sealed: whatever is altered beneath the edge of the tree is found."""

from typing import cast

import pytest

from services.events.sealing.looking import Turns, are_those_of_entries, tiles_over
from services.events.sealing.repository import SealingRepository
from shared.eventlog.merkle import TileAddress, TiledTree, Tiles, hashes_in
from shared.eventlog.verify import leaf_hash, root_of
from shared.ids import uuid7

SIZE = 256 * 256 + 300
LINES = [str(number).encode() for number in range(SIZE)]


class _Lines:
    """What the repository has of the entries."""

    def __init__(self, lines: list[bytes]) -> None:
        self._lines = lines

    async def lines(self, first: int, last: int) -> list[bytes]:
        return self._lines[first:last]


@pytest.fixture(scope="module")
def tiles() -> Tiles:
    tree = TiledTree(0, {})
    tree.extend(list(map(leaf_hash, LINES)))
    return tree.take_changed()


async def holds(lines: list[bytes], tiles: Tiles, looked_at: set[int]) -> bool:
    repository = cast(SealingRepository, _Lines(lines))
    return await are_those_of_entries(repository, tiles_over(looked_at, SIZE), tiles, SIZE)


def test_the_tiles_over_an_entry_lead_to_the_edge() -> None:
    assert tiles_over({0}, SIZE) == {TileAddress(0, 0), TileAddress(1, 0), TileAddress(2, 0)}
    assert tiles_over({256}, SIZE) == {TileAddress(0, 256), TileAddress(1, 1)}
    assert tiles_over({257}, SIZE) == {TileAddress(0, 257)}
    assert tiles_over({0}, 0) == set()
    assert tiles_over({0, 1}, 256) == {TileAddress(0, 0), TileAddress(1, 0)}


async def test_an_entry_altered_in_step_with_the_tiles_over_it_is_found_below_the_edge(tiles: Tiles) -> None:
    assert await holds(LINES, tiles, {0, 255, 256, 257})
    altered, kept = [b"another", *LINES[1:]], dict(tiles)
    assert not await holds(altered, kept, {0})
    beneath = leaf_hash(altered[0])
    for level in range(2):
        address = TileAddress(level, 0)
        hashes = [beneath, *hashes_in(tiles[address])[1:]]
        kept[address] = b"".join(hashes)
        beneath = root_of(hashes)
        assert not await holds(altered, kept, {0}), level
    # The tile at the edge is left: with it the root is another, and that is compared with the one signed.
    edge = TileAddress(2, 0)
    assert len(tiles[edge]) == 32
    tree = TiledTree(SIZE, {**kept, edge: beneath})
    assert tree.root() != TiledTree(SIZE, tiles).root()
    del kept[TileAddress(1, 0)]
    assert not await holds(LINES, {**tiles, **{TileAddress(1, 0): b""}}, {0})


def test_every_tile_has_its_turn_wherever_a_sealer_begins() -> None:
    turns, log = Turns(), uuid7()
    looked_at: set[int] = set()
    for _ in range(33):
        looked_at |= turns.take(log, SIZE)
    assert looked_at == set(range(SIZE // 256 + 1))
    assert turns.take(uuid7(), 600) == {0, 1, 2}, "all, of a short log"
