"""Every SQL statement of reports that are due."""

from datetime import date
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.metrics.following import adoptions, organizations
from services.metrics.indicators.models import definitions, indicators
from services.metrics.observations.models import observations
from services.metrics.reports_due.models import reports_due
from shared.database.statements import Statement
from shared.eventlog.tables import goes_on

_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_INDICATOR = sa.bindparam("indicator", type_=sa.Uuid)
_ORGANIZATION = sa.bindparam("organization", type_=sa.Uuid)
_START = sa.bindparam("start", type_=sa.Date)
_shared = (
    adoptions.join(
        indicators,
        sa.and_(
            indicators.c.initiative_id == adoptions.c.initiative_id,
            indicators.c.id == adoptions.c.indicator_id,
        ),
    )
    .join(
        definitions,
        sa.and_(
            definitions.c.initiative_id == adoptions.c.initiative_id,
            definitions.c.indicator_id == adoptions.c.indicator_id,
            definitions.c.version == adoptions.c.shared_version,
        ),
    )
    .join(
        observations,
        sa.and_(
            observations.c.initiative_id == adoptions.c.initiative_id,
            observations.c.indicator_id == adoptions.c.indicator_id,
        ),
    )
    .join(
        organizations,
        sa.and_(
            organizations.c.initiative_id == observations.c.initiative_id,
            organizations.c.id == observations.c.organization_id,
        ),
    )
)
_STAYS = organizations.c.stays
_merged = organizations.alias("merged")


def _of_one(initiative: Any, organization: Any) -> sa.Select[Any]:
    """An organization's id, and those of all that were merged into it."""
    return sa.select(_merged.c.id).where(
        _merged.c.initiative_id == initiative, _merged.c.stays == organization
    )


_REPORTING = Statement(
    sa.select(
        adoptions.c.initiative_id,
        adoptions.c.indicator_id,
        indicators.c.code,
        definitions.c.period_type,
        _STAYS.label("organization_id"),
        sa.func.min(observations.c.period_start).label("first"),
        sa.func.max(observations.c.period_start).label("last"),
        sa.select(sa.func.max(reports_due.c.period_start))
        .where(
            reports_due.c.initiative_id == adoptions.c.initiative_id,
            reports_due.c.indicator_id == adoptions.c.indicator_id,
            reports_due.c.organization_id == _STAYS,
        )
        .scalar_subquery()
        .label("said"),
    )
    .select_from(_shared)
    .where(
        adoptions.c.shared_version.is_not(None),
        sa.not_(adoptions.c.retired),
        goes_on(adoptions.c.initiative_id),
    )
    .group_by(
        adoptions.c.initiative_id,
        adoptions.c.indicator_id,
        indicators.c.code,
        definitions.c.period_type,
        _STAYS,
    )
    .order_by(adoptions.c.initiative_id, adoptions.c.indicator_id, _STAYS)
)
_REPORTED = Statement(
    sa.select(sa.true())
    .select_from(observations)
    .where(
        observations.c.initiative_id == _INITIATIVE,
        observations.c.indicator_id == _INDICATOR,
        observations.c.organization_id.in_(_of_one(_INITIATIVE, _ORGANIZATION)),
        observations.c.period_start == _START,
    )
    .limit(1)
)
_SAY = Statement(insert(reports_due).on_conflict_do_nothing())
_asked = organizations.alias("asked")
_asked_stays = (
    sa.select(_asked.c.stays)
    .where(
        _asked.c.initiative_id == reports_due.c.initiative_id, _asked.c.id == reports_due.c.organization_id
    )
    .correlate(reports_due)
    .scalar_subquery()
)
_come = (
    sa.select(observations.c.period)
    .where(
        observations.c.initiative_id == reports_due.c.initiative_id,
        observations.c.indicator_id == reports_due.c.indicator_id,
        observations.c.organization_id.in_(
            _of_one(reports_due.c.initiative_id, _asked_stays).correlate(reports_due)
        ),
        observations.c.period_start == reports_due.c.period_start,
    )
    .limit(1)
)
_period = _come.with_only_columns(observations.c.period).correlate(reports_due).scalar_subquery()
_period_end = _come.with_only_columns(observations.c.period_end).correlate(reports_due).scalar_subquery()
_code = (
    sa.select(indicators.c.code)
    .where(
        indicators.c.initiative_id == reports_due.c.initiative_id,
        indicators.c.id == reports_due.c.indicator_id,
    )
    .correlate(reports_due)
    .scalar_subquery()
)
_RECEIVE = Statement(
    sa.update(reports_due)
    .where(
        reports_due.c.initiative_id == _INITIATIVE,
        sa.not_(reports_due.c.received),
        sa.exists(_come.correlate(reports_due)),
    )
    .values(received=sa.true())
    .returning(
        reports_due.c.indicator_id,
        _code.label("indicator_code"),
        reports_due.c.organization_id,
        _period.label("period"),
        reports_due.c.period_start,
        _period_end.label("period_end"),
    )
)
_COME = Statement(
    sa.select(reports_due.c.initiative_id)
    .distinct()
    .where(
        sa.not_(reports_due.c.received),
        sa.exists(_come.correlate(reports_due)),
        goes_on(reports_due.c.initiative_id),
    )
)


async def reporting(connection: asyncpg.Connection) -> list[asyncpg.Record]:
    """Whoever reports which shared indicator, in every initiative: since when, and what was last due."""
    return await _REPORTING.all(connection)


async def come(connection: asyncpg.Connection) -> list[UUID]:
    """Initiatives in which reports have come that are not known to have."""
    return [row["initiative_id"] for row in await _COME.all(connection)]


class ReportDueRepository:
    """Reports that are due, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def reported(self, indicator_id: UUID, organization_id: UUID, start: date) -> bool:
        """Whether an organization has reported a period, be it that the figure is missing."""
        found: Any = await _REPORTED.value(
            self._connection,
            initiative=self._initiative_id,
            indicator=indicator_id,
            organization=organization_id,
            start=start,
        )
        return bool(found)

    async def receive(self) -> list[asyncpg.Record]:
        """Note which of the reports that were due have come, and had not been known to have."""
        return await _RECEIVE.all(self._connection, initiative=self._initiative_id)

    async def say(self, indicator_id: UUID, organization_id: UUID, start: date, *, received: bool) -> bool:
        """Note that a report is said to be due; says whether it had not been."""
        return bool(
            await _SAY.run(
                self._connection,
                initiative_id=self._initiative_id,
                indicator_id=indicator_id,
                organization_id=organization_id,
                period_start=start,
                received=received,
            )
        )
