"""`create_app`: a service as an ASGI application, with everything every request needs around it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.middleware.cors import CORSMiddleware

from shared.database.address import Address
from shared.database.migrations import check
from shared.database.pool import Database
from shared.database.pool_figures import counted
from shared.eventlog.batching import Batches
from shared.heavy_work import HeavyWork
from shared.http.auth.capabilities import Requires
from shared.http.auth.link_rows import CapabilityLinks
from shared.http.auth.links import purpose_of, takes_nothing_but_links
from shared.http.auth.tokens import TokenVerifier
from shared.http.body_limits import BodyLimit
from shared.http.documentation import documentation_router
from shared.http.health import health_router
from shared.http.idempotency import IdempotencyRecords
from shared.http.openapi import build_openapi, operation_id
from shared.http.problem_documents import problem_responses
from shared.http.problem_handlers import failure_response, install_problem_handlers
from shared.http.problems import Busy, TooManyRequests
from shared.http.rate_limits import RateLimits
from shared.http.request_context import RequestContext
from shared.http.runtime import Runtime
from shared.service import Service
from shared.settings import Settings

VERSION = "0.1.0"
READ_HEADERS = (
    "Accept-Language",
    "Authorization",
    "Content-Type",
    "Idempotency-Key",
    "If-Match",
    "If-None-Match",
    "Last-Event-ID",
    "Prefer",
    "traceparent",
    "X-Request-ID",
)
"""Headers of a request that mean something to us: the pages of `cors_origins` may send them."""

EXPOSED_HEADERS = (
    "Allow",
    "Content-Disposition",
    "ETag",
    "Idempotency-Replayed",
    "Location",
    "Log-Position",
    "Preference-Applied",
    "Retry-After",
    "WWW-Authenticate",
    "X-Request-ID",
)
"""Headers of an answer that those pages may read, besides those every page may (Content-Language, …)."""

_ANY_OPERATION = problem_responses(TooManyRequests, Busy)
"""What any operation may answer; what depends on the operation is written into its document (`openapi`)."""


def create_app(service: Service, settings: Settings) -> FastAPI:
    """The application of a service. It connects when it starts, and refuses to start on an old schema."""
    app = FastAPI(
        title=service.title,
        version=VERSION,
        description=service.description,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=operation_id,
        lifespan=lambda app: _connected(app, service, settings),
        redirect_slashes=False,
    )
    for router in service.routers:
        app.include_router(router, prefix=f"/{service.name}/v1", responses=_ANY_OPERATION)
    app.include_router(health_router(app, service.name, service.ready))
    app.include_router(documentation_router(service.name, service.title, lambda: openapi(app, service)))
    install_problem_handlers(app)
    refuse_open_operations(app)
    app.add_middleware(
        BodyLimit,
        max_bytes=settings.max_body_bytes,
        max_import_bytes=settings.max_import_bytes,
        max_file_bytes=settings.max_file_bytes,
    )
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
            allow_headers=READ_HEADERS,
            expose_headers=EXPOSED_HEADERS,
        )
    app.add_middleware(RequestContext, service=service.name, failure_response=failure_response)
    return app


def openapi(app: FastAPI, service: Service) -> dict[str, Any]:
    """The service's OpenAPI document."""
    document = build_openapi(app, service=service.name, version=VERSION, description=service.description)
    if webhooks := service.webhooks():
        document["webhooks"] = webhooks
    return document


@asynccontextmanager
async def _connected(app: FastAPI, service: Service, settings: Settings) -> AsyncIterator[None]:
    database = await Database.connect(Address.of(settings).service_dsn(settings, service.name), settings)
    heavy_work = HeavyWork(settings.heavy_work_processes)
    tokens = TokenVerifier(settings)
    try:
        async with database.transaction(readonly=True) as connection:
            await check(connection, service.schemas)
        app.state.runtime = Runtime(
            service=service.name,
            settings=settings,
            database=database,
            batches=Batches(database),
            follower=service.follower,
            standing=service.standing,
            idempotency=IdempotencyRecords(service.name),
            rate_limits=RateLimits(service.name),
            tokens=tokens,
            links=CapabilityLinks(service.name),
            accounts=tokens.accounts,
            heavy_work=heavy_work,
            refusal_event=service.refusal_event,
        )
        with counted(service.name, database.pool):
            yield
    finally:
        await heavy_work.close()
        await tokens.close()
        await database.close()


class OpenOperationError(TypeError):
    """An operation says neither who may call it nor that everybody may."""


def refuse_open_operations(app: FastAPI) -> None:
    """Deny by default: raises OpenOperationError for an operation without a capability."""
    named: set[str] = set()
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if not isinstance(route, APIRoute):
            raise OpenOperationError(f"{type(route).__name__} is no operation, and nothing asks who calls it")
        if not (_is_public(route) or _capabilities(route)):
            raise OpenOperationError(f"{route.name} names no capability; is it public?")
        if route.name in named:
            raise OpenOperationError(f"two operations are named {route.name}")
        named.add(route.name)


def operations(app: FastAPI) -> dict[str, tuple[str, ...] | None]:
    """Every operation with the capabilities it asks for, one of them enough; () public, None undecided."""
    found: dict[str, tuple[str, ...] | None] = {}
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if isinstance(route, APIRoute):
            found[route.name] = () if _is_public(route) else (_capabilities(route) or None)
    return found


def _is_public(route: APIRoute) -> bool:
    return bool(getattr(route.endpoint, "__public__", False))


def _capabilities(route: APIRoute) -> tuple[str, ...]:
    asked = [one.call for one in route.dependant.dependencies if isinstance(one.call, Requires)]
    named = [capability.value for requires in asked for capability in requires.capabilities]
    scopes = [f"scope {requires.scope}" for requires in asked if requires.scope is not None]
    purpose = purpose_of(route.endpoint)
    if takes_nothing_but_links(route.endpoint):
        return (f"link {purpose}",)
    return (*named, *scopes, *([f"link {purpose}"] if purpose is not None else ()))
