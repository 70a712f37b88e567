"""`shidra run`, as `make run` starts it: what it says, what it leaves behind, what it says when it cannot."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

ROOT = Path(__file__).parents[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Running:
    """One `shidra run` in a folder."""

    def __init__(self, folder: Path, port: int, *command: str, **settings: str) -> None:
        self.folder, self.port, self.url = folder, port, f"http://127.0.0.1:{port}"
        environment = {**os.environ, "SHIDRA_DATA_DIR": str(folder), "SHIDRA_PORT": str(port), **settings}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "services.cli", *(command or ("run",))],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def ready(self) -> "Running":
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                if httpx.get(f"{self.url}/registry/health/ready").status_code == 200:
                    return self
            except httpx.TransportError:
                time.sleep(0.05)
        raise AssertionError(self.process.communicate(timeout=10))

    def end(self, name: signal.Signals) -> tuple[str, str]:
        self.process.send_signal(name)
        return self.process.communicate(timeout=60)

    def said(self) -> str:
        """What a start that fails says."""
        _, error = self.process.communicate(timeout=60)
        assert self.process.returncode == 1
        return error

    def servers(self) -> list[int]:
        return [
            process.info["pid"]
            for process in psutil.process_iter(["pid", "cmdline"])
            if any(str(self.folder) in word for word in process.info["cmdline"] or ())
        ]

    def token(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {(self.folder / 'operator-token').read_text().strip()}"}


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "data"
    for process in psutil.process_iter(["cmdline"]):
        if any(str(tmp_path) in word for word in process.info["cmdline"] or ()):
            process.kill()


BODY = {"name": {"he": "קווים אדומים"}, "issue": {"he": "אלימות בזוגיות"}}


@pytest.mark.parametrize("ended_by", [signal.SIGINT, signal.SIGKILL])
def test_however_it_ends_nothing_keeps_running_and_the_next_start_finds_everything(
    folder: Path, ended_by: signal.Signals
) -> None:
    running = Running(folder, free_port()).ready()
    founded = httpx.post(f"{running.url}/registry/v1/initiatives", json=BODY, headers=running.token())
    assert founded.status_code == 201
    assert (folder / "operator-token").stat().st_mode & 0o777 == 0o600
    output, _ = running.end(ended_by)
    assert running.url.replace("127.0.0.1", "localhost") in output
    assert str(folder / "operator-token") in output
    deadline = time.monotonic() + 20
    while running.servers() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert running.servers() == []

    again = Running(folder, free_port()).ready()
    found = httpx.get(f"{again.url}{founded.headers['Location']}", headers=again.token())
    assert found.json() == founded.json()
    again.end(signal.SIGINT)


def test_a_taken_port_is_said_in_one_line_before_anything_is_started(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert (
            Running(folder, port).said()
            == f"shidra: port {port} is taken: choose another, for example SHIDRA_PORT={port + 1}\n"
        )
    assert not (folder / "postgres").exists()


def test_a_folder_that_cannot_be_written_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    said = Running(tmp_path / "file" / "data", free_port()).said()
    assert said.startswith("shidra: cannot write to ")
    assert said.count("\n") == 1


def test_a_second_start_in_the_same_folder_is_said_in_one_line(folder: Path) -> None:
    first = Running(folder, free_port()).ready()
    said = Running(folder, free_port()).said()
    assert said.startswith("shidra: already running in ")
    assert said.count("\n") == 1
    first.end(signal.SIGINT)


def test_a_wrong_setting_is_said_in_one_line_without_its_value(folder: Path) -> None:
    said = Running(folder, free_port(), SHIDRA_CORS_ORIGINS='["*"]').said()
    assert "SHIDRA_CORS_ORIGINS" in said
    assert said.count("\n") == 1


def test_a_service_on_its_own_refuses_unsafe_settings(folder: Path) -> None:
    said = Running(folder, free_port(), "serve", "registry").said()
    assert "SHIDRA_DATABASE_URL" in said
    assert said.count("\n") == 1
