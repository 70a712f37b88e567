"""A register of organizations from a CSV file over HTTP, next to COPY of the same rows into the same table.

Each round founds an initiative of its own, so that every row is about somebody new.
"""

import asyncio
import io
import json
import time
from uuid import UUID

import asyncpg
import httpx

from bench.deployment import Deployment, another_field
from bench.import_costs import COPY, SHIDRA
from bench.rounds import Figure, in_turns
from bench.serving import serving
from services.registry.identity.keys import load_signing_key
from services.registry.identity.service import TokenIssuer
from shared.ids import uuid7
from tests.kit import Field

TABLE = "bench_organization"


class RegisterCosts:
    """A file of associations, and the same rows as the table has them."""

    def __init__(self, deployment: Deployment, *, rows: int) -> None:
        self._deployment = deployment
        self._issuer = TokenIssuer(deployment.settings, load_signing_key(deployment.settings.token_key_file))
        self._named = [(f"58{number:07d}", f"עמותה לדוגמה מספר {number}") for number in range(rows)]
        lines = (f"{name},nonprofit,{number},www.example.org/{number}\n" for number, name in self._named)
        self._file = ("name,sector,identifiers.IL-RA,website\n" + "".join(lines)).encode()

    def measure(self, *, rounds: int) -> dict[str, Figure]:
        """Seconds for the file, of waiting."""
        asyncio.run(self._make_table())
        fields = [asyncio.run(another_field(self._deployment)) for _ in range(rounds)]
        with (
            serving("services.cli", ["serve", "registry"], self._deployment, {}) as server,
            httpx.Client(base_url=f"http://127.0.0.1:{server.port}/registry/v1", timeout=300) as http,
        ):
            return in_turns(
                {
                    SHIDRA: lambda: self._import(http, fields.pop()),
                    COPY: lambda: asyncio.run(self._copy()),
                },
                rounds,
            )

    def _import(self, http: httpx.Client, field: Field) -> float:
        token = self._issuer.person_token(UUID(field.id), UUID(field.facilitator.person_id))
        begun = time.perf_counter()
        answer = http.post(
            f"/initiatives/{field.id}/imports",
            params={"imported": "organizations", "mode": "create"},
            headers={"Authorization": f"Bearer {token}", "Content-Type": "text/csv"},
            content=self._file,
        )
        took = time.perf_counter() - begun
        assert answer.is_success, answer.text
        assert answer.json()["created"] == len(self._named)
        return took

    async def _make_table(self) -> None:
        connection = await asyncpg.connect(self._deployment.dsn("postgres"))
        await connection.execute(f"CREATE TABLE {TABLE} (LIKE registry.organization INCLUDING ALL)")
        await connection.close()

    async def _copy(self) -> float:
        initiative = uuid7()
        lines = []
        for number, name in self._named:
            identifiers = json.dumps([{"scheme": "IL-RA", "value": number}])
            written = json.dumps({"he": name}, ensure_ascii=False)
            lines.append(
                f"{initiative}\t{uuid7()}\t{written}\tnonprofit\t{identifiers}\tmapped\t{{}}"
                f"\thttps://www.example.org/{number}\tf\t1\t2026-01-01T00:00:00Z\n"
            )
        source = io.BytesIO("".join(lines).encode())
        columns = (
            *("initiative_id", "id", "name", "sector", "identifiers", "stage", "population_groups"),
            *("website", "founding", "version", "created_at"),
        )
        connection = await asyncpg.connect(self._deployment.dsn("postgres"))
        begun = time.perf_counter()
        await connection.copy_to_table(TABLE, source=source, columns=columns, format="text")
        took = time.perf_counter() - begun
        await connection.close()
        return took
