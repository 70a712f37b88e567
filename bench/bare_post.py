"""POST of an organization by a bare ASGI application: the same statements, the same parameters, no checks."""

import hashlib
import json
import os
from base64 import b64encode
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import asyncpg
from starlette.types import Receive, Scope, Send

from bench.peer_database import connect, dump_json

ENTER = """
    SELECT head.size, cursor.version, cursor.position, cursor.complete,
           (SELECT jsonb_agg(to_jsonb(theirs)) FROM registry.standing_fact theirs
             WHERE theirs.initiative_id = $2 AND (theirs.subject_id = $1 OR theirs.subject_id IN (
                   SELECT object_id FROM registry.standing_fact mine
                    WHERE mine.initiative_id = $2 AND mine.subject_id = $1 AND mine.kind = 'represents')))
      FROM log.head LEFT JOIN registry.follower_cursor cursor USING (initiative_id)
     WHERE initiative_id = $2"""
FIND = """
    SELECT record.fingerprint, record.status, record.headers, record.body, entry.position
      FROM registry.idempotency_record record
      LEFT JOIN log.entry ON entry.initiative_id = record.log_id AND entry.id = record.last_event_id
     WHERE record.initiative_id = $1 AND record.caller = $2 AND record.key = $3"""
INSERT = """
    INSERT INTO registry.organization (initiative_id, id, name, sector, identifiers, stage, population_groups,
                                       website, founding, version, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING *"""
KEEP = """
    INSERT INTO registry.idempotency_record (initiative_id, caller, key, fingerprint, status, headers, body,
                                             log_id, last_event_id, people)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING"""
APPEND = "SELECT log.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
_SEALED = ("name", "identifiers", "population_groups")
_KEPT_HEADERS = ["content-type: application/json"]


class BarePost:
    """POST organizations by a bare ASGI application."""

    def __init__(self) -> None:
        self._person = UUID(os.environ["BENCH_PERSON"])
        self._pool: asyncpg.Pool | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 201 to whatever is posted."""
        if scope["type"] == "lifespan":
            await self._run(receive, send)
            return
        assert self._pool is not None
        raw = (await receive())["body"]
        headers = dict(scope["headers"])
        async with self._pool.acquire() as connection:
            position, answer = await self._map(
                connection, UUID(scope["path"].split("/")[4]), headers[b"idempotency-key"].decode(), raw
            )
        sent = [(b"content-type", b"application/json"), (b"content-length", str(len(answer)).encode())]
        sent.append((b"log-position", str(position).encode()))
        await send({"type": "http.response.start", "status": 201, "headers": sent})
        await send({"type": "http.response.body", "body": answer})

    async def _run(self, receive: Receive, send: Send) -> None:
        await receive()
        self._pool = await connect()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._pool.close()
        await send({"type": "lifespan.shutdown.complete"})

    async def _map(
        self, connection: asyncpg.Connection, initiative: UUID, key: str, raw: bytes
    ) -> tuple[int, bytes]:
        body, now, caller = json.loads(raw), datetime.now(UTC), f"person:{self._person}"
        await connection.execute("BEGIN")
        await connection.fetchrow(ENTER, self._person, initiative)
        await connection.fetchrow(FIND, initiative, caller, key)
        row = await connection.fetchrow(
            INSERT, initiative, uuid4(), body["name"], body["sector"], body["identifiers"], "mapped",
            body["population_groups"], None, False, 1, now,
        )  # fmt: skip
        event_id, arguments = _append_arguments(initiative, self._person, row["id"], body, now)
        answer = dump_json(
            {**row, "initiative_id": None, "id": str(row["id"]), "created_at": now.isoformat()}
        )
        await connection.execute(
            KEEP, initiative, caller, key, hashlib.sha256(raw).digest(), 201, _KEPT_HEADERS, answer.encode(),
            initiative, event_id, [self._person],
        )  # fmt: skip
        position: int = await connection.fetchval(APPEND, *arguments)
        await connection.execute("COMMIT")
        return position, answer.encode()


def _append_arguments(
    initiative: UUID, person: UUID, organization: UUID, body: dict[str, Any], now: datetime
) -> tuple[UUID, list[Any]]:
    event_id = uuid4()
    salts = [os.urandom(32) for _ in _SEALED]
    values = [dump_json(body[name]) for name in _SEALED]
    commitments = {
        name: hashlib.sha256(
            b'shidra/v1/sealed\0["%s","%s",%s]' % (b64encode(salt), name.encode(), value.encode())
        ).hexdigest()
        for name, salt, value in zip(_SEALED, salts, values, strict=True)
    }
    line = dump_json(
        {
            "specversion": "1.0",
            "id": str(event_id),
            "source": "/registry",
            "type": "registry.organization.mapped",
            "subject": f"organizations/{organization}",
            "time": now.isoformat(),
            "initiative": str(initiative),
            "actor": {"kind": "person", "id": str(person), "capacity": "initiative_manager"},
            "request": str(uuid4()),
            "schema": 1,
            "data": {
                "organization_id": str(organization), "sector": body["sector"], "stage": "mapped",
                "founding": False,
            },
            "sealed": commitments,
        }
    )  # fmt: skip
    numbers = list(range(len(_SEALED)))
    return event_id, [
        initiative, [line.encode()], [], 0, [1 for _ in numbers], list(_SEALED), salts, values,
        ["members" for _ in numbers], ["{}" for _ in numbers], ["{}" for _ in numbers],
    ]  # fmt: skip
