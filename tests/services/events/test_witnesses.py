"""Witnesses: cosignatures appear on the checkpoint, a policy asks for enough of them, forks are refused."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest

from services.cli import main
from services.events.sealing.sealer import Sealer
from shared.eventlog import asking
from shared.eventlog.asking import UnreachedError
from shared.eventlog.merkle import consistency_ranges
from shared.eventlog.signing import SigningKey, generate_witness_key
from shared.eventlog.verify import (
    Checkpoint,
    Signature,
    UnusableError,
    VerificationError,
    VerifierKey,
    check_consistency,
    leaf_hash,
    root_of,
)
from shared.eventlog.witnessing import (
    COSIGNED,
    REFUSED,
    UNREACHED,
    ForkError,
    Log,
    Seen,
    SeenLogs,
    cosign,
    cosign_through,
)
from tests.kit import Actor, Field, World
from tests.services.events.sealers import sealer_of, tampering, verifier_key
from tests.shared.eventlog.logs import append_once, described, pool_of

ONE, OTHER, THIRD = (generate_witness_key(f"{name}.example") for name in ("one", "other", "third"))


@pytest.fixture
async def sealer(world: World, tmp_path: Path) -> AsyncIterator[Sealer]:
    async with sealer_of(world, tmp_path / "signed") as sealer:
        yield sealer


async def newest(field: Field) -> Checkpoint:
    return Checkpoint.parse((await field.partner.get("events/checkpoint")).content)


async def name(by: Actor, threshold: int, *keys: SigningKey) -> httpx.Response:
    listed = [{"verifier_key": str(key.verifier_key)} for key in keys]
    return await by.put("events/witness-policy", {"threshold": threshold, "witnesses": listed})


async def bring(by: Actor, size: int, *signatures: Signature) -> httpx.Response:
    lines = [str(one).rstrip("\n") for one in signatures]
    return await by.post("events/checkpoint/cosignatures", {"size": size, "signatures": lines})


async def policy(field: Field) -> dict[str, Any]:
    found: dict[str, Any] = (await field.partner.get("events/witness-policy")).json()
    return found


async def test_cosignatures_appear_on_the_checkpoint_and_meet_the_policy(
    field: Field, sealer: Sealer
) -> None:
    assert (await name(field.founder, 2, ONE, OTHER, THIRD)).status_code == 200
    await sealer.seal(UUID(field.id))
    checkpoint = await newest(field)
    assert not (await policy(field))["met"]
    for number, key in enumerate((ONE, OTHER), 1):
        response = await bring(field.partner, checkpoint.size, key.cosign(checkpoint, 1_700_000_000 + number))
        assert response.status_code == 200, response.text
        assert len(response.json()["cosigned_by"]) == number
    state = await policy(field)
    assert (state["met"], state["cosigned_by"]) == (True, ["one.example", "other.example"])
    again = await newest(field)
    assert again.text == checkpoint.text
    assert again.cosigned_at(ONE.verifier_key) == 1_700_000_001
    await field.facilitator.created("registry/organizations", {"name": {"he": "א"}, "sector": "public"})
    await sealer.seal(UUID(field.id))
    later = await policy(field)
    assert (later["met"], later["met_at_size"]) == (False, checkpoint.size)


async def test_the_policy_is_in_the_log(field: Field) -> None:
    assert (await name(field.founder, 1, ONE)).status_code == 200
    items = (await field.partner.get("events/events", params={"types": "events.witness_policy.set"})).json()
    data = items["items"][0]["event"]["data"]
    assert data["names"] == ["one.example"]
    assert data["public_keys"] == [ONE.verifier_key.public_key.hex()]


async def test_what_a_key_cosigned_that_was_replaced_under_its_name_counts_no_more(
    field: Field, sealer: Sealer
) -> None:
    replaced = SigningKey(ONE.name, OTHER.kind, OTHER.private_key)
    await name(field.founder, 1, ONE)
    await sealer.seal(UUID(field.id))
    checkpoint = await newest(field)
    await bring(field.partner, checkpoint.size, ONE.cosign(checkpoint, 1_700_000_000))
    for key, size in ((ONE, checkpoint.size), (replaced, None), (ONE, checkpoint.size)):
        assert (await name(field.founder, 1, key)).json()["met_at_size"] == size


async def test_only_founders_and_facilitators_name_witnesses(field: Field) -> None:
    assert (await name(field.partner, 1, ONE)).status_code == 403


async def test_a_policy_that_cannot_be_met_is_refused(field: Field) -> None:
    log_key = SigningKey.generate("log.example")
    renamed = SigningKey("second-name.example", ONE.kind, ONE.private_key)
    for threshold, keys in ((2, (ONE,)), (1, (log_key,)), (1, (ONE, renamed)), (1, (ONE, ONE))):
        response = await name(field.founder, threshold, *keys)
        assert (response.status_code, response.json()["code"]) == (422, "invalid-witnesses")


async def test_a_cosignature_that_is_forged_or_of_a_stranger_is_refused(field: Field, sealer: Sealer) -> None:
    await name(field.founder, 1, ONE)
    await sealer.seal(UUID(field.id))
    checkpoint = await newest(field)
    good = ONE.cosign(checkpoint, 1_700_000_000)
    forged = Signature(good.name, good.key_id, good.signature[:8] + bytes(64))
    other_key = Signature(good.name, OTHER.verifier_key.id, good.signature)
    future = ONE.cosign(checkpoint, 2**62)
    for wrong in (forged, other_key, future, OTHER.cosign(checkpoint, 1_700_000_000)):
        response = await bring(field.partner, checkpoint.size, wrong)
        assert (response.status_code, response.json()["code"]) == (422, "invalid-cosignature")
    response = await bring(field.partner, checkpoint.size + 100, good)
    assert (response.status_code, response.json()["code"]) == (404, "no-such-checkpoint")
    assert (await newest(field)) == checkpoint


INITIATIVE = "01936f9a-0000-7000-8000-000000000001"
_HTTP_CLIENT = httpx.AsyncClient
_CLIENT = "shared.eventlog.asking.httpx.AsyncClient"
Answer = Callable[[httpx.Request], httpx.Response]


def network(answer: Answer) -> httpx.MockTransport:
    """The network, if that is all there is in it."""

    def streamed(request: httpx.Request) -> httpx.Response:
        given = answer(request)
        return httpx.Response(
            given.status_code, headers=given.headers, stream=httpx.ByteStream(given.content)
        )

    return httpx.MockTransport(streamed)


def asked(url: str, answer: Answer) -> asking.Server:
    """A server in such a network."""
    return asking.Server(url, patience=30, network=network(answer))


def reaching(answer: Answer) -> Callable[..., httpx.AsyncClient]:
    """What a witness makes its connections with, in such a network."""

    def client(**options: Any) -> httpx.AsyncClient:
        return _HTTP_CLIENT(**{**options, "transport": network(answer)})

    return client


def over(world: World) -> Answer:
    """The services, for a witness that runs in a thread of its own."""
    loop = asyncio.get_running_loop()

    def answer(request: httpx.Request) -> httpx.Response:
        sent = {
            name: request.headers[name]
            for name in ("authorization", "content-type")
            if name in request.headers
        }
        asked = world.http.request(
            request.method, request.url.raw_path.decode(), headers=sent, content=request.content
        )
        given = asyncio.run_coroutine_threadsafe(asked, loop).result(30)
        return httpx.Response(given.status_code, content=given.content)

    return answer


def witness_command(
    folder: Path, initiative_id: str, key: VerifierKey, token: str | None = None
) -> list[str]:
    """`shidra witness` with its files in a folder."""
    (folder / "log-key").write_text(str(key))
    (folder / "key").write_text(ONE.text())
    given = [part for file in ("log-key", "key", "seen") for part in (f"--{file}", str(folder / file))]
    if token is not None:
        (folder / "token").write_text(token)
        given += ["--token-file", str(folder / "token")]
    return ["witness", "http://log.test", initiative_id, *given]


class Server:
    """A log behind HTTP, as a witness reaches it: what `answers` says for each path."""

    def __init__(self, key: SigningKey, initiative: str = INITIATIVE) -> None:
        self.key = key
        self.initiative = initiative
        self.origin = f"log.example/{initiative}"
        self.leaves: list[bytes] = []
        self.brought: list[dict[str, Any]] = []

    def log(self) -> Log:
        return Log(asked("http://log.test", self.answer), self.initiative, self.key.verifier_key)

    def answer(self, request: httpx.Request) -> httpx.Response:

        if request.url.path.endswith("/checkpoint"):
            signed = self.key.sign(self.origin, len(self.leaves), root_of(self.leaves))
            return httpx.Response(200, content=signed.note())
        if request.url.path.endswith("/consistency"):
            ranges = consistency_ranges(int(request.url.params["from"]), int(request.url.params["to"]))
            hashes = [base64.b64encode(root_of(self.leaves[a:b])).decode() for a, b in ranges]
            return httpx.Response(200, json={"hashes": hashes})

        self.brought.append(json.loads(request.content))
        return httpx.Response(200, json={})


@pytest.fixture
def server() -> Server:

    server = Server(SigningKey.generate("log.example"))
    server.leaves = [leaf_hash(b"%d" % number) for number in range(10)]
    return server


def test_a_witness_keeps_one_line_a_log_and_cosigns_what_continues_it(server: Server, tmp_path: Path) -> None:
    seen = SeenLogs(tmp_path / "seen")
    for more in (0, 1, 0, 25):
        server.leaves += server.leaves[:more]
        checkpoint = cosign(server.log(), seen, ONE, 1_700_000_000)
        (line,) = (tmp_path / "seen").read_text().splitlines()
        assert line == f"{server.origin} {checkpoint.size} {base64.b64encode(checkpoint.root).decode()}"
        signature = Signature.parse(server.brought[-1]["signatures"][0])
        assert Checkpoint.parse(checkpoint.note(signature)).cosigned_at(ONE.verifier_key) == 1_700_000_000


def test_witnesses_of_several_logs_that_run_at_once_forget_none(tmp_path: Path) -> None:
    servers = [Server(SigningKey.generate("log.example"), INITIATIVE[:-1] + last) for last in "abcd"]
    for server in servers:
        server.leaves = [leaf_hash(b"%d" % number) for number in range(10)]

    def witness(turn: int) -> Checkpoint:
        # Each is a program of its own, that knows the file alone.
        return cosign(servers[turn % 4].log(), SeenLogs(tmp_path / "seen"), ONE, 1_700_000_000)

    with ThreadPoolExecutor(8) as together:
        assert len(list(together.map(witness, range(80)))) == 80
    lines = (tmp_path / "seen").read_text().splitlines()
    assert [line.split(" ")[:2] for line in lines] == [[server.origin, "10"] for server in servers]


def test_a_witness_refuses_a_fork_and_a_log_that_was_cut_off(server: Server, tmp_path: Path) -> None:
    seen = SeenLogs(tmp_path / "seen")
    cosign(server.log(), seen, ONE, 1_700_000_000)
    kept = (tmp_path / "seen").read_bytes()
    whole = list(server.leaves)
    for fork in ([*whole[:3], whole[4], *whole[4:], whole[0]], [whole[1], *whole[1:]], whole[:9]):
        server.leaves = list(fork)
        with pytest.raises(ForkError):
            cosign(server.log(), seen, ONE, 1_700_000_000)
    assert len(server.brought) == 1
    assert (tmp_path / "seen").read_bytes() == kept


def test_a_log_may_be_witnessed_by_any_witness_that_speaks_tlog_witness(server: Server) -> None:
    known = Seen()
    answers: list[int] = []

    def witness(request: httpx.Request) -> httpx.Response:
        """A witness as C2SP describes it."""
        nonlocal known
        head, _, note = request.content.partition(b"\n\n")
        old, *proof = head.decode().split("\n")
        checkpoint = Checkpoint.parse(note)
        checkpoint.check_signed_by(server.key.verifier_key)
        if old != f"old {known.size}":
            answers.append(409)
            return httpx.Response(409, text=f"{known.size}\n", headers={"Content-Type": "text/x.tlog.size"})
        hashes = [base64.b64decode(one) for one in proof]
        check_consistency(known.size, known.root, checkpoint.size, checkpoint.root, hashes)
        known = Seen(checkpoint.size, checkpoint.root)
        answers.append(200)
        return httpx.Response(200, text=str(OTHER.cosign(checkpoint, 1_700_000_000)))

    other = asked("http://witness.test", witness)
    cosign_through(server.log(), other)
    server.leaves += server.leaves[:5]
    cosign_through(server.log(), other)
    assert answers == [200, 409, 200]
    assert [one["size"] for one in server.brought] == [10, 15]
    server.leaves = server.leaves[:12]
    with pytest.raises(ForkError):
        cosign_through(server.log(), other)


def rewritten(server: Server) -> None:
    """Another history, longer than what was seen."""
    server.leaves = [leaf_hash(b"rewritten %d" % number) for number in range(20)]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (f"log.example/{INITIATIVE}/successor-1", "say `--successor 1`"),
        (f"other.example/{INITIATIVE}", "a log keeps its name"),
        (f"log.example/{INITIATIVE}/successor-1/{INITIATIVE}", "a log keeps its name"),
        (f"log.example/{INITIATIVE[:-1]}2", "calls itself"),
        ("log.example/other", "is not the name of an initiative's log"),
        (INITIATIVE, "is not the name of an initiative's log"),
        (f"log.example/{INITIATIVE} ", "is not the name of an initiative's log"),
        (f"log example/{INITIATIVE}", "is not the name of an initiative's log"),
        (f"log.example\u2028/{INITIATIVE}", "is not the name of an initiative's log"),
        (f"log.example/{INITIATIVE}/successor-0", "is not the name of an initiative's log"),
        (f"log.example/{INITIATIVE}/successor-01", "is not the name of an initiative's log"),
    ],
)
def test_a_history_under_another_name_is_refused_by_a_witness(
    server: Server, tmp_path: Path, name: str, said: str
) -> None:
    seen = SeenLogs(tmp_path / "seen")
    cosign(server.log(), seen, ONE, 1_700_000_000)
    kept = (tmp_path / "seen").read_bytes()
    rewritten(server)
    server.origin = name
    with pytest.raises((ForkError, VerificationError), match=said):
        cosign(server.log(), seen, ONE, 1_700_000_000)
    assert len(server.brought) == 1
    assert (tmp_path / "seen").read_bytes() == kept
    other = asked("http://witness.test", lambda _: pytest.fail("nothing is carried to it"))
    if "keeps its name" not in said:  # under a first name there is nothing here to compare it with
        with pytest.raises((ForkError, VerificationError), match=said):
            cosign_through(server.log(), other)


def test_no_name_can_damage_the_file_of_a_witness(tmp_path: Path) -> None:
    seen = SeenLogs(tmp_path / "seen")
    for origin in (f"log.example/{INITIATIVE} ", f"log.example/{INITIATIVE}\n", f"a\x85/{INITIATIVE}", ""):
        with pytest.raises(VerificationError):
            seen.put(origin, Seen())
    assert not (tmp_path / "seen").exists()


def test_a_successor_takes_a_logs_place_when_whoever_runs_the_witness_names_it(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(_CLIENT, reaching(server.answer))
    command = witness_command(tmp_path, INITIATIVE, server.key.verifier_key, token="given")
    first = server.origin
    assert main(command) == COSIGNED
    rewritten(server)
    server.origin = f"{first}/successor-1"
    assert main(command) == REFUSED
    assert main([*command, "--successor", "2"]) == REFUSED
    said = capsys.readouterr().out
    assert said.count("*** NOT COSIGNED ***") == 2
    assert said.count(f"{server.origin} is a successor: its operator says that the log before it") == 2
    assert main([*command, "--successor", "1"]) == COSIGNED
    # Once it was seen it need not be named, and is itself a log that goes on.
    server.leaves += server.leaves[:5]
    assert main(command) == COSIGNED
    assert [one["size"] for one in server.brought] == [10, 20, 25]
    for origin in (f"{first}/successor-2", first):
        server.origin = origin
        assert main([*command, "--successor", "1"]) == REFUSED
    assert "the log went back" in capsys.readouterr().out
    names = [line.split(" ")[0] for line in (tmp_path / "seen").read_text().splitlines()]
    assert names == [first, f"{first}/successor-1"]


def test_a_witness_that_sees_a_log_for_the_first_time_takes_it_as_it_is(
    server: Server, tmp_path: Path
) -> None:
    server.origin += "/successor-3"
    assert cosign(server.log(), SeenLogs(tmp_path / "seen"), ONE, 1_700_000_000).size == 10
    other = asked("http://witness.test", lambda _: httpx.Response(200, text=str(_signed_by_other(server))))
    assert cosign_through(server.log(), other, 3).size == 10


def _signed_by_other(server: Server) -> Signature:
    checkpoint = server.key.sign(server.origin, len(server.leaves), root_of(server.leaves))
    return OTHER.cosign(checkpoint, 1_700_000_000)


def _saw(size: int) -> httpx.Response:
    return httpx.Response(409, text=f"{size}\n", headers={"Content-Type": "text/x.tlog.size"})


def test_a_witness_that_somebody_else_feeds_too_cries_no_fork(server: Server) -> None:
    """Between any two steps the log grows, and somebody else brings the witness what is new."""
    known = 0
    fed = iter((12, 13, 14))

    def witness(request: httpx.Request) -> httpx.Response:
        nonlocal known
        if (size := next(fed, None)) is not None:
            server.leaves += server.leaves[: size - len(server.leaves)]
            known = size
        if not request.content.startswith(b"old %d\n" % known):
            return _saw(known)
        return httpx.Response(200, text=str(_signed_by_other(server)))

    assert cosign_through(server.log(), asked("http://witness.test", witness)).size == 14
    assert [one["size"] for one in server.brought] == [14]


@pytest.mark.parametrize(
    "answers",
    [
        [_saw(12)],  # which the log, asked afterwards, does not have
        [_saw(5), _saw(5)],
        [_saw(5), httpx.Response(422)],
        [httpx.Response(409)],
        [httpx.Response(422)],
    ],
)
def test_what_a_witness_saw_and_the_log_has_not_is_a_fork(
    server: Server, answers: list[httpx.Response]
) -> None:
    given = iter(answers)
    with pytest.raises(ForkError):
        cosign_through(server.log(), asked("http://witness.test", lambda _: next(given)))
    assert (list(given), server.brought) == ([], [])


def test_a_witness_that_is_fed_all_the_time_is_no_fork_either(server: Server) -> None:
    def fed(_: httpx.Request) -> httpx.Response:
        server.leaves += server.leaves[:1]
        return _saw(len(server.leaves))

    with pytest.raises(UnreachedError, match="faster"):
        cosign_through(server.log(), asked("http://witness.test", fed))
    assert server.brought == []


@pytest.mark.parametrize("sizes", [(5, 3), (0, 0)])
def test_a_witness_that_forgets_is_no_fork_either(server: Server, sizes: tuple[int, int]) -> None:
    answers = (_saw(size) for size in sizes)
    with pytest.raises(UnreachedError, match=f"seen {sizes[0]} entries, and then {sizes[1]}"):
        cosign_through(server.log(), asked("http://witness.test", lambda _: next(answers)))
    assert server.brought == []


def test_every_so_many_seconds_a_witness_looks_again_until_it_has_to_refuse(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    slept: list[float] = []
    there = True

    def sleep(seconds: float) -> None:
        nonlocal there
        slept.append(seconds)
        there = len(slept) != 2
        if len(slept) == 3:
            server.leaves = server.leaves[:9]
        assert len(slept) < 4

    monkeypatch.setattr("shared.eventlog.witnessing.time.sleep", sleep)
    monkeypatch.setattr(
        _CLIENT, reaching(lambda request: server.answer(request) if there else httpx.Response(503))
    )
    command = witness_command(tmp_path, INITIATIVE, server.key.verifier_key, token="given")
    assert main([*command, "--every", "90"]) == REFUSED
    assert slept == [90, 90, 90]
    assert [line.split(" ")[0] for line in capsys.readouterr().out.splitlines() if line] == [
        "cosigned",
        "cosigned",
        "not",
        "***",
        "Keep",
    ]


def test_a_witness_s_key_is_made_once_and_for_its_owner_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "witness-key"
    assert main(["witness-key", "witness.partner.example", str(file)]) == 0
    public = VerifierKey.parse(capsys.readouterr().out)
    key = SigningKey.load(file)
    assert (key.verifier_key, public.name) == (public, "witness.partner.example")
    assert file.stat().st_mode & 0o777 == 0o600
    checkpoint = SigningKey.generate("log.example").sign("log.example/a", 1, bytes(32))
    cosigned = Checkpoint.parse(checkpoint.note(key.cosign(checkpoint, 1_700_000_000)))
    assert cosigned.cosigned_at(public) == 1_700_000_000
    before = file.read_bytes()
    assert main(["witness-key", "witness.partner.example", str(file)]) == 1
    assert "exists, and is left as it is" in capsys.readouterr().err
    assert file.read_bytes() == before


def test_a_server_that_does_not_answer_is_no_fork(tmp_path: Path) -> None:
    silent = asked("http://log.test", lambda _: httpx.Response(503))
    log = Log(silent, "x", ONE.verifier_key)
    with pytest.raises(UnreachedError):
        cosign(log, SeenLogs(tmp_path / "seen"), ONE, 1)


_NO_PROOFS = {
    "a page": b"<html>Please sign in</html>",
    "nothing": b"",
    "half of it": b'{"hashes":["AAAA',
    "a list": b"[]",
    "a number": b"7",
    "something else": b'{"items":[]}',
    "numbers": b'{"hashes":[1,2]}',
    "one number": b'{"hashes":7}',
    "no Base64": b'{"hashes":["*** not this ***"]}',
    "hashes cut off": b'{"hashes":["AAAA","AAAA"]}',
    "without end": b"[" * 15_000,
    "not UTF-8": b'{"hashes":["\xff\xfe"]}',
}
_NO_CHECKPOINTS = {
    "a page": b"<html>Please sign in</html>",
    "nothing": b"",
    "half of it": b"log.example/a\n35\n",
    "not UTF-8": b"\xff\xfe\n35\n\xff",
    "a size that is none": b"log.example/a\n-1\nAAAA\n\n\xe2\x80\x94 log.example AAAA\n",
    "a size without end": b"log.example/a\n" + b"9" * 10_000 + b"\nAAAA\n\n\xe2\x80\x94 log.example AAAA\n",
}
GARBAGE = {
    **{f"proof: {what}": ("/consistency", 200, answer) for what, answer in _NO_PROOFS.items()},
    **{f"checkpoint: {what}": ("/checkpoint", 200, answer) for what, answer in _NO_CHECKPOINTS.items()},
    "elsewhere": ("/checkpoint", 302, b""),
    "no content": ("/checkpoint", 204, b""),
    "not now": ("/consistency", 503, b"{}"),
    "not taken": ("/cosignatures", 422, b"{}"),
}


def test_garbage_at_a_logs_address_is_no_fork_and_is_not_cosigned(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    garbage: tuple[str, int, bytes] | None = None

    def answer(request: httpx.Request) -> httpx.Response:
        if garbage is not None and request.url.path.endswith(garbage[0]):
            return httpx.Response(garbage[1], content=garbage[2])
        return server.answer(request)

    monkeypatch.setattr(_CLIENT, reaching(answer))
    command = witness_command(tmp_path, INITIATIVE, server.key.verifier_key, token="given")
    assert main(command) == COSIGNED
    seen = (tmp_path / "seen").read_bytes()
    server.leaves += server.leaves[:5]
    for what, garbage in GARBAGE.items():
        assert main(command) == UNREACHED, what
        said = capsys.readouterr().out.splitlines()[-1]
        assert said.startswith("not cosigned: "), what
        assert len(server.brought) == 1, what
        assert garbage[0] == "/cosignatures" or (tmp_path / "seen").read_bytes() == seen, what
    garbage = None
    assert main(command) == COSIGNED
    assert [one["size"] for one in server.brought] == [10, 15]


@pytest.mark.parametrize("token", [b"[]", b"{}", b"7", b"<html>", b"", b"[" * 15_000])
def test_a_token_that_is_none_is_said_and_nothing_is_cosigned(
    server: Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    token: bytes,
) -> None:
    monkeypatch.setattr(_CLIENT, reaching(lambda _: httpx.Response(200, content=token)))
    (tmp_path / "secret").write_text("right\n")
    command = witness_command(tmp_path, INITIATIVE, server.key.verifier_key)
    assert main([*command, "--client", "x", "--secret-file", str(tmp_path / "secret")]) == UNREACHED
    assert "no token" in capsys.readouterr().out
    assert server.brought == []


@pytest.mark.parametrize(
    ("status", "kind", "content"),
    [
        (200, "text/plain", b"<html>Please sign in</html>"),
        (200, "text/plain", b"\xff\xfe"),
        (409, "text/x.tlog.size", b"many\n"),
        (409, "text/x.tlog.size", b"-1\n"),
        (404, "text/plain", b""),
        (200, "text/plain", "— one.example AAAA\n".encode()),
    ],
)
def test_garbage_at_another_witness_s_address_is_no_fork(
    server: Server, status: int, kind: str, content: bytes
) -> None:
    def witness(_: httpx.Request) -> httpx.Response:
        return httpx.Response(status, headers={"Content-Type": kind}, content=content)

    def services(request: httpx.Request) -> httpx.Response:
        negative = request.url.params.get("from", "0").startswith("-")
        if negative or request.url.path.endswith("/cosignatures"):
            return httpx.Response(422)
        return server.answer(request)

    log = Log(asked("http://log.test", services), INITIATIVE, server.key.verifier_key)
    with pytest.raises((UnreachedError, UnusableError, ValueError)):
        cosign_through(log, asked("http://witness.test", witness))


async def test_a_rewritten_log_signed_by_whoever_has_everything_is_refused_by_a_witness(
    world: World,
    field: Field,
    sealer: Sealer,
    database: asyncpg.Connection,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    initiative_id = UUID(field.id)
    await name(field.founder, 1, ONE)
    await sealer.seal(initiative_id)
    before = await newest(field)
    command = witness_command(tmp_path, field.id, verifier_key(world), token=field.partner.token)
    monkeypatch.setattr(_CLIENT, reaching(over(world)))
    assert await asyncio.to_thread(main, command) == COSIGNED
    assert (await policy(field))["cosigned_by"] == ["one.example"]
    async with tampering(database) as superuser:
        await superuser.execute(
            "UPDATE log.entry SET line = replace(convert_from(line, 'UTF8'), 'T', 't')::bytea"
            " WHERE initiative_id = $1 AND position = 2",
            initiative_id,
        )
        for table in ("tile", "sealed_log", "checkpoint"):
            await superuser.execute(f"DELETE FROM events.{table} WHERE initiative_id = $1", initiative_id)
    async with pool_of(world.settings, "registry") as registry:
        await append_once(registry, initiative_id, [described(initiative_id)])
    async with sealer_of(world, tmp_path / "forgetful") as forgetful:
        await forgetful.seal(initiative_id)
    after = await newest(field)
    after.check_signed_by(verifier_key(world))
    seen = (tmp_path / "seen").read_bytes()
    assert await asyncio.to_thread(main, command) == REFUSED
    said = capsys.readouterr().out
    assert "*** NOT COSIGNED ***" in said
    assert "There are two histories of one log" in said
    assert (tmp_path / "seen").read_bytes() == seen
    assert (await policy(field))["cosigned_by"] == []
    answer = await field.partner.get("events/proofs/consistency", params={"from": before.size})
    hashes = [base64.b64decode(one) for one in answer.json()["hashes"]]
    with pytest.raises(VerificationError, match="does not begin with the older"):
        check_consistency(before.size, before.root, after.size, after.root, hashes)


def test_a_system_of_an_organization_is_a_witness_by_its_credentials(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = "right"

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/registry/v1/oauth/token":
            form = httpx.QueryParams(request.content.decode())
            if form["client_secret"] != secret:
                return httpx.Response(401, json={})
            assert (form["grant_type"], form["client_id"]) == ("client_credentials", "the-client")
            return httpx.Response(200, json={"access_token": "given"})
        assert request.headers["authorization"] == "Bearer given"
        return server.answer(request)

    monkeypatch.setattr(_CLIENT, reaching(answer))
    (tmp_path / "secret").write_text("right\n")
    command = witness_command(tmp_path, INITIATIVE, server.key.verifier_key)
    command += ["--client", "the-client", "--secret-file", str(tmp_path / "secret")]
    assert main(command) == 0
    assert f"with {len(server.leaves)} entries" in capsys.readouterr().out
    (brought,) = server.brought
    (line,) = brought["signatures"]
    assert line.startswith("— one.example ")
    secret = "another"
    assert main(command) == UNREACHED
    assert "no token: 401" in capsys.readouterr().out
    assert len(server.brought) == 1
