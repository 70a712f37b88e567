"""The process dies inside a write: state, events, opened values and kept answer are all there or none is."""

from typing import Any
from uuid import uuid4

import asyncpg

from tests.dying import buried, made_to_die
from tests.kit import Field, World

REGISTRY, PATH = "registry", "registry/organizations"
NOTHING = {"rows": False, "events": False, "openings": False, "answers": False}
EVERYTHING = dict.fromkeys(NOTHING, True)

# What one request leaves, each found by what only this request has: its body's name, its id, its key.
_LEFT = """
    WITH written AS (
        SELECT position FROM log.entry
         WHERE initiative_id = $1 AND convert_from(line, 'UTF8')::jsonb ->> 'request' = $2
    )
    SELECT EXISTS (SELECT FROM registry.organization WHERE initiative_id = $1 AND name ->> 'en' = $2) AS rows,
           EXISTS (SELECT FROM written) AS events,
           EXISTS (
               SELECT FROM log.opening JOIN written USING (position) WHERE initiative_id = $1
           ) AS openings,
           EXISTS (SELECT FROM registry.idempotency_record WHERE initiative_id = $1 AND key = $2) AS answers
"""


def _fork(field: Field, at: int, moment: str) -> dict[str, Any]:
    """A request that dies at a statement; one id names its body, its key and itself."""
    name = str(uuid4())
    headers = {
        "Authorization": f"Bearer {field.facilitator.token}",
        "X-Request-ID": name,
        "Idempotency-Key": name,
    }
    body = {"name": {"en": name}, "sector": "nonprofit"}
    return {"at": at, "moment": moment, "name": name, "headers": headers, "body": body}


async def _left(database: asyncpg.Connection, field: Field, fork: dict[str, Any]) -> dict[str, bool]:
    await buried(database)
    return dict(await database.fetchrow(_LEFT, field.id, fork["name"]))


async def test_a_process_killed_anywhere_in_a_write_leaves_everything_or_nothing(
    world: World, field: Field, database: asyncpg.Connection
) -> None:
    unharmed = _fork(field, at=0, moment="never")
    (outcome,) = await made_to_die(world, REGISTRY, field.facilitator.address(PATH), [unharmed])
    statements = outcome["answer"]["statements"]
    assert outcome["answer"]["status"] == 201
    assert await _left(database, field, unharmed) == EVERYTHING
    assert "BEGIN" in statements
    commit = len(statements)
    assert statements[-1] == "COMMIT"

    deaths = [
        _fork(field, at, moment) for at in range(1, commit + 1) for moment in ("before", "sent", "answered")
    ]
    outcomes = await made_to_die(world, REGISTRY, field.facilitator.address(PATH), deaths)
    for death, outcome in zip(deaths, outcomes, strict=True):
        assert outcome == {"killed": True, "answer": None}
        left = await _left(database, field, death)
        if death["at"] < commit or death["moment"] == "before":
            assert left == NOTHING, death
        elif death["moment"] == "answered":
            assert left == EVERYTHING, death
        else:
            assert left in (NOTHING, EVERYTHING), death

    # Whoever heard no answer asks again with the same key, and the effect is there once.
    for death in deaths:
        response = await field.facilitator.post(
            "registry/organizations", death["body"], headers={"Idempotency-Key": death["name"]}
        )
        assert response.status_code == 201
    names = [death["name"] for death in deaths]
    counts = await database.fetch(
        "SELECT count(*) FROM registry.organization WHERE initiative_id = $1 AND name ->> 'en' = ANY ($2)"
        " GROUP BY name ->> 'en'",
        field.id,
        names,
    )
    assert [row["count"] for row in counts] == [1] * len(deaths)
    size, last, entries = await database.fetchrow(
        "SELECT size, (SELECT max(position) FROM log.entry WHERE initiative_id = $1),"
        " (SELECT count(*) FROM log.entry WHERE initiative_id = $1) FROM log.head WHERE initiative_id = $1",
        field.id,
    )
    assert size == last + 1 == entries
