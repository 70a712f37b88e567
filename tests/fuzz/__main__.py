"""Fuzzing: a deployment of its own, somebody of every standing in it, and schemathesis on every operation.

Each service is fuzzed by a facilitator, then by the operator, so that most requests get past the door. A 5xx,
an answer that does not fit the document, or a problem that is no problem document fails. Ids in paths are
those of things that exist (seeding.py); at the end it says which operations never succeeded: hardly tried.
"""

import asyncio
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from shared.settings import Settings
from tests.fuzz.seeding import seed
from tests.kit import World

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs/openapi/shidra.json"
SECONDS = int(os.environ.get("SHIDRA_FUZZ_SECONDS", "150"))
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
# What lasts for ever is no operation to throw requests at; erasing the fuzzer's own person ends the run.
LEFT_OUT = ("request_erasure", "stream_events")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def await_ready(process: subprocess.Popen[bytes], url: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(f"{url}/events/health/ready", timeout=2).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise SystemExit("Shidra did not start")


async def seeded(url: str, settings: Settings) -> tuple[dict[str, str], dict[str, str]]:
    """Ids by the names of path parameters, and tokens by standing."""
    async with httpx.AsyncClient(base_url=url, timeout=30) as http:
        field = await World(http, settings).found()
        ids = await seed(field)
    return ids, {"facilitator": field.facilitator.token, "operator": field.operator.token}


def fuzz(url: str, token: str, seconds: int, config: Path, report: Path) -> int:
    command = [
        *(str(ROOT / ".venv/bin/schemathesis"), "--config-file", str(config)),
        *("run", str(DOCUMENT), "--url", url),
        *("-H", f"Authorization: Bearer {token}"),
        *("--checks", CHECKS, "--phases", "coverage,fuzzing", "--max-time", str(seconds), "--workers", "1"),
        *("--max-examples", "100", "--continue-on-failure", "--warnings", "off", "--no-color"),
        *("--report-har-path", str(report)),
        *("--suppress-health-check", "all", "--generation-database", ":memory:"),
        *(word for name in LEFT_OUT for word in ("--exclude-operation-id", name)),
    ]
    # Its output comes at once, as the others' does: they run at the same time. One worker each, since Python
    # 3.11 cannot parse in two threads (SystemError: recursion depth mismatch), which hypothesis does.
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    print(done.stdout, flush=True)
    return done.returncode


def never_succeeded(reports: list[Path]) -> list[str]:
    """Operations that answered 2xx to nobody."""
    paths = json.loads(DOCUMENT.read_text())["paths"]
    operations = {
        operation["operationId"]: (method.upper(), re.compile(re.sub(r"\{\w+\}", "[^/]+", path)))
        for path, methods in paths.items()
        for method, operation in methods.items()
        if method != "parameters" and operation["operationId"] not in LEFT_OUT
    }
    succeeded = {
        (entry["request"]["method"], urlsplit(entry["request"]["url"]).path)
        for report in reports
        for entry in json.loads(report.read_text())["log"]["entries"]
        if 200 <= entry["response"]["status"] < 300
    }
    return sorted(
        name
        for name, (method, path) in operations.items()
        if not any(method == called and path.fullmatch(where) for called, where in succeeded)
    )


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        settings = Settings(
            mode="local", data_dir=Path(folder), port=port, public_url=f"http://localhost:{port}"
        )
        environment = {
            **os.environ,
            "SHIDRA_PORT": str(port),
            "SHIDRA_DEMO": "off",
            "SHIDRA_DATA_DIR": folder,
            "SHIDRA_LOG_LEVEL": "warning",
            "SHIDRA_RATE_LIMIT_PER_MINUTE": "1000000",
            "SHIDRA_ANONYMOUS_RATE_LIMIT_PER_MINUTE": "1000000",
        }
        process = subprocess.Popen([sys.executable, "-m", "services.cli", "run"], cwd=ROOT, env=environment)
        try:
            await_ready(process, url)
            ids, tokens = asyncio.run(seeded(url, settings))
            config = Path(folder) / "schemathesis.toml"
            given = {**ids, "header.If-Match": "*"}  # a guessed version is always the wrong one
            lines = (f'"{name}" = "{value}"' for name, value in given.items())
            config.write_text("\n".join(["[parameters]", *lines, ""]))
            reports = {name: Path(folder) / f"{name}.har" for name in tokens}
            with ThreadPoolExecutor(len(tokens)) as together:
                running = {
                    name: together.submit(fuzz, url, token, SECONDS, config, reports[name])
                    for name, token in tokens.items()
                }
            failed = [name for name, one in running.items() if one.result()]
            print("never succeeded:", ", ".join(never_succeeded(list(reports.values()))) or "none")
        finally:
            process.terminate()
            process.wait(30)
    print(f"{len(tokens) - len(failed)} passed, {len(failed)} failed")
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
