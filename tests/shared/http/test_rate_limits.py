"""Rate limits: one bucket for all processes of a service, and a caller is told how long to wait."""

import asyncio
from collections.abc import AsyncIterator
from uuid import uuid4

import asyncpg
import pytest
from starlette.requests import Request

from shared.database.pool import Database
from shared.http.entering import client_address
from shared.http.problems import TooManyRequests
from shared.http.rate_limits import RateLimits
from tests.kit import World
from tests.shared.eventlog.logs import pool_of


@pytest.fixture
async def registry(world: World) -> AsyncIterator[Database]:
    async with pool_of(world.settings, "registry") as database:
        yield database


async def _spent(limits: RateLimits, database: Database, key: str, per_minute: int, attempts: int) -> int:
    """How many of some attempts were let through."""
    passed = 0
    for _ in range(attempts):
        try:
            await limits.spend(database, key, per_minute)
        except TooManyRequests:
            continue
        passed += 1
    return passed


async def _age(database: asyncpg.Connection, key: str, seconds: float) -> None:
    await database.execute(
        "UPDATE registry.rate_bucket SET refilled_at = refilled_at - make_interval(secs => $2)"
        " WHERE key = $1",
        key,
        seconds,
    )


async def test_processes_share_one_bucket(registry: Database) -> None:
    one, other, key = RateLimits("registry"), RateLimits("registry"), str(uuid4())
    assert await _spent(one, registry, key, 30, 20) == 20
    assert await _spent(other, registry, key, 30, 20) in (10, 11)  # one may have refilled meanwhile
    with pytest.raises(TooManyRequests):
        await one.spend(registry, key, 30)


async def test_buckets_of_callers_are_apart(registry: Database) -> None:
    limits = RateLimits("registry")
    assert await _spent(limits, registry, str(uuid4()), 10, 15) in (10, 11)
    assert await _spent(limits, registry, str(uuid4()), 10, 5) == 5


async def test_whoever_is_refused_is_told_how_long_to_wait(registry: Database) -> None:
    limits, key = RateLimits("registry"), str(uuid4())
    await _spent(limits, registry, key, 3, 3)
    with pytest.raises(TooManyRequests) as refusal:
        await limits.spend(registry, key, 3)
    assert refusal.value.headers["Retry-After"] == "20"


async def test_a_bucket_refills(registry: Database, database: asyncpg.Connection) -> None:
    key = str(uuid4())
    assert await _spent(RateLimits("registry"), registry, key, 6, 8) == 6
    await _age(database, key, 20)
    assert await _spent(RateLimits("registry"), registry, key, 6, 8) == 2
    await _age(database, key, 3600)
    assert await _spent(RateLimits("registry"), registry, key, 6, 8) == 6


async def test_many_requests_at_once_are_counted_as_often_as_they_were_made(
    registry: Database, database: asyncpg.Connection
) -> None:
    limits, key, per_minute = RateLimits("registry"), str(uuid4()), 1200
    results = await asyncio.gather(
        *(limits.spend(registry, key, per_minute) for _ in range(200)), return_exceptions=True
    )
    assert results == [None] * 200
    # Lots taken at once by requests of one process are not lost: the whole minute's worth can still be spent.
    left = await _spent(limits, registry, key, per_minute, 1100)
    assert left >= 1000


async def test_full_buckets_are_forgotten(registry: Database, database: asyncpg.Connection) -> None:
    limits, idle, busy = RateLimits("registry"), str(uuid4()), str(uuid4())
    for key in (idle, busy):
        await limits.spend(registry, key, 10)
    await _age(database, idle, 601)
    async with registry.transaction() as connection:
        await limits.forget_idle(connection)
    rows = await database.fetch("SELECT key FROM registry.rate_bucket WHERE key = ANY ($1)", [idle, busy])
    assert [row["key"] for row in rows] == [busy]


def _request(peer: str, *forwarded: str) -> Request:
    headers = [(b"x-forwarded-for", line.encode("latin-1")) for line in forwarded]
    return Request({"type": "http", "headers": headers, "client": (peer, 1234)})


PROXIES = ["10.0.0.1", "10.0.0.2"]


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.9", (), "203.0.113.9"),
        ("203.0.113.9", ("198.51.100.1",), "203.0.113.9"),
        ("10.0.0.1", ("198.51.100.1",), "198.51.100.1"),
        ("10.0.0.1", ("192.0.2.66, 198.51.100.1",), "198.51.100.1"),
        ("10.0.0.1", ("198.51.100.1, 10.0.0.2",), "198.51.100.1"),
        ("10.0.0.1", ("192.0.2.66", "198.51.100.1"), "198.51.100.1"),
        ("10.0.0.1", ("",), "10.0.0.1"),
        ("10.0.0.1", (), "10.0.0.1"),
        ("10.0.0.1", (" , ,",), "10.0.0.1"),
        ("10.0.0.1", ("10.0.0.2",), "10.0.0.1"),
    ],
)
def test_forwarded_addresses_are_believed_from_trusted_proxies_only(
    peer: str, forwarded: tuple[str, ...], address: str
) -> None:
    assert client_address(_request(peer, *forwarded), PROXIES) == address


async def test_invalid_tokens_are_limited_by_address(fresh: World) -> None:
    codes = [
        (await fresh.http.get("/registry/v1/initiatives", headers={"Authorization": "Bearer x"})).status_code
        for _ in range(fresh.settings.anonymous_rate_limit_per_minute + 20)
    ]
    assert set(codes[: fresh.settings.anonymous_rate_limit_per_minute - 5]) == {401}
    assert codes[-1] == 429
    response = await fresh.http.get("/registry/v1/initiatives")
    assert int(response.headers["Retry-After"]) >= 1
    assert response.json()["code"] == "too-many-requests"
    assert (await fresh.operator.get("/registry/v1/initiatives")).status_code == 200
