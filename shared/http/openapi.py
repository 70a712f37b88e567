"""The OpenAPI document of one service: what FastAPI generates, put right and completed.

FastAPI knows bodies, parameters and declared responses. Headers, the bearer token and the ids in paths are
handled around the handlers (route classes, middleware), so they are written in here. Merging the services'
documents and printing them is in `openapi_merging`.
"""

import re
from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts
from starlette.routing import BaseRoute

from shared.http.after_the_end import ends_with_the_initiative
from shared.http.auth.capabilities import Requires
from shared.http.auth.links import purpose_of, takes_nothing_but_links
from shared.http.openapi_components import (
    HEADERS,
    IDEMPOTENCY_KEY,
    SECURITY_SCHEMES,
    header,
    response_headers,
)
from shared.http.preconditions import asks_for_if_match
from shared.http.problem import Problem
from shared.http.problem_documents import documented, move_problem_content_types
from shared.http.problems import (
    BodyTooLarge,
    Forbidden,
    IdempotencyKeyReused,
    IdempotentAnswerErased,
    InitiativeDeleted,
    InitiativeEnded,
    InvalidCursor,
    InvalidIdempotencyKey,
    MalformedBody,
    NotFound,
    PreconditionFailed,
    PreconditionRequired,
    TwoCredentials,
    Unauthenticated,
    UnsupportedMediaType,
    ValidationFailed,
)

_PATH_PARAMETER = re.compile(r"{(\w+)}")
_GENERIC = re.compile(r"([A-Za-z0-9]+)_([A-Za-z0-9]+)_")
_LEADS_ON = re.compile(r"^/registry/.*/organizations/{organization_id}")
"""Addresses of organizations, whose old ids lead on once they are merged."""
_FASTAPI_VALIDATION = ("HTTPValidationError", "ValidationError")

Document = dict[str, Any]


class OpenAPIError(TypeError):
    """The routes or their bodies cannot be documented as they are; the message says what to change."""


def operation_id(route: APIRoute) -> str:
    """The handler's name: `generate_unique_id_function` of every application."""
    return route.name


def build_openapi(app: FastAPI, *, service: str, version: str, description: str) -> Document:
    """The document of a service, the same for the same code; raises `OpenAPIError`.

    Routes say what FastAPI cannot know by attributes: a route class with `writes` set takes an
    `Idempotency-Key` and answers with `Log-Position`; an endpoint with `__public__` set asks for no token.
    """
    document = get_openapi(title=app.title, version=version, description=description, routes=app.routes)
    document["info"]["x-service"] = service
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    _refuse_split_schemas(schemas)
    for name, schema in schemas.items():
        # Generators take a class's name from the title, where it is `Page[Initiative]`.
        schema["title"] = _plain_name(name)
    seen: set[str] = set()
    for context, operation in _operations(app, document):
        _refuse_taken_id(operation["operationId"], seen)
        _complete(operation, context, schemas)
    for name in _FASTAPI_VALIDATION:
        schemas.pop(name, None)
    components["headers"] = HEADERS
    components["parameters"] = {"Idempotency-Key": IDEMPOTENCY_KEY}
    components["securitySchemes"] = SECURITY_SCHEMES
    document["security"] = [{"bearer": []}]
    document["paths"] = dict(sorted(document["paths"].items()))
    document["tags"] = [{"name": name} for name in sorted(_tags(document))]
    move_problem_content_types(document)
    renamed: Document = _with_plain_names(document)
    renamed["components"]["schemas"] = dict(sorted(renamed["components"]["schemas"].items()))
    return renamed


def _operations(app: FastAPI, document: Document) -> Iterator[tuple[RouteContext, Document]]:
    for context in iter_route_contexts(app.routes):
        if isinstance(context.original_route, APIRoute) and getattr(context, "include_in_schema", False):
            for method in sorted(context.methods or ()):
                yield context, document["paths"][context.path_format][method.lower()]


def _complete(operation: Document, context: RouteContext, schemas: Document) -> None:
    method = next(iter(context.methods or ()))
    writes = bool(getattr(context.original_route, "writes", False))
    _summarize(operation)
    required = _requires_if_match(context.original_route)
    parameters: list[Document] = [_plain(one, if_match=required) for one in operation.get("parameters", ())]
    declared = {one["name"] for one in parameters if one["in"] == "path"}
    in_path = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
        for name in _PATH_PARAMETER.findall(context.path_format or "")
        if name not in declared
    ]
    parameters = in_path + parameters
    if writes and method == "POST":
        parameters.append({"$ref": "#/components/parameters/Idempotency-Key"})
    if parameters:
        operation["parameters"] = parameters
    public = bool(getattr(context.endpoint, "__public__", False))
    if public:
        operation["security"] = []
    elif takes_nothing_but_links(context.endpoint):
        operation["security"] = [{"capabilityLink": []}]
    elif others := _ways_besides_bearer(context):
        operation["security"] = [{"bearer": []}, *others]
    responses = operation["responses"]
    if "HTTPValidationError" in str(responses.get("422")):
        del responses["422"]
    kinds = list(_problems_around(operation, method, public=public, writes=writes, required=required))
    in_initiative = "{initiative_id}" in (context.path_format or "")
    if writes and in_initiative and ends_with_the_initiative(context.endpoint):
        kinds.append(InitiativeEnded)
    if in_initiative and not public:
        kinds.append(InitiativeDeleted)
    if purpose_of(context.endpoint) is not None:
        kinds.append(TwoCredentials)
    for kind in kinds:
        known, added = responses.setdefault(str(kind.status), documented(kind)), documented(kind)
        if f"`{kind.code}`" not in known["description"]:
            known["description"] += "\n" + added["description"]
    responses |= _leading_on(context)
    for status, response in responses.items():
        names = response_headers(status, response, schemas, writes=writes)
        response["headers"] = {name: header(name) for name in names} | response.get("headers", {})
    operation["responses"] = dict(sorted(responses.items()))


def _leading_on(context: RouteContext) -> Document:
    if not _LEADS_ON.search(context.path_format or ""):
        return {}
    moved = "The organization was merged into another one: make the same request at `Location`."
    return {"308": {"description": moved}}


def _ways_besides_bearer(context: RouteContext) -> list[dict[str, list[str]]]:
    """How else than by a bearer token of a person the operation is called."""
    ways: list[dict[str, list[str]]] = []
    if scopes := _scopes(context.original_route):
        ways.append({"clientCredentials": scopes})
    if purpose_of(context.endpoint) is not None:
        ways.append({"capabilityLink": []})
    return ways


def _scopes(route: BaseRoute) -> list[str]:
    """The scopes that let an organization's system call the operation."""
    assert isinstance(route, APIRoute)
    asked = [one.call for one in route.dependant.dependencies if isinstance(one.call, Requires)]
    return [requires.scope.value for requires in asked if requires.scope is not None]


def _requires_if_match(route: BaseRoute) -> bool:
    """Whether the operation is refused without If-Match."""
    assert isinstance(route, APIRoute)
    return any(asks_for_if_match(one.call) for one in route.dependant.dependencies)


def _problems_around(
    operation: Document, method: str, *, public: bool, writes: bool, required: bool
) -> Iterator[type[Problem]]:
    """The problems that what surrounds a handler can raise, from the door to the idempotency key."""
    if not public:
        yield from (Unauthenticated, Forbidden, NotFound)
    if operation.get("parameters") or "requestBody" in operation:
        yield ValidationFailed
    if "requestBody" in operation:
        yield from (MalformedBody, BodyTooLarge, UnsupportedMediaType)
    if any(one.get("name") == "cursor" for one in operation.get("parameters", ())):
        yield InvalidCursor
    if any(one.get("name") == "If-Match" for one in operation.get("parameters", ())):
        yield PreconditionFailed
    if required:
        yield PreconditionRequired
    if writes and method == "POST":
        yield from (InvalidIdempotencyKey, IdempotencyKeyReused, IdempotentAnswerErased)


def _summarize(operation: Document) -> None:
    first, _, rest = operation.pop("description", "").partition("\n")
    if not first:
        raise OpenAPIError(f"{operation['operationId']}: the handler's docstring is the operation's summary")
    operation["summary"] = first.removesuffix(".")
    if rest.strip():
        operation["description"] = rest.strip()


def _plain(parameter: Document, *, if_match: bool) -> Document:
    """The parameter as it can be sent: absent or a value, but never null."""
    schema: Document = {key: value for key, value in parameter["schema"].items() if key != "title"}
    choices = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    if len(choices) == 1:
        del schema["anyOf"]
        schema = choices[0] | schema
    schema.pop("description", None)
    required = parameter["required"] or (parameter["name"] == "If-Match" and if_match)
    return parameter | {"schema": schema, "required": required}


def _refuse_split_schemas(schemas: Document) -> None:
    for name in schemas:
        if name.endswith(("-Input", "-Output")):
            raise OpenAPIError(f"{name}: its request and response differ; give each a class of its own")
        if "__" in name:
            raise OpenAPIError(f"{name}: two classes have this name; rename one")


def _refuse_taken_id(operation: str, seen: set[str]) -> None:
    if operation in seen:
        raise OpenAPIError(f"{operation}: two handlers have this name")
    seen.add(operation)


def _tags(document: Document) -> set[str]:
    return {
        tag
        for path in document["paths"].values()
        for operation in path.values()
        for tag in operation.get("tags", ())
    }


def _with_plain_names(value: Any) -> Any:
    """Generic bodies under the name people would give them: `Page_Initiative_` becomes `InitiativePage`."""
    if isinstance(value, dict):
        return {_plain_name(key): _with_plain_names(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_with_plain_names(one) for one in value]
    if isinstance(value, str) and value.startswith("#/components/schemas/"):
        return "#/components/schemas/" + _plain_name(value.rpartition("/")[2])
    return value


def _plain_name(name: str) -> str:
    generic = _GENERIC.fullmatch(name)
    return f"{generic[2]}{generic[1]}" if generic else name
