"""A real server, on this machine, whose answers are bytes as a test writes them: without end, or never."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import responses
from typing import Any, TypeAlias

import httpx

Write: TypeAlias = Callable[[bytes], object]
Answering: TypeAlias = Callable[[Write, threading.Event], object]
"""An answer that is written as it goes, until the event; whoever hangs up ends it, too."""

FLOOD = 2**25
"""Bytes that are as good as no end: more than lies in any buffer, and few enough to survive reading all."""
DROPS = 1_000
"""Ten seconds of them are as good as for ever, and a test that waits for them fails rather than hangs."""


def head(*lines: str, status: int = 200) -> bytes:
    """How an answer begins."""
    return "\r\n".join([f"HTTP/1.1 {status} {responses[status]}", *lines, "", ""]).encode()


def flood(begin: bytes, drop: bytes = bytes(16_384)) -> Answering:
    """An answer that goes on as fast as it is read."""

    def answer(write: Write, _: threading.Event) -> None:
        write(begin)
        for _number in range(FLOOD // len(drop)):
            write(drop)

    return answer


def drip(begin: bytes, drop: bytes = b" ") -> Answering:
    """An answer that goes on in drops."""

    def answer(write: Write, over: threading.Event) -> None:
        write(begin)
        for _ in range(DROPS):
            if over.wait(0.01):
                return
            write(drop)

    return answer


def once(content: bytes) -> Answering:
    """An answer that breaks off there."""
    return lambda write, _: write(content)


class Misbehaving:
    """Answers as `behaves` does, except at paths that end as `at` says: those get `odd` while it is set."""

    def __init__(self, behaves: Callable[[httpx.Request], httpx.Response]) -> None:
        self.behaves = behaves
        self.at = ""
        self.odd: Answering | None = None
        self.asked: list[httpx.Request] = []
        self.hung_up = threading.Semaphore(0)
        """Released whenever an odd answer was hung up on."""
        self._over = threading.Event()
        self.url = ""

    def answer(self, request: httpx.Request, write: Write) -> None:
        """Answer one request."""
        self.asked.append(request)
        if self.odd is not None and request.url.path.endswith(self.at):
            try:
                self.odd(write, self._over)
            except OSError:
                self.hung_up.release()
            return
        given = self.behaves(request)
        write(head(f"Content-Length: {len(given.content)}", status=given.status_code) + given.content)

    @contextmanager
    def running(self) -> Iterator["Misbehaving"]:
        """Listen on a free port."""
        misbehaving = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                method, path, _ = self.rfile.readline().decode().split(" ")
                headers = {}
                while line := self.rfile.readline().decode().strip():
                    name, _, value = line.partition(":")
                    headers[name.lower()] = value.strip()
                content = self.rfile.read(int(headers.get("content-length", 0)))
                request = httpx.Request(method, misbehaving.url + path, headers=headers, content=content)
                misbehaving.answer(request, self.connection.sendall)

        class Listening(socketserver.ThreadingTCPServer):
            daemon_threads = True
            block_on_close = False

            def handle_error(self, request: Any, client_address: Any) -> None:
                pass  # of a connection that was given up before it asked for anything

        with Listening(("127.0.0.1", 0), Handler) as server:
            self.url = f"http://127.0.0.1:{server.server_address[1]}"
            thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
            thread.start()
            try:
                yield self
            finally:
                self._over.set()
                server.shutdown()
                thread.join(10)
