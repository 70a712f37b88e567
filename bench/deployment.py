"""What is measured against: a durable PostgreSQL of our own, migrated, with an initiative in it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import httpx

from services.cli import load, migrate_all
from services.registry.identity.keys import prepare_secrets
from shared.database.embedded import EmbeddedPostgres
from shared.http.app import create_app
from shared.settings import Settings
from tests.kit import Field, World

DATABASE = "bench"
RATE_LIMIT = 120_000
"""Requests per minute of the one caller: above what is measured, and counted all the same."""


@dataclass(frozen=True, slots=True)
class Deployment:
    """A migrated database, the settings of its services, and an initiative to act in."""

    postgres: EmbeddedPostgres
    settings: Settings
    field: Field

    def dsn(self, user: str) -> str:
        """The address of the database for a role."""
        return self.postgres.dsn(DATABASE, user)

    def environment(self, port: int) -> dict[str, str]:
        """The settings as a server process reads them."""
        assert self.settings.database_url is not None
        return {
            "SHIDRA_MODE": "local",
            "SHIDRA_PORT": str(port),
            "SHIDRA_DATA_DIR": str(self.settings.data_dir),
            "SHIDRA_DATABASE_URL": self.settings.database_url,
            "SHIDRA_RATE_LIMIT_PER_MINUTE": str(RATE_LIMIT),
        }


@contextmanager
def deployed(folder: Path, *, durable: bool = True) -> Iterator[Deployment]:
    """Start, migrate and found; everything stops with the block."""
    with EmbeddedPostgres(folder / "postgres", durable=durable) as postgres:
        url = postgres.dsn(DATABASE, user="").replace("//@", "//")
        settings = Settings(mode="local", data_dir=folder, database_url=url, rate_limit_per_minute=RATE_LIMIT)
        yield Deployment(postgres, settings, asyncio.run(_founded(postgres, settings)))


async def _founded(postgres: EmbeddedPostgres, settings: Settings) -> Field:
    connection = await asyncpg.connect(postgres.dsn())
    await connection.execute(f"CREATE DATABASE {DATABASE}")
    await connection.close()
    await migrate_all(settings)
    prepare_secrets(settings)
    return await _another(settings)


async def another_field(deployment: Deployment) -> Field:
    """One more initiative."""
    return await _another(deployment.settings)


async def _another(settings: Settings) -> Field:
    app = create_app(load("registry"), settings)
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://shidra.test") as http,
    ):
        return await World(http, settings).found()
