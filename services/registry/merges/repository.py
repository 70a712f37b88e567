"""Every SQL statement of the mergings."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.registry.mandates.events import MandateStatus
from services.registry.mandates.models import mandates
from services.registry.merges.models import merges
from services.registry.people.models import affiliations, people
from services.registry.seats.models import seats
from services.registry.seats.repository import LIVE
from shared.database.statements import Statement

_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_STANDING = (MandateStatus.PROPOSED, MandateStatus.GRANTED)
_TODAY = sa.bindparam("today", type_=sa.Date)
_this = sa.and_(merges.c.initiative_id == _INITIATIVE, merges.c.id == sa.bindparam("this", type_=sa.Uuid))
_shown = (merges, merges.c.merged_organization_id.label("organization_id"))
_INSERT = Statement(sa.insert(merges).returning(*_shown))
_GET = Statement(sa.select(*_shown).where(_this))
_LOCK = Statement(sa.select(*_shown).where(_this).with_for_update())
_UNDO = Statement(
    sa.update(merges)
    .where(_this)
    .values(undone_at=sa.bindparam("now"), version=merges.c.version + 1)
    .returning(*_shown)
)
_MANDATED = Statement(
    sa.select(sa.true())
    .where(
        mandates.c.initiative_id == _INITIATIVE,
        sa.bindparam("organization", type_=sa.Uuid) == sa.any_(mandates.c.organization_ids),
        sa.or_(*(mandates.c.status == status.value for status in _STANDING)),
        mandates.c.ends_on >= _TODAY,
    )
    .limit(1)
)
_SEATED = Statement(
    sa.select(sa.true())
    .where(
        seats.c.initiative_id == _INITIATIVE,
        seats.c.organization_id == sa.bindparam("organization", type_=sa.Uuid),
        sa.or_(*(seats.c.status == status.value for status in LIVE)),
    )
    .limit(1)
)
_theirs = affiliations.alias("theirs")
# Whoever has left the initiative belongs to nothing anew.
_TO_CARRY = Statement(
    sa.select(affiliations)
    .join(
        people,
        sa.and_(
            people.c.initiative_id == affiliations.c.initiative_id, people.c.id == affiliations.c.person_id
        ),
    )
    .where(
        affiliations.c.initiative_id == _INITIATIVE,
        affiliations.c.organization_id == sa.bindparam("organization", type_=sa.Uuid),
        sa.or_(affiliations.c.until.is_(None), affiliations.c.until >= _TODAY),
        people.c.left_at.is_(None),
        ~sa.exists().where(
            _theirs.c.initiative_id == _INITIATIVE,
            _theirs.c.person_id == affiliations.c.person_id,
            _theirs.c.organization_id == sa.bindparam("into", type_=sa.Uuid),
            sa.or_(_theirs.c.until.is_(None), _theirs.c.until >= _TODAY),
        ),
    )
    .order_by(affiliations.c.id)
)
_END = Statement(
    sa.update(affiliations)
    .where(
        affiliations.c.initiative_id == _INITIATIVE,
        affiliations.c.id == sa.any_(sa.bindparam("ids", type_=sa.ARRAY(sa.Uuid))),
        sa.or_(affiliations.c.until.is_(None), affiliations.c.until > _TODAY),
    )
    .values(until=_TODAY)
    .returning(affiliations.c.id, affiliations.c.person_id)
)
_ERASE = Statement(
    sa.update(merges)
    .where(merges.c.initiative_id == _INITIATIVE, merges.c.author_id == sa.bindparam("author"))
    .values(reason=sa.null(), author_id=sa.null())
)


@cache
def _page(of_one: bool) -> Statement:
    organization = sa.bindparam("organization", type_=sa.Uuid)
    either = sa.or_(
        merges.c.merged_organization_id == organization, merges.c.into_organization_id == organization
    )
    return Statement(
        sa.select(*_shown)
        .where(merges.c.initiative_id == _INITIATIVE, merges.c.id > sa.bindparam("after"))
        .where(*((either,) if of_one else ()))
        .order_by(merges.c.id)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


class MergeRepository:
    """Rows of mergings, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A new merging."""
        return await _INSERT.one(self._connection, initiative_id=self._initiative_id, **values)

    async def get(self, merge_id: UUID) -> asyncpg.Record | None:
        """One merging."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=merge_id)

    async def lock(self, merge_id: UUID) -> asyncpg.Record | None:
        """One merging, held until the transaction ends."""
        return await _LOCK.first(self._connection, initiative=self._initiative_id, this=merge_id)

    async def page(self, after: UUID, limit: int, organization_id: UUID | None) -> list[asyncpg.Record]:
        """Mergings after an id, those of an organization if one is given."""
        given = {} if organization_id is None else {"organization": organization_id}
        return await _page(bool(given)).all(
            self._connection, initiative=self._initiative_id, after=after, limit=limit, **given
        )

    async def undo(self, merge_id: UUID, now: datetime) -> asyncpg.Record:
        """A merging is undone."""
        return await _UNDO.one(self._connection, initiative=self._initiative_id, this=merge_id, now=now)

    async def has_mandate(self, organization_id: UUID, today: date) -> bool:
        """Whether an organization has a mandate to come, in force or proposed."""
        return bool(
            await _MANDATED.value(
                self._connection, initiative=self._initiative_id, organization=organization_id, today=today
            )
        )

    async def has_seat(self, organization_id: UUID) -> bool:
        """Whether somebody sits in a forum for an organization, or was proposed to."""
        return bool(
            await _SEATED.value(
                self._connection, initiative=self._initiative_id, organization=organization_id
            )
        )

    async def to_carry(self, organization_id: UUID, into_id: UUID, today: date) -> list[asyncpg.Record]:
        """Affiliations that hold or will, of people who do not belong to the other organization yet."""
        return await _TO_CARRY.all(
            self._connection,
            initiative=self._initiative_id,
            organization=organization_id,
            into=into_id,
            today=today,
        )

    async def end(self, affiliation_ids: list[UUID], today: date) -> list[asyncpg.Record]:
        """Let affiliations end today that would last longer; answers which these were, and whose."""
        return await _END.all(
            self._connection, initiative=self._initiative_id, ids=affiliation_ids, today=today
        )

    async def erase(self, author_id: UUID) -> None:
        """Empty what a person gave as reasons."""
        await _ERASE.run(self._connection, initiative=self._initiative_id, author=author_id)
