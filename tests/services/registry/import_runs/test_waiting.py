"""Files that wait for a worker: imported as if somebody had waited, followed meanwhile; if they fail, why."""

import asyncio
from typing import Any

import asyncpg

from services.registry.import_runs.arriving import PIECE
from services.registry.import_runs.running import ImportRuns
from services.registry.import_runs.service import MAX_FILES
from shared.imports.sent_files import XLSX
from tests.governing import on_day
from tests.kit import Field, World
from tests.services.ending.ends import end_in
from tests.services.erasing import erase
from tests.services.events.workers import all_events
from tests.services.registry.import_runs.sending import followed, kept, send, taken, work
from tests.services.registry.imports.importing import COUNTS, IMPORTS, everything, said, sent
from tests.shared.imports.workbooks import workbook

FILE = "name,sector\n{0} אחת,public\n{0} שתיים,nonprofit\n{0} שלוש,rumour\n"
GOOD = "name,sector\n{0} אחת,public\n{0} שתיים,nonprofit\n"
NOTHING = {"tasks": 0, "pieces": 0}
DUE = "UPDATE registry.import_task SET due_at = now() - interval '1 second' WHERE initiative_id = $1"


def numbers(answer: dict[str, Any]) -> dict[str, Any]:
    """What an import says of its rows, whoever asks and however."""
    return {name: answer[name] for name in ("rows", *COUNTS, "conflicts", "accepted", "dry_run")}


async def told(field: Field) -> list[tuple[str, dict[str, Any]]]:
    """What the log says of imports."""
    events = [one["event"] for one in await all_events(field.partner, types="registry.import.*")]
    return [(one["type"].rpartition(".")[2], one["data"]) for one in events]


async def test_a_file_that_waits_becomes_what_it_would_if_somebody_waited(
    waiting: Field, runs: ImportRuns, database: asyncpg.Connection
) -> None:
    by, before = waiting.facilitator, len(await told(waiting))
    ahead = [await sent(by, FILE.format("מחכה"), dry_run=rehearsed) for rehearsed in (True, False)]
    partial = await sent(by, FILE.format("מחכה"), partial=True, dry_run=True)
    first = await taken(by, FILE.format("מחכה"), dry_run=True)
    assert (first["state"], first["rows"], first["accepted"]) == ("waiting", 0, None)
    assert set(first["progress"].values()) == {0}
    assert await followed(waiting.partner, first) == first  # nothing happens before a worker comes
    refused = await taken(by, FILE.format("מחכה"))
    table = workbook([line.split(",") for line in FILE.format("מחכה").splitlines()])
    stored = await taken(by, table, media_type=XLSX, partial=True)
    await work(runs)

    ends = [await followed(waiting.partner, one) for one in (first, refused, stored)]
    assert [numbers(one) for one in ends] == [*map(numbers, ahead), numbers(partial) | {"dry_run": False}]
    assert [one["state"] for one in ends] == ["done"] * 3
    assert [one["made_at"] is None for one in ends] == [True, True, False]
    assert ends[2]["progress"] == {"rows_read": 3, "rows_judged": 3, "changes": 2, "changes_stored": 2}
    assert ends[1]["progress"] == ends[2]["progress"] | {"changes": 0, "changes_stored": 0}
    assert await kept(database, waiting.id) == NOTHING
    log = (await told(waiting))[before:]
    assert [(kind, data.get("ending")) for kind, data in log] == [
        *[("sent", None)] * 3,
        ("ended", "rehearsed"),
        ("ended", "not_accepted"),
        ("made", None),
    ]
    actors = [one["event"]["actor"] for one in await all_events(waiting.partner, types="registry.import.*")]
    assert {actor["id"] for actor in actors[-6:]} == {by.person_id}
    # The same file again finds everything there.
    again = await taken(by, FILE.format("מחכה"), partial=True)
    await work(runs)
    assert (await followed(by, again))["unchanged"] == 2
    assert (await told(waiting))[-1][1]["ending"] == "unchanged"
    listed = await everything(waiting.partner, IMPORTS)
    assert [one["id"] for one in listed][-4:] == [one["id"] for one in (first, refused, stored, again)]


async def test_two_workers_and_the_same_file_twice_import_it_once(
    waiting: Field, runs: ImportRuns, database: asyncpg.Connection
) -> None:
    by, file = waiting.facilitator, GOOD.format("פעמיים")
    one = await taken(by, file, key="one-file")
    replayed = await send(by, file, key="one-file")
    assert (replayed.status_code, replayed.json()) == (202, one)
    assert replayed.headers["Idempotency-Replayed"] == "true"
    assert (await send(by, GOOD.format("אחר"), key="one-file")).status_code == 422
    other = await taken(by, file)
    assert await kept(database, waiting.id) == {"tasks": 2, "pieces": 2}
    await asyncio.gather(*(work(runs) for _ in range(3)))
    ends = [await followed(by, sent_one) for sent_one in (one, other)]
    assert sorted((end["created"], end["unchanged"]) for end in ends) == [(0, 2), (2, 0)]
    names = [one["name"] for one in await everything(by, "registry/organizations")]
    assert names.count({"he": "פעמיים אחת"}) == 1


async def test_only_so_many_files_wait_and_none_stays_that_nothing_waits_for(
    world: World, runs: ImportRuns, database: asyncpg.Connection
) -> None:
    field = await world.found()
    by = field.facilitator
    assert (await send(field.operator, FILE)).status_code == 403
    assert (await send(field.partner, FILE)).status_code == 403  # ties of its own are all it imports
    assert (await send(by, FILE, media_type="image/png")).status_code == 415
    assert (await send(by, FILE, mode="sideways")).status_code == 422
    template = await send(by, FILE, template_id="01936f9a-0000-7000-8000-000000000092")
    assert template.json()["code"] == "unknown-template"
    assert await kept(database, field.id) == NOTHING
    rows = [f"גדול {number},public,{'x' * 9_000}\n" for number in range(60)]
    large = "name,sector,notes\n" + "".join(rows)
    assert 2 * PIECE < len(large) < 3 * PIECE
    waiting = [await taken(by, large, column="notes:ignored")] + [
        await taken(by, "") for _ in range(MAX_FILES - 1)
    ]
    answer = await send(by, FILE)
    assert (answer.status_code, answer.json()["code"]) == (429, "imports-waiting")
    assert "Retry-After" in answer.headers
    assert await kept(database, field.id) == {"tasks": MAX_FILES, "pieces": MAX_FILES + 2}
    mine = (await by.get(f"registry/people/{by.person_id}/personal-data")).json()["imports_waiting"]
    assert [one["import_id"] for one in mine] == [one["id"] for one in waiting]
    await work(runs)
    assert (await followed(by, waiting[0]))["created"] == len(rows)
    assert (await followed(by, waiting[1]))["failure"] == "unreadable_file"
    # A process that died while a file arrived: the worker drops it when nobody can be sending it any more.
    await database.execute(
        "INSERT INTO registry.import_piece VALUES ($1, gen_random_uuid(), 0, '', now() - interval '61 min')",
        field.id,
    )
    await database.execute(
        "UPDATE registry.import SET ended_at = now() - interval '8 days' WHERE id = $1", waiting[1]["id"]
    )
    await runs.forget()
    assert await kept(database, field.id) == NOTHING
    assert (await by.get(f"{IMPORTS}/{waiting[1]['id']}")).status_code == 404
    assert (await by.get(f"{IMPORTS}/{waiting[0]['id']}")).status_code == 200


async def test_an_import_that_fails_says_why_and_changes_nothing(
    world: World, runs: ImportRuns, database: asyncpg.Connection
) -> None:
    field = await world.found()
    by, partner = field.facilitator, field.partner
    template = {"imported": "organizations", "name": {"he": "תבנית"}, "columns": ["שם:name"]}
    saved = await by.created("registry/import-templates", template)
    by_template = await taken(by, "שם,sector\nלפי תבנית,public\n", template_id=saved["id"])
    assert (await by.delete(f"registry/import-templates/{saved['id']}", version=1)).status_code == 204
    unreadable = await taken(by, b"\xff\xfe\x00")
    settings = await taken(by, "סוד,עוד\n1,2\n")
    ties = await taken(partner, "from,to,kind\n", imported="ties")
    await work(runs)
    ends = [await followed(by, one) for one in (by_template, unreadable, settings, ties)]
    assert [(one["state"], one["failure"]) for one in ends] == [
        ("done", None),
        ("failed", "unreadable_file"),
        ("failed", "wrong_settings"),
        ("done", None),
    ]
    assert [one["code"] for one in ends[1]["errors"]] == ["not_text"]
    assert [(one["pointer"], one["code"]) for one in ends[2]["errors"]] == [
        ("query:column", "unknown_column")
    ] * 2
    assert "Column 2" in ends[2]["errors"][1]["detail"]
    assert "imports/columns" in ends[2]["errors"][1]["detail"]
    assert "סוד" not in str(ends[2])

    # What held when it was sent may hold no longer when it is its turn.
    other = field.founder.organization_id
    lost = await taken(partner, f"from,to,kind\n{partner.organization_id},{other},x\n", imported="ties")
    person = (await by.get(f"registry/people/{partner.person_id}")).json()
    ended = f"registry/people/{partner.person_id}/affiliations/{person['affiliations'][0]['id']}/end"
    assert (await by.post(ended, {"until": on_day(-1)})).status_code == 200
    expired, tired = await taken(by, GOOD.format("ישן")), await taken(by, GOOD.format("עייף"))
    await database.execute(
        "UPDATE registry.import_task SET sent_at = sent_at - interval '7 hours' WHERE import_id = $1",
        expired["id"],
    )
    await database.execute("UPDATE registry.import_task SET attempts = 5 WHERE import_id = $1", tired["id"])
    await work(runs)
    reasons = [(await followed(by, one))["failure"] for one in (lost, expired, tired)]
    assert reasons == ["no_longer_allowed", "expired", "gave_up"]
    failed = [data["reason"] for kind, data in await told(field) if kind == "failed"]
    assert failed == ["unreadable_file", "wrong_settings", *reasons]

    colleague = await world.add_person(field.facilitator, "עמיתה")
    staff = {"person_id": colleague.person_id, "role": "project_coordinator"}
    await field.founder.created("registry/staff", staff)
    erased = await taken(colleague, GOOD.format("נמחקה"))
    people = await taken(
        by, "name,email\nמישהי,somebody@example.org\n", imported="people", constant="phone:050-1234567"
    )
    async with database.transaction():  # a worker is at it: erasing waits for its end
        await database.fetch("SELECT FROM registry.import_task WHERE import_id = $1 FOR UPDATE", people["id"])
        await erase(world, colleague, in_service="registry")
        assert (await kept(database, field.id))["pieces"] == 2
    await erase(world, colleague, in_service="registry")
    assert (await kept(database, field.id))["pieces"] == 0
    options = "SELECT DISTINCT options::text FROM registry.import_task WHERE initiative_id = $1"
    assert [row["options"] for row in await database.fetch(options, field.id)] == ["{}"]
    await work(runs)
    for one in (erased, people):  # of whom a file of people is, nobody knows
        assert (await followed(by, one))["failure"] == "file_erased"
    # What had arrived of it was dropped, as by an erasure then, before the rest came.
    rest = await taken(by, GOOD.format("חלקי"))
    await database.execute("UPDATE registry.import_piece SET number = 1 WHERE import_id = $1", rest["id"])
    await work(runs)
    assert (await followed(by, rest))["failure"] == "file_erased"
    again = await taken(by, "name,email\nמישהי,somebody@example.org\n", imported="people")
    await work(runs)
    assert (await followed(by, again))["created"] == 1

    late = await taken(by, GOOD.format("מאוחר"))
    size = len(await told(field))
    await end_in(world, field.id)
    assert (await send(by, GOOD.format("אחרי"))).status_code == 409
    await work(runs)
    assert (await followed(by, late))["failure"] == "initiative_ended"
    assert len(await told(field)) == size
    assert await kept(database, field.id) == NOTHING
    names = {one["name"].get("he") for one in await everything(by, "registry/organizations")}
    assert "לפי תבנית" in names
    assert not names & {"ישן אחת", "עייף אחת", "נמחקה אחת", "מאוחר אחת", "אחרי אחת", "חלקי אחת"}


async def test_an_import_can_be_called_off_until_it_is_made(
    waiting: Field, runs: ImportRuns, database: asyncpg.Connection
) -> None:
    by = waiting.facilitator
    idle = await taken(by, GOOD.format("בטל"))
    path = f"{IMPORTS}/{idle['id']}/cancel"
    assert (await waiting.partner.post(path)).status_code == 403
    cancelled = await by.post(path)
    assert (cancelled.status_code, cancelled.json()["state"]) == (200, "cancelled")
    assert (await told(waiting))[-1] == (
        "ended",
        {"import_id": idle["id"], "imported": "organizations", "ending": "cancelled"},
    )
    assert (await by.post(path)).json()["code"] == "import-has-ended"
    # A worker is at it: it is told, and the next time it says how far it is it stops.
    busy = await taken(by, GOOD.format("עסוק"))
    async with database.transaction():
        await database.fetch("SELECT FROM registry.import_task WHERE import_id = $1 FOR UPDATE", busy["id"])
        assert (await by.post(f"{IMPORTS}/{busy['id']}/cancel")).json()["state"] == "waiting"
    await work(runs)
    assert (await followed(by, busy))["state"] == "cancelled"
    assert await kept(database, waiting.id) == NOTHING
    assert (await by.post(f"{IMPORTS}/{waiting.id}/cancel")).status_code == 404
    made = await taken(by, GOOD.format("נעשה"))
    await work(runs)
    assert (await by.post(f"{IMPORTS}/{made['id']}/cancel")).status_code == 409
    assert (await followed(by, made))["created"] == 2
    tries = await taken(by, FILE.format("בטל"), partial=True, dry_run=True)
    await work(runs)
    assert said(await followed(by, tries)) == {"bad_sector": [3]}
