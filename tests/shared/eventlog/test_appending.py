"""Appending: positions without gaps, nobody writes as somebody else, and no decision is outrun."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from random import Random
from uuid import UUID

import asyncpg
import pytest

from services.registry.initiatives.events import InitiativeDescribed
from shared.database.pool import Database
from shared.eventlog.appending import (
    NOTHING,
    AppendRefusedError,
    LogMovedError,
    ReliedOn,
    UnknownLogError,
    append,
)
from shared.eventlog.canonical import canonical
from shared.eventlog.envelope import MAX_LINE_BYTES, Entry
from shared.eventlog.event_types import Event
from shared.ids import uuid7
from tests.kit import World
from tests.shared.eventlog.logs import (
    append_once,
    connected,
    described,
    founded,
    new_log,
    pool_of,
    written,
)

_APPEND = "SELECT log.append($1, $2, '{}', 0, '{}', '{}', '{}', '{}', '{}', '{}', '{}')"
_APPEND_OF_BEFORE = "SELECT log.append($1, $2, $3, '{}', '{}', '{}', '{}', '{}', '{}', '{}')"


@pytest.fixture
async def registry(world: World) -> AsyncIterator[Database]:
    async with pool_of(world.settings, "registry") as database:
        yield database


@pytest.fixture
async def agenda(world: World) -> AsyncIterator[Database]:
    async with pool_of(world.settings, "agenda") as database:
        yield database


def _refused(service: str) -> type[Event]:
    """The one event type that every service has: a refusal by the charter."""
    from shared.http.charter_refusals import refusal_event

    return refusal_event(service)


def _fact(service: str, initiative_id: UUID) -> Entry:
    event = _refused(service).model_validate({"rule": "agenda-belongs-to-partners"})
    return written(event, initiative_id, source=f"/{service}")


def _as_if(item: Entry, **attributes: str) -> Entry:
    """The same entry with other attributes in its line."""
    line = json.loads(item.line) | attributes
    return replace(item, line=canonical(line))


async def test_a_log_begins_with_the_founding_of_its_initiative(registry: Database) -> None:
    initiative_id = uuid7()
    with pytest.raises(UnknownLogError):
        await append_once(registry, initiative_id, [described(initiative_id)])
    assert await append_once(registry, initiative_id, [founded(initiative_id)]) == 0
    assert (
        await append_once(registry, initiative_id, [described(initiative_id), described(initiative_id)]) == 2
    )


async def test_only_the_registry_begins_a_log(agenda: Database) -> None:
    initiative_id = uuid7()
    with pytest.raises(UnknownLogError):
        await append_once(agenda, initiative_id, [_fact("agenda", initiative_id)])
    with pytest.raises(UnknownLogError):
        await append_once(agenda, initiative_id, [founded(initiative_id)])


async def test_a_service_cannot_append_as_another(
    registry: Database, agenda: Database, database: asyncpg.Connection
) -> None:
    initiative_id = await new_log(registry)
    forged = described(initiative_id)
    with pytest.raises(AppendRefusedError):
        await append_once(agenda, initiative_id, [forged])
    # Its own name on a type of another service is refused by the table itself.
    with pytest.raises(asyncpg.CheckViolationError):
        await append_once(agenda, initiative_id, [_as_if(forged, source="/agenda")])
    assert await database.fetchval("SELECT size FROM log.head WHERE initiative_id = $1", initiative_id) == 1


@pytest.mark.parametrize(
    ("canonical_part", "other"),
    [
        (b'"schema":2', b'"schema":2,"schema":2'),
        (b'"data":{', b'"data":{"rule":"other","rule":"other","stage":1,'),
        (b'"schema":2', b'"schema": 2'),
        (b'"schema":2', b'"schema":2.0'),
        (b'"schema":2', b'"schema":2e0'),
        (b'"schema":2', b'"schema":-0'),
        (b'"schema":2', b'"schema":12345678901234567'),
        (b'"schema":2', b'"schema":9007199254740992'),
        (b'"schema":2', b'"schema":-9007199254740992'),
        (b'"data":{', b'"data":{"numbers":[1,[9007199254740992]],'),
        (b'"type":"registry', b'"type":"\\u0072egistry'),
        (b'"data":{', '"data":{"name":"é",'.encode()),
        (b'"data":{', b'"data":{"name":"a b",'),
        (b'"specversion"', b'\n"specversion"'),
    ],
)
async def test_a_line_that_could_be_read_in_two_ways_is_refused(
    registry: Database, canonical_part: bytes, other: bytes
) -> None:
    initiative_id = await new_log(registry)
    right = described(initiative_id)
    line = right.line.replace(canonical_part, other)
    assert line != right.line
    with pytest.raises(AppendRefusedError, match="canonical"):
        await append_once(registry, initiative_id, [replace(right, line=line, openings=())])
    assert await append_once(registry, initiative_id, [right]) == 1


async def test_the_longest_integers_that_all_readers_read_alike_are_taken(registry: Database) -> None:
    initiative_id = await new_log(registry)
    right = described(initiative_id)
    longest = b'"data":{"all":[9007199254740991,-9007199254740991],"code":"12345678901234567",'
    line = right.line.replace(b'"data":{', longest)
    assert await append_once(registry, initiative_id, [replace(right, line=line, openings=())]) == 1
    # Several at once go another way through the function, and are looked at alike.
    too_long = line.replace(b":[9007199254740991", b":[9007199254740992")
    both = [described(initiative_id), replace(right, line=too_long, openings=())]
    with pytest.raises(AppendRefusedError, match="canonical"):
        await append_once(registry, initiative_id, both)


async def test_a_line_that_is_too_long_is_refused_by_the_database_too(registry: Database) -> None:
    initiative_id = await new_log(registry)
    right = described(initiative_id)

    def as_long_as(size: int) -> Entry:
        filler = b'"data":{"code":"%b",' % (b"x" * (size - len(right.line) - len(b'"code":"",')))
        line = right.line.replace(b'"data":{', filler)
        assert len(line) == size
        return replace(right, line=line, openings=())

    with pytest.raises(asyncpg.CheckViolationError):
        await append_once(registry, initiative_id, [as_long_as(MAX_LINE_BYTES + 1)])
    assert await append_once(registry, initiative_id, [as_long_as(MAX_LINE_BYTES)]) == 1


async def test_an_event_goes_into_the_log_it_names(registry: Database) -> None:
    one, other = await new_log(registry), await new_log(registry)
    with pytest.raises(AppendRefusedError):
        await append_once(registry, one, [described(other)])


async def test_an_opening_must_open_its_commitment(registry: Database, database: asyncpg.Connection) -> None:
    initiative_id = await new_log(registry)
    right = described(initiative_id)
    first, *others = right.openings
    wrong = (
        replace(first, value=b'{"en":"something else"}'),
        replace(first, salt=bytes(32)),
        replace(first, field="no_such_field"),
    )
    for opening in wrong:
        with pytest.raises(AppendRefusedError):
            await append_once(registry, initiative_id, [replace(right, openings=(opening, *others))])
    counts = await database.fetchrow(
        "SELECT (SELECT count(*) FROM log.entry WHERE initiative_id = $1),"
        " (SELECT count(*) FROM log.opening WHERE initiative_id = $1 AND position > 0)",
        initiative_id,
    )
    assert tuple(counts) == (1, 0)


async def test_an_event_is_appended_once(registry: Database) -> None:
    initiative_id = await new_log(registry)
    item = described(initiative_id)
    await append_once(registry, initiative_id, [item])
    with pytest.raises(asyncpg.UniqueViolationError):
        await append_once(registry, initiative_id, [item])


async def test_nothing_is_appended_by_an_append_of_nothing(registry: Database) -> None:
    initiative_id = await new_log(registry)
    with pytest.raises(AppendRefusedError, match="nothing"):
        await append_once(registry, initiative_id, [])
    assert await append_once(registry, initiative_id, [described(initiative_id)]) == 1


async def test_a_line_that_is_missing_among_others_is_no_end_of_them(
    world: World, registry: Database
) -> None:
    initiative_id = await new_log(registry)
    lines = [replace(described(initiative_id), openings=()).line for _ in range(2)]
    async with connected(world.settings, "registry") as connection:
        with pytest.raises(asyncpg.PostgresError) as refusal:
            await connection.fetchval(_APPEND, initiative_id, [lines[0], None, lines[1]])
    assert refusal.value.sqlstate == "SH002"


_DECOYS = """
CREATE SCHEMA decoys;
CREATE FUNCTION decoys.caught(text, text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'caught'; END $$;
CREATE OPERATOR decoys.<> (FUNCTION = decoys.caught, LEFTARG = text, RIGHTARG = text);
CREATE OPERATOR decoys.= (FUNCTION = decoys.caught, LEFTARG = text, RIGHTARG = text);
CREATE OPERATOR decoys.!~ (FUNCTION = decoys.caught, LEFTARG = text, RIGHTARG = text);
CREATE FUNCTION decoys.current_setting(text) RETURNS text LANGUAGE sql RETURN 'pg_catalog, pg_temp';
CREATE FUNCTION decoys.convert_from(bytea, name) RETURNS text LANGUAGE sql RETURN '{}';
CREATE FUNCTION decoys.cardinality(anyarray) RETURNS int LANGUAGE sql AS 'SELECT 0';
CREATE DOMAIN decoys.jsonb AS pg_catalog.jsonb CHECK (false);
CREATE DOMAIN decoys.uuid AS pg_catalog.uuid CHECK (false);
CREATE DOMAIN decoys.text AS pg_catalog.text CHECK (VALUE IS NULL);
GRANT USAGE ON SCHEMA decoys TO PUBLIC;
"""


_CAUGHT = "decoys, pg_catalog"


@pytest.mark.parametrize("path", [_CAUGHT, "decoys", "pg_catalog, pg_temp", '"$user", public'])
async def test_names_lead_nowhere_else_whatever_the_path_of_whoever_appends(
    world: World, registry: Database, database: asyncpg.Connection, path: str
) -> None:
    initiative_id = await new_log(registry)
    await database.execute(_DECOYS)
    try:
        async with connected(world.settings, "registry") as connection:
            # Beforehand: asyncpg itself asks for the types by names without a schema.
            statement = await connection.prepare(_APPEND)
            await connection.execute(f"SET search_path = {path}")
            assert await connection.fetchval("SELECT cardinality(ARRAY[1])") == int(path != _CAUGHT)
            for position in (1, 2):
                line = replace(described(initiative_id), openings=()).line
                assert await statement.fetchval(initiative_id, [line]) == position
                assert await connection.fetchval("SHOW search_path") == path
    finally:
        await database.execute("DROP SCHEMA decoys CASCADE")


async def test_programs_of_before_append_until_they_are_replaced(world: World, registry: Database) -> None:
    """They say up to which position they know which topic; their sessions are of before, too."""
    initiative_id = await new_log(registry)
    async with connected(world.settings, "registry") as connection:
        await connection.execute('SET search_path = "$user", public')
        for known, outcome in (
            ({}, 1),
            ({"registry.initiative": 0}, "SH001"),
            ({"registry.initiative": 1}, 2),
            ({"registry.initiative": 2, "agenda.mandate": 2}, 3),
            ({"agenda.mandate": -1}, 4),
        ):
            line = replace(described(initiative_id), openings=()).line
            try:
                found = await connection.fetchval(_APPEND_OF_BEFORE, initiative_id, [line], known)
            except asyncpg.PostgresError as refusal:
                found = refusal.sqlstate
            assert found == outcome


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
async def test_appending_needs_to_see_the_newest_head(world: World, registry: Database, level: str) -> None:
    initiative_id = await new_log(registry)
    async with connected(world.settings, "registry") as connection:
        await connection.execute(f"BEGIN ISOLATION LEVEL {level}")
        with pytest.raises(AppendRefusedError):
            await append(connection, initiative_id, [described(initiative_id)], NOTHING)


async def test_a_service_reads_openings_of_its_own_types_and_of_those_granted(
    world: World, registry: Database
) -> None:
    initiative_id = await new_log(registry)
    seen = {}
    for service in ("registry", "agenda", "metrics", "events"):
        async with connected(world.settings, service) as connection:
            seen[service] = await connection.fetchval(
                "SELECT count(*) FROM log.opening WHERE initiative_id = $1", initiative_id
            )
    own = len(founded(initiative_id).openings)
    assert seen == {"registry": own, "agenda": 0, "metrics": 0, "events": own}


async def test_a_grant_opens_one_type_and_no_other(
    world: World, registry: Database, database: asyncpg.Connection
) -> None:
    initiative_id = await new_log(registry)
    await append_once(registry, initiative_id, [described(initiative_id)])
    await database.execute("INSERT INTO log.reader VALUES ('shidra_metrics', $1)", InitiativeDescribed.type)
    try:
        async with connected(world.settings, "metrics") as connection:
            types = await connection.fetch(
                "SELECT DISTINCT type FROM log.opening WHERE initiative_id = $1", initiative_id
            )
    finally:
        await database.execute("DELETE FROM log.reader WHERE role = 'shidra_metrics'")
    assert [row["type"] for row in types] == [InitiativeDescribed.type]


async def test_a_ballot_does_not_slip_in_beside_the_event_that_takes_the_right_away(
    registry: Database, agenda: Database
) -> None:
    initiative_id = await new_log(registry)
    known = ReliedOn(["registry.initiative"], 0)
    async with agenda.pool.acquire() as ballot:
        await ballot.execute("BEGIN")
        # The ballot has read that its caller may vote; the registry commits the contrary before it appends.
        await append_once(registry, initiative_id, [described(initiative_id)])
        with pytest.raises(LogMovedError):
            await append(ballot, initiative_id, [_fact("agenda", initiative_id)], known)
        await ballot.execute("ROLLBACK")
    # Having followed up, the same ballot would pass.
    assert (
        await append_once(agenda, initiative_id, [_fact("agenda", initiative_id)], known._replace(known_to=1))
        == 2
    )


async def test_a_ballot_waiting_for_the_log_sees_what_was_appended_before_it(
    registry: Database, agenda: Database, database: asyncpg.Connection
) -> None:
    initiative_id = await new_log(registry)
    async with registry.pool.acquire() as dismissal, agenda.pool.acquire() as ballot:
        await dismissal.execute("BEGIN")
        await append(dismissal, initiative_id, [described(initiative_id)], NOTHING)
        await ballot.execute("BEGIN")
        casting = asyncio.create_task(
            append(
                ballot,
                initiative_id,
                [_fact("agenda", initiative_id)],
                ReliedOn(["registry.initiative"], 0),
            )
        )
        while not await database.fetchval(
            "SELECT count(*) FROM pg_stat_activity WHERE pid = $1 AND wait_event_type = 'Lock'",
            ballot.get_server_pid(),
        ):
            assert not casting.done()
        await dismissal.execute("COMMIT")
        with pytest.raises(LogMovedError):
            await casting
        await ballot.execute("ROLLBACK")


async def test_what_a_command_did_not_rely_on_does_not_disturb_it(
    registry: Database, agenda: Database
) -> None:
    initiative_id = await new_log(registry)
    known = ReliedOn(["registry.initiative", "metrics.indicator"], 0)
    assert await append_once(agenda, initiative_id, [_fact("agenda", initiative_id)], known) == 1
    assert await append_once(agenda, initiative_id, [_fact("agenda", initiative_id)], known) == 2
    unconcerned = ReliedOn(["metrics.indicator"], -1)
    assert await append_once(agenda, initiative_id, [_fact("agenda", initiative_id)], unconcerned) == 3


@pytest.mark.parametrize("seed", range(3))
async def test_news_is_told_whatever_topics_a_log_went_through(
    registry: Database, database: asyncpg.Connection, seed: int
) -> None:
    """The head knows the run at the end, rows know what was before: together they know what one map would."""
    random = Random(seed)
    initiative_id = await new_log(registry)
    last, size = {"registry.initiative": 0}, 1
    topics = [f"registry.{thing}" for thing in ("initiative", "seat", "site", "term")]

    async with registry.pool.acquire() as connection:
        for _ in range(120):
            of = [random.choice(topics)] * random.choice((1, 1, 1, 3))
            if random.random() < 0.15:
                of = random.choices(topics, k=random.randint(2, 5))
            some = random.sample([*topics, "agenda.mandate"], k=random.randint(0, 3))
            positions = (
                size - 1,
                size - 2,
                *(last.get(topic, 0) for topic in some),
                random.randint(-1, size),
            )
            known = ReliedOn(some, random.choice(positions))
            lines = [_as_if(described(initiative_id), type=f"{topic}.told") for topic in of]
            bare = [replace(line, id=uuid7(), openings=()) for line in lines]
            moved = any(last.get(topic, -1) > known.known_to for topic in some)
            await connection.execute("BEGIN")
            if moved:
                with pytest.raises(LogMovedError):
                    await append(connection, initiative_id, bare, known)
                await connection.execute("ROLLBACK")
                continue
            assert await append(connection, initiative_id, bare, known) == size + len(of) - 1
            await connection.execute("COMMIT")
            last.update({topic: size + number for number, topic in enumerate(of)})
            size += len(of)
            rows = await database.fetch(
                "SELECT topic, position FROM log.topic WHERE initiative_id = $1", initiative_id
            )
            assert sorted(map(tuple, rows)) == sorted(last.items())


async def test_ten_thousand_concurrent_appends_over_fifty_logs_lose_and_double_nothing(
    world: World, registry: Database, database: asyncpg.Connection
) -> None:
    logs, appends, writers = 50, 10_000, 16
    initiatives = [await new_log(registry) for _ in range(logs)]
    waiting = iter(range(appends))
    written_ids: set[UUID] = set()

    async def writer() -> None:
        for number in waiting:
            round_, log = divmod(number, logs)
            service = ("registry", "agenda")[round_ % 2]
            item = _fact(service, initiatives[log])
            await append_once(pools[service], initiatives[log], [item])
            written_ids.add(item.id)

    # A connection for each: what is tested is the log, and no patience with a pool.
    async with (
        pool_of(world.settings, "registry", writers) as of_registry,
        pool_of(world.settings, "agenda", writers) as of_agenda,
        asyncio.TaskGroup() as tasks,
    ):
        pools = {"registry": of_registry, "agenda": of_agenda}
        for _ in range(writers):
            tasks.create_task(writer())

    assert len(written_ids) == appends
    rows = await database.fetch(
        """
        SELECT head.initiative_id, head.size, count(*) AS entries,
               min(position) AS first, max(position) AS last, count(DISTINCT position) AS positions,
               max(position) FILTER (WHERE source = '/registry') AS registry,
               max(position) FILTER (WHERE source = '/agenda') AS agenda
          FROM log.head JOIN log.entry USING (initiative_id)
         WHERE head.initiative_id = ANY ($1) GROUP BY head.initiative_id""",
        initiatives,
    )
    topics: dict[UUID, dict[str, int]] = {initiative: {} for initiative in initiatives}
    for row in await database.fetch("SELECT * FROM log.topic WHERE initiative_id = ANY ($1)", initiatives):
        topics[row["initiative_id"]][row["topic"]] = row["position"]
    assert len(rows) == logs
    size = appends // logs + 1
    for row in rows:
        assert (row["size"], row["entries"], row["positions"]) == (size, size, size)
        assert (row["first"], row["last"]) == (0, size - 1)
        assert topics[row["initiative_id"]] == {
            "registry.initiative": 0,
            "registry.charter": row["registry"],
            "agenda.charter": row["agenda"],
        }
    ids = await database.fetch(
        "SELECT id FROM log.entry WHERE initiative_id = ANY ($1) AND position > 0", initiatives
    )
    assert {row["id"] for row in ids} == written_ids
    assert len(ids) == appends
