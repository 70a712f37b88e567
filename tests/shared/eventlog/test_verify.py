"""What checks a log: the tree of RFC 6962, proofs, signed notes. Nothing altered passes."""

import asyncio
import base64
from collections.abc import Callable

import pytest

from shared.eventlog.merkle import (
    TileAddress,
    TiledTree,
    Tiles,
    consistency_ranges,
    edge,
    inclusion_ranges,
    root_at,
    roots_of,
)
from shared.eventlog.signing import SigningKey, generate_witness_key
from shared.eventlog.verify import (
    EMPTY_ROOT,
    Checkpoint,
    Policy,
    Proof,
    Signature,
    Tree,
    UnusableError,
    VerificationError,
    VerifierKey,
    check_consistency,
    check_inclusion,
    leaf_hash,
    root_of,
)

# The entries and roots that Certificate Transparency's implementations are tested with (RFC 6962).
KNOWN_ENTRIES = [
    bytes.fromhex(one)
    for one in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
KNOWN_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
_0, _01, _4 = (
    KNOWN_ROOTS[1],
    KNOWN_ROOTS[2],
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
)
_1 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
_23 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
_45 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
_67 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
_4567 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
KNOWN_PATHS: dict[tuple[int, int], list[str]] = {
    (0, 1): [],
    (0, 8): [_1, _23, _4567],
    (5, 8): [_4, _67, KNOWN_ROOTS[4]],
    (2, 3): [_01],
    (1, 5): [_0, _23, _4],
}
KNOWN_CONSISTENCIES: dict[tuple[int, int], list[str]] = {
    (1, 1): [],
    (1, 8): [_1, _23, _4567],
    (6, 8): [_45, _67, KNOWN_ROOTS[4]],
    (2, 5): [_23, _4],
}
LEAVES = [leaf_hash(b"entry %d" % number) for number in range(66_000)]


class Tiled:
    """A tree in tiles, in memory."""

    def __init__(self) -> None:
        self.tiles: Tiles = {}
        self.size = 0

    def grow(self, size: int) -> TiledTree:
        tree = TiledTree(self.size, {one: self.tiles[one] for one in edge(self.size)})
        tree.extend(LEAVES[self.size : size])
        self.tiles.update(tree.take_changed())
        self.size = size
        return tree

    async def read(self, wanted: set[TileAddress]) -> Tiles:
        return {one: self.tiles[one] for one in wanted if one in self.tiles}


def naive_root(leaves: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, word for word."""
    if len(leaves) < 2:
        return leaves[0] if leaves else EMPTY_ROOT
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    from hashlib import sha256

    return sha256(b"\x01" + naive_root(leaves[:split]) + naive_root(leaves[split:])).digest()


def flipped(proof: list[bytes]) -> list[list[bytes]]:
    """The proof with each of its hashes altered, too short, and too long."""
    altered = [[*proof[:at], bytes([one[0] ^ 1]) + one[1:], *proof[at + 1 :]] for at, one in enumerate(proof)]
    return [*altered, *([proof[:-1]] if proof else []), [*proof, LEAVES[0]]]


def test_known_roots_and_proofs_of_rfc_6962() -> None:
    hashes = list(map(leaf_hash, KNOWN_ENTRIES))
    for size, root in enumerate(KNOWN_ROOTS):
        assert root_of(hashes[:size]).hex() == root
        tree = Tree()
        tree.extend(hashes[:size])
        assert tree.root().hex() == root
    for (position, size), path in KNOWN_PATHS.items():
        found = [root_of(hashes[begin:end]) for begin, end in inclusion_ranges(position, size)]
        assert [one.hex() for one in found] == path
        check_inclusion(position, size, hashes[position], found, bytes.fromhex(KNOWN_ROOTS[size]))
    for (old, size), path in KNOWN_CONSISTENCIES.items():
        found = [root_of(hashes[begin:end]) for begin, end in consistency_ranges(old, size)]
        assert [one.hex() for one in found] == path
        roots = [bytes.fromhex(KNOWN_ROOTS[one]) for one in (old, size)]
        check_consistency(old, roots[0], size, roots[1], found)


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 511, 513, 65_535, 65_536, 65_537])
def test_a_tree_in_tiles_has_the_root_of_its_leaves(size: int) -> None:
    tiled = Tiled()
    for step in (size // 3, size // 3, size // 2, size):
        tree = tiled.grow(max(step, tiled.size))
        assert tree.root() == asyncio.run(root_at(tiled.size, tiled.read)) == naive_root(LEAVES[: tiled.size])
    streamed = Tree()
    streamed.extend(LEAVES[:size])
    assert streamed.root() == tree.root()


def test_every_pair_of_sizes_is_proved_and_no_altered_proof_passes() -> None:
    tiled = Tiled()
    tiled.grow(100)
    roots = [naive_root(LEAVES[:size]) for size in range(101)]
    refused = 0
    for size in range(101):
        for old in range(size + 1):
            proof = asyncio.run(roots_of(consistency_ranges(old, size), tiled.read))
            check_consistency(old, roots[old], size, roots[size], proof)
            for wrong in flipped(proof):
                refused += _refuses(check_consistency, old, roots[old], size, roots[size], wrong)
            if old not in (0, size):
                refused += _refuses(check_consistency, old, LEAVES[1], size, roots[size], proof)
                refused += _refuses(check_consistency, old, roots[old], size, LEAVES[1], proof)
    assert refused > 30_000


def test_every_entry_of_every_size_is_proved_and_no_altered_proof_passes() -> None:
    tiled = Tiled()
    tiled.grow(100)
    refused = 0
    for size in range(1, 101):
        root = naive_root(LEAVES[:size])
        for position in range(size):
            proof = asyncio.run(roots_of(inclusion_ranges(position, size), tiled.read))
            check_inclusion(position, size, LEAVES[position], proof, root)
            for wrong in flipped(proof):
                refused += _refuses(check_inclusion, position, size, LEAVES[position], wrong, root)
            refused += _refuses(check_inclusion, position, size, LEAVES[position + 1], proof, root)
            refused += _refuses(check_inclusion, size, size, LEAVES[position], proof, root)
    assert refused > 30_000


def _refuses(check: Callable[..., None], *arguments: object) -> int:
    try:
        check(*arguments)
    except VerificationError:
        return 1
    raise AssertionError(arguments)


def test_proofs_of_a_large_tree_come_from_a_few_tiles() -> None:
    tiled, read = Tiled(), 0
    tiled.grow(66_000)
    root = asyncio.run(root_at(66_000, tiled.read))

    async def counting(wanted: set[TileAddress]) -> Tiles:
        nonlocal read
        read += len(wanted)
        return await tiled.read(wanted)

    for position in (0, 255, 256, 40_000, 65_535, 65_536, 65_999):
        proof = asyncio.run(roots_of(inclusion_ranges(position, 66_000), counting))
        check_inclusion(position, 66_000, LEAVES[position], proof, root)
    assert read <= 7 * 5
    for old in (1, 255, 256, 300, 65_536, 65_999):
        proof = asyncio.run(roots_of(consistency_ranges(old, 66_000), tiled.read))
        check_consistency(old, root_of(LEAVES[:old]), 66_000, root, proof)


ORIGIN = "log.example/01936f9a-0000-7000-8000-000000000001"


def test_a_checkpoint_is_a_signed_note_and_says_the_same_each_time() -> None:
    key = SigningKey.generate("log.example")
    signed = key.sign(ORIGIN, 7, LEAVES[0])
    assert signed.text == f"{ORIGIN}\n7\n{base64.b64encode(LEAVES[0]).decode()}\n"
    assert Checkpoint.parse(signed.note()) == signed == key.sign(ORIGIN, 7, LEAVES[0])
    signed.check_signed_by(VerifierKey.parse(str(key.verifier_key)))
    assert SigningKey.parse(key.text()).verifier_key == key.verifier_key


def test_a_forged_signature_and_a_stale_key_are_refused() -> None:
    key, stale = SigningKey.generate("log.example"), SigningKey.generate("log.example")
    signed = key.sign(ORIGIN, 7, LEAVES[0])
    with pytest.raises(VerificationError, match="signed by the key"):
        signed.check_signed_by(stale.verifier_key)
    forged = Signature(
        "log.example", key.verifier_key.id, stale.sign(ORIGIN, 7, LEAVES[0]).signatures[0].signature
    )
    note = Checkpoint.parse(signed.text.encode() + b"\n" + str(forged).encode())
    with pytest.raises(VerificationError, match="forged"):
        note.check_signed_by(key.verifier_key)
    for altered in (
        signed.note().replace(b"\n7\n", b"\n8\n"),
        signed.note().replace(ORIGIN.encode(), ORIGIN.encode() + b"0"),
    ):
        with pytest.raises(VerificationError, match="forged"):
            Checkpoint.parse(altered).check_signed_by(key.verifier_key)


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"origin\n7\n",
        b"origin\n07\n" + base64.b64encode(LEAVES[0]) + b"\n\n\xe2\x80\x94 a AAAAAAAA\n",
        b"origin\n7\nAAAA\n\n\xe2\x80\x94 a AAAAAAAA\n",
        b"origin\n7\n" + base64.b64encode(LEAVES[0]) + b"\n\n- a AAAAAAAA\n",
        b"origin\n7\n" + base64.b64encode(LEAVES[0]) + b"\n\n\xe2\x80\x94 a AAAAAAAA",
        b"origin\r\n7\n" + base64.b64encode(LEAVES[0]) + b"\n\n\xe2\x80\x94 a AAAAAAAA\n",
        b"\xff\n7\n" + base64.b64encode(LEAVES[0]) + b"\n\n\xe2\x80\x94 a AAAAAAAA\n",
    ],
)
def test_what_is_no_checkpoint_is_said_to_be_none(note: bytes) -> None:
    with pytest.raises(UnusableError):
        Checkpoint.parse(note)


def test_a_verifier_key_with_a_typing_error_is_refused() -> None:
    key = str(SigningKey.generate("log.example").verifier_key)
    name, hint, encoded = key.split("+", 2)
    for wrong in (
        "",
        key.replace("log", "lag"),
        f"{name}+00000000+{encoded}",
        f"{name}+{hint}+AAAA",
        f"{name}+{hint}",
    ):
        with pytest.raises(UnusableError):
            VerifierKey.parse(wrong)


def test_a_policy_counts_witnesses_once_and_refuses_forged_cosignatures() -> None:
    log, one, other = (
        SigningKey.generate("log.example"),
        generate_witness_key("one.example"),
        generate_witness_key("other.example"),
    )
    signed = log.sign(ORIGIN, 7, LEAVES[0])
    cosigned = Checkpoint.parse(signed.note(one.cosign(signed, 1_700_000_000)))
    assert cosigned.cosigned_at(one.verifier_key) == 1_700_000_000
    assert cosigned.cosigned_at(other.verifier_key) is None
    cosigned.check_signed_by(log.verifier_key)
    renamed = VerifierKey("second-name.example", one.kind, one.verifier_key.public_key)
    twice = Signature(renamed.name, renamed.id, one.cosign(signed, 1_700_000_000).signature)
    policy = Policy((one.verifier_key, other.verifier_key, renamed), 2)
    assert policy.cosigners(Checkpoint.parse(cosigned.note(twice))) == ["one.example"]
    forged = Signature("other.example", other.verifier_key.id, one.cosign(signed, 1_700_000_000).signature)
    with pytest.raises(VerificationError, match="forged"):
        policy.cosigners(Checkpoint.parse(cosigned.note(forged)))
    late = one.cosign(signed, 1_700_000_000)
    moved = Signature(late.name, late.key_id, (1_800_000_000).to_bytes(8, "big") + late.signature[8:])
    with pytest.raises(VerificationError, match="forged"):
        Checkpoint.parse(signed.note(moved)).cosigned_at(one.verifier_key)


def test_a_proof_file_reads_back_as_it_was_written() -> None:
    signed = SigningKey.generate("log.example").sign(ORIGIN, 7, LEAVES[0])
    for proof in (Proof(3, (LEAVES[1], LEAVES[2]), signed, b'{"a":1}'), Proof(0, (), signed, None)):
        assert Proof.parse(bytes(proof)) == proof
    with pytest.raises(UnusableError):
        Proof.parse(bytes(proof).replace(b"index 0", b"index 00"))
