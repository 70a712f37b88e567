"""Fuzzing: a deployment of its own, somebody of every standing in it, and schemathesis on every operation.

All operations are fuzzed by a facilitator, by somebody who is seated for a partner, and by the operator,
those for the public by a link, so that most requests get past the door. A 5xx, an answer that does not fit
the document, or a problem that is no problem document fails. Requests point at what exists (seeding.py,
pointing.py); at the end it says which operations never succeeded: those are hardly tried, and too many fail.
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
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from shared.settings import Settings
from tests.fuzz.seeding import Seeds, seed
from tests.kit import World

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs/openapi/shidra.json"
SECONDS = int(os.environ.get("SHIDRA_FUZZ_SECONDS", "150"))
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
# What lasts for ever is no operation to throw requests at; erasing the fuzzer's own person ends the run.
LEFT_OUT = ("request_erasure", "stream_events")
BY_LINK_ALONE = ("join_publicly", "list_public_voices", "react_publicly")
SUCCESS = "2xx"
SUCCEED = 0.75
"""The share of the operations that have to answer 2xx to somebody."""
BUSY = 0.01
"""The share of requests that may be told to come again, where several write into one log."""
CONFIG = """
[checks.not_a_server_error]
expected-statuses = ["2xx", "3xx", "4xx", 503]
"""


@dataclass(frozen=True)
class Fuzzer:
    """Somebody who throws requests."""

    name: str
    options: list[str]
    environment: dict[str, str]
    seconds: int = SECONDS


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


async def fuzzers(url: str, settings: Settings) -> list[Fuzzer]:
    """Who throws requests, at an initiative that holds something of everything."""
    async with httpx.AsyncClient(base_url=url, timeout=30) as http:
        world = World(http, settings)
        field = await world.found()
        seeds = await seed(world, field)
    people = {"facilitator": field.facilitator, "seated": seeds.seated, "operator": field.operator}
    left_out = [word for name in (*LEFT_OUT, *BY_LINK_ALONE) for word in ("--exclude-operation-id", name)]
    by_token = [
        Fuzzer(
            name, ["-H", f"Authorization: Bearer {actor.token}", *left_out], pointing(seeds, actor.person_id)
        )
        for name, actor in people.items()
    ]
    only = [word for name in BY_LINK_ALONE for word in ("--include-operation-id", name)]
    return [*by_token, Fuzzer("public", only, pointing(seeds, "", link=seeds.link), SECONDS // 5)]


def pointing(seeds: Seeds, person_id: str, link: str = "") -> dict[str, str]:
    """The environment in which requests point at what exists."""
    given = {
        "templates": list(json.loads(DOCUMENT.read_text())["paths"]),
        "seeds": seeds.addresses,
        "own": seeds.own | ({"person_id": person_id} if person_id else {}),
        "link": link,
    }
    hooks = {"PYTHONPATH": str(ROOT), "SCHEMATHESIS_HOOKS": "tests.fuzz.pointing"}
    return {**os.environ, **hooks, "SHIDRA_FUZZ_GIVEN": json.dumps(given)}


def fuzz(url: str, fuzzer: Fuzzer, report: Path) -> int:
    command = [
        *(str(ROOT / ".venv/bin/schemathesis"), "--config-file", str(report.parent / "schemathesis.toml")),
        *("run", str(DOCUMENT), "--url", url),
        *(
            "--checks",
            CHECKS,
            "--phases",
            "coverage,fuzzing",
            "--max-time",
            str(fuzzer.seconds),
            "--workers",
            "1",
        ),
        *("--max-examples", "100", "--continue-on-failure", "--warnings", "off", "--no-color"),
        *("--report-har-path", str(report)),
        *("--request-timeout", "30", "--suppress-health-check", "all", "--generation-database", ":memory:"),
        *fuzzer.options,
    ]
    # Its output comes at once, as the others' does: they run at the same time. One worker each, since Python
    # 3.11 cannot parse in two threads (SystemError: recursion depth mismatch), which hypothesis does.
    done = subprocess.run(
        command,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=fuzzer.environment,
    )
    print(f"{fuzzer.name}:\n{done.stdout}", flush=True)
    return done.returncode


def operations() -> dict[str, tuple[str, re.Pattern[str]]]:
    """The operations that are fuzzed: method and address of each."""
    return {
        operation["operationId"]: (method.upper(), re.compile(re.sub(r"\{\w+\}", "[^/]+", path)))
        for path, methods in json.loads(DOCUMENT.read_text())["paths"].items()
        for method, operation in methods.items()
        if method != "parameters" and operation["operationId"] not in LEFT_OUT
    }


def answers(report: Path) -> dict[str, Counter[str]]:
    """How each operation answered: 2xx, or the codes of problems."""
    known = operations()
    found: dict[str, Counter[str]] = {name: Counter() for name in known}
    for entry in json.loads(report.read_text())["log"]["entries"]:
        asked, answer = entry["request"], entry["response"]
        path = urlsplit(asked["url"]).path
        for name, (method, pattern) in known.items():
            if method == asked["method"] and pattern.fullmatch(path):
                found[name][_said(answer)] += 1
                break
    return found


def _said(answer: dict[str, Any]) -> str:
    if 200 <= answer["status"] < 300:
        return SUCCESS
    try:
        return f"{answer['status']} {json.loads(answer['content']['text'])['code']}"
    except (KeyError, TypeError, ValueError):
        return str(answer["status"])


def enough(reports: dict[str, Path]) -> bool:
    """Whether most operations answered 2xx to somebody, and few were too busy; says which did to nobody."""
    altogether: dict[str, Counter[str]] = {name: Counter() for name in operations()}
    for fuzzer, report in reports.items():
        of_one = answers(report)
        reached = sum(1 for answered in of_one.values() if answered[SUCCESS])
        print(
            f"{fuzzer}: {sum(map(Counter.total, of_one.values()))} requests, {reached} operations succeeded"
        )
        for name, answered in of_one.items():
            altogether[name] += answered
    never = {name: answered for name, answered in altogether.items() if not answered[SUCCESS]}
    for name, answered in sorted(never.items()):
        print(f"never succeeded: {name}", *(f"{code} ×{count}," for code, count in answered.most_common(4)))
    print(f"{len(altogether) - len(never)} of {len(altogether)} operations succeeded")
    total = sum(altogether.values(), Counter[str]())
    busy = sum(count for code, count in total.items() if code.startswith("503"))
    return len(never) <= (1 - SUCCEED) * len(altogether) and busy <= BUSY * total.total()


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
            throwing = asyncio.run(fuzzers(url, settings))
            (Path(folder) / "schemathesis.toml").write_text(CONFIG)
            reports = {one.name: Path(folder) / f"{one.name}.har" for one in throwing}
            with ThreadPoolExecutor(len(throwing)) as together:
                running = {one.name: together.submit(fuzz, url, one, reports[one.name]) for one in throwing}
            failed = [name for name, one in running.items() if one.result()]
            if not enough(reports):
                failed.append("operations")
        finally:
            process.terminate()
            process.wait(30)
    print(f"{len(throwing) + 1 - len(failed)} passed, {len(failed)} failed", *failed)
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
