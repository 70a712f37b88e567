"""Every SQL statement of completeness: of figures it reads that there are some, and when they came."""

from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.metrics.following import organizations
from services.metrics.observations.models import observations
from shared.database.statements import Statement

_organization = sa.bindparam("organization", type_=sa.Uuid)
_initiative = sa.bindparam("initiative", type_=sa.Uuid)
_asked = organizations.alias("asked")
_stays = sa.func.coalesce(organizations.c.stays, observations.c.organization_id)
_RECEIVED = Statement(
    sa.select(
        _stays.label("organization_id"),
        observations.c.period_start,
        sa.func.count().filter(observations.c.superseded_at.is_(None)).label("figures"),
        sa.func.min(observations.c.recorded_at).label("first_received_at"),
    )
    .select_from(
        observations.outerjoin(
            organizations,
            sa.and_(
                organizations.c.initiative_id == observations.c.initiative_id,
                organizations.c.id == observations.c.organization_id,
            ),
        )
    )
    .where(
        observations.c.initiative_id == _initiative,
        observations.c.indicator_id == sa.bindparam("indicator"),
        sa.or_(
            _organization.is_(None),
            _stays
            == sa.func.coalesce(
                sa.select(_asked.c.stays)
                .where(_asked.c.initiative_id == _initiative, _asked.c.id == _organization)
                .scalar_subquery(),
                _organization,
            ),
        ),
    )
    .group_by(_stays, observations.c.period_start)
    .order_by(_stays, observations.c.period_start)
)


class CompletenessRepository:
    """What has come in, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def received(self, indicator_id: UUID, organization_id: UUID | None) -> list[asyncpg.Record]:
        """By organization and period: how many figures, and when the first came; merged ones as the one."""
        return await _RECEIVED.all(
            self._connection,
            initiative=self._initiative_id,
            indicator=indicator_id,
            organization=organization_id,
        )
