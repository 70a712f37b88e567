"""A ballot by a bare ASGI application: the same statements, the same parameters, no checks."""

import json
import os
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import asyncpg
from starlette.types import Receive, Scope, Send

from bench.peer_database import connect, dump_json
from services.agenda.ballots import repository as ballots
from services.agenda.following import follower
from services.agenda.governing import repository as governing
from shared.database.statements import Statement
from shared.standing_facts import StandingFacts

APPEND = "SELECT log.append($1, $2, $3, $4, '{}', '{}', '{}', '{}', '{}', '{}', '{}')"


class BareBallot:
    """PUT ballots by a bare ASGI application."""

    def __init__(self) -> None:
        self._decision = UUID(os.environ["BENCH_DECISION"])
        self._pool: asyncpg.Pool | None = None
        self._enter: Statement = StandingFacts(follower)._enter_to_write

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 200 to whatever is put."""
        if scope["type"] == "lifespan":
            await self._run(receive, send)
            return
        assert self._pool is not None
        parts = scope["path"].split("/")
        body = json.loads((await receive())["body"])
        async with self._pool.acquire() as connection:
            position, answer = await self._cast(connection, UUID(parts[4]), UUID(parts[8]), body)
        sent = [(b"content-type", b"application/json"), (b"content-length", str(len(answer)).encode())]
        sent.append((b"log-position", str(position).encode()))
        await send({"type": "http.response.start", "status": 200, "headers": sent})
        await send({"type": "http.response.body", "body": answer})

    async def _run(self, receive: Receive, send: Send) -> None:
        await receive()
        self._pool = await connect("agenda")
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._pool.close()
        await send({"type": "lifespan.shutdown.complete"})

    async def _cast(
        self, connection: asyncpg.Connection, initiative: UUID, voter: UUID, body: dict[str, Any]
    ) -> tuple[int, bytes]:
        now = datetime.now(UTC)
        of_ballot = {"initiative": initiative, "decision": self._decision, "voter": voter}
        await connection.execute("BEGIN")
        await self._enter.first(
            connection, initiative=initiative, subject=voter, account=None, topics=follower.topics
        )
        entered = await ballots._ENTER.one(connection, **of_ballot)
        await governing._TIE_OF.first(
            connection, initiative=initiative, person=voter, since=entered["opened_at"], today=now.date()
        )
        await ballots._LOCK.first(connection, **of_ballot)
        row = await ballots._PUT.one(
            connection,
            initiative_id=initiative,
            decision_id=self._decision,
            voter_id=voter,
            choice=body["choice"],
            option_ids=None,
            scores=None,
            reason=None,
            status="counts",
            cast_at=now,
            version=1,
            **{**ballots._NOBODY, "cast_by": voter},
        )
        line = _line(initiative, self._decision, voter, body["choice"], now)
        position: int = await connection.fetchval(APPEND, initiative, [line], follower.topics, 10**6)
        await connection.execute("COMMIT")
        shown = {**row, "voter_id": str(voter), "cast_by": str(voter), "cast_at": now.isoformat()}
        shown |= {"approved": None, "ranking": None}
        for unseen in ("initiative_id", "decision_id", "option_ids"):
            del shown[unseen]
        return position, dump_json(shown).encode()


def _line(initiative: UUID, decision: UUID, voter: UUID, choice: str, now: datetime) -> bytes:
    return dump_json(
        {
            "specversion": "1.0",
            "id": str(uuid4()),
            "source": "/agenda",
            "type": "agenda.ballot.cast",
            "subject": f"decisions/{decision}",
            "time": now.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "initiative": str(initiative),
            "actor": {"kind": "person", "id": str(voter), "capacity": "person"},
            "request": str(uuid4()),
            "schema": 1,
            "data": {
                "decision_id": str(decision), "voter_id": str(voter), "cast_by": str(voter), "choice": choice,
            },
            "sealed": {},
        }
    ).encode()  # fmt: skip
