"""Every SQL statement of single observations and reports."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.metrics.observations.models import observations, reports
from services.metrics.visibility import seen
from shared.database.statements import Statement

_mine = observations.c.initiative_id == sa.bindparam("initiative")
_this = sa.and_(_mine, observations.c.id == sa.bindparam("this"))
_holds = observations.c.superseded_at.is_(None)
_shown = sa.select(
    observations, observations.c.revision.label("version"), reports.c.reported_by, reports.c.reason
).select_from(
    observations.join(
        reports,
        sa.and_(
            reports.c.initiative_id == observations.c.initiative_id,
            reports.c.id == observations.c.report_id,
        ),
    )
)
_INSERT = Statement(insert(observations).on_conflict_do_nothing().returning(observations.c.id))
_GET = Statement(_shown.where(_this, _holds, seen()))
_LOCK = Statement(sa.select(observations.c.indicator_id).where(_this, _holds).with_for_update())
_REVISIONS = Statement(
    _shown.where(_this, observations.c.revision > sa.bindparam("after", type_=sa.Integer), seen())
    .order_by(observations.c.revision)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_SUPERSEDE = Statement(sa.update(observations).where(_this, _holds).values(superseded_at=sa.bindparam("now")))
_NOW = Statement(sa.select(sa.func.clock_timestamp()))
_REPORT = Statement(sa.insert(reports))
_REPORTED = Statement(
    sa.select(reports).where(
        reports.c.initiative_id == sa.bindparam("initiative"),
        reports.c.id == sa.bindparam("this"),
        # Whoever does not see every figure cannot check the digest, and learns nothing of the report.
        sa.not_(sa.exists().where(_mine, observations.c.report_id == sa.bindparam("this"), sa.not_(seen()))),
    )
)
_FORGET = Statement(
    sa.update(reports)
    .where(
        reports.c.initiative_id == sa.bindparam("initiative"),
        reports.c.reported_by == sa.bindparam("person"),
    )
    .values(reported_by=sa.null(), reason=sa.null())
)


@cache
def _page(filters: tuple[str, ...]) -> Statement:
    """One statement for each set of filters, compiled when it is first asked for."""
    return Statement(
        _shown.where(
            _mine,
            _holds,
            observations.c.id > sa.bindparam("after"),
            seen(),
            *(observations.c[name] == sa.bindparam(name) for name in filters),
        )
        .order_by(observations.c.id)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


class ObservationRepository:
    """Rows of figures and reports, in one initiative; figures as the eyes given see them."""

    def __init__(
        self, connection: asyncpg.Connection, initiative_id: UUID, eyes: Mapping[str, Any] | None = None
    ) -> None:
        self._connection = connection
        self._initiative_id = initiative_id
        self._eyes = eyes or {}

    async def get(self, observation_id: UUID) -> asyncpg.Record | None:
        """A figure as it is."""
        return await _GET.first(
            self._connection, initiative=self._initiative_id, this=observation_id, **self._eyes
        )

    async def lock(self, observation_id: UUID) -> asyncpg.Record | None:
        """A figure, held until the transaction ends; None also where it is not seen."""
        await _LOCK.first(self._connection, initiative=self._initiative_id, this=observation_id)
        return await self.get(observation_id)

    async def page(self, after: UUID, limit: int, filters: Mapping[str, Any]) -> list[asyncpg.Record]:
        """Figures after an id, those that have the values given."""
        given = {name: value for name, value in filters.items() if value is not None}
        return await _page(tuple(sorted(given))).all(
            self._connection,
            initiative=self._initiative_id,
            after=after,
            limit=limit,
            **self._eyes,
            **given,
        )

    async def revisions(self, observation_id: UUID, after: int, limit: int) -> list[asyncpg.Record]:
        """How a figure was reported and corrected, oldest first."""
        return await _REVISIONS.all(
            self._connection,
            initiative=self._initiative_id,
            this=observation_id,
            after=after,
            limit=limit,
            **self._eyes,
        )

    async def report(self, report_id: UUID) -> asyncpg.Record | None:
        """A report, where all its figures are seen."""
        return await _REPORTED.first(
            self._connection, initiative=self._initiative_id, this=report_id, **self._eyes
        )

    async def now(self) -> datetime:
        """The time at this moment: what was waited for came before it."""
        moment: datetime = await _NOW.value(self._connection)
        return moment

    async def insert(self, values: Mapping[str, Any]) -> bool:
        """A new figure or revision; False where there is one for its place already."""
        return (
            await _INSERT.first(
                self._connection, initiative_id=self._initiative_id, superseded_at=None, **values
            )
            is not None
        )

    async def supersede(self, observation_id: UUID, now: datetime) -> None:
        """Let a figure hold no more."""
        await _SUPERSEDE.run(self._connection, initiative=self._initiative_id, this=observation_id, now=now)

    async def keep_report(self, values: Mapping[str, Any]) -> None:
        """Keep a report."""
        await _REPORT.run(self._connection, initiative_id=self._initiative_id, **values)

    async def forget(self, person_id: UUID) -> None:
        """Forget who reported what, and empty their reasons."""
        await _FORGET.run(self._connection, initiative=self._initiative_id, person=person_id)
