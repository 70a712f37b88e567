"""A worker that is killed while it imports leaves nothing half done, and another begins the import again."""

import asyncpg

from services.registry.import_runs.running import ImportRuns
from services.registry.import_runs.service import MAX_FILES
from tests.dying import buried, dying_at_work
from tests.kit import Field, World
from tests.services.events.workers import all_events
from tests.services.registry.import_runs.sending import followed, kept, taken, work
from tests.services.registry.imports.importing import everything

DUTY = "import files"
LEASED = """
    SELECT bool_and(due_at >= sent_at + interval '5 seconds') FROM registry.import_task
     WHERE initiative_id = $1"""
DUE = "UPDATE registry.import_task SET due_at = now() WHERE initiative_id = $1"


def file(number: int) -> str:
    """A file of two organizations of its own, and a third that each of them has."""
    return f"name,sector\nקובץ {number} א,public\nקובץ {number} ב,nonprofit\nכולם,public\n"


async def test_a_worker_killed_at_any_step_leaves_the_import_to_the_next(
    world: World, waiting: Field, runs: ImportRuns, database: asyncpg.Connection
) -> None:
    by = waiting.facilitator
    await work(runs)
    calm = await taken(by, file(0))
    (outcome,) = await dying_at_work(world, "registry", DUTY, [{"at": 0, "moment": "never"}])
    assert outcome["answer"]["found"]
    assert (await followed(by, calm))["created"] == 3
    statements = outcome["answer"]["statements"]
    commit = len(statements)
    assert statements[-1] == "COMMIT"
    inserted = next(n for n, sql in enumerate(statements, 1) if "INSERT INTO registry.organization " in sql)
    said = [n for n, sql in enumerate(statements, 1) if "UPDATE registry.import SET" in sql]
    # Taken but not begun; said to be running; half stored; all in the log; the last word; and too late.
    deaths = [
        *[(said[0], "answered"), (said[1] + 1, "answered"), (inserted, "answered"), (commit, "before")],
        (commit, "answered"),
    ]
    assert len(deaths) <= MAX_FILES
    waits = [await taken(by, file(number)) for number in range(1, len(deaths) + 1)]
    forks = [{"at": at, "moment": how} for at, how in deaths]
    outcomes = await dying_at_work(world, "registry", DUTY, forks)
    assert [one["killed"] for one in outcomes] == [True] * len(deaths)
    await buried(database)
    left = [await followed(by, one) for one in waits]
    assert [one["state"] for one in left] == ["waiting", *["running"] * 3, "done"]
    assert {(one["ended_at"], one["made_at"], one["created"]) for one in left[:-1]} == {(None, None, 0)}
    assert await database.fetchval(LEASED, waiting.id)
    await database.execute(DUE, waiting.id)
    await work(runs)
    ends = [await followed(by, one) for one in waits]
    assert {(one["state"], one["created"], one["unchanged"]) for one in ends} == {("done", 2, 1)}
    names = [one["name"].get("he", "") for one in await everything(by, "registry/organizations")]
    ours = [name for name in names if name.startswith("קובץ") or name == "כולם"]
    assert len(ours) == len(set(ours)) == 2 * len(deaths) + 3
    events = await all_events(by, types="registry.import.made")
    made = [one["event"]["data"]["import_id"] for one in events]
    assert [made.count(one["id"]) for one in waits] == [1] * len(deaths)
    assert await kept(database, waiting.id) == {"tasks": 0, "pieces": 0}
