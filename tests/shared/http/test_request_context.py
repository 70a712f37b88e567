import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from uuid import UUID

import httpx
import pytest
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import HTMLResponse, StreamingResponse
from starlette.types import ASGIApp, Message

from shared.http.request_context import RequestContext
from shared.observability.logging import request_id_var, trace_id_var
from shared.observability.metrics import REGISTRY

OLD_ID = "0DB3A6D4-5C3F-11EE-8C99-0242AC120002"
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


async def _failure(request: Request, error: Exception) -> Response:
    return Response(f"problem {request.state.request_id}", status_code=500)


def _app() -> FastAPI:
    app = FastAPI(docs_url=None, openapi_url=None)
    router = APIRouter(prefix="/sample/v1")

    @router.get("/forums/{forum_id}")
    async def read_forum(forum_id: str, request: Request) -> dict[str, str | None]:
        return {
            "state": request.state.request_id,
            "variable": request_id_var.get(),
            "trace": trace_id_var.get(),
        }

    @router.get("/cached")
    async def read_cached() -> Response:
        return Response("x", headers={"Cache-Control": "public, max-age=60"})

    @router.get("/page")
    async def read_page() -> HTMLResponse:
        return HTMLResponse("<!doctype html>")

    @router.get("/broken")
    async def break_down() -> None:
        raise ValueError("the secret")

    @router.get("/half")
    async def break_down_half_way() -> StreamingResponse:
        async def pieces() -> AsyncIterator[bytes]:
            yield b"half"
            raise ValueError("the secret")

        return StreamingResponse(pieces())

    app.include_router(router)
    app.add_middleware(RequestContext, service="sample", failure_response=_failure)
    return app


@pytest.fixture
def client() -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=_app(), raise_app_exceptions=True)
    return httpx.AsyncClient(transport=transport, base_url="http://shidra.test")


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Callable[[], list[logging.LogRecord]]:
    caplog.set_level(logging.INFO, logger="shared.http.request_context")
    return lambda: [record for record in caplog.records if record.name == "shared.http.request_context"]


Lines = Callable[[], list[logging.LogRecord]]


async def test_a_callers_request_id_is_kept_in_canonical_form(client: httpx.AsyncClient) -> None:
    response = await client.get("/sample/v1/forums/1", headers={"X-Request-ID": OLD_ID})
    assert response.headers["X-Request-ID"] == OLD_ID.lower()
    assert response.json()["state"] == response.json()["variable"] == OLD_ID.lower()


@pytest.mark.parametrize("sent", [None, "", "17", "x" * 36, OLD_ID + "0", "{" + OLD_ID + "}", "דוגמה"])
async def test_what_is_no_uuid_is_replaced_by_an_id_of_our_own(
    client: httpx.AsyncClient, sent: str | None
) -> None:
    headers = {} if sent is None else {"X-Request-ID": sent.encode()}
    response = await client.get("/sample/v1/forums/1", headers=headers)  # type: ignore[arg-type]  # bytes are fine
    assert UUID(response.headers["X-Request-ID"]).version == 7
    assert response.headers["X-Request-ID"] != OLD_ID.lower()
    assert request_id_var.get() is None


async def test_the_trace_id_of_a_traceparent_is_taken_over(client: httpx.AsyncClient) -> None:
    headers = {"traceparent": f"00-{TRACE}-00f067aa0ba902b7-01"}
    assert (await client.get("/sample/v1/forums/1", headers=headers)).json()["trace"] == TRACE
    headers = {"traceparent": "00-nonsense"}
    assert (await client.get("/sample/v1/forums/1", headers=headers)).json()["trace"] is None


@pytest.mark.parametrize("path", ["/sample/v1/forums/1", "/nowhere", "/sample/v1/broken"])
async def test_every_response_carries_the_safe_headers(client: httpx.AsyncClient, path: str) -> None:
    headers = (await client.get(path)).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert UUID(headers["X-Request-ID"]).version == 7
    assert "Content-Security-Policy" not in headers


async def test_a_response_keeps_its_own_caching(client: httpx.AsyncClient) -> None:
    headers = (await client.get("/sample/v1/cached")).headers
    assert headers.get_list("Cache-Control") == ["public, max-age=60"]


async def test_a_page_may_load_nothing_unless_it_says_so(client: httpx.AsyncClient) -> None:
    headers = (await client.get("/sample/v1/page")).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")


async def test_a_request_leaves_one_line_without_path_or_query(
    client: httpx.AsyncClient, lines: Lines
) -> None:
    response = await client.get("/sample/v1/forums/77?token=hunter2")
    [line] = lines()
    assert (line.__dict__["method"], line.__dict__["operation"]) == ("GET", "read_forum")
    assert (line.__dict__["status"], line.__dict__["bytes"]) == (200, len(response.content))
    assert (line.__dict__["service"], line.__dict__["outcome"]) == ("sample", None)
    assert line.__dict__["duration_ms"] >= 0
    assert not any(secret in str(line.__dict__) for secret in ("hunter2", "/forums", "77?"))


async def test_a_request_is_counted_under_its_operation(client: httpx.AsyncClient) -> None:
    def counted(operation: str, status_class: str) -> float:
        labels = {"service": "sample", "operation": operation, "status_class": status_class}
        return REGISTRY.get_sample_value("shidra_http_requests_total", labels) or 0

    before = counted("read_forum", "2xx"), counted("none", "4xx"), counted("break_down", "5xx")
    for path in ("/sample/v1/forums/1", "/sample/v1/forums/2", "/nowhere/1", "/sample/v1/broken"):
        await client.get(path)
    after = counted("read_forum", "2xx"), counted("none", "4xx"), counted("break_down", "5xx")
    assert [now - then for now, then in zip(after, before, strict=True)] == [2, 1, 1]


async def test_a_failure_is_answered_and_logged_once(client: httpx.AsyncClient, lines: Lines) -> None:
    response = await client.get("/sample/v1/broken")
    assert response.status_code == 500
    assert response.text == f"problem {response.headers['X-Request-ID']}"
    failure, access = lines()
    assert failure.levelno == logging.ERROR
    assert failure.exc_info is not None
    assert (access.__dict__["outcome"], access.__dict__["status"]) == ("failed", 500)
    assert access.exc_info is None


async def _run(app: ASGIApp, path: str, send: Callable[[Message], Awaitable[None]]) -> None:
    scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b"",
        "headers": [], "http_version": "1.1", "scheme": "http", "root_path": "",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
    }  # fmt: skip

    async def receive() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    await app(scope, receive, send)


async def test_a_failure_half_way_leaves_the_answer_incomplete(lines: Lines) -> None:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    await _run(_app(), "/sample/v1/half", send)
    assert sent[0]["status"] == 200
    assert all(message.get("more_body", True) for message in sent)
    assert [line.levelname for line in lines()] == ["ERROR", "INFO"]
    assert lines()[1].__dict__["outcome"] == "failed"


async def test_a_caller_who_goes_away_is_no_failure(lines: Lines) -> None:
    async def send(message: Message) -> None:
        raise OSError

    await _run(_app(), "/sample/v1/half", send)
    [line] = lines()
    assert (line.levelname, line.__dict__["outcome"]) == ("INFO", "disconnected")


async def test_a_cancelled_request_is_accounted_for_and_stays_cancelled(lines: Lines) -> None:
    reached = asyncio.Event()

    async def waits(scope: object, receive: object, send: object) -> None:
        reached.set()
        await asyncio.Event().wait()

    async def send(message: Message) -> None:
        raise AssertionError

    task = asyncio.create_task(_run(RequestContext(waits, "sample", _failure), "/x", send))
    await reached.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    [line] = lines()
    assert (line.__dict__["outcome"], line.__dict__["status"]) == ("cancelled", 499)
