"""Whatever is sent, wherever it is sent to: a problem document, never a failure, and nothing is stored."""

import json
from collections.abc import AsyncIterator, Mapping
from typing import Any
from uuid import uuid4

import asyncpg
import httpx
import pytest

from tests.kit import Actor, Field, World
from tests.shared.operations import Operation, operations, within_an_initiative

NESTED = b"[" * 100_000
TEN_MEGABYTES = b'{"name": "' + b"x" * 10_000_000 + b'"}'

BODIES = {
    "windows-1255": '{"name": {"he": "שלום"}}'.encode("windows-1255"),
    "utf-16": '{"name": {"he": "שלום"}}'.encode("utf-16"),
    "cut off inside a letter": '{"name": "שלום'.encode()[:-1],
    "overlong encoding": b'{"name": "\xc0\xae"}',
    "surrogate in UTF-8": b'{"name": "\xed\xa0\x80"}',
    "NUL byte": b'{"name": "\x00"}',
    "nothing but NUL": b"\x00" * 1000,
    "huge integer": b'{"name": 1' + b"0" * 5000 + b"}",
    "huge exponent": b'{"name": 1e999999}',
    "NaN": b'{"name": NaN}',
    "nested too deep": NESTED,
    "the same key twice": b'{"name": 1, "name": 2}',
    "ten megabytes": TEN_MEGABYTES,
    "a list": b"[]",
    "a string": b'"{}"',
    "null": b"null",
    "two documents": b"{}{}",
}
TEXTS = {
    "NUL": "a\u0000b",
    "lone high surrogate": "\ud83d",
    "lone low surrogate": "\udc00a",
    "override of direction": "\u202eabc",
    "emoji, Hebrew and Arabic": "🕊️ שלום سلام",
    "decomposed letters": "e\u0301 שׁ",
    "not a character": "\uffff",
    "a million letters": "א" * 300_000,
    "letters that combine": "a" + "\u0301" * 5_000,
    "a number like text": "٣",
    "markup": "<script>alert(1)</script>",
    "formula": "=1+1",
    "a format": "%s %n {0} {{}} $1 ' \" \\ ; --",
}
REFUSED_EVERYWHERE = ("NUL", "lone high surrogate", "lone low surrogate")


def _is_problem(response: httpx.Response) -> None:
    assert 400 <= response.status_code < 500, (response.status_code, response.text[:500])
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == response.status_code
    assert {"type", "title", "detail", "code", "request_id"} <= problem.keys()


def _without_the_refusal(after: dict[str, int], before: dict[str, int]) -> dict[str, int]:
    """The counts without what a refusal by the charter leaves: one entry of the log, and who it was."""
    refused = [name for name in after if name.endswith(".charter_refusal") and after[name] > before[name]]
    counted = ["log.entry", "sizes", *refused] if after["log.entry"] > before["log.entry"] else []
    return {name: rows - (name in counted) for name, rows in after.items()}


@pytest.fixture(scope="module")
async def here(world: World) -> Field:
    return await world.found()


class Stored:
    """Rows of every table, once all services know what was recorded; buckets and cursors are no effects."""

    def __init__(self, here: Field, database: asyncpg.Connection, tables: list[asyncpg.Record]) -> None:
        self._here = here
        self._database = database
        self._counts = " UNION ALL ".join(
            f"SELECT '{schema}.{table}' AS name, count(*) AS rows FROM {schema}.{table}"
            for schema, table in tables
        )
        self._known = -1

    async def count(self) -> dict[str, int]:
        """How many there are of each."""
        size = int(await self._database.fetchval("SELECT coalesce(sum(size), 0) FROM log.head"))
        if size != self._known:  # else there is nothing that a service could not know yet
            for path in ("agenda/voices", "metrics/indicators", "events/events"):
                assert (await self._here.facilitator.get(path)).status_code == 200
            self._known = size
        counted = await self._database.fetch(self._counts)
        return {"sizes": size, **{row["name"]: row["rows"] for row in counted}}


@pytest.fixture(scope="module")
async def stored(world: World, here: Field) -> AsyncIterator[Stored]:
    assert world.settings.database_url is not None
    database = await asyncpg.connect(world.settings.database_url.replace("://", "://postgres@"))
    tables = await database.fetch(
        "SELECT schemaname, tablename FROM pg_tables"
        " WHERE schemaname IN ('log', 'registry', 'agenda', 'metrics', 'events')"
        " AND tablename NOT IN ('rate_bucket', 'follower_cursor', 'standing_fact', 'settled_topic')"
    )
    yield Stored(here, database, tables)
    await database.close()


def _caller(here: Field, operation: Operation) -> Actor:
    return here.operator if "{initiative_id}" not in operation.path else here.facilitator


def _address(here: Field, operation: Operation) -> str:
    return operation.address(
        here.id, person_id=here.partner.person_id, organization_id=here.partner.organization_id
    )


WITH_BODY = [operation for operation in operations() if operation.body]
IF_MATCH = {"If-Match": "*"}


@pytest.mark.parametrize("operation", WITH_BODY, ids=lambda operation: operation.name)
async def test_a_body_that_is_no_json_of_ours_is_refused(
    here: Field, stored: Stored, operation: Operation
) -> None:
    before = await stored.count()
    for body in BODIES.values():
        headers = {"Content-Type": "application/json", **IF_MATCH}
        response = await _caller(here, operation).call(
            operation.method, _address(here, operation), content=body, headers=headers
        )
        _is_problem(response)
    for media_type in (
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/xml",
    ):
        response = await _caller(here, operation).call(
            operation.method,
            _address(here, operation),
            content=b'{"name": {"he": "x"}}',
            headers={"Content-Type": media_type, **IF_MATCH},
        )
        _is_problem(response)
    assert await stored.count() == before


_BY_FORMAT = {"uuid": str(uuid4()), "date": "2026-11-23", "date-time": "2026-11-23T10:00:00Z"}
_BY_TYPE = {"boolean": False, "integer": 1, "number": 1}


def _resolved(schema: dict[str, Any], components: dict[str, Any]) -> dict[str, Any]:
    """A schema without references and choices: the first one that is not null."""
    while True:
        if "$ref" in schema:
            schema = components[schema["$ref"].rpartition("/")[2]]
        elif options := schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf"):
            schema = next(option for option in options if option.get("type") != "null")
        else:
            return schema


def _example(
    schema: dict[str, Any], components: dict[str, Any], text: str, formats: Mapping[str, str] = _BY_FORMAT
) -> Any:
    """A value of the shape a schema describes, with `text` wherever text may stand."""
    schema = _resolved(schema, components)
    match schema:
        case {"enum": [first, *_]} | {"const": first}:
            return first
        case {"type": "object"}:
            properties = schema.get("properties", {}).items()
            return {name: _example(member, components, text, formats) for name, member in properties}
        case {"type": "array"}:
            return [_example(schema["items"], components, text, formats)]
        case {"type": "string"}:
            return formats.get(schema.get("format", ""), text)
    return _BY_TYPE.get(schema.get("type", ""))


@pytest.mark.parametrize("operation", WITH_BODY, ids=lambda operation: operation.name)
async def test_no_text_makes_a_service_fail(here: Field, stored: Stored, operation: Operation) -> None:
    assert operation.body is not None
    before = await stored.count()
    for name, text in TEXTS.items():
        body = json.dumps(_example(operation.body, operation.components, text)).encode()
        response = await _caller(here, operation).call(
            operation.method,
            _address(here, operation),
            content=body,
            headers={"Content-Type": "application/json", **IF_MATCH},
        )
        assert response.status_code < 500, (name, response.text[:300])
        if name in REFUSED_EVERYWHERE and json.dumps(text).encode() in body:
            _is_problem(response)
        if response.status_code >= 400:
            _is_problem(response)
            assert text[:20] not in response.text, "input is never echoed"
            after = counted = await stored.count()
            if response.json()["type"].startswith("urn:shidra:charter:"):
                after = _without_the_refusal(counted, before)
            assert after == before
            before = counted
        else:
            before = await stored.count()


ENDS_OF_THE_CALENDAR = (
    {"date": "0001-01-01", "date-time": "0001-01-01T00:00:00+14:00"},
    {"date": "9999-12-31", "date-time": "9999-12-31T23:59:59-14:00"},
)


def _at_an_end(operation: Operation, end: Mapping[str, str]) -> Any:
    assert operation.body is not None
    return _example(operation.body, operation.components, "x", {**_BY_FORMAT, **end})


WITH_TIMES = [
    operation
    for operation in WITH_BODY
    if _at_an_end(operation, ENDS_OF_THE_CALENDAR[0]) != _at_an_end(operation, {})
]


@pytest.mark.parametrize("operation", WITH_TIMES, ids=lambda operation: operation.name)
async def test_no_day_and_no_moment_makes_a_service_fail(here: Field, operation: Operation) -> None:
    for end in ENDS_OF_THE_CALENDAR:
        response = await _caller(here, operation).call(
            operation.method, _address(here, operation), _at_an_end(operation, end), headers=IF_MATCH
        )
        assert response.status_code < 500, (end, response.text[:300])


async def test_letters_that_can_be_written_in_two_ways_are_no_failure(here: Field) -> None:
    # The log takes one spelling of a letter; patterns alone would let the other one through to it.
    decomposed = "e\u0301"
    bodies = {
        "registry/people": {"name": {"he": decomposed}, "email": f"{decomposed}@example.org"},
        "registry/organizations": {
            "name": {"he": decomposed},
            "sector": "nonprofit",
            "website": f"https://example.org/{decomposed}",
        },
    }
    for path, body in bodies.items():
        response = await here.facilitator.post(path, body)
        assert response.status_code < 500, response.text


ODD_PATHS = (
    "%00",
    "%ff",
    "%D7%A9",
    "..%2f..%2f",
    "%F0%9F%95%8A",
    "9" * 5000,
    "'",
    "%0d%0aX-Injected:%201",
    "{}",
    "*",
)


@pytest.mark.parametrize("operation", within_an_initiative(), ids=lambda operation: operation.name)
async def test_no_path_and_no_query_makes_a_service_fail(
    here: Field, stored: Stored, operation: Operation
) -> None:
    before = await stored.count()
    for odd in ODD_PATHS:
        for address in (
            operation.path.replace("{initiative_id}", odd),
            operation.address(here.id).replace(here.id, here.id.upper()),
            _odd_in_every_id(operation, here.id, odd),
            f"{operation.address(here.id)}?limit={odd}&cursor={odd}&status={odd}&code={odd}&type={odd}&{odd}={odd}",
        ):
            response = await here.facilitator.call(operation.method, address, headers=IF_MATCH)
            assert response.status_code < 500, (address[:200], response.text[:300])
            assert "x-injected" not in response.headers
            if response.status_code >= 400:
                _is_problem(response)
    assert await stored.count() == before


def _odd_in_every_id(operation: Operation, initiative_id: str, odd: str) -> str:
    path = operation.path.replace("{initiative_id}", initiative_id)
    return "/".join(odd if part.startswith("{") else part for part in path.split("/"))


ODD_HEADERS: dict[str, bytes] = {
    "Authorization": b"Bearer \xff\x00"[:-1] + b"\xfe",
    "Accept-Language": b"\xd7\xa9;q=9,*;q=-1,,;;" + b"he," * 2000,
    "If-Match": b'"' + b"9" * 190 + b'"',
    "If-None-Match": b"\xff" * 500,
    "X-Request-ID": b"\xff" * 36,
    "Traceparent": b"00-" + b"z" * 32 + b"-0-0",
    "Content-Type": b"application/json; charset=\xff",
    "Content-Length": b"9" * 30,
    "Host": b"[::bad",
    "X-Forwarded-For": b"\xff, 'nobody', " + b"1" * 4000,
    "Idempotency-Key": b"\xff\xfe",
}


@pytest.mark.parametrize("header", ODD_HEADERS)
async def test_no_header_makes_a_service_fail(here: Field, stored: Stored, header: str) -> None:
    before = await stored.count()
    for service in ("registry", "agenda", "metrics", "events"):
        for method, path in (
            ("GET", "organizations"),
            ("POST", "organizations"),
            ("PATCH", f"people/{uuid4()}"),
        ):
            response = await here.facilitator.call(
                method,
                f"{service}/{path}",
                content=b"{}",
                headers={header: ODD_HEADERS[header]},  # type: ignore[dict-item]  # httpx takes bytes
            )
            assert response.status_code < 500, response.text
            if response.status_code >= 400:
                _is_problem(response)
    assert await stored.count() == before
