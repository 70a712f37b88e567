"""The committed OpenAPI documents: valid OpenAPI 3.1, and the same conventions in every operation."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema_rs
import pytest
from openapi_python_client import schema as structure

from services.cli import load_all

DOCUMENTS = Path(__file__).parents[1] / "docs" / "openapi"
NAMES = [*(service.name for service in load_all()), "shidra"]
PROBLEM = "application/problem+json"
SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class Operation(NamedTuple):
    """One operation of the merged document."""

    path: str
    method: str
    body: dict[str, Any]

    def parameter(self, name: str) -> dict[str, Any] | None:
        """A parameter by its name."""
        found = (resolved(one) for one in self.body.get("parameters", ()))
        return next((one for one in found if one["name"] == name), None)

    def answer(self) -> dict[str, Any]:
        """The JSON schema of the answer that is no problem, its reference followed; empty without one."""
        for status, response in self.body["responses"].items():
            if status.startswith("2"):
                schema: dict[str, Any] = (
                    response.get("content", {}).get("application/json", {}).get("schema", {})
                )
                return resolved(schema)
        return {}


def document(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((DOCUMENTS / f"{name}.json").read_text("utf-8"))
    return loaded


MERGED = document("shidra")


def resolved(value: dict[str, Any], within: dict[str, Any] = MERGED) -> dict[str, Any]:
    """What a reference leads to, or the value itself; raises KeyError where it leads nowhere."""
    found: Any = value
    if "$ref" in value:
        found = within
        for part in value["$ref"].removeprefix("#/").split("/"):
            found = found[part]
    assert isinstance(found, dict)
    return found


def references(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "$ref" in value:
            yield value
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


OPERATIONS = [
    Operation(path, method, body)
    for path, methods in MERGED["paths"].items()
    for method, body in methods.items()
]
IN_INITIATIVES = [
    operation for operation in OPERATIONS if "/v1/initiatives/{initiative_id}" in operation.path
]


def named(operation: Operation) -> str:
    return str(operation.body["operationId"])


@pytest.mark.parametrize("name", NAMES)
def test_a_document_is_openapi_3_1(name: str) -> None:
    found = document(name)
    assert found["openapi"].startswith("3.1.")
    structure.OpenAPI.model_validate(found)
    for schema in found["components"]["schemas"].values():
        jsonschema_rs.meta.validate({"$schema": SCHEMA_DIALECT, **schema})


@pytest.mark.parametrize("name", NAMES)
def test_every_reference_leads_somewhere(name: str) -> None:
    found = document(name)
    for reference in references(found):
        assert resolved(reference, found)


def test_the_examples_of_schemas_are_what_the_schemas_describe() -> None:
    for name, schema in MERGED["components"]["schemas"].items():
        validator = jsonschema_rs.validator_for(
            {**schema, "$schema": SCHEMA_DIALECT, "components": MERGED["components"]}
        )
        for example in schema.get("examples", ()):
            assert validator.is_valid(example), name


def test_operations_have_names_of_their_own_over_all_services() -> None:
    counted = Counter(named(operation) for operation in OPERATIONS)
    assert not [name for name, count in counted.items() if count > 1]
    assert all(name.isidentifier() and name.islower() for name in counted)


def test_the_merged_document_holds_every_operation_of_the_services() -> None:
    paths = {path for name in NAMES[:-1] for path in document(name)["paths"]}
    assert paths == set(MERGED["paths"])


def test_no_schema_is_split_into_what_goes_in_and_what_comes_out() -> None:
    assert not [name for name in MERGED["components"]["schemas"] if name.endswith(("-Input", "-Output"))]


@pytest.mark.parametrize("operation", OPERATIONS, ids=named)
def test_an_operation_has_a_summary_a_tag_and_a_service_in_its_path(operation: Operation) -> None:
    assert 0 < len(operation.body["summary"]) <= 120
    assert not operation.body["summary"].endswith(".")
    assert len(operation.body["tags"]) == 1
    assert operation.path.split("/")[1] in NAMES[:-1]


@pytest.mark.parametrize("operation", OPERATIONS, ids=named)
def test_refusals_are_problem_documents_and_nothing_else(operation: Operation) -> None:
    for status, response in operation.body["responses"].items():
        if status.startswith(("4", "5")) and "content" in response:
            assert list(response["content"]) == [PROBLEM], status
            assert response["content"][PROBLEM]["schema"]["$ref"].endswith("/ProblemDocument")


@pytest.mark.parametrize("operation", IN_INITIATIVES, ids=named)
def test_an_operation_in_an_initiative_says_how_it_refuses(operation: Operation) -> None:
    assert {"401", "403", "404", "429", "503"} <= operation.body["responses"].keys()


@pytest.mark.parametrize("operation", IN_INITIATIVES, ids=named)
def test_a_list_has_a_limit_and_a_cursor(operation: Operation) -> None:
    if "next_cursor" in operation.answer().get("properties", {}):
        assert operation.parameter("limit")
        assert operation.parameter("cursor")
    if operation.method == "get" and "items" in operation.answer().get("properties", {}):
        assert "next_cursor" in operation.answer()["properties"]


@pytest.mark.parametrize("operation", IN_INITIATIVES, ids=named)
def test_a_post_takes_an_idempotency_key_and_a_change_needs_if_match(operation: Operation) -> None:
    if operation.method == "post":
        assert operation.parameter("Idempotency-Key")
    if operation.method in ("patch", "delete"):
        if_match = operation.parameter("If-Match")
        assert if_match is not None
        assert if_match["required"]


def test_a_change_says_how_a_stale_and_a_missing_if_match_are_answered() -> None:
    changes = [operation for operation in IN_INITIATIVES if operation.method in ("patch", "delete")]
    assert not [named(one) for one in changes if not {"412", "428"} <= one.body["responses"].keys()]


def test_a_post_says_how_a_wrong_idempotency_key_is_answered() -> None:
    posts = [operation for operation in IN_INITIATIVES if operation.method == "post"]
    told = "idempotency-key-reused"
    assert not [named(one) for one in posts if told not in one.body["responses"]["422"]["description"]]


@pytest.mark.parametrize("operation", IN_INITIATIVES, ids=named)
def test_a_write_answers_with_its_position_in_the_log(operation: Operation) -> None:
    if operation.method in ("post", "put", "patch", "delete"):
        done = [
            response for status, response in operation.body["responses"].items() if status.startswith("2")
        ]
        assert done
        assert all("Log-Position" in response["headers"] for response in done)


@pytest.mark.parametrize("operation", OPERATIONS, ids=named)
def test_every_field_of_an_answer_is_always_there(operation: Operation) -> None:
    properties = operation.answer().get("properties", {})
    assert set(properties) == set(operation.answer().get("required", []))
