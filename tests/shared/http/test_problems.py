from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import httpx
import pytest
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from shared.charter import CharterRefusal
from shared.charter_words import Refusal, Rule
from shared.http.body_limits import BodyLimit
from shared.http.json_bodies import ShidraRequest
from shared.http.problem_documents import (
    ProblemDocument,
    move_problem_content_types,
    problem_response,
    problem_responses,
)
from shared.http.problem_handlers import failure_response, install_problem_handlers
from shared.http.problems import (
    Busy,
    Conflict,
    FieldError,
    Forbidden,
    IdempotencyKeyReused,
    NotFound,
    Problem,
    RefusedByCharter,
    TooManyRequests,
    Unauthenticated,
    ValidationFailed,
    all_problems,
)
from shared.http.request_context import RequestContext
from shared.localization.languages import Language
from shared.localization.messages import Message

_TITLE = Message(he="כותרת", ar="عنوان", en="title")
_DAYS = Message(he="עוד {days} ימים", ar="{days} أيام أخرى", en="{days} more days")
_GENERAL = [kind for kind in all_problems() if kind.__module__ == "shared.http.problems"]
_SAYS: dict[str, dict[str, Any]] = {
    "initiative-ended": {"since": "1.2.2026", "until": "1.2.2027"},
    "initiative-deleted": {"kept": "/kept", "ended": "1.2.2026", "deleted": "1.2.2027", "size": 12},
}
"""What problems name that say more than always the same."""
_ID = "019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42"


class _WaitLonger(Problem):
    """Only for tests."""

    status = 409
    code = "test-wait-longer"
    title = _TITLE
    detail = _DAYS
    namespace = "charter"


class _Note(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str


class _StrictRoute(APIRoute):
    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def strict(request: Request) -> Response:
            return await handle(ShidraRequest(request.scope, request.receive))

        return strict


def _app() -> FastAPI:
    router = APIRouter(route_class=_StrictRoute)

    @router.post("/notes", responses=problem_responses(ValidationFailed, IdempotencyKeyReused, Busy))
    async def create_note(body: _Note) -> _Note:
        return body

    @router.get("/notes")
    async def list_notes() -> list[_Note]:
        return []

    @router.delete("/notes/{note_id}", status_code=204)
    async def delete_note(note_id: str) -> None:
        raise _WaitLonger(days=3, headers={"X-Days": "3"})

    @router.post("/refusals", responses=problem_responses(RefusedByCharter))
    async def refuse() -> None:
        raise CharterRefusal(Refusal(Rule.AGENDA_BELONGS_TO_PARTNERS, _TITLE))

    @router.get("/failures/{name}")
    async def fail(name: str) -> None:
        raise {"teapot": HTTPException(418, "PRIVATE"), "value": ValueError("PRIVATE")}[name]

    app = FastAPI()
    app.include_router(router, prefix="/test/v1")
    install_problem_handlers(app)
    app.add_middleware(BodyLimit, max_bytes=300_000)
    app.add_middleware(RequestContext, service="test", failure_response=failure_response)
    return app


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=_app())
    async with httpx.AsyncClient(
        transport=transport, base_url="http://test", headers={"X-Request-ID": _ID}
    ) as opened:
        yield opened


def _problem(response: httpx.Response, status: int, code: str) -> ProblemDocument:
    assert response.headers["Content-Type"] == "application/problem+json"
    document = ProblemDocument.model_validate_json(response.content)
    assert (response.status_code, document.status, document.code) == (status, status, code)
    assert document.request_id == response.headers["X-Request-ID"] == _ID
    assert "PRIVATE" not in response.text
    return document


async def _post(
    client: httpx.AsyncClient, body: bytes, content_type: str = "application/json"
) -> httpx.Response:
    return await client.post("/test/v1/notes", content=body, headers={"Content-Type": content_type})


@pytest.mark.parametrize("kind", _GENERAL, ids=lambda kind: kind.code)
@pytest.mark.parametrize("language", Language)
def test_every_general_problem_is_told_in_every_language(kind: type[Problem], language: Language) -> None:
    says = _SAYS.get(kind.code, {})
    response = problem_response(kind(**says), language=language, request_id=_ID)
    document = ProblemDocument.model_validate_json(bytes(response.body))
    assert document.type == f"urn:shidra:problem:{kind.code}"
    assert (response.status_code, document.status) == (kind.status, kind.status)
    assert document.title == getattr(kind.title, language)
    assert document.detail == getattr(kind.detail, language).format(**says)
    assert response.headers["Content-Language"] == language
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Vary"] == "Accept-Language"


def test_the_general_problems_are_those_clients_know() -> None:
    assert {kind.code: kind.status for kind in _GENERAL} == {
        "malformed-body": 400,
        "two-credentials": 400,
        "body-too-slow": 408,
        "database-away": 503,
        "invalid-cursor": 400,
        "invalid-idempotency-key": 400,
        "unauthenticated": 401,
        "forbidden": 403,
        "not-found": 404,
        "method-not-allowed": 405,
        "conflict": 409,
        "person-erased": 409,
        "initiative-ended": 409,
        "initiative-deleted": 410,
        "idempotent-answer-erased": 410,
        "precondition-failed": 412,
        "body-too-large": 413,
        "unsupported-media-type": 415,
        "validation-failed": 422,
        "idempotency-key-reused": 422,
        "precondition-required": 428,
        "too-many-requests": 429,
        "internal-error": 500,
        "busy": 503,
    }


def test_headers_a_status_requires_are_always_there() -> None:
    assert Unauthenticated().headers == {"WWW-Authenticate": "Bearer"}
    assert TooManyRequests(headers={"Retry-After": "7"}).headers == {"Retry-After": "7"}
    assert Busy().headers == {"Retry-After": "1"}
    assert Forbidden().headers == {}


@pytest.mark.parametrize(
    "attributes",
    [
        {"code": "not-found"},
        {"code": "Test_Code"},
        {"code": "test-a", "__doc__": None},
        {"code": "test-b", "status": 200},
        {"code": "test-c", "title": _DAYS},
        {"code": "test-d", "detail": "text"},
    ],
    ids=[
        "taken code",
        "odd code",
        "no docstring",
        "no error status",
        "title with values",
        "detail in one language",
    ],
)
def test_a_problem_that_breaks_a_rule_cannot_be_declared(attributes: dict[str, Any]) -> None:
    correct = {"__doc__": "Meaning.", "status": 409, "title": _TITLE, "detail": _TITLE}
    with pytest.raises(TypeError):
        type("Wrong", (Problem,), correct | attributes)
    assert not [kind for kind in all_problems() if kind.__name__ == "Wrong"]


def test_a_problem_needs_the_values_its_detail_names() -> None:
    with pytest.raises(TypeError, match="days"):
        _WaitLonger()
    with pytest.raises(TypeError, match=r"\[\]"):
        NotFound(days=3)


def test_a_problem_as_text_is_its_code_alone() -> None:
    assert str(_WaitLonger(days=3)) == "test-wait-longer"


def test_nothing_in_a_pointer_makes_the_telling_fail() -> None:
    problem = ValidationFailed(errors=[FieldError("/\ud800\0", "invalid", _DAYS, {"days": 2})])
    document = ProblemDocument.model_validate_json(
        bytes(problem_response(problem, language=Language.ENGLISH, request_id="-").body)
    )
    assert (document.errors[0].pointer, document.errors[0].detail) == ("/?\0", "2 more days")


async def test_a_problem_raised_by_a_handler_is_the_answer(client: httpx.AsyncClient) -> None:
    response = await client.delete("/test/v1/notes/1", headers={"Accept-Language": "ar-IL"})
    document = _problem(response, 409, "test-wait-longer")
    assert (document.type, document.detail) == ("urn:shidra:charter:test-wait-longer", "3 أيام أخرى")
    assert document.errors == []
    assert response.headers["X-Days"] == "3"
    assert response.headers["Content-Language"] == "ar"


async def test_a_refusal_by_the_charter_ends_with_the_code_of_its_rule(client: httpx.AsyncClient) -> None:
    response = await client.post("/test/v1/refusals", headers={"Accept-Language": "en"})
    document = _problem(response, 403, "agenda-belongs-to-partners")
    assert document.type == "urn:shidra:charter:agenda-belongs-to-partners"
    assert (document.title, document.detail) == ("The agenda belongs to the partners", "title")


async def test_an_unknown_address_is_not_found_in_hebrew(client: httpx.AsyncClient) -> None:
    assert _problem(await client.get("/nowhere/PRIVATE"), 404, "not-found").title == "לא נמצא"


async def test_the_methods_of_an_address_are_all_listed(client: httpx.AsyncClient) -> None:
    response = await client.put("/test/v1/notes")
    _problem(response, 405, "method-not-allowed")
    assert response.headers["Allow"] == "GET, POST"
    assert (await client.get("/test/v1/notes/1")).headers["Allow"] == "DELETE"


@pytest.mark.parametrize("name", ["value", "teapot", "key"])
async def test_a_failure_says_nothing_of_its_cause(client: httpx.AsyncClient, name: str) -> None:
    assert _problem(await client.get(f"/test/v1/failures/{name}"), 500, "internal-error").errors == []


async def test_a_failure_outside_the_request_context_is_told_too() -> None:
    app = FastAPI()
    install_problem_handlers(app)

    @app.get("/")
    async def fail() -> None:
        raise ValueError("PRIVATE")

    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        response = await client.get("/")
    document = ProblemDocument.model_validate_json(response.content)
    assert (document.code, document.request_id) == ("internal-error", "-")


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "text/json", ""])
async def test_a_body_of_another_type_is_told_by_its_type(
    client: httpx.AsyncClient, content_type: str
) -> None:
    _problem(await _post(client, b'{"text": "PRIVATE"}', content_type), 415, "unsupported-media-type")


@pytest.mark.parametrize("content_type", ["application/json; charset=utf-8", "application/merge-patch+json"])
async def test_json_is_read_under_every_json_type(client: httpx.AsyncClient, content_type: str) -> None:
    response = await _post(client, '{"text": "ש"}'.encode(), content_type)
    assert response.json() == {"text": "ש"}


@pytest.mark.parametrize("announced", [True, False])
async def test_a_body_beyond_the_limit_is_too_large(client: httpx.AsyncClient, announced: bool) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(4):
            yield b" " * 100_000

    content = b" " * 400_000 if announced else chunks()
    headers = {"Content-Type": "application/json"}
    response = await client.post("/test/v1/notes", content=content, headers=headers)
    _problem(response, 413, "body-too-large")
    assert response.headers["Connection"] == "close"


@pytest.mark.parametrize(
    ("body", "status", "code", "errors"),
    [
        (b'{"text": "PRIVATE', 400, "malformed-body", [("", "not_json")]),
        ('{"text": "שלום"}'.encode("windows-1255"), 400, "malformed-body", [("", "not_utf8")]),
        ('{"text": "PRIVATE"}'.encode("utf-16"), 400, "malformed-body", [("", "not_utf8")]),
        (b'{"text": NaN}', 400, "malformed-body", [("", "number_out_of_range")]),
        (b'{"text": -Infinity}', 400, "malformed-body", [("", "number_out_of_range")]),
        (b'{"text": 1%s}' % (b"0" * 400), 400, "malformed-body", [("", "number_out_of_range")]),
        (b'{"text": 1%s}' % (b"0" * 5_000), 400, "malformed-body", [("", "number_out_of_range")]),
        (b"[" * 100_000, 400, "malformed-body", [("", "too_deep")]),
        (b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", 400, "malformed-body", [("", "too_deep")]),
        (b'{"text": "PRIVATE", "text": "b"}', 400, "malformed-body", [("", "duplicate_key")]),
        (b'{"text": "\\u0000PRIVATE"}', 422, "validation-failed", [("/text", "text_control_character")]),
        (b'{"text": "\\ud800PRIVATE"}', 422, "validation-failed", [("/text", "text_not_unicode")]),
        (b'{"\\ud800": "PRIVATE"}', 422, "validation-failed", [("/\ufffd", "text_not_unicode")]),
        (
            b'{"text": "a", "\\udfff\\ud800": 1}',
            422,
            "validation-failed",
            [("/\ufffd\ufffd", "text_not_unicode")],
        ),
        (b'{"text": "a", "more": 1}', 422, "validation-failed", [("/more", "unknown_field")]),
        (b"null", 422, "validation-failed", [("", "wrong_type")]),
        (b"", 422, "validation-failed", [("", "missing")]),
    ],
)
async def test_hostile_bodies_get_a_problem_and_no_echo(
    client: httpx.AsyncClient, body: bytes, status: int, code: str, errors: list[tuple[str, str]]
) -> None:
    document = _problem(await _post(client, body), status, code)
    assert [(error.pointer, error.code) for error in document.errors] == errors


async def test_a_caller_who_goes_away_is_no_malformed_body() -> None:
    app = FastAPI()
    install_problem_handlers(app)

    @app.post("/")
    async def create(body: _Note) -> None:
        return None

    async def gone() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        assert message.get("status") != 400

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/",
        "headers": [],
        "query_string": b"",
        "root_path": "",
    }
    with pytest.raises(ClientDisconnect):
        await app(scope, gone, send)


def test_problems_stand_in_the_openapi_document_under_their_own_content_type() -> None:
    document = _app().openapi()
    move_problem_content_types(document)
    responses = document["paths"]["/test/v1/notes"]["post"]["responses"]
    reference = {"schema": {"$ref": "#/components/schemas/ProblemDocument"}}
    assert {status: response["content"] for status, response in responses.items() if status != "200"} == {
        "422": {"application/problem+json": reference},
        "503": {"application/problem+json": reference},
    }
    assert [line.partition(":")[0] for line in responses["422"]["description"].split("\n")] == [
        "`validation-failed`",
        "`idempotency-key-reused`",
    ]
    assert list(responses["200"]["content"]) == ["application/json"]
    refused = document["paths"]["/test/v1/refusals"]["post"]["responses"]["403"]["description"]
    assert refused.startswith("`charter`: The charter does not allow it.")
    schema = document["components"]["schemas"]["ProblemDocument"]
    assert set(schema["required"]) == set(schema["properties"])
    assert ProblemDocument.model_validate(schema["examples"][0]).status == 422
    assert {kind.status for kind in (Conflict, NotFound)} == set(problem_responses(Conflict, NotFound))
