"""Every SQL statement of the indicators."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.metrics.following import ON_THE_MAP, adoptions, organizations
from services.metrics.indicators.events import IndicatorStatus
from services.metrics.indicators.models import DEFINING, definitions, indicators
from services.metrics.observations.models import observations
from shared.database.statements import Statement
from shared.ids import uuid7

_this = sa.and_(
    indicators.c.initiative_id == sa.bindparam("initiative"), indicators.c.id == sa.bindparam("this")
)
_STATUS = sa.case(
    (adoptions.c.retired, IndicatorStatus.RETIRED.value),
    (adoptions.c.shared_version.is_not(None), IndicatorStatus.SHARED.value),
    (adoptions.c.proposed_version.is_not(None), IndicatorStatus.PROPOSED.value),
    else_=IndicatorStatus.DRAFT.value,
).label("status")
_joined = indicators.outerjoin(
    adoptions,
    sa.and_(
        adoptions.c.initiative_id == indicators.c.initiative_id,
        adoptions.c.indicator_id == indicators.c.id,
    ),
).join(
    definitions,
    sa.and_(
        definitions.c.initiative_id == indicators.c.initiative_id,
        definitions.c.indicator_id == indicators.c.id,
        definitions.c.version
        == sa.func.coalesce(adoptions.c.shared_version, indicators.c.definition_version),
    ),
)
# The definition that holds: the shared one, or, before there is one, the newest.
_held = sa.select(
    indicators.c.id,
    indicators.c.code,
    _STATUS,
    *(definitions.c[name] for name in DEFINING),
    definitions.c.version.label("definition_version"),
    indicators.c.definition_version.label("newest_definition_version"),
    adoptions.c.proposed_version.label("proposed_definition_version"),
    adoptions.c.proposed_by,
    adoptions.c.decision_id,
    indicators.c.drafted_by,
    indicators.c.created_at,
    # What the partners decided changes an indicator as well.
    (indicators.c.version + sa.func.coalesce(adoptions.c.changes, 0)).label("version"),
    indicators.c.version.label("own_version"),
).select_from(_joined)
_INSERT = Statement(
    insert(indicators).on_conflict_do_nothing(index_elements=["initiative_id", "code"]).returning(indicators)
)
_GET = Statement(_held.where(_this))
_LOCK = Statement(sa.select(indicators.c.id).where(_this).with_for_update(key_share=True))
_NAMED = Statement(
    _held.where(
        indicators.c.initiative_id == sa.bindparam("initiative"), indicators.c.code == sa.bindparam("code")
    )
)
_REDEFINE = Statement(
    sa.update(indicators)
    .where(_this)
    .values(definition_version=indicators.c.version + 1, version=indicators.c.version + 1)
    .returning(indicators.c.version)
)
_DELETE = Statement(sa.delete(indicators).where(_this))
_DEFINITION = Statement(
    sa.select(definitions).where(
        definitions.c.initiative_id == sa.bindparam("initiative"),
        definitions.c.indicator_id == sa.bindparam("indicator"),
        definitions.c.version == sa.bindparam("version"),
    )
)
_KEEP_DEFINITION = Statement(sa.insert(definitions))
_DEFINITIONS = Statement(
    sa.select(definitions)
    .where(
        definitions.c.initiative_id == sa.bindparam("initiative"),
        definitions.c.indicator_id == sa.bindparam("indicator"),
        definitions.c.id > sa.bindparam("after"),
    )
    .order_by(definitions.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_ORGANIZATION = Statement(
    sa.select(organizations.c.id).where(
        organizations.c.initiative_id == sa.bindparam("initiative"),
        organizations.c.id == sa.bindparam("this"),
        ON_THE_MAP,
    )
)
_HAS_FIGURES = Statement(
    sa.select(observations.c.id)
    .where(
        observations.c.initiative_id == sa.bindparam("initiative"),
        observations.c.indicator_id == sa.bindparam("indicator"),
        observations.c.superseded_at.is_(None),
    )
    .limit(1)
)
_FORGET_AUTHOR = Statement(
    sa.update(indicators)
    .where(
        indicators.c.initiative_id == sa.bindparam("initiative"),
        indicators.c.drafted_by == sa.bindparam("person"),
    )
    .values(drafted_by=sa.null(), version=indicators.c.version + 1)
)
_FORGET_DEFINERS = Statement(
    sa.update(definitions)
    .where(
        definitions.c.initiative_id == sa.bindparam("initiative"),
        definitions.c.defined_by == sa.bindparam("person"),
    )
    .values(defined_by=sa.null())
)
_FORGET_PROPOSER = Statement(
    sa.update(adoptions)
    .where(
        adoptions.c.initiative_id == sa.bindparam("initiative"),
        adoptions.c.proposed_by == sa.bindparam("person"),
    )
    .values(proposed_by=sa.null())
)
_FILTERS = {
    "code": indicators.c.code,
    "status": _STATUS.element,
    "level": definitions.c.level,
    "custodian_organization_id": definitions.c.custodian_organization_id,
}


@cache
def _page(filters: tuple[str, ...]) -> Statement:
    """One statement for each set of filters, compiled when it is first asked for."""
    return Statement(
        _held.where(
            indicators.c.initiative_id == sa.bindparam("initiative"),
            indicators.c.id > sa.bindparam("after"),
            *(_FILTERS[name] == sa.bindparam(name) for name in filters),
        )
        .order_by(indicators.c.id)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


class IndicatorRepository:
    """Rows of indicators and of their definitions, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record | None:
        """A new indicator, or None where its code is taken; waits for others who are taking it."""
        return await _INSERT.first(self._connection, initiative_id=self._initiative_id, **values)

    async def get(self, indicator_id: UUID) -> asyncpg.Record | None:
        """One indicator with the definition that holds."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=indicator_id)

    async def named(self, code: str) -> asyncpg.Record | None:
        """The indicator with a code."""
        return await _NAMED.first(self._connection, initiative=self._initiative_id, code=code)

    async def lock(self, indicator_id: UUID) -> asyncpg.Record | None:
        """One indicator, held until the transaction ends."""
        held = await _LOCK.first(self._connection, initiative=self._initiative_id, this=indicator_id)
        # Read again: what the lock waited for may have changed more than the locked row.
        return None if held is None else await self.get(indicator_id)

    async def page(self, after: UUID, limit: int, filters: Mapping[str, Any]) -> list[asyncpg.Record]:
        """Indicators after an id, those that have the values given."""
        given = {name: value for name, value in filters.items() if value is not None}
        return await _page(tuple(sorted(given))).all(
            self._connection, initiative=self._initiative_id, after=after, limit=limit, **given
        )

    async def redefine(
        self, indicator_id: UUID, defining: Mapping[str, Any], defined_by: UUID | None, now: datetime
    ) -> int:
        """Keep a new definition of a locked indicator; answers its version."""
        version: int = await _REDEFINE.value(
            self._connection, initiative=self._initiative_id, this=indicator_id
        )
        await self.keep_definition(indicator_id, version, defining, defined_by, now)
        return version

    async def delete(self, indicator_id: UUID) -> None:
        """Delete an indicator with its definitions."""
        await _DELETE.run(self._connection, initiative=self._initiative_id, this=indicator_id)

    async def keep_definition(
        self,
        indicator_id: UUID,
        version: int,
        defining: Mapping[str, Any],
        defined_by: UUID | None,
        now: datetime,
    ) -> None:
        """Keep how an indicator is defined from one of its versions on."""
        await _KEEP_DEFINITION.run(
            self._connection,
            initiative_id=self._initiative_id,
            indicator_id=indicator_id,
            id=uuid7(),
            version=version,
            defined_by=defined_by,
            defined_at=now,
            **{name: defining[name] for name in DEFINING},
        )

    async def definition(self, indicator_id: UUID, version: int) -> asyncpg.Record:
        """One definition of an indicator."""
        return await _DEFINITION.one(
            self._connection, initiative=self._initiative_id, indicator=indicator_id, version=version
        )

    async def definitions(self, indicator_id: UUID, after: UUID, limit: int) -> list[asyncpg.Record]:
        """How one indicator was defined, oldest first."""
        return await _DEFINITIONS.all(
            self._connection, initiative=self._initiative_id, indicator=indicator_id, after=after, limit=limit
        )

    async def has_organization(self, organization_id: UUID) -> bool:
        """Whether the initiative has an organization."""
        found = await _ORGANIZATION.first(
            self._connection, initiative=self._initiative_id, this=organization_id
        )
        return found is not None

    async def has_figures(self, indicator_id: UUID) -> bool:
        """Whether anything was reported for an indicator."""
        found = await _HAS_FIGURES.first(
            self._connection, initiative=self._initiative_id, indicator=indicator_id
        )
        return found is not None

    async def forget(self, person_id: UUID) -> None:
        """Forget who drafted, defined and proposed what."""
        for statement in (_FORGET_AUTHOR, _FORGET_DEFINERS, _FORGET_PROPOSER):
            await statement.run(self._connection, initiative=self._initiative_id, person=person_id)
