"""`shidra run`, as `make run` starts it: what it says, what it leaves behind, what it says when it cannot."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import asyncpg
import httpx
import psutil
import pytest

from services.demo.notebook import Notebook, Page
from shared.database.embedded import EmbeddedPostgres

ROOT = Path(__file__).parents[1]
SHIDRA = (sys.executable, "-m", "services.cli")
# With what is installed: -o takes the stamp file for up to date.
MAKE = ("make", "-o", ".venv/run.installed", f"BIN={Path(sys.executable).parent}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Running:
    """One `shidra run` in a folder."""

    def __init__(
        self,
        folder: Path,
        port: int,
        *command: str,
        program: tuple[str, ...] = SHIDRA,
        **settings: str,
    ) -> None:
        self.folder, self.port, self.url = folder, port, f"http://127.0.0.1:{port}"
        environment = {
            **os.environ,
            "SHIDRA_DATA_DIR": str(folder),
            "SHIDRA_PORT": str(port),
            "SHIDRA_DEMO": "off",
        }
        environment |= settings
        self.process = subprocess.Popen(
            [*program, *(command or ("run",))],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=program is MAKE,  # a group of its own, as in a terminal
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


def ended(running: Running, ended_by: signal.Signals) -> str:
    """End it, as whoever started it does; answers what it had said."""
    output, _ = running.end(ended_by)
    return output


def interrupted_in_a_terminal(running: Running, ended_by: signal.Signals) -> str:
    """As Ctrl-C does: make and all that it started are told, and it is no error to make."""
    os.killpg(running.process.pid, ended_by)
    output, error = running.process.communicate(timeout=60)
    assert "***" not in error
    return output


ENDINGS: list[tuple[tuple[str, ...], signal.Signals, Callable[[Running, signal.Signals], str]]] = [
    (SHIDRA, signal.SIGINT, ended),
    (SHIDRA, signal.SIGTERM, ended),
    (SHIDRA, signal.SIGKILL, ended),
    (MAKE, signal.SIGKILL, ended),
    (MAKE, signal.SIGINT, interrupted_in_a_terminal),
]


def test_however_it_ends_nothing_keeps_running_and_the_next_start_finds_everything(folder: Path) -> None:
    founded: list[httpx.Response] = []
    for program, ended_by, end in ENDINGS:
        running = Running(folder, free_port(), program=program).ready()
        finds(running, founded)
        founded.append(
            httpx.post(f"{running.url}/registry/v1/initiatives", json=BODY, headers=running.token())
        )
        assert founded[-1].status_code == 201
        assert (folder / "operator-token").stat().st_mode & 0o777 == 0o600
        output = end(running, ended_by)
        assert running.url.replace("127.0.0.1", "localhost") in output
        assert str(folder / "operator-token") in output
        deadline = time.monotonic() + 20
        while running.servers() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert running.servers() == [], (program, ended_by)

    again = Running(folder, free_port()).ready()
    finds(again, founded)
    # A second start in the same folder leaves the first one alone.
    said = Running(folder, free_port()).said()
    assert said.startswith("shidra: already running in ")
    assert said.count("\n") == 1
    finds(again, founded)
    again.end(signal.SIGINT)


def finds(running: Running, founded: list[httpx.Response]) -> None:
    """What was founded in earlier runs is there."""
    for one in founded:
        found = httpx.get(f"{running.url}{one.headers['Location']}", headers=running.token())
        assert found.json() == one.json()


async def test_a_service_on_a_database_not_migrated_says_what_to_run(
    folder: Path, postgres: EmbeddedPostgres
) -> None:
    database = "not_migrated"
    administrator = await asyncpg.connect(postgres.dsn())
    await administrator.execute(f"CREATE DATABASE {database}")
    await administrator.close()
    said = Running(
        folder,
        free_port(),
        *("serve", "registry"),
        SHIDRA_DATABASE_URL=postgres.dsn(database).replace("postgres@", ""),
        SHIDRA_LOG_ORIGIN="shidra.example",
    ).said()
    assert said.startswith("shidra: ")
    assert said.endswith("run `shidra migrate`\n")
    assert said.count("\n") == 1


async def test_data_of_a_newer_version_is_left_alone_and_said_in_one_line(folder: Path) -> None:
    Running(folder, free_port()).ready().end(signal.SIGINT)
    with EmbeddedPostgres(folder / "postgres") as server:
        database = await asyncpg.connect(server.dsn("shidra"))
        await database.execute("UPDATE registry.alembic_version SET version_num = '9999'")
        await database.close()
    said = Running(folder, free_port()).said()
    assert said.startswith("shidra: database schema 'registry' is at 9999, ")
    assert said.endswith("it was migrated by a newer version; start that version\n")


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


def test_a_wrong_setting_is_said_in_one_line_without_its_value(folder: Path) -> None:
    said = Running(folder, free_port(), SHIDRA_CORS_ORIGINS='["*"]').said()
    assert "SHIDRA_CORS_ORIGINS" in said
    assert said.count("\n") == 1


def test_a_service_on_its_own_refuses_unsafe_settings(folder: Path) -> None:
    said = Running(folder, free_port(), "serve", "registry").said()
    assert "SHIDRA_DATABASE_URL" in said
    assert said.count("\n") == 1


DEMO_PATIENCE = 90


def page_of(running: Running, holds: Callable[[Page], bool]) -> Page:
    """Read the notebook until something holds of it."""
    deadline = time.monotonic() + DEMO_PATIENCE
    while time.monotonic() < deadline and running.process.poll() is None:
        page = Notebook(running.folder).read()
        if page is not None and holds(page):
            return page
        time.sleep(0.05)
    raise AssertionError(running.process.communicate(timeout=10))


def test_the_first_run_loads_the_demo_which_a_kill_only_interrupts(folder: Path) -> None:
    first = Running(folder, free_port(), SHIDRA_DEMO="on").ready()
    begun = page_of(first, lambda page: page.initiative_id is not None)
    first.end(signal.SIGKILL)
    assert not begun.finished

    second = Running(folder, free_port(), SHIDRA_DEMO="on").ready()
    finished = page_of(second, lambda page: page.finished)
    assert finished.initiative_id == begun.initiative_id
    said, _ = second.end(signal.SIGINT)
    assert "it is resumed" in said
    assert f"INITIATIVE={begun.initiative_id}" in said

    third = Running(folder, free_port(), SHIDRA_DEMO="on").ready()
    found = httpx.get(f"{third.url}/registry/v1/initiatives", headers=third.token()).json()["items"]
    assert [initiative["id"] for initiative in found] == [begun.initiative_id]
    demo = Running(folder, third.port, "demo")
    said, error = demo.process.communicate(timeout=DEMO_PATIENCE)
    assert demo.process.returncode == 0, error
    assert f"INITIATIVE={begun.initiative_id}" in said
    third.end(signal.SIGINT)


def test_the_demo_needs_something_to_load_it_into(folder: Path) -> None:
    said = Running(folder, free_port(), "demo").said()
    assert said.startswith("shidra: no operator's token at ")
    assert said.count("\n") == 1
