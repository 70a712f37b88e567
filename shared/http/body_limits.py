"""The largest request body a service reads.

FastAPI's own `max_body_size` is not used: when Content-Length tells beforehand, it answers in plain text,
over the problem document, and outside the request id. What is sent as the answer is `problems`' business.
"""

from fastapi import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

IMPORTS = ("/imports", "/imports/columns")
"""What the paths of imports end with: files that partners bring are larger than other bodies."""
FILES = "/files"
"""What the path ends with to which a file of a source is added."""


class BodyLimit:
    """ASGI middleware: reading a body beyond its limit raises HTTP 413 inside the application.

    A Content-Length beyond it raises at the first read, before any byte is taken; a chunked body raises with
    the chunk that crosses it. The connection is closed after the answer, so the rest is not read either.
    """

    def __init__(
        self, app: ASGIApp, max_bytes: int, max_import_bytes: int = 0, max_file_bytes: int = 0
    ) -> None:
        self._app = app
        self._max_bytes = max_bytes
        self._max_import_bytes = max_import_bytes or max_bytes
        self._max_file_bytes = max_file_bytes or max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application with a `receive` that counts."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        max_bytes = self._of(scope["path"])
        announced = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        if announced.isdigit() and int(announced) > max_bytes:
            await self._app(scope, _refuse, send)
        else:
            await self._app(scope, _counting(receive, max_bytes), send)

    def _of(self, path: str) -> int:
        if path.endswith(IMPORTS):
            return self._max_import_bytes
        return self._max_file_bytes if path.endswith(FILES) else self._max_bytes


def _counting(receive: Receive, max_bytes: int) -> Receive:
    total = 0

    async def counted() -> Message:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        if total > max_bytes:
            await _refuse()
        return message

    return counted


async def _refuse() -> Message:
    raise HTTPException(status_code=413, headers={"Connection": "close"})
