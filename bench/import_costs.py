"""Observations from a CSV file over HTTP, next to COPY of the same rows into a table of the same shape."""

import asyncio
import io
import json
import time
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import asyncpg
import httpx

from bench.deployment import Deployment
from bench.rounds import Figure, in_turns
from bench.serving import serving
from services.metrics.figures import Place
from services.registry.identity.keys import load_signing_key
from services.registry.identity.service import TokenIssuer
from shared.ids import uuid7

SHIDRA = "Shidra"
COPY = "COPY, with the same keys"
DAYS = 1_000
TABLE = "bench_observation"


class ImportCosts:
    """A file of daily figures of some places, and the same rows as the table has them."""

    def __init__(self, deployment: Deployment, *, rows: int) -> None:
        self._deployment = deployment
        self._partner = deployment.field.partner
        key = load_signing_key(deployment.settings.token_key_file)
        self._token = TokenIssuer(deployment.settings, key).person_token(
            UUID(deployment.field.id), UUID(self._partner.person_id)
        )
        self._figures = [
            (date(2020, 1, 1) + timedelta(days=number % DAYS), f"place {number // DAYS}", number)
            for number in range(rows)
        ]
        lines = (f"{day:%Y%m%d},{place},{value}.5\n" for day, place, value in self._figures)
        self._file = ("period,dimensions.place,value\n" + "".join(lines)).encode()

    def measure(self, *, rounds: int) -> dict[str, Figure]:
        """Seconds for the file, of waiting."""
        asyncio.run(self._make_table())
        with (
            serving("services.cli", ["serve", "metrics"], self._deployment, {}) as server,
            httpx.Client(
                base_url=f"http://127.0.0.1:{server.port}/metrics/v1/initiatives/{self._deployment.field.id}",
                headers={"Authorization": f"Bearer {self._token}"},
                timeout=120,
            ) as http,
        ):
            return in_turns(
                {SHIDRA: lambda: self._import(http), COPY: lambda: asyncio.run(self._copy())}, rounds
            )

    def _import(self, http: httpx.Client) -> float:
        code = f"daily_{uuid7().hex}"
        definition = {"he": "מדידה"}
        drafted = http.post(
            "/indicators",
            json={
                "code": code,
                "name": definition,
                "definition": definition,
                "level": "performance",
                "direction": "none",
                "aggregation": "sum",
                "period_type": "daily",
                "dimensions": [{"code": "place", "name": definition}],
            },
        )
        assert drafted.status_code == 201, drafted.text
        begun = time.perf_counter()
        answer = http.post(
            "/observations/imports",
            params={"mode": "create", "indicator": code, "organization_id": self._partner.organization_id},
            headers={"Content-Type": "text/csv"},
            content=self._file,
        )
        took = time.perf_counter() - begun
        assert answer.is_success, answer.text
        assert answer.json()["created"] == len(self._figures)
        return took

    async def _make_table(self) -> None:
        connection = await asyncpg.connect(self._deployment.dsn("postgres"))
        await connection.execute(f"CREATE TABLE {TABLE} (LIKE metrics.observation INCLUDING ALL)")
        await connection.close()

    async def _copy(self) -> float:
        source = io.BytesIO("".join(self._rows()).encode())
        connection = await asyncpg.connect(self._deployment.dsn("postgres"))
        begun = time.perf_counter()
        await connection.copy_to_table(TABLE, source=source, format="text")
        took = time.perf_counter() - begun
        await connection.close()
        return took

    def _rows(self) -> Iterator[str]:
        report, indicator = uuid7(), uuid7()
        of = f"{indicator}\t{self._partner.organization_id}"
        for day, place, value in self._figures:
            dimensions = {"place": place}
            where = f"{json.dumps(dimensions)}\t{Place.at(dimensions).key}"
            yield (
                f"{self._deployment.field.id}\t{uuid7()}\t1\t{report}\t{of}\t{day:%Y%m%d}\t{day}\t{day}\t{where}"
                f"\treported\t{value}.5\t\\N\t\\N\t\\N\t1\t2026-01-01T00:00:00Z\t\\N\n"
            )
