from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse

from shared.http.body_limits import BodyLimit

LIMIT = 1_000
MEGABYTE = b"x" * 1_048_576


async def _problem(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return JSONResponse({"status": error.status_code}, error.status_code, error.headers)


def _app() -> FastAPI:
    app = FastAPI(exception_handlers={HTTPException: _problem})

    @app.post("/texts")
    async def store_text(body: dict[str, str]) -> int:
        return len(body["text"])

    @app.get("/texts")
    async def list_texts() -> int:
        return 0

    app.add_middleware(BodyLimit, max_bytes=LIMIT)
    return app


@pytest.fixture
def client() -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=_app()), base_url="http://shidra.test")


class _Pieces:
    """A body of 10 MB that counts how much of it was taken."""

    def __init__(self) -> None:
        self.taken = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for _ in range(10):
            self.taken += 1
            yield MEGABYTE


JSON = {"Content-Type": "application/json"}


async def test_a_body_announced_too_large_is_refused_before_any_of_it_is_read(
    client: httpx.AsyncClient,
) -> None:
    pieces = _Pieces()
    headers = JSON | {"Content-Length": str(10 * len(MEGABYTE))}
    response = await client.post("/texts", content=aiter(pieces), headers=headers)
    assert (response.status_code, response.json()) == (413, {"status": 413})
    assert response.headers["Connection"] == "close"
    assert pieces.taken == 0


async def test_a_chunked_body_is_refused_with_the_chunk_that_is_too_much(client: httpx.AsyncClient) -> None:
    pieces = _Pieces()
    response = await client.post("/texts", content=aiter(pieces), headers=JSON)
    assert (response.status_code, response.json()) == (413, {"status": 413})
    assert pieces.taken == 1


@pytest.mark.parametrize(("size", "status"), [(LIMIT, 200), (LIMIT + 1, 413)])
@pytest.mark.parametrize("chunked", [True, False])
async def test_the_limit_is_exact(client: httpx.AsyncClient, size: int, status: int, chunked: bool) -> None:
    body = b'{"text": "' + b"x" * (size - 12) + b'"}'

    async def pieces() -> AsyncIterator[bytes]:
        yield body[:500]
        yield body[500:]

    response = await client.post("/texts", content=pieces() if chunked else body, headers=JSON)
    assert response.status_code == status


async def test_a_body_that_nobody_reads_is_not_refused(client: httpx.AsyncClient) -> None:
    response = await client.request("GET", "/texts", content=b"x" * (LIMIT + 1))
    assert response.status_code == 200
