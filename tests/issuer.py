"""An OpenID Connect provider for tests: a server, with keys that rotate and answers that go wrong."""

import asyncio
import json
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

import jwt
import uvicorn
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as elliptic
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

AUDIENCE = "shidra-tests"
Odd: TypeAlias = Callable[[], Response]


class _Server(uvicorn.Server):
    """Tells when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()


class Issuer:
    """One provider. `odd` holds answers, by path, that take the place of the right ones."""

    def __init__(self) -> None:
        self.keys: dict[str, tuple[RSAPrivateKey | EllipticCurvePrivateKey, str]] = {}
        self.odd: dict[str, Odd] = {}
        self.asked: list[str] = []
        self.dripping = threading.Event()
        self.url = ""
        self.rotate()

    def rotate(self, algorithm: str = "RS256") -> str:
        """Sign with a new key from now on; the earlier ones are no longer published."""
        key = rsa(65537, 2048) if algorithm.startswith("RS") else elliptic(SECP256R1())
        kid = f"key-{time.monotonic_ns()}"
        self.keys = {kid: (key, algorithm)}
        return kid

    def claims(self, subject: str = "ruth", **other: Any) -> dict[str, Any]:
        """Claims of an access token; `...` leaves one out."""
        now = int(time.time())
        claims = {"iss": self.url, "aud": AUDIENCE, "sub": subject, "iat": now, "exp": now + 300, **other}
        return {name: value for name, value in claims.items() if value is not ...}

    def token(self, subject: str = "ruth", headers: dict[str, Any] | None = None, **other: Any) -> str:
        """A token signed with the newest key."""
        kid, (key, algorithm) = list(self.keys.items())[-1]
        return jwt.encode(self.claims(subject, **other), key, algorithm, {"kid": kid, **(headers or {})})

    def key_set(self) -> dict[str, Any]:
        """The public keys as they are published."""
        keys = []
        for kid, (key, algorithm) in self.keys.items():
            public = key.public_key()
            writer: Any = RSAAlgorithm if algorithm.startswith("RS") else ECAlgorithm
            keys.append({**json.loads(writer.to_jwk(public)), "kid": kid, "use": "sig", "alg": algorithm})
        return {"keys": keys}

    def configuration(self, **other: Any) -> dict[str, Any]:
        """The discovery document."""
        return {"issuer": self.url, "jwks_uri": f"{self.url}/keys", **other}

    async def _answer(self, request: Request) -> Response:
        self.asked.append(request.url.path)
        if (odd := self.odd.get(request.url.path)) is not None:
            return odd()
        document = self.key_set() if request.url.path == "/keys" else self.configuration()
        return says(document)

    def drip(self) -> Response:
        """An answer that goes on and on."""

        async def content() -> AsyncIterator[bytes]:
            while True:
                self.dripping.set()
                yield b" "
                await asyncio.sleep(0.01)

        return StreamingResponse(content())

    @contextmanager
    def running(self) -> Iterator["Issuer"]:
        """Listen on a free port of this machine."""
        paths = ("/.well-known/openid-configuration", "/keys", "/elsewhere")
        app = Starlette(routes=[Route(path, self._answer) for path in paths])
        config = uvicorn.Config(app, port=0, log_level="critical", lifespan="off", ws="none")
        config.timeout_graceful_shutdown = 1
        server = _Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        assert server.listening.wait(10)
        self.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        try:
            yield self
        finally:
            server.should_exit = True
            thread.join(10)
            assert not thread.is_alive()


def says(document: Any, status: int = 200) -> Response:
    """A JSON document as an answer."""
    return Response(json.dumps(document), status, media_type="application/json")


def redirects(url: str) -> Response:
    """An answer that sends elsewhere."""
    return RedirectResponse(url)
