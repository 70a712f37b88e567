"""What meets the end of an initiative at its edge: appends that wait, batches, links, webhooks."""

import asyncio
from uuid import UUID

import asyncpg
import pytest

from services.agenda.decisions.events import DecidedPhaseBegun
from shared.eventlog.appending import NOTHING, LogEndedError, append, hold_open
from shared.eventlog.batching import Batches
from shared.governance import Phase
from tests.kit import World
from tests.services.ending.ends import DECISION, end_in, ended
from tests.services.events.sealers import tampering
from tests.services.events.webhooks.conftest import Later, later
from tests.services.events.webhooks.receiver import (
    answering,
    deliver,
    dispatching,
    happen,
    receiving,
    subscribed,
)
from tests.shared.eventlog.logs import append_once, described, new_log, pool_of, written

__all__ = ["later"]
_WAITING = """
    SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database
     WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()"""


_BEGUN = """
    INSERT INTO log.deleted (initiative_id, origin, size, checkpoint, ended_at)
    VALUES ($1, 'x', 1, 'x', now())"""


async def test_what_waits_while_it_ends_is_refused(world: World, database: asyncpg.Connection) -> None:
    async with (
        pool_of(world.settings, "registry", 4) as registry,
        pool_of(world.settings, "agenda") as agenda,
    ):
        log = await new_log(registry)

        async def without_event() -> None:
            async with registry.transaction() as connection:
                await hold_open(connection, log)

        async with agenda.transaction() as connection:
            await append(connection, log, [ended(str(log))], NOTHING)
            waiting = [
                asyncio.create_task(append_once(registry, log, [described(log)])),
                asyncio.create_task(without_event()),
            ]
            while await database.fetchval(_WAITING) < len(waiting):
                pass  # each look is a round trip, in which they come to where they wait
        for answer in await asyncio.gather(*waiting, return_exceptions=True):
            assert isinstance(answer, LogEndedError)


async def test_nothing_follows_the_end_in_one_append_or_batch(world: World) -> None:
    async with pool_of(world.settings, "registry") as registry, pool_of(world.settings, "agenda") as agenda:
        log = await new_log(registry)
        phase = DecidedPhaseBegun(decision_id=UUID(DECISION), phase=Phase.ACTING)
        before, after = written(phase, log), written(phase, log)
        with pytest.raises(LogEndedError):
            await append_once(agenda, log, [before, ended(str(log)), after])
        batches = Batches(agenda, at_once=1)
        answers = await asyncio.gather(
            *(batches.append(log, [one], NOTHING) for one in (before, ended(str(log)), after)),
            return_exceptions=True,
        )
        assert answers[:2] == [1, 2]
        assert isinstance(answers[2], LogEndedError)


async def test_the_public_reacts_no_more_and_links_are_still_revoked(world: World) -> None:
    field = await world.found()
    link = await field.facilitator.created("agenda/reaction-links", {})
    base = f"/agenda/v1/initiatives/{field.id}"
    given = {"link": link["secret"]}
    await end_in(world, field.id)
    joining = await world.http.post(f"{base}/public-participants", params=given)
    assert (joining.status_code, joining.json()["code"]) == (409, "initiative-ended")
    assert (await world.http.get(f"{base}/public-voices", params=given)).status_code == 200
    assert (await field.facilitator.delete(f"agenda/reaction-links/{link['id']}")).status_code == 204
    assert (await world.http.get(f"{base}/public-voices", params=given)).status_code == 401


async def test_webhooks_deliver_what_is_there_and_those_that_fail_are_paused(
    world: World, later: Later, database: asyncpg.Connection
) -> None:
    field = await world.found()
    async with receiving() as receiver, receiving() as broken, dispatching(world.settings) as dispatcher:
        await subscribed(field, receiver, dispatcher, types=["agenda.*"])
        failing = await subscribed(field, broken, dispatcher, types=["agenda.*"])
        broken.behaviour = answering(500)
        await happen(field)
        await end_in(world, field.id)
        await deliver(dispatcher)
        assert receiver.events[-1].event["type"] == "agenda.initiative.ended"
        for hours in (25, 2):
            await later(failing, hours=hours)
            await deliver(dispatcher)
        attempts = len(broken.received)
        await later(failing, hours=97)
        async with tampering(database) as superuser:
            await superuser.execute(_BEGUN, UUID(field.id))
            await deliver(dispatcher)
            assert len(broken.received) == attempts, "what is being deleted is sent to nobody"
            await superuser.execute("DELETE FROM log.deleted WHERE initiative_id = $1", UUID(field.id))
        await deliver(dispatcher)
        newest = await field.partner.get("events/events", params={"types": "events.webhook_endpoint.*"})
        said = [item["event"]["type"].rpartition(".")[2] for item in newest.json()["items"]]
        assert said[-2:] == ["failing", "paused"]
        removed = await field.partner.delete(f"events/webhook-endpoints/{failing['id']}")
        assert removed.status_code == 204
