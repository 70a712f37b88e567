"""Idempotency keys: the same POST twice has one effect and one answer.

The record of an answer is written in the transaction of the effect. Two requests with one key at the same
moment: the second waits for the first at the record's key, then answers what the first answered.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from fastapi import Request, Response
from sqlalchemy.dialects.postgresql import ARRAY, insert

from shared.database.statements import Statement
from shared.eventlog.tables import entries
from shared.http.problems import IdempotencyKeyReused, IdempotentAnswerErased, InvalidIdempotencyKey

KEPT = timedelta(hours=24)
MAX_KEY_LENGTH = 255
NO_INITIATIVE = UUID(int=0)
"""Stands for the initiative in records of operations outside any."""


class KeyTakenError(Exception):
    """Another request with the same key has committed meanwhile: roll back and answer what it answered."""


Endpoint = TypeVar("Endpoint", bound=Callable[..., object])


def shows_secret(endpoint: Endpoint) -> Endpoint:
    """Mark an operation that answers a secret: it is shown once, and never kept for a replay."""
    endpoint.__dict__["__shows_secret__"] = True
    return endpoint


def is_shown_once(endpoint: Callable[..., object]) -> bool:
    """Whether the answer of an operation holds a secret, and so is not kept."""
    return "__shows_secret__" in endpoint.__dict__


@dataclass(frozen=True, slots=True)
class IdempotencyKey:
    """A key as one caller used it in one initiative, with what it was used for."""

    initiative_id: UUID
    caller: str
    key: str
    fingerprint: bytes


def idempotency_table(schema: str) -> sa.Table:
    """The records of one service."""
    return sa.Table(
        "idempotency_record",
        sa.MetaData(schema=schema),
        sa.Column("initiative_id", sa.Uuid, primary_key=True),
        sa.Column("caller", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("fingerprint", sa.LargeBinary, nullable=False),
        sa.Column("status", sa.SmallInteger, nullable=False),
        sa.Column("headers", ARRAY(sa.Text), nullable=False),
        sa.Column("body", sa.LargeBinary),
        sa.Column("log_id", sa.Uuid),
        sa.Column("last_event_id", sa.Uuid),
        sa.Column("people", ARRAY(sa.Uuid), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
    )


def key_of(request: Request, initiative_id: UUID | None, caller: str, body: bytes) -> IdempotencyKey | None:
    """The key a POST carries; raises InvalidIdempotencyKey where it is empty, long or not printable ASCII.

    `body` is the request's, or what tells it from others.
    """
    key = request.headers.get("idempotency-key")
    if key is None or request.method != "POST":
        return None
    if not (0 < len(key) <= MAX_KEY_LENGTH and key.isascii() and key.isprintable()):
        raise InvalidIdempotencyKey
    used_for = hashlib.sha256(f"{request.method} {request.scope['path']}?".encode())
    used_for.update(request.scope["query_string"] + b"\0")
    used_for.update(body)
    return IdempotencyKey(initiative_id or NO_INITIATIVE, caller, key, used_for.digest())


class IdempotencyRecords:
    """One service's records."""

    _HEADERS = ("content-type", "etag", "location")

    def __init__(self, schema: str) -> None:
        table = idempotency_table(schema)
        mine = sa.and_(
            table.c.initiative_id == sa.bindparam("initiative"),
            table.c.caller == sa.bindparam("by"),
            table.c.key == sa.bindparam("idempotency_key"),
        )
        last = sa.and_(entries.c.initiative_id == table.c.log_id, entries.c.id == table.c.last_event_id)
        columns = (table.c.fingerprint, table.c.status, table.c.headers, table.c.body, entries.c.position)
        self._find = Statement(sa.select(*columns).select_from(table.outerjoin(entries, last)).where(mine))
        self._keep = Statement(
            insert(table)
            .values({c.name: sa.bindparam(c.name) for c in table.c if c.name != "created_at"})
            .on_conflict_do_nothing()
        )
        self._erase = Statement(
            sa.update(table)
            .where(
                table.c.initiative_id.in_([sa.bindparam("initiative"), sa.literal(NO_INITIATIVE)]),
                sa.bindparam("person", type_=sa.Uuid) == sa.any_(table.c.people),
            )
            # A short body could be guessed from its fingerprint.
            .values(body=sa.null(), fingerprint=b"")
        )
        self._forget = Statement(
            sa.delete(table).where(
                table.c.created_at < sa.func.now() - sa.bindparam("kept", type_=sa.Interval)
            )
        )

    async def find(self, connection: asyncpg.Connection, key: IdempotencyKey) -> Response | None:
        """The answer given under this key, or None.

        Raises IdempotencyKeyReused for another request's, IdempotentAnswerErased for one no longer kept.
        """
        row = await self._find.first(
            connection, initiative=key.initiative_id, by=key.caller, idempotency_key=key.key
        )
        if row is None:
            return None
        # Of an answer that was erased, the fingerprint has gone too.
        if row["fingerprint"] and row["fingerprint"] != key.fingerprint:
            raise IdempotencyKeyReused
        if row["body"] is None:
            raise IdempotentAnswerErased
        response = Response(row["body"], row["status"])
        for line in row["headers"]:
            name, _, value = line.partition(": ")
            response.headers[name] = value
        if row["position"] is not None:
            response.headers["Log-Position"] = str(row["position"])
        response.headers["Idempotency-Replayed"] = "true"
        return response

    async def keep(
        self,
        connection: asyncpg.Connection,
        key: IdempotencyKey,
        response: Response,
        *,
        last_event: tuple[UUID, UUID] | None,
        people: set[UUID],
        shown_once: bool = False,
    ) -> None:
        """Record an answer beside its effect, without its body where that is shown once.

        Raises KeyTakenError where another request was first.
        """
        headers = [f"{name}: {response.headers[name]}" for name in self._HEADERS if name in response.headers]
        written = await self._keep.run(
            connection,
            initiative_id=key.initiative_id,
            caller=key.caller,
            key=key.key,
            fingerprint=key.fingerprint,
            status=response.status_code,
            headers=headers,
            body=None if shown_once else bytes(response.body),
            log_id=last_event[0] if last_event else None,
            last_event_id=last_event[1] if last_event else None,
            people=list(people),
        )
        if not written:
            raise KeyTakenError

    async def erase(self, connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> int:
        """Empty the answers that hold a person's data; the keys stay taken: no effect happens twice."""
        return await self._erase.run(connection, initiative=initiative_id, person=person_id)

    async def forget_old(self, connection: asyncpg.Connection) -> int:
        """Delete records older than a day."""
        return await self._forget.run(connection, kept=KEPT)
