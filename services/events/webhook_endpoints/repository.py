"""Every SQL statement of the webhook endpoints, as their owners read and change them."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.events.webhook_deliveries.models import webhook_deliveries
from services.events.webhook_endpoints.models import webhook_endpoints, webhook_replays, webhook_secrets
from shared.database.statements import Statement
from shared.eventlog.tables import heads
from shared.standing import FactKind
from shared.standing_facts import facts_table

_facts = facts_table("events")
_endpoint = webhook_endpoints.c
_initiative = sa.bindparam("initiative", type_=sa.Uuid)
_this = sa.and_(_endpoint.initiative_id == _initiative, _endpoint.id == sa.bindparam("this", type_=sa.Uuid))
_its = {
    table.name: sa.and_(
        table.c.initiative_id == _initiative, table.c.endpoint_id == sa.bindparam("this", type_=sa.Uuid)
    )
    for table in (webhook_secrets, webhook_replays, webhook_deliveries)
}
_now = sa.bindparam("now", type_=sa.DateTime(timezone=True))
_live = sa.or_(webhook_secrets.c.expires_at.is_(None), webhook_secrets.c.expires_at > _now)


def _waiting(what: sa.ColumnElement[Any], *conditions: sa.ColumnElement[bool]) -> sa.ScalarSelect[Any]:
    delivery = webhook_deliveries.c
    return (
        sa.select(what)
        .select_from(webhook_deliveries)
        .where(
            delivery.initiative_id == _endpoint.initiative_id,
            delivery.endpoint_id == _endpoint.id,
            delivery.status == sa.literal_column("'waiting'"),
            *conditions,
        )
        .correlate(webhook_endpoints)
        .scalar_subquery()
    )


_first_waiting = _waiting(sa.func.min(webhook_deliveries.c.position))
_holding = _waiting(
    sa.func.min(sa.cast(webhook_deliveries.c.id, sa.Text)),
    webhook_deliveries.c.position == _first_waiting,
    webhook_deliveries.c.attempts > 0,
)
_with_state = sa.select(
    webhook_endpoints,
    _waiting(sa.func.count()).label("waiting"),
    sa.func.coalesce(_first_waiting - 1, _endpoint.taken_to).label("acknowledged_to"),
    sa.case((_endpoint.ordered, sa.cast(_holding, sa.Uuid))).label("held_by"),
)
_INSERT = Statement(sa.insert(webhook_endpoints))
_GET = Statement(_with_state.where(_this))
_LOCK = Statement(sa.select(webhook_endpoints).where(_this).with_for_update())
_ANY = sa.bindparam("any", type_=sa.Boolean)
_PAGE = Statement(
    _with_state.where(
        _endpoint.initiative_id == _initiative,
        _endpoint.id > sa.bindparam("after", type_=sa.Uuid),
        sa.or_(
            _ANY,
            _endpoint.organization_id == sa.any_(sa.bindparam("organizations", type_=sa.ARRAY(sa.Uuid))),
            _endpoint.integration_id == sa.bindparam("integration", type_=sa.Uuid),
        ),
    )
    .order_by(_endpoint.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_PUT = Statement(
    sa.update(webhook_endpoints)
    .where(_this)
    .values(
        {
            name: sa.bindparam(name, type_=_endpoint[name].type)
            for name in (
                *(
                    "url",
                    "description",
                    "contact_email",
                    "types",
                    "subject",
                    "ordered",
                    "per_second",
                    "status",
                    "reason",
                ),
                *("taken_to", "rest_until", "failures", "failing_since", "warned_at", "version"),
            )
        }
        | {"wake_at": sa.func.now(), "crowded": sa.false()}
    )
)
_WAKE = Statement(
    sa.update(webhook_endpoints).where(_this).values(wake_at=sa.func.now(), rest_until=sa.null())
)
_DELETE = Statement(sa.delete(webhook_endpoints).where(_this))
_COUNT = Statement(
    sa.select(sa.func.count()).where(
        _endpoint.initiative_id == _initiative,
        _endpoint.integration_id == sa.bindparam("integration", type_=sa.Uuid),
        _endpoint.status != sa.literal_column("'ended'"),
    )
)
_INTEGRATION = Statement(
    sa.select(_facts.c.object_id, _facts.c.detail).where(
        _facts.c.initiative_id == _initiative,
        _facts.c.subject_id == sa.bindparam("integration", type_=sa.Uuid),
        _facts.c.kind == FactKind.INTEGRATION.value,
    )
)
_SIZE = Statement(sa.select(heads.c.size).where(heads.c.initiative_id == _initiative))
_INSERT_SECRET = Statement(sa.insert(webhook_secrets).returning(webhook_secrets))
_SECRETS = Statement(
    sa.select(webhook_secrets)
    .where(
        webhook_secrets.c.initiative_id == _initiative,
        webhook_secrets.c.endpoint_id == sa.any_(sa.bindparam("these", type_=sa.ARRAY(sa.Uuid))),
        _live,
    )
    .order_by(webhook_secrets.c.id)
)
_EXPIRE = Statement(
    sa.update(webhook_secrets)
    .where(_its["webhook_secret"])
    .values(
        expires_at=sa.func.least(
            webhook_secrets.c.expires_at, sa.bindparam("until", type_=sa.DateTime(timezone=True))
        )
    )
)
_DELETE_EXPIRED = Statement(sa.delete(webhook_secrets).where(_its["webhook_secret"], sa.not_(_live)))
_INSERT_REPLAY = Statement(sa.insert(webhook_replays).returning(webhook_replays))
_REPLAYS = Statement(
    sa.select(webhook_replays, webhook_replays.c.taken_to.label("after"))
    .where(
        webhook_replays.c.initiative_id == _initiative,
        webhook_replays.c.endpoint_id == sa.any_(sa.bindparam("these", type_=sa.ARRAY(sa.Uuid))),
    )
    .order_by(webhook_replays.c.id)
)
_DELETE_REPLAYS = Statement(sa.delete(webhook_replays).where(_its["webhook_replay"]))
_END_ALL_OF = Statement(
    sa.text(
        """
        WITH ended AS (
            UPDATE events.webhook_endpoint
               SET status = 'ended', reason = 'standing_lost', wake_at = NULL, version = version + 1
             WHERE initiative_id = :initiative AND integration_id = :integration AND status <> 'ended'
            RETURNING id
        ), unasked AS (
            DELETE FROM events.webhook_replay
             WHERE initiative_id = :initiative AND endpoint_id IN (SELECT id FROM ended)
        )
        DELETE FROM events.webhook_delivery
         WHERE initiative_id = :initiative AND endpoint_id IN (SELECT id FROM ended) AND status = 'waiting'
        """
    ).bindparams(sa.bindparam("initiative", type_=sa.Uuid), sa.bindparam("integration", type_=sa.Uuid))
)


class EndpointRepository:
    """Rows of webhook endpoints, their secrets and replays, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> None:
        """A new endpoint."""
        await _INSERT.run(self._connection, initiative_id=self._initiative_id, **values)

    async def get(self, endpoint_id: UUID) -> asyncpg.Record | None:
        """One endpoint, with how many deliveries wait and since where."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=endpoint_id)

    async def lock(self, endpoint_id: UUID) -> asyncpg.Record | None:
        """One endpoint, held until the transaction ends."""
        return await _LOCK.first(self._connection, initiative=self._initiative_id, this=endpoint_id)

    async def page(
        self, after: UUID, limit: int, organizations: Collection[UUID] | None, integration_id: UUID | None
    ) -> list[asyncpg.Record]:
        """Endpoints after an id, of some organizations, of one system, or (None and None) of any."""
        return await _PAGE.all(
            self._connection,
            initiative=self._initiative_id,
            after=after,
            limit=limit,
            any=organizations is None and integration_id is None,
            organizations=list(organizations or ()),
            integration=integration_id,
        )

    async def put(self, endpoint_id: UUID, values: Mapping[str, Any]) -> None:
        """Write a locked endpoint, and let a dispatcher look at it now."""
        await _PUT.run(self._connection, initiative=self._initiative_id, this=endpoint_id, **values)

    async def wake(self, endpoint_id: UUID) -> None:
        """Let a dispatcher look at a locked endpoint now."""
        await _WAKE.run(self._connection, initiative=self._initiative_id, this=endpoint_id)

    async def delete(self, endpoint_id: UUID) -> None:
        """Forget an endpoint with all that belongs to it."""
        await _DELETE.run(self._connection, initiative=self._initiative_id, this=endpoint_id)

    async def count(self, integration_id: UUID) -> int:
        """How many endpoints of an integration have not ended."""
        found: int = await _COUNT.value(
            self._connection, initiative=self._initiative_id, integration=integration_id
        )
        return found

    async def integration(self, integration_id: UUID) -> asyncpg.Record | None:
        """The organization of a system and its scopes, as the log states them."""
        return await _INTEGRATION.first(
            self._connection, initiative=self._initiative_id, integration=integration_id
        )

    async def size(self) -> int:
        """How many entries the log has."""
        found: int = await _SIZE.value(self._connection, initiative=self._initiative_id)
        return found

    async def insert_secret(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A new secret."""
        return await _INSERT_SECRET.one(self._connection, initiative_id=self._initiative_id, **values)

    async def secrets(self, endpoint_ids: Collection[UUID], now: datetime) -> list[asyncpg.Record]:
        """The live secrets of some endpoints, oldest first."""
        return await _SECRETS.all(
            self._connection, initiative=self._initiative_id, these=list(endpoint_ids), now=now
        )

    async def expire_secrets(self, endpoint_id: UUID, until: datetime) -> None:
        """Let every secret of an endpoint end at a moment, unless it ends before."""
        await _EXPIRE.run(self._connection, initiative=self._initiative_id, this=endpoint_id, until=until)

    async def delete_expired(self, endpoint_id: UUID, now: datetime) -> None:
        """Forget the secrets of an endpoint whose time is over."""
        await _DELETE_EXPIRED.run(self._connection, initiative=self._initiative_id, this=endpoint_id, now=now)

    async def insert_replay(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A new replay."""
        return await _INSERT_REPLAY.one(self._connection, initiative_id=self._initiative_id, **values)

    async def replays(self, endpoint_ids: Collection[UUID]) -> list[asyncpg.Record]:
        """What is still to be replayed to some endpoints."""
        return await _REPLAYS.all(self._connection, initiative=self._initiative_id, these=list(endpoint_ids))

    async def delete_replays(self, endpoint_id: UUID) -> None:
        """Replay nothing more to an endpoint."""
        await _DELETE_REPLAYS.run(self._connection, initiative=self._initiative_id, this=endpoint_id)

    async def end_all_of(self, integration_id: UUID) -> None:
        """End every endpoint of a system that was shut out, with all that waits for it."""
        await _END_ALL_OF.run(self._connection, initiative=self._initiative_id, integration=integration_id)
