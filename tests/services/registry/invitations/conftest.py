"""A deployment whose people sign in at a provider that runs, and people who do."""

from collections.abc import AsyncIterator, Callable, Iterator
from itertools import count

import httpx
import pytest

from services.cli import load_all
from shared.http.app import create_app
from shared.http.gateway import Gateway
from shared.settings import OpenIDIssuer
from tests.issuer import AUDIENCE, Issuer
from tests.kit import Actor, Field, World

SignIn = Callable[..., Actor]
_numbers = count(1)


@pytest.fixture(scope="session")
def issuer() -> Iterator[Issuer]:
    with Issuer().running() as issuer:
        yield issuer


@pytest.fixture(scope="session")
async def trusting(world: World, issuer: Issuer) -> AsyncIterator[World]:
    """The services once more, on the same database, trusting the provider."""
    trusted = [OpenIDIssuer(issuer=issuer.url, audience=AUDIENCE)]
    settings = world.settings.model_copy(
        update={"openid_issuers": trusted, "trusted_proxies": ["127.0.0.1"], "database_pool_size": 6}
    )
    gateway = Gateway({service.name: create_app(service, settings) for service in load_all()}, {})
    transport = httpx.ASGITransport(gateway, raise_app_exceptions=False)
    async with (
        gateway.started(),
        httpx.AsyncClient(transport=transport, base_url="http://shidra.test") as http,
    ):
        yield World(http, settings)


@pytest.fixture
async def field(trusting: World) -> Field:
    return await trusting.found()


@pytest.fixture
def sign_in(trusting: World, issuer: Issuer) -> SignIn:
    """Somebody who has signed in at the provider, each from an address of their own."""

    def signed_in(field: Field, subject: str = "", address: str = "") -> Actor:
        number = next(_numbers)
        headers = {"X-Forwarded-For": address or f"198.51.{number // 250}.{number % 250}"}
        return Actor(trusting.http, issuer.token(subject or f"somebody-{number}"), field.id, headers=headers)

    return signed_in
