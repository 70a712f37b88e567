"""A load over loopback: connections that are kept open, each with one request under way."""

import asyncio
from collections.abc import Callable, Iterator

CONNECTIONS = 32


def request(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """A request as it goes over the wire."""
    lines = [
        f"{method} {path} HTTP/1.1",
        "Host: localhost",
        *(f"{name}: {headers[name]}" for name in headers),
    ]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


class _Connection(asyncio.Protocol):
    """Sends the next request when the answer to the one before is complete."""

    def __init__(self, requests: Iterator[bytes], status: bytes, finished: "asyncio.Future[None]") -> None:
        self._requests = requests
        self._expected = b"HTTP/1.1 " + status
        self._finished = finished
        self._answer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._next()

    def data_received(self, data: bytes) -> None:
        """Gather an answer; one of another status than expected ends the measurement."""
        self._answer += data
        head, separator, body = self._answer.partition(b"\r\n\r\n")
        if not separator or len(body) < _content_length(head):
            return
        if not head.startswith(self._expected):
            self._end(RuntimeError(self._answer.decode(errors="replace")))
            return
        self._answer = b""
        self._next()

    def connection_lost(self, error: Exception | None) -> None:
        """The server is not expected to hang up before we do."""
        self._end(error or ConnectionResetError("the server closed the connection"))

    def _next(self) -> None:
        following = next(self._requests, None)
        if following is None:
            self._end(None)
        else:
            self._transport.write(following)

    def _end(self, error: Exception | None) -> None:
        if self._finished.done():
            return
        if error is None:
            self._finished.set_result(None)
        else:
            self._finished.set_exception(error)
        self._transport.close()


def _content_length(head: bytes) -> int:
    _, _, after = head.lower().partition(b"content-length:")
    return int(after.partition(b"\r\n")[0])


async def drive(
    port: int, make: Callable[[int], bytes], count: int, *, status: int, connections: int = CONNECTIONS
) -> None:
    """Make `count` requests over some connections; raises RuntimeError with an answer of another status."""
    loop = asyncio.get_running_loop()
    requests = (make(number) for number in range(count))
    finished = [loop.create_future() for _ in range(connections)]
    for end in finished:
        await loop.create_connection(
            lambda end=end: _Connection(requests, str(status).encode(), end),  # type: ignore[misc]  # mypy cannot infer it
            "127.0.0.1",
            port,
        )
    await asyncio.gather(*finished)
