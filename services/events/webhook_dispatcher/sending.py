"""Sending one message to one address, and what came of it. It keeps no state but open connections.

httpcore underneath: it knows no redirects, no cookies, no proxies of the environment. The deadline covers
everything, because the time-outs of reading never fire on a receiver that drips.
"""

import asyncio
import ssl
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

import httpcore

from services.events.webhook_dispatcher.connecting import (
    CONNECTING,
    AddressNotAllowedError,
    CheckedBackend,
    NameNotFoundError,
    Resolve,
)
from services.events.webhook_dispatcher.outcomes import DeliveryError, Outcome
from services.events.webhook_dispatcher.schedule import retry_after
from services.events.webhook_endpoints.addresses import AddressRules, Target

MAX_ANSWER = 2048
"""Bytes of an answer that are read."""
AT_ONCE = 2
"""Deliveries to one endpoint at the same time."""
_KEPT_ALIVE = 4.0
"""Seconds an unused connection is kept: less than the five after which common servers close it."""


class Sender:
    """Sends messages, over at most two connections to each endpoint."""

    def __init__(
        self, rules: AddressRules, resolve: Resolve, *, timeout: float, authorities: str | None = None
    ) -> None:
        self._network = CheckedBackend(rules, resolve)
        self._timeout = timeout
        self._tls = ssl.create_default_context()
        if authorities is not None:
            self._tls.load_verify_locations(authorities)
        self._pools: dict[UUID, httpcore.AsyncConnectionPool] = {}
        self._used: dict[UUID, float] = {}

    async def send(
        self, endpoint_id: UUID, target: Target, headers: Mapping[str, str], body: bytes
    ) -> Outcome:
        """Post a message; never raises for what the receiver or the network does."""
        started_at, started = datetime.now(UTC), time.monotonic()
        status: int | None = None
        answer, asked, error = b"", None, None
        try:
            async with asyncio.timeout(self._timeout):
                async with self._pool(endpoint_id).stream(
                    "POST",
                    httpcore.URL(
                        scheme=target.scheme, host=target.host, port=target.port, target=target.path
                    ),
                    headers=list(headers.items()),
                    content=body,
                    extensions={"timeout": {"connect": CONNECTING, "pool": self._timeout}},
                ) as response:
                    status = response.status
                    asked = _header(response, b"retry-after")
                    answer = await _beginning(response)
            error = _error_of(status)
        except Exception as failure:  # whatever it is, it is what came of the attempt
            error = _failure(failure)
        return Outcome(
            error,
            started_at,
            round((time.monotonic() - started) * 1000),
            status,
            answer.decode("utf-8", "replace").replace("\0", "") or None,
            retry_after(asked, datetime.now(UTC)) if status in (429, 503) else None,
        )

    def _pool(self, endpoint_id: UUID) -> httpcore.AsyncConnectionPool:
        self._used[endpoint_id] = time.monotonic()
        pool = self._pools.get(endpoint_id)
        if pool is None:
            pool = self._pools[endpoint_id] = httpcore.AsyncConnectionPool(
                ssl_context=self._tls,
                max_connections=AT_ONCE,
                keepalive_expiry=_KEPT_ALIVE,
                network_backend=self._network,
            )
        return pool

    async def close_unused(self, unused: float = 60.0) -> None:
        """Close the connections to endpoints that got nothing for so many seconds."""
        old = [one for one, used in self._used.items() if time.monotonic() - used > unused]
        for endpoint_id in old:
            del self._used[endpoint_id]
            await self._pools.pop(endpoint_id).aclose()

    async def close(self) -> None:
        """Close every connection."""
        await self.close_unused(-1)


async def _beginning(response: httpcore.Response) -> bytes:
    """What an answer begins with; where there is more the connection is not used again."""
    read = b""
    async for chunk in response.aiter_stream():
        read += chunk
        if len(read) > MAX_ANSWER:
            break
    return read[:MAX_ANSWER]


def _header(response: httpcore.Response, name: bytes) -> str | None:
    return next((value.decode("latin-1") for key, value in response.headers if key.lower() == name), None)


def _error_of(status: int) -> DeliveryError | None:
    if 200 <= status < 300:
        return None
    return DeliveryError.REDIRECT if 300 <= status < 400 else DeliveryError.STATUS


_FAILURES: tuple[tuple[type[Exception] | tuple[type[Exception], ...], DeliveryError], ...] = (
    ((TimeoutError, httpcore.TimeoutException), DeliveryError.TIMEOUT),
    (NameNotFoundError, DeliveryError.NAME_NOT_FOUND),
    (AddressNotAllowedError, DeliveryError.ADDRESS_NOT_ALLOWED),
    (ssl.SSLError, DeliveryError.CERTIFICATE),
    (httpcore.ConnectError, DeliveryError.NOT_CONNECTED),
    (httpcore.ProtocolError, DeliveryError.MALFORMED_ANSWER),
    ((httpcore.NetworkError, OSError), DeliveryError.BROKEN_OFF),
)


def _failure(failure: Exception) -> DeliveryError:
    if isinstance(failure, httpcore.ConnectError) and _stems_from_tls(failure):
        return DeliveryError.CERTIFICATE
    if isinstance(failure, httpcore.RemoteProtocolError) and "disconnected" in str(failure):
        return DeliveryError.BROKEN_OFF
    for kinds, error in _FAILURES:
        if isinstance(failure, kinds):
            return error
    raise failure


def _stems_from_tls(failure: BaseException) -> bool:
    cause: BaseException | None = failure
    while cause is not None and not isinstance(cause, ssl.SSLError):
        cause = cause.__cause__ or cause.__context__
    return cause is not None
