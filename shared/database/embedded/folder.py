"""The folder of an embedded server: whose it is now, what an earlier run left in it, where its socket lies.

data/          what PostgreSQL keeps
postgres.log   what it said in this run; postgres.log.1 in the one before
lock           held by the process that uses the folder, and by nobody else
server.lock    held by the server and its children, as long as one of them lives
"""

import fcntl
import hashlib
import os
import re
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shared.database.embedded import binaries
from shared.database.embedded.errors import EmbeddedPostgresError

_SOCKET = ".s.PGSQL.5432"
_MAX_SOCKET_PATH = 103  # bytes; Linux takes 107, macOS 103
_PLAIN = re.compile(r"[A-Za-z0-9/._ +-]+")  # drivers part hosts at `,` and `:`
_PATIENCE = 20.0  # seconds a server whose parent died may take to end


class ServerFolder:
    """The folder `root` and what is in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.data = root / "data"
        self.log = root / "postgres.log"
        self.sockets = root
        if len(os.fsencode(root / _SOCKET)) > _MAX_SOCKET_PATH or not _PLAIN.fullmatch(str(root)):
            name = hashlib.sha256(os.fsencode(root)).hexdigest()[:16]
            self.sockets = Path(tempfile.gettempdir()) / f"shidra-{name}"

    @contextmanager
    def claimed(self) -> Iterator[None]:
        """Make the folder and keep other processes out of it, until the block or the process ends."""
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self.root / "lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise EmbeddedPostgresError(
                    f"already running in {self.root}: stop the other one, or choose another folder "
                    "with SHIDRA_DATA_DIR"
                ) from None
            yield

    @contextmanager
    def server_lock(self) -> Iterator[int]:
        """A lock for the server to inherit; waits for an earlier server that still ends.

        Once it is held no server of ours lives here, whatever pid files say: a pid is soon another process's.
        """
        deadline = time.monotonic() + _PATIENCE
        with (self.root / "server.lock").open("a") as lock:
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > deadline:
                        raise self._in_use("of an earlier run") from None
                    time.sleep(0.02)
            self._drop_stale_files()
            yield lock.fileno()

    def check_version(self) -> bool:
        """Whether there is data; raises EmbeddedPostgresError if another major version made it."""
        file = self.data / "PG_VERSION"
        if not file.exists():
            return False
        found = file.read_text().strip()
        if found != str(binaries.VERSION):
            raise EmbeddedPostgresError(
                f"{self.data} was made by PostgreSQL {found}, this is {binaries.VERSION}: bring the data "
                "over with pg_dump of that version, or choose another folder with SHIDRA_DATA_DIR"
            )
        return True

    @contextmanager
    def socket_folder(self) -> Iterator[None]:
        """See to a folder for the socket that only the owner of `root` can enter."""
        if self.sockets == self.root:
            yield
            return
        owner = self.root.stat()
        self.sockets.mkdir(mode=0o700, exist_ok=True)
        found = self.sockets.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.geteuid(), owner.st_uid}:
            raise EmbeddedPostgresError(f"{self.sockets} belongs to somebody else: remove it")
        self.sockets.chmod(0o700)
        os.chown(self.sockets, owner.st_uid, owner.st_gid)
        yield
        self.sockets.rmdir()

    def ready(self, pid: int) -> bool:
        """Whether the server `pid` says that it takes connections."""
        lines = self._pid_file()
        return len(lines) > 7 and lines[0] == str(pid) and lines[7].strip() == "ready"

    def _pid_file(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _drop_stale_files(self) -> None:
        lines = self._pid_file()
        try:
            foreign = bool(lines) and Path(f"/proc/{int(lines[0])}/cwd").readlink() == self.data
        except (OSError, ValueError):  # the process is gone or not ours to look at, or the file was cut short
            foreign = False
        if foreign:
            raise self._in_use("not started by Shidra")
        for folder, name in (
            (self.data, "postmaster.pid"),
            (self.sockets, _SOCKET),
            (self.sockets, f"{_SOCKET}.lock"),
        ):
            (folder / name).unlink(missing_ok=True)

    def _in_use(self, whose: str) -> EmbeddedPostgresError:
        pid = next(iter(self._pid_file()), "unknown")
        return EmbeddedPostgresError(f"a PostgreSQL {whose} (process {pid}) still uses {self.data}: stop it")
