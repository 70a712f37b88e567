"""Every SQL statement of the instalments."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.registry.grants.models import grants
from services.registry.instalments.events import InstalmentStatus
from services.registry.instalments.models import instalments
from services.registry.requests.kinds import RequestKind
from services.registry.requests.models import INITIATIVE, TODAY, asked, end_of, standing
from services.registry.staff.repository import funds_keepers
from shared.database.statements import Statement

_c = instalments.c
_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_GRANT = sa.bindparam("grant", type_=sa.Uuid)
_of_grant = sa.and_(_c.initiative_id == _INITIATIVE, _c.grant_id == _GRANT)
_this = sa.and_(_of_grant, _c.id == sa.bindparam("this", type_=sa.Uuid))
_INSERT = Statement(sa.insert(instalments).returning(instalments))
_GET = Statement(sa.select(instalments).where(_this))
_LOCK = Statement(sa.select(instalments).where(_this).with_for_update())
_PAGE = Statement(
    sa.select(instalments)
    .where(_of_grant, _c.id > sa.bindparam("after", type_=sa.Uuid))
    .order_by(_c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_changing = ("amount", "due_on", "status", "received_on", "moves")
_UPDATE = Statement(
    sa.update(instalments)
    .where(_this)
    .values({name: sa.bindparam(name) for name in _changing} | {"version": _c.version + 1})
    .returning(instalments)
)
_keepers = funds_keepers(INITIATIVE)
REQUESTS = (
    sa.select(
        *asked(
            RequestKind.NOTE_INSTALMENT,
            subject=_c.id,
            parent=_c.grant_id,
            person=_keepers.c.person_id,
            asked_at=sa.func.timezone("UTC", sa.cast(_c.due_on, sa.DateTime)),
            due_at=end_of(_c.due_on),
            state=standing(
                done=_c.status != InstalmentStatus.DUE.value, lapsed=grants.c.closed_on.is_not(None)
            ),
        )
    )
    .select_from(
        instalments.join(
            grants, sa.and_(grants.c.initiative_id == _c.initiative_id, grants.c.id == _c.grant_id)
        ).join(_keepers, sa.true())
    )
    .where(_c.initiative_id == INITIATIVE, _c.due_on <= TODAY),
)
"""From the day an instalment is due, those on the staff who raise funds are asked whether it arrived."""


class InstalmentRepository:
    """Rows of the instalments of a grant, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID, grant_id: UUID) -> None:
        self._connection = connection
        self._of = {"initiative": initiative_id, "grant": grant_id}

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A new instalment."""
        of = {"initiative_id": self._of["initiative"], "grant_id": self._of["grant"]}
        return await _INSERT.one(self._connection, **of, **values)

    async def get(self, instalment_id: UUID) -> asyncpg.Record | None:
        """One instalment."""
        return await _GET.first(self._connection, **self._of, this=instalment_id)

    async def lock(self, instalment_id: UUID) -> asyncpg.Record | None:
        """One instalment, held until the transaction ends."""
        return await _LOCK.first(self._connection, **self._of, this=instalment_id)

    async def page(self, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Instalments after an id."""
        return await _PAGE.all(self._connection, **self._of, after=after, limit=limit)

    async def update(self, row: Mapping[str, Any], changes: Mapping[str, Any]) -> asyncpg.Record:
        """Write changes to a locked instalment as its next version."""
        values = {name: changes.get(name, row[name]) for name in _changing}
        return await _UPDATE.one(self._connection, **self._of, this=row["id"], **values)
