import json
from typing import Annotated, Any

import pytest
from fastapi import APIRouter, FastAPI, Query
from fastapi.routing import APIRoute

from shared.http.auth.capabilities import public
from shared.http.bodies import RequestBody, ResponseBody
from shared.http.openapi import Document, OpenAPIError, build_openapi, operation_id
from shared.http.openapi_merging import dump_openapi, merge_openapi
from shared.http.pagination import Page
from shared.http.preconditions import IfMatch, OptionalIfMatch
from shared.http.problem_documents import problem_responses
from shared.http.problems import Busy, TooManyRequests, ValidationFailed


class Writing(APIRoute):
    writes = True


class ForumCreate(RequestBody):
    name: str
    purpose: str | None = None


class Forum(ResponseBody):
    id: str
    name: str
    votes: bool = False
    version: int


class Note(ResponseBody):
    text: str


PROBLEMS = problem_responses(ValidationFailed, TooManyRequests, Busy)


def _app(service: str = "registry") -> FastAPI:
    app = FastAPI(title=f"Shidra: {service}", generate_unique_id_function=operation_id, openapi_url=None)
    router = APIRouter(prefix="/initiatives/{initiative_id}/forums", tags=["forums"])
    writing = APIRouter(
        prefix="/initiatives/{initiative_id}/forums", tags=["forums", "a-first"], route_class=Writing
    )

    @writing.post("", status_code=201, name=f"create_{service}_forum")
    async def create_forum(body: ForumCreate) -> Forum:
        """Create a forum.

        At more length.
        """
        raise AssertionError

    @router.get("", name=f"list_{service}_forums")
    async def list_forums(
        kind: str | None = None, ids: Annotated[list[str] | None, Query()] = None
    ) -> Page[Forum]:
        """List the forums."""
        raise AssertionError

    @writing.patch("/{forum_id}", name=f"change_{service}_forum")
    async def change_forum(forum_id: str, body: ForumCreate, if_match: IfMatch) -> Forum:
        """Change a forum."""
        raise AssertionError

    @writing.put("/{forum_id}", name=f"replace_{service}_forum")
    async def replace_forum(forum_id: str, body: ForumCreate, if_match: OptionalIfMatch) -> Forum:
        """Replace a forum."""
        raise AssertionError

    @router.get("/{forum_id}/note", name=f"get_{service}_note")
    @public
    async def get_note(forum_id: str) -> Note:
        """Read a note."""
        raise AssertionError

    for one in (router, writing):
        app.include_router(one, prefix=f"/{service}/v1", responses=PROBLEMS)
    return app


def _document(service: str = "registry") -> Document:
    return build_openapi(_app(service), service=service, version="1.2.3", description="What it is.")


FORUMS = "/registry/v1/initiatives/{initiative_id}/forums"


@pytest.fixture(scope="module")
def document() -> Document:
    return _document()


def _headers(operation: Document, status: str) -> list[str]:
    return list(operation["responses"][status]["headers"])


def _parameter(operation: Document, name: str) -> Any:
    [found] = [one for one in operation["parameters"] if one.get("name") == name]
    return found


def test_an_operation_is_called_by_its_handler_and_summed_up_by_its_docstring(document: Document) -> None:
    created = document["paths"][FORUMS]["post"]
    assert created["operationId"] == "create_registry_forum"
    assert (created["summary"], created["description"]) == ("Create a forum", "At more length.")
    assert "description" not in document["paths"][FORUMS]["get"]


def test_the_same_code_gives_the_same_text(document: Document) -> None:
    assert dump_openapi(_document()) == dump_openapi(document)
    assert dump_openapi(document).endswith("}\n")
    assert json.loads(dump_openapi(document)) == document
    assert list(document["paths"]) == sorted(document["paths"])
    assert [tag["name"] for tag in document["tags"]] == ["a-first", "forums"]


def test_every_reference_leads_somewhere(document: Document) -> None:
    text = dump_openapi(document)
    for kind, components in document["components"].items():
        for name in components:
            text = text.replace(f'"#/components/{kind}/{name}"', "")
    assert "#/components" not in text


def test_problems_are_problem_documents_and_nothing_of_fastapis_own_is_left(document: Document) -> None:
    for path in document["paths"].values():
        for operation in path.values():
            for status, response in operation["responses"].items():
                expected = "application/json" if status.startswith("2") else "application/problem+json"
                assert list(response["content"]) == [expected]
    assert not {"HTTPValidationError", "ValidationError"} & document["components"]["schemas"].keys()


def test_the_422_of_fastapi_becomes_a_problem_document() -> None:
    app = FastAPI(generate_unique_id_function=operation_id)

    @app.get("/x", responses=problem_responses(Busy))
    async def read_x(limit: int) -> Note:
        """Read x."""
        raise AssertionError

    document = build_openapi(app, service="x", version="1", description="x")
    responses = document["paths"]["/x"]["get"]["responses"]
    assert list(responses) == ["200", "401", "403", "404", "422", "503"]
    assert list(responses["422"]["content"]) == ["application/problem+json"]
    assert not {"HTTPValidationError", "ValidationError"} & document["components"]["schemas"].keys()


def test_responses_name_their_headers(document: Document) -> None:
    forums, forum = document["paths"][FORUMS], document["paths"][FORUMS + "/{forum_id}"]
    assert _headers(forums["post"], "201") == ["ETag", "Location", "Log-Position", "X-Request-ID"]
    assert _headers(forum["patch"], "200") == ["ETag", "Log-Position", "X-Request-ID"]
    assert _headers(forums["get"], "200") == ["X-Request-ID"]
    assert _headers(forums["get"], "429") == _headers(forums["get"], "503") == ["Retry-After", "X-Request-ID"]
    assert _headers(forums["get"], "422") == ["X-Request-ID"]


def test_ids_in_the_path_that_no_handler_declares_are_documented(document: Document) -> None:
    patch = document["paths"][FORUMS + "/{forum_id}"]["patch"]
    assert _parameter(patch, "initiative_id") == {
        "name": "initiative_id",
        "in": "path",
        "required": True,
        "schema": {"type": "string", "format": "uuid"},
    }
    assert _parameter(patch, "forum_id")["schema"] == {"type": "string"}


def test_an_idempotency_key_is_taken_by_writing_posts_only(document: Document) -> None:
    key = {"$ref": "#/components/parameters/Idempotency-Key"}
    taking = [
        operation["operationId"]
        for path in document["paths"].values()
        for operation in path.values()
        if key in operation["parameters"]
    ]
    assert taking == ["create_registry_forum"]


def test_if_match_is_required_on_patch_and_optional_on_put(document: Document) -> None:
    forum = document["paths"][FORUMS + "/{forum_id}"]
    assert _parameter(forum["patch"], "If-Match")["required"] is True
    assert _parameter(forum["put"], "If-Match")["required"] is False
    assert _parameter(forum["put"], "If-Match")["schema"]["type"] == "string"


def test_a_parameter_is_absent_but_never_null(document: Document) -> None:
    listed = document["paths"][FORUMS]["get"]
    assert _parameter(listed, "kind")["schema"] == {"type": "string"}
    assert _parameter(listed, "ids")["schema"] == {"type": "array", "items": {"type": "string"}}


def test_a_token_is_asked_for_unless_the_operation_is_public(document: Document) -> None:
    assert document["security"] == [{"bearer": []}]
    assert document["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"
    assert document["paths"][FORUMS + "/{forum_id}/note"]["get"]["security"] == []
    assert "security" not in document["paths"][FORUMS]["get"]


def test_every_documented_field_of_a_response_is_required(document: Document) -> None:
    assert document["components"]["schemas"]["Forum"]["required"] == ["id", "name", "votes", "version"]
    assert document["components"]["schemas"]["ForumCreate"]["required"] == ["name"]


def test_generic_bodies_have_plain_names(document: Document) -> None:
    schemas = document["components"]["schemas"]
    assert schemas["ForumPage"]["title"] == "ForumPage"
    answer = document["paths"][FORUMS]["get"]["responses"]["200"]
    assert answer["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/ForumPage"}
    assert list(schemas) == sorted(schemas)


def test_two_handlers_of_one_name_are_refused() -> None:
    app = FastAPI(generate_unique_id_function=operation_id)
    for path in ("/a", "/b"):

        @app.get(path)
        async def read_it() -> Note:
            """Read it."""
            raise AssertionError

    with pytest.warns(UserWarning, match="Duplicate"), pytest.raises(OpenAPIError, match="read_it"):
        build_openapi(app, service="x", version="1", description="x")


def test_a_handler_without_docstring_is_refused() -> None:
    app = FastAPI(generate_unique_id_function=operation_id)

    @app.get("/a")
    async def read_it() -> Note:
        raise AssertionError

    with pytest.raises(OpenAPIError, match="read_it"):
        build_openapi(app, service="x", version="1", description="x")


def test_a_body_that_differs_between_request_and_response_is_refused() -> None:
    app = FastAPI(generate_unique_id_function=operation_id)

    @app.post("/a")
    async def echo(body: Forum) -> Forum:
        """Echo."""
        raise AssertionError

    with pytest.raises(OpenAPIError, match="Forum"):
        build_openapi(app, service="x", version="1", description="x")


def test_the_merged_document_holds_all_services_and_what_they_share_once() -> None:
    registry, agenda = _document("registry"), _document("agenda")
    merged = merge_openapi([registry, agenda])
    assert merged["paths"].keys() == registry["paths"].keys() | agenda["paths"].keys()
    assert merged["components"] == registry["components"]
    assert merged["info"] == {"title": "Shidra", "version": "1.2.3", "description": "All services of Shidra."}
    assert merged["security"] == registry["security"]


def test_one_name_for_two_schemas_is_refused_and_names_both_services() -> None:
    registry, agenda = _document("registry"), _document("agenda")
    agenda["components"]["schemas"]["Forum"]["description"] = "Another forum."
    with pytest.raises(OpenAPIError, match=r"schemas/Forum .* registry and agenda"):
        merge_openapi([registry, agenda])


def test_one_name_for_two_operations_is_refused_and_names_both_services() -> None:
    registry, agenda = _document("registry"), _document("agenda")
    path = "/agenda/v1/initiatives/{initiative_id}/forums"
    agenda["paths"][path]["get"]["operationId"] = "list_registry_forums"
    with pytest.raises(OpenAPIError, match=r"list_registry_forums .* registry and agenda"):
        merge_openapi([registry, agenda])
