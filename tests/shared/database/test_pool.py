"""A transaction ends committed or not at all, whatever happens inside it."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from shared.database.pool import Database, NotCommittedError
from tests.kit import World


@pytest.fixture
async def narrow(world: World) -> AsyncIterator[Database]:
    """A pool of one connection, so that whatever a transaction leaves behind meets the next one."""
    assert world.settings.database_url is not None
    dsn = world.settings.database_url.replace("://", "://shidra_registry@")
    database = await Database.connect(dsn, world.settings, size=1)
    yield database
    await database.close()


async def _in_transaction(database: Database) -> bool:
    """Whether the one connection of the pool is inside a transaction before anything began one."""
    async with database.pool.acquire() as connection:
        return bool(connection.is_in_transaction())


_PUT = "INSERT INTO registry.rate_bucket VALUES ($1, 1, now())"
_COUNT = "SELECT count(*) FROM registry.rate_bucket WHERE key = $1"


async def test_a_block_that_raises_leaves_nothing(narrow: Database) -> None:
    async def failing() -> None:
        async with narrow.transaction() as connection:
            await connection.execute(_PUT, "raises")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await failing()
    assert not await _in_transaction(narrow)
    async with narrow.transaction(readonly=True) as connection:
        assert await connection.fetchval(_COUNT, "raises") == 0


async def test_what_only_reads_sees_one_moment_throughout(
    narrow: Database, database: asyncpg.Connection
) -> None:
    async with narrow.transaction(readonly=True) as connection:
        assert await connection.fetchval(_COUNT, "meanwhile") == 0
        await database.execute(_PUT, "meanwhile")
        assert await connection.fetchval(_COUNT, "meanwhile") == 0
    async with narrow.transaction(readonly=True) as connection:
        assert await connection.fetchval(_COUNT, "meanwhile") == 1
    await database.execute("DELETE FROM registry.rate_bucket WHERE key = 'meanwhile'")


async def test_a_transaction_whose_failure_was_swallowed_does_not_pass_for_committed(
    narrow: Database,
) -> None:
    # PostgreSQL answers COMMIT of a failed transaction with ROLLBACK and no error.
    async def swallowing() -> None:
        async with narrow.transaction() as connection:
            await connection.execute(_PUT, "swallowed")
            with pytest.raises(asyncpg.DivisionByZeroError):
                await connection.execute("SELECT 1 / 0")

    with pytest.raises(NotCommittedError):
        await swallowing()
    async with narrow.transaction(readonly=True) as connection:
        assert await connection.fetchval(_COUNT, "swallowed") == 0


async def test_a_statement_that_takes_too_long_is_told_of_and_leaves_the_connection_clean(
    narrow: Database,
) -> None:
    async def slow() -> None:
        async with narrow.transaction() as connection:
            await connection.execute(_PUT, "slow")
            await connection.execute("SELECT pg_sleep(30)", timeout=0.05)

    with pytest.raises(TimeoutError):
        await slow()
    assert not await _in_transaction(narrow)
    async with narrow.transaction(readonly=True) as connection:
        assert await connection.fetchval(_COUNT, "slow") == 0


async def test_a_cancelled_request_leaves_nothing_and_the_connection_clean(narrow: Database) -> None:
    sleeping = asyncio.Event()

    async def request() -> None:
        async with narrow.transaction() as connection:
            await connection.execute(_PUT, "cancelled")
            sleeping.set()
            await connection.execute("SELECT pg_sleep(30)")

    task = asyncio.create_task(request())
    await sleeping.wait()
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not await _in_transaction(narrow)
    async with narrow.transaction(readonly=True) as connection:
        assert await connection.fetchval(_COUNT, "cancelled") == 0


async def test_a_connection_cut_inside_a_transaction_is_told_of_and_replaced(
    narrow: Database, database: asyncpg.Connection
) -> None:
    async def cut() -> None:
        async with narrow.transaction() as connection:
            await connection.execute(_PUT, "cut")
            await database.execute("SELECT pg_terminate_backend($1)", connection.get_server_pid())

    with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)):
        await cut()
    async with narrow.transaction(readonly=True) as connection:
        assert await connection.fetchval(_COUNT, "cut") == 0


async def test_reading_transactions_cannot_write(narrow: Database) -> None:
    with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
        async with narrow.transaction(readonly=True) as connection:
            await connection.execute(_PUT, "readonly")
