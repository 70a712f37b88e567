"""One address for all services in one process, told apart by the first part of the path."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from starlette.responses import FileResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

_MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".css": "text/css; charset=utf-8",
}
# The page that leads newcomers on has its style in a file beside it and no script.
_PAGE_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'"


class Gateway:
    """Hands `/registry/…` to the registry and so on; `/` and files beside it come from a folder."""

    def __init__(self, services: Mapping[str, FastAPI], files: Mapping[str, Path]) -> None:
        self._services = services
        self._files = files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Route one request."""
        if scope["type"] == "lifespan":
            await self._lifespan(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        app: ASGIApp | None = self._services.get(scope["path"].removeprefix("/").partition("/")[0])
        if app is None:
            app = self._file(scope)
        await app(scope, receive, send)

    @asynccontextmanager
    async def started(self) -> AsyncIterator[None]:
        """Start every service, and stop them in reverse order."""
        async with AsyncExitStack() as stack:
            for app in self._services.values():
                await stack.enter_async_context(app.router.lifespan_context(app))
            yield

    def _file(self, scope: Scope) -> ASGIApp:
        file = self._files.get(scope["path"]) if scope["method"] in ("GET", "HEAD") else None
        if file is None or not file.is_file():
            return next(
                iter(self._services.values())
            )  # any service answers what nobody knows: a 404 like theirs
        return _file_response(file)

    async def _lifespan(self, _scope: Scope, receive: Receive, send: Send) -> None:
        async with AsyncExitStack() as stack:
            await receive()
            try:
                await stack.enter_async_context(self.started())
            except Exception as error:
                await send({"type": "lifespan.startup.failed", "message": str(error)})
                raise
            await send({"type": "lifespan.startup.complete"})
            await receive()
        await send({"type": "lifespan.shutdown.complete"})


def _file_response(file: Path) -> Response:
    return FileResponse(
        file,
        media_type=_MEDIA_TYPES[file.suffix],
        headers={
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Content-Security-Policy": _PAGE_POLICY,
            "Cache-Control": "no-cache",
        },
    )
