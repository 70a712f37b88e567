"""Finding organizations among 20,000 over HTTP, with the index and without it; pages of the list by depth.

One client, who waits for each answer: what is measured is how long people wait, not how much a server bears.
"""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from random import Random
from statistics import median
from typing import Any
from uuid import UUID

import asyncpg
import httpx

from bench.deployment import Deployment, another_field
from bench.rounds import Figure, in_turns
from bench.serving import serving
from services.registry.identity.keys import load_signing_key
from services.registry.identity.service import TokenIssuer
from services.registry.names.grams import FORM, may_lack, name_row, sought
from services.registry.names.repository import resembling
from shared.ids import uuid7
from tests.services.registry.names.generated import generated_names

INDEXED = "with the index"
UNINDEXED = "without it"
FIRST, DEEP = "page 1", "page 300"
PAGE = 50
_INDEX = "registry.organization_name_grams"
_MAKE = (
    "CREATE INDEX organization_name_grams ON registry.organization_name USING gin (grams)"
    " WITH (gin_pending_list_limit = 256)"
)
_ASKED = 40


@dataclass(frozen=True, slots=True)
class SearchFigures:
    """Milliseconds of waiting for one answer, the middle one of a round; and the plan of a search."""

    searches: dict[str, Figure]
    pages: dict[str, Figure]
    plan: str


class SearchCosts:
    """A register, and what people look for in it."""

    def __init__(self, deployment: Deployment, *, rows: int) -> None:
        self._deployment = deployment
        self._names = generated_names(rows)
        chance = Random(11)
        self._asked = [_mistyped(name, chance) for name in chance.sample(self._names, _ASKED)]

    def measure(self, *, rounds: int, deep: int = 300) -> SearchFigures:
        """Searches with a letter wrong, and pages of the list."""
        field = asyncio.run(another_field(self._deployment))
        asyncio.run(self._fill(UUID(field.id)))
        plan = asyncio.run(self._plan(UUID(field.id)))
        issuer = TokenIssuer(
            self._deployment.settings, load_signing_key(self._deployment.settings.token_key_file)
        )
        token = issuer.person_token(UUID(field.id), UUID(field.partner.person_id))
        with (
            serving("services.cli", ["serve", "registry"], self._deployment, {}) as server,
            httpx.Client(
                base_url=f"http://127.0.0.1:{server.port}/registry/v1/initiatives/{field.id}",
                headers={"Authorization": f"Bearer {token}"},
                timeout=60,
            ) as http,
        ):
            cursors = {FIRST: None, DEEP: self._cursor(http, deep - 1)}
            pages = in_turns(
                {name: partial(self._page, http, cursor) for name, cursor in cursors.items()}, rounds
            )
            searches = in_turns(
                {
                    INDEXED: partial(self._searches, http, indexed=True),
                    UNINDEXED: partial(self._searches, http, indexed=False),
                },
                rounds,
            )
        asyncio.run(self._run(_MAKE))
        return SearchFigures(searches, pages, plan)

    def _searches(self, http: httpx.Client, *, indexed: bool) -> float:
        asyncio.run(self._run(f"DROP INDEX IF EXISTS {_INDEX}"))
        if indexed:
            asyncio.run(self._run(_MAKE))
        self._waited(http, {"search": self._asked[0]})
        return median(self._waited(http, {"search": text}) for text in self._asked)

    def _page(self, http: httpx.Client, cursor: str | None) -> float:
        params: dict[str, Any] = {"limit": PAGE} | ({"cursor": cursor} if cursor else {})
        return median(self._waited(http, params) for _ in range(_ASKED))

    def _waited(self, http: httpx.Client, params: dict[str, Any]) -> float:
        begun = time.perf_counter()
        answer = http.get("/organizations", params=params)
        took = time.perf_counter() - begun
        assert answer.is_success, answer.text
        return took * 1_000

    def _cursor(self, http: httpx.Client, pages: int) -> str:
        cursor = None
        for _ in range(pages):
            params = {"limit": PAGE} | ({"cursor": cursor} if cursor else {})
            cursor = http.get("/organizations", params=params).json()["next_cursor"]
        assert cursor is not None
        return str(cursor)

    async def _fill(self, initiative_id: UUID) -> None:
        """The rows that an import and the worker would make."""
        named = [(uuid7(), {"he": name}) for name in self._names]
        connection = await asyncpg.connect(self._deployment.dsn("postgres"))
        await connection.execute(
            "INSERT INTO registry.organization (initiative_id, id, name, sector, identifiers, stage,"
            " population_groups, founding, version, created_at)"
            " SELECT $1, id, jsonb_build_object('he', name), 'nonprofit', '[]', 'mapped', '{}', false, 1,"
            " now() FROM unnest($2::uuid[], $3::text[]) AS new (id, name)",
            initiative_id,
            [one for one, _ in named],
            [name["he"] for _, name in named],
        )
        rows = [(one, name_row(initiative_id, name)) for one, name in named]
        await connection.copy_records_to_table(
            "organization_name",
            schema_name="registry",
            records=[(initiative_id, one, row.grams, row.length, row.marks, FORM) for one, row in rows],
        )
        await connection.execute("ANALYZE registry.organization, registry.organization_name")
        await connection.close()

    async def _plan(self, initiative_id: UUID) -> str:
        asked = sought(initiative_id, self._asked[0])
        assert asked is not None
        readings = {f"reading_{at}": grams for at, grams in enumerate(asked.readings)}
        groups = {f"group_{at}": grams for at, grams in enumerate(asked.groups)}
        needed = {f"{name}_needed": len(grams) - may_lack(len(grams)) for name, grams in readings.items()}
        values = {
            **{"initiative": initiative_id, "after_rank": -1, "after": UUID(int=0), "limit": PAGE + 1},
            **readings,
            **groups,
            **needed,
        }
        statement = resembling(len(groups), len(readings), ())
        connection = await asyncpg.connect(self._deployment.dsn("postgres"))
        lines = await connection.fetch(f"EXPLAIN (COSTS OFF) {statement.sql}", *statement.arguments(values))
        await connection.close()
        return shortened([line[0] for line in lines])

    async def _run(self, statement: str) -> None:
        connection = await asyncpg.connect(self._deployment.dsn("postgres"))
        await connection.execute(statement)
        await connection.close()


def shortened(lines: Sequence[str]) -> str:
    """The nodes of a plan, each kind of line once; conditions are left out but for the index's."""
    kept: list[str] = []
    for line in lines:
        text = line.strip()
        if not ("->" in line or line == lines[0] or text.startswith("CTE")):
            continue
        if text not in (one.strip() for one in kept):
            kept.append(line.rstrip())
    return "\n".join(kept)


def _mistyped(name: str, chance: Random) -> str:
    """Three words of a name, one letter of them wrong, as somebody would type them."""
    words = name.split()[:3]
    at = chance.randrange(len(words[-1]))
    return " ".join([*words[:-1], words[-1][:at] + "ט" + words[-1][at + 1 :]])
