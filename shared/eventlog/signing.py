"""Signing: the log's key, the checkpoints it signs, and the cosignatures of witnesses.

Keys are kept in the text form of C2SP signed-note, which golang.org/x/mod/sumdb/note reads, too:
`PRIVATE+KEY+name+hint+base64`. What checks signatures is in `verify`.
"""

import base64
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.eventlog.verify import COSIGNATURE, ED25519, Checkpoint, Signature, VerifierKey
from shared.secret_files import write_once
from shared.settings import Settings

_PRIVATE = "PRIVATE+KEY+"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key with its name; of a log, or of a witness."""

    name: str
    kind: int
    private_key: Ed25519PrivateKey

    @classmethod
    def generate(cls, name: str, kind: int = ED25519) -> Self:
        """A new key."""
        return cls(name, kind, Ed25519PrivateKey.generate())

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a key; raises ValueError for what is none, without repeating it."""
        name, _, rest = text.strip().removeprefix(_PRIVATE).partition("+")
        hint, _, encoded = rest.partition("+")
        try:
            material = base64.b64decode(encoded, validate=True)
            key = cls(name, material[0], Ed25519PrivateKey.from_private_bytes(material[1:]))
        except (ValueError, IndexError):
            raise ValueError("not a signing key") from None
        if not text.startswith(_PRIVATE) or key.verifier_key.id.hex() != hint:
            raise ValueError("not a signing key")
        return key

    @classmethod
    def load(cls, file: Path) -> Self:
        """Read a key from its file; raises OSError and ValueError."""
        return cls.parse(file.read_text("utf-8"))

    @property
    def verifier_key(self) -> VerifierKey:
        """The public half."""
        return VerifierKey(self.name, self.kind, self.private_key.public_key().public_bytes_raw())

    def text(self) -> str:
        """The key as it stands in its file."""
        material = base64.b64encode(bytes([self.kind]) + self.private_key.private_bytes_raw()).decode()
        return f"{_PRIVATE}{self.name}+{self.verifier_key.id.hex()}+{material}\n"

    def sign(self, origin: str, size: int, root: bytes) -> Checkpoint:
        """A signed checkpoint. The same log at the same size gets the same bytes, whenever it is signed."""
        text = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"
        signature = Signature(self.name, self.verifier_key.id, self.private_key.sign(text.encode()))
        return Checkpoint(origin, size, root, text, (signature,))

    def cosign(self, checkpoint: Checkpoint, moment: int) -> Signature:
        """A witness's cosignature at a moment in seconds since 1970 (C2SP tlog-cosignature, version 1)."""
        message = f"cosignature/v1\ntime {moment}\n{checkpoint.text}".encode()
        data = moment.to_bytes(8, "big") + self.private_key.sign(message)
        return Signature(self.name, self.verifier_key.id, data)


def generate_witness_key(name: str) -> SigningKey:
    """A new key of a witness: its signatures carry their time, and it signs nothing else."""
    return SigningKey.generate(name, COSIGNATURE)


class LogKeyLostError(RuntimeError):
    """The log's key is not where its public half is; the message says what to do."""


def prepare_log_key(settings: Settings) -> None:
    """Make the log's key where there is none yet, named as the first part of every log's origin.

    Raises LogKeyLostError where there was one: another key would sign nothing that anybody's public half
    checks, and whether to go on with one is the operator's to decide.
    """
    key, public = settings.log_key_file, settings.log_verifier_key_file
    if public.exists() and not key.exists():
        raise LogKeyLostError(_LOST.format(key=key.name, public=public.name))
    write_once(key, SigningKey.generate(settings.log_origin).text().encode(), 0o600)
    half = f"{SigningKey.load(key).verifier_key}\n"
    write_once(public, half.encode(), 0o644)
    if public.read_text("utf-8").strip() != half.strip():
        raise LogKeyLostError(_ANOTHER.format(key=key.name, public=public.name))


_LOST = (
    "the key the logs are signed with is gone: there is {public}, its public half, and no {key}. Put the copy"
    " you keep of {key} back in its place. No new key is made, since it would sign no log there is; what to"
    " do if there is no copy is in docs/for-operators.md, under Secrets"
)
_ANOTHER = (
    "{key} is not the key whose public half {public} is, and by which logs are checked. Put the right {key}"
    " back in its place; what to do if there is no copy is in docs/for-operators.md, under Secrets"
)
