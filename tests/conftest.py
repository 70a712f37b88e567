"""One PostgreSQL per test process, migrated once; every test founds its own initiative in it.

Tests that look at whole tables, kill workers or count heads take `fresh`, with a database of its own.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import httpx
import hypothesis
import pytest

from services.cli import load_all, migrate_all
from services.registry.identity.keys import prepare_secrets
from shared.database.embedded import EmbeddedPostgres
from shared.http.app import create_app
from shared.http.gateway import Gateway
from shared.settings import Settings
from tests.kit import Field, World

TEMPLATE = "shidra_template"

# How long an example takes says how busy the machine is, and nothing about the software.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    """A PostgreSQL that forgets everything: nothing is synced to disk."""
    with EmbeddedPostgres(tmp_path_factory.mktemp("pg"), durable=False) as server:
        yield server


def settings_for(
    postgres: EmbeddedPostgres, database: str, folder: Path, *, anonymous: int = 300
) -> Settings:
    """Settings of a deployment on a database of the test server."""
    url = postgres.dsn(database).replace("postgres@", "")
    return Settings(
        mode="local",
        data_dir=folder,
        database_url=url,
        database_pool_size=16,
        rate_limit_per_minute=10**6,
        anonymous_rate_limit_per_minute=anonymous,
        stream_seconds=0,  # they end when there is nothing more to read
        webhook_loopback=True,
    )


async def _administer(postgres: EmbeddedPostgres, statement: str) -> None:
    connection = await asyncpg.connect(postgres.dsn())
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


@pytest.fixture(scope="session")
async def template(postgres: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A migrated database that others are copied from."""
    await _administer(postgres, f"CREATE DATABASE {TEMPLATE}")
    await migrate_all(settings_for(postgres, TEMPLATE, tmp_path_factory.mktemp("template")))
    return TEMPLATE


@asynccontextmanager
async def _deployment(settings: Settings) -> AsyncIterator[World]:
    prepare_secrets(settings)
    gateway = Gateway({service.name: create_app(service, settings) for service in load_all()}, {})
    transport = httpx.ASGITransport(gateway, raise_app_exceptions=False)
    async with (
        gateway.started(),
        httpx.AsyncClient(transport=transport, base_url="http://shidra.test") as http,
    ):
        yield World(http, settings)


@pytest.fixture(scope="session")
async def world(
    postgres: EmbeddedPostgres, template: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[World]:
    """All services on one database that the tests of this process share."""
    await _administer(postgres, f"CREATE DATABASE shidra TEMPLATE {template}")
    async with _deployment(
        settings_for(postgres, "shidra", tmp_path_factory.mktemp("data"), anonymous=10**6)
    ) as world:
        yield world


@pytest.fixture
async def field(world: World) -> Field:
    """A newly founded initiative."""
    return await world.found()


@pytest.fixture
async def fresh(postgres: EmbeddedPostgres, template: str, tmp_path: Path) -> AsyncIterator[World]:
    """All services on a database of the test's own."""
    name = f"fresh_{tmp_path.name.replace('-', '_')[:40]}_{abs(hash(tmp_path)) % 10**8}"
    await _administer(postgres, f'CREATE DATABASE "{name}" TEMPLATE {template}')
    async with _deployment(settings_for(postgres, name, tmp_path)) as world:
        yield world
    await _administer(postgres, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
async def database(world: World) -> AsyncIterator[asyncpg.Connection]:
    """A connection as the administrator to the shared database, for looking at what no API shows."""
    assert world.settings.database_url is not None
    connection = await asyncpg.connect(world.settings.database_url.replace("://", "://postgres@"))
    yield connection
    await connection.close()
