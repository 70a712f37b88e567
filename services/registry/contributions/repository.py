"""Every SQL statement of the contributions."""

from collections.abc import Mapping
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.registry.contributions.models import contributions
from services.registry.requests.kinds import RequestKind
from services.registry.requests.models import INITIATIVE, asked, standing
from shared.database.statements import Statement

_c = contributions.c
_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_this = sa.and_(_c.initiative_id == _INITIATIVE, _c.id == sa.bindparam("this", type_=sa.Uuid))
_INSERT = Statement(sa.insert(contributions).returning(contributions))
_GET = Statement(sa.select(contributions).where(_this))
_LOCK = Statement(sa.select(contributions).where(_this).with_for_update())
_SETTLE = Statement(
    sa.update(contributions)
    .where(_this)
    .values(
        confirmed=sa.bindparam("confirmed_", type_=sa.Boolean),
        withdrawn=sa.bindparam("withdrawn_", type_=sa.Boolean),
        version=_c.version + 1,
    )
    .returning(contributions)
)
REQUESTS = (
    sa.select(
        *asked(
            RequestKind.CONFIRM_CONTRIBUTION,
            subject=_c.id,
            organization=_c.organization_id,
            asked_at=_c.created_at,
            state=standing(done=_c.confirmed, lapsed=_c.withdrawn),
        )
    ).where(_c.initiative_id == INITIATIVE),
)
"""An organization for which somebody entered a contribution is asked to confirm it."""


@cache
def _page(filters: tuple[str, ...]) -> Statement:
    """One statement for each set of filters, compiled when it is first asked for."""
    return Statement(
        sa.select(contributions)
        .where(
            _c.initiative_id == _INITIATIVE,
            _c.id > sa.bindparam("after", type_=sa.Uuid),
            *(_c[name] == sa.bindparam(name) for name in filters),
        )
        .order_by(_c.id)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


class ContributionRepository:
    """Rows of contributions, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A new contribution."""
        return await _INSERT.one(self._connection, initiative_id=self._initiative_id, **values)

    async def get(self, contribution_id: UUID) -> asyncpg.Record | None:
        """One contribution."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=contribution_id)

    async def lock(self, contribution_id: UUID) -> asyncpg.Record | None:
        """One contribution, held until the transaction ends."""
        return await _LOCK.first(self._connection, initiative=self._initiative_id, this=contribution_id)

    async def page(self, after: UUID, limit: int, filters: Mapping[str, Any]) -> list[asyncpg.Record]:
        """Contributions after an id, those that have the values given."""
        given = {name: value for name, value in filters.items() if value is not None}
        return await _page(tuple(sorted(given))).all(
            self._connection, initiative=self._initiative_id, after=after, limit=limit, **given
        )

    async def settle(self, row: Mapping[str, Any], *, confirmed: bool, withdrawn: bool) -> asyncpg.Record:
        """Whether a locked contribution is confirmed, and whether it is withdrawn."""
        return await _SETTLE.one(
            self._connection,
            initiative=self._initiative_id,
            this=row["id"],
            confirmed_=confirmed,
            withdrawn_=withdrawn,
        )
