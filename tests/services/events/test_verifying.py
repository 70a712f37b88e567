"""`shidra verify` and `shidra fsck`: what a partner checks without us, and what an operator checks here."""

import asyncio
import json
import os
import re
import tracemalloc
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest

from services.cli import main
from services.events.app import SERVICE
from services.events.sealing.fsck import check_logs
from services.events.sealing.memory import SealerMemory
from services.events.sealing.repository import FsckRepository
from services.events.sealing.sealer import Sealer
from shared.eventlog.signing import SigningKey, generate_witness_key
from shared.eventlog.verify import FAILS, HOLDS, PROOF_HEADER, UNUSABLE, UNWITNESSED, Checkpoint
from tests.governing import govern
from tests.kit import Field, World
from tests.services.erasing import erase
from tests.services.events.sealers import UNSAID, end_all_alarms, sealer_of, tampering, verifier_key
from tests.services.events.workers import connected
from tests.shared.eventlog.logs import append_once, described, pool_of


@pytest.fixture
async def sealer(world: World, tmp_path: Path) -> AsyncIterator[Sealer]:
    async with sealer_of(world, tmp_path / "signed") as sealer:
        yield sealer


@pytest.fixture(autouse=True)
async def _no_alarm_is_left(database: asyncpg.Connection) -> AsyncIterator[None]:
    yield
    await end_all_alarms(database)


@dataclass
class Files:
    """What a partner has downloaded."""

    folder: Path
    key: str

    @property
    def export(self) -> Path:
        return self.folder / "log.ndjson"

    def verify(self, *more: object, file: Path | None = None) -> int:
        return main(["verify", str(file or self.export), "--key", self.key, *map(str, more)])

    def put(self, name: str, content: bytes) -> Path:
        file = self.folder / name
        file.write_bytes(content)
        return file


async def download(field: Field, world: World, folder: Path) -> Files:
    files = Files(folder, str(verifier_key(world)))
    response = await field.partner.get("events/export", params={"checkpoint": True})
    assert response.status_code == 200, response.text
    files.put("log.ndjson", response.content)
    files.put("openings.ndjson", (await field.facilitator.get("events/openings")).content)
    files.put("checkpoint", (await field.partner.get("events/checkpoint")).content)
    return files


@pytest.fixture
async def files(world: World, field: Field, sealer: Sealer, tmp_path: Path) -> Files:
    await sealer.seal(UUID(field.id))
    return await download(field, world, tmp_path)


async def test_an_export_with_its_checkpoint_holds(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    lines = files.export.read_bytes().splitlines()
    assert Checkpoint.parse(json.loads(lines[-1])["checkpoint"].encode()).size == len(lines) - 1
    openings = files.folder / "openings.ndjson"
    assert files.verify("--openings", openings, "--kept", files.folder / "checkpoint") == HOLDS
    said = capsys.readouterr().out
    assert said.startswith("Everything that was checked holds.")
    assert f"{len(openings.read_bytes().splitlines())} sealed values" in said


async def test_an_export_that_ends_with_a_checkpoint_needs_one(field: Field, world: World) -> None:
    response = await field.partner.get("events/export", params={"checkpoint": True})
    assert (response.status_code, response.json()["code"]) == (404, "not-sealed-yet")


ANOTHER_TIME = """
    UPDATE log.entry SET line = replace(convert_from(line, 'UTF8'), '"time":"2', '"time":"3')::bytea
     WHERE initiative_id = $1 AND position = 2"""
ALTERED = {
    "an event altered": lambda lines: [*lines[:2], lines[2].replace(b'"time":"2', b'"time":"3'), *lines[3:]],
    "an event removed": lambda lines: [*lines[:2], *lines[3:]],
    "an event inserted": lambda lines: [*lines[:2], lines[1], *lines[2:]],
    "events reordered": lambda lines: [*lines[:2], lines[3], lines[2], *lines[4:]],
    "the log truncated": lambda lines: [*lines[:-2], lines[-1]],
    # Of the length that was signed:
    "an event removed, another inserted": lambda lines: [*lines[:2], *lines[3:-1], lines[1], lines[-1]],
    "an event in another's place": lambda lines: [*lines[:2], lines[1], *lines[3:]],
    "the log truncated and filled up": lambda lines: [*lines[:-3], lines[1], lines[2], lines[-1]],
    "an event after the last": lambda lines: [*lines, lines[1]],
}


@pytest.mark.parametrize("attack", [*ALTERED, "the signature forged"])
async def test_no_altered_export_holds(files: Files, attack: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines = files.export.read_bytes().splitlines()
    if attack == "the signature forged":
        note = json.loads(lines[-1])["checkpoint"]
        forged = note[:-6] + ("AAAA" if note[-6:-2] != "AAAA" else "BBBB") + note[-2:]
        altered = [
            *lines[:-1],
            json.dumps({"checkpoint": forged}, ensure_ascii=False, separators=(",", ":")).encode(),
        ]
    else:
        altered = ALTERED[attack](lines)
    files.put("log.ndjson", b"\n".join(altered) + b"\n")
    assert files.verify() == FAILS
    assert capsys.readouterr().out.startswith("THIS DOES NOT HOLD.")


async def test_a_fork_shows_by_a_checkpoint_kept_from_earlier(
    world: World, field: Field, files: Files, sealer: Sealer, database: asyncpg.Connection, tmp_path: Path
) -> None:
    kept = files.put("kept", (files.folder / "checkpoint").read_bytes())
    # The operator rewrites history and signs it with a memory that has forgotten, as who has everything can.
    async with tampering(database) as superuser:
        await superuser.execute(
            ANOTHER_TIME,
            UUID(field.id),
        )
        for table in ("tile", "sealed_log", "checkpoint"):
            await superuser.execute(f"DELETE FROM events.{table} WHERE initiative_id = $1", UUID(field.id))
    async with sealer_of(world, tmp_path / "forgetful") as forgetful:
        await forgetful.seal(UUID(field.id))
    later = await download(field, world, tmp_path)
    assert later.verify() == HOLDS
    assert later.verify("--kept", kept) == FAILS


async def test_another_initiatives_checkpoint_does_not_fit(
    world: World, files: Files, sealer: Sealer
) -> None:
    other = await world.found()
    await sealer.seal(UUID(other.id))
    theirs = files.put("theirs", (await other.partner.get("events/checkpoint")).content)
    assert files.verify("--checkpoint", theirs) == FAILS
    assert files.verify("--kept", theirs) == FAILS


async def test_a_stale_key_does_not_fit(files: Files) -> None:
    files.key = str(SigningKey.generate("shidra.localhost").verifier_key)
    assert files.verify() == FAILS


async def test_a_value_that_is_not_what_was_sealed_is_found(files: Files) -> None:
    openings = (files.folder / "openings.ndjson").read_bytes()
    first, rest = openings.split(b"\n", 1)
    opening = json.loads(first) | {"value": "something else"}
    wrong = files.put("wrong.ndjson", json.dumps(opening).encode() + b"\n" + rest)
    assert files.verify("--openings", wrong) == FAILS


async def test_what_cannot_be_used_is_said(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    assert files.verify(file=files.folder / "none") == UNUSABLE
    whole = files.export.read_bytes()
    files.put("log.ndjson", whole[:500])
    assert files.verify() == UNUSABLE
    assert "breaks off" in capsys.readouterr().out
    files.put("log.ndjson", whole)
    files.key = "no+key+"
    assert files.verify() == UNUSABLE


async def test_files_without_end_fill_no_memory(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    entries = files.export.read_bytes().splitlines(keepends=True)[:-1]
    export = files.put("export", b"".join(entries))
    proof = files.put("proof", PROOF_HEADER)
    endless = files.put("endless", b"")
    for file in (export, proof, endless):
        os.truncate(file, 2**28)  # from where it ends on it is zeroes, which take no room on the disk
    tracemalloc.start()
    try:
        assert files.verify(file=export) == UNUSABLE
        assert f"line at position {len(entries)} is longer than any entry" in capsys.readouterr().out
        assert files.verify(file=proof) == UNUSABLE
        assert "proof is longer than anything it can be" in capsys.readouterr().out
        for option in ("--kept", "--checkpoint", "--policy", "--openings"):
            assert files.verify(option, endless) == UNUSABLE, option
        files.key = str(endless)
        assert files.verify() == UNUSABLE
        assert tracemalloc.get_traced_memory()[1] < 2**27
    finally:
        tracemalloc.stop()


async def test_what_is_nested_without_end_is_no_event_and_nothing_else(files: Files) -> None:
    deep = b'{"a":' + b"[" * 60_000 + b"\n"
    nested = files.put("nested", deep)
    assert files.verify(file=nested) == FAILS
    for option in ("--policy", "--kept", "--openings"):
        assert files.verify(option, nested) == UNUSABLE, option
    whole = files.export.read_bytes()
    files.put("log.ndjson", b"".join(whole.splitlines(keepends=True)[:-1]) + b'{"checkpoint":' + deep)
    assert files.verify() == UNUSABLE


async def test_a_policy_says_whether_enough_witnesses_have_cosigned(files: Files) -> None:
    one, other = generate_witness_key("one.example"), generate_witness_key("other.example")
    listed = [{"verifier_key": str(key.verifier_key)} for key in (one, other)]
    policy = files.put("policy", json.dumps({"threshold": 2, "witnesses": listed}).encode())
    export = b"".join(files.export.read_bytes().splitlines(keepends=True)[:-1])
    files.put("log.ndjson", export)
    checkpoint = Checkpoint.parse((files.folder / "checkpoint").read_bytes())
    for signatures, code in (((one,), UNWITNESSED), ((one, other), HOLDS)):
        note = checkpoint.note(*(key.cosign(checkpoint, 1_700_000_000) for key in signatures))
        files.put("checkpoint", note)
        assert files.verify("--checkpoint", files.folder / "checkpoint", "--policy", policy) == code


async def test_a_proof_file_is_checked_by_itself(field: Field, files: Files) -> None:
    proof = files.put("3.tlog-proof", (await field.partner.get("events/proofs/3")).content)
    assert files.verify(file=proof) == HOLDS
    files.put("3.tlog-proof", proof.read_bytes().replace(b"index 3", b"index 2"))
    assert files.verify(file=proof) == FAILS


async def test_an_erased_persons_log_verifies_as_before_and_says_so(
    world: World, field: Field, sealer: Sealer, files: Files, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = files.put("kept", (files.folder / "checkpoint").read_bytes())
    await erase(world, field.partner, in_service="registry")
    await sealer.seal(UUID(field.id))
    field.partner = field.facilitator
    later = await download(field, world, files.folder)
    assert later.verify("--kept", kept, "--openings", files.folder / "openings.ndjson") == HOLDS
    said = capsys.readouterr().out
    assert "1 erasures are declared" in said
    assert re.search(r"[1-9]\d* sealed values stay closed: erased", said)


async def test_a_successor_shows_in_words(
    world: World,
    field: Field,
    sealer: Sealer,
    database: asyncpg.Connection,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    initiative_id = UUID(field.id)
    async with pool_of(world.settings, "registry") as registry:
        last = await append_once(registry, initiative_id, [described(initiative_id)])
    await sealer.seal(initiative_id)
    async with tampering(database) as superuser:
        for lost in (
            "DELETE FROM log.entry WHERE initiative_id = $1 AND position = $2",
            "DELETE FROM log.opening WHERE initiative_id = $1 AND position = $2",
            "UPDATE log.head SET size = $2 WHERE initiative_id = $1",
            *UNSAID,
        ):
            await superuser.execute(lost, initiative_id, last)
    SealerMemory(tmp_path / "signed").ask_for_successor(initiative_id)
    await sealer.seal(initiative_id)
    await sealer.seal(initiative_id)
    files = await download(field, world, tmp_path)
    assert files.verify() == HOLDS
    assert f"THE LOG WAS BROKEN at position {last}" in capsys.readouterr().out


async def test_decisions_are_computed_again(
    world: World, field: Field, sealer: Sealer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await govern(world, field)
    await sealer.seal(UUID(field.id))
    files = await download(field, world, tmp_path)
    assert files.verify() == HOLDS
    said = capsys.readouterr().out
    assert "decisions computed again" in said
    assert " 0 decisions" not in said
    lines = files.export.read_bytes().splitlines(keepends=True)[:-1]
    closed = next(number for number, line in enumerate(lines) if b'"agenda.decision.closed"' in line)
    lines[closed] = lines[closed].replace(b'"outcome":"adopted"', b'"outcome":"not_adopted"')
    files.put("log.ndjson", b"".join(lines))
    assert files.verify() == FAILS
    assert "says outcome not_adopted" in capsys.readouterr().out


async def wrong(world: World, field: Field, memory: SealerMemory | None) -> list[str]:
    async with connected(SERVICE, world.settings) as database:
        found = [
            what
            async for _, _, said in check_logs(database, verifier_key(world), memory, UUID(field.id))
            for what in said
        ]
    return found


async def test_fsck_finds_a_log_in_order_and_every_part_that_is_not(
    world: World, field: Field, sealer: Sealer, database: asyncpg.Connection, tmp_path: Path
) -> None:
    memory = SealerMemory(tmp_path / "signed")
    await sealer.seal(UUID(field.id))
    assert await wrong(world, field, memory) == []
    changes = {
        "position 5: what stands beside": "UPDATE log.entry SET time = time + interval '1 day'"
        " WHERE initiative_id = $1 AND position = 5",
        "tile 0/0": "UPDATE events.tile SET hashes = sha256('x') || substr(hashes, 33)"
        " WHERE initiative_id = $1",
        "another root": ANOTHER_TIME,
        "position 3: what stands beside": "UPDATE log.entry SET subject = 'people/x'"
        " WHERE initiative_id = $1",
        "of its values, 1 are missing": "DELETE FROM log.opening WHERE initiative_id = $1 AND position = 0"
        " AND field = (SELECT min(field) FROM log.opening WHERE initiative_id = $1 AND position = 0)",
        "nobody they were about was erased": "DELETE FROM log.opening WHERE initiative_id = $1"
        " AND position = (SELECT max(position) FROM log.opening WHERE initiative_id = $1)",
        "who may open a value": "UPDATE log.opening SET audience = CASE audience WHEN 'members'"
        " THEN 'facilitators' ELSE 'members' END WHERE initiative_id = $1",
        "those who may open": "UPDATE log.opening SET readers = ARRAY[gen_random_uuid()]"
        " WHERE initiative_id = $1",
        "whose erasure erases": "UPDATE log.opening SET persons = '{}' WHERE initiative_id = $1",
        "does not open": "UPDATE log.opening SET value = '{}' WHERE initiative_id = $1",
        "whether it has ended": "UPDATE log.head SET ended_at = now(), delete_on = current_date"
        " WHERE initiative_id = $1",
        "were signed: positions": "UPDATE log.head SET size = size - 1 WHERE initiative_id = $1",
        "missing from position 3": "DELETE FROM log.entry WHERE initiative_id = $1 AND position >= 3",
        "kept as checkpoint of": "UPDATE events.checkpoint SET size = size + 1 WHERE initiative_id = $1",
        "are sealed, and there is no checkpoint": "DELETE FROM events.checkpoint WHERE initiative_id = $1",
        "there are tiles": "DELETE FROM events.sealed_log WHERE initiative_id = $1",
        "there is no such log": "DELETE FROM log.head WHERE initiative_id = $1",
    }
    await _each_is_found(world, field, database, memory, changes)


async def test_fsck_finds_what_is_not_as_the_services_write_it(
    world: World, field: Field, sealer: Sealer, database: asyncpg.Connection, tmp_path: Path
) -> None:
    memory = SealerMemory(tmp_path / "signed")
    await sealer.seal(UUID(field.id))
    changes = {
        "a value is not canonical": "UPDATE log.opening SET value = ' ' || value WHERE initiative_id = $1",
        "topics": "DELETE FROM log.settled_topic WHERE initiative_id = $1 AND topic = 'registry.person'",
        "of the topic the head says": "UPDATE log.head SET run_from = 1 WHERE initiative_id = $1",
        "the entry is not canonical": "UPDATE log.entry SET line ="
        " replace(convert_from(line, 'UTF8'), ':', ': ')::bytea WHERE initiative_id = $1 AND position = 4",
        "position 3: the entry is not an event": "UPDATE log.entry SET line = '[]'"
        " WHERE initiative_id = $1 AND position = 3",
        "position 2: the entry is not an event": "UPDATE log.entry SET line = convert_to(repeat('[', 60000),"
        " 'UTF8') WHERE initiative_id = $1 AND position = 2",
        "is missing": "DELETE FROM log.entry WHERE initiative_id = $1 AND position = 1",
        "not a signed checkpoint": "UPDATE events.checkpoint SET note = 'x' WHERE initiative_id = $1",
    }
    await _each_is_found(world, field, database, memory, changes)


async def _each_is_found(
    world: World,
    field: Field,
    database: asyncpg.Connection,
    memory: SealerMemory,
    changes: dict[str, str],
) -> None:
    """Each change leads to its words, which were not there before."""
    found = await wrong(world, field, memory)
    assert found == []
    for expected, change in changes.items():
        assert not any(expected in what for what in found), (expected, found)
        async with tampering(database) as superuser:
            await superuser.execute(change, UUID(field.id))
        found = await wrong(world, field, memory)
        assert any(expected in what for what in found), (expected, found)


async def test_fsck_names_a_cut_off_without_the_sealers_memory_too(
    world: World, field: Field, sealer: Sealer, database: asyncpg.Connection
) -> None:
    await sealer.seal(UUID(field.id))
    size = await database.fetchval("SELECT size FROM log.head WHERE initiative_id = $1", UUID(field.id))
    async with tampering(database) as superuser:
        for cut in (
            "DELETE FROM log.entry WHERE initiative_id = $1 AND position = $2",
            "DELETE FROM log.opening WHERE initiative_id = $1 AND position = $2",
            "UPDATE log.head SET size = $2 WHERE initiative_id = $1",
            *UNSAID,
        ):
            await superuser.execute(cut, UUID(field.id), size - 1)
    assert await wrong(world, field, None) == [
        f"{size} entries were signed: positions {size - 1} to {size - 1} are gone"
    ]


async def test_fsck_finds_cosignatures_that_are_of_no_witness_or_no_checkpoint(
    world: World, field: Field, sealer: Sealer, database: asyncpg.Connection, tmp_path: Path
) -> None:
    witness = generate_witness_key("one.example")
    listed = [{"verifier_key": str(witness.verifier_key)}]
    await field.founder.put("events/witness-policy", {"threshold": 1, "witnesses": listed})
    checkpoint = await sealer.seal(UUID(field.id))
    assert checkpoint is not None
    line = str(witness.cosign(checkpoint, 1_700_000_000)).rstrip("\n")
    brought = {"size": checkpoint.size, "signatures": [line]}
    assert (await field.partner.post("events/checkpoint/cosignatures", brought)).status_code == 200
    stranger = generate_witness_key("two.example").cosign(checkpoint, 1_700_000_000)
    change = "UPDATE events.cosignature SET {} WHERE initiative_id = $1"
    changes = {
        "is of nobody the log names": change.format(f"line = '{stranger}'"),
        "entries: not a signed checkpoint": change.format("line = btrim(line, E'\\n')"),
        "of which there is no checkpoint": change.format("size = size + 1"),
    }
    await _each_is_found(world, field, database, SealerMemory(tmp_path / "signed"), changes)


async def test_fsck_says_what_the_sealer_remembers_otherwise_or_not_at_all(
    world: World, field: Field, sealer: Sealer, tmp_path: Path
) -> None:
    initiative_id, memory = UUID(field.id), SealerMemory(tmp_path / "signed")
    last = await sealer.seal(initiative_id)
    assert last is not None
    assert await wrong(world, field, SealerMemory(tmp_path / "another")) == [
        "something of this log is sealed, of which the sealer remembers nothing"
    ]
    elsewhere = SigningKey.load(world.settings.log_key_file).sign("log.example/other", last.size, last.root)
    memory.remember(initiative_id, elsewhere)
    assert await wrong(world, field, memory) == [
        "the newest checkpoint is not the one the sealer remembers",
        "a checkpoint bears another name than the entries give the log",
    ]
    memory.remember(initiative_id, SigningKey.generate("log.example").sign(last.origin, last.size, last.root))
    (said,) = await wrong(world, field, memory)
    assert said.startswith("the checkpoint the sealer remembers: ")
    (tmp_path / "signed" / field.id).write_bytes(b"")
    assert f"{field.id} in the sealer's memory is no checkpoint" in await wrong(world, field, memory)


async def test_the_command_fsck_says_how_it_went_by_its_exit_code(
    world: World,
    field: Field,
    sealer: Sealer,
    database: asyncpg.Connection,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def fsck(*given: str, **paths: Path) -> tuple[int, str, str]:
        settings = world.settings.model_copy(update={"sealer_memory_path": tmp_path / "signed", **paths})
        monkeypatch.setattr("services.cli.load_settings", lambda: settings)
        code = await asyncio.to_thread(main, ["fsck", *given])
        return (code, *capsys.readouterr())

    await sealer.seal(UUID(field.id))
    size = await database.fetchval("SELECT size FROM log.head WHERE initiative_id = $1", UUID(field.id))
    in_order = f"{field.id}  {size} entries: in order\n"
    assert await fsck(field.id) == (0, in_order, "")
    # As where the sealer runs: the signing key alone is there.
    assert await fsck(field.id, log_verifier_key_path=tmp_path / "none") == (0, in_order, "")
    # As where a service runs: the memory is not.
    code, said, _ = await fsck(field.id, sealer_memory_path=tmp_path / "none")
    assert (code, said.splitlines(keepends=True)[1:]) == (0, [in_order])
    assert said.startswith("The sealer's memory is not at hand")
    nobody = "01936f9a-0000-7000-8000-000000000001"
    code, said, _ = await fsck(nobody)
    assert (code, said) == (1, f"{nobody}  0 entries: 1 WRONG\n    there is no such log\n")
    code, said, error = await fsck(
        field.id, log_verifier_key_path=tmp_path / "none", log_key_path=tmp_path / "none"
    )
    assert (code, said) == (2, "")
    assert error.startswith("shidra: the key the logs are signed with is not at hand")
    async with tampering(database) as superuser:
        await superuser.execute(ANOTHER_TIME, UUID(field.id))
    code, said, _ = await fsck(field.id)
    assert code == 1
    assert f"{field.id}  {size} entries: " in said
    # One that is gone altogether is listed, too: the sealer remembers it.
    SealerMemory(tmp_path / "signed").remember(
        UUID(nobody), Checkpoint.parse((tmp_path / "signed" / field.id).read_bytes())
    )
    code, said, _ = await fsck()
    assert code == 1
    assert f"positions 0 to {size - 1} are gone" in said.partition(f"{nobody}  0 entries: ")[2]


async def test_fsck_finds_a_log_in_order_that_grows_while_it_looks(
    world: World, field: Field, sealer: Sealer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sealer.seal(UUID(field.id))
    topics = FsckRepository.topics

    async def topics_by_now(self: FsckRepository) -> dict[str, int]:
        async with pool_of(world.settings, "registry") as registry:
            await append_once(registry, UUID(field.id), [described(UUID(field.id))])
        return await topics(self)

    monkeypatch.setattr(FsckRepository, "topics", topics_by_now)
    assert await wrong(world, field, SealerMemory(tmp_path / "signed")) == []


@pytest.mark.parametrize("position", [0, 3])
async def test_what_verify_reads_it_can_read_in_one_way_alone(
    files: Files, position: int, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = files.export.read_bytes().splitlines(keepends=True)
    whole = lines[position]
    ambiguous, misformed = "can be read in more than one way", "is not written as the log writes"
    said = {
        b'"schema":1,"schema":': ambiguous,  # two readers may take the first or the last
        b'"schema":1.0,"more":': ambiguous,
        b'"initiative":"%b","schema":' % json.loads(whole)["id"].encode(): ambiguous,
        b'"schema": ': misformed,
        b'"sch\\u0065ma":': misformed,
        b'"more":1,"schema":': misformed,
    }
    altered = {whole.replace(b'"schema":', other, 1): what for other, what in said.items()}
    if position == 0:  # of what it only hashes it does not read the numbers
        altered[whole.replace(b'"data":{', b'"data":{"count":9007199254740992,', 1)] = ambiguous
    for other, what in altered.items():
        lines[position] = other
        files.put("log.ndjson", b"".join(lines))
        assert files.verify() == FAILS
        assert f"position {position} {what}" in capsys.readouterr().out, other


async def test_an_export_that_is_cut_off_is_unusable_wherever_that_is(
    files: Files, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = files.export.read_bytes().splitlines(keepends=True)
    policy = files.put("policy", b'{"threshold":0,"witnesses":[]}')
    for end in range(len(lines)):
        files.put("log.ndjson", b"".join(lines[:end]))
        for more in ((), ("--policy", policy), ("--kept", files.folder / "checkpoint")):
            assert files.verify(*more) == UNUSABLE, end
            assert capsys.readouterr().out.startswith("Nothing can be said")
        assert main(["verify", str(files.export)]) == (HOLDS if end else UNUSABLE)
        assert "Everything" not in capsys.readouterr().out
