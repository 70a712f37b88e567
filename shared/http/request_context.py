"""What surrounds every request: its id, its line in the log, its figures, and headers all responses have.

The outermost middleware of a service: what it does not catch, nobody does. Which problem document a failure
becomes is decided in `problems`; which body is too large, in `body_limits`.
"""

import logging
import re
from collections.abc import Awaitable, Callable
from time import perf_counter
from typing import Any

from fastapi import Request, Response
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.ids import uuid7
from shared.observability.logging import request_id_var, trace_id_var
from shared.observability.metrics import HTTP_DURATION, HTTP_REQUESTS

FailureResponse = Callable[[Request, Exception], Awaitable[Response]]

CLIENT_WENT_AWAY = 499
"""Status written for a request whose caller left before the answer; it is never sent."""

_logger = logging.getLogger(__name__)
_UUID = re.compile(rb"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_TRACEPARENT = re.compile(rb"[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?")
_NO_SNIFFING = (b"x-content-type-options", b"nosniff")
_NO_REFERRER = (b"referrer-policy", b"no-referrer")
_NO_STORE = (b"cache-control", b"no-store")
_STRICT_PAGE = (
    b"content-security-policy",
    b"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
)


class RequestContext:
    """ASGI middleware: request id in and out, one access line, figures, safe headers, failures logged once.

    An error that reaches it before a response has begun is answered with `failure_response` (an exception
    handler as Starlette has them); later, the answer stays incomplete and the server breaks it off.
    `scope["state"]["request_id"]` holds the id as text.
    """

    def __init__(self, app: ASGIApp, service: str, failure_response: FailureResponse) -> None:
        self._app = app
        self._service = service
        self._failure_response = failure_response

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; pass on everything that is none (lifespan)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = _Exchange(scope, send)
        id_token = request_id_var.set(exchange.request_id)
        trace_token = trace_id_var.set(exchange.trace_id)
        try:
            await self._app(scope, receive, exchange.send)
        except ClientDisconnect:
            exchange.outcome = "disconnected"
        except Exception as error:
            exchange.outcome = "failed"
            _logger.exception("a request failed", extra={"service": self._service} | exchange.described())
            if not exchange.started:
                response = await self._failure_response(Request(scope, receive), error)
                await response(scope, receive, exchange.send)
        except BaseException:
            exchange.outcome = "cancelled"
            raise
        finally:
            self._account_for(exchange)
            request_id_var.reset(id_token)
            trace_id_var.reset(trace_token)

    def _account_for(self, exchange: "_Exchange") -> None:
        duration = perf_counter() - exchange.began
        fields = exchange.described()
        status_class = "499" if fields["status"] == CLIENT_WENT_AWAY else f"{fields['status'] // 100}xx"
        HTTP_REQUESTS.labels(self._service, fields["operation"], status_class).inc()
        HTTP_DURATION.labels(self._service, fields["operation"]).observe(duration)
        if _logger.isEnabledFor(logging.INFO):
            fields["service"] = self._service
            fields["duration_ms"] = round(duration * 1000, 2)
            _logger.info("request", extra=fields)


class _Exchange:
    """One request and what has been sent in answer to it."""

    __slots__ = (
        "_scope", "_send", "began", "bytes_sent", "complete", "outcome", "request_id", "started", "status",
        "trace_id",
    )  # fmt: skip

    def __init__(self, scope: Scope, send: Send) -> None:
        self.began = perf_counter()
        self._scope = scope
        self._send = send
        self.request_id: str | None = None
        self.trace_id: str | None = None
        self.outcome: str | None = None
        self.started = self.complete = False
        self.status = self.bytes_sent = 0
        for name, value in scope["headers"]:
            if name == b"x-request-id" and _UUID.fullmatch(value):
                self.request_id = value.decode("ascii").lower()
            elif name == b"traceparent" and (trace := _TRACEPARENT.fullmatch(value)):
                self.trace_id = trace[1].decode("ascii")
        if self.request_id is None:
            self.request_id = str(uuid7())
        scope.setdefault("state", {})["request_id"] = self.request_id

    async def send(self, message: Message) -> None:
        """Send on, adding the headers every response has."""
        if message["type"] == "http.response.start":
            self.started = True
            self.status = message["status"]
            message["headers"] = self._completed(message.get("headers", ()))
        elif message["type"] == "http.response.body":
            self.bytes_sent += len(message.get("body", b""))
            self.complete = not message.get("more_body", False)
        await self._send(message)

    def _completed(self, headers: Any) -> list[tuple[bytes, bytes]]:
        completed: list[tuple[bytes, bytes]] = list(headers)
        content_type = b""
        own_caching = own_policy = False
        for name, value in completed:
            if name == b"cache-control":
                own_caching = True
            elif name == b"content-type":
                content_type = value
            elif name == b"content-security-policy":
                own_policy = True
        assert self.request_id is not None
        completed += [(b"x-request-id", self.request_id.encode("ascii")), _NO_SNIFFING, _NO_REFERRER]
        if not own_caching:
            completed.append(_NO_STORE)
        if content_type.startswith(b"text/html") and not own_policy:
            completed.append(_STRICT_PAGE)
        return completed

    def described(self) -> dict[str, Any]:
        """Fields of the access line. The path is left out: it may hold a secret (capability URLs)."""
        route = self._scope.get("route")
        outcome = self.outcome or (None if self.complete else "disconnected")
        unsent = 500 if outcome == "failed" else CLIENT_WENT_AWAY
        return {
            "method": self._scope["method"],
            "operation": getattr(route, "name", None) or "none",
            "status": self.status if self.started else unsent,
            "bytes": self.bytes_sent,
            "outcome": outcome,
        }
