"""Webhooks: deliveries a second next to a bare loop, beside endpoints that hang, from commit to arrival."""

import asyncio
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from uuid import UUID

import asyncpg
import httpx

from bench.deployment import Deployment
from bench.rounds import Figure, in_turns
from bench.webhook_receiver import Receiver, receiving
from services.cli import load
from shared.eventlog.canonical import canonical
from shared.http.app import create_app
from shared.ids import uuid7
from tests.kit import Actor

ONE, TWO, BARE, ALL_WELL, SOME_HANG = (
    "one dispatcher, 10 endpoints",
    "two dispatchers, 10 endpoints",
    "bare httpx loop, keep-alive",
    "one dispatcher, 45 endpoints",
    "the same, and 5 more that hang",
)
_MARKS = re.compile(r"(?<=<!-- webhooks -->\n).*(?=<!-- /webhooks -->)", re.DOTALL)
_ENDPOINT = """
    INSERT INTO events.webhook_endpoint (
        initiative_id, id, integration_id, organization_id, url, types, ordered, per_second, status, taken_to,
        version, created_at
    ) VALUES (
        $1, $2, $3, $4, $5, '{registry.organization.stage_changed}', false, 1000, 'paused', 0, 1, now()
    )"""
_SECRET = "INSERT INTO events.webhook_secret VALUES ($1, $2, $3, now(), NULL)"
# A dispatcher that is killed leaves what it has sent and not written down: it would be sent again, and
# counted, in the next measurement.
_RESET = """
    WITH left_over AS (DELETE FROM events.webhook_delivery)
    UPDATE events.webhook_endpoint
       SET status = 'paused', lease = NULL, rest_until = NULL, failures = 0, failing_since = NULL,
           crowded = false, wake_at = NULL, taken_to = $1"""
_BEGIN = "UPDATE events.webhook_endpoint SET status = 'active', leased_until = NULL WHERE url LIKE ANY ($1)"
_APPEND = "SELECT log.append($1, $2, '{}', 0, '{}', '{}', '{}', '{}', '{}', '{}', '{}')"


class WebhookRates:
    """Measures what dispatchers of a deployment deliver to a local receiver."""

    def __init__(self, deployment: Deployment, *, events: int = 200) -> None:
        self._deployment = deployment
        self._initiative = UUID(deployment.field.id)
        self._events = events

    def measure(self, rounds: int) -> tuple[dict[str, Figure], dict[str, Figure], float]:
        """Deliveries a second; the same with 45 of 50 endpoints; milliseconds from commit to arrival."""
        with receiving() as receiver:
            asyncio.run(self._prepare(receiver))
            few = self._events // 10 or 1
            rates = in_turns(
                {
                    ONE: lambda: self._rate(receiver, "%/take/few/%", 10, self._events, dispatchers=1),
                    TWO: lambda: self._rate(receiver, "%/take/few/%", 10, self._events, dispatchers=2),
                    BARE: lambda: self._bare(receiver),
                },
                rounds,
            )
            hanging = in_turns(
                {
                    ALL_WELL: lambda: self._rate(receiver, "%/take/many/%", 45, few, dispatchers=1),
                    SOME_HANG: lambda: self._rate(
                        receiver, "%/take/many/%", 45, few, dispatchers=1, besides="%/hang/%"
                    ),
                },
                rounds,
            )
            return rates, hanging, self._milliseconds(receiver, samples=10 * rounds)

    async def _prepare(self, receiver: Receiver) -> None:
        system = await self._integration()
        connection = await asyncpg.connect(self._deployment.dsn("postgres"))
        addresses = [
            *(f"/take/few/{number}" for number in range(10)),
            *(f"/take/many/{number}" for number in range(45)),
            *(f"/hang/{number}" for number in range(5)),
        ]
        try:
            for address in addresses:
                endpoint, url = uuid7(), f"http://127.0.0.1:{receiver.port}{address}"
                organization = UUID(self._deployment.field.partner.organization_id)
                await connection.execute(_ENDPOINT, self._initiative, endpoint, system, organization, url)
                await connection.execute(_SECRET, self._initiative, endpoint, uuid7())
        finally:
            await connection.close()

    async def _integration(self) -> UUID:
        """A system that may read the log, by the API."""
        app = create_app(load("registry"), self._deployment.settings)
        partner = self._deployment.field.partner
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shidra.test") as http,
        ):
            actor = Actor(http, partner.token, partner.initiative_id)
            made = await actor.created(
                "registry/integrations",
                {"organization_id": partner.organization_id, "name": {"en": "bench"}, "scopes": ["log:read"]},
            )
        return UUID(made["id"])

    async def _append(self, count: int) -> tuple[int, float]:
        """Append events; answers the last position, and when that was committed."""
        connection = await asyncpg.connect(self._deployment.dsn("shidra_registry"))
        try:
            position: int = await connection.fetchval(
                _APPEND, self._initiative, [self._line() for _ in range(count)]
            )
            return position, time.perf_counter()
        finally:
            await connection.close()

    def _line(self) -> bytes:
        organization = str(uuid7())
        return canonical(
            {
                "specversion": "1.0",
                "id": str(uuid7()),
                "source": "/registry",
                "type": "registry.organization.stage_changed",
                "subject": f"organizations/{organization}",
                "time": "2026-11-23T10:15:30.123456Z",
                "initiative": str(self._initiative),
                "actor": {"kind": "operator"},
                "request": str(uuid7()),
                "schema": 1,
                "data": {"organization_id": organization, "from_stage": "mapped", "to_stage": "approached"},
                "sealed": {},
            }
        )

    def _rate(
        self,
        receiver: Receiver,
        urls: str,
        endpoints: int,
        events: int,
        *,
        dispatchers: int,
        besides: str = "",
    ) -> float:
        position, _ = asyncio.run(self._append(events))
        self._execute(_RESET, position - events)
        with self._dispatching(dispatchers):
            receiver.expect(endpoints * events)
            begun = time.perf_counter()
            self._execute(_BEGIN, [urls, besides])
            rate = endpoints * events / (receiver.wait() - begun)
        self._execute(_RESET, position)
        return rate

    def _bare(self, receiver: Receiver) -> float:
        count = self._events * 5
        receiver.expect(count + 1)  # the first one tells that the program has started
        command = [sys.executable, "-m", "bench.webhook_receiver", str(receiver.port), str(count + 1)]
        with subprocess.Popen(command) as process:
            ended = receiver.wait()
            process.wait()
        return count / (ended - receiver.first)

    def _milliseconds(self, receiver: Receiver, samples: int) -> float:
        took = []
        with self._dispatching(1):
            self._execute(_RESET, asyncio.run(self._append(1))[0])
            self._execute(_BEGIN, ["%/take/few/0", ""])
            for _ in range(samples):
                receiver.expect(1)
                _, committed = asyncio.run(self._append(1))
                took.append((receiver.wait() - committed) * 1000)
        return median(took)

    def _execute(self, statement: str, value: object) -> None:
        async def execute() -> None:
            connection = await asyncpg.connect(self._deployment.dsn("postgres"))
            try:
                await connection.execute(statement, value)
            finally:
                await connection.close()

        asyncio.run(execute())

    @contextmanager
    def _dispatching(self, count: int) -> Iterator[None]:
        """Dispatchers in processes of their own, once each has looked for something to do."""
        with ExitStack() as stack:
            for number in range(count):
                heartbeat = self._deployment.settings.data_dir / f"dispatcher-{number}"
                heartbeat.unlink(missing_ok=True)
                stack.enter_context(self._dispatcher(heartbeat))
                while not heartbeat.exists():
                    time.sleep(0.01)
            yield

    @contextmanager
    def _dispatcher(self, heartbeat: Path) -> Iterator[None]:
        environment = {
            **os.environ,
            **self._deployment.environment(0),
            "SHIDRA_WEBHOOK_LOOPBACK": "true",
            "SHIDRA_LOG_LEVEL": "error",
            "SHIDRA_WORKER_HEARTBEAT_PATH": str(heartbeat),
        }
        environment.pop("SHIDRA_PORT")
        process = subprocess.Popen([sys.executable, "-m", "services.cli", "dispatcher"], env=environment)
        try:
            yield
        finally:
            process.kill()  # what hangs would keep it from ending at once
            process.wait()


def table(rates: Mapping[str, Figure], hanging: Mapping[str, Figure], milliseconds: float) -> str:
    """What was measured, as Markdown."""

    def row(name: str, figure: Figure, beside: Figure) -> str:
        spread = figure.spread / 2
        return f"| {name} | {figure.median:,.0f} ± {spread:.0%} | {figure.times(beside):.2f} |"

    return "\n".join(
        [
            "| | deliveries a second | times |",
            "| --- | --- | --- |",
            *(row(name, figure, rates[BARE]) for name, figure in rates.items()),
            *(row(name, figure, hanging[ALL_WELL]) for name, figure in hanging.items()),
            "",
            f"From commit to arrival on an idle system: {milliseconds:.0f} ms (median).",
        ]
    )


def rewrite_webhooks(document: str, measured: str) -> str:
    """The document with a new table; raises ValueError where it has lost its markers."""
    if _MARKS.search(document) is None:
        raise ValueError("docs/performance.md has lost its markers")
    return _MARKS.sub(lambda _: f"\n{measured}\n", document)
