"""Every SQL statement of handing over mandates."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import aggregate_order_by, insert

from services.registry.handovers.events import HandedStatus, HandoverStatus
from services.registry.handovers.models import handed, handovers
from services.registry.requests.kinds import RequestKind
from services.registry.requests.models import INITIATIVE, asked, standing
from shared.database.statements import Statement

_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_PERSON = sa.bindparam("person", type_=sa.Uuid)
_this = sa.and_(handovers.c.initiative_id == _INITIATIVE, handovers.c.id == sa.bindparam("this"))
_of_handover = sa.and_(
    handed.c.initiative_id == handovers.c.initiative_id, handed.c.handover_id == handovers.c.id
)
_things = (
    sa.select(
        sa.func.jsonb_agg(
            aggregate_order_by(
                sa.func.jsonb_build_object(
                    "id",
                    handed.c.id,
                    "kind",
                    handed.c.kind,
                    "text",
                    handed.c.text,
                    "status",
                    handed.c.status,
                    "reason",
                    handed.c.reason,
                    "changed_at",
                    handed.c.changed_at,
                ),
                handed.c.id,
            )
        )
    )
    .where(_of_handover)
    .correlate(handovers)
    .scalar_subquery()
)
_shown = sa.select(handovers, _things.label("things"))
# One at a time runs of each mandate: a second one is not inserted.
_INSERT = Statement(insert(handovers).on_conflict_do_nothing().returning(handovers.c.id))
_GET = Statement(_shown.where(_this))
# Locked first and read after: what is read by the statement that waited would be as old as its beginning.
_LOCK = Statement(sa.select(handovers.c.id).where(_this).with_for_update())
_PAGE = Statement(
    _shown.where(handovers.c.initiative_id == _INITIATIVE, handovers.c.id > sa.bindparam("after"))
    .order_by(handovers.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_END = Statement(
    sa.update(handovers)
    .where(_this)
    .values(
        status=sa.bindparam("status"),
        ended_at=sa.bindparam("at", type_=sa.DateTime(timezone=True)),
        version=handovers.c.version + 1,
    )
)
_TOUCH = Statement(sa.update(handovers).where(_this).values(version=handovers.c.version + 1))
_INSERT_THING = Statement(sa.insert(handed))
_SET_THING = Statement(
    sa.update(handed)
    .where(
        handed.c.initiative_id == _INITIATIVE,
        handed.c.handover_id == sa.bindparam("this"),
        handed.c.id == sa.bindparam("thing"),
    )
    .values(
        status=sa.bindparam("status"),
        reason=sa.bindparam("reason", type_=handed.c.reason.type),
        returned_by=sa.bindparam("returned_by", type_=sa.Uuid),
        changed_at=sa.bindparam("at", type_=sa.DateTime(timezone=True)),
    )
)
_ERASE = Statement(
    sa.update(handed)
    .where(handed.c.initiative_id == _INITIATIVE, handed.c.returned_by == _PERSON)
    .values(reason=sa.null(), returned_by=sa.null())
)
_each = (
    sa.select(
        handovers.c.initiative_id,
        handovers.c.id,
        handovers.c.status,
        sa.func.unnest(handovers.c.to_organization_ids).label("organization_id"),
    )
    .where(handovers.c.initiative_id == INITIATIVE)
    .subquery("taking_over")
)
REQUESTS = (
    sa.select(
        *asked(
            RequestKind.ACCEPT_HANDOVER,
            subject=handed.c.id,
            parent=handed.c.handover_id,
            organization=_each.c.organization_id,
            asked_at=handed.c.changed_at,
            state=standing(
                done=handed.c.status != HandedStatus.HANDED.value,
                lapsed=_each.c.status != HandoverStatus.RUNNING.value,
            ),
        )
    )
    .select_from(
        _each.join(
            handed,
            sa.and_(handed.c.initiative_id == _each.c.initiative_id, handed.c.handover_id == _each.c.id),
        )
    )
    .where(handed.c.status != HandedStatus.TO_HAND.value),
)
"""Whoever takes over is asked to say of what was handed whether it is there."""


class HandoverRepository:
    """Rows of handing over, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> bool:
        """A new handover; says whether there was none running of its mandate."""
        made = await _INSERT.first(self._connection, initiative_id=self._initiative_id, **values)
        return made is not None

    async def get(self, handover_id: UUID) -> asyncpg.Record | None:
        """One handover, with what is handed."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=handover_id)

    async def lock(self, handover_id: UUID) -> asyncpg.Record | None:
        """One handover, held until the transaction ends."""
        held = await _LOCK.first(self._connection, initiative=self._initiative_id, this=handover_id)
        return None if held is None else await self.get(handover_id)

    async def page(self, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Handovers after an id."""
        return await _PAGE.all(self._connection, initiative=self._initiative_id, after=after, limit=limit)

    async def end(self, handover_id: UUID, status: HandoverStatus, at: Any) -> None:
        """How and when a locked handover ended."""
        await _END.run(
            self._connection, initiative=self._initiative_id, this=handover_id, status=status.value, at=at
        )

    async def insert_thing(self, handover_id: UUID, values: Mapping[str, Any]) -> None:
        """Something more to hand over."""
        await _INSERT_THING.run(
            self._connection, initiative_id=self._initiative_id, handover_id=handover_id, **values
        )
        await _TOUCH.run(self._connection, initiative=self._initiative_id, this=handover_id)

    async def set_thing(self, handover_id: UUID, thing_id: UUID, values: Mapping[str, Any]) -> None:
        """How far something has come."""
        await _SET_THING.run(
            self._connection, initiative=self._initiative_id, this=handover_id, thing=thing_id, **values
        )
        await _TOUCH.run(self._connection, initiative=self._initiative_id, this=handover_id)

    async def erase(self, person_id: UUID) -> None:
        """Empty what a person wrote on returning something."""
        await _ERASE.run(self._connection, initiative=self._initiative_id, person=person_id)
