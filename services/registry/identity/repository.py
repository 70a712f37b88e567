"""Every SQL statement of the identity API: which system a client id names, and when its secret was used."""

from datetime import datetime, timedelta
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.registry.integrations.models import integration_secrets, integrations
from shared.database.statements import Statement

USE_NOTED_EVERY = timedelta(hours=1)
"""A use is written down at most this often for each secret: a token costs no write."""

_TIME = sa.DateTime(timezone=True)
_CLIENT = Statement(
    sa.select(
        integrations.c.initiative_id,
        integrations.c.id,
        integrations.c.scopes,
        integration_secrets.c.id.label("secret_id"),
        integration_secrets.c.digest,
        integration_secrets.c.last_used_at,
    )
    .join(
        integration_secrets,
        sa.and_(
            integration_secrets.c.initiative_id == integrations.c.initiative_id,
            integration_secrets.c.integration_id == integrations.c.id,
        ),
    )
    .where(
        integrations.c.id == sa.bindparam("client"),
        sa.or_(
            integration_secrets.c.expires_at.is_(None),
            integration_secrets.c.expires_at > sa.bindparam("now", type_=_TIME),
        ),
    )
)
_NOTE_USE = Statement(
    sa.update(integration_secrets)
    .where(
        integration_secrets.c.initiative_id == sa.bindparam("initiative"),
        integration_secrets.c.integration_id == sa.bindparam("client"),
        integration_secrets.c.id == sa.bindparam("secret"),
    )
    .values(last_used_at=sa.bindparam("now"))
)


async def find_client(connection: asyncpg.Connection, client_id: UUID, now: datetime) -> list[asyncpg.Record]:
    """The live secrets of a system of whichever initiative, each with what the system may do."""
    return await _CLIENT.all(connection, client=client_id, now=now)


async def note_use(connection: asyncpg.Connection, client: asyncpg.Record, now: datetime) -> None:
    """Write down that a secret was used, unless that was done within the hour."""
    last = client["last_used_at"]
    if last is None or last < now - USE_NOTED_EVERY:
        await _NOTE_USE.run(
            connection,
            initiative=client["initiative_id"],
            client=client["id"],
            secret=client["secret_id"],
            now=now,
        )
