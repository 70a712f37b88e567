"""Every SQL statement of the reporting dates."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.registry.grants.models import grants
from services.registry.reporting_dates.events import ReportingStatus
from services.registry.reporting_dates.models import reporting_dates
from services.registry.requests.kinds import RequestKind
from services.registry.requests.models import INITIATIVE, TODAY, asked, end_of, standing
from services.registry.staff.repository import funds_keepers
from shared.database.statements import Statement

ASKED_BEFORE = timedelta(days=30)
"""How long before it is due somebody is asked for a report."""

_c = reporting_dates.c
_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_of_grant = sa.and_(_c.initiative_id == _INITIATIVE, _c.grant_id == sa.bindparam("grant", type_=sa.Uuid))
_this = sa.and_(_of_grant, _c.id == sa.bindparam("this", type_=sa.Uuid))
_INSERT = Statement(sa.insert(reporting_dates).returning(reporting_dates))
_GET = Statement(sa.select(reporting_dates).where(_this))
_LOCK = Statement(sa.select(reporting_dates).where(_this).with_for_update())
_PAGE = Statement(
    sa.select(reporting_dates)
    .where(_of_grant, _c.id > sa.bindparam("after", type_=sa.Uuid))
    .order_by(_c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_SETTLE = Statement(
    sa.update(reporting_dates)
    .where(_this)
    .values(
        status=sa.bindparam("status"),
        delivered_on=sa.bindparam("on", type_=sa.Date),
        version=_c.version + 1,
    )
    .returning(reporting_dates)
)
_keepers = funds_keepers(INITIATIVE)
_asked_on = _c.due_on - ASKED_BEFORE.days
REQUESTS = (
    sa.select(
        *asked(
            RequestKind.DELIVER_GRANT_REPORT,
            subject=_c.id,
            parent=_c.grant_id,
            person=_keepers.c.person_id,
            asked_at=sa.func.greatest(
                _c.created_at, sa.func.timezone("UTC", sa.cast(_asked_on, sa.DateTime))
            ),
            due_at=end_of(_c.due_on),
            state=standing(
                done=_c.status == ReportingStatus.DELIVERED.value,
                lapsed=sa.or_(_c.status == ReportingStatus.DROPPED.value, grants.c.closed_on.is_not(None)),
            ),
        )
    )
    .select_from(
        reporting_dates.join(
            grants, sa.and_(grants.c.initiative_id == _c.initiative_id, grants.c.id == _c.grant_id)
        ).join(_keepers, sa.true())
    )
    .where(_c.initiative_id == INITIATIVE, _asked_on <= TODAY),
)
"""A month before a report is due, those on the staff who raise funds are asked for it."""


class ReportingDateRepository:
    """Rows of the reporting dates of a grant, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID, grant_id: UUID) -> None:
        self._connection = connection
        self._of = {"initiative": initiative_id, "grant": grant_id}

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A new reporting date."""
        of = {"initiative_id": self._of["initiative"], "grant_id": self._of["grant"]}
        return await _INSERT.one(self._connection, **of, **values)

    async def get(self, reporting_date_id: UUID) -> asyncpg.Record | None:
        """One reporting date."""
        return await _GET.first(self._connection, **self._of, this=reporting_date_id)

    async def lock(self, reporting_date_id: UUID) -> asyncpg.Record | None:
        """One reporting date, held until the transaction ends."""
        return await _LOCK.first(self._connection, **self._of, this=reporting_date_id)

    async def page(self, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Reporting dates after an id."""
        return await _PAGE.all(self._connection, **self._of, after=after, limit=limit)

    async def settle(
        self, reporting_date_id: UUID, status: ReportingStatus, on: date | None = None
    ) -> asyncpg.Record:
        """What became of a locked reporting date."""
        return await _SETTLE.one(
            self._connection, **self._of, this=reporting_date_id, status=status.value, on=on
        )
