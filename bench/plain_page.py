"""A page of organizations as a careful hand writes it with FastAPI and asyncpg: a statement, a model."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from uuid import UUID

from fastapi import FastAPI
from pydantic import BaseModel

from bench.peer_database import connect

START = UUID(int=0)
PAGE = """
    SELECT id, name, sector, identifiers, stage, population_groups, website, founding, created_at, version
      FROM registry.organization WHERE initiative_id = $1 AND id > $2 ORDER BY id LIMIT $3"""


class Identifier(BaseModel):
    """An identifier from a public register."""

    scheme: str
    value: str


class Organization(BaseModel):
    """An organization as the plain application shows it."""

    id: UUID
    name: dict[str, str]
    sector: str
    identifiers: list[Identifier]
    stage: str
    population_groups: list[str]
    website: str | None
    founding: bool
    created_at: datetime
    version: int


class Page(BaseModel):
    """A page of them."""

    items: list[Organization]
    next_cursor: str | None


def plain_page() -> FastAPI:
    """A page of organizations by FastAPI and asyncpg: one statement, a response model, nothing else."""

    @asynccontextmanager
    async def connected(app: FastAPI) -> AsyncIterator[None]:
        app.state.pool = await connect()
        yield
        await app.state.pool.close()

    app = FastAPI(lifespan=connected)

    @app.get("/registry/v1/initiatives/{initiative_id}/organizations")
    async def list_organizations(initiative_id: UUID, limit: int = 50, after: UUID = START) -> Page:
        async with app.state.pool.acquire() as connection:
            rows = await connection.fetch(PAGE, initiative_id, after, limit + 1)
        return {"items": [dict(row) for row in rows[:limit]], "next_cursor": str(rows[limit - 1]["id"])}  # type: ignore[return-value]  # FastAPI makes the page of it

    return app
