"""The page that lets developers read and try a service's API in the browser.

Swagger UI, served by ourselves from an installed package (decision 0002): the page asks no other address for
anything. What it shows is the service's OpenAPI document; how that is built is in `openapi`.
"""

from collections.abc import Callable
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse, HTMLResponse, Response

from shared.http.auth.capabilities import public
from shared.http.openapi import Document
from shared.http.openapi_merging import dump_openapi

_ASSETS = Path(str(files("fastapi_offline") / "static"))
_ASSET_CACHING = {"Cache-Control": "public, max-age=3600"}

# Scripts and styles come from files only; Swagger UI's style sheet holds its arrows as data: addresses.
_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

# Addresses are relative to `/<service>/docs`.
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="docs/swagger-ui.css">
<script defer src="docs/swagger-ui-bundle.js"></script>
<script defer src="docs/start.js"></script>
</head>
<body>
<div id="documentation"></div>
<noscript>Needs JavaScript. The document shown is <a href="openapi.json">openapi.json</a>.</noscript>
</body>
</html>
"""

_START_SCRIPT = """"use strict";
SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#documentation",
  deepLinking: true,
  displayRequestDuration: true,
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
});
"""


def documentation_router(service: str, title: str, document: Callable[[], Document]) -> APIRouter:
    """`/<service>/docs` and the `/<service>/openapi.json` it shows; the document is built once."""
    router = APIRouter(prefix=f"/{service}", include_in_schema=False)
    built = cache(lambda: dump_openapi(document()).encode())

    @router.get("/openapi.json")
    @public
    async def read_openapi() -> Response:
        return Response(built(), media_type="application/json")

    @router.get("/docs")
    @public
    async def read_documentation() -> Response:
        page = _PAGE.format(title=escape(title))
        return HTMLResponse(page, headers={"Content-Security-Policy": _PAGE_POLICY})

    @router.get("/docs/start.js")
    @public
    async def read_documentation_start() -> Response:
        return Response(_START_SCRIPT, media_type="text/javascript", headers=_ASSET_CACHING)

    @router.get("/docs/swagger-ui-bundle.js")
    @public
    async def read_documentation_script() -> Response:
        return FileResponse(_ASSETS / "swagger-ui-bundle.js", headers=_ASSET_CACHING)

    @router.get("/docs/swagger-ui.css")
    @public
    async def read_documentation_style() -> Response:
        return FileResponse(_ASSETS / "swagger-ui.css", headers=_ASSET_CACHING)

    return router
