"""Every SQL statement of the integrations."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.registry.integrations.models import integration_secrets, integrations
from shared.database.statements import Statement

_this = sa.and_(
    integrations.c.initiative_id == sa.bindparam("initiative"), integrations.c.id == sa.bindparam("this")
)
_its_secrets = sa.and_(
    integration_secrets.c.initiative_id == sa.bindparam("initiative"),
    integration_secrets.c.integration_id == sa.bindparam("this"),
)
_live = sa.or_(
    integration_secrets.c.expires_at.is_(None),
    integration_secrets.c.expires_at > sa.bindparam("now", type_=sa.DateTime(timezone=True)),
)
_one_secret = integration_secrets.c.id == sa.bindparam("secret")

_INSERT = Statement(sa.insert(integrations).returning(integrations))
_GET = Statement(sa.select(integrations).where(_this))
_LOCK = Statement(sa.select(integrations).where(_this).with_for_update())
_TOUCH = Statement(
    sa.update(integrations).where(_this).values(version=integrations.c.version + 1).returning(integrations)
)
_DELETE = Statement(sa.delete(integrations).where(_this))
_ANY_ORGANIZATION = sa.bindparam("of_any", type_=sa.Boolean)
_PAGE = Statement(
    sa.select(integrations)
    .where(
        integrations.c.initiative_id == sa.bindparam("initiative"),
        integrations.c.id > sa.bindparam("after"),
        sa.or_(
            _ANY_ORGANIZATION,
            integrations.c.organization_id == sa.any_(sa.bindparam("of", type_=sa.ARRAY(sa.Uuid))),
        ),
    )
    .order_by(integrations.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_INSERT_SECRET = Statement(sa.insert(integration_secrets).returning(integration_secrets))
_SECRETS = Statement(
    sa.select(integration_secrets)
    .where(
        integration_secrets.c.initiative_id == sa.bindparam("initiative"),
        integration_secrets.c.integration_id == sa.any_(sa.bindparam("these", type_=sa.ARRAY(sa.Uuid))),
        _live,
    )
    .order_by(integration_secrets.c.id)
)
_EXPIRE = Statement(
    sa.update(integration_secrets)
    .where(_its_secrets)
    .values(expires_at=sa.func.least(integration_secrets.c.expires_at, sa.bindparam("until")))
)
_DELETE_SECRET = Statement(sa.delete(integration_secrets).where(_its_secrets, _one_secret, _live))
_DELETE_EXPIRED = Statement(sa.delete(integration_secrets).where(_its_secrets, sa.not_(_live)))


class IntegrationRepository:
    """Rows of integrations and of their secrets, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A new integration."""
        return await _INSERT.one(self._connection, initiative_id=self._initiative_id, **values)

    async def get(self, integration_id: UUID) -> asyncpg.Record | None:
        """One integration."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=integration_id)

    async def lock(self, integration_id: UUID) -> asyncpg.Record | None:
        """One integration, held until the transaction ends."""
        return await _LOCK.first(self._connection, initiative=self._initiative_id, this=integration_id)

    async def page(self, after: UUID, limit: int, of: Collection[UUID] | None) -> list[asyncpg.Record]:
        """Integrations after an id, of some organizations or of any."""
        return await _PAGE.all(
            self._connection,
            initiative=self._initiative_id,
            after=after,
            limit=limit,
            of_any=of is None,
            of=list(of or ()),
        )

    async def touch(self, integration_id: UUID) -> asyncpg.Record:
        """The next version of a locked integration."""
        return await _TOUCH.one(self._connection, initiative=self._initiative_id, this=integration_id)

    async def delete(self, integration_id: UUID) -> None:
        """Forget an integration and its secrets."""
        await _DELETE.run(self._connection, initiative=self._initiative_id, this=integration_id)

    async def insert_secret(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A new secret."""
        return await _INSERT_SECRET.one(self._connection, initiative_id=self._initiative_id, **values)

    async def secrets(self, integration_ids: Collection[UUID], now: datetime) -> list[asyncpg.Record]:
        """The live secrets of some integrations, oldest first."""
        return await _SECRETS.all(
            self._connection, initiative=self._initiative_id, these=list(integration_ids), now=now
        )

    async def expire_secrets(self, integration_id: UUID, until: datetime) -> None:
        """Let every secret of an integration end at a moment, unless it ends before."""
        await _EXPIRE.run(self._connection, initiative=self._initiative_id, this=integration_id, until=until)

    async def delete_secret(self, integration_id: UUID, secret_id: UUID, now: datetime) -> bool:
        """End a live secret; says whether there was one."""
        return bool(
            await _DELETE_SECRET.run(
                self._connection,
                initiative=self._initiative_id,
                this=integration_id,
                secret=secret_id,
                now=now,
            )
        )

    async def delete_expired(self, integration_id: UUID, now: datetime) -> None:
        """Forget the secrets of an integration whose time is over."""
        await _DELETE_EXPIRED.run(
            self._connection, initiative=self._initiative_id, this=integration_id, now=now
        )
