"""Every SQL statement of the invitations."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.registry.invitations.models import invitations
from services.registry.organizations.models import organizations
from services.registry.people.models import affiliations, people
from shared.database.statements import Statement

_here = invitations.c.initiative_id == sa.bindparam("initiative")
_theirs = sa.and_(_here, invitations.c.person_id == sa.bindparam("person"))
_this = sa.and_(_theirs, invitations.c.id == sa.bindparam("this"))
_now = sa.bindparam("now", type_=sa.DateTime(timezone=True))
_today = sa.bindparam("today", type_=sa.Date)
_open = sa.and_(
    invitations.c.redeemed_at.is_(None), invitations.c.revoked_at.is_(None), invitations.c.expires_at > _now
)
_by_secret = invitations.c.secret_hash == sa.bindparam("hash", type_=sa.LargeBinary)
_shown = [column for column in invitations.c if column.name not in ("initiative_id", "secret_hash")]
_next = invitations.c.version + 1

_SHARE_PERSON = Statement(
    sa.select(people.c.id)
    .where(people.c.initiative_id == sa.bindparam("initiative"), people.c.id == sa.bindparam("person"))
    .with_for_update(read=True)
)
_SPEAKS_FOR_FOUNDER = Statement(
    sa.select(affiliations.c.id)
    .join(
        organizations,
        sa.and_(
            organizations.c.initiative_id == affiliations.c.initiative_id,
            organizations.c.id == affiliations.c.organization_id,
        ),
    )
    .where(
        affiliations.c.initiative_id == sa.bindparam("initiative"),
        affiliations.c.person_id == sa.bindparam("person"),
        affiliations.c.represents,
        organizations.c.founding,
        sa.or_(affiliations.c.until.is_(None), affiliations.c.until >= _today),
    )
    .limit(1)
)
_INSERT = Statement(sa.insert(invitations).returning(*_shown))
_PAGE = Statement(
    sa.select(*_shown)
    .where(_theirs, invitations.c.id > sa.bindparam("after"))
    .order_by(invitations.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_LOCK = Statement(sa.select(*_shown).where(_this).with_for_update())
_REVOKE = Statement(sa.update(invitations).where(_this).values(revoked_at=_now, version=_next))
_REVOKE_OPEN = Statement(
    sa.update(invitations)
    .where(_theirs, _open)
    .values(revoked_at=_now, version=_next)
    .returning(invitations.c.id)
)
# By the hash: how long it takes says nothing of a secret nearly guessed.
_FIND = Statement(sa.select(invitations.c.initiative_id, invitations.c.person_id).where(_by_secret))
# One statement: of two requests at the same moment, the second finds it redeemed.
_REDEEM = Statement(
    sa.update(invitations)
    .where(_theirs, _by_secret, _open)
    .values(redeemed_at=_now, version=_next)
    .returning(invitations.c.id)
)


async def invited_by(connection: asyncpg.Connection, secret_hash: bytes) -> tuple[UUID, UUID] | None:
    """The initiative and the person a secret was made for, whether or not it still holds."""
    row = await _FIND.first(connection, hash=secret_hash)
    return (row["initiative_id"], row["person_id"]) if row else None


class InvitationRepository:
    """Rows of invitations, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def share_person(self, person_id: UUID) -> bool:
        """Whether a person is here; they stay until the transaction ends."""
        row = await _SHARE_PERSON.first(self._connection, initiative=self._initiative_id, person=person_id)
        return row is not None

    async def speaks_for_founder(self, person_id: UUID, now: datetime) -> bool:
        """Whether a person represents a founding partner."""
        found = await _SPEAKS_FOR_FOUNDER.first(
            self._connection, initiative=self._initiative_id, person=person_id, today=now.date()
        )
        return found is not None

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A new invitation."""
        return await _INSERT.one(self._connection, initiative_id=self._initiative_id, **values)

    async def page(self, person_id: UUID, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Invitations of a person, after an id."""
        return await _PAGE.all(
            self._connection, initiative=self._initiative_id, person=person_id, after=after, limit=limit
        )

    async def lock(self, person_id: UUID, invitation_id: UUID) -> asyncpg.Record | None:
        """One invitation, held until the transaction ends."""
        return await _LOCK.first(
            self._connection, initiative=self._initiative_id, person=person_id, this=invitation_id
        )

    async def revoke(self, person_id: UUID, invitation_id: UUID, now: datetime) -> None:
        """Revoke a locked invitation."""
        await _REVOKE.run(
            self._connection, initiative=self._initiative_id, person=person_id, this=invitation_id, now=now
        )

    async def revoke_open(self, person_id: UUID, now: datetime) -> list[UUID]:
        """Revoke what a person could still redeem; answers which invitations those were."""
        rows = await _REVOKE_OPEN.all(
            self._connection, initiative=self._initiative_id, person=person_id, now=now
        )
        return [row["id"] for row in rows]

    async def redeem(self, person_id: UUID, secret_hash: bytes, now: datetime) -> bool:
        """Redeem the open invitation of a person that has this secret; says whether there was one."""
        row = await _REDEEM.first(
            self._connection, initiative=self._initiative_id, person=person_id, hash=secret_hash, now=now
        )
        return row is not None
