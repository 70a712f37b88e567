"""Following: every event once and in order, however long the log, however many follow at once."""

import asyncio
import sys
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from services.registry.initiatives.events import InitiativeDescribed, InitiativeFounded
from shared.database.pool import Database
from shared.eventlog.following import BATCH, FollowedEvent, Follower, FollowingTooSlowError, OlderProgramError
from shared.standing_facts import StandingFacts
from tests.kit import Field, World
from tests.shared.eventlog.logs import append_once, described, new_log, pool_of

LONG = 1_000_000
RELEVANT_EVERY = 400


class Seen:
    """A follower in the agenda's place that notes what it was shown, and in which transaction."""

    def __init__(self, *types: str, version: int = 1) -> None:
        self.follower = Follower("agenda", version=version)
        self.subjects: list[str] = []
        self.transactions: Counter[int] = Counter()

        @self.follower.on(*types)
        async def see(connection: asyncpg.Connection, event: FollowedEvent) -> None:
            self.subjects.append(event.subject)
            self.transactions[await connection.fetchval("SELECT pg_current_xact_id()::text::bigint")] += 1


@pytest.fixture
async def registry(world: World) -> AsyncIterator[Database]:
    async with pool_of(world.settings, "registry") as database:
        yield database


@pytest.fixture
async def agenda(world: World) -> AsyncIterator[Database]:
    async with pool_of(world.settings, "agenda") as database:
        yield database


async def _cursor(database: Database, initiative_id: UUID, schema: str = "agenda") -> tuple[int, int, bool]:
    async with database.transaction(readonly=True) as connection:
        return tuple(
            await connection.fetchrow(
                f"SELECT version, position, complete FROM {schema}.follower_cursor WHERE initiative_id = $1",
                initiative_id,
            )
        )


async def test_what_was_appended_is_seen_once_and_in_order(registry: Database, agenda: Database) -> None:
    initiative_id = await new_log(registry)
    seen = Seen(InitiativeFounded.type, InitiativeDescribed.type)
    assert await seen.follower.catch_up(agenda, initiative_id) == 1
    await append_once(registry, initiative_id, [described(initiative_id), described(initiative_id)])
    assert await seen.follower.catch_up(agenda, initiative_id) == 2
    assert await seen.follower.catch_up(agenda, initiative_id) == 0
    assert len(seen.subjects) == 3
    assert await _cursor(agenda, initiative_id) == (1, 2, True)


async def test_a_follower_waits_for_the_topics_it_handles_and_no_other(
    world: World, field: Field, registry: Database, agenda: Database
) -> None:
    seen = Seen(InitiativeDescribed.type, "events.erasure.requested")
    assert seen.follower.topics == ["events.erasure", "registry.initiative"]
    initiative_id = UUID(field.id)
    await seen.follower.catch_up(agenda, initiative_id)
    for topic, lags in (("registry.organization", False), ("registry.initiative", True)):
        if topic == "registry.organization":
            await field.facilitator.created(
                "registry/organizations", {"name": {"he": "עוד אחת"}, "sector": "nonprofit"}
            )
        else:
            await append_once(registry, initiative_id, [described(initiative_id)])
        async with agenda.transaction(readonly=True) as connection:
            lagging = await seen.follower.lagging(connection, limit=10_000)
        assert (initiative_id in lagging) is lags, topic


def test_what_is_only_shown_makes_no_command_run_again() -> None:
    follower = Follower("agenda", version=1)

    async def learn(_connection: asyncpg.Connection, _event: FollowedEvent) -> None: ...

    follower.on("metrics.report.due", "registry.seat.taken", only_shown=True)(learn)
    assert follower.topics == ["metrics.report", "registry.seat"]
    assert follower.relied_on == []

    async def decide_by(_connection: asyncpg.Connection, _event: FollowedEvent) -> None: ...

    # A topic of which a rule wants to know one type is relied on as a whole.
    follower.on("registry.seat.given_up")(decide_by)
    assert follower.topics == ["metrics.report", "registry.seat"]
    assert follower.relied_on == ["registry.seat"]
    follower.on("metrics.report.due")(decide_by)
    assert follower.relied_on == ["metrics.report", "registry.seat"]


async def test_an_event_whose_application_fails_is_applied_later(
    registry: Database, agenda: Database
) -> None:
    initiative_id = await new_log(registry)
    seen = Seen(InitiativeFounded.type)
    failing = True

    @seen.follower.on(InitiativeFounded.type)
    async def fail_at_first(_connection: asyncpg.Connection, _event: FollowedEvent) -> None:
        if failing:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await seen.follower.catch_up(agenda, initiative_id)
    failing = False
    assert await seen.follower.catch_up(agenda, initiative_id) == 1


async def test_followers_catching_up_at_once_apply_every_event_once(
    registry: Database, agenda: Database
) -> None:
    initiative_id = await new_log(registry)
    await append_once(registry, initiative_id, [described(initiative_id) for _ in range(300)])
    seen = Seen(InitiativeDescribed.type)
    counts = await asyncio.gather(*(seen.follower.catch_up(agenda, initiative_id) for _ in range(4)))
    assert sum(counts) == len(seen.subjects) == 300
    assert sum(count > 0 for count in counts) == 1


async def test_whoever_waits_longer_than_a_request_may_is_told_so(
    registry: Database, agenda: Database
) -> None:
    initiative_id = await new_log(registry)
    seen = Seen(InitiativeFounded.type)
    await seen.follower.catch_up(agenda, initiative_id)
    async with agenda.transaction() as other:
        await other.execute(
            "SELECT FROM agenda.follower_cursor WHERE initiative_id = $1 FOR UPDATE", initiative_id
        )
        with pytest.raises(FollowingTooSlowError):
            await seen.follower.catch_up(agenda, initiative_id, within=0.05)


async def _facts(database: asyncpg.Connection, schema: str, initiative_id: str) -> list[tuple[Any, ...]]:
    rows = await database.fetch(
        f"SELECT * FROM {schema}.standing_fact WHERE initiative_id = $1 ORDER BY subject_id, fact_id",
        initiative_id,
    )
    return [tuple(row) for row in rows]


@pytest.mark.parametrize("schema", ["registry", "agenda"])
async def test_a_projection_built_again_is_the_same(
    world: World, field: Field, database: asyncpg.Connection, schema: str
) -> None:
    for actor in (field.partner, field.facilitator):
        assert (
            await actor.get(f"{schema}/{'people' if schema == 'registry' else 'voices'}")
        ).status_code == 200
    before = await _facts(database, schema, field.id)
    assert len(before) >= 7
    newer = Follower(schema, version=1_000)
    StandingFacts(newer)
    async with pool_of(world.settings, schema) as pool:
        await database.execute(
            f"UPDATE {schema}.standing_fact SET detail = 'spoilt', until = '2000-01-01'"
            " WHERE initiative_id = $1",
            field.id,
        )
        assert await newer.catch_up(pool, UUID(field.id)) > 0
        assert await _facts(database, schema, field.id) == before
        assert (await _cursor(pool, UUID(field.id), schema))[0] == 1_000
        # The program that knows the old projection only is to be replaced, not to write beside the new one.
        older = Follower(schema, version=999)
        StandingFacts(older)
        with pytest.raises(OlderProgramError):
            await older.catch_up(pool, UUID(field.id))
    assert await _facts(database, schema, field.id) == before


async def _fill(admin: asyncpg.Connection, initiative_id: UUID, size: int) -> None:
    """A log of `size` events, every 400th of them relevant, written around the append function."""
    await admin.execute("DROP INDEX log.entry_id; DROP INDEX log.entry_subject; DROP INDEX log.entry_time")
    await admin.execute(
        """
        INSERT INTO log.entry (initiative_id, position, id, source, type, subject, time, line)
        SELECT $1, n, gen_random_uuid(), '/registry', type, n::text, now(), convert_to(format(
                   '{"type":"%s","subject":"%s","time":"","actor":{},"data":{},"schema":1}', type, n), 'UTF8')
          FROM generate_series(1, $2::bigint - 1) AS n,
               LATERAL (SELECT CASE n % $3 WHEN 0 THEN $4 ELSE 'registry.other.thing' END) AS kind (type)""",
        initiative_id,
        size,
        RELEVANT_EVERY,
        InitiativeDescribed.type,
    )
    await admin.execute(
        "SET session_replication_role = replica"
    )  # the head grows by nobody's hand but this one
    await admin.execute(
        "UPDATE log.head SET size = $2, run_topic = NULL, run_from = $2 WHERE initiative_id = $1",
        initiative_id,
        size,
    )
    await admin.execute(
        "INSERT INTO log.settled_topic VALUES ($1, 'registry.initiative', $2 - 1)", initiative_id, size
    )
    await admin.execute("ANALYZE log.entry")


async def test_a_follower_starts_on_a_million_events_while_more_are_appended(
    fresh: World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fresh.settings.database_url is not None
    admin = await asyncpg.connect(fresh.settings.database_url.replace("://", "://postgres@"))
    async with pool_of(fresh.settings, "registry") as registry, pool_of(fresh.settings, "agenda") as agenda:
        initiative_id = await new_log(registry)
        await _fill(admin, initiative_id, LONG)
        await admin.close()
        seen = Seen(InitiativeDescribed.type)
        stop, appended = asyncio.Event(), 0

        async def go_on_appending() -> None:
            nonlocal appended
            while not stop.is_set():
                await append_once(registry, initiative_id, [described(initiative_id)])
                appended += 1

        loop = asyncio.get_running_loop()
        appending = asyncio.create_task(go_on_appending())
        began = loop.time()
        await seen.follower.catch_up(agenda, initiative_id)
        took = loop.time() - began
        stop.set()
        await appending
        await seen.follower.catch_up(agenda, initiative_id)

        with capsys.disabled():
            said = f"\na follower started on {LONG:,} events in {took:.2f} s, {appended} appended meanwhile"
            sys.stdout.write(said)
        old = [str(position) for position in range(RELEVANT_EVERY, LONG, RELEVANT_EVERY)]
        assert seen.subjects[: len(old)] == old
        assert len(seen.subjects) == len(old) + appended
        assert max(seen.transactions.values()) <= BATCH + appended
        assert len(seen.transactions) >= len(old) // BATCH
        assert await _cursor(agenda, initiative_id) == (1, LONG - 1 + appended, True)
        assert appended > 0
        assert took < 30
