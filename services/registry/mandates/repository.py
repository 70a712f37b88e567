"""Every SQL statement of the mandates."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from services.registry.mandates.events import MandateStatus
from services.registry.mandates.models import mandates
from services.registry.organizations.models import organizations
from shared.database.statements import Statement

_initiative = mandates.c.initiative_id == sa.bindparam("initiative")
_this = sa.and_(_initiative, mandates.c.id == sa.bindparam("this"))
_INSERT = Statement(sa.insert(mandates).returning(mandates))
_GET = Statement(sa.select(mandates).where(_this))
_LOCK = Statement(sa.select(mandates).where(_this).with_for_update())
_SET_STATUS = Statement(
    sa.update(mandates)
    .where(_this)
    .values(status=sa.bindparam("status"), version=mandates.c.version + 1)
    .returning(mandates)
)
_SETTLE = Statement(
    sa.update(mandates)
    .where(_this)
    .values(
        status=sa.bindparam("status"),
        ends_on=sa.func.coalesce(sa.bindparam("ends_on", type_=sa.Date), mandates.c.ends_on),
        decision_id=sa.bindparam("decision"),
        version=mandates.c.version + 1,
    )
)
_KNOWN = Statement(
    sa.select(sa.func.count()).where(
        organizations.c.initiative_id == sa.bindparam("initiative"),
        organizations.c.id == sa.any_(sa.bindparam("ids", type_=ARRAY(sa.Uuid))),
    )
)
_FORGET_AUTHOR = Statement(
    sa.update(mandates)
    .where(_initiative, mandates.c.proposed_by == sa.bindparam("person"))
    .values(proposed_by=sa.null())
)


@cache
def _page(filters: tuple[str, ...]) -> Statement:
    """One statement for each set of filters, compiled when it is first asked for."""
    return Statement(
        sa.select(mandates)
        .where(
            _initiative,
            mandates.c.id > sa.bindparam("after"),
            *(mandates.c[name] == sa.bindparam(name) for name in filters),
        )
        .order_by(mandates.c.id)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


class MandateRepository:
    """Rows of mandates, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A new proposal."""
        return await _INSERT.one(self._connection, initiative_id=self._initiative_id, **values)

    async def get(self, mandate_id: UUID) -> asyncpg.Record | None:
        """One mandate."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=mandate_id)

    async def lock(self, mandate_id: UUID) -> asyncpg.Record | None:
        """One mandate, held until the transaction ends."""
        return await _LOCK.first(self._connection, initiative=self._initiative_id, this=mandate_id)

    async def page(self, after: UUID, limit: int, filters: Mapping[str, Any]) -> list[asyncpg.Record]:
        """Mandates after an id, those that have the values given."""
        given = {name: value for name, value in filters.items() if value is not None}
        return await _page(tuple(sorted(given))).all(
            self._connection, initiative=self._initiative_id, after=after, limit=limit, **given
        )

    async def set_status(self, mandate_id: UUID, status: MandateStatus) -> asyncpg.Record:
        """Write the status of a locked mandate as its next version."""
        return await _SET_STATUS.one(
            self._connection, initiative=self._initiative_id, this=mandate_id, status=status.value
        )

    async def settle(
        self, mandate_id: UUID, decision_id: UUID, status: MandateStatus, ends_on: date | None = None
    ) -> None:
        """Write what was decided of a mandate."""
        await _SETTLE.run(
            self._connection,
            initiative=self._initiative_id,
            this=mandate_id,
            status=status.value,
            ends_on=ends_on,
            decision=decision_id,
        )

    async def knows(self, organization_ids: Sequence[UUID]) -> bool:
        """Whether the initiative has all of some organizations."""
        found = await _KNOWN.value(
            self._connection, initiative=self._initiative_id, ids=list(organization_ids)
        )
        return bool(found == len(set(organization_ids)))

    async def forget_author(self, person_id: UUID) -> None:
        """Empty who proposed mandates; the mandates stay."""
        await _FORGET_AUTHOR.run(self._connection, initiative=self._initiative_id, person=person_id)
