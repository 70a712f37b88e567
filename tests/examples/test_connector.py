"""The connector of `examples/`: a figure that is due is asked for, sent once, and seen in Shidra."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import httpx

from services.metrics.app import SERVICE
from services.metrics.worker import ReportsDue
from shared.database.address import Address
from shared.database.embedded import EmbeddedPostgres
from shared.database.pool import Database
from shared.eventlog.canonical import JSONValue, canonical
from shared.eventlog.envelope import timestamp
from shared.ids import uuid7
from shared.settings import Settings
from tests.examples.test_receivers import EXAMPLES, Partner, until
from tests.test_running import Running, free_port

INDICATOR = {
    "code": "women_helped",
    "name": {"he": "נשים שנעזרו"},
    "definition": {"he": "נשים שפנו וקיבלו מענה."},
    "level": "performance",
    "direction": "higher_is_better",
    "aggregation": "sum",
    "period_type": "quarterly",
}
_APPEND = "SELECT log.append($1, $2, '{}', 0, '{}', '{}', '{}', '{}', '{}', '{}', '{}')"


def settings_of(running: Running) -> Settings:
    """What the processes of a deployment know of its database."""
    server = EmbeddedPostgres(running.folder / "postgres")
    return Settings(mode="local", data_dir=running.folder, database_url=server.dsn("shidra"))


async def share(settings: Settings, initiative_id: str, indicator_id: str) -> None:
    """Have an indicator be shared, as if the partners had decided so."""
    decision = str(uuid7())
    line: dict[str, JSONValue] = {
        "specversion": "1.0",
        "id": str(uuid7()),
        "source": "/agenda",
        "type": "agenda.indicators.shared",
        "subject": f"decisions/{decision}",
        "time": timestamp(datetime.now(UTC)),
        "initiative": initiative_id,
        "actor": {"kind": "service"},
        "request": str(uuid7()),
        "schema": 1,
        "data": {"decision_id": decision, "indicator_ids": [indicator_id]},
        "sealed": {},
    }
    agenda = await Database.connect(Address.of(settings).service_dsn(settings, "agenda"), settings, size=2)
    async with agenda.transaction() as connection:
        await connection.fetchval(_APPEND, UUID(initiative_id), [canonical(line)])
    await agenda.close()


async def say_due(settings: Settings, initiative_id: str) -> None:
    """What the worker does every ten minutes."""
    metrics = await Database.connect(Address.of(settings).service_dsn(settings, "metrics"), settings, size=2)
    await SERVICE.follower.catch_up(metrics, UUID(initiative_id))
    await ReportsDue(metrics).say_all()
    await metrics.close()


def quarters() -> tuple[str, str]:
    """The newest quarter that has ended, and the one before it."""
    now = datetime.now(UTC)
    number = now.year * 4 + (now.month - 1) // 3
    ended, before = ((number - back) for back in (1, 2))
    return f"{ended // 4}Q{ended % 4 + 1}", f"{before // 4}Q{before % 4 + 1}"


async def test_a_figure_that_is_due_is_sent_once_it_is_known(running: Running, tmp_path: Path) -> None:
    ended, before = quarters()
    figures, port = tmp_path / "figures.csv", free_port()
    figures.write_text(f"women_helped,{before.lower()},11\n")
    settings = settings_of(running)
    with Partner(running, "figures:report") as partner:
        indicator = partner.post(partner.at("metrics/indicators"), INDICATOR)
        row = {"indicator": "women_helped", "organization_id": partner.organization, "period": before}
        partner.post(partner.at("metrics/observations"), {**row, "value": "11"})
        partner.post(partner.at(f"metrics/indicators/{indicator['id']}/propose"), {})
        endpoint = partner.post(
            partner.at("events/webhook-endpoints"),
            {
                "integration_id": partner.system["id"],
                "url": f"http://127.0.0.1:{port}/hooks",
                "types": ["metrics.report.due"],
            },
        )
        command = [sys.executable, "-m", "uvicorn", "connector:app", "--port", str(port)]
        environment = {
            **os.environ,
            "WEBHOOK_SECRET": endpoint["secret"],
            "SHIDRA_URL": partner.url,
            "SHIDRA_INITIATIVE": partner.initiative,
            "SHIDRA_CLIENT_ID": partner.system["client_id"],
            "SHIDRA_CLIENT_SECRET": partner.system["client_secret"],
            "SHIDRA_ORGANIZATION": partner.organization,
            "FIGURES": str(figures),
            "RETRY_AFTER": "0.1",
            "STORE": str(tmp_path / "store"),
        }

        def figures_of(period: str) -> list[dict[str, str]]:
            path = partner.at(f"metrics/observations?indicator=women_helped&period={period}")
            items: list[dict[str, str]] = partner.http.get(path).json()["items"]
            return items

        folder = EXAMPLES / "reporting-connector"
        with started(command, folder, environment) as process:
            try:
                until(lambda: answers(port))
                partner.post(partner.at(f"events/webhook-endpoints/{endpoint['id']}/verify"), {})
                path = partner.at(f"events/webhook-endpoints/{endpoint['id']}")
                until(lambda: bool(partner.http.get(path).json()["status"] == "active"))
                await share(settings, partner.initiative, indicator["id"])
                await say_due(settings, partner.initiative)
                until(lambda: bool(partner.http.get(path).json()["waiting"] == 0))
                assert figures_of(ended) == []  # the partner does not know it yet
                with figures.open("a") as lines:
                    lines.write(f"women_helped,{ended.lower()},12\n")
                until(lambda: [one["value"] for one in figures_of(ended)] == ["12"])
                partner.post(f"{path}/replay", {"after": -1})
                until(lambda: bool(partner.http.get(path).json()["replays"] == []))
                assert [one["value"] for one in figures_of(ended)] == ["12"]
            finally:
                process.kill()


def started(command: list[str], folder: Path, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, cwd=folder, env=environment)


def answers(port: int) -> bool:
    try:
        return httpx.post(f"http://127.0.0.1:{port}/hooks", content=b"{}").status_code == 401
    except httpx.TransportError:
        return False
