"""Every SQL statement of the coverage of forums."""

from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.registry.groupings.models import groupings, organization_groupings
from services.registry.organizations.events import Sector
from services.registry.organizations.models import organizations
from services.registry.seats.events import SeatStatus
from services.registry.seats.models import seats
from shared.database.statements import Statement
from shared.partnership import partner

_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_no_text, _no_id = sa.cast(sa.null(), sa.Text), sa.cast(sa.null(), sa.Uuid)
_seats = (
    sa.select(
        seats.c.organization_id,
        # Who sits for themself counts for the community, as in decisions that sectors balance.
        sa.func.coalesce(organizations.c.sector, Sector.COMMUNITY.value).label("sector"),
        sa.literal(1).label("seats"),
        sa.cast(seats.c.votes, sa.Integer).label("votes"),
        sa.literal(0).label("partners"),
    )
    .select_from(
        seats.outerjoin(
            organizations,
            sa.and_(
                organizations.c.initiative_id == seats.c.initiative_id,
                organizations.c.id == seats.c.organization_id,
            ),
        )
    )
    .where(
        seats.c.initiative_id == _INITIATIVE,
        seats.c.forum_id == sa.bindparam("forum", type_=sa.Uuid),
        seats.c.status == SeatStatus.SEATED.value,
    )
)
_partners = sa.select(
    organizations.c.id, organizations.c.sector, sa.literal(0), sa.literal(0), sa.literal(1)
).where(organizations.c.initiative_id == _INITIATIVE, partner(organizations))
_each = sa.union_all(_seats, _partners).subquery("each")
_in_groupings = _each.join(groupings, groupings.c.initiative_id == _INITIATIVE).outerjoin(
    organization_groupings,
    sa.and_(
        organization_groupings.c.initiative_id == _INITIATIVE,
        organization_groupings.c.grouping_id == groupings.c.id,
        organization_groupings.c.organization_id == _each.c.organization_id,
    ),
)


def _counted(source: sa.FromClause, sector: Any, grouping: Any, value: Any) -> sa.Select[Any]:
    columns = (sector.label("sector"), grouping.label("grouping_id"), value.label("value_id"))
    sums = [
        sa.cast(sa.func.sum(_each.c[name]), sa.Integer).label(name) for name in ("seats", "votes", "partners")
    ]
    inner = sa.select(*columns, *sums).select_from(source)
    return inner.group_by(sa.literal_column("1"), sa.literal_column("2"), sa.literal_column("3"))


_COUNTS = Statement(
    sa.union_all(
        _counted(_each, _each.c.sector, _no_id, _no_id),
        _counted(_in_groupings, _no_text, groupings.c.id, organization_groupings.c.value_id),
    )
)
_GROUPINGS = Statement(
    sa.select(groupings).where(groupings.c.initiative_id == _INITIATIVE).order_by(groupings.c.id)
)


class ForumCoverageRepository:
    """Who sits in a forum and who are partners, by group, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def counts(self, forum_id: UUID) -> list[asyncpg.Record]:
        """Seats, votes and partners of each sector and value of a grouping that has any."""
        return await _COUNTS.all(self._connection, initiative=self._initiative_id, forum=forum_id)

    async def groupings(self) -> list[asyncpg.Record]:
        """Every grouping; their number is bounded."""
        return await _GROUPINGS.all(self._connection, initiative=self._initiative_id)
