import re

import httpx
import pytest
from fastapi import FastAPI

from shared.http.documentation import documentation_router


@pytest.fixture
def client() -> httpx.AsyncClient:
    app = FastAPI(openapi_url=None)
    app.include_router(documentation_router("registry", "Registry <1>", lambda: {"openapi": "3.1.0"}))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://shidra.test")


async def test_the_page_names_no_foreign_address(client: httpx.AsyncClient) -> None:
    page = await client.get("/registry/docs")
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "//" not in page.text
    assert "//" not in (await client.get("/registry/docs/start.js")).text


async def test_everything_the_page_loads_is_served_by_us(client: httpx.AsyncClient) -> None:
    page = await client.get("/registry/docs")
    loaded = re.findall(r'(?:src|href)="([^":]+)"', page.text)
    assert len(loaded) == 4
    for address in loaded:
        asset = await client.get(str(page.url.join(address)))
        assert asset.status_code == 200
        assert asset.content


async def test_the_page_runs_no_script_but_files_of_ours(client: httpx.AsyncClient) -> None:
    page = await client.get("/registry/docs")
    policy = page.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert re.findall(r"<script(?![^>]*src=)|\son\w+=|<style", page.text) == []


@pytest.mark.parametrize(
    ("asset", "kind"),
    [("start.js", "javascript"), ("swagger-ui-bundle.js", "javascript"), ("swagger-ui.css", "css")],
)
async def test_assets_are_typed_and_may_be_cached(client: httpx.AsyncClient, asset: str, kind: str) -> None:
    response = await client.get(f"/registry/docs/{asset}")
    assert kind in response.headers["Content-Type"]
    assert response.headers["Cache-Control"].startswith("public")


async def test_the_document_it_shows_is_the_services(client: httpx.AsyncClient) -> None:
    page = await client.get("/registry/docs")
    assert "<title>Registry &lt;1&gt;</title>" in page.text
    document = await client.get(str(page.url.join("openapi.json")))
    assert document.headers["Content-Type"] == "application/json"
    assert document.json() == {"openapi": "3.1.0"}


def test_the_pages_stand_in_no_document() -> None:
    router = documentation_router("registry", "Registry", dict)
    assert not router.include_in_schema
