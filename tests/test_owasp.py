"""OWASP API Security Top 10 (2023): what no other test keeps; docs/threat-model.md names the test of each."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import ValidationError

from services.cli import load_all
from shared.http.app import create_app, operations
from shared.http.pagination import MAX_LIMIT
from shared.settings import Settings
from tests.kit import Field, World
from tests.shared.operations import operations as described
from tests.shared.operations import within_an_initiative
from tests.test_openapi import MERGED, OPERATIONS, named, resolved

ROOT = Path(__file__).parents[1]
NOBODY = "019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42"
BOUNDS = frozenset({"maxLength", "pattern", "format", "enum", "const"})
# Pages of the service about itself, which stand in no document.
PAGES = frozenset(
    {"openapi.json", "docs", "docs/start.js", "docs/swagger-ui-bundle.js", "docs/swagger-ui.css"}
)
OF_ITSELF = ("read_openapi", "read_documentation")
"""How the handlers of these pages are called."""
# Who asks other addresses for something, and for what.
ASKING = {
    "shared/eventlog/asking.py": "for what a partner runs elsewhere, against addresses it gives",
    "shared/answers.py": "asks for nothing: reads what the modules above and below asked for",
    "shared/http/auth/openid.py": "keys of the identity providers that a setting names",
    "shared/http/auth/tokens.py": "keeps the client that asks for them",
    "services/events/webhook_dispatcher/connecting.py": "addresses that pass its check, for webhooks",
    "services/events/webhook_dispatcher/sending.py": "webhooks, through the connections of the module above",
    "services/demo/command.py": "the Shidra that a setting names, in which the demo is loaded",
    "services/demo/loading.py": "is handed the client of the module above",
    "services/demo/telling.py": "likewise",
    "services/running.py": "whether the service that was just started answers",
}
SCHEMA_KEYS = ("anyOf", "oneOf", "allOf")


def parts(schema: dict[str, Any], place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """A schema with everything within it, each with its place."""
    schema = resolved(schema)
    yield place, schema
    for key in SCHEMA_KEYS:
        for alternative in schema.get(key, ()):
            yield from parts(alternative, place)
    for name, inner in schema.get("properties", {}).items():
        yield from parts(inner, f"{place}.{name}")
    if isinstance(schema.get("additionalProperties"), dict):
        yield from parts(schema["additionalProperties"], f"{place}.*")
    if "items" in schema:
        yield from parts(schema["items"], f"{place}[]")


def given() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every part of what a caller can give: JSON bodies and parameters."""
    for operation in OPERATIONS:
        content = operation.body.get("requestBody", {}).get("content", {})
        if "application/json" in content:
            yield from parts(content["application/json"]["schema"], named(operation))
        for parameter in map(resolved, operation.body.get("parameters", ())):
            yield from parts(parameter["schema"], f"{named(operation)}?{parameter['name']}")


# API3: broken object property level authorization


def test_no_body_takes_a_field_it_does_not_name() -> None:
    objects = [(place, schema) for place, schema in given() if schema.get("type") == "object"]
    assert len(objects) > 15
    assert not [place for place, schema in objects if not _names_its_fields(schema)]


def _names_its_fields(schema: dict[str, Any]) -> bool:
    """Whether fields are named, or, in a map of codes to values, keys and values are both described."""
    others = schema.get("additionalProperties")
    return others is False or (isinstance(others, dict) and bool(others) and "propertyNames" in schema)


async def test_a_field_nobody_may_set_is_refused_and_sets_nothing(field: Field) -> None:
    path = f"registry/people/{field.partner.person_id}"
    before = (await field.partner.get(path)).json()
    for name, value in (("id", NOBODY), ("part", "auditor"), ("left_at", None), ("version", 9)):
        refused = await field.partner.patch(path, {name: value})
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, f"/{name}")
    assert (await field.partner.get(path)).json() == before


async def test_unknown_fields_never_pass_in_any_operation(field: Field) -> None:
    known = {"person_id": field.partner.person_id, "organization_id": field.partner.organization_id}
    for operation in within_an_initiative():
        if operation.body is not None:
            address = operation.address(field.id, **known)
            headers = {"If-Match": "*"}
            answered = await field.facilitator.call(
                operation.method, address, json={"founding_by_stealth": True}, headers=headers
            )
            assert 400 <= answered.status_code < 500, operation.name


# API4: unrestricted resource consumption


def test_everything_that_can_be_given_has_an_end() -> None:
    endless = [
        place for place, schema in given() if schema.get("type") == "array" and "maxItems" not in schema
    ]
    endless += [
        place for place, schema in given() if schema.get("type") == "string" and not BOUNDS & schema.keys()
    ]
    assert not endless


def test_no_page_is_longer_than_the_longest() -> None:
    limits = [
        resolved(parameter["schema"])
        for operation in OPERATIONS
        for parameter in map(resolved, operation.body.get("parameters", ()))
        if parameter["name"] == "limit"
    ]
    assert len(limits) > 5
    assert all(limit["maximum"] <= MAX_LIMIT for limit in limits)


async def test_a_longer_page_is_refused(field: Field) -> None:
    for limit in (0, -1, MAX_LIMIT + 1, 10**30):
        refused = await field.partner.get("registry/people", params={"limit": limit})
        assert refused.status_code == 422


# API5: broken function level authorization


async def test_the_operator_reads_no_people_no_work_and_no_log(field: Field) -> None:
    for path in ("registry/people", "registry/staff", "agenda/voices", "metrics/indicators", "events/events"):
        assert (await field.operator.get(path)).status_code == 403


# API7: server side request forgery


def test_only_what_a_setting_names_is_ever_fetched() -> None:
    clients = {"httpx", "httpcore", "requests", "aiohttp", "urllib3", "http.client", "urllib.request"}
    asking = {
        str(file.relative_to(ROOT))
        for folder in ("services", "shared")
        for file in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if _imported(node) & clients
    }
    assert asking <= ASKING.keys()


def _imported(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    if isinstance(node, ast.ImportFrom) and node.module:
        return {node.module, node.module.partition(".")[0]} | {
            f"{node.module}.{one.name}" for one in node.names
        }
    return set()


async def test_an_address_somebody_stores_is_not_fetched(
    field: Field, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", refuse)
    stored = await field.facilitator.created(
        "registry/organizations",
        {"name": {"he": "ארגון"}, "sector": "other", "website": "http://169.254.169.254/latest/meta-data"},
    )
    assert stored["website"].startswith("http://169.254.169.254/")


# API8: security misconfiguration


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/registry/health/live", 200),
        ("/registry/docs", 200),
        ("/registry/openapi.json", 200),
        ("/registry/v1/initiatives", 401),
        ("/registry/nowhere", 404),
        ("/nowhere", 404),
    ],
)
async def test_every_answer_carries_the_safe_headers(world: World, path: str, status: int) -> None:
    answered = await world.http.get(path, headers={"Origin": "https://elsewhere.example"})
    assert answered.status_code == status
    assert answered.headers["X-Content-Type-Options"] == "nosniff"
    assert answered.headers["Referrer-Policy"] == "no-referrer"
    assert not {"access-control-allow-origin", "server", "x-powered-by"} & set(answered.headers.keys())


def test_no_page_of_anybodys_may_act_for_its_visitor() -> None:
    with pytest.raises(ValidationError, match="name the origins"):
        Settings(mode="local", cors_origins=["*"])


async def test_an_origin_that_was_named_is_answered_and_no_other() -> None:
    settings = Settings(
        mode="local", database_url="postgresql:///nowhere", cors_origins=["https://front.example"]
    )
    app = create_app(load_all()[0], settings)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        for origin, allowed in (
            ("https://front.example", "https://front.example"),
            ("https://front.example.evil.example", None),
            ("null", None),
        ):
            asked = {"Origin": origin, "Access-Control-Request-Method": "GET"}
            answered = await client.options("/registry/v1/initiatives", headers=asked)
            assert answered.headers.get("access-control-allow-origin") == allowed
            assert "access-control-allow-credentials" not in answered.headers


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "TRACK"])
async def test_other_methods_do_nothing(field: Field, method: str) -> None:
    assert (await field.partner.call(method, "registry/people")).status_code == 405


# API9: improper inventory management


def test_what_is_served_is_what_is_documented() -> None:
    settings = Settings(mode="local", database_url="postgresql:///nowhere")
    served = {name for service in load_all() for name in operations(create_app(service, settings))}
    documented = {operation.name for operation in described()}
    undocumented = {name for name in served - documented if not name.startswith(OF_ITSELF)}
    assert not undocumented
    assert documented <= served


async def test_pages_about_the_service_are_the_only_addresses_outside_its_documents(world: World) -> None:
    for service in load_all():
        for page in PAGES:
            assert (await world.http.get(f"/{service.name}/{page}")).status_code == 200
        for old in (
            "v0",
            "v2",
            "internal",
            "admin",
            "debug",
            "metrics-internal",
            "redoc",
            "docs/oauth2-redirect",
        ):
            assert (await world.http.get(f"/{service.name}/{old}")).status_code == 404


def test_every_address_says_which_version_it_belongs_to() -> None:
    unversioned = [path for path in MERGED["paths"] if "/v1/" not in path and "/health/" not in path]
    assert all("/.well-known/" in path or path.endswith("/token") for path in unversioned), unversioned


# The document


def test_the_threat_model_names_tests_that_exist() -> None:
    page = (ROOT / "docs" / "threat-model.md").read_text("utf-8")
    claimed = set(re.findall(r"`(test_[a-z0-9_]+)`", page))
    assert len(claimed) > 40
    existing = {
        node.name
        for file in (ROOT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert sorted(claimed - existing) == []


def test_each_of_the_ten_risks_has_a_test() -> None:
    page = (ROOT / "docs" / "threat-model.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| API(\d+) [^|]+\| (.+) \|$", page, re.MULTILINE))
    assert sorted(rows, key=int) == [str(number) for number in range(1, 11)]
    assert not [
        number for number, kept_by in rows.items() if "`test_" not in kept_by and "`tests/" not in kept_by
    ]
