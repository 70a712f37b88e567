"""CPU-heavy work in processes of its own, so that it never holds up the event loop.

Each process does one call at a time and is killed, alone, when its call runs past its deadline or its caller
goes away; the next call starts a new one. Processes come from a fork server, never from a fork of this
process with its threads. What the work is (landscape, network, charts) lives with its slice.
"""

import asyncio
import logging
import pickle
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from time import monotonic
from types import TracebackType
from typing import Any, Literal, Self, TypeVar, TypeVarTuple

from shared.observability.failures import describe_failure
from shared.observability.metrics import HEAVY_WORK

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

_logger = logging.getLogger(__name__)
_processes = get_context("forkserver")
# Imported once by the fork server, so that a process is there within milliseconds.
_processes.set_forkserver_preload(["__main__", __name__])


class HeavyWorkUnavailableError(Exception):
    """The work was not done, and may well be done when asked again later (HTTP 503).

    `outcome` tells why: `timed_out` (deadline passed, waiting or working), `lost` (the process died, as when
    memory ran out) or `closed` (this process is being shut down).
    """

    def __init__(self, outcome: Literal["timed_out", "lost", "closed"]) -> None:
        super().__init__(outcome)
        self.outcome = outcome


class HeavyWork:
    """Up to `processes` processes that do calls; each is started when first needed.

    Close it (or leave its `async with` block) before the event loop ends.
    """

    def __init__(self, processes: int) -> None:
        self._free: asyncio.LifoQueue[_Worker] = asyncio.LifoQueue()
        self._busy: set[_Worker] = set()
        self._closed = False
        # One thread for each process waits for its answer.
        self._threads = ThreadPoolExecutor(processes, thread_name_prefix="heavy-work")
        for _ in range(processes):
            self._free.put_nowait(_Worker())

    async def run(self, function: Callable[[*Ts], T], *args: *Ts, within_s: float) -> T:
        """What `function(*args)` returns, computed in another process within `within_s` seconds.

        Waiting for a free process counts. The function is one of a module's top level; it, its arguments and
        its result are pickled. Raises what the function raises, or `HeavyWorkUnavailableError`.
        """
        outcome = "failed"
        try:
            result = await self._run(function, args, monotonic() + within_s)
            outcome = "done"
        except HeavyWorkUnavailableError as error:
            error.outcome = outcome = "closed" if self._closed else error.outcome
            _logger.warning("heavy work was not done", extra={"outcome": outcome})
            raise
        except asyncio.CancelledError:
            outcome = "cancelled"
            raise
        finally:
            HEAVY_WORK.labels(outcome).inc()
        return result

    async def _run(self, function: Callable[[*Ts], T], args: tuple[*Ts], deadline: float) -> T:
        if self._closed:
            raise HeavyWorkUnavailableError("closed")
        try:
            async with asyncio.timeout(deadline - monotonic()):
                worker = await self._free.get()
        except TimeoutError:
            raise HeavyWorkUnavailableError("timed_out") from None
        try:
            if self._closed:
                raise HeavyWorkUnavailableError("closed")
            self._busy.add(worker)
            loop = asyncio.get_running_loop()
            answer = await loop.run_in_executor(self._threads, worker.call, function, args, deadline)
        except BaseException:
            self._busy.discard(worker)
            worker.kill()
            worker = _Worker()
            raise
        finally:
            self._busy.discard(worker)
            self._free.put_nowait(worker)
        if answer.error is not None:
            raise answer.error
        result: T = answer.result
        return result

    async def close(self) -> None:
        """End every process; calls under way and callers still waiting get `HeavyWorkUnavailableError`."""
        self._closed = True
        for worker in self._busy:
            worker.kill()
        await asyncio.to_thread(self._threads.shutdown)
        while not self._free.empty():
            worker = self._free.get_nowait()
            worker.kill()
            await asyncio.to_thread(worker.join)
        # Callers still waiting find that it is closed.
        self._free.put_nowait(_Worker())

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


@dataclass(frozen=True)
class _Answer:
    """What a call came to: its result, or the error it raised and where."""

    result: Any = None
    error: Exception | None = None
    frames: tuple[str, ...] = ()


class _Worker:
    """One process, started by its first call; used by one thread at a time, killed from any."""

    def __init__(self) -> None:
        self._process: ForkServerProcess | None = None
        self._connection: Connection | None = None
        self._killed = False

    def call(self, function: Callable[..., Any], args: tuple[Any, ...], deadline: float) -> _Answer:
        """Have the process call the function; raises `HeavyWorkUnavailableError` if no answer comes."""
        connection = self._connected()
        seconds = deadline - monotonic()
        if seconds <= 0:
            raise HeavyWorkUnavailableError("timed_out")
        try:
            connection.send((seconds, function, args))
            answer: _Answer = connection.recv()
        except (EOFError, OSError):
            raise HeavyWorkUnavailableError(self._why_ended()) from None
        if answer.error is not None:
            answer.error.frames_in_worker = answer.frames  # type: ignore[attr-defined]  # read by failures
        return answer

    def kill(self) -> None:
        """End the process, whatever it is doing, without waiting for its end; it takes no more calls."""
        self._killed = True
        if self._process is not None:
            self._process.kill()

    def join(self) -> None:
        """Wait until the process has ended."""
        if self._process is not None:
            self._process.join()

    def _connected(self) -> Connection:
        if self._connection is None or self._process is None or not self._process.is_alive():
            self._connection, theirs = _processes.Pipe()
            process = _processes.Process(target=_serve, args=(theirs,), daemon=True)
            process.start()
            theirs.close()
            self._process = process
        if self._killed:
            self._process.kill()
        return self._connection

    def _why_ended(self) -> Literal["timed_out", "lost"]:
        assert self._process is not None
        self._process.join()
        return "timed_out" if self._process.exitcode == -signal.SIGALRM else "lost"


def _serve(connection: Connection) -> None:
    """Answer calls until the parent is gone. Runs in the worker process."""
    # Ctrl-C reaches the whole process group; the parent decides when to end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The kernel ends a call at its deadline, also one that never gives the interpreter back, and also when
    # the parent has been killed meanwhile.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    while True:
        try:
            received = connection.recv_bytes()
        except EOFError:
            return
        connection.send_bytes(_answer_to(received))
        signal.setitimer(signal.ITIMER_REAL, 0)


def _answer_to(received: bytes) -> bytes:
    try:
        seconds, function, args = pickle.loads(received)  # noqa: S301 - it comes from our parent
        signal.setitimer(signal.ITIMER_REAL, seconds)
        return pickle.dumps(_Answer(result=function(*args)))
    except Exception as error:
        frames = tuple(describe_failure(error)[0]["frames"])
        try:
            answer = pickle.dumps(_Answer(error=error, frames=frames))
            pickle.loads(answer)  # noqa: S301 - it was just made; not every exception survives this
        except Exception:
            answer = pickle.dumps(_Answer(error=RuntimeError(type(error).__qualname__), frames=frames))
        return answer
