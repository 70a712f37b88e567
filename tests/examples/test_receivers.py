"""The receivers of `examples/`, each against a deployment as `make run` starts it, dispatcher included."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.test_running import ROOT, Running, free_port

EXAMPLES = ROOT / "examples"
NODE = EXAMPLES / "node-receiver"
PATIENCE = 60


def kept_in_sqlite(store: Path) -> list[str]:
    connection = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    try:
        return [row[0] for row in connection.execute("SELECT id FROM event")]
    except sqlite3.OperationalError:  # it has not begun yet
        return []
    finally:
        connection.close()


def kept_in_lines(store: Path) -> list[str]:
    if not store.exists():
        return []
    lines = [json.loads(line) for line in store.read_text().splitlines() if line.endswith("}")]
    return [line["event"]["id"] for line in lines if "event" in line]


@dataclass(frozen=True)
class Example:
    """A receiver: how it is started, and what it has kept."""

    folder: Path
    command: Callable[[int], list[str]]
    kept: Callable[[Path], list[str]]


PYTHON_RECEIVER = Example(
    EXAMPLES / "python-receiver",
    lambda port: [
        sys.executable,
        "-m",
        "uvicorn",
        "receiver:app",
        "--port",
        str(port),
        "--log-level",
        "warning",
    ],
    kept_in_sqlite,
)
NODE_RECEIVER = Example(NODE, lambda _: ["node", "receiver.mjs"], kept_in_lines)


class Partner:
    """A partner of a new initiative, with a system."""

    def __init__(self, running: Running, *scopes: str) -> None:
        self.url = running.url
        self.http = httpx.Client(base_url=running.url, headers=running.token())
        names = {"name": {"he": "יוזמה"}, "issue": {"he": "סוגיה"}}
        self.initiative = self.post("/registry/v1/initiatives", names)["id"]
        organization = {"name": {"he": "קרן"}, "sector": "philanthropy", "founding": True}
        self.organization = self.post(self.at("registry/organizations"), organization)["id"]
        affiliation = {"organization_id": self.organization, "represents": True}
        person = {"name": {"he": "נועה"}, "affiliations": [affiliation]}
        self.person = self.post(self.at("registry/people"), person)["id"]
        exchange = {
            "grant_type": "urn:ietf:params:oauth:grant-type:token-exchange",
            "subject_token": running.token()["Authorization"].removeprefix("Bearer "),
            "initiative_id": self.initiative,
            "person_id": self.person,
        }
        token = self.http.post("/registry/v1/oauth/token", data=exchange).json()["access_token"]
        self.http.headers["Authorization"] = f"Bearer {token}"
        system = {
            "organization_id": self.organization,
            "name": {"he": "מערכת"},
            "scopes": ["log:read", *scopes],
        }
        self.system = self.post(self.at("registry/integrations"), system)

    def __enter__(self) -> "Partner":
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def at(self, path: str) -> str:
        service, _, rest = path.partition("/")
        return f"/{service}/v1/initiatives/{self.initiative}/{rest}"

    def post(self, path: str, body: dict[str, Any]) -> Any:
        answered = self.http.post(path, json=body)
        assert answered.status_code < 300, answered.text
        return answered.json()

    def happen(self, times: int) -> None:
        for _ in range(times):
            self.post(self.at("agenda/voices"), {"text": {"he": f"קול {uuid4()}"}})

    def logged(self) -> set[str]:
        """Ids of the events that are in the log."""
        page = self.http.get(self.at("events/events"), params={"limit": 200}).json()
        assert page["next_cursor"] is None
        return {item["event"]["id"] for item in page["items"]}


class Receiving:
    """An example that runs, and can be killed and started again."""

    def __init__(self, example: Example, partner: Partner, folder: Path, port: int, secret: str) -> None:
        self.example, self.port, self.store = example, port, folder / "store"
        self._environment = {
            **os.environ,
            "WEBHOOK_SECRET": secret,
            "SHIDRA_URL": partner.url,
            "SHIDRA_INITIATIVE": partner.initiative,
            "SHIDRA_CLIENT_ID": partner.system["client_id"],
            "SHIDRA_CLIENT_SECRET": partner.system["client_secret"],
            "STORE": str(self.store),
            "PORT": str(port),
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.example.command(self.port), cwd=self.example.folder, env=self._environment
        )
        until(lambda: self._answers(b"{}", {}) == 401)

    def kill(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def kept(self) -> list[str]:
        return self.example.kept(self.store)

    def _answers(self, body: bytes, headers: dict[str, str]) -> int:
        """What it answers to a message that nobody signed; 0 while it does not listen."""
        sent = {"Content-Type": "application/cloudevents+json", **headers}
        try:
            return httpx.post(f"http://127.0.0.1:{self.port}/hooks", content=body, headers=sent).status_code
        except httpx.TransportError:
            return 0

    def refuses_what_is_forged(self) -> bool:
        forged = {"webhook-id": str(uuid4()), "webhook-timestamp": str(int(time.time()))}
        malformed = {**forged, "webhook-signature": "v1", "webhook-timestamp": "now"}
        signed = {**forged, "webhook-signature": "v1,AAAA"}
        return all(self._answers(b"{}", headers) == 401 for headers in ({}, forged, signed, malformed))


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it did not come to hold in time"
        time.sleep(0.05)


def receives_once_and_catches_up(running: Running, example: Example, folder: Path) -> None:
    with Partner(running) as partner:
        _receives_once_and_catches_up(partner, example, folder)


def _receives_once_and_catches_up(partner: Partner, example: Example, folder: Path) -> None:
    port = free_port()
    endpoint = partner.post(
        partner.at("events/webhook-endpoints"),
        {"integration_id": partner.system["id"], "url": f"http://127.0.0.1:{port}/hooks"},
    )
    path = partner.at(f"events/webhook-endpoints/{endpoint['id']}")

    def state(name: str) -> Any:
        return partner.http.get(path).json()[name]

    receiving = Receiving(example, partner, folder, port, endpoint["secret"])
    try:
        receiving.start()
        partner.post(f"{path}/verify", {})
        until(lambda: state("status") == "active")
        partner.happen(5)
        until(lambda: set(receiving.kept()) >= partner.logged())
        assert receiving.refuses_what_is_forged()

        receiving.kill()
        partner.happen(3)
        missed = partner.logged() - set(receiving.kept())
        assert len(missed) == 3
        receiving.start()
        until(lambda: set(receiving.kept()) >= partner.logged())

        partner.post(f"{path}/replay", {"after": -1})
        until(lambda: state("replays") == [] and state("waiting") == 0)
        until(lambda: set(receiving.kept()) >= partner.logged())
        kept = receiving.kept()
        assert len(kept) == len(set(kept))
    finally:
        receiving.kill()


def test_the_receiver_in_python_keeps_each_event_once_and_catches_up(
    running: Running, tmp_path: Path
) -> None:
    receives_once_and_catches_up(running, PYTHON_RECEIVER, tmp_path)


@pytest.mark.skipif(not (NODE / "node_modules").exists(), reason="`make test-clients` installs and runs it")
def test_the_receiver_in_node_keeps_each_event_once_and_catches_up(running: Running, tmp_path: Path) -> None:
    receives_once_and_catches_up(running, NODE_RECEIVER, tmp_path)
