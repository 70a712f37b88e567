"""The client in TypeScript of `examples/`, against a deployment as `make run` starts it."""

import os
import subprocess

import pytest

from tests.test_running import ROOT, Running

BUILT = ROOT / "examples" / "typescript" / "built"


@pytest.mark.skipif(not BUILT.exists(), reason="`make test-clients` generates, compiles and runs it")
def test_the_client_in_typescript_walks_the_whole_passage(running: Running) -> None:
    token = running.token()["Authorization"].removeprefix("Bearer ")
    environment = {**os.environ, "SHIDRA_URL": running.url, "SHIDRA_OPERATOR_TOKEN": token, "NO_PROXY": "*"}
    done = subprocess.run(
        ["node", str(BUILT / "passage.js")],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("adopted") == 3
    assert "202601: 41, 202602: 37" in done.stdout
