"""Problems as responses (RFC 9457) and in the OpenAPI document."""

import json
from typing import Any

from pydantic import ConfigDict, Field
from starlette.responses import Response

from shared.http.bodies import ResponseBody
from shared.http.problem import Problem
from shared.localization.languages import Language

PROBLEM_MEDIA_TYPE = "application/problem+json"

_EXAMPLE: dict[str, Any] = {
    "type": "urn:shidra:problem:validation-failed",
    "title": "יש ערכים שאינם תקינים",
    "status": 422,
    "detail": "חלק מהערכים בבקשה אינם תקינים. הם מפורטים ב־errors, ודבר לא נשמר.",
    "code": "validation-failed",
    "request_id": "019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42",
    "errors": [
        {"pointer": "/name/he", "code": "text_blank", "detail": "הטקסט ריק או שאין בו תו נראה."},
    ],
}


class FieldErrorDocument(ResponseBody):
    """One thing wrong with the request."""

    pointer: str = Field(
        description="JSON Pointer (RFC 6901) into the body; `query:<name>`, `path:<name>`, `header:<name>` "
        "or `cookie:<name>` for what is not in the body. Empty: the body as a whole."
    )
    code: str = Field(description="Stable code of the rule that was broken. New codes are added over time.")
    detail: str = Field(description="What is wrong, in the caller's language.")


class ProblemDocument(ResponseBody):
    """Why a request was refused or failed (RFC 9457). Values that were sent are never repeated."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    type: str = Field(description="Stable identifier of the kind of problem, a URN ending with the code.")
    title: str = Field(description="The kind of problem, in the language of Content-Language.")
    status: int = Field(description="The HTTP status of the response.")
    detail: str = Field(
        description="What happened and what can be done, in the language of Content-Language."
    )
    code: str = Field(description="Stable code of the kind of problem. New codes are added over time.")
    request_id: str = Field(description="The id of the request, as in X-Request-ID; support asks for it.")
    errors: list[FieldErrorDocument] = Field(description="What is wrong with the input; empty otherwise.")


def problem_response(problem: Problem, *, language: Language, request_id: str) -> Response:
    """The response that tells a caller of a problem, in their language."""
    document = ProblemDocument(
        type=problem.type,
        title=problem.title.render(language),
        status=problem.status,
        detail=problem.detail.render(language, **problem.values),
        code=problem.code,
        request_id=request_id,
        errors=[
            FieldErrorDocument(
                pointer=error.pointer, code=error.code, detail=error.detail.render(language, **error.values)
            )
            for error in problem.errors
        ],
    )
    return Response(
        # Pointers can hold what callers sent: whatever it is, it must not make the telling fail.
        json.dumps(
            {**document.model_dump(), **problem.members, **problem.addresses}, ensure_ascii=False
        ).encode(errors="replace"),
        status_code=problem.status,
        headers={**problem.headers, "Content-Language": language.value, "Vary": "Accept-Language"},
        media_type=PROBLEM_MEDIA_TYPE,
    )


def problem_responses(*kinds: type[Problem]) -> dict[int | str, dict[str, Any]]:
    """What FastAPI's `responses=` takes for an operation that can answer with these problems.

    The content type still has to be moved: see `move_problem_content_types`.
    """
    by_status: dict[int, list[type[Problem]]] = {}
    for kind in kinds:
        by_status.setdefault(kind.status, []).append(kind)
    return {
        status: {"model": ProblemDocument, "description": "\n".join(_described(kind) for kind in same_status)}
        for status, same_status in sorted(by_status.items())
    }


def documented(kind: type[Problem]) -> dict[str, Any]:
    """A problem as the response of an operation in a generated OpenAPI document."""
    schema = {"$ref": f"#/components/schemas/{ProblemDocument.__name__}"}
    return {"description": _described(kind), "content": {PROBLEM_MEDIA_TYPE: {"schema": schema}}}


def move_problem_content_types(openapi: dict[str, Any]) -> None:
    """Put every problem of a generated OpenAPI document under `application/problem+json`, in place.

    FastAPI puts a `model=` under the content type of the operation's own answer, whatever is said elsewhere.
    """
    problem = {"$ref": f"#/components/schemas/{ProblemDocument.__name__}"}
    for path in openapi.get("paths", {}).values():
        for operation in path.values():
            for response in operation.get("responses", {}).values():
                content = response.get("content", {})
                for media_type in [name for name, body in content.items() if body.get("schema") == problem]:
                    content[PROBLEM_MEDIA_TYPE] = content.pop(media_type)


def _described(kind: type[Problem]) -> str:
    meaning = " ".join((kind.__doc__ or "").split())
    # A refusal by the charter has the code of the rule, which is known only when it happens.
    return f"`{getattr(kind, 'code', kind.namespace)}`: {meaning}"
