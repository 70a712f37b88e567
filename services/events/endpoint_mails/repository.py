"""Every SQL statement of the mails to owners of endpoints."""

from datetime import datetime, timedelta
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.events.endpoint_mails.models import endpoint_mails as mails
from services.events.webhook_endpoints.models import webhook_endpoints as endpoints
from shared.database.statements import Statement

_TIME = sa.DateTime(timezone=True)
_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_WRITE = Statement(
    sa.insert(mails).from_select(
        [column.name for column in mails.c],
        sa.select(
            endpoints.c.initiative_id,
            sa.bindparam("mail", type_=sa.Uuid),
            endpoints.c.id,
            sa.bindparam("kind", type_=sa.Text),
            sa.bindparam("since", type_=_TIME),
            sa.literal_column("0"),
            sa.func.now(),
            sa.func.now(),
        ).where(
            endpoints.c.initiative_id == _INITIATIVE,
            endpoints.c.id == sa.bindparam("endpoint", type_=sa.Uuid),
            endpoints.c.contact_email.is_not(None),
        ),
        include_defaults=False,
    )
)
_next = (
    sa.select(mails.c.initiative_id, mails.c.id)
    .where(mails.c.due_at <= sa.func.now())
    .order_by(mails.c.due_at)
    .limit(1)
    .with_for_update(skip_locked=True)
    .cte("next")
)
# Whoever takes it has until then; if they die, it is sent again, under the same Message-ID.
_TAKE = Statement(
    sa.update(mails)
    .where(
        mails.c.initiative_id == _next.c.initiative_id,
        mails.c.id == _next.c.id,
        endpoints.c.initiative_id == mails.c.initiative_id,
        endpoints.c.id == mails.c.endpoint_id,
    )
    .values(
        attempts=mails.c.attempts + 1,
        due_at=sa.func.now() + sa.bindparam("lease", type_=sa.Interval),
    )
    .returning(
        mails.c.initiative_id,
        mails.c.id,
        mails.c.endpoint_id,
        mails.c.kind,
        mails.c.failing_since,
        mails.c.attempts,
        endpoints.c.url,
        endpoints.c.contact_email,
    )
)
_this = sa.and_(mails.c.initiative_id == _INITIATIVE, mails.c.id == sa.bindparam("mail", type_=sa.Uuid))
_DELETE = Statement(sa.delete(mails).where(_this))
_POSTPONE = Statement(
    sa.update(mails).where(_this).values(due_at=sa.func.now() + sa.bindparam("wait", type_=sa.Interval))
)
_FORGET = Statement(sa.delete(mails).where(mails.c.created_at < sa.bindparam("before", type_=_TIME)))


async def write(
    connection: asyncpg.Connection,
    initiative_id: UUID,
    endpoint_id: UUID,
    *,
    mail_id: UUID,
    kind: str,
    since: datetime,
) -> None:
    """A mail to the owner of an endpoint, where they have given an address."""
    await _WRITE.run(
        connection, initiative=initiative_id, endpoint=endpoint_id, mail=mail_id, kind=kind, since=since
    )


async def take(connection: asyncpg.Connection, lease: timedelta) -> asyncpg.Record | None:
    """A mail that is due, for the time of a lease."""
    return await _TAKE.first(connection, lease=lease)


async def delete(connection: asyncpg.Connection, initiative_id: UUID, mail_id: UUID) -> None:
    """Forget a mail: it was sent, or given up."""
    await _DELETE.run(connection, initiative=initiative_id, mail=mail_id)


async def postpone(
    connection: asyncpg.Connection, initiative_id: UUID, mail_id: UUID, wait: timedelta
) -> None:
    """Try a mail again later."""
    await _POSTPONE.run(connection, initiative=initiative_id, mail=mail_id, wait=wait)


async def forget_old(connection: asyncpg.Connection, before: datetime) -> None:
    """Forget what nobody sent, in every initiative: where no mail server is set, or none of them works."""
    await _FORGET.run(connection, before=before)
