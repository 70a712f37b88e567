"""A local receiver that answers at once and counts, and a bare httpx loop that sends to it."""

import asyncio
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

_TAKEN = b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n"
_PATIENCE = 120.0


class Receiver:
    """Counts what arrives under `/take`; what comes to `/hang` is never answered."""

    def __init__(self) -> None:
        self.port = 0
        self._wanted = 0
        self._taken = 0
        self._reached = threading.Event()
        self._last = 0.0
        self.first = 0.0
        """When the first one of those expected arrived, on the monotonic clock."""

    def expect(self, count: int) -> None:
        """Begin to count."""
        self._wanted, self._taken = count, 0
        self._reached.clear()

    def wait(self) -> float:
        """When the last one expected arrived, on the monotonic clock; raises TimeoutError."""
        if not self._reached.wait(_PATIENCE):
            raise TimeoutError(f"{self._taken} of {self._wanted} arrived")
        return self._last

    def took_one(self) -> None:
        """One arrived."""
        self._taken += 1
        if self._taken == 1:
            self.first = time.perf_counter()
        if self._taken == self._wanted:
            self._last = time.perf_counter()
            self._reached.set()


class _Connection(asyncio.Protocol):
    """Answers requests one after the other."""

    def __init__(self, receiver: Receiver, open_: set[asyncio.Transport]) -> None:
        self._receiver = receiver
        self._open = open_
        self._data = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._open.add(transport)

    def connection_lost(self, _: Exception | None) -> None:
        self._open.discard(self._transport)

    def data_received(self, data: bytes) -> None:
        self._data += data
        while True:
            head, separator, rest = self._data.partition(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
            if not separator or len(rest) < length:
                return
            self._data = rest[length:]
            if head.startswith(b"POST /take"):
                self._transport.write(_TAKEN)
                self._receiver.took_one()


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver on a loop of its own."""
    receiver, ready = Receiver(), threading.Event()
    loop, ended = asyncio.new_event_loop(), asyncio.Event()

    async def serve() -> None:
        open_: set[asyncio.Transport] = set()
        server = await loop.create_server(lambda: _Connection(receiver, open_), "127.0.0.1", 0)
        receiver.port = server.sockets[0].getsockname()[1]
        ready.set()
        await ended.wait()
        server.close()
        for transport in list(open_):
            transport.abort()
        await asyncio.sleep(0)  # each hears that it is lost

    def run() -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(serve())

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    ready.wait()
    try:
        yield receiver
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join()


async def _send(port: int, count: int) -> None:
    body = b'{"specversion":"1.0","data":' + b'"' + b"x" * 500 + b'"}'
    async with httpx.AsyncClient() as client:
        for _ in range(count):
            answered = await client.post(f"http://127.0.0.1:{port}/take", content=body)
            answered.raise_for_status()


if __name__ == "__main__":
    # The bare loop, in a process of its own: port, count.
    asyncio.run(_send(int(sys.argv[1]), int(sys.argv[2])))
