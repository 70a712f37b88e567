"""Every SQL statement of coverage."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.registry.coverage.models import targets
from services.registry.groupings.models import groupings, organization_groupings
from services.registry.organizations.models import organizations
from shared.database.statements import Statement
from shared.partnership import Stage, partner

_initiative = targets.c.initiative_id == sa.bindparam("initiative")
_this = sa.and_(_initiative, targets.c.id == sa.bindparam("this"))
_INSERT = Statement(insert(targets).on_conflict_do_nothing().returning(targets))
_COUNT = Statement(sa.select(sa.func.count()).select_from(targets).where(_initiative))
_ALL = Statement(sa.select(targets).where(_initiative).order_by(targets.c.id))
_PAGE = Statement(
    sa.select(targets)
    .where(_initiative, targets.c.id > sa.bindparam("after"))
    .order_by(targets.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_LOCK = Statement(sa.select(targets).where(_this).with_for_update())
_DELETE = Statement(sa.delete(targets).where(_this))
_GROUPINGS = Statement(
    sa.select(groupings)
    .where(groupings.c.initiative_id == sa.bindparam("initiative"))
    .order_by(groupings.c.id)
)

_o = organizations.c
_mine = sa.and_(_o.initiative_id == sa.bindparam("initiative"), _o.merged_into.is_(None))
_stage = sa.case((partner(organizations), Stage.PARTNER.value), else_=_o.stage).label("stage")
_no_text = sa.cast(sa.null(), sa.Text)
_no_id = sa.cast(sa.null(), sa.Uuid)
_NONE: dict[str, Any] = {
    **{"sector": _no_text, "grouping_id": _no_id, "value_id": _no_id},
    **{"population_group": _no_text, "place": _no_text, "decision_maker_kind": _no_text},
}


def _grouped(source: sa.FromClause, **by: Any) -> sa.Select[Any]:
    """How many organizations there are at each stage, of each group of one kind."""
    inner = sa.select(*(by.get(name, null).label(name) for name, null in _NONE.items()), _stage)
    each = inner.select_from(source).where(_mine).subquery()
    return sa.select(*each.c, sa.func.count().label("organizations")).group_by(*each.c)


def _each(codes: sa.Column[Any], name: str) -> Any:
    return sa.select(sa.func.unnest(codes).label("code")).distinct().correlate(organizations).lateral(name)


_everywhere = organizations.join(groupings, groupings.c.initiative_id == _o.initiative_id).outerjoin(
    organization_groupings,
    sa.and_(
        organization_groupings.c.initiative_id == _o.initiative_id,
        organization_groupings.c.grouping_id == groupings.c.id,
        organization_groupings.c.organization_id == _o.id,
    ),
)
_populations = _each(_o.population_groups, "served")
_places = _each(_o.places_served, "places")
_deciding = _each(_o.decision_maker_kinds, "deciding")
_COUNTS = Statement(
    sa.union_all(
        _grouped(organizations, sector=_o.sector),
        _grouped(_everywhere, grouping_id=groupings.c.id, value_id=organization_groupings.c.value_id),
        _grouped(organizations.join(_populations, sa.true()), population_group=_populations.c.code),
        _grouped(organizations.join(_places, sa.true()), place=_places.c.code),
        _grouped(organizations.join(_deciding, sa.true()), decision_maker_kind=_deciding.c.code),
    )
)


class CoverageRepository:
    """Rows of targets, and what there is to count, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record | None:
        """A new target; None where there is one for that group, counted in that way."""
        return await _INSERT.first(self._connection, initiative_id=self._initiative_id, **values)

    async def count(self) -> int:
        """How many targets there are."""
        return int(await _COUNT.value(self._connection, initiative=self._initiative_id))

    async def targets(self) -> list[asyncpg.Record]:
        """Every target; their number is bounded."""
        return await _ALL.all(self._connection, initiative=self._initiative_id)

    async def page(self, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Targets after an id."""
        return await _PAGE.all(self._connection, initiative=self._initiative_id, after=after, limit=limit)

    async def lock(self, target_id: UUID) -> asyncpg.Record | None:
        """One target, held until the transaction ends."""
        return await _LOCK.first(self._connection, initiative=self._initiative_id, this=target_id)

    async def delete(self, target_id: UUID) -> None:
        """Forget a target."""
        await _DELETE.run(self._connection, initiative=self._initiative_id, this=target_id)

    async def groupings(self) -> list[asyncpg.Record]:
        """Every grouping; their number is bounded."""
        return await _GROUPINGS.all(self._connection, initiative=self._initiative_id)

    async def counts(self) -> list[asyncpg.Record]:
        """How many organizations there are of each group and stage."""
        return await _COUNTS.all(self._connection, initiative=self._initiative_id)
