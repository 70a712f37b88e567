"""Every SQL statement of the support for taking part."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.registry.engagement_activities.models import engagement_activities
from services.registry.meetings.models import meetings
from services.registry.participation_support.models import participation_support
from services.registry.spending.models import spending
from shared.database.statements import Statement

_c = participation_support.c
_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_this = sa.and_(_c.initiative_id == _INITIATIVE, _c.id == sa.bindparam("this", type_=sa.Uuid))
_paid = sa.and_(
    spending.c.initiative_id == _c.initiative_id,
    spending.c.id == _c.spending_id,
    sa.not_(spending.c.withdrawn),
)
_shown = sa.select(participation_support, spending.c.amount, spending.c.currency).select_from(
    participation_support.outerjoin(spending, _paid)
)
# One entry of spending pays for one support: a second one is not inserted.
_INSERT = Statement(insert(participation_support).on_conflict_do_nothing().returning(_c.id))
_GET = Statement(_shown.where(_this))
_LOCK = Statement(sa.select(_c.id).where(_this).with_for_update())
_WITHDRAW = Statement(
    sa.update(participation_support).where(_this).values(withdrawn=sa.true(), version=_c.version + 1)
)
_ENGAGEMENT = Statement(
    sa.select(engagement_activities.c.id).where(
        engagement_activities.c.initiative_id == _INITIATIVE,
        engagement_activities.c.id == sa.bindparam("this", type_=sa.Uuid),
        sa.not_(engagement_activities.c.withdrawn),
    )
)
_MEETING = Statement(
    sa.select(meetings.c.id).where(
        meetings.c.initiative_id == _INITIATIVE, meetings.c.id == sa.bindparam("this", type_=sa.Uuid)
    )
)
# Held, so that it is not withdrawn while it is tied to.
_SPENDING = Statement(
    sa.select(spending.c.id)
    .where(
        spending.c.initiative_id == _INITIATIVE,
        spending.c.id == sa.bindparam("this", type_=sa.Uuid),
        sa.not_(spending.c.withdrawn),
    )
    .with_for_update(read=True)
)
_SUMS = Statement(
    sa.select(
        _c.support,
        spending.c.currency,
        sa.func.count().label("times"),
        sa.cast(sa.func.sum(_c.number), sa.BigInteger).label("number"),
        sa.cast(sa.func.sum(spending.c.amount), sa.BigInteger).label("amount"),
    )
    .select_from(participation_support.outerjoin(spending, _paid))
    .where(
        _c.initiative_id == _INITIATIVE,
        sa.not_(_c.withdrawn),
        _c.given_on >= sa.bindparam("since", type_=sa.Date),
        _c.given_on <= sa.bindparam("until", type_=sa.Date),
    )
    .group_by(_c.support, spending.c.currency)
)


@cache
def _page(filters: tuple[str, ...]) -> Statement:
    """One statement for each set of filters, compiled when it is first asked for."""
    return Statement(
        _shown.where(
            _c.initiative_id == _INITIATIVE,
            _c.id > sa.bindparam("after", type_=sa.Uuid),
            *(_c[name] == sa.bindparam(name, type_=sa.Uuid) for name in filters),
        )
        .order_by(_c.id)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


class ParticipationSupportRepository:
    """Rows of support for taking part, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> bool:
        """New support; says whether its spending was tied to nothing else."""
        row = await _INSERT.first(self._connection, initiative_id=self._initiative_id, **values)
        return row is not None

    async def get(self, support_id: UUID) -> asyncpg.Record | None:
        """One support, with what it cost."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=support_id)

    async def lock(self, support_id: UUID) -> asyncpg.Record | None:
        """One support, held until the transaction ends."""
        await _LOCK.first(self._connection, initiative=self._initiative_id, this=support_id)
        return await self.get(support_id)

    async def withdraw(self, support_id: UUID) -> None:
        """Take locked support back."""
        await _WITHDRAW.run(self._connection, initiative=self._initiative_id, this=support_id)

    async def has_engagement(self, engagement_id: UUID) -> bool:
        """Whether an activity with the community is recorded."""
        of = {"initiative": self._initiative_id, "this": engagement_id}
        return await _ENGAGEMENT.first(self._connection, **of) is not None

    async def has_meeting(self, meeting_id: UUID) -> bool:
        """Whether there is a meeting."""
        of = {"initiative": self._initiative_id, "this": meeting_id}
        return await _MEETING.first(self._connection, **of) is not None

    async def holds_spending(self, spending_id: UUID) -> bool:
        """Whether an entry of spending counts; it does until the transaction ends."""
        of = {"initiative": self._initiative_id, "this": spending_id}
        return await _SPENDING.first(self._connection, **of) is not None

    async def page(self, after: UUID, limit: int, filters: Mapping[str, Any]) -> list[asyncpg.Record]:
        """Support after an id, of the occasion given."""
        given = {name: value for name, value in filters.items() if value is not None}
        return await _page(tuple(sorted(given))).all(
            self._connection, initiative=self._initiative_id, after=after, limit=limit, **given
        )

    async def sums(self, since: date, until: date) -> list[asyncpg.Record]:
        """How often each kind was given in some time, to how many, and what it cost in each currency."""
        return await _SUMS.all(self._connection, initiative=self._initiative_id, since=since, until=until)
