"""`shidra demo`, and what the first `make run` does of itself: load the demo, and say what to look at."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import httpx
from starlette.types import ASGIApp

from services.cli import CommandError
from services.demo.errors import DemoError
from services.demo.loading import Loader
from services.demo.looking import what_to_look_at
from services.demo.notebook import Notebook
from shared.settings import Settings

_log = logging.getLogger("shidra.demo")
_loading: ContextVar[bool] = ContextVar("loading", default=False)
"""Whether what runs here is a request of the demo's, within this process."""


def demo(settings: Settings, *, another: bool) -> None:
    """Load the demo into a running Shidra, or find it there; raises CommandError."""
    url = settings.url or f"http://localhost:{settings.port}"
    try:
        token = settings.operator_token_file.read_text("utf-8").strip()
    except OSError as error:
        raise CommandError(
            f"no operator's token at {settings.operator_token_file} ({error.strerror}): SHIDRA_DATA_DIR names"
            " the folder Shidra runs with"
        ) from None
    try:
        asyncio.run(_load(settings, url, token, another))
    except DemoError as error:
        raise CommandError(str(error)) from None
    except httpx.TransportError as error:
        raise CommandError(f"nothing answers at {url} ({type(error).__name__}): `make run` first") from None


async def _load(settings: Settings, url: str, token: str, another: bool) -> None:
    async with httpx.AsyncClient(base_url=url, timeout=60) as http:
        page = await Loader(http, token, Notebook(settings.data_dir), _say).load(another=another)
    print(what_to_look_at(page, url, str(settings.data_dir)), flush=True)


async def load_into_empty(gateway: ASGIApp, settings: Settings) -> None:
    """Load the demo into a database without any initiative; what hinders it is said and ends nothing."""
    token = settings.operator_token_file.read_text("utf-8").strip()
    transport = httpx.ASGITransport(gateway)
    async with httpx.AsyncClient(transport=transport, base_url=settings.public_url) as http:
        try:
            with _unlogged():
                page = await Loader(http, token, Notebook(settings.data_dir), _say).load_into_empty()
        except DemoError as error:
            print(f"\n  The demo could not be loaded: {error}\n", flush=True)
        except Exception:  # a defect of the demo's is no reason to stop what people work with
            _log.exception("the demo could not be loaded")
        else:
            if page is not None:
                print(what_to_look_at(page, settings.public_url, str(settings.data_dir)), flush=True)


@contextmanager
def _unlogged() -> Iterator[None]:
    """Keep the demo's thousand requests from burying what the first start says; failures are logged."""

    def let_through(record: logging.LogRecord) -> bool:
        return record.levelno >= logging.ERROR or not _loading.get()

    handlers = list(logging.getLogger().handlers)
    for handler in handlers:
        handler.addFilter(let_through)
    loading = _loading.set(True)
    try:
        yield
    finally:
        _loading.reset(loading)
        for handler in handlers:
            handler.removeFilter(let_through)


def _say(line: str) -> None:
    print(f"  demo: {line}", flush=True)
