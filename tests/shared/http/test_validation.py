from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

import httpx
import pytest
from fastapi import Body, FastAPI, Header, Query, Request, Response
from fastapi.routing import APIRoute
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, field_validator

from shared.http.json_bodies import ShidraRequest
from shared.http.json_pointers import json_pointer
from shared.http.problem_handlers import install_problem_handlers
from shared.http.validation_messages import SAID
from shared.localization.input_rules import InputRule
from shared.localization.languages import Language
from shared.localization.messages import Message
from shared.localization.plain_text import Line, Text
from shared.localization.texts import LocalizedLine

_EVEN = InputRule("test_even", Message(he="זוגי, עד {most}", ar="زوجي حتى {most}", en="even, up to {most}"))


class _StrictRoute(APIRoute):
    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def strict(request: Request) -> Response:
            return await handle(ShidraRequest(request.scope, request.receive))

        return strict


class _Majority(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: Literal["majority"]
    threshold: int = Field(ge=1, le=100)


class _Consent(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: Literal["consent"]


class _Thing(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: LocalizedLine | None = None
    title: Line | None = None
    notes: Text | None = None
    plain: str | None = None
    short: Annotated[str, Field(min_length=2, max_length=3, pattern="^[a-z]+$")] | None = None
    count: int | None = None
    percent: float | None = Field(None, gt=0, lt=100, multiple_of=5)
    flag: bool | None = None
    on: date | None = None
    at: AwareDatetime | None = None
    naive: datetime | None = None
    id: UUID | None = None
    amount: Decimal | None = Field(None, max_digits=5, decimal_places=2)
    stage: Literal["mapped", "left"] | None = None
    tags: list[str] | None = Field(None, min_length=1, max_length=2)
    method: Annotated[_Majority | _Consent, Field(discriminator="name")] | None = None
    methods: list[Annotated[_Majority | _Consent, Field(discriminator="name")]] | None = None
    labels: dict[str, int] | None = None
    even: int | None = None
    secret: str | None = None

    @field_validator("even")
    @classmethod
    def _is_even(cls, value: int | None) -> int | None:
        if value is not None and value % 2:
            raise _EVEN.broken(most=8)
        return value

    @field_validator("secret")
    @classmethod
    def _never(cls, value: str | None) -> str | None:
        if value is not None:
            raise ValueError(f"bad: {value}")
        return value


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    app.router.route_class = _StrictRoute
    install_problem_handlers(app)

    @app.post("/things")
    async def create_thing(body: _Thing) -> None:
        return None

    @app.post("/numbers")
    async def create_numbers(body: Annotated[list[int], Body()]) -> None:
        return None

    @app.get("/things/{thing_id}")
    async def get_thing(
        thing_id: UUID,
        kinds: Annotated[list[Literal["a", "b"]] | None, Query()] = None,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
        if_match: Annotated[int | None, Header()] = None,
    ) -> None:
        return None

    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as opened:
        yield opened


async def _errors(response: httpx.Response) -> list[tuple[str, str]]:
    assert response.status_code == 422
    return [(error["pointer"], error["code"]) for error in response.json()["errors"]]


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({"unknown": 1}, "/unknown", "unknown_field"),
        ({"a/b~c": 1}, "/a~1b~0c", "unknown_field"),
        ({"plain": 5}, "/plain", "wrong_type"),
        ({"count": "x"}, "/count", "wrong_type"),
        ({"count": 1.5}, "/count", "wrong_type"),
        ({"flag": "x"}, "/flag", "wrong_type"),
        ({"tags": {}}, "/tags", "wrong_type"),
        ({"method": 3}, "/method", "wrong_type"),
        ({"labels": {"x": {}}}, "/labels/x", "wrong_type"),
        ([], "", "wrong_type"),
        ("text", "", "wrong_type"),
        ({"short": "a"}, "/short", "too_short"),
        ({"short": "abcd"}, "/short", "too_long"),
        ({"short": "A1"}, "/short", "bad_format"),
        ({"title": "x" * 301}, "/title", "too_long"),
        ({"title": " "}, "/title", "text_blank"),
        ({"title": "a\nb"}, "/title", "text_line_break"),
        ({"notes": "\u202ex"}, "/notes", "text_bidi_control"),
        ({"notes": "\x07"}, "/notes", "text_control_character"),
        ({"notes": "\uffff"}, "/notes", "text_not_unicode"),
        ({"plain": "\0"}, "/plain", "text_control_character"),
        ({"name": {}}, "/name", "text_no_language"),
        ({"name": {"he": None}}, "/name/he", "wrong_type"),
        ({"name": {"fr": "nom"}}, "/name/fr", "unknown_field"),
        ({"tags": []}, "/tags", "too_few"),
        ({"tags": ["a", "b", "c"]}, "/tags", "too_many"),
        ({"tags": ["a", 1]}, "/tags/1", "wrong_type"),
        ({"percent": 0}, "/percent", "out_of_range"),
        ({"percent": 100}, "/percent", "out_of_range"),
        ({"percent": 7}, "/percent", "out_of_range"),
        ({"amount": "123456"}, "/amount", "out_of_range"),
        ({"amount": "1.234"}, "/amount", "out_of_range"),
        ({"amount": "x"}, "/amount", "bad_format"),
        ({"on": "2026-13-01"}, "/on", "bad_format"),
        ({"at": "2026-11-23T10:15:30"}, "/at", "bad_format"),
        ({"naive": "yesterday"}, "/naive", "bad_format"),
        ({"id": "1234"}, "/id", "bad_format"),
        ({"stage": "gone"}, "/stage", "not_one_of"),
        ({"method": {"name": "lot"}}, "/method/name", "not_one_of"),
        ({"method": {}}, "/method/name", "missing"),
        ({"method": {"name": "majority"}}, "/method/threshold", "missing"),
        ({"method": {"name": "majority", "threshold": 0}}, "/method/threshold", "out_of_range"),
        ({"method": {"name": "consent", "x": 0}}, "/method/x", "unknown_field"),
        (
            {"methods": [{"name": "consent"}, {"name": "majority", "threshold": 101}]},
            "/methods/1/threshold",
            "out_of_range",
        ),
        ({"even": 3}, "/even", "test_even"),
        ({"secret": "hush"}, "/secret", "invalid"),
    ],
)
async def test_each_mistake_has_its_place_and_stable_code(
    client: httpx.AsyncClient, body: object, pointer: str, code: str
) -> None:
    assert await _errors(await client.post("/things", json=body)) == [(pointer, code)]


async def test_parameters_are_named_by_where_they_are(client: httpx.AsyncClient) -> None:
    response = await client.get("/things/7?limit=1000&kinds=a&kinds=z", headers={"If-Match": "x"})
    assert await _errors(response) == [
        ("path:thing_id", "bad_format"),
        ("query:kinds", "not_one_of"),
        ("query:limit", "out_of_range"),
        ("header:if-match", "wrong_type"),
    ]


async def test_a_missing_body_is_missing_as_a_whole(client: httpx.AsyncClient) -> None:
    assert await _errors(await client.post("/things")) == [("", "missing")]


async def test_details_speak_the_callers_language_and_give_limits(client: httpx.AsyncClient) -> None:
    body = {"stage": "gone", "percent": 100, "even": 3}
    said = {}
    for language in Language:
        response = await client.post("/things", json=body, headers={"Accept-Language": language.value})
        assert response.headers["Content-Language"] == language.value
        said[language] = [error["detail"] for error in response.json()["errors"]]
    assert said == {
        Language.HEBREW: ["נדרש ערך קטן מ־100.0.", "הערכים האפשריים: mapped, left.", "זוגי, עד 8"],
        Language.ARABIC: ["تلزم قيمة أصغر من 100.0.", "القيم الممكنة: mapped, left.", "زوجي حتى 8"],
        Language.ENGLISH: ["It must be less than 100.0.", "Possible values: mapped, left.", "even, up to 8"],
    }


@pytest.mark.parametrize(
    "field", ["plain", "title", "short", "count", "flag", "on", "at", "id", "amount", "stage", "secret"]
)
async def test_no_detail_repeats_what_was_sent(client: httpx.AsyncClient, field: str) -> None:
    response = await client.post("/things", json={field: "PRIVATE\u202e", "method": {"name": "PRIVATE"}})
    assert response.status_code == 422
    assert "PRIVATE" not in response.text


async def test_at_most_fifty_mistakes_are_listed(client: httpx.AsyncClient) -> None:
    errors = await _errors(await client.post("/numbers", json=["x"] * 200))
    assert errors == [(f"/{index}", "wrong_type") for index in range(50)]


async def test_a_long_or_odd_key_is_cut_and_cleaned(client: httpx.AsyncClient) -> None:
    response = await client.post("/things", json={"k" * 5_000: 1, "a\u202eb\x07": 1})
    assert await _errors(response) == [
        ("/" + "k" * 100, "unknown_field"),
        ("/a\ufffdb\ufffd", "unknown_field"),
    ]


def test_pointers_escape_as_rfc_6901_says() -> None:
    assert json_pointer([]) == ""
    assert json_pointer(["", "a/b", "m~n", 0, "\ud800"]) == "//a~1b/m~0n/0/\ufffd"


def test_every_code_is_one_of_the_documented() -> None:
    documented = (
        "missing unknown_field wrong_type too_short too_long too_few too_many out_of_range bad_format"
    )
    assert {code for code, _ in SAID.values()} == {*documented.split(), "not_one_of", "text_not_unicode"}
