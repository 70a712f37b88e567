"""The erasure journal: on the disk, outside the database, and applied again after a restore."""

import asyncio
import json
import multiprocessing
import os
import stat
from pathlib import Path
from uuid import UUID

import pytest

from services.cli import load
from services.events.erasures.journal import ErasureJournal, JournalLine
from shared.ids import uuid7
from tests.kit import Actor, Field, World
from tests.services.events.workers import all_events, carry_out, connected, notes_of


def line(number: int = 1) -> JournalLine:
    return JournalLine(UUID(int=number), uuid7(), uuid7(), "2026-11-23T10:15:30.123456Z")


def test_what_was_noted_is_read_in_its_order(tmp_path: Path) -> None:
    journal = ErasureJournal(tmp_path / "erasures.ndjson")
    assert journal.lines() == []
    lines = [line(number) for number in range(5)]
    journal.note(lines[:2])
    journal.note(lines[2:])
    assert journal.lines() == lines


def test_a_missing_folder_is_made_and_nobody_else_may_read(tmp_path: Path) -> None:
    path = tmp_path / "not" / "there" / "erasures.ndjson"
    ErasureJournal(path).note([line()])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_written_is_an_error_and_no_silence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        ErasureJournal(tmp_path / "file" / "erasures.ndjson").note([line()])


@pytest.mark.parametrize(
    "torn", [b'{"initiative_id":"0193', b"\xff\xfe", b"[]", b'{"initiative_id":1}', b"null"]
)
def test_a_line_torn_by_a_crash_takes_no_other_with_it(
    tmp_path: Path, torn: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "erasures.ndjson"
    journal = ErasureJournal(path)
    first, second = line(1), line(2)
    journal.note([first])
    with path.open("ab") as file:
        file.write(torn)
    journal.note([second])
    assert journal.lines() == [first, second]
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def _note_many(path: Path, number: int) -> None:
    journal = ErasureJournal(path)
    for _ in range(20):
        journal.note([line(number), line(number)])


def test_several_processes_write_whole_lines(tmp_path: Path) -> None:
    path = tmp_path / "erasures.ndjson"
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=_note_many, args=(path, number)) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(30)
    assert [writer.exitcode for writer in writers] == [0] * 4
    lines = ErasureJournal(path).lines()
    assert len(lines) == 160
    assert all(len([one for one in lines if one.initiative_id.int == number]) == 40 for number in range(4))


def test_a_line_is_on_the_disk_before_noting_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "erasures.ndjson"
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda file: synced.append(os.fstat(file).st_ino))
    ErasureJournal(path).note([line()])
    assert synced == [path.stat().st_ino, tmp_path.stat().st_ino]


def restored(world: World, field: Field, person: Actor) -> JournalLine:
    """The journal has an erasure that the database, restored from an older backup, does not know."""
    noted = JournalLine(UUID(field.id), uuid7(), UUID(person.person_id), "2026-11-23T10:15:30.123456Z")
    ErasureJournal(world.settings.erasure_journal_file).note([noted])
    return noted


async def test_an_erasure_is_noted_by_ids_alone(fresh: World) -> None:
    field = await fresh.found()
    ruth = await fresh.add_person(field.facilitator, "רות לוי", email="ruth@example.org")
    erasure = await field.facilitator.created(
        "events/erasures", {"person_id": ruth.person_id, "reason": {"en": "Ruth asked"}}
    )
    await carry_out(fresh.settings)
    text = fresh.settings.erasure_journal_file.read_text("ascii")
    requested_at = (await all_events(field.partner, types="events.erasure.requested"))[0]["event"]["time"]
    assert json.loads(text) == {
        "initiative_id": field.id,
        "erasure_id": erasure["id"],
        "person_id": ruth.person_id,
        "requested_at": requested_at,
    }


async def test_a_restored_database_is_asked_again_to_erase(fresh: World) -> None:
    field = await fresh.found()
    ruth = await fresh.add_person(field.facilitator, "רות לוי")
    noted = restored(fresh, field, ruth)
    async with connected(load("events"), fresh.settings) as database:
        # Two workers at the same moment, and one later.
        await asyncio.gather(*(notes_of(fresh.settings, database).reapply() for _ in range(2)))
        await notes_of(fresh.settings, database).reapply()
    (requested,) = await all_events(field.partner, types="events.erasure.requested")
    assert requested["event"]["actor"] == {"kind": "service"}
    assert requested["event"]["data"] == {
        "erasure_id": str(noted.erasure_id),
        "person_id": ruth.person_id,
    }
    assert (await ruth.get("registry/people")).status_code == 404
    await carry_out(fresh.settings)
    erasure = (await field.partner.get(f"events/erasures/{noted.erasure_id}")).json()
    assert erasure["status"] == "completed"
    assert (await field.partner.get(f"registry/people/{ruth.person_id}")).status_code == 404


async def test_what_the_log_knows_or_has_no_initiative_for_is_not_requested_again(fresh: World) -> None:
    field = await fresh.found()
    ruth = await fresh.add_person(field.facilitator, "רות לוי")
    dan = await fresh.add_person(field.facilitator, "דן כהן")
    for person in (ruth, dan):
        await field.facilitator.created("events/erasures", {"person_id": person.person_id})
    restored(fresh, field, dan)  # asked for anew since the restore
    ErasureJournal(fresh.settings.erasure_journal_file).note([line()])  # of an initiative that is not there
    await carry_out(fresh.settings)
    async with connected(load("events"), fresh.settings) as database:
        await notes_of(fresh.settings, database).reapply()
    assert len(await all_events(field.partner, types="events.erasure.requested")) == 2


async def test_the_worker_of_events_has_the_duties_of_the_journal(fresh: World) -> None:
    events = load("events")
    async with connected(events, fresh.settings) as database:
        names = [duty.name for duty in events.duties(database, fresh.settings)]
    assert names[:2] == ["reapply erasures", "note erasures"]
