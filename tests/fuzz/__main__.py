"""Fuzzing: a deployment of its own, somebody of every standing in it, and schemathesis on every operation.

Each service is fuzzed by a facilitator, then by the operator, so that most requests get past the door. A 5xx,
an answer that does not fit the document, or a problem that is no problem document fails.
"""

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

from shared.settings import Settings
from tests.kit import World

ROOT = Path(__file__).parents[2]
SECONDS = int(os.environ.get("SHIDRA_FUZZ_SECONDS", "180"))
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
# What lasts for ever is no operation to throw requests at; erasing the fuzzer's own person ends the run.
LEFT_OUT = ("request_erasure",)


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


async def people(url: str, settings: Settings) -> tuple[str, dict[str, str]]:
    """The initiative, and tokens by standing."""
    async with httpx.AsyncClient(base_url=url, timeout=30) as http:
        field = await World(http, settings).found()
    return field.id, {"facilitator": field.facilitator.token, "operator": field.operator.token}


def fuzz(url: str, token: str, seconds: int, config: Path) -> int:
    command = [
        *(str(ROOT / ".venv/bin/schemathesis"), "--config-file", str(config)),
        *("run", str(ROOT / "docs/openapi/shidra.json"), "--url", url),
        *("-H", f"Authorization: Bearer {token}"),
        *("--checks", CHECKS, "--phases", "coverage,fuzzing", "--max-time", str(seconds), "--workers", "2"),
        *("--max-examples", "100", "--continue-on-failure", "--warnings", "off", "--no-color"),
        *("--suppress-health-check", "all", "--generation-database", ":memory:"),
        *(word for name in LEFT_OUT for word in ("--exclude-operation-id", name)),
    ]
    return subprocess.run(command, check=False).returncode


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
            "SHIDRA_DATA_DIR": folder,
            "SHIDRA_LOG_LEVEL": "warning",
            "SHIDRA_RATE_LIMIT_PER_MINUTE": "1000000",
            "SHIDRA_ANONYMOUS_RATE_LIMIT_PER_MINUTE": "1000000",
        }
        process = subprocess.Popen([sys.executable, "-m", "services.cli", "run"], cwd=ROOT, env=environment)
        try:
            await_ready(process, url)
            initiative, tokens = asyncio.run(people(url, settings))
            config = Path(folder) / "schemathesis.toml"
            config.write_text(f'[parameters]\ninitiative_id = "{initiative}"\n')
            failed = [
                name for name, token in tokens.items() if fuzz(url, token, SECONDS // len(tokens), config)
            ]
        finally:
            process.terminate()
            process.wait(30)
    print(f"{len(tokens) - len(failed)} passed, {len(failed)} failed")
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
