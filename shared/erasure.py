"""Erasing a person: what every service's worker does when the log says that it was requested.

`events.erasure.requested` leaves a task with every service that follows it. The worker erases the service's
rows, its opened values and its kept answers, and acknowledges with an event of its own, all in one
transaction: a worker killed in between does it again, and the acknowledgement never stands without the deed.
"""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, TypeAlias
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from shared.database.pool import Database
from shared.database.statements import Statement
from shared.eventlog.appending import NOTHING, append
from shared.eventlog.envelope import Actor, entry
from shared.eventlog.event_types import OPEN, Event, each_services_own
from shared.eventlog.following import FollowedEvent, Follower
from shared.eventlog.tables import is_deleted
from shared.ids import uuid7

Eraser: TypeAlias = Callable[[asyncpg.Connection, UUID, UUID], Awaitable[object]]
"""Erases a person (initiative, person) from the tables of a slice, or raises NotYetError."""


class NotYetError(Exception):
    """Something has to happen before this erasure is carried out; the worker comes back to it."""


class ErasureCompleted(Event):
    """The service has erased what it held of a person: rows, opened values, kept answers."""

    subject: ClassVar[str] = "erasures/{erasure_id}"
    example: ClassVar[dict[str, Any]] = {
        "erasure_id": "01936f9a-0000-7000-8000-000000000001",
        "person_id": "01936f9a-0000-7000-8000-000000000002",
        "opened_values": 12,
    }
    erasure_id: Annotated[UUID, OPEN]
    person_id: Annotated[UUID, OPEN]
    opened_values: Annotated[int, OPEN]


def completed_event(service: str) -> type[ErasureCompleted]:
    """The event type by which a service acknowledges that it has erased."""
    return each_services_own(ErasureCompleted, service, "erasure.completed")


class Erasures:
    """One service's erasures: the tasks that following leaves, and carrying them out."""

    def __init__(self, follower: Follower, completed: type[Event], erasers: list[Eraser]) -> None:
        self._service = follower.service
        self._follower = follower
        self._completed = completed
        self._erasers = erasers
        table = sa.Table(
            "erasure_task",
            sa.MetaData(schema=follower.service),
            sa.Column("initiative_id", sa.Uuid, primary_key=True),
            sa.Column("erasure_id", sa.Uuid, primary_key=True),
            sa.Column("person_id", sa.Uuid, nullable=False),
        )
        self._put = Statement(insert(table).on_conflict_do_nothing())
        # In no order, so that a task that cannot be carried out does not keep the others from their turn.
        self._next = Statement(
            sa.select(table)
            .where(sa.not_(is_deleted(table.c.initiative_id)))
            .order_by(sa.func.random())
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        self._done = Statement(
            sa.delete(table).where(
                table.c.initiative_id == sa.bindparam("initiative"),
                table.c.erasure_id == sa.bindparam("erasure"),
            )
        )

        @follower.on("events.erasure.requested")
        async def requested(connection: asyncpg.Connection, event: FollowedEvent) -> None:
            await self._put.run(
                connection,
                initiative_id=event.initiative_id,
                erasure_id=UUID(event.data["erasure_id"]),
                person_id=UUID(event.data["person_id"]),
            )

        @follower.on(completed.type)
        async def carried_out(connection: asyncpg.Connection, event: FollowedEvent) -> None:
            await self._done.run(
                connection, initiative=event.initiative_id, erasure=UUID(event.data["erasure_id"])
            )

    async def carry_out_next(self, database: Database) -> bool:
        """Carry out one task that no other worker has taken; says whether there was one that can be now."""
        try:
            async with database.transaction() as connection:
                task = await self._next.first(connection)
                if task is not None:
                    await self._carry_out(connection, **task)
        except NotYetError:
            return False
        return task is not None

    async def _carry_out(
        self, connection: asyncpg.Connection, initiative_id: UUID, erasure_id: UUID, person_id: UUID
    ) -> None:
        for erase in self._erasers:
            await erase(connection, initiative_id, person_id)
        opened = await connection.fetchval("SELECT log.erase($1, $2)", initiative_id, person_id)
        acknowledgement = entry(
            self._completed.model_validate(
                {"erasure_id": erasure_id, "person_id": person_id, "opened_values": opened}
            ),
            source=f"/{self._service}",
            initiative_id=initiative_id,
            actor=Actor("service"),
            time=datetime.now(UTC),
            request_id=str(uuid7()),
        )
        await self._follower.apply_own(connection, initiative_id, [acknowledgement])
        await append(connection, initiative_id, [acknowledgement], NOTHING)
