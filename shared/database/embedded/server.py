"""The embedded server: made once in a folder, started and stopped with this process."""

import contextlib
import errno
import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from urllib.parse import quote

import psutil

from shared.database.embedded import binaries
from shared.database.embedded.privileges import NOBODY, Mode, before_exec, mode

_SOCKET = ".s.PGSQL.5432"
_MAX_SOCKET_PATH = 100  # bytes; Linux takes 108, macOS 104
_ORPHAN_PATIENCE = 20.0
_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
_FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class EmbeddedPostgresError(RuntimeError):
    """The server cannot run; the message is one line that says what is wrong and what to do."""


class EmbeddedPostgres:
    """A PostgreSQL in `root`. Use it as a context manager, from the main thread.

    `durable=False` trades safety for speed: for tests, whose data nobody misses.
    """

    def __init__(
        self, root: Path, *, durable: bool = True, settings: Mapping[str, str] | None = None
    ) -> None:
        self.root = root.resolve()
        self._data = self.root / "data"
        self._durable = durable
        self._settings = {**_SETTINGS, **({} if durable else _FORGETFUL), **(settings or {})}
        self._sockets = self.root
        self._lock: IO[str] | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def dsn(self, database: str = "postgres", user: str = "postgres") -> str:
        """The address for asyncpg, and for SQLAlchemy under `postgresql+asyncpg`."""
        return f"postgresql://{user}@/{quote(database)}?host={quote(str(self._sockets), safe='/')}"

    def start(self, timeout: float = 60) -> Self:
        """Start, making the data folder the first time; raises EmbeddedPostgresError."""
        try:
            self._take_folder()
            programs = self._programs()
            self._create(programs)
            self._end_orphan()
            self._launch(programs)
            self._await_ready(timeout)
        except binaries.MissingBinariesError as error:
            self.stop()
            raise EmbeddedPostgresError(str(error)) from None
        except OSError as error:
            self.stop()
            raise EmbeddedPostgresError(self._said(error)) from None
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        """Shut down fast: sessions end, what is committed stays."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self._process.send_signal(signal.SIGQUIT)
                self._process.wait()
        self._process = None
        if self._sockets != self.root:
            shutil.rmtree(self._sockets, ignore_errors=True)
            self._sockets = self.root
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def __enter__(self) -> Self:
        return self if self._process is not None else self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _take_folder(self) -> None:
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock = (self.root / "lock").open("a+")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # the kernel releases it when we die
        except BlockingIOError:
            raise EmbeddedPostgresError(
                f"already running in {self.root}: stop the other one, or choose another folder"
            ) from None
        if len(os.fsencode(self.root / _SOCKET)) > _MAX_SOCKET_PATH:
            self._sockets = Path(tempfile.mkdtemp(prefix="shidra-"))

    def _programs(self) -> Path:
        programs = binaries.folder()
        if mode() is not Mode.NOBODY:
            return programs
        if not binaries.reachable_by_everybody(self.root.parent):
            raise EmbeddedPostgresError(
                f"as root in a container the database runs as `nobody`, who cannot reach {self.root}: "
                "choose a folder such as /var/lib/shidra"
            )
        for path in (self.root, self._sockets):
            os.chown(path, NOBODY, NOBODY)
        return binaries.readable_by_everybody(programs)

    def _create(self, programs: Path) -> None:
        version = self._data / "PG_VERSION"
        if version.exists():
            if (found := version.read_text().strip()) != str(binaries.VERSION):
                raise EmbeddedPostgresError(
                    f"{self._data} was made by PostgreSQL {found}, this is {binaries.VERSION}: dump it with "
                    "the old version, or choose another folder"
                )
            return
        draft = self.root / "initdb.tmp"
        shutil.rmtree(draft, ignore_errors=True)
        command = [str(programs / "initdb"), "-D", str(draft), "-U", "postgres", "-A", "trust", "-E", "UTF8"]
        command += [
            "--no-instructions",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
        ]
        command += [] if self._durable else ["--no-sync"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=before_exec())  # noqa: S603  # our own programs
        if done.returncode != 0:
            raise EmbeddedPostgresError(
                f"the database could not be made in {self.root}: {_last_line(done.stderr)}"
            )
        draft.rename(self._data)

    def _end_orphan(self) -> None:
        """See to what an earlier process left: wait for a server still stopping, drop a stale pid file."""
        pid_file = self._data / "postmaster.pid"
        deadline = time.monotonic() + _ORPHAN_PATIENCE
        while pid_file.exists():
            pid = _pid_in(pid_file)
            if pid is None or not self._is_ours(pid):
                for stale in (pid_file, self._sockets / _SOCKET, self._sockets / f"{_SOCKET}.lock"):
                    stale.unlink(missing_ok=True)
                return
            if time.monotonic() > deadline:
                raise EmbeddedPostgresError(
                    f"process {pid}, left by an earlier run, still uses {self._data}: stop it"
                )
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGINT)
            time.sleep(0.05)

    def _is_ours(self, pid: int) -> bool:
        """Whether a process is a PostgreSQL on our data, and no zombie or later owner of the number."""
        try:
            return str(self._data) in psutil.Process(pid).cmdline()
        except psutil.Error:
            return False

    def _launch(self, programs: Path) -> None:
        settings = {**self._settings, "unix_socket_directories": str(self._sockets)}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with (self.root / "postgres.log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603  # our own programs
                [str(programs / "postgres"), "-D", str(self._data), *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=before_exec(),  # noqa: PLW1509  # called before there are threads
                start_new_session=True,  # Ctrl-C is for us; we stop the server
            )

    def _await_ready(self, timeout: float) -> None:
        assert self._process is not None
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                log = (self.root / "postgres.log").read_text(errors="replace")
                raise EmbeddedPostgresError(f"the database did not start: {_last_line(log)}")
            with contextlib.suppress(OSError, IndexError, ValueError):
                lines = (self._data / "postmaster.pid").read_text().splitlines()
                if int(lines[0]) == self._process.pid and lines[7].strip() == "ready":
                    return
            time.sleep(0.01)
        raise EmbeddedPostgresError(
            f"the database was not ready after {timeout:.0f} s, see {self.root}/postgres.log"
        )

    def _said(self, error: OSError) -> str:
        if error.errno == errno.ENOSPC:
            return f"the disk of {self.root} is full"
        return f"cannot write to {self.root} ({error.strerror}): choose another folder"


def _pid_in(file: Path) -> int | None:
    try:
        return int(file.read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return None


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "no reason given"
