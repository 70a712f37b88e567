"""Exports as a hostile server would make them: cut off, spelled otherwise, misnamed, or of no events."""

import argparse
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.eventlog import verify
from shared.eventlog.recomputing import Decisions
from shared.eventlog.signing import SigningKey, generate_witness_key
from shared.eventlog.verify import (
    FAILS,
    HOLDS,
    UNWITNESSED,
    Checkpoint,
    Deletion,
    Policy,
    Proof,
    Report,
    UnusableError,
    commitment,
    leaf_hash,
    root_of,
    verify_export,
    verify_proof,
)

OURS, OTHER = "01936f9a-0000-7000-8000-000000000001", "01936f9a-0000-7000-8000-0000000000ff"
NAME = f"log.example/{OURS}"
KEY = SigningKey.generate("log.example")
ONE, TWO = generate_witness_key("one.example"), generate_witness_key("two.example")


def written(type_: str, data: Any, sealed: Any = None, **more: Any) -> bytes:
    """An entry's bytes; `more` puts other parts in place of its own."""
    parts = {
        "specversion": "1.0",
        "id": "01936f9a-0000-7000-8000-000000000009",
        "source": f"/{type_.partition('.')[0]}",
        "type": type_,
        "subject": "organizations/x",
        "time": "2026-01-01T00:00:00.000000Z",
        "initiative": OURS,
        "actor": {"kind": "service"},
        "request": "r",
        "schema": 1,
        "data": data,
        "sealed": sealed or {},
    }
    return json.dumps(parts | more, sort_keys=True, separators=(",", ":")).encode()


def founded(origin: Any = NAME) -> bytes:
    return written("registry.initiative.founded", {"log_origin": origin})


FOUNDED = founded()


def signed(entries: Sequence[bytes], origin: str = NAME) -> Checkpoint:
    return KEY.sign(origin, len(entries), root_of(list(map(leaf_hash, entries))))


def exported(entries: Sequence[bytes], origin: str = NAME) -> list[bytes]:
    """An export with its checkpoint: everything that is in it was signed."""
    last = {"checkpoint": signed(entries, origin).note().decode()}
    final = json.dumps(last, ensure_ascii=False, separators=(",", ":")).encode()
    return [one + b"\n" for one in (*entries, final)]


def checked(*later: bytes, first: bytes = FOUNDED, origin: str = NAME, **more: Any) -> Report:
    """What is said of a log that is signed as it is; raises UnusableError."""
    asked: dict[str, Any] = {"key": KEY.verifier_key, "recomputing": [Decisions()], **more}
    return verify_export(exported([first, *later], origin), **asked)


SOME = [FOUNDED, *(written("registry.x.y", {"n": n}) for n in range(5))]


def test_of_what_is_cut_off_at_the_end_of_a_line_nothing_is_said() -> None:
    whole = exported(SOME)
    wanted: list[dict[str, Any]] = [
        {"key": KEY.verifier_key},
        {"key": None, "policy": Policy((ONE.verifier_key,), 0)},
        {"key": None, "kept": [signed(SOME[:1])]},
    ]
    for end in range(len(whole)):
        for asked in wanted:
            with pytest.raises(UnusableError):
                verify_export(whole[:end], **asked)
    with pytest.raises(UnusableError, match="no entry"):
        verify_export([], key=None)
    with pytest.raises(UnusableError, match="no entry"):
        verify_export(exported([]), key=None)
    assert verify_export(whole, key=KEY.verifier_key).text().startswith("Everything that was checked holds.")


def test_what_rests_on_no_signature_is_not_said_to_be_everything() -> None:
    covered = {"key": KEY.verifier_key, "checkpoint": signed(SOME[:4])}
    cases: list[tuple[list[bytes], dict[str, Any], str]] = [
        (exported(SOME)[:-1], {"key": None}, "NOTHING SAYS THAT THEY ARE THE LOG'S"),
        (exported(SOME), {"key": None}, "WHO SIGNED IT WAS NOT CHECKED"),
        (exported(SOME)[:-1], covered, "THE LAST 2 ENTRIES"),
    ]
    for lines, asked, said in cases:
        report = verify_export(lines, **asked)
        assert report.code == HOLDS
        verdict = report.text().splitlines()[0]
        assert said in verdict
        assert "Everything" not in verdict
    proof = Proof(0, (), signed(SOME[:1]), SOME[0])
    assert verify_proof(proof, KEY.verifier_key, None).text().startswith("Everything")
    assert "WHO SIGNED IT WAS NOT CHECKED" in verify_proof(proof, None, None).text()


DECISION = {"decision_id": "d"}
RULES = {"method": "majority", "quorum_numerator": 1, "quorum_denominator": 2, "quorum_sectors": 0}
OPENED = written("agenda.decision.opened", DECISION | RULES)
FROZEN = written("agenda.electorate.frozen", DECISION | {"voter_ids": ["a", "b"], "sectors": ["s", "s"]})
CLOSED = written(
    "agenda.decision.closed",
    DECISION | {"outcome": "adopted", "electorate": 2, "cast": 2, "quorum_needed": 1},
)
_PART = b'"type":"agenda.decision.closed"'


def test_a_false_closing_is_found_however_it_is_spelled() -> None:
    assert "says outcome adopted" in checked(OPENED, FROZEN, CLOSED).text()
    for spelled in (
        CLOSED.replace(b'"type":', b'"type": '),
        CLOSED.replace(b'"type":', b'"type"\t:'),
        CLOSED.replace(b'"agenda.decision.closed"', b'"\\u0061genda.decision.closed"'),
        CLOSED.replace(b'"type"', b'"t\\u0079pe"'),
        CLOSED.replace(b"," + _PART, b"").replace(b'{"actor"', b"{" + _PART + b',"actor"'),
        CLOSED.replace(b'"source"', b'"more":1,"source"'),
        CLOSED + b" ",
        b" " + CLOSED,
        CLOSED.replace(b'"subject":"organizations/x"', '"subject":"é"'.encode()),
    ):
        assert spelled != CLOSED
        report = checked(OPENED, FROZEN, spelled)
        assert report.code == FAILS
        assert "position 3 is not written as the log writes" in report.text(), spelled


def test_an_entry_is_of_the_initiative_that_it_says_in_its_own_place() -> None:
    alien = written("registry.x.y", {"initiative": OURS}, initiative=OTHER)
    nested = written("registry.x.y", {"a": json.loads(written("registry.x.y", {}))}, initiative=OTHER)
    for one in (alien, nested):
        assert "position 1 is of another initiative's log" in checked(one).text()
    assert checked(written("registry.x.y", {"initiative": OTHER})).code == HOLDS
    twice = SOME[1].replace(b'"data":{', f'"data":{{}},"initiative":"{OTHER}","more":{{'.encode())
    assert "position 1 can be read in more than one way" in checked(twice).text()


@pytest.mark.parametrize(
    "origin", [f"{NAME}/successor-1", "log.example/other", f"{NAME} ", OURS, f"/{OURS}", 7, None]
)
def test_a_log_begins_under_its_own_name_alone(origin: Any) -> None:
    report = checked(first=founded(origin), origin=str(origin))
    assert report.code == FAILS


def test_an_initiative_is_no_name_that_hides_a_successor() -> None:
    hiding = f"{OURS}/successor-1"
    first = written("registry.initiative.founded", {"log_origin": f"log.example/{hiding}"}, initiative=hiding)
    assert checked(first=first, origin=f"log.example/{hiding}").code == FAILS


def succeeded(old: Checkpoint, origin: str) -> bytes:
    (one,) = old.signatures
    return written(
        "events.log.succeeded",
        {
            "origin": origin,
            "old_origin": old.origin,
            "old_size": old.size,
            "old_root": old.root.hex(),
            "old_key_name": one.name,
            "old_signature": (one.key_id + one.signature).hex(),
        },
    )


def test_a_log_gets_another_name_by_a_succession_alone_and_by_the_next_number() -> None:
    old, second = signed(SOME[:2]), signed(SOME[:3], f"{NAME}/successor-1")
    kept = [signed([FOUNDED])]
    report = checked(succeeded(old, f"{NAME}/successor-1"), origin=f"{NAME}/successor-1", kept=kept)
    assert report.code == HOLDS, report.text()
    assert "THE LOG WAS BROKEN at position 1" in report.text()
    # The first succession was lost itself: the second one says by its note what was signed before it.
    assert checked(succeeded(second, f"{NAME}/successor-2"), origin=f"{NAME}/successor-2").code == HOLDS
    again = succeeded(old, f"{NAME}/successor-1")
    for wrong, origin in (
        ([succeeded(old, f"{NAME}/successor-2")], f"{NAME}/successor-2"),
        ([succeeded(old, NAME)], NAME),
        ([succeeded(old, "log.example/other")], "log.example/other"),
        ([succeeded(signed(SOME, f"log.example/{OTHER}"), f"{NAME}/successor-1")], f"{NAME}/successor-1"),
        ([again, again], f"{NAME}/successor-1"),
        ([], f"{NAME}/successor-1"),
    ):
        assert checked(*wrong, origin=origin).code == FAILS


def test_a_log_whose_key_was_lost_goes_on_with_another_and_what_was_signed_before_still_counts() -> None:
    lost = SigningKey.generate(KEY.name)
    old = lost.sign(NAME, 2, root_of(list(map(leaf_hash, SOME[:2]))))
    earlier = lost.sign(NAME, 1, root_of([leaf_hash(FOUNDED)]))
    origin = f"{NAME}/successor-1"
    again = succeeded(old, origin)
    for old_keys, code in (((), FAILS), ((generate_witness_key("one.example").verifier_key,), FAILS)):
        assert checked(again, origin=origin, old_keys=old_keys).code == code
    report = checked(again, origin=origin, old_keys=(lost.verifier_key,), kept=[earlier])
    assert report.code == HOLDS, report.text()
    assert f"2 entries were signed with an old key, {KEY.name}, before a break." in report.text()
    assert f"1 entries were signed with an old key, {KEY.name}, before a break." in report.text()
    # What is signed now is not signed by it: whoever found the lost key signs nothing more.
    entries = [FOUNDED, again]
    last = lost.sign(origin, 2, root_of(list(map(leaf_hash, entries))))
    forged = checked(again, origin=origin, old_keys=(lost.verifier_key,), checkpoint=last)
    assert forged.code == FAILS
    # Nor a checkpoint of now that somebody says to have kept.
    assert checked(again, origin=origin, old_keys=(lost.verifier_key,), kept=[last]).code == FAILS


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_shows_how_far_the_reading_is_on_a_terminal_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "log.ndjson"
    file.write_bytes(b"".join(exported([FOUNDED, *[written("registry.site.told", {})] * 9_000])))
    parser = argparse.ArgumentParser()
    verify.arguments(parser)
    asked = parser.parse_args([str(file), "--key", str(KEY.verifier_key)])
    terminal = _Terminal()
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", terminal)
        assert verify.run(asked) == HOLDS
    shown = re.findall(r"\[(#*) *\] +([0-9]+)%  ([0-9,]+) entries", terminal.getvalue())
    assert shown
    bar, share, entries = shown[0]
    assert abs(len(bar) - int(share) * 0.4) <= 1
    assert 0 < int(entries.replace(",", "")) <= 9_001
    # It takes itself away, and where nobody looks there is none.
    assert terminal.getvalue().endswith("\r" + " " * 79 + "\r")
    assert verify.run(asked) == HOLDS
    assert capsys.readouterr().err == ""


def policy_set(threshold: int, *keys: SigningKey) -> bytes:
    publics = [key.verifier_key.public_key.hex() for key in keys]
    data = {"threshold": threshold, "names": [key.name for key in keys], "public_keys": publics}
    return written("events.witness_policy.set", data)


NOBODY = Policy.parse(b'{"threshold":0,"witnesses":[]}')


def test_a_policy_that_is_not_the_logs_own_does_not_stand_in_for_it() -> None:
    earlier, own = policy_set(1, ONE), policy_set(2, ONE, TWO)
    report = checked(earlier, own)
    assert report.code == HOLDS
    assert "the log itself asks for 2 of 2 witnesses (position 2), and no --policy was given" in report.text()
    for shown in (NOBODY, Policy((ONE.verifier_key, TWO.verifier_key), 1), Policy((ONE.verifier_key,), 0)):
        report = checked(earlier, own, policy=shown)
        assert report.code == UNWITNESSED
        assert "the policy given is not the log's own" in report.text()
        assert "0 of 2 witnesses cosigned, 2 are needed" in report.text()
    checkpoint = signed([founded(), earlier, own])
    both = Checkpoint.parse(checkpoint.note(ONE.cosign(checkpoint, 7), TWO.cosign(checkpoint, 7)))
    for shown, differs in ((Policy((TWO.verifier_key, ONE.verifier_key), 2), False), (NOBODY, True)):
        report = checked(earlier, own, policy=shown, checkpoint=both)
        assert report.code == HOLDS, report.text()
        assert ("is not the log's own" in report.text()) is differs


def test_a_policy_by_which_nobody_has_to_cosign_is_said_to_check_nothing() -> None:
    said = checked(policy=NOBODY).text()
    assert "unchecked witnesses: by this policy none has to cosign" in said
    assert "the policy given is not" not in said


SALT = "AAAA"
SEALED = {name: commitment(SALT, name, "true") for name in ("a", "b")}
WITH_VALUES = [written("registry.p.q", {}, SEALED), written("registry.p.q", {}, SEALED)]


def opening(position: Any, name: Any = "a", value: Any = "true", salt: Any = SALT) -> bytes:
    return json.dumps({"position": position, "field": name, "salt": salt, "value": value}).encode() + b"\n"


def opened(*lines: bytes) -> Report:
    return checked(*WITH_VALUES, openings=iter(lines))


def test_values_handed_over_are_read_to_the_end_of_the_file() -> None:
    report = opened(opening(1), opening(1, "b"), b"\n", opening(2), b"\n")
    assert "3 sealed values that were handed over are what was sealed" in report.text()
    assert "1 sealed values stay closed" in report.text()
    for wrong in (opening(2, value="false"), opening(2, "c"), opening(3)):
        assert opened(opening(1), b"\n", wrong).code == FAILS


@pytest.mark.parametrize(
    "line",
    [
        b'{"position":1,"field":"a","salt":"AAAA","value":"false","value":"true"}\n',
        b'{"position":1,"field":"a","salt":"AAAA","value":"\\ud800"}\n',
        b'{"position":1,"field":"a","salt":"AAAA","value":1.5}\n',
        b'{"position":1,"field":"a","salt":"AAAA","value":' + b"[" * 100_000 + b"]" * 100_000 + b"}\n",
        b'{"position":1,"field":"a","salt":"AAAA"}\n',
        opening("1"),
        opening(-1),
        opening(True),
        opening(1, ["a"]),
        opening(1, "a\x1b[2J"),
        opening(1) + opening(1),
        b"[]\n",
        b"7\n",
        b"\xff\n",
    ],
)
def test_what_is_no_opening_is_said_with_its_line(line: bytes) -> None:
    with pytest.raises(UnusableError, match="line 2 of the openings"):
        opened(b"\n", line)


def test_openings_that_go_back_or_stand_there_twice_are_refused() -> None:
    for lines in ([opening(2), opening(1)], [opening(1), opening(1, "b"), opening(1)]):
        with pytest.raises(UnusableError, match="of the openings"):
            opened(*lines)


HOSTILE = {
    "nested too deeply": written("agenda.ballot.cast", {}).replace(
        b'"data":{', b'"data":{"x":' + b"[" * 30_000
    ),
    "nested to the end": written("agenda.ballot.cast", {}).replace(
        b'"data":{', b'"data":{"x":' + b"[" * 30_000 + b"]" * 30_000 + b","
    ),
    "data that is a list": written("agenda.ballot.cast", []),
    "data that is a text": written("events.log.alarm_raised", "reason"),
    "sealed that is a list": written("agenda.ballot.cast", {}, [1]),
    "a type that is none": written("agenda.ballot.cast", {}, type=["agenda.ballot.cast"]),
    "no time": written("events.erasure.requested", {}, time=None),
    "an alarm without a reason": written("events.log.alarm_raised", {}),
    "an end without a day": written("registry.initiative.abandoned", {}),
    "a succession without parts": written("events.log.succeeded", {"old_origin": NAME, "origin": NAME}),
    "a succession of a number": written("events.log.succeeded", {"old_origin": 7, "origin": NAME}),
    "a succession signed by nothing": written(
        "events.log.succeeded",
        {
            "old_origin": NAME,
            "origin": f"{NAME}/successor-1",
            "old_size": [],
            "old_root": "",
            "old_key_name": KEY.name,
            "old_signature": KEY.verifier_key.id.hex(),
        },
    ),
    "a policy without names": written("events.witness_policy.set", {"threshold": 1}),
    "a policy of a text": written(
        "events.witness_policy.set", {"threshold": "1", "names": [], "public_keys": []}
    ),
    "a ballot without a decision": written("agenda.ballot.cast", {}),
    "a decision without rules": written("agenda.decision.opened", DECISION),
    "a decision with nothing below its share": written(
        "agenda.decision.opened", DECISION | RULES | {"quorum_denominator": 0}
    ),
    "a decision whose id is a list": written("agenda.decision.opened", RULES | {"decision_id": []}),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_an_entry_that_does_not_say_what_it_should_is_named_by_its_position(what: str) -> None:
    report = checked(HOSTILE[what])
    assert report.code == FAILS
    assert "position 1 " in report.text()


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=3)
    | st.sampled_from([OURS, NAME, "v"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=2),
    max_leaves=5,
)
WORDS = (
    *(
        "decision_id",
        "method",
        "quorum_numerator",
        "quorum_denominator",
        "quorum_sectors",
        "voter_ids",
        "sectors",
    ),
    *(
        "choice",
        "choices",
        "option_ids",
        "scores",
        "receipts",
        "voter_id",
        "proxy_id",
        "secrecy",
        "correct_until",
    ),
    *("origin", "old_origin", "old_size", "old_root", "old_signature", "old_key_name", "reason", "delete_on"),
    *("threshold", "names", "public_keys", "log_origin", "outcome", "electorate"),
)
TYPES = (
    *(
        "agenda.decision.opened",
        "agenda.decision.closed",
        "agenda.decision.amended",
        "agenda.electorate.frozen",
    ),
    *("agenda.ballot.cast", "agenda.ballot.published", "agenda.ballot.confirmed", "agenda.proxy.given"),
    *(
        "agenda.show_of_hands.recorded",
        "agenda.initiative.ended",
        "events.log.succeeded",
        "events.log.alarm_raised",
    ),
    *("events.witness_policy.set", "registry.initiative.abandoned", "registry.initiative.founded"),
)
DATA = st.dictionaries(st.sampled_from(WORDS), JSON, max_size=4)
KNOWN: dict[str, dict[str, Any]] = {
    "agenda.decision.opened": DECISION | RULES,
    "agenda.electorate.frozen": DECISION,
}


@settings(max_examples=50)
@given(st.lists(st.tuples(st.sampled_from(TYPES), DATA), min_size=1, max_size=4), JSON)
def test_whatever_entries_say_it_comes_to_words_and_no_traceback(
    facts: list[tuple[str, dict[str, Any]]], anything: Any
) -> None:
    entries = [written(type_, KNOWN.get(type_, DECISION) | data) for type_, data in facts]
    assert checked(*entries).text()
    text = json.dumps(anything).encode()
    for parse in (Policy.parse, Deletion.parse):
        with pytest.raises(UnusableError):
            parse(text)
    with pytest.raises(UnusableError, match="line 1 of the openings"):
        checked(*entries, openings=iter([text]))
    assert checked(*entries, first=founded([anything])).code == FAILS


@given(st.integers(0, 10**6), st.integers(1, 255))
def test_of_an_export_in_which_a_byte_is_another_nothing_holds(place: int, other: int) -> None:
    whole = bytearray(b"".join(exported([founded(), OPENED, FROZEN])))
    place %= len(whole) - 1
    whole[place] ^= other
    with suppress(UnusableError):
        assert verify_export(io.BytesIO(whole), key=KEY.verifier_key).code == FAILS


@pytest.mark.parametrize(
    "document", [b"[]", b"7", b'{"witnesses":[]}', b"[" * 100_000, b"\xff", b'{"threshold":-1}']
)
def test_what_is_no_policy_and_no_deletion_is_said_to_be_none(document: bytes) -> None:
    for parse in (Policy.parse, Deletion.parse):
        with pytest.raises(UnusableError):
            parse(document)


def test_a_proof_is_of_an_entry_of_the_log_it_says() -> None:
    entry = written("registry.x.y", {}, initiative=OTHER)
    for one, said in ((entry, "of another initiative"), (SOME[1] + b" ", "not written as the log writes")):
        report = verify_proof(Proof(0, (), signed([one]), one), KEY.verifier_key, None)
        assert report.code == FAILS
        assert said in report.text()
    deep = b"[" * 60_000
    assert verify_proof(Proof(0, (), signed([deep]), deep), KEY.verifier_key, None).code == FAILS


def test_an_alarm_of_the_sealer_is_told_and_the_log_holds() -> None:
    report = checked(written("events.log.alarm_raised", {"reason": "history_changed"}))
    assert report.code == HOLDS
    assert "Position 1: the sealer refused to sign (history_changed)." in report.text()


def test_the_file_that_checks_runs_alone(tmp_path: Path) -> None:
    """It needs Python and `cryptography`, and nothing else of Shidra's or of what Shidra needs."""
    program = shutil.copy(verify.__file__, tmp_path / "alone.py")
    (tmp_path / "log.ndjson").write_bytes(b"".join(exported(SOME)))
    (tmp_path / "cut.ndjson").write_bytes(b"".join(exported(SOME)[:-1]))
    (tmp_path / "key").write_text(str(KEY.verifier_key))
    running = "import json, runpy, sys; sys.argv = sys.argv[1:]; before = set(sys.modules)\n"
    running += "try: runpy.run_path(sys.argv[0], run_name='__main__')\n"
    running += "finally: print(json.dumps([*sys.modules.keys() - before]))"
    for file, code, said in (("log.ndjson", 0, "Everything"), ("cut.ndjson", 2, "Nothing can be said")):
        command = [sys.executable, "-I", "-c", running, program, file, "--key", "key"]
        found = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
        assert (found.returncode, found.stdout.split()[0]) == (code, said.split()[0]), found.stderr
        loaded = {module.partition(".")[0] for module in json.loads(found.stdout.splitlines()[-1])}
        others = {one for one in loaded - sys.stdlib_module_names if not one.startswith("_")}
        assert others == {"cryptography"}
