"""`python -m bench.peers post|page|ballot`: what HTTP is measured next to, served as our services are.

uvicorn with uvloop and httptools, one process, and what start-up allocated left out of garbage collection.
"""

import gc
import socket
import sys
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

from bench.bare_ballot import BareBallot
from bench.bare_post import BarePost
from bench.plain_page import plain_page
from shared.settings import Settings


class _Server(uvicorn.Server):
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 20, 20)


def main(name: str) -> None:
    """Serve one of them until told to stop."""
    apps: dict[str, Callable[[], ASGIApp]] = {"post": BarePost, "page": plain_page, "ballot": BareBallot}
    app = apps[name]()
    port = Settings().port
    config = uvicorn.Config(
        app, port=port, loop="uvloop", http="httptools", log_config=None, access_log=False, ws="none"
    )
    _Server(config).run()


if __name__ == "__main__":
    main(sys.argv[1])
