"""What becomes of exceptions that leave a handler: always a problem document, never their message.

Failures are logged by `request_context`, once; nothing is logged here.
"""

import logging
from collections.abc import Iterable

import asyncpg
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match

from shared.charter import CharterRefusal
from shared.charter_words import TITLES
from shared.eventlog.following import OlderProgramError
from shared.heavy_work import HeavyWorkUnavailableError
from shared.http.languages import language_of
from shared.http.moved import MovedError, lead_on
from shared.http.problem import Problem
from shared.http.problem_documents import problem_response
from shared.http.problems import (
    BodyTooLarge,
    Busy,
    DatabaseAway,
    InternalError,
    MalformedBody,
    MethodNotAllowed,
    NotFound,
    RefusedByCharter,
    UnsupportedMediaType,
    ValidationFailed,
)
from shared.http.validation import field_errors

_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
# What FastAPI and Starlette raise themselves; everything of ours is a Problem.
_OF_THE_FRAMEWORK: dict[int, type[Problem]] = {
    kind.status: kind for kind in (MalformedBody, NotFound, MethodNotAllowed, BodyTooLarge)
}


_logger = logging.getLogger(__name__)
_DATABASE_AWAY: tuple[type[Exception], ...] = (
    ConnectionError,
    TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.TooManyConnectionsError,
    asyncpg.InterfaceError,
)
"""What shows that the database cannot be reached."""
_CONTENDED: tuple[type[Exception], ...] = (
    asyncpg.LockNotAvailableError,
    HeavyWorkUnavailableError,
    OlderProgramError,
)
"""Others hold what the request needs, or a newer program has taken over: nothing was changed."""


def install_problem_handlers(app: FastAPI) -> None:
    """Make an application answer every exception with a problem document."""
    app.add_exception_handler(Problem, _answer_problem)
    app.add_exception_handler(CharterRefusal, _answer_charter_refusal)
    app.add_exception_handler(MovedError, lead_on)
    app.add_exception_handler(RequestValidationError, _answer_invalid_request)
    app.add_exception_handler(HTTPException, _answer_framework)
    for away in _DATABASE_AWAY:
        app.add_exception_handler(away, _answer_database_away)
    for contended in _CONTENDED:
        app.add_exception_handler(contended, _answer_contended)
    app.add_exception_handler(Exception, failure_response)


async def failure_response(request: Request, _: Exception) -> Response:
    """The answer to a failure of ours, which says nothing of its cause; `RequestContext` sends it."""
    return _respond(request, InternalError())


async def _answer_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return _respond(request, error)


async def _answer_database_away(request: Request, error: Exception) -> Response:
    _logger.error("the database is away", extra={"error_type": type(error).__name__})
    return _respond(request, DatabaseAway())


async def _answer_contended(request: Request, _: Exception) -> Response:
    return _respond(request, Busy())


async def _answer_charter_refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, CharterRefusal)
    return _respond(request, RefusedByCharter(error.rule.value, TITLES[error.rule], error.detail))


async def _answer_invalid_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    if isinstance(error.body, bytes):
        # FastAPI leaves a body whose content type is not JSON as bytes, which then fit no schema.
        return _respond(request, UnsupportedMediaType())
    return _respond(request, ValidationFailed(errors=field_errors(error.errors(), error.body)))


async def _answer_framework(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    # FastAPI wraps whatever is raised while it reads a body in a bare 400; the cause is what happened.
    if isinstance(error.__cause__, Problem):
        return _respond(request, error.__cause__)
    if isinstance(error.__cause__, ClientDisconnect):
        raise error.__cause__
    kind = _OF_THE_FRAMEWORK.get(error.status_code)
    if kind is None:
        raise error
    headers = dict(error.headers or {})
    if kind is MethodNotAllowed:
        headers["Allow"] = ", ".join(_allowed_methods(request, request.app.routes))
    return _respond(request, kind(headers=headers))


def _respond(request: Request, problem: Problem) -> Response:
    request_id = getattr(request.state, "request_id", "-")
    return problem_response(problem, language=language_of(request), request_id=request_id)


def _allowed_methods(request: Request, routes: Iterable[BaseRoute]) -> list[str]:
    """The methods of an address. Starlette tells those of the first route alone, and each of ours has one."""
    routes = list(routes)
    scope = {"type": "http", "path": request.scope["path"], "root_path": request.scope.get("root_path", "")}
    return [
        method
        for method in _METHODS
        if any(route.matches({**scope, "method": method, "headers": []})[0] is Match.FULL for route in routes)
    ]
