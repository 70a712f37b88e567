"""Check a log of Shidra without Shidra's servers, and without trusting whoever runs them.

This one file is all that checks. It needs Python and, for Ed25519 signatures, the `cryptography` package; it
imports nothing else of Shidra, reads no network and no database. It is written to be read by a partner: first
the tree of hashes (RFC 6962, verification as in RFC 9162), then signed notes and checkpoints (C2SP
signed-note, tlog-checkpoint, tlog-cosignature), then proof files (C2SP tlog-proof), sealed values, and at
last the export of a whole log. `python -m shared.eventlog.verify --help` says how to run it;
docs/for-auditors.md shows the same with standard tools alone.
"""

import argparse
import base64
import binascii
import contextlib
import hashlib
import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, NoReturn, Protocol, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

HOLDS, FAILS, UNUSABLE, UNWITNESSED = 0, 1, 2, 3
"""Exit codes: everything holds; something does not; the input cannot be read; all but the policy holds."""

MAX_ENTRY_BYTES = 65_535
MAX_INTEGER = 2**53 - 1
_sha256 = hashlib.sha256


class VerificationError(Exception):
    """Something does not hold; the message says what, in words for a person."""


class UnusableError(Exception):
    """What was given is not what it should be, so that nothing can be said about the log."""


# ---- JSON that can be read in one way alone ----------------------------------------------------------


class _AmbiguousError(ValueError):
    """A key stands there twice, or a number that programs read differently."""


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _AmbiguousError
    return found


def _integer(text: str) -> int:
    if len(text) > 17 or abs(int(text)) > MAX_INTEGER:
        raise _AmbiguousError
    return int(text)


def _no_number(_: str) -> float:
    raise _AmbiguousError


_decode = json.JSONDecoder(
    object_pairs_hook=_once_each, parse_int=_integer, parse_float=_no_number, parse_constant=_no_number
).decode
_canonical = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


def _read(text: bytes) -> Any:
    """What JSON says; raises ValueError for what is none, and for what programs could read differently."""
    try:
        return _decode(text.decode())
    except RecursionError:
        raise ValueError("nested too deeply") from None


# ---- The tree (RFC 6962, section 2.1) ----------------------------------------------------------------

EMPTY_ROOT = _sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """The hash of an entry: SHA-256 over a zero byte and the entry's exact bytes."""
    return _sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two hashes: SHA-256 over a one byte and both."""
    return _sha256(b"\x01" + left + right).digest()


def root_of(hashes: Sequence[bytes]) -> bytes:
    """The root over leaves: pairs are joined level by level, one without a neighbour moves up as it is."""
    if not hashes:
        return EMPTY_ROOT
    level = list(hashes)
    while len(level) > 1:
        paired = len(level) & ~1
        joined = [_sha256(b"\x01" + level[i] + level[i + 1]).digest() for i in range(0, paired, 2)]
        level = joined + level[paired:]
    return level[0]


class Tree:
    """A tree that grows by leaves and keeps only what its root needs: a few hashes for any size."""

    _BATCH = 256

    def __init__(self) -> None:
        self.size = 0
        self._complete: list[tuple[int, bytes]] = []
        """Roots of complete subtrees with their number of leaves, larger ones first."""
        self._leaves: list[bytes] = []

    def extend(self, hashes: Iterable[bytes]) -> None:
        """Add leaves by their hashes."""
        for one in hashes:
            self._leaves.append(one)
            self.size += 1
            if len(self._leaves) == self._BATCH:
                self._join(self._BATCH, root_of(self._leaves))
                self._leaves.clear()

    def root(self) -> bytes:
        """The root over all leaves so far."""
        parts = [one for _, one in self._complete]
        if self._leaves or not parts:
            parts.append(root_of(self._leaves))
        root = parts.pop()
        while parts:
            root = node_hash(parts.pop(), root)
        return root

    def _join(self, leaves: int, root: bytes) -> None:
        while self._complete and self._complete[-1][0] == leaves:
            _, left = self._complete.pop()
            leaves, root = leaves * 2, node_hash(left, root)
        self._complete.append((leaves, root))


def check_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> None:
    """RFC 9162, section 2.1.3.2: the leaf is at `index` in the tree of `size` leaves with this root."""
    if not 0 <= index < size:
        raise VerificationError("the position lies outside the tree")
    place, last, computed = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise VerificationError("the inclusion proof is too long")
        if place & 1 or place == last:
            computed = node_hash(sibling, computed)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            computed = node_hash(computed, sibling)
        place, last = place >> 1, last >> 1
    if last != 0 or computed != root:
        raise VerificationError("the inclusion proof does not lead to the root")


def check_consistency(old_size: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> None:
    """RFC 9162, section 2.1.4.2: the tree of `size` leaves begins with all leaves of the older one."""
    if old_size > size:
        raise VerificationError("the older tree is larger than the newer one")
    if old_size in (0, size):
        if proof or old_root != (EMPTY_ROOT if old_size == 0 else root):
            raise VerificationError("the two checkpoints contradict each other")
        return
    hashes = [*([old_root] if old_size & (old_size - 1) == 0 else []), *proof]
    if not hashes:
        raise VerificationError("the consistency proof is too short")
    place, last = old_size - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old_computed = computed = hashes[0]
    for one in hashes[1:]:
        if last == 0:
            raise VerificationError("the consistency proof is too long")
        if place & 1 or place == last:
            old_computed, computed = node_hash(one, old_computed), node_hash(one, computed)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            computed = node_hash(computed, one)
        place, last = place >> 1, last >> 1
    if last != 0 or old_computed != old_root or computed != root:
        raise VerificationError("the newer tree does not begin with the older one")


# ---- Signed notes (C2SP signed-note, tlog-checkpoint, tlog-cosignature) ------------------------------

ED25519, COSIGNATURE = 0x01, 0x04
"""Kinds of keys: of a log, and of a witness, whose signature carries its time."""
_MAX_SIGNATURES = 100
_NAME = re.compile(r"[^\s+]+")
_DECIMAL = re.compile(r"0|[1-9][0-9]{0,17}")


def _size(given: Any) -> int:
    if type(given) is not int or given < 0:
        raise ValueError("not a number of things")
    return given


def _base64(text: str | bytes) -> bytes:
    try:
        decoded = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise UnusableError("something that should be base64 is not") from None
    if base64.b64encode(decoded) != (text.encode() if isinstance(text, str) else text):
        raise UnusableError("base64 that is not written in its one proper way")
    return decoded


def key_id(name: str, kind: int, public_key: bytes) -> bytes:
    """The first four bytes of SHA-256 over name, newline, kind and key: a hint at who signed."""
    return _sha256(name.encode() + b"\n" + bytes([kind]) + public_key).digest()[:4]


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with its name, as `name+hint+base64`: what `GET /events/v1/verifier-key` answers."""

    name: str
    kind: int
    public_key: bytes

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a key; raises UnusableError for what is none."""
        name, _, rest = text.strip().partition("+")
        hint, _, encoded = rest.partition("+")
        material = _base64(encoded)
        if not _NAME.fullmatch(name) or len(material) != 33 or material[0] not in (ED25519, COSIGNATURE):
            raise UnusableError("not the verifier key of a log or a witness")
        key = cls(name, material[0], material[1:])
        if hint != key.id.hex():
            raise UnusableError("a verifier key whose hint belongs to another key: it may be mistyped")
        return key

    @property
    def id(self) -> bytes:
        """Its hint."""
        return key_id(self.name, self.kind, self.public_key)

    def __str__(self) -> str:
        material = base64.b64encode(bytes([self.kind]) + self.public_key).decode()
        return f"{self.name}+{self.id.hex()}+{material}"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line of a note."""

    name: str
    key_id: bytes
    signature: bytes

    @classmethod
    def parse(cls, line: str) -> Self:
        """Read `— name base64`; raises UnusableError."""
        dash, _, rest = line.partition(" ")
        name, _, encoded = rest.partition(" ")
        if dash != "—" or not _NAME.fullmatch(name):
            raise UnusableError("a line that should be a signature is not")
        data = _base64(encoded)
        if len(data) < 5:
            raise UnusableError("a signature that is too short")
        return cls(name, data[:4], data[4:])

    def __str__(self) -> str:
        return f"— {self.name} {base64.b64encode(self.key_id + self.signature).decode()}\n"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log says of itself at one moment: its name, its size and its root, and who signed that."""

    origin: str
    size: int
    root: bytes
    text: str
    """What was signed: the lines before the empty one."""
    signatures: tuple[Signature, ...]

    @classmethod
    def parse(cls, note: bytes) -> Self:
        """Read a signed checkpoint; raises UnusableError."""
        try:
            text, separator, signed = note.decode().rpartition("\n\n")
        except UnicodeDecodeError:
            raise UnusableError("the checkpoint is not text") from None
        lines = signed.split("\n")
        if not separator or lines.pop() != "" or not 0 < len(lines) <= _MAX_SIGNATURES:
            raise UnusableError("not a signed checkpoint")
        if any(ord(letter) < 32 and letter != "\n" for letter in text):
            raise UnusableError("a checkpoint with control characters")
        body = text.split("\n")
        if len(body) < 3 or "" in body or not _DECIMAL.fullmatch(body[1]):
            raise UnusableError("not a signed checkpoint")
        root = _base64(body[2])
        if len(root) != 32:
            raise UnusableError("a checkpoint whose root is no SHA-256 hash")
        return cls(body[0], int(body[1]), root, text + "\n", tuple(map(Signature.parse, lines)))

    def check_signed_by(self, key: VerifierKey) -> None:
        """Raises VerificationError unless the log's key signed it."""
        found = [one for one in self.signatures if (one.name, one.key_id) == (key.name, key.id)]
        if not found:
            raise VerificationError(f"nothing here is signed by the key of {key.name}")
        for one in found:
            _check_ed25519(key, one.signature, self.text.encode())

    def cosigned_at(self, witness: VerifierKey) -> int | None:
        """When a witness cosigned it, in seconds since 1970; None where it did not.

        Raises VerificationError for a cosignature in its name that it did not make.
        """
        times: list[int] = []
        for one in self.signatures:
            if (one.name, one.key_id) != (witness.name, witness.id):
                continue
            if len(one.signature) != 72:
                raise VerificationError(f"the cosignature of {witness.name} is forged")
            moment = int.from_bytes(one.signature[:8], "big")
            message = f"cosignature/v1\ntime {moment}\n{self.text}".encode()
            _check_ed25519(witness, one.signature[8:], message)
            times.append(moment)
        return max(times, default=None)

    def note(self, *more: Signature) -> bytes:
        """The whole note as text, with further signatures."""
        return (self.text + "\n" + "".join(map(str, (*self.signatures, *more)))).encode()


def _check_ed25519(key: VerifierKey, signature: bytes, message: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(key.public_key).verify(signature, message)
    except InvalidSignature:
        raise VerificationError(f"a signature in the name of {key.name} is forged") from None


@dataclass(frozen=True, slots=True)
class Policy:
    """How many of which witnesses have to have cosigned a checkpoint."""

    witnesses: tuple[VerifierKey, ...]
    threshold: int

    @classmethod
    def parse(cls, text: bytes) -> Self:
        """Read what `GET …/witness-policy` answers; raises UnusableError."""
        try:
            given = _read(text)
            keys = tuple(VerifierKey.parse(one["verifier_key"]) for one in given["witnesses"])
            return cls(keys, _size(given["threshold"]))
        except (ValueError, LookupError, TypeError, AttributeError):
            raise UnusableError("not a witness policy") from None

    @classmethod
    def logged(cls, data: Mapping[str, Any]) -> Self:
        """The policy that an entry of the log says; raises ValueError, LookupError or TypeError for none."""
        keys = list(map(bytes.fromhex, data["public_keys"]))
        if any(len(key) != 32 for key in keys):
            raise ValueError("not a public key")
        named = zip(data["names"], keys, strict=True)
        witnesses = tuple(VerifierKey(name, COSIGNATURE, key) for name, key in named)
        return cls(witnesses, _size(data["threshold"]))

    def asks_as(self, other: "Policy") -> bool:
        """Whether it asks for the same number of the same witnesses."""
        return self.threshold == other.threshold and {*self.witnesses} == {*other.witnesses}

    def __str__(self) -> str:
        return f"{self.threshold} of {len(self.witnesses)} witnesses"

    def cosigners(self, checkpoint: Checkpoint) -> list[str]:
        """Who of the witnesses cosigned. One key counts once, whatever names it is listed under."""
        found: dict[bytes, str] = {}
        for one in self.witnesses:
            if checkpoint.cosigned_at(one) is not None:
                found.setdefault(one.public_key, one.name)
        return sorted(found.values())


# ---- Proof files (C2SP tlog-proof) -------------------------------------------------------------------

PROOF_HEADER = b"c2sp.org/tlog-proof@v1\n"


@dataclass(frozen=True, slots=True)
class Proof:
    """A file to keep: an entry, where it stands, and what leads from it to a signed checkpoint."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: Checkpoint
    entry: bytes | None

    @classmethod
    def parse(cls, file: bytes) -> Self:
        """Read a proof file; raises UnusableError."""
        head, separator, note = file.partition(b"\n\n")
        lines = head.split(b"\n")
        if not separator or lines.pop(0) + b"\n" != PROOF_HEADER:
            raise UnusableError("not a proof file")
        entry = _base64(lines.pop(0)[6:]) if lines and lines[0].startswith(b"extra ") else None
        word, _, number = (lines.pop(0) if lines else b"").decode("ascii", "replace").partition(" ")
        if word != "index" or not _DECIMAL.fullmatch(number):
            raise UnusableError("a proof file that does not say which position it is about")
        hashes = tuple(map(_base64, lines))
        return cls(int(number), hashes, Checkpoint.parse(note), entry)

    def __bytes__(self) -> bytes:
        extra = b"" if self.entry is None else b"extra " + base64.b64encode(self.entry) + b"\n"
        hashes = b"".join(base64.b64encode(one) + b"\n" for one in self.hashes)
        return PROOF_HEADER + extra + b"index %d\n" % self.index + hashes + b"\n" + self.checkpoint.note()


# ---- Sealed values -----------------------------------------------------------------------------------

_SEALED = b"shidra/v1/sealed\0"


def commitment(salt: str, name: str, value: Any) -> str:
    """What the log says of a sealed value: SHA-256 over a tag and the canonical [salt, field, value]."""
    return _sha256(_SEALED + _canonical([salt, name, value]).encode()).hexdigest()


@dataclass
class Openings:
    """Sealed values that were handed over: `{position, field, salt, value}` a line, in the log's order."""

    lines: Iterator[bytes]
    opened: int = 0
    position: int | None = None
    """The position of the next one; None after the last."""
    _field: str = ""
    _commitment: str = ""
    _number: int = 0
    """Which line of the file it is."""

    def __post_init__(self) -> None:
        self._advance()

    def check(self, position: int, sealed: Mapping[str, str]) -> None:
        """Open everything handed over for an entry; raises VerificationError."""
        opened: set[str] = set()
        while self.position == position:
            name = self._field
            if sealed.get(name) != self._commitment:
                raise VerificationError(
                    f"the value handed over for field {name} at position {position} is not what was sealed"
                )
            if name in opened:
                raise UnusableError(f"line {self._number} of the openings hands over a value once more")
            opened.add(name)
            self._advance()
        self.opened += len(opened)

    def _advance(self) -> None:
        before = self.position
        for line in self.lines:
            self._number += 1
            if line.strip():
                self._take(line)
                break
        else:
            self.position = None
        if before is not None and self.position is not None and self.position < before:
            raise UnusableError(f"line {self._number} of the openings is not in the order of the log")

    def _take(self, line: bytes) -> None:
        try:
            given = _read(line)
            self.position, self._field = _size(given["position"]), given["field"]
            if not re.fullmatch("[!-~]+", self._field):
                raise ValueError("not the name of a field")
            self._commitment = commitment(given["salt"], self._field, given["value"])
        except (ValueError, LookupError, TypeError, RecursionError):
            raise UnusableError(
                f"line {self._number} of the openings is none, or can be read in more than one way"
            ) from None


# ---- The export of a log -----------------------------------------------------------------------------


class Recomputing(Protocol):
    """Something that sees events of some types and computes again what the log says came of them."""

    types: Sequence[str]
    """Beginnings of the names of the types it wants to see, such as `agenda.ballot.`."""

    def see(self, position: int, event: Mapping[str, Any]) -> None:
        """Take an event in; raises VerificationError where the log says something else than follows."""

    def said(self) -> list[str]:
        """What to tell at the end."""


@dataclass
class Export:
    """An export while it is read: its tree, and what was noticed on the way."""

    key: VerifierKey | None
    old_keys: Sequence[VerifierKey] = ()
    """What a log before a break may have been signed with, where its key was lost with it."""
    kept: Sequence[Checkpoint] = ()
    openings: Openings | None = None
    recomputing: Sequence[Recomputing] = ()
    tree: Tree = field(default_factory=Tree)
    origin: str | None = None
    final: Checkpoint | None = None
    initiative: str | None = None
    ended_by: str | None = None
    """By whom the initiative ended, in words, where it has."""
    policy: Policy = Policy((), 0)
    """Whose cosignatures the log itself asks for."""
    policy_at: int | None = None
    """The position that says so."""
    erasures: int = 0
    sealed: int = 0
    """Values that are sealed; counted where some were handed over."""
    notes: list[str] = field(default_factory=list)
    roots: dict[int, bytes] = field(default_factory=dict)
    """Roots at the sizes that will be asked for."""

    def read(self, lines: Iterable[bytes], progress: Callable[[int], None], sizes: set[int]) -> None:
        """Read every line. `sizes`: at which sizes the root will be asked for. Raises VerificationError."""
        batch: list[bytes] = []
        wanted = self._wanted()
        position = 0
        if 0 in sizes:
            self.roots[0] = EMPTY_ROOT
        for line in lines:
            if self.final is not None:
                raise VerificationError("entries follow after the final checkpoint")
            if line.startswith(b'{"checkpoint":'):
                self.final = _final_checkpoint(line)
                continue
            entry = line[:-1]
            if len(entry) > MAX_ENTRY_BYTES:
                raise UnusableError(f"the line at position {position} is longer than any entry of a log")
            if not line.endswith(b"\n"):
                raise UnusableError(f"the export breaks off in the entry at position {position}")
            if position == 0:
                form = self._begin(entry)
            if not form(entry):
                self._misformed(position, entry)
            opens = self.openings is not None and (
                self.openings.position == position or b'"sealed":{}' not in entry
            )
            if opens or wanted(entry) or entry.count(_INITIATIVE) > 1:
                self._look_at(position, entry)
            batch.append(_sha256(b"\x00" + entry).digest())
            position += 1
            if len(batch) == 4096 or position in sizes:
                self.tree.extend(batch)
                batch.clear()
                progress(position)
                if position in sizes:
                    self.roots[position] = self.tree.root()
        self.tree.extend(batch)

    def _begin(self, entry: bytes) -> Callable[[bytes], bool]:
        """Take in the founding; answers what all entries of the log look like."""
        first = _event(0, entry)
        self.initiative, origin = first["initiative"], first["data"].get("log_origin")
        if first["type"] != "registry.initiative.founded" or not isinstance(origin, str):
            raise VerificationError("the log does not begin with the founding of its initiative")
        if not re.fullmatch(rf"[!-~]+/{self.initiative}", origin):
            raise VerificationError(
                f"the log begins under a name ({origin}) that does not end in its initiative's id: it is"
                " another's, or hides that there was a log before"
            )
        self.origin = origin
        return _form(first["initiative"])

    def _misformed(self, position: int, entry: bytes) -> NoReturn:
        if _event(position, entry)["initiative"] != self.initiative:
            raise VerificationError(f"the entry at position {position} is of another initiative's log")
        raise VerificationError(f"the entry at position {position} {_MISFORMED}")

    def _wanted(self) -> Callable[[bytes], bool]:
        names = [
            "events.log.",
            "events.erasure.requested",
            "events.witness_policy.set",
            *_ENDS,
            *(t for one in self.recomputing for t in one.types),
        ]
        pattern = re.compile(b'"type":"(' + b"|".join(re.escape(name.encode()) for name in names) + b")")
        return lambda entry: pattern.search(entry) is not None

    def _look_at(self, position: int, entry: bytes) -> None:
        event = _event(position, entry)
        try:
            self._take_in(position, event)
        except _SAYS_SOMETHING_ELSE:
            raise VerificationError(
                f"the entry at position {position} does not say what {event['type']} has to say"
            ) from None

    def _take_in(self, position: int, event: Mapping[str, Any]) -> None:
        if self.openings is not None:
            self.openings.check(position, event["sealed"])
            self.sealed += len(event["sealed"])
        if event["type"] == "events.erasure.requested":
            self.erasures += 1
        elif event["type"] in _ENDS:
            self._end(position, event)
        elif event["type"] == "events.log.succeeded":
            self._succeed(position, event)
        elif event["type"] == "events.witness_policy.set":
            self.policy, self.policy_at = Policy.logged(event["data"]), position
        elif event["type"] == "events.log.alarm_raised":
            self.notes.append(f"Position {position}: the sealer refused to sign ({event['data']['reason']}).")
        for one in self.recomputing:
            if event["type"].startswith(tuple(one.types)):
                one.see(position, event)

    def _end(self, position: int, event: Mapping[str, Any]) -> None:
        decision = event["data"].get("decision_id")
        self.ended_by = f"the partners' decision {decision}" if decision else _OPERATOR
        self.notes.append(
            f"Position {position}: the initiative ended on {event['time']} by {self.ended_by}."
            f" From {event['data']['delete_on']} on the servers delete all of it and keep this log's last"
            " checkpoint alone: whoever wants to show what happened keeps a copy like this."
        )

    def _succeed(self, position: int, event: Mapping[str, Any]) -> None:
        old = event["data"]
        (name, number), (old_name, old_number) = _parts(self.origin or ""), _parts(old["old_origin"])
        # A successor that was lost itself, with what came before it here, is succeeded as well.
        if old_name != name or old_number < number:
            raise VerificationError(f"position {position} succeeds a log that is not this one")
        if old["origin"] != f"{name}/successor-{old_number + 1}":
            raise VerificationError(f"position {position} gives a successor a name that is not its own")
        note = old_note(old)
        if self.key is not None:
            try:
                self.check_signed_before(note, self.key)
            except VerificationError as failure:
                raise VerificationError(
                    f"the log that position {position} succeeds does not hold: {failure}"
                ) from None
        self.origin = old["origin"]
        self.notes.append(
            f"THE LOG WAS BROKEN at position {position}, on {event['time']}: the log before had been signed"
            f" with {note.size} entries (root {note.root.hex()}); what is not in this export of them is lost"
            f" or was changed. By the operator's decision a successor began here. Whoever kept anything of"
            f" the old log can compare it with its last signed note, which stands in this entry."
        )

    def check_signed_before(self, note: Checkpoint, key: VerifierKey) -> None:
        """Check what was signed before a break: with the key of now, or with an old one, which is noted."""
        for old in self.old_keys:
            with contextlib.suppress(VerificationError):
                note.check_signed_by(old)
                self.notes.append(
                    f"{note.size} entries were signed with an old key, {old.name}, before a break."
                )
                return
        note.check_signed_by(key)


_INITIATIVE = b'"initiative":'
_ENDS = ("agenda.initiative.ended", "registry.initiative.abandoned")
_SAYS_SOMETHING_ELSE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What comes of reading an entry that has not got what entries of its type have."""
_OPERATOR = "the operator, since nobody in it could decide"


@dataclass(frozen=True, slots=True)
class Deletion:
    """What the servers keep of a log that was deleted: `GET /events/v1/deleted-initiatives/…`."""

    initiative: str
    checkpoint: Checkpoint
    ended_by: str
    begun_at: str
    later: tuple[bytes, ...]
    """Hashes of the entries after the one by which the initiative ended."""

    @classmethod
    def parse(cls, document: bytes) -> Self:
        """Read the document; raises UnusableError."""
        try:
            given = _read(document)
            checkpoint = Checkpoint.parse(given["checkpoint"].encode())
            later = tuple(_base64(one) for one in given["later_hashes"])
            decision, begun_at = given["decision_id"], given["begun_at"]
            if any(len(one) != len(EMPTY_ROOT) for one in later) or not _TIME.fullmatch(begun_at):
                raise ValueError
            ended_by = f"the partners' decision {decision}" if decision else _OPERATOR
            return cls(str(given["id"]), checkpoint, ended_by, begun_at, later)
        except (ValueError, LookupError, TypeError, AttributeError):
            raise UnusableError("not what is kept of a deleted log") from None


def old_note(data: Mapping[str, Any]) -> Checkpoint:
    """The last signed note of the log before, as the event of a successor keeps it."""
    root = bytes.fromhex(data["old_root"])
    text = f"{data['old_origin']}\n{data['old_size']}\n{base64.b64encode(root).decode()}\n"
    signed = bytes.fromhex(data["old_signature"])
    signature = Signature(data["old_key_name"], signed[:4], signed[4:])
    return Checkpoint(data["old_origin"], data["old_size"], root, text, (signature,))


_PLAIN = bytes(letter for letter in range(0x21, 0x7F) if letter != ord("\\"))
"""Printable ASCII without space and backslash: of these, quotation marks stand around strings alone."""
_FLAT, _STRING = rb"\{[^}]*\}", rb'"[^"]*"'
_MISFORMED = (
    "is not written as the log writes entries, with their parts in order and neither white space nor escapes:"
    " somebody may read it as something else"
)


def _form(initiative: str) -> Callable[[bytes], bool]:
    """What tells whether bytes have the form of an entry of an initiative's log.

    What follows the data is at the one place for it and spelled in one way: a search for a type finds
    every entry of it, and nothing within the data can pass for the entry's own initiative or type.
    """
    own = b'"%b"' % re.escape(initiative.encode())
    begin = rb'\{"actor":%b,"data":\{.*\},"id":%b,"initiative":%b' % (_FLAT, _STRING, own)
    end = (b"request", b"schema", b"sealed", b"source", b"specversion", b"subject", b"time", b"type")
    other = {b"schema": rb"[0-9]+", b"sealed": _FLAT}
    parts = b"".join(b',"%b":%b' % (name, other.get(name, _STRING)) for name in end)
    whole = re.compile(begin + parts + rb"\}", re.DOTALL).fullmatch
    # What is left of an entry without plain letters is ten times as quick as an expression of them.
    return lambda entry: whole(entry) is not None and not entry.translate(None, _PLAIN)


_TIME = re.compile(r"[0-9T:.Z+-]+")
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NAMES = re.compile(r"(.+?)(?:/successor-([1-9][0-9]{0,8}))?")


def _parts(origin: str) -> tuple[str, int]:
    """The name a log had at first, and how many successors it has had."""
    found = _NAMES.fullmatch(origin)
    if found is None:
        raise ValueError("not the name of a log")
    return found[1], int(found[2] or 0)


def _event(position: int, entry: bytes) -> dict[str, Any]:
    try:
        event: dict[str, Any] = _read(entry)
        texts = (event["initiative"], event["type"], event["time"], event["subject"])
        if not all(isinstance(one, str) for one in texts) or not _ID.fullmatch(event["initiative"]):
            raise TypeError
        if not isinstance(event["data"], dict) or not isinstance(event["sealed"], dict):
            raise TypeError
    except _AmbiguousError:
        raise VerificationError(
            f"the entry at position {position} can be read in more than one way: a key twice, or a number"
            " that is no integer within ±(2^53-1)"
        ) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise VerificationError(f"the entry at position {position} is not an event") from None
    return event


def _final_checkpoint(line: bytes) -> Checkpoint:
    try:
        return Checkpoint.parse(_read(line)["checkpoint"].encode())
    except (ValueError, KeyError, AttributeError):
        raise UnusableError("the last line should be a checkpoint and is not") from None


# ---- What is said ------------------------------------------------------------------------------------


@dataclass
class Report:
    """What holds and what does not, in words."""

    lines: list[str] = field(default_factory=list)
    code: int = HOLDS
    left_open: str = ""
    """What was not checked and has to be said first."""

    def holds(self, what: str) -> None:
        """Something was checked and holds."""
        self.lines.append(f"  holds     {what}")

    def unchecked(self, what: str) -> None:
        """Something was not checked, because what it takes was not given."""
        self.lines.append(f"  unchecked {what}")

    def leaves_open(self, verdict: str, what: str) -> None:
        """Something was not checked without which nobody should rely on the rest."""
        self.left_open = self.left_open or verdict
        self.unchecked(what)

    def note(self, what: str) -> None:
        """Something to know."""
        self.lines.append(f"  note      {what}")

    def fails(self, what: str, code: int = FAILS) -> None:
        """Something does not hold."""
        self.lines.append(f"  FAILS     {what}")
        self.code = self.code or code

    def text(self) -> str:
        """All of it, with the verdict first."""
        verdict = {
            HOLDS: self.left_open or "Everything that was checked holds.",
            FAILS: "THIS DOES NOT HOLD. Keep the files, and ask others what they have.",
            UNUSABLE: "Nothing can be said: the input cannot be used.",
            UNWITNESSED: "The log holds, but too few witnesses have cosigned it.",
        }[self.code]
        return "\n".join([verdict, *self.lines]) + "\n"


def verify_proof(
    proof: Proof, key: VerifierKey | None, policy: Policy | None, entry: bytes | None = None
) -> Report:
    """Check a proof file; the entry is the one given, or the one the file carries."""
    report = Report()
    line = entry if entry is not None else proof.entry
    if line is None:
        raise UnusableError("the proof file does not carry its entry: give it with --entry")
    try:
        check_inclusion(
            proof.index, proof.checkpoint.size, leaf_hash(line), proof.hashes, proof.checkpoint.root
        )
        report.holds(f"the entry is at position {proof.index} of {proof.checkpoint.origin}")
        event = _event(proof.index, line)
        if not _form(event["initiative"])(line):
            raise VerificationError(f"the entry {_MISFORMED}")
        if not _parts(proof.checkpoint.origin)[0].endswith(f"/{event['initiative']}"):
            raise VerificationError("the entry is of another initiative than the log")
        report.note(f"it says: {event['type']}, {event['time']}, about {event['subject']}")
        _check_signed(report, proof.checkpoint, key)
    except VerificationError as failure:
        report.fails(str(failure))
    _check_policy(report, proof.checkpoint, policy)
    return report


def verify_export(
    lines: Iterable[bytes],
    *,
    key: VerifierKey | None,
    old_keys: Sequence[VerifierKey] = (),
    checkpoint: Checkpoint | None = None,
    kept: Sequence[Checkpoint] = (),
    openings: Iterator[bytes] | None = None,
    policy: Policy | None = None,
    recomputing: Sequence[Recomputing] = (),
    deleted: Deletion | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> Report:
    """Check the export of a log against its checkpoint and against checkpoints kept from earlier.

    And, of a log that was deleted, against what the servers kept of it.
    """
    report = Report()
    export = Export(key, old_keys, kept, None if openings is None else Openings(openings), recomputing)
    try:
        export.read(lines, progress, _sizes(kept, checkpoint, deleted))
        final = checkpoint or export.final
        signed = final or (deleted.checkpoint if deleted else None)
        if export.tree.size == 0:
            raise UnusableError("there is no entry in it")
        if signed is None and (key or policy or kept):
            raise UnusableError(
                "the export has no checkpoint as its last line, and none was given with --checkpoint: it is"
                " cut off, or was downloaded without one, and so nothing says where it ends"
            )
        report.holds(f"{export.tree.size} entries, all of initiative {export.initiative}")
        if signed is None:
            report.leaves_open(
                "These entries fit each other, and NOTHING SAYS THAT THEY ARE THE LOG'S: no checkpoint.",
                "no checkpoint was given: the entries are not tied to anything that was signed",
            )
            report.note(f"root of these entries: {base64.b64encode(export.tree.root()).decode()}")
        if final is not None:
            _check_final(report, export, final, key)
        for one in kept:
            _check_kept(report, export, one, final, key)
        if deleted is not None:
            _check_deleted(report, export, deleted, key)
        _check_opened(report, export)
        for one_recomputing in recomputing:
            for said in one_recomputing.said():
                report.holds(said)
        if signed is not None:
            _check_policies(report, export, signed, policy)
    except VerificationError as failure:
        report.fails(str(failure))
    for note in export.notes:
        report.note(note)
    if export.erasures:
        report.note(
            f"{export.erasures} erasures are declared: of those people the sealed values are gone for good,"
            " and the log verifies as before"
        )
    return report


def _sizes(kept: Sequence[Checkpoint], checkpoint: Checkpoint | None, deleted: Deletion | None) -> set[int]:
    """At which sizes the root will be asked for."""
    given = (*kept, checkpoint, deleted.checkpoint if deleted else None)
    return {one.size for one in given if one is not None}


def _check_root(
    report: Report, export: Export, checkpoint: Checkpoint, name: str, origins: set[str | None]
) -> None:
    if checkpoint.origin not in origins:
        raise VerificationError(f"{name} is of another log ({checkpoint.origin})")
    root = export.roots.get(checkpoint.size)
    if root is None:
        raise VerificationError(
            f"{name} has {checkpoint.size} entries, the export {export.tree.size}: entries are missing"
        )
    if root != checkpoint.root:
        raise VerificationError(
            f"the first {checkpoint.size} entries are not those of {name}: entries were changed, inserted,"
            " removed or put in another order"
        )
    report.holds(f"{name}: {checkpoint.size} entries with exactly its root")


def _check_final(report: Report, export: Export, final: Checkpoint, key: VerifierKey | None) -> None:
    if final.size == export.tree.size:
        export.roots[final.size] = export.tree.root()
    _check_root(report, export, final, "the checkpoint", {export.origin})
    _check_signed(report, final, key)
    if more := export.tree.size - final.size:
        report.leaves_open(
            f"What the checkpoint covers holds, and THE LAST {more} ENTRIES WERE NOT CHECKED.",
            f"{more} entries came after the checkpoint: nothing that was signed covers them",
        )


def _check_opened(report: Report, export: Export) -> None:
    if export.openings is None:
        return
    if export.openings.position is not None:
        raise VerificationError(
            f"a value was handed over for position {export.openings.position}, which is not in the export"
        )
    opened = export.openings.opened
    report.holds(f"{opened} sealed values that were handed over are what was sealed")
    if closed := export.sealed - opened:
        report.note(f"{closed} sealed values stay closed: erased, or not for whoever has this")


def _check_kept(
    report: Report, export: Export, kept: Checkpoint, final: Checkpoint | None, key: VerifierKey | None
) -> None:
    if final is not None and kept.size > final.size:
        raise VerificationError(
            f"the checkpoint kept has {kept.size} entries, and this is less: entries are missing"
        )
    _check_root(report, export, kept, "the checkpoint kept", _origins(export))
    if key is not None and kept.origin != export.origin:
        export.check_signed_before(kept, key)
    else:
        _check_signed(report, kept, key)


def _check_deleted(report: Report, export: Export, deleted: Deletion, key: VerifierKey | None) -> None:
    if export.ended_by is None:
        raise VerificationError(
            "the end of the initiative is not in this copy: it was taken before, or something was cut off;"
            " the checkpoint it was taken with can tell"
        )
    if (export.initiative, export.ended_by) != (deleted.initiative, deleted.ended_by):
        raise VerificationError(
            "the log does not say that its initiative ended as it is said to have been, when it was deleted"
        )
    report.holds(f"it says itself that the initiative ended, by {export.ended_by}, before it was deleted")
    copied, missing = export.tree.size, deleted.checkpoint.size - export.tree.size
    if missing < 0:
        raise VerificationError("this copy has entries that the log did not have when it was deleted")
    if 0 < missing <= len(deleted.later):
        export.tree.extend(deleted.later[-missing:])
        export.roots[export.tree.size] = export.tree.root()
    _check_root(
        report, export, deleted.checkpoint, "the last checkpoint of the deleted log", _origins(export)
    )
    _check_signed(report, deleted.checkpoint, key)
    whole = "this copy is all of it, to its last entry"
    part = (
        f"this copy has its first {copied} entries, and of the {missing} after its end only hashes are kept"
    )
    report.note(
        f"THE LOG WAS DELETED from the servers on {deleted.begun_at}, as it announces itself;"
        f" {part if missing else whole}"
    )


def _origins(export: Export) -> set[str | None]:
    """Names the log has had: with every successor it got another."""
    first, successors = _parts(export.origin or "")
    return {first, *(f"{first}/successor-{number + 1}" for number in range(successors))}


def _check_signed(report: Report, checkpoint: Checkpoint, key: VerifierKey | None) -> None:
    if key is None:
        report.leaves_open(
            "What was checked holds, and WHO SIGNED IT WAS NOT CHECKED: no --key was given.",
            "signatures: no --key was given",
        )
        return
    checkpoint.check_signed_by(key)
    report.holds(f"signed by {key.name}")


def _check_policies(report: Report, export: Export, checkpoint: Checkpoint, policy: Policy | None) -> None:
    """The policy given, and the log's own: a server that shows another than the log says gains nothing."""
    own, position = export.policy, export.policy_at
    where = "names no witnesses" if position is None else f"asks for {own} (position {position})"
    if policy is None:
        if own.threshold:
            report.unchecked(f"witnesses: the log itself {where}, and no --policy was given")
        return
    _check_policy(report, checkpoint, policy)
    if not policy.asks_as(own):
        report.note(f"the policy given is not the log's own: it asks for {policy}, the log itself {where}")
        if own.threshold:
            _check_policy(report, checkpoint, own)


def _check_policy(report: Report, checkpoint: Checkpoint, policy: Policy | None) -> None:
    if policy is None:
        return
    try:
        names = policy.cosigners(checkpoint)
    except VerificationError as failure:
        report.fails(str(failure))
        return
    said = f"{len(names)} of {len(policy.witnesses)} witnesses cosigned, {policy.threshold} are needed"
    said += f": {', '.join(names)}" if names else ""
    if not names and not policy.threshold:
        report.unchecked("witnesses: by this policy none has to cosign")
    elif len(names) >= policy.threshold:
        report.holds(said)
    else:
        report.fails(said, UNWITNESSED)


# ---- The command -------------------------------------------------------------------------------------


class _Bar:
    """A line on standard error that shows how far the reading is."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._shown = 0.0
        self._on = sys.stderr.isatty() and total > 0
        self.read = 0

    def lines(self, file: BinaryIO) -> Iterator[bytes]:
        """The lines of a file, counted."""
        for line in _lines(file, MAX_ENTRY_BYTES + 2):  # with its end, and a byte that shows it is longer
            self.read += len(line)
            yield line

    def show(self, entries: int) -> None:
        """Show it again, some times a second at most."""
        now = time.monotonic()
        if self._on and now - self._shown > 0.1:
            self._shown = now
            share = min(self.read / self._total, 1)
            bar = "#" * int(share * 40)
            sys.stderr.write(f"\r[{bar:<40}] {share:4.0%}  {entries:,} entries")
            sys.stderr.flush()

    def end(self) -> None:
        """Take the line away."""
        if self._on and self._shown:
            sys.stderr.write("\r" + " " * 79 + "\r")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("file", type=Path, help="an export (NDJSON) or a proof file (.tlog-proof)")
    parser.add_argument("--key", help="the log's verifier key, or a file with it")
    parser.add_argument(
        "--old-key",
        action="append",
        default=[],
        help="a key a log before a break was signed with, where the key was lost, too (repeatable)",
    )
    parser.add_argument("--checkpoint", type=Path, help="the checkpoint the export belongs to")
    parser.add_argument(
        "--kept",
        type=Path,
        action="append",
        default=[],
        help="a checkpoint kept from earlier, or what the servers kept of a deleted log (repeatable)",
    )
    parser.add_argument("--openings", type=Path, help="sealed values that were handed over (NDJSON)")
    parser.add_argument("--policy", type=Path, help="the witness policy (JSON)")
    parser.add_argument("--entry", type=Path, help="for a proof file: the entry, if it does not carry it")


def run(options: argparse.Namespace, recomputing: Sequence[Recomputing] = ()) -> int:
    """Verify what the options name, say so, and answer the exit code."""
    try:
        report = _verify(options, recomputing)
    except OSError as error:
        report = Report()
        report.fails(f"{error.filename}: {error.strerror}", UNUSABLE)
    except UnusableError as error:
        report = Report()
        report.fails(str(error), UNUSABLE)
    except UnicodeError:
        report = Report()
        report.fails("something that should be text is not", UNUSABLE)
    sys.stdout.write(report.text())
    return report.code


def _verify(options: argparse.Namespace, recomputing: Sequence[Recomputing]) -> Report:
    key = None if options.key is None else VerifierKey.parse(_text_or_file(options.key))
    policy = None if options.policy is None else Policy.parse(_whole(options.policy))
    with options.file.open("rb") as file:
        if file.peek(len(PROOF_HEADER)).startswith(PROOF_HEADER):
            entry = None if options.entry is None else _whole(options.entry).removesuffix(b"\n")
            return verify_proof(Proof.parse(_rest(file)), key, policy, entry)
        bar = _Bar(options.file.stat().st_size)
        kept = [_whole(one) for one in options.kept]
        deletions = [Deletion.parse(one) for one in kept if one.startswith(b"{")]
        if len(deletions) > 1:
            raise UnusableError("a log is deleted once: give one document of a deletion")
        openings = None if options.openings is None else options.openings.open("rb")
        try:
            return verify_export(
                bar.lines(file),
                key=key,
                old_keys=[VerifierKey.parse(_text_or_file(one)) for one in options.old_key],
                checkpoint=_checkpoint(options.checkpoint) if options.checkpoint else None,
                kept=[Checkpoint.parse(one) for one in kept if not one.startswith(b"{")],
                deleted=deletions[0] if deletions else None,
                openings=None if openings is None else _lines(openings, _MAX_WHOLE),
                policy=policy,
                recomputing=recomputing,
                progress=bar.show,
            )
        finally:
            bar.end()
            if openings is not None:
                openings.close()


def _checkpoint(file: Path) -> Checkpoint:
    return Checkpoint.parse(_whole(file))


def _text_or_file(given: str) -> str:
    return given if given.count("+") >= 2 else _whole(Path(given)).decode("utf-8", "replace")


_MAX_WHOLE = 16_777_216
"""Bytes of what is read whole. The longest is what is kept of a deleted log: a hash for each later entry."""


def _whole(file: Path) -> bytes:
    with file.open("rb") as opened:
        return _rest(opened)


def _rest(file: BinaryIO) -> bytes:
    content = file.read(_MAX_WHOLE + 1)
    if len(content) > _MAX_WHOLE:
        raise UnusableError(f"{Path(file.name).name} is longer than anything it can be")
    return content


def _lines(file: BinaryIO, most: int) -> Iterator[bytes]:
    """The lines of a file; of a line that does not end, pieces of so many bytes, which are no line either."""
    return iter(lambda: file.readline(most), b"")


def main() -> int:
    """The command on its own."""
    parser = argparse.ArgumentParser(description="Check an export or a proof file of a Shidra log.")
    arguments(parser)
    return run(parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
