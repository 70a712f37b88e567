"""The embedded PostgreSQL: nothing lost, nothing left running, and what is wrong said in one line."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import asyncpg
import psutil
import pytest

from shared.database.embedded import EmbeddedPostgres, EmbeddedPostgresError

ROOT = Path(__file__).parents[3]
HOLD = """
import sys, asyncio, asyncpg, pathlib
from shared.database.embedded import EmbeddedPostgres
server = EmbeddedPostgres(pathlib.Path(sys.argv[1])).start()
async def write():
    connection = await asyncpg.connect(server.dsn())
    await connection.execute("CREATE TABLE IF NOT EXISTS kept (n int)")
    await connection.execute("INSERT INTO kept VALUES (1)")
    await connection.close()
asyncio.run(write())
print("ready", flush=True)
sys.stdin.read()
"""


def query(server: EmbeddedPostgres, sql: str) -> object:
    async def run() -> object:
        connection = await asyncpg.connect(server.dsn())
        try:
            return await connection.fetchval(sql)
        finally:
            await connection.close()

    with asyncio.Runner() as runner:
        return runner.run(run())


def servers_on(folder: Path) -> list[int]:
    return [
        process.info["pid"]
        for process in psutil.process_iter(["pid", "cmdline"])
        if any(str(folder / "data") in word for word in process.info["cmdline"] or ())
    ]


def holder(folder: Path, **options: object) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,  # type: ignore[call-overload]  # what Popen takes
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n", process.communicate(timeout=10)
    return process


def close(process: subprocess.Popen[str]) -> None:
    process.communicate(timeout=30)


def test_what_was_committed_is_there_after_a_restart(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path / "pg", durable=False) as server:
        query(server, "CREATE TABLE kept AS SELECT 7 AS n")
    with EmbeddedPostgres(tmp_path / "pg", durable=False) as server:
        assert query(server, "SELECT n FROM kept") == 7
        assert query(server, "SHOW server_version").startswith("18")  # type: ignore[attr-defined]  # text
    assert servers_on(tmp_path / "pg") == []


def test_killing_the_parent_leaves_nothing_running_and_loses_nothing(tmp_path: Path) -> None:
    process = holder(tmp_path / "pg")
    assert servers_on(tmp_path / "pg")
    process.send_signal(signal.SIGKILL)
    close(process)
    deadline = time.monotonic() + 20
    while servers_on(tmp_path / "pg") and time.monotonic() < deadline:
        time.sleep(0.05)
    assert servers_on(tmp_path / "pg") == []
    with EmbeddedPostgres(tmp_path / "pg") as server:
        assert query(server, "SELECT count(*) FROM kept") == 1


def test_killing_everything_at_once_loses_nothing(tmp_path: Path) -> None:
    process = holder(tmp_path / "pg")
    for pid in [*servers_on(tmp_path / "pg"), process.pid]:
        os.kill(pid, signal.SIGKILL)
    close(process)
    assert (tmp_path / "pg" / "data" / "postmaster.pid").exists()
    with EmbeddedPostgres(tmp_path / "pg") as server:
        assert query(server, "SELECT count(*) FROM kept") == 1


def test_a_stale_pid_file_with_a_reused_pid_is_dropped(tmp_path: Path) -> None:
    EmbeddedPostgres(tmp_path / "pg", durable=False).start().stop()
    (tmp_path / "pg" / "data" / "postmaster.pid").write_text(f"{os.getpid()}\n/somewhere\n")
    with EmbeddedPostgres(tmp_path / "pg", durable=False) as server:
        assert query(server, "SELECT 1") == 1


def test_a_second_start_in_the_same_folder_is_said_in_one_line(tmp_path: Path) -> None:
    with (
        EmbeddedPostgres(tmp_path / "pg", durable=False) as server,
        pytest.raises(EmbeddedPostgresError, match="already running") as caught,
    ):
        EmbeddedPostgres(tmp_path / "pg", durable=False).start()
    assert "\n" not in str(caught.value)
    assert server.root == tmp_path / "pg"


def test_data_of_another_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pg" / "data").mkdir(parents=True)
    (tmp_path / "pg" / "data" / "PG_VERSION").write_text("15\n")
    with pytest.raises(EmbeddedPostgresError, match="made by PostgreSQL 15"):
        EmbeddedPostgres(tmp_path / "pg").start()


def test_a_folder_that_cannot_be_made_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EmbeddedPostgresError, match="cannot write to") as caught:
        EmbeddedPostgres(tmp_path / "file" / "pg").start()
    assert "\n" not in str(caught.value)


def test_missing_programs_are_said_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PG_BINDIR", str(tmp_path))
    with pytest.raises(EmbeddedPostgresError, match="PG_BINDIR"):
        EmbeddedPostgres(tmp_path / "pg").start()


def test_a_very_long_path_works(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path / ("long" * 40) / "pg", durable=False) as server:
        assert query(server, "SELECT 1") == 1


def everybody_may_enter(path: Path) -> bool:
    return all(part.stat().st_mode & 0o001 for part in (path, *path.parents))


@pytest.mark.skipif(
    os.geteuid() != 0, reason="only root can become somebody else; others are ordinary anyway"
)
@pytest.mark.skipif(
    not (everybody_may_enter(Path(sys.executable).resolve()) and everybody_may_enter(ROOT)),
    reason="this Python or this clone lies where an ordinary user cannot enter",
)
def test_an_ordinary_user_can_run_it_too() -> None:
    folder = Path(f"/var/tmp/shidra-test-{os.getpid()}")
    folder.mkdir(mode=0o755)
    os.chown(folder, 65534, 65534)
    try:
        process = holder(folder / "pg", user=65534, group=65534, extra_groups=[])
        assert servers_on(folder / "pg")
        close(process)
    finally:
        shutil.rmtree(folder)
