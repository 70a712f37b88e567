"""Writes that share transactions: ballots of many at once, each answered as if it had been alone."""

import asyncio
from typing import Any

import asyncpg
import httpx
import pytest

from shared.eventlog import batching
from tests.governing import draft, form, opened
from tests.kit import Actor, Field, World

VOTERS = 20


@pytest.fixture
async def voters(world: World, field: Field) -> list[Actor]:
    """People who vote in an open decision, the founder first."""
    others = [
        await world.add_person(field.founder, f"נציג {number}", field.founder.organization_id)
        for number in range(VOTERS - 1)
    ]
    return [field.founder, *others]


@pytest.fixture
async def decision(field: Field, voters: list[Actor]) -> str:
    network = await form(field.founder, "network")
    decision_id = await draft(field.founder, network, voter="person")
    await opened(voters[:2], decision_id)
    return decision_id


@pytest.fixture(autouse=True)
def _however_slow_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    # Transactions take in whoever waits.
    monkeypatch.setattr(batching, "PATIENCE", 5)


async def put(voter: Actor, decision_id: str, choice: str, voter_id: str = "") -> httpx.Response:
    path = f"agenda/decisions/{decision_id}/ballots/{voter_id or voter.person_id}"
    return await voter.put(path, {"choice": choice})


async def cast(database: asyncpg.Connection, initiative_id: str) -> list[asyncpg.Record]:
    """The entries of ballots: where they stand, whose transaction they came by, whose ballots they are."""
    return list(
        await database.fetch(
            "SELECT position, xmin::text AS transaction, actor_id::text AS person FROM log.entry"
            " WHERE initiative_id = $1 AND type = 'agenda.ballot.cast' ORDER BY position",
            initiative_id,
        )
    )


async def test_a_hundred_at_once_are_each_answered_with_the_place_of_their_own_ballot(
    field: Field, voters: list[Actor], decision: str, database: asyncpg.Connection
) -> None:
    choices = ["yes", "no", "abstain", "yes", "no"]
    asked = [(voter, choice) for choice in choices for voter in voters]
    answers = await asyncio.gather(*(put(voter, decision, choice) for voter, choice in asked))
    assert {answer.status_code for answer in answers} == {200}
    entries = {row["position"]: row["person"] for row in await cast(database, field.id)}
    assert len(entries) == len(asked) == 100
    for (voter, _), answer in zip(asked, answers, strict=True):
        assert entries[int(answer.headers["Log-Position"])] == voter.person_id
        assert answer.headers["ETag"] == f'"{answer.json()["version"]}"'
    assert len({answer.headers["Log-Position"] for answer in answers}) == 100
    # What each voter says at last is what came last into the log.
    last: dict[str, dict[str, Any]] = {}
    for answer in sorted(answers, key=lambda answer: int(answer.headers["Log-Position"])):
        last[answer.json()["voter_id"]] = answer.json()
    listed = (await field.founder.get(f"agenda/decisions/{decision}/ballots", params={"limit": 100})).json()
    assert {one["voter_id"]: (one["choice"], one["version"]) for one in listed["items"]} == {
        voter_id: (ballot["choice"], 5) for voter_id, ballot in last.items()
    }
    assert len({row["transaction"] for row in await cast(database, field.id)}) < 50


async def test_those_who_are_refused_do_not_disturb_their_neighbours(
    field: Field, voters: list[Actor], decision: str, database: asyncpg.Connection
) -> None:
    refused = {
        "another's ballot": (voters[1], "yes", voters[2].person_id, 403),
        "a choice of another method": (voters[3], "consent", "", 422),
        "no vote in this decision": (field.facilitator, "yes", "", 403),
        "no such choice": (voters[4], "perhaps", "", 422),
    }
    before = len(await cast(database, field.id))
    answers = await asyncio.gather(
        *(put(voter, decision, "yes") for voter in voters[:10]),
        *(put(voter, decision, choice, whose) for voter, choice, whose, _ in refused.values()),
        *(put(voter, decision, "no") for voter in voters[10:]),
    )
    good = [*answers[:10], *answers[10 + len(refused) :]]
    assert [answer.status_code for answer in good] == [200] * VOTERS
    said = {name: answer.status_code for name, answer in zip(refused, answers[10:], strict=False)}
    assert said == {name: status for name, (*_, status) in refused.items()}
    assert len(await cast(database, field.id)) == before + VOTERS


async def test_a_ballot_of_somebody_who_is_erased_meanwhile_is_cast_before_or_not_at_all(
    field: Field, voters: list[Actor], decision: str, database: asyncpg.Connection
) -> None:
    leaving, *others = voters[1:]
    erasing = field.facilitator.post("events/erasures", {"person_id": leaving.person_id})
    erased, *answers = await asyncio.gather(
        erasing, *(put(voter, decision, "yes") for voter in (leaving, *others) for _ in range(2))
    )
    assert erased.status_code == 201
    assert {answer.status_code for answer in answers[2:]} == {200}
    assert {answer.status_code for answer in answers[:2]} <= {200, 403, 404, 409}
    asked_at = int(erased.headers["Log-Position"])
    places = [row["position"] for row in await cast(database, field.id) if row["person"] == leaving.person_id]
    assert all(position < asked_at for position in places)
    assert len(places) == sum(answer.status_code == 200 for answer in answers[:2])
