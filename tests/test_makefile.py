"""`make`: says what there is, does nothing twice, deletes no data, and says in one line what is missing.

A project of a few files stands in for ours; programs of a few lines stand in for Python, pip and uv.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# Python of an environment: pip is there, and configured as the test says.
PYTHON_OF_VENV = """#!/bin/sh
case "$*" in
  "-m pip config list") cat "$(dirname "$0")/pip.conf" ;;
esac
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Our Makefile and scripts, with empty lock files."""
    folder = tmp_path / "a project"
    (folder / "deploy").mkdir(parents=True)
    (folder / "requirements").mkdir()
    shutil.copy(ROOT / "Makefile", folder)
    for script in ("uv", "check-lock-files", "audit-dependencies"):
        shutil.copy(ROOT / "deploy" / script, folder / "deploy")
    for lock in ("run", "dev", "uv"):
        (folder / "requirements" / f"{lock}.txt").touch()
    return folder


def program(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


def call(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    return subprocess.run(
        command, cwd=folder, env={**kept, **environment}, capture_output=True, text=True, check=False
    )


def environment_of(folder: Path, pip_configuration: str = "") -> None:
    """An environment whose Python, pip and uv do nothing; uv says what it was told."""
    program(folder / ".venv/bin/python", PYTHON_OF_VENV)
    (folder / ".venv/bin/pip.conf").write_text(pip_configuration)
    program(folder / ".venv/bin/uv", '#!/bin/sh\necho "uv $*"\nenv | grep -E "^(UV_|SSL_)" | sort\n')


def test_make_lists_every_target_with_a_line(project: Path) -> None:
    listed = call(project, "make").stdout
    phony = next(line for line in (ROOT / "Makefile").read_text().splitlines() if line.startswith(".PHONY"))
    assert sorted(line.split()[1] for line in listed.splitlines()) == sorted(phony.split()[1:])
    assert all(len(line.split(maxsplit=2)) == 3 for line in listed.splitlines())
    assert call(project, "make", "help").stdout == listed


def test_a_second_make_installs_nothing(project: Path) -> None:
    environment_of(project)
    first = call(project, "make", ".venv/run.installed")
    assert "uv pip install --quiet --require-hashes -r requirements/run.txt" in first.stdout
    assert "up to date" in call(project, "make", ".venv/run.installed").stdout
    os.utime(project / "requirements/run.txt", (2**31, 2**31))
    assert "uv pip install" in call(project, "make", ".venv/run.installed").stdout


def test_clean_leaves_the_data_alone(project: Path) -> None:
    environment_of(project)
    kept = program(project / ".data/postgres/__pycache__/kept", "")
    made = program(project / "services/__pycache__/made", "")
    assert call(project, "make", "clean").returncode == 0
    assert kept.exists()
    assert not made.exists()
    assert not (project / ".venv").exists()


def says(project: Path, python: str) -> str:
    """The one line that `make run` with a Python ends with."""
    done = call(project, "make", "run", PYTHON=python)
    assert done.returncode != 0
    lines = [line for line in (done.stdout + done.stderr).splitlines() if not line.startswith("make")]
    assert len(lines) == 1, lines
    return lines[0]


def test_an_old_python_is_said(project: Path) -> None:
    old = program(
        project / "bin/python3.9",
        '#!/bin/sh\ncase "$1" in -V) echo Python 3.9.2 ;; *) exit 1 ;; esac\n',
    )
    assert "Python 3.11 to 3.14 is needed" in says(project, str(old))
    assert "Python 3.9.2" in says(project, str(old))


def test_a_python_without_venv_is_said(project: Path) -> None:
    debian = program(project / "bin/python3", '#!/bin/sh\ncase "$2" in *ensurepip*) exit 1 ;; esac\n')
    assert says(project, str(debian)).endswith("apt install python3-venv")


def test_a_missing_python_is_said(project: Path) -> None:
    assert "no-such-python is not installed" in says(project, "no-such-python")


def test_uv_is_told_what_pip_is_told(project: Path) -> None:
    environment_of(project, "global.cert='/a/ca.pem'\nglobal.index-url='file:///of/the/file'\n")
    told = call(project, "deploy/uv").stdout.splitlines()
    assert "UV_DEFAULT_INDEX=file:///of/the/file" in told
    assert "SSL_CERT_FILE=/a/ca.pem" in told
    told = call(project, "deploy/uv", PIP_INDEX_URL="file:///of/the/variable").stdout.splitlines()
    assert "UV_DEFAULT_INDEX=file:///of/the/variable" in told
    told = call(project, "deploy/uv", UV_DEFAULT_INDEX="file:///of/uv").stdout.splitlines()
    assert "UV_DEFAULT_INDEX=file:///of/uv" in told


def test_uv_does_without_a_cache_where_there_is_no_home(project: Path) -> None:
    environment_of(project)
    assert "UV_NO_CACHE=1" in call(project, "deploy/uv", HOME="/dev/null").stdout.splitlines()
    assert "UV_NO_CACHE=1" not in call(project, "deploy/uv").stdout.splitlines()


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("requirements/run.txt", "--index-url https://packages.example/simple"),
        ("requirements/dev.txt", "--find-links /wheels"),
        ("tests/clients/package-lock.json", '"resolved": "somewhere"'),
    ],
)
def test_an_address_in_a_lock_file_is_found(project: Path, file: str, text: str) -> None:
    def check() -> int:
        call(project, "git", "add", "--all")
        return call(project, "deploy/check-lock-files").returncode

    call(project, "git", "init", "--quiet")
    assert check() == 0
    program(project / file, text)
    assert check() == 1


@pytest.mark.parametrize(
    ("answer", "status", "code", "said"),
    [
        ('{"dependencies": [{"name": "a", "vulns": []}]}', 0, 0, "no known vulnerability in 1 packages"),
        ('{"dependencies": [{"name": "a", "skip_reason": "not found"}]}', 0, 0, "!!!! NOT AUDITED"),
        ("ServiceError: connection refused", 1, 0, "!!!! NOT AUDITED"),
        ("Found 1 known vulnerability in 1 package", 1, 1, "Found 1 known"),
    ],
)
def test_only_known_vulnerabilities_fail_the_audit(
    project: Path, answer: str, status: int, code: int, said: str
) -> None:
    program(project / ".venv/bin/pip-audit", f"#!/bin/sh\necho '{answer}'\nexit {status}\n")
    done = call(project, "deploy/audit-dependencies")
    assert done.returncode == code
    assert said in done.stdout + done.stderr
