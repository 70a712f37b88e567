"""Closing a decision with very many ballots, next to the GROUP BY that counts them in the database."""

import asyncio
import time
from uuid import UUID

import asyncpg

from bench.deployment import Deployment
from bench.rounds import Figure, in_turns
from services.agenda.decisions.service import close_if_due
from services.agenda.following import follower
from shared.database.address import Address
from shared.database.pool import Database
from shared.ids import uuid7
from shared.service_commands import ServiceCommands

SHIDRA = "Shidra"
BARE = "GROUP BY sector, choice"
STAFF = 20
"""Voters who have become staff since the opening, and are disqualified by the closing."""

_DECISION = """
INSERT INTO agenda.decision (
    initiative_id, id, forum_id, kind, subject, question, method, quorum, options, notice_hours, voter,
    status, revision_ids, closes_at, opened_at, version, created_at
) VALUES (
    $1, $2, gen_random_uuid(), 'own_matter', '{}', '{"en": "Shall we?"}',
    '{"name": "sector_balanced", "threshold": {"numerator": 2, "denominator": 3}, "sectors_required": 3}',
    '{"share": {"numerator": 1, "denominator": 2}, "sectors": 2}', '[]', 0, 'person',
    'open', '{}', now() - interval '1 second', now() - interval '7 days', 1, now()
)
"""
_VOTERS = """
INSERT INTO agenda.voter (initiative_id, decision_id, id, sector, status)
SELECT $1, $2, gen_random_uuid(),
    (ARRAY['public', 'nonprofit', 'business', 'community', 'philanthropy'])[1 + n % 5], 'entitled'
FROM generate_series(1, $3::int) AS n
"""
_BALLOTS = """
INSERT INTO agenda.ballot (initiative_id, decision_id, voter_id, status, choice, cast_by, cast_at, version)
SELECT initiative_id, decision_id, id, 'counts',
    (ARRAY['yes', 'yes', 'yes', 'no', 'abstain'])[1 + (random() * 4)::int], id, now(), 1
FROM agenda.voter WHERE initiative_id = $1 AND decision_id = $2
"""
_STAFF = """
INSERT INTO agenda.backbone_tie (initiative_id, subject_id, id, kind, began_at, ended_at)
SELECT initiative_id, id, gen_random_uuid(), 'staff', now() - interval '1 day', 'infinity'
FROM agenda.voter WHERE initiative_id = $1 AND decision_id = $2 ORDER BY id LIMIT $3
"""
_COUNT = """
SELECT v.sector, b.choice, count(*)
FROM agenda.voter v JOIN agenda.ballot b
    ON (b.initiative_id, b.decision_id, b.voter_id) = (v.initiative_id, v.decision_id, v.id)
WHERE v.initiative_id = $1 AND v.decision_id = $2 AND v.status = 'entitled'
GROUP BY v.sector, b.choice
"""


class ClosingCosts:
    """A decision on which everybody of a large electorate has voted, closed over and over."""

    def __init__(self, deployment: Deployment, *, ballots: int) -> None:
        self._deployment = deployment
        self._ballots = ballots
        self._initiative, self._decision = UUID(deployment.field.id), uuid7()

    def measure(self, *, rounds: int) -> dict[str, Figure]:
        """Seconds of waiting: for the whole transaction of closing, and for the bare count."""
        asyncio.run(self._prepare())
        return in_turns(
            {SHIDRA: lambda: asyncio.run(self._close()), BARE: lambda: asyncio.run(self._count())}, rounds
        )

    async def _connect(self) -> asyncpg.Connection:
        return await asyncpg.connect(self._deployment.dsn("postgres"))

    async def _database(self) -> Database:
        settings = self._deployment.settings
        return await Database.connect(Address.of(settings).service_dsn(settings, "agenda"), settings)

    async def _prepare(self) -> None:
        database = await self._database()
        await follower.catch_up(database, self._initiative)  # the first time it begins with nothing
        await database.close()
        connection = await self._connect()
        of = (self._initiative, self._decision)
        await connection.execute(_DECISION, *of)
        await connection.execute(_VOTERS, *of, self._ballots)
        await connection.execute(_BALLOTS, *of)
        await connection.execute(_STAFF, *of, STAFF)
        await connection.execute("VACUUM ANALYZE agenda.voter, agenda.ballot")
        await connection.close()

    async def _close(self) -> float:
        """As the worker does it, from what is known of the log to the commit; then it is opened again."""
        database = await self._database()
        commands = ServiceCommands(database, follower)
        await follower.catch_up(database, self._initiative)
        begun = time.perf_counter()
        await commands.run(self._initiative, lambda command: close_if_due(command, self._decision))
        took = time.perf_counter() - begun
        await database.close()
        connection = await self._connect()
        of = (self._initiative, self._decision)
        counted = await connection.fetchval(
            "SELECT result ->> 'cast' FROM agenda.decision WHERE initiative_id = $1 AND id = $2", *of
        )
        assert int(counted) == self._ballots - STAFF
        await connection.execute(
            "UPDATE agenda.decision SET status = 'open', outcome = NULL, result = NULL, closed_at = NULL"
            " WHERE initiative_id = $1 AND id = $2",
            *of,
        )
        await connection.execute(
            "UPDATE agenda.voter SET status = 'entitled', disqualified_for = NULL"
            " WHERE initiative_id = $1 AND decision_id = $2 AND status <> 'entitled'",
            *of,
        )
        await connection.close()
        return took

    async def _count(self) -> float:
        connection = await self._connect()
        begun = time.perf_counter()
        await connection.fetch(_COUNT, self._initiative, self._decision)
        took = time.perf_counter() - begun
        await connection.close()
        return took
