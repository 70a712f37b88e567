"""Closing where it is hardest: killed at each of its steps, twice at once, and amid two hundred ballots."""

import asyncio
from typing import Any
from uuid import UUID

import asyncpg
import httpx

from services.agenda.worker import DecisionsDue
from shared.database.pool import Database
from shared.eventlog.batching import AT_ONCE
from shared.ids import uuid7
from tests.dying import buried, made_to_die
from tests.governing import Governed, cast, draft, make_due, opened
from tests.kit import Actor, World

_LEFT = """
    SELECT (SELECT status FROM agenda.decision WHERE id = $1) AS status,
           (SELECT count(*) FROM agenda.ballot
             WHERE decision_id = $1 AND choice IS NOT NULL AND receipt IS NOT NULL) AS ballots,
           (SELECT count(*) FROM agenda.published_ballot WHERE decision_id = $1) AS published,
           (SELECT count(*) FROM log.entry, convert_from(line, 'UTF8') AS text
             WHERE initiative_id = $2
               AND text::jsonb -> 'data' ->> 'decision_id' = $1::text
               AND text::jsonb ->> 'type'
                   IN ('agenda.ballot.published', 'agenda.decision.closed', 'agenda.phase.begun')) AS told
"""
UNDER_WAY = AT_ONCE
"""Ballots that hold a transaction each; others of the process wait to go on in theirs."""
OPEN = {"status": "open", "ballots": 3, "published": 0, "told": 0}
CLOSED = {"status": "closed", "ballots": 0, "published": 3, "told": 3}


async def left(database: asyncpg.Connection, governed: Governed, decision_id: str) -> dict[str, Any]:
    """How far a decision has come, its ballots, and what the log says of it."""
    return dict(await database.fetchrow(_LEFT, UUID(decision_id), UUID(governed.field.id)))


async def test_a_closing_killed_at_any_step_leaves_all_open_and_is_done_whole_the_next_time(
    world: World, governed: Governed, due: DecisionsDue, database: asyncpg.Connection
) -> None:
    # Secret, and with an effect: the closing with the most steps.
    asked = {"secrecy": "secret", "subject": {"phase": "planning"}}
    decision_id = await draft(governed.chair, governed.committee, "phase", **asked)
    rehearsed = await draft(governed.chair, governed.committee, "phase", **asked)
    for one in (decision_id, rehearsed):
        await opened([governed.chair], one)
        for member in governed.members:
            await cast(member, one, "yes")
    headers = {"Authorization": f"Bearer {governed.chair.token}"}

    def dying(at: int, moment: str) -> dict[str, Any]:
        return {"at": at, "moment": moment, "headers": headers, "body": {}}

    async def run(which: str, forks: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return await made_to_die(
            world, "agenda", governed.chair.address(f"agenda/decisions/{which}/close"), forks
        )

    (unharmed,) = await run(rehearsed, [dying(0, "never")])
    assert unharmed["answer"]["status"] == 200
    assert await left(database, governed, rehearsed) == CLOSED
    statements = unharmed["answer"]["statements"]
    assert statements[-1] == "COMMIT"

    changing = ("INSERT", "UPDATE", "DELETE", "SELECT log.append")
    steps = [
        dying(at, "answered")
        for at, statement in enumerate(statements, 1)
        if statement.lstrip().startswith(changing)
    ]
    assert len(steps) >= 4  # ballots published, ballots emptied, the decision written, the log appended to
    deaths = [*steps, dying(len(statements), "before")]
    assert await run(decision_id, deaths) == [{"killed": True, "answer": None}] * len(deaths)
    await buried(database)
    assert await left(database, governed, decision_id) == OPEN

    await make_due(database, decision_id)
    while await due.close_next():
        pass
    assert await left(database, governed, decision_id) == CLOSED


async def test_of_two_who_close_at_once_one_does(governed: Governed, database: asyncpg.Connection) -> None:
    decision_id = await draft(
        governed.chair, governed.committee, "phase", subject={"phase": "planning"}, secrecy="secret"
    )
    await opened([governed.chair], decision_id)
    for member in governed.members:
        await cast(member, decision_id, "yes")
    # Both wait at the decision's row, whatever the scheduler does, before either goes on.
    async with database.transaction():
        await database.execute("SELECT FROM agenda.decision WHERE id = $1 FOR UPDATE", decision_id)
        async with asyncio.TaskGroup() as together:
            closing = [
                together.create_task(member.post(f"agenda/decisions/{decision_id}/close"))
                for member in governed.members[:2]
            ]
            await waiting(database, 2)
            await database.execute("COMMIT")
            await database.execute("BEGIN")
    assert sorted(answer.result().status_code for answer in closing) == [200, 409]
    assert await left(database, governed, decision_id) == CLOSED


async def waiting(database: asyncpg.Connection, at_least: int) -> None:
    """Until so many transactions wait for what others hold."""
    async with asyncio.timeout(20):
        while await database.fetchval("SELECT count(*) FROM pg_locks WHERE NOT granted") < at_least:
            pass


async def electorate(
    database: asyncpg.Connection, governed: Governed, decision_id: str, size: int
) -> list[UUID]:
    """Many more voters of an open decision, as if the log had told of them."""
    people = [uuid7() for _ in range(size)]
    await database.execute(
        "INSERT INTO agenda.standing_fact (initiative_id, subject_id, fact_id, kind)"
        " SELECT $1, person, person, 'person' FROM unnest($2::uuid[]) AS person",
        UUID(governed.field.id),
        people,
    )
    await database.execute(
        "INSERT INTO agenda.voter (initiative_id, decision_id, id, sector, status)"
        " SELECT $1, $2, person, 'community', 'entitled' FROM unnest($3::uuid[]) AS person",
        UUID(governed.field.id),
        UUID(decision_id),
        people,
    )
    return people


async def test_two_hundred_ballots_and_a_closing_at_the_same_moment(
    world: World,
    governed: Governed,
    agenda: Database,
    due: DecisionsDue,
    database: asyncpg.Connection,
) -> None:
    decision_id = await draft(governed.chair, governed.committee)
    await opened([governed.chair], decision_id)
    people = await electorate(database, governed, decision_id, 200)
    voters = [world.actor(governed.field.id, str(person)) for person in people]
    path = f"agenda/decisions/{decision_id}/ballots"

    async def vote(voter: Actor) -> httpx.Response:
        return await voter.put(f"{path}/{voter.person_id}", {"choice": "yes"})

    async with asyncio.TaskGroup() as together:
        # Ballots pile up at the table, and the closing behind them: they are under way at one moment,
        # whatever the scheduler does.
        await database.execute("BEGIN")
        await database.execute("LOCK TABLE agenda.ballot IN EXCLUSIVE MODE")
        casting = [together.create_task(vote(voter)) for voter in voters[:UNDER_WAY]]
        await waiting(database, UNDER_WAY)
        async with agenda.transaction() as connection:
            await make_due(connection, decision_id)
        closing = together.create_task(due.close_next())
        await waiting(database, UNDER_WAY + 1)
        casting += [together.create_task(vote(voter)) for voter in voters[UNDER_WAY:]]
        await database.execute("COMMIT")
    assert closing.result()
    answers = [answer.result().status_code for answer in casting]
    # On a machine that is slow, who waits for a connection for too long is told so (503), and not counted.
    assert set(answers) <= {200, 409, 503}
    assert answers[:UNDER_WAY] == [200] * UNDER_WAY
    assert answers.count(409) >= 1
    outcome = (await governed.chair.get(f"agenda/decisions/{decision_id}/outcome")).json()
    assert outcome["cast"] == answers.count(200)
