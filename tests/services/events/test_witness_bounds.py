"""Whatever a server sends, a witness reads so much of it, for so long, says so, and keeps what it kept."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from services.cli import main
from shared.eventlog.signing import SigningKey
from shared.eventlog.verify import Checkpoint, leaf_hash
from shared.eventlog.witnessing import COSIGNED, UNREACHED
from tests.services.events.misbehaving import Answering, Misbehaving, drip, flood, head, once
from tests.services.events.test_witnesses import INITIATIVE, OTHER, Server, witness_command

CHUNKED = head("Transfer-Encoding: chunked")
BOMB = gzip.compress(bytes(2**20))

Case = tuple[str, Answering, str]
TOO_MUCH: dict[str, Case] = {
    "no end": ("/checkpoint", flood(head()), "the checkpoint from {} is longer than 65,536 bytes"),
    "in chunks": ("/checkpoint", flood(CHUNKED, b"400\r\n" + b"x" * 1024 + b"\r\n"), "longer than 65,536"),
    "one chunk": ("/checkpoint", flood(CHUNKED + b"ffffffffff\r\n"), "longer than 65,536"),
    "of a length": ("/checkpoint", flood(head("Content-Length: 999999999999999")), "longer than 65,536"),
    "of another length": ("/checkpoint", flood(head("Content-Length: 9")), "not a signed checkpoint"),
    "packed": ("/checkpoint", flood(head("Content-Encoding: gzip") + BOMB), "{} is packed, which was not"),
    "one header": ("/checkpoint", flood(b"HTTP/1.1 200 OK\r\nX: ", b"x" * 1024), "{} did not come: "),
    "many headers": ("/checkpoint", flood(b"HTTP/1.1 200 OK\r\n", b"X: x\r\n"), "{} did not come: "),
    "no HTTP": ("/checkpoint", flood(b"SSH-2.0\r\n"), "the checkpoint from {} did not come: "),
    "a page of an error": ("/checkpoint", flood(head(status=503)), "answered 503"),
    "an address": ("/checkpoint", flood(head("Location: /elsewhere", status=302)), "answered 302"),
    "no end of a proof": ("/consistency", flood(head(), b"[" * 1024), "the proof from {} is longer than 16"),
    "no end of a token": ("/token", flood(head()), "the token from {} is longer than 16,384 bytes"),
}
TOO_LITTLE: dict[str, Case] = {
    "nothing": ("/checkpoint", once(b""), "the checkpoint from {} did not come: "),
    "cut off": ("/checkpoint", once(head("Content-Length: 999") + b"log.example/a\n"), "{} did not come: "),
    "a little that is a lot": (
        "/checkpoint",
        once(head("Content-Encoding: gzip", f"Content-Length: {len(BOMB)}") + BOMB),
        "the checkpoint from {} is packed, which was not asked for",
    ),
}
TOO_LONG: dict[str, Answering] = {
    "silence": drip(b"", b""),
    "headers in drops": drip(b"HTTP/1.1 200 OK\r\nX: ", b"x"),
    "not yet, and not yet": drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "a body in drops": drip(head("Content-Length: 60000"), b"x"),
}


def behaves(log: Server, request: httpx.Request) -> httpx.Response:
    """A log as it should be, which gives everybody a token; and a witness."""
    if request.url.path.endswith("/token"):
        return httpx.Response(200, json={"access_token": "given"})
    if request.url.path.endswith("/add-checkpoint"):
        checkpoint = Checkpoint.parse(request.content.partition(b"\n\n")[2])
        return httpx.Response(200, text=str(OTHER.cosign(checkpoint, 1_700_000_000)))
    return log.answer(request)


@pytest.fixture
def log() -> Server:
    log = Server(SigningKey.generate("log.example"))
    log.leaves = [leaf_hash(b"%d" % number) for number in range(10)]
    return log


@pytest.fixture
def server(log: Server) -> Iterator[Misbehaving]:
    with Misbehaving(lambda request: behaves(log, request)).running() as server:
        yield server


@pytest.fixture
def command(log: Server, server: Misbehaving, tmp_path: Path) -> list[str]:
    (tmp_path / "secret").write_text("right\n")
    verb, _, *rest = witness_command(tmp_path, INITIATIVE, log.key.verifier_key)
    return [verb, server.url, *rest, "--client", "x", "--secret-file", str(tmp_path / "secret")]


def test_a_server_that_sends_too_much_is_hung_up_on_and_what_was_kept_stays(
    log: Server,
    server: Misbehaving,
    command: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(command) == COSIGNED
    seen = (tmp_path / "seen").read_bytes()
    log.leaves += log.leaves[:5]
    for what, (server.at, server.odd, words) in (TOO_MUCH | TOO_LITTLE).items():
        assert main(command) == UNREACHED, what
        assert words.format(server.url) in capsys.readouterr().out.splitlines()[-1], what
        assert what in TOO_LITTLE or server.hung_up.acquire(timeout=30), what
        assert (tmp_path / "seen").read_bytes() == seen, what
    assert {request.headers["accept-encoding"] for request in server.asked} == {"identity"}
    assert not any(request.url.path == "/elsewhere" for request in server.asked)
    assert len(log.brought) == 1
    server.odd = None
    assert main(command) == COSIGNED
    assert [one["size"] for one in log.brought] == [10, 15]


def test_a_server_that_takes_for_ever_is_waited_for_as_long_as_was_said(
    log: Server,
    server: Misbehaving,
    command: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(command) == COSIGNED
    seen = (tmp_path / "seen").read_bytes()
    # Of the first answer, so that no other one has to be there within so short a time.
    server.at = "/token"
    for what, server.odd in TOO_LONG.items():
        assert main([*command, "--patience", "0.2"]) == UNREACHED, what
        said = capsys.readouterr().out.splitlines()[-1]
        assert f"the token from {server.url} was not all there after 0.2 seconds" in said, what
    assert (tmp_path / "seen").read_bytes() == seen
    assert len(log.brought) == 1


def test_what_a_log_answers_to_a_cosignature_is_not_read(
    log: Server, server: Misbehaving, command: list[str]
) -> None:
    server.at, server.odd = "/cosignatures", flood(head())
    assert main(command) == COSIGNED
    assert server.hung_up.acquire(timeout=30)


def test_another_witness_that_sends_without_end_is_hung_up_on(
    log: Server, server: Misbehaving, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    command += ["--through", server.url]
    assert main(command) == COSIGNED
    server.at = "/add-checkpoint"
    for status in (200, 409):
        server.odd = flood(head("Content-Type: text/x.tlog.size", status=status), b"1" * 1024)
        assert main(command) == UNREACHED
        said = capsys.readouterr().out.splitlines()[-1]
        assert f"the list of cosignatures from {server.url} is longer than 16,384 bytes" in said
        assert server.hung_up.acquire(timeout=30)
    assert len(log.brought) == 1
