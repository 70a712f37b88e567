"""Pages of the frontends named in the settings may send and read every header the documents speak of."""

import re
from pathlib import Path

import httpx
import pytest

from services.cli import load_all
from shared.http.app import EXPOSED_HEADERS, create_app, openapi
from shared.service import Service
from shared.settings import Settings

ORIGIN = "https://front.example"
SETTINGS = Settings(mode="local", database_url="postgresql:///nowhere", cors_origins=[ORIGIN])
FOLDER = Path(__file__).parents[3] / "shared" / "http"
EVERY_PAGE_MAY_READ = {"content-language", "content-type", "cache-control"}


def _read_by_the_code() -> set[str]:
    """What the code asks a request's headers for, where a caller and not a proxy sets it."""
    found = re.compile(r'request\.headers\.get\("([a-z-]+)"|name == b"(x-request-id|traceparent)"')
    return {a or b for file in FOLDER.rglob("*.py") for a, b in found.findall(file.read_text("utf-8"))}


def _documented(service: Service) -> tuple[set[str], set[str]]:
    """Headers of requests and of answers in the service's document."""
    document = openapi(create_app(service, SETTINGS), service)
    sent, answered = {"Authorization", "Content-Type"}, set()
    for operation in (one for path in document["paths"].values() for one in path.values()):
        for one in operation.get("parameters", ()):
            shared_one = one.get("$ref", "").rpartition("/")[2]
            parameter = document["components"]["parameters"][shared_one] if shared_one else one
            if parameter["in"] == "header":
                sent.add(parameter["name"])
        for response in operation["responses"].values():
            answered.update(response.get("headers", {}))
    return sent, answered


def test_the_code_is_searched_for_the_headers_it_reads() -> None:
    assert {"if-none-match", "accept-language", "authorization", "traceparent"} <= _read_by_the_code()


@pytest.mark.parametrize("service", load_all(), ids=lambda service: service.name)
async def test_a_frontend_may_send_and_read_every_header_there_is(service: Service) -> None:
    sent, answered = _documented(service)
    transport = httpx.ASGITransport(create_app(service, SETTINGS))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        for name in sorted(sent | _read_by_the_code()):
            asked = {
                "Origin": ORIGIN,
                "Access-Control-Request-Method": "PATCH",
                "Access-Control-Request-Headers": name,
            }
            preflight = await client.options(f"/{service.name}/v1/initiatives", headers=asked)
            assert preflight.status_code == 200, name
        refused = await client.options(
            f"/{service.name}/v1/initiatives", headers=asked | {"Access-Control-Request-Headers": "X-Other"}
        )
        assert refused.status_code == 400
        exposed = (await client.get(f"/{service.name}/health/live", headers={"Origin": ORIGIN})).headers[
            "Access-Control-Expose-Headers"
        ]
    readable = {name.strip().lower() for name in exposed.split(",")} | EVERY_PAGE_MAY_READ
    assert {name.lower() for name in answered} <= readable
    assert readable >= {name.lower() for name in EXPOSED_HEADERS}


def test_what_the_code_adds_to_an_answer_by_name_can_be_read() -> None:
    found = re.compile(r'(?:response\.)?headers\["([A-Za-z-]+)"\] = |"(WWW-Authenticate|Retry-After)":')
    added = {
        (a or b).lower() for file in FOLDER.rglob("*.py") for a, b in found.findall(file.read_text("utf-8"))
    }
    assert added >= {"idempotency-replayed", "allow", "www-authenticate"}
    assert added <= {name.lower() for name in EXPOSED_HEADERS} | EVERY_PAGE_MAY_READ
