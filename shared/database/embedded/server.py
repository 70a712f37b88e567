"""The embedded server: made once in a folder, started and stopped with this process."""

import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from shared.database.embedded import binaries
from shared.database.embedded.account import account_for, command
from shared.database.embedded.errors import EmbeddedPostgresError, disk_full, in_words
from shared.database.embedded.folder import ServerFolder

_SETTINGS = {
    "max_connections": "200",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # Errors of statements are the caller's; in a log they would show what people wrote.
    "log_min_messages": "log",
    "log_error_verbosity": "terse",
}
_FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
_INITDB = (
    "-U postgres -A trust -E UTF8 --no-instructions "
    "--locale-provider=builtin --builtin-locale=C.UTF-8 --locale=C"
)
_WAL_SEGMENT = 16 * 2**20  # bytes PostgreSQL needs to get anywhere


class EmbeddedPostgres:
    """A PostgreSQL in the folder `root`, reached through a Unix socket by its owner alone.

    It ends with this process, kill -9 included, and loses nothing that was committed. `durable=False`
    trades that for speed: for tests, whose data nobody misses.
    """

    def __init__(
        self, root: Path, *, durable: bool = True, settings: Mapping[str, str] | None = None
    ) -> None:
        self.root = root.resolve()
        self._folder = ServerFolder(self.root)
        self._durable = durable
        self._settings = {
            **_SETTINGS,
            **({} if durable else _FORGETFUL),
            **(settings or {}),
            "listen_addresses": "",
            "port": "5432",
            "unix_socket_directories": str(self._folder.sockets),
            "unix_socket_permissions": "0700",
        }
        self._running: ExitStack | None = None

    def dsn(self, database: str = "postgres", user: str = "postgres") -> str:
        """The address for asyncpg and psql, and for SQLAlchemy under the scheme `postgresql+asyncpg`."""
        sockets = quote(str(self._folder.sockets), safe="/")
        return f"postgresql://{quote(user)}@/{quote(database, safe='')}?host={sockets}&port=5432"

    def start(self, timeout: float = 60) -> Self:
        """Start the server, making its data the first time; from the main thread only.

        Raises EmbeddedPostgresError where it is not ready within `timeout` seconds or cannot run at all.
        """
        if threading.current_thread() is not threading.main_thread():
            raise RuntimeError(
                "start it from the main thread: Linux ends the server with the thread that started it"
            )
        programs = binaries.folder()
        try:
            with ExitStack() as stack:
                stack.enter_context(self._folder.claimed())
                account = account_for(self.root, programs)
                stack.enter_context(self._folder.socket_folder())
                with self._folder.server_lock() as lock:
                    if not self._folder.check_version():
                        self._create(account, programs, lock)
                    server = self._launch(account, programs, lock)
                stack.callback(_end, server)
                self._await_ready(server, timeout)
                self._running = stack.pop_all()
        except OSError as error:
            raise in_words(self.root, error) from None
        return self

    def stop(self) -> None:
        """Shut down fast: sessions end, what is committed stays. Does nothing where nothing runs."""
        if self._running is not None:
            self._running.close()
            self._running = None

    def __enter__(self) -> Self:
        return self.start() if self._running is None else self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _create(self, account: str, programs: Path, lock: int) -> None:
        draft = self.root / "initdb.tmp"
        shutil.rmtree(draft, ignore_errors=True)
        options = [*_INITDB.split(), *([] if self._durable else ["--no-sync"])]
        done = subprocess.run(  # noqa: S603  # our own words
            command(account, self.root, programs / "initdb", "-D", str(draft), *options),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            pass_fds=(lock,),
        )
        if done.returncode != 0:
            raise self._failed("could not be made", done.stdout + done.stderr)
        draft.rename(self._folder.data)
        if self._durable:
            _sync(self.root)

    def _launch(self, account: str, programs: Path, lock: int) -> subprocess.Popen[bytes]:
        options = [word for name, value in self._settings.items() for word in ("-c", f"{name}={value}")]
        if self._folder.log.exists():
            self._folder.log.replace(self._folder.log.with_suffix(".log.1"))
        with self._folder.log.open("wb") as log:
            return subprocess.Popen(  # noqa: S603  # our own words
                command(account, self.root, programs / "postgres", "-D", str(self._folder.data), *options),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=(lock,),
                start_new_session=True,  # Ctrl-C is for us; we stop the server
            )

    def _await_ready(self, server: subprocess.Popen[bytes], timeout: float) -> None:
        deadline = time.monotonic() + timeout
        while not self._folder.ready(server.pid):
            if server.poll() is not None:
                raise self._failed("did not start", self._folder.log.read_text(errors="replace"))
            if time.monotonic() > deadline:
                raise EmbeddedPostgresError(
                    f"the database was not ready after {timeout:.0f} seconds: {self._folder.log} says why"
                )
            time.sleep(0.01)

    def _failed(self, what: str, said: str) -> EmbeddedPostgresError:
        if "No space left on device" in said or shutil.disk_usage(self.root).free < _WAL_SEGMENT:
            return disk_full(self.root)
        lines = [line.strip() for line in said.splitlines() if line.strip()]
        telling = [line for line in lines if any(word in line for word in ("FATAL:", "PANIC:", "error:"))]
        reason = (telling or lines or ["it gave no reason"])[-1]
        return EmbeddedPostgresError(f"the database in {self.root} {what}: {reason}")


def _end(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait()


def _sync(folder: Path) -> None:
    """Make a rename in `folder` outlive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
