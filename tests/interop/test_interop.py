"""A verifier that others wrote, golang.org/x/mod/sumdb, accepts what we make, and nothing that was altered.

Runs where Debian's golang-go and golang-golang-x-mod-dev are installed: `make test-interop` installs them.
"""

import base64
import copy
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shared.eventlog.merkle import (
    HASH_BYTES,
    TiledTree,
    consistency_ranges,
    inclusion_ranges,
    tile_width,
)
from shared.eventlog.signing import SigningKey, generate_witness_key
from shared.eventlog.verify import leaf_hash, root_of

PACKAGES = Path("/usr/share/gocode")
HERE = Path(__file__).parent
pytestmark = pytest.mark.skipif(
    shutil.which("go") is None or not (PACKAGES / "src/golang.org/x/mod/sumdb").is_dir(),
    reason="Debian's golang-go and golang-golang-x-mod-dev are not installed: see `make test-interop`",
)
ORIGIN = "log.example/01936f9a-0000-7000-8000-000000000001"
SIZE = 600
SIZES = (1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 599, 600)
Document = dict[str, Any]


@pytest.fixture(scope="session")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program, built."""
    folder = tmp_path_factory.mktemp("go")
    environment = os.environ | {
        "GO111MODULE": "off",
        "GOPATH": str(PACKAGES),
        "GOCACHE": str(folder / "cache"),
        "GOFLAGS": "",
    }
    program = folder / "check"
    subprocess.run(
        ["go", "build", "-o", str(program), str(HERE / "check.go")], check=True, env=environment, timeout=180
    )
    return program


def _texts(hashes: list[bytes]) -> list[str]:
    return [base64.b64encode(one).decode() for one in hashes]


@pytest.fixture(scope="session")
def document() -> Document:
    """A log as we would serve it."""
    key, witness = SigningKey.generate("log.example"), generate_witness_key("witness.example")
    entries = [f'{{"position":{number}}}' for number in range(SIZE)]
    leaves = [leaf_hash(entry.encode()) for entry in entries]
    tree = TiledTree(0, {})
    tree.extend(leaves)
    tiles = {}
    for address, hashes in tree.take_changed().items():
        assert len(hashes) == tile_width(address, SIZE) * HASH_BYTES
        tiles[f"tile/{address.level}/{address.index:03}"] = base64.b64encode(hashes).decode()
    checkpoints = {}
    for size in SIZES:
        signed = key.sign(ORIGIN, size, root_of(leaves[:size]))
        checkpoints[str(size)] = signed.note(witness.cosign(signed, 1_700_000_000)).decode()
    return {
        "key": str(key.verifier_key),
        "witness": str(witness.verifier_key),
        "origin": ORIGIN,
        "entries": entries,
        "checkpoints": checkpoints,
        "tiles": tiles,
        "inclusion": [
            {
                "position": position,
                "size": size,
                "hashes": _texts([root_of(leaves[a:b]) for a, b in inclusion_ranges(position, size)]),
            }
            for size in SIZES
            for position in sorted({0, size // 3, size // 2, size - 1})
        ],
        # x/mod refuses an old size of 0, which continues everything.
        "consistency": [
            {
                "old": old,
                "size": size,
                "hashes": _texts([root_of(leaves[a:b]) for a, b in consistency_ranges(old, size)]),
            }
            for size in SIZES
            for old in SIZES
            if old <= size
        ],
    }


def _check(checker: Path, document: Document) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(checker)], input=json.dumps(document), capture_output=True, text=True, timeout=60, check=False
    )


def test_x_mod_accepts_our_notes_trees_tiles_and_proofs(checker: Path, document: Document) -> None:
    done = _check(checker, document)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{len(SIZES)} checkpoints")


def _flip(text: str) -> str:
    raw = bytearray(base64.b64decode(text))
    raw[0] ^= 1
    return base64.b64encode(raw).decode()


def _in_hashes(kind: str) -> Callable[[Document], None]:
    def alter(document: Document) -> None:
        proof = document[kind][-2]
        proof["hashes"][-1] = _flip(proof["hashes"][-1])

    return alter


def _entry(document: Document) -> None:
    document["entries"][3] = document["entries"][3].replace("3", "4")


def _tile(document: Document) -> None:
    document["tiles"]["tile/0/001"] = _flip(document["tiles"]["tile/0/001"])


def _root(document: Document) -> None:
    document["checkpoints"]["600"] = document["checkpoints"]["599"].replace("\n599\n", "\n600\n")


def _cosignature(document: Document) -> None:
    lines = document["checkpoints"]["600"].splitlines()
    head, _, text = lines[-1].rpartition(" ")
    raw = bytearray(base64.b64decode(text))
    raw[-1] ^= 1
    lines[-1] = f"{head} {base64.b64encode(raw).decode()}"
    document["checkpoints"]["600"] = "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    "alter", [_in_hashes("inclusion"), _in_hashes("consistency"), _entry, _tile, _root, _cosignature]
)
def test_x_mod_refuses_what_was_altered(
    checker: Path, document: Document, alter: Callable[[Document], None]
) -> None:
    altered = copy.deepcopy(document)
    alter(altered)
    assert _check(checker, altered).returncode == 1
