"""`shidra witness`: cosigns checkpoints that continue what it saw before, and refuses those that do not.

A witness is a key and a file with one line for each log: `<origin> <size> <root in base64>`. It asks for the
newest checkpoint and for a proof that it continues that line, writes the new line, and only then signs. Run
it from cron, or let it run on by itself. Any other witness that speaks C2SP tlog-witness can do the same
(`--through`): then this program only carries checkpoint, proof and cosignature to and fro.

A log has one name for ever, `<name>/<initiative>`. Under another one any history would be a new log, and
nobody would be asked whether it continues the old one; so another name is refused, and a successor's, which
by its name says that the log was broken, until whoever runs the witness names it.
"""

import base64
import binascii
import fcntl
import json
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from shared.eventlog.asking import (
    CHECKPOINT,
    COSIGNATURES,
    PROOF,
    RECEIPT,
    TOKEN,
    Answer,
    Kind,
    Server,
    UnreachedError,
)
from shared.eventlog.signing import SigningKey
from shared.eventlog.verify import (
    EMPTY_ROOT,
    Checkpoint,
    Signature,
    UnusableError,
    VerificationError,
    VerifierKey,
    check_consistency,
)

COSIGNED, REFUSED, UNREACHED = 0, 1, 2
"""Exit codes."""
_ORIGIN = re.compile(r"([!-~]+/([0-9a-f-]{36}))(?:/successor-([1-9][0-9]{0,8}))?")


_CARRIED = 5
"""How often a checkpoint is carried anew to a witness that somebody else brings checkpoints to as well."""


class ForkError(Exception):
    """The log shows another history than before; the message says so, loudly."""


@dataclass(frozen=True, slots=True)
class LogName:
    """What the first line of a checkpoint says: `<name>/<initiative>`, and of which successor."""

    log: str
    """Without the successor."""
    initiative: str
    successor: int = 0

    @classmethod
    def parse(cls, origin: str) -> Self:
        """Read an origin; raises VerificationError for what names no log of ours."""
        found = _ORIGIN.fullmatch(origin)
        if found is None:
            raise VerificationError(f"{origin!r} is not the name of an initiative's log")
        log, initiative, successor = found.groups()
        return cls(log, initiative, int(successor or 0))


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen last of a log."""

    size: int = 0
    root: bytes = EMPTY_ROOT


class SeenLogs:
    """The file with one line a log."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @contextmanager
    def held(self) -> Iterator[None]:
        """Have the file alone: of two runs that meet, the second sees what the first one has put.

        Without it one would write its line over the other's, and who forgot a log cosigns any history of it.
        """
        with self._file.with_name(f".{self._file.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def of(self, origin: str) -> Seen:
        """What was seen last of a log; raises UnusableError for a damaged file: guessing would be signing."""
        return self._read().get(origin, Seen())

    def names(self, initiative: str) -> list[LogName]:
        """Under which names an initiative's log was seen; raises UnusableError for a damaged file."""
        kept = [LogName.parse(origin) for origin in self._read() if _ORIGIN.fullmatch(origin)]
        return [one for one in kept if one.initiative == initiative]

    def put(self, origin: str, seen: Seen) -> None:
        """Keep what was seen, of a file that is held; it is on the disk when this returns.

        Raises VerificationError for an origin that would not be one word of one line.
        """
        LogName.parse(origin)
        lines = self._read() | {origin: seen}
        draft = self._file.with_name(f".{self._file.name}.new")
        with draft.open("w", encoding="utf-8") as file:
            for name, one in sorted(lines.items()):
                file.write(f"{name} {one.size} {base64.b64encode(one.root).decode()}\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._file)
        folder = os.open(self._file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _read(self) -> dict[str, Seen]:
        try:
            lines = self._file.read_text("utf-8").splitlines()
        except FileNotFoundError:
            return {}
        found: dict[str, Seen] = {}
        for line in lines:
            try:
                origin, size, root = line.split(" ")
                found[origin] = Seen(int(size), base64.b64decode(root, validate=True))
            except (ValueError, binascii.Error):
                raise UnusableError(f"{self._file.name} is damaged: {line!r}") from None
        return found


class Log:
    """A log as a witness reaches it over HTTP."""

    def __init__(self, server: Server, initiative: str, key: VerifierKey) -> None:
        self._server = server
        self.initiative = initiative
        self._path = f"/events/v1/initiatives/{initiative}"
        self._key = key

    def checkpoint(self) -> Checkpoint:
        """The newest checkpoint, signed by the log and under this initiative's name; or VerificationError."""
        checkpoint = Checkpoint.parse(self._asked(CHECKPOINT, "GET", "checkpoint").content)
        checkpoint.check_signed_by(self._key)
        if LogName.parse(checkpoint.origin).initiative != self.initiative:
            raise VerificationError(f"the log of {self.initiative} calls itself {checkpoint.origin}")
        return checkpoint

    def consistency(self, old_size: int, size: int) -> list[bytes]:
        """The proof that the log of one size continues that of another."""
        if old_size in (0, size):
            return []
        answer = self._asked(PROOF, "GET", f"proofs/consistency?from={old_size}&to={size}")
        try:
            hashes = [base64.b64decode(one, validate=True) for one in json.loads(answer.content)["hashes"]]
        except (ValueError, KeyError, TypeError, RecursionError):
            raise UnreachedError("what came in answer is no proof") from None
        if any(len(one) != len(EMPTY_ROOT) for one in hashes):
            raise UnreachedError("what came in answer is no proof")
        return hashes

    def bring(self, size: int, signatures: list[Signature]) -> None:
        """Put cosignatures under the log's checkpoint."""
        body = {"size": size, "signatures": [str(one).rstrip("\n") for one in signatures]}
        self._asked(RECEIPT, "POST", "checkpoint/cosignatures", read=(), json=body)

    def _asked(self, kind: Kind, method: str, path: str, **options: Any) -> Answer:
        answer = self._server.ask(kind, method, f"{self._path}/{path}", **options)
        if answer.status != 200:
            raise UnreachedError(f"{self._path}/{path} answered {answer.status}")
        return answer


def check_named(checkpoint: Checkpoint, kept: list[LogName], agreed: int) -> None:
    """Raises ForkError where a log has another name than was kept, or is a successor nobody agreed to."""
    now = LogName.parse(checkpoint.origin)
    if others := {one.log for one in kept if one.log != now.log}:
        raise ForkError(f"{checkpoint.origin} was {min(others)} before: a log keeps its name")
    newest = max((one.successor for one in kept), default=0)
    if now.successor < newest:
        raise ForkError(
            f"{checkpoint.origin} was seen as {now.log}/successor-{newest} before: the log went back"
        )
    if now.successor not in (newest, agreed):
        raise ForkError(
            f"{checkpoint.origin} is a successor: its operator says that the log before it was broken, and"
            " begins another, which need not continue it. Ask what was lost, verify an export with the"
            " checkpoints you kept, and agree with the other partners; then say `--successor"
            f" {now.successor}`"
        )


def check_continues(seen: Seen, checkpoint: Checkpoint, log: Log) -> list[bytes]:
    """The proof that a checkpoint continues what was seen; raises ForkError."""
    if checkpoint.size < seen.size:
        raise ForkError(
            f"{checkpoint.origin} had {seen.size} entries and now has {checkpoint.size}: the log was cut off"
        )
    proof = log.consistency(seen.size, checkpoint.size)
    try:
        check_consistency(seen.size, seen.root, checkpoint.size, checkpoint.root, proof)
    except VerificationError as failure:
        raise ForkError(
            f"{checkpoint.origin} with {checkpoint.size} entries does not continue the {seen.size} seen"
            f" before: {failure}. There are two histories of one log"
        ) from None
    return proof


def cosign(log: Log, seen_logs: SeenLogs, key: SigningKey, now: int, agreed: int = 0) -> Checkpoint:
    """One round: look, check, remember, sign, bring. `agreed`: which successor may take the log's place.

    Raises ForkError, VerificationError, UnreachedError.
    """
    with seen_logs.held():
        # Asked for while the file is held: an older one would look like a log that was cut off.
        checkpoint = log.checkpoint()
        kept = seen_logs.names(log.initiative)
        # Of a log that is seen for the first time nothing is known that a successor could be in place of.
        check_named(checkpoint, kept, agreed if kept else LogName.parse(checkpoint.origin).successor)
        check_continues(seen_logs.of(checkpoint.origin), checkpoint, log)
        seen_logs.put(checkpoint.origin, Seen(checkpoint.size, checkpoint.root))
    log.bring(checkpoint.size, [key.cosign(checkpoint, now)])
    return checkpoint


def cosign_through(log: Log, witness: Server, agreed: int = 0) -> Checkpoint:
    """Let a witness at an address cosign (C2SP tlog-witness); what it saw last it says itself.

    Others may bring it checkpoints, too, between any two steps here: that it saw more than was brought is a
    fork only where a checkpoint asked for afterwards has fewer entries. Which successor may take the log's
    place has to be `agreed` each time, since nothing is kept here. Raises ForkError, VerificationError,
    UnreachedError.
    """
    known = 0
    for _ in range(_CARRIED):
        checkpoint = log.checkpoint()
        check_named(checkpoint, [], agreed)
        if known > checkpoint.size:
            raise ForkError(
                f"{checkpoint.origin}: the witness has seen {known} entries, here are {checkpoint.size}"
            )
        answer = _submit(witness, log, checkpoint, known)
        if answer.status != 409 or answer.media_type != "text/x.tlog.size":
            break
        seen = int(answer.content)
        if seen < known or seen <= 0:  # that it has seen none is nothing to refuse a first checkpoint for
            raise UnreachedError(f"the witness has seen {known} entries, and then {seen}")
        if seen == known:
            raise ForkError(f"{checkpoint.origin}: the witness has seen other {known} entries")
        known = seen
    else:
        raise UnreachedError("somebody else brings the witness checkpoints faster")
    if answer.status in (409, 422):
        raise ForkError(f"{checkpoint.origin}: the witness says this does not continue what it saw before")
    if answer.status != 200:
        raise UnreachedError(f"the witness answered {answer.status}")
    log.bring(checkpoint.size, [Signature.parse(line) for line in answer.content.decode().splitlines()])
    return checkpoint


def _submit(witness: Server, log: Log, checkpoint: Checkpoint, old_size: int) -> Answer:
    proof = log.consistency(old_size, checkpoint.size)
    lines = "".join(base64.b64encode(one).decode() + "\n" for one in proof)
    body = f"old {old_size}\n{lines}\n".encode() + checkpoint.note()
    return witness.ask(COSIGNATURES, "POST", "/add-checkpoint", read=(200, 409), content=body)


def run(options: Any, say: Any) -> int:
    """What the command does, once or again and again; answers the exit code."""
    key = VerifierKey.parse(options.log_key.read_text("utf-8"))
    server = Server(options.url, patience=options.patience)
    log = Log(server, str(options.initiative), key)
    while True:
        code = _round(options, log, server, say)
        if code == REFUSED or options.every is None:
            return code
        time.sleep(options.every)


def _token(options: Any, server: Server) -> str:
    """The token given; or one for a system of an organization, which lasts ten minutes at most."""
    if options.client is None:
        return str(options.token_file.read_text("utf-8").strip())
    secret = options.secret_file.read_text("utf-8").strip()
    form = {"grant_type": "client_credentials", "client_id": options.client, "client_secret": secret}
    answer = server.ask(TOKEN, "POST", "/registry/v1/oauth/token", data=form)
    if answer.status != 200:
        raise UnreachedError(f"no token: {answer.status}")
    try:
        return str(json.loads(answer.content)["access_token"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UnreachedError("no token: what came in answer is none") from None


def _round(options: Any, log: Log, server: Server, say: Any) -> int:
    try:
        server.headers["Authorization"] = f"Bearer {_token(options, server)}"
        if options.through is not None:
            witness = Server(options.through, patience=options.patience)
            checkpoint = cosign_through(log, witness, options.successor)
        else:
            signing = SigningKey.load(options.key)
            seen = SeenLogs(options.seen)
            checkpoint = cosign(log, seen, signing, int(time.time()), options.successor)
    except (ForkError, VerificationError) as fork:
        say(f"\n*** NOT COSIGNED *** {fork}.\nKeep {options.seen}, and tell the other partners.\n")
        return REFUSED
    except (UnreachedError, UnusableError, OSError, ValueError, KeyError) as error:
        # What a server sends that can be read as nothing, and a file that is not to be had, are no fork.
        say(f"not cosigned: {type(error).__name__}: {error}")
        return UNREACHED
    say(f"cosigned {checkpoint.origin} with {checkpoint.size} entries")
    return COSIGNED
