"""Health: whether the process lives, and whether it can serve."""

from typing import Literal

import asyncpg
from fastapi import APIRouter, FastAPI

from shared.http.auth.capabilities import public
from shared.http.bodies import ResponseBody
from shared.http.problems import Busy
from shared.http.runtime import Runtime
from shared.service import Ready

_PATIENCE = 2.0


class Health(ResponseBody):
    """A service that answers."""

    status: Literal["live", "ready"]


def health_router(app: FastAPI, service: str, check: Ready) -> APIRouter:
    """`/health/live` and `/health/ready` of a service."""
    router = APIRouter(prefix=f"/{service}/health", tags=["health"])

    @public
    async def live() -> Health:
        """Say that the process lives."""
        return Health(status="live")

    @public
    async def ready() -> Health:
        """Say that the service can serve: the database answers, and nothing else stands against it."""
        runtime: Runtime | None = getattr(app.state, "runtime", None)
        if runtime is None:
            raise Busy
        try:
            async with runtime.database.pool.acquire(timeout=_PATIENCE) as connection:
                await connection.fetchval("SELECT 1", timeout=_PATIENCE)
                await check(connection)
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
            raise Busy from None
        return Health(status="ready")

    router.add_api_route("/live", live, name=f"check_{service}_live", operation_id=f"check_{service}_live")
    router.add_api_route(
        "/ready", ready, name=f"check_{service}_ready", operation_id=f"check_{service}_ready"
    )
    return router
