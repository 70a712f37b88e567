"""Servers under measurement: each in a process of its own, its CPU read from outside."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.deployment import Deployment
from bench.load import CONNECTIONS, drive

ROOT = Path(__file__).parents[1]
_PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Server:
    """A running server process."""

    process: psutil.Process
    port: int

    def cost(self, make: Callable[[int], bytes], count: int, *, status: int) -> float:
        """Microseconds of the server's CPU for each of `count` requests, 32 at once."""
        return self.spent(make, count, status=status)[0]

    def spent(
        self, make: Callable[[int], bytes], count: int, *, status: int, connections: int = CONNECTIONS
    ) -> tuple[float, float]:
        """Microseconds of the server's CPU for each request, and seconds for all of them."""
        before, began = _cpu_seconds(self.process), time.monotonic()
        asyncio.run(drive(self.port, make, count, status=status, connections=connections))
        seconds = time.monotonic() - began
        return (_cpu_seconds(self.process) - before) / count * 1e6, seconds


def _cpu_seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


@contextmanager
def serving(
    module: str, arguments: list[str], deployment: Deployment, extra: Mapping[str, str]
) -> Iterator[Server]:
    """Run `python -m module arguments` on a free port until the block ends; it logs to the data folder."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    environment = {**os.environ, **deployment.environment(port), **extra}
    log = deployment.settings.data_dir / f"{'-'.join([module, *arguments])}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=output,
        )
    try:
        _wait_until_listening(process, port, log)
        yield Server(psutil.Process(process.pid), port)
    finally:
        process.terminate()
        process.wait(_PATIENCE)


def _wait_until_listening(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(log.read_text("utf-8"))
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"{log.stem} does not listen")
