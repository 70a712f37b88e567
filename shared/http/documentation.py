"""The page that lets developers read and try a service's API in the browser.

Swagger UI, served by ourselves from an installed package (decision 0002): the page asks no other address for
anything. What it shows is the service's OpenAPI document; how that is built is in `openapi`.
"""

from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse, HTMLResponse, Response

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
<title>Shidra: {service}</title>
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


def add_documentation(app: FastAPI, *, service: str) -> None:
    """Serve the page at `/<service>/docs`; it shows `/<service>/openapi.json`."""
    address = f"/{service}/docs"

    @app.get(address, include_in_schema=False)
    async def read_documentation() -> Response:
        return HTMLResponse(_PAGE.format(service=service), headers={"Content-Security-Policy": _PAGE_POLICY})

    @app.get(f"{address}/start.js", include_in_schema=False)
    async def read_documentation_start() -> Response:
        return Response(_START_SCRIPT, media_type="text/javascript", headers=_ASSET_CACHING)

    @app.get(f"{address}/swagger-ui-bundle.js", include_in_schema=False)
    async def read_documentation_script() -> Response:
        return FileResponse(_ASSETS / "swagger-ui-bundle.js", headers=_ASSET_CACHING)

    @app.get(f"{address}/swagger-ui.css", include_in_schema=False)
    async def read_documentation_style() -> Response:
        return FileResponse(_ASSETS / "swagger-ui.css", headers=_ASSET_CACHING)
