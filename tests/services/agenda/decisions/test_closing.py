"""Closing: exactly once, whoever comes at the same moment, and every ballot that was answered counts."""

import asyncio

import asyncpg

from services.agenda.worker import DecisionsDue
from tests.governing import Governed, cast, closed, draft, make_due, opened


async def closings(governed: Governed) -> list[dict[str, object]]:
    told = await governed.chair.get("events/events", params={"types": "agenda.decision.closed", "limit": 200})
    return [item["event"] for item in told.json()["items"]]


async def test_the_worker_closes_what_is_due_and_says_it_was_the_service(
    governed: Governed, due: DecisionsDue, database: asyncpg.Connection
) -> None:
    decision_id = await draft(governed.chair, governed.committee)
    await opened([governed.chair], decision_id)
    for member in governed.members:
        await cast(member, decision_id, "yes")
    await make_due(database, decision_id)
    late = await governed.chair.put(
        f"agenda/decisions/{decision_id}/ballots/{governed.chair.person_id}", {"choice": "no"}
    )
    assert late.json()["code"] == "decision-not-open"
    while await due.close_next():
        pass
    decision = (await governed.chair.get(f"agenda/decisions/{decision_id}")).json()
    assert (decision["status"], decision["outcome"]) == ("closed", "adopted")
    event = (await closings(governed))[-1]
    assert event["actor"] == {"kind": "service"}


async def test_a_ballot_counts_though_whoever_cast_it_has_been_erased(
    governed: Governed, database: asyncpg.Connection
) -> None:
    decision_id = await draft(governed.chair, governed.committee)
    await opened([governed.chair], decision_id)
    for member in governed.members:
        await cast(member, decision_id, "yes")
    await database.execute(
        "UPDATE agenda.ballot SET cast_by = NULL WHERE decision_id = $1::text::uuid AND voter_id = cast_by"
        " AND voter_id <> $2::text::uuid",
        decision_id,
        governed.chair.person_id,
    )
    await closed(governed.chair, decision_id)
    outcome = (await governed.chair.get(f"agenda/decisions/{decision_id}/outcome")).json()
    assert (outcome["outcome"], outcome["cast"]) == ("adopted", 3)


async def test_what_is_not_due_stays_open(governed: Governed, due: DecisionsDue) -> None:
    decision_id = await draft(governed.chair, governed.committee)
    await opened([governed.chair], decision_id)
    while await due.close_next():
        pass
    assert (await governed.chair.get(f"agenda/decisions/{decision_id}")).json()["status"] == "open"


async def test_several_workers_and_a_hand_close_a_decision_once(
    governed: Governed, due: DecisionsDue, database: asyncpg.Connection
) -> None:
    before = len(await closings(governed))
    decision_id = await draft(governed.chair, governed.committee, "phase", subject={"phase": "planning"})
    await opened([governed.chair], decision_id)
    for member in governed.members:
        await cast(member, decision_id, "yes")
    await make_due(database, decision_id)
    async with asyncio.TaskGroup() as together:
        by_hand = together.create_task(governed.chair.post(f"agenda/decisions/{decision_id}/close"))
        for _ in range(3):
            together.create_task(due.close_next())
    answer = by_hand.result()
    assert answer.status_code in (200, 409)
    assert len(await closings(governed)) == before + 1
    begun = await governed.chair.get("events/events", params={"types": "agenda.phase.begun"})
    assert len(begun.json()["items"]) == 1


async def test_a_closed_decision_does_not_close_again(governed: Governed) -> None:
    decision_id = await draft(governed.chair, governed.committee)
    await opened([governed.chair], decision_id)
    for member in governed.members:
        await cast(member, decision_id, "yes")
    await closed(governed.chair, decision_id)
    again = await governed.chair.post(f"agenda/decisions/{decision_id}/close")
    assert again.json()["code"] == "decision-not-open"
