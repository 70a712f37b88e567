"""The commands of docs/for-auditors.md do what the page says, with standard tools alone."""

import base64
import json
import re
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from shared.eventlog.signing import SigningKey
from shared.eventlog.verify import leaf_hash, root_of

PAGE = (Path(__file__).parents[3] / "docs/for-auditors.md").read_text("utf-8")
BLOCK = re.compile(r"```(?P<language>sh|python)\n(?P<code>.*?)```", re.DOTALL)


def block(containing: str) -> str:
    (code,) = [found["code"] for found in BLOCK.finditer(PAGE) if containing in found["code"]]
    return code


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What the page has one download."""
    lines = [b'{"n":%d}' % number for number in range(100)]
    # A key whose base64 has a plus, which also stands between the parts of a verifier key.
    key = SigningKey.generate("log.example")
    while "+" not in str(key.verifier_key).split("+", 2)[2]:
        key = SigningKey.generate("log.example")
    note = key.sign("log.example/a", len(lines), root_of(list(map(leaf_hash, lines)))).note()
    last = json.dumps({"checkpoint": note.decode()}, ensure_ascii=False, separators=(",", ":")).encode()
    (tmp_path / "log.ndjson").write_bytes(b"\n".join([*lines, last]) + b"\n")
    (tmp_path / "checkpoint").write_bytes(note)
    (tmp_path / "key").write_text(f"{key.verifier_key}\n")
    return tmp_path


def run(folder: Path, *command: str) -> str:
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, timeout=60).stdout


def test_the_hash_of_an_entry(folder: Path) -> None:
    assert run(folder, "bash", "-c", block("sha256sum")).split()[0] == sha256(b'\0{"n":77}').hexdigest()


def test_the_root_in_twelve_lines(folder: Path) -> None:
    size, root = run(folder, sys.executable, "-c", block("import base64, hashlib")).split()
    assert [size, root] == (folder / "checkpoint").read_text().splitlines()[1:3]


@pytest.mark.skipif(shutil.which("openssl") is None, reason="there is no openssl here")
def test_the_signature_by_openssl(folder: Path) -> None:
    assert "Verified Successfully" in run(folder, "bash", "-c", block("openssl pkeyutl"))
    note = (folder / "checkpoint").read_text()
    altered = base64.b64encode(bytes(32)).decode()
    (folder / "checkpoint").write_text(note.replace(note.splitlines()[2], altered))
    with pytest.raises(subprocess.CalledProcessError):
        run(folder, "bash", "-c", block("openssl pkeyutl"))
