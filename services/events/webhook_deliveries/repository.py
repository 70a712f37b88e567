"""Every SQL statement of the deliveries as their owners read and ask for them; the dispatcher has its own."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.events.webhook_deliveries.models import webhook_deliveries
from services.events.webhook_dispatcher.outcomes import DeliveryKind, DeliveryStatus
from services.events.webhook_endpoints.models import webhook_endpoints
from shared.database.statements import Statement
from shared.eventlog.tables import heads

_delivery = webhook_deliveries.c
_initiative = sa.bindparam("initiative", type_=sa.Uuid)
_of_endpoint = sa.and_(
    _delivery.initiative_id == _initiative,
    _delivery.endpoint_id == sa.bindparam("endpoint", type_=sa.Uuid),
)
_this = sa.and_(_of_endpoint, _delivery.id == sa.bindparam("this", type_=sa.Uuid))
# A constant, so that the planner sees that the partial index of what waits will do.
_waits = _delivery.status == sa.literal_column("'waiting'")
_earlier = webhook_deliveries.alias("earlier")
_is_held = (
    sa.exists()
    .where(
        _earlier.c.initiative_id == _delivery.initiative_id,
        _earlier.c.endpoint_id == _delivery.endpoint_id,
        _earlier.c.status == sa.literal_column("'waiting'"),
        _earlier.c.position < _delivery.position,
        _earlier.c.attempts > 0,
        webhook_endpoints.c.ordered,
    )
    .correlate(webhook_deliveries, webhook_endpoints)
)
_status = sa.case((sa.and_(_waits, _is_held), DeliveryStatus.HELD.value), else_=_delivery.status)
_shown = (
    sa.select(*(column for column in _delivery if column.name != "status"), _status.label("status"))
    .select_from(
        webhook_deliveries.join(
            webhook_endpoints,
            sa.and_(
                webhook_endpoints.c.initiative_id == _delivery.initiative_id,
                webhook_endpoints.c.id == _delivery.endpoint_id,
            ),
        )
    )
    .where(_of_endpoint)
)
_again = {
    "status": DeliveryStatus.WAITING.value,
    "due_at": sa.func.now(),
    "attempts": 0,
    "finished_at": sa.null(),
}
_GET = Statement(_shown.where(_delivery.id == sa.bindparam("this", type_=sa.Uuid)))
_INSERT = Statement(
    sa.insert(webhook_deliveries).values(
        {name: sa.bindparam(name) for name in ("initiative_id", "endpoint_id", "id", "kind", "type")}
        | {
            "status": DeliveryStatus.WAITING.value,
            "due_at": sa.func.now(),
            "attempts": 0,
            "latest": sa.literal_column("'[]'"),
            "created_at": sa.func.now(),
        }
    )
)
_FORGET_KIND = Statement(
    sa.delete(webhook_deliveries).where(_of_endpoint, _waits, _delivery.kind == sa.bindparam("kind"))
)
_DROP_WAITING = Statement(sa.delete(webhook_deliveries).where(_of_endpoint, _waits))
_RETRY_ALL = Statement(
    sa.update(webhook_deliveries)
    .where(
        _of_endpoint,
        _delivery.kind == DeliveryKind.EVENT.value,
        sa.or_(
            _waits,
            sa.and_(
                _delivery.status == DeliveryStatus.FAILED.value,
                _delivery.finished_at >= sa.bindparam("since", type_=sa.DateTime(timezone=True)),
            ),
        ),
    )
    .values(_again)
)
_RETRY = Statement(sa.update(webhook_deliveries).where(_this).values(_again))
_STATISTICS = Statement(
    sa.text(
        """
        SELECT count(*) FILTER (WHERE d.status = 'waiting') AS waiting,
               count(*) FILTER (WHERE recent AND d.status = 'delivered') AS delivered,
               count(*) FILTER (WHERE recent AND d.status = 'delivered' AND d.attempts = 1)
                   AS delivered_at_once,
               count(*) FILTER (WHERE recent AND d.status = 'failed') AS failed,
               percentile_disc(0.5) WITHIN GROUP (ORDER BY took)
                   FILTER (WHERE recent AND d.status = 'delivered') AS median_ms,
               percentile_disc(0.95) WITHIN GROUP (ORDER BY took)
                   FILTER (WHERE recent AND d.status = 'delivered') AS p95_ms
          FROM events.webhook_delivery d,
               LATERAL (SELECT d.finished_at >= now() - interval '24 hours' AS recent,
                               CAST(d.latest -> -1 ->> 'duration_ms' AS int) AS took) AS of_it
         WHERE d.initiative_id = :initiative AND d.endpoint_id = :endpoint AND d.kind = 'event'
        """
    ).bindparams(sa.bindparam("initiative", type_=sa.Uuid), sa.bindparam("endpoint", type_=sa.Uuid))
)
_ERRORS = Statement(
    sa.text(
        """
        SELECT d.latest -> -1 ->> 'error' AS error, count(*) AS deliveries
          FROM events.webhook_delivery d
         WHERE d.initiative_id = :initiative AND d.endpoint_id = :endpoint AND d.attempts > 0
           AND (d.status = 'waiting'
                OR (d.status = 'failed' AND d.finished_at >= now() - interval '24 hours'))
         GROUP BY 1 HAVING d.latest -> -1 ->> 'error' IS NOT NULL ORDER BY 2 DESC, 1
        """
    ).bindparams(sa.bindparam("initiative", type_=sa.Uuid), sa.bindparam("endpoint", type_=sa.Uuid))
)
_BEHIND = Statement(
    sa.select(heads.c.size - 1 - webhook_endpoints.c.taken_to)
    .select_from(heads.join(webhook_endpoints, webhook_endpoints.c.initiative_id == heads.c.initiative_id))
    .where(
        webhook_endpoints.c.initiative_id == _initiative,
        webhook_endpoints.c.id == sa.bindparam("endpoint", type_=sa.Uuid),
    )
)
_FORGET_ANSWERS = Statement(
    sa.update(webhook_deliveries)
    .where(_delivery.initiative_id == _initiative, _delivery.answer.is_not(None))
    .values(answer=sa.null())
)
_FORGET_OLD = Statement(
    sa.text(
        """
        DELETE FROM events.webhook_delivery
         WHERE finished_at < now() - interval '7 days'
           AND (status = 'delivered' OR finished_at < now() - interval '30 days')
        """
    )
)


@cache
def _page(with_status: bool, with_type: bool) -> Statement:
    conditions = [_delivery.id > sa.bindparam("after", type_=sa.Uuid)]
    if with_status:
        conditions.append(_status == sa.bindparam("status", type_=sa.Text))
    if with_type:
        conditions.append(_delivery.type == sa.bindparam("type", type_=sa.Text))
    return Statement(
        _shown.where(*conditions).order_by(_delivery.id).limit(sa.bindparam("limit", type_=sa.Integer))
    )


class DeliveryRepository:
    """Rows of the deliveries to one initiative's endpoints."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, endpoint_id: UUID, delivery_id: UUID, kind: DeliveryKind, type_: str) -> None:
        """Something to be delivered now that is no entry of the log."""
        await _INSERT.run(
            self._connection,
            initiative_id=self._initiative_id,
            endpoint_id=endpoint_id,
            id=delivery_id,
            kind=kind.value,
            type=type_,
        )

    async def get(self, endpoint_id: UUID, delivery_id: UUID) -> asyncpg.Record | None:
        """One delivery."""
        return await _GET.first(
            self._connection, initiative=self._initiative_id, endpoint=endpoint_id, this=delivery_id
        )

    async def page(
        self, endpoint_id: UUID, after: UUID, limit: int, status: str | None, type_: str | None
    ) -> list[asyncpg.Record]:
        """Deliveries of an endpoint after an id, perhaps only those of a status and type."""
        given = {name: value for name, value in (("status", status), ("type", type_)) if value is not None}
        return await _page(status is not None, type_ is not None).all(
            self._connection,
            initiative=self._initiative_id,
            endpoint=endpoint_id,
            after=after,
            limit=limit,
            **given,
        )

    async def forget_waiting(self, endpoint_id: UUID, kind: DeliveryKind) -> None:
        """Delete what waits of a kind."""
        await _FORGET_KIND.run(
            self._connection, initiative=self._initiative_id, endpoint=endpoint_id, kind=kind.value
        )

    async def drop_waiting(self, endpoint_id: UUID) -> None:
        """Delete whatever waits."""
        await _DROP_WAITING.run(self._connection, initiative=self._initiative_id, endpoint=endpoint_id)

    async def retry_all(self, endpoint_id: UUID, given_up_since: datetime | None) -> None:
        """Let all events that wait, and those given up since a moment, be tried now, as if never before."""
        await _RETRY_ALL.run(
            self._connection, initiative=self._initiative_id, endpoint=endpoint_id, since=given_up_since
        )

    async def retry(self, endpoint_id: UUID, delivery_id: UUID) -> bool:
        """Let one delivery be tried now, as if never before; says whether there is one."""
        return bool(
            await _RETRY.run(
                self._connection, initiative=self._initiative_id, endpoint=endpoint_id, this=delivery_id
            )
        )

    async def statistics(self, endpoint_id: UUID) -> Mapping[str, Any]:
        """Figures of the last 24 hours and of what waits."""
        return await _STATISTICS.one(self._connection, initiative=self._initiative_id, endpoint=endpoint_id)

    async def errors(self, endpoint_id: UUID) -> Sequence[Mapping[str, Any]]:
        """Why what waits or was lately given up failed last."""
        return await _ERRORS.all(self._connection, initiative=self._initiative_id, endpoint=endpoint_id)

    async def behind(self, endpoint_id: UUID) -> int | None:
        """How many entries of the log have not been looked through for an endpoint."""
        found: int | None = await _BEHIND.value(
            self._connection, initiative=self._initiative_id, endpoint=endpoint_id
        )
        return found

    async def forget_answers(self) -> None:
        """Forget what receivers of the initiative answered."""
        await _FORGET_ANSWERS.run(self._connection, initiative=self._initiative_id)


async def forget_old(connection: asyncpg.Connection) -> int:
    """Delete what was delivered more than seven days ago, or given up more than thirty; says how many."""
    return await _FORGET_OLD.run(connection)
