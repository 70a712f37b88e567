"""`shidra dispatcher`, the process: killed while it sends, told to stop; what is old is forgotten."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from services.events.webhook_deliveries.repository import forget_old
from tests.kit import Field, World
from tests.services.events.webhooks.conftest import Later
from tests.services.events.webhooks.receiver import (
    Answer,
    Received,
    deliver,
    deliveries,
    dispatching,
    happen,
    receiving,
    subscribed,
    takes,
)

ROOT = Path(__file__).parents[4]


@contextmanager
def process(world: World) -> Iterator[subprocess.Popen[bytes]]:
    """A dispatcher of the deployment under test, in a process of its own."""
    url = world.settings.database_url
    assert url is not None
    environment = {
        **os.environ,
        "SHIDRA_MODE": "local",
        "SHIDRA_DATA_DIR": str(world.settings.data_dir),
        "SHIDRA_DATABASE_URL": url,
        "SHIDRA_WEBHOOK_LOOPBACK": "true",
    }
    command = [sys.executable, "-m", "services.cli", "dispatcher"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as running:
        try:
            yield running
        finally:
            running.kill()


@pytest.mark.parametrize("ended_by", [signal.SIGKILL, signal.SIGTERM], ids=["kill -9", "kill"])
async def test_a_dispatcher_that_ends_while_it_sends_loses_nothing(
    fresh: World, ended_by: signal.Signals
) -> None:
    field = await fresh.found()
    began = asyncio.Event()

    async def behave(received: Received, writer: asyncio.StreamWriter) -> Answer | None:
        if "position" in received.event and not began.is_set():
            began.set()
            await asyncio.Event().wait()
        return await takes(received, writer)

    async with receiving(behave) as receiver, dispatching(fresh.settings) as other:
        created = await subscribed(field, receiver, other, types=["agenda.*"], ordered=True)
        await happen(field, 3)
        with process(fresh) as running:
            async with asyncio.timeout(60):
                await began.wait()
            running.send_signal(ended_by)
            assert await asyncio.to_thread(running.wait, 30) in (-ended_by, 0)
        # Nothing tells a lease that its holder has died; it runs out.
        url = fresh.settings.database_url
        assert url is not None
        admin = await asyncpg.connect(url.replace("://", "://postgres@"))
        await admin.execute("UPDATE events.webhook_endpoint SET leased_until = now() - interval '1 second'")
        await admin.close()
        await deliver(other)
        assert receiver.received[0].id == receiver.received[1].id
        assert receiver.received[0].body == receiver.received[1].body
        assert len({received.id for received in receiver.events}) == 3
        statuses = [one["status"] for one in await deliveries(field, created, type="agenda.voice.brought")]
        assert statuses == ["delivered"] * 3


async def test_what_was_delivered_is_kept_for_seven_days_and_what_was_given_up_for_thirty(
    world: World, field: Field, later: Later, database: Any
) -> None:
    async with receiving() as receiver, dispatching(world.settings) as dispatcher:
        created = await subscribed(field, receiver, dispatcher, types=["agenda.*"])
        await happen(field, 2)
        await deliver(dispatcher)
        await database.execute(
            "UPDATE events.webhook_delivery SET status = 'failed' WHERE endpoint_id = $1::text::uuid"
            " AND position = (SELECT max(position) FROM events.webhook_delivery"
            " WHERE endpoint_id = $1::text::uuid)",
            created["id"],
        )
        found = []
        for days in (6, 2, 20, 3):
            await later(created, days=days)
            await forget_old(database)
            found.append([one["status"] for one in await deliveries(field, created)])
    assert found == [["delivered", "delivered", "failed"], ["failed"], ["failed"], []]
