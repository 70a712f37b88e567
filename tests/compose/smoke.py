"""What `tests/compose/run` tries in the composition it has started.

Standard library only: it runs outside the virtual environment.
"""

import http.client
import json
import os
import subprocess
import time
import uuid
from pathlib import Path
from typing import Any

SERVICES = ("registry", "agenda", "metrics", "events")
WORKERS = tuple(f"{service}-worker" for service in SERVICES)
OURS = (*SERVICES, *WORKERS, "sealer", "dispatcher", "gateway")
KEYS = "/var/lib/shidra"
PORT = int(os.environ["SHIDRA_PORT"])


def compose(*arguments: str) -> str:
    """The output of a compose command; raises CalledProcessError."""
    return subprocess.run(
        ["docker", "compose", *arguments], check=True, timeout=120, capture_output=True, text=True
    ).stdout


def inspect(service: str) -> dict[str, Any]:
    """What Docker knows of a service's container."""
    container = compose("ps", "--all", "--quiet", service).strip()
    output = subprocess.run(["docker", "inspect", container], check=True, timeout=30, capture_output=True)
    described: dict[str, Any] = json.loads(output.stdout)[0]
    return described


def ask(
    method: str, path: str, headers: dict[str, str] | None = None, body: object = None
) -> tuple[int, http.client.HTTPMessage, bytes]:
    """One request through the gateway: status, headers, body."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=20)
    sent = None if body is None else json.dumps(body).encode()
    connection.request(method, path, sent, {"Content-Type": "application/json", **(headers or {})})
    response = connection.getresponse()
    return response.status, response.headers, response.read()


def the_services_become_ready() -> None:
    deadline = time.monotonic() + 90
    for service in SERVICES:
        while True:
            try:
                status = ask("GET", f"/{service}/health/ready")[0]
            except OSError:
                status = 0
            if status == 200:
                break
            assert time.monotonic() < deadline, f"{service} is not ready: {status}"
            time.sleep(0.25)
    for service in (*SERVICES, *WORKERS, "dispatcher"):
        while (health := inspect(service)["State"]["Health"]["Status"]) != "healthy":
            assert time.monotonic() < deadline, f"{service} is {health}"
            time.sleep(0.25)


def every_container_runs_without_restarts() -> None:
    for service in OURS:
        container = inspect(service)
        assert container["State"]["Running"], service
        assert container["RestartCount"] == 0, service


def nothing_of_ours_runs_as_root_or_on_a_writable_root() -> None:
    for service in (*OURS, "database"):
        status = compose("exec", "-T", service, "cat", "/proc/1/status")
        uids = next(line for line in status.splitlines() if line.startswith("Uid:")).split()[1:]
        assert "0" not in uids, (service, uids)
    for service in OURS:
        assert inspect(service)["HostConfig"]["ReadonlyRootfs"], service
    for image in ("migrate", "prepare"):
        assert inspect(image)["Config"]["User"] == "10001:10001", image


def only_the_gateway_is_published_on_loopback() -> None:
    for service in (*OURS, "database", "migrate", "prepare"):
        bindings = inspect(service)["HostConfig"]["PortBindings"] or {}
        expected = (
            {"8080/tcp": [{"HostIp": "127.0.0.1", "HostPort": str(PORT)}]} if service == "gateway" else {}
        )
        assert bindings == expected, (service, bindings)


def an_image_holds_its_own_service_alone() -> None:
    listing = "import pathlib; print(*sorted(p.name for p in pathlib.Path('services').iterdir()))"
    for service in SERVICES:
        names = compose("exec", "-T", service, "python", "-c", listing).split()
        assert names == sorted(["__init__.py", "cli.py", "running.py", service]), (service, names)


def each_process_knows_its_own_secrets_alone() -> None:
    for name in (*SERVICES, *WORKERS, "dispatcher"):
        service = "events" if name == "dispatcher" else name.removesuffix("-worker")
        variables = {entry.partition("=")[0] for entry in inspect(name)["Config"]["Env"]}
        passwords = {variable for variable in variables if "PASSWORD" in variable}
        assert passwords == {f"SHIDRA_DATABASE_PASSWORD_{service.upper()}"}, (name, passwords)
        files = compose("exec", "-T", name, "find", KEYS, "-type", "f").split()
        shared = [
            f"{KEYS}/keys/{file}"
            for file in ("identity-key", "jwks.json", "log-verifier-key", "operator-token")
        ]
        expected = shared.copy() if name in SERVICES else []
        if name in ("events", "dispatcher"):
            expected.append(f"{KEYS}/webhook-key/webhook-key")
        if name == "registry":
            expected.append(f"{KEYS}/token-key/token-key.pem")
        assert sorted(files) == expected, (name, files)


def the_sealer_alone_has_the_key_of_the_logs() -> None:
    variables = {entry.partition("=")[0] for entry in inspect("sealer")["Config"]["Env"]}
    assert {one for one in variables if "PASSWORD" in one} == {"SHIDRA_DATABASE_PASSWORD_EVENTS"}, variables
    assert f"{KEYS}/log-key/log-key" in compose("exec", "-T", "sealer", "find", KEYS, "-type", "f").split()


def the_gateway_alone_is_believed_about_addresses() -> None:
    networks = inspect("gateway")["NetworkSettings"]["Networks"].values()
    environment = dict(entry.split("=", 1) for entry in inspect("registry")["Config"]["Env"])
    believed = set(json.loads(environment["SHIDRA_TRUSTED_PROXIES"]))
    assert believed == {network["IPAddress"] for network in networks}, believed


def newcomers_find_a_page_and_the_documents() -> None:
    for path, kind, file in (
        ("/", "text/html; charset=utf-8", "deploy/gateway/site/index.html"),
        ("/style.css", "text/css; charset=utf-8", "deploy/gateway/site/style.css"),
        ("/openapi.json", "application/json", "docs/openapi/shidra.json"),
    ):
        status, headers, body = ask("GET", path)
        assert (status, headers["Content-Type"]) == (200, kind), (path, status, headers["Content-Type"])
        assert body == Path(file).read_bytes(), path
        assert headers["Content-Security-Policy"].startswith("default-src 'none'"), path
    for service in SERVICES:
        assert ask("GET", f"/{service}/docs")[0] == 200, service
        assert ask("GET", f"/{service}/openapi.json")[0] == 200, service
    assert ask("GET", "/nowhere")[1]["Content-Type"] == "application/problem+json"


def refusals_come_in_the_language_asked_for() -> None:
    for service in SERVICES:
        status, headers, _ = ask("GET", f"/{service}/v1/nowhere", {"Accept-Language": "ar"})
        assert (status, headers["Content-Language"]) == (404, "ar"), (service, status)
    assert ask("GET", "/registry/v1/initiatives", {"Authorization": "Bearer wrong"})[0] == 401


def found_an_initiative() -> tuple[str, dict[str, str]]:
    """Found one with the operator's token from the volume; answers its path and the token's header."""
    token = compose("exec", "-T", "registry", "cat", f"{KEYS}/keys/operator-token").strip()
    operator = {"Authorization": f"Bearer {token}"}
    request_id = str(uuid.uuid4())
    status, headers, body = ask(
        "POST",
        "/registry/v1/initiatives",
        {**operator, "X-Request-ID": request_id},
        {"name": {"he": "צמצום נשירה"}, "issue": {"he": "נשירה מבתי ספר"}},
    )
    assert status == 201, body.decode()
    assert headers["Log-Position"] is not None
    assert headers["X-Request-ID"] == request_id
    return f"/registry/v1/initiatives/{json.loads(body)['id']}", operator


def a_service_that_is_away_is_told_as_a_problem() -> None:
    compose("stop", "agenda")
    status, headers, body = ask("GET", "/agenda/v1/nowhere", {"Accept-Language": "en"})
    assert (status, headers["Content-Type"]) == (503, "application/problem+json"), status
    assert json.loads(body)["code"] == "service-unreachable"
    link = "shidra_link_" + "a1b2c3d4e5" * 4 + "f6g"
    assert ask("GET", f"/agenda/v1/initiatives/nowhere/public-voices?link={link}")[0] == 503
    compose("start", "agenda")
    failures = [
        line for line in compose("logs", "--no-color", "gateway").splitlines() if '"level":"error"' in line
    ]
    assert failures, "the gateway says nothing of a service that is away: then this shows nothing"
    assert not [line for line in failures if link in line or "nowhere" in line], failures[-1]


def everything_is_found_again(initiative: str, operator: dict[str, str]) -> None:
    compose("down", "--timeout", "20")
    compose("up", "--detach", "--no-build", "--pull", "missing")
    the_services_become_ready()
    status, _, body = ask("GET", initiative, operator)
    assert status == 200, body.decode()


def main() -> None:
    """Try everything, in an order in which a failure says most."""
    the_services_become_ready()
    every_container_runs_without_restarts()
    nothing_of_ours_runs_as_root_or_on_a_writable_root()
    only_the_gateway_is_published_on_loopback()
    an_image_holds_its_own_service_alone()
    each_process_knows_its_own_secrets_alone()
    the_sealer_alone_has_the_key_of_the_logs()
    the_gateway_alone_is_believed_about_addresses()
    newcomers_find_a_page_and_the_documents()
    refusals_come_in_the_language_asked_for()
    initiative, operator = found_an_initiative()
    a_service_that_is_away_is_told_as_a_problem()
    everything_is_found_again(initiative, operator)
    print("test-compose: everything holds")  # noqa: T201  # what a person who runs it reads


if __name__ == "__main__":
    main()
