"""Every SQL statement of the policy options."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from services.agenda.decisions.models import decisions
from services.agenda.policy_options.models import STATED, policy_options
from shared.database.statements import Statement

_c = policy_options.c
_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_THIS = sa.bindparam("this", type_=sa.Uuid)
_one = sa.and_(_c.initiative_id == _INITIATIVE, _c.id == _THIS)
_some = sa.and_(_c.initiative_id == _INITIATIVE, _c.id == sa.any_(sa.bindparam("ids", type_=ARRAY(sa.Uuid))))
_INSERT = Statement(sa.insert(policy_options).returning(policy_options))
_GET = Statement(sa.select(policy_options).where(_one))
_LOCK = Statement(sa.select(policy_options).where(_one).with_for_update())
_UPDATE = Statement(
    sa.update(policy_options)
    .where(_one)
    .values({name: sa.bindparam(name) for name in STATED} | {"version": _c.version + 1})
    .returning(policy_options)
)
_PAGE = Statement(
    sa.select(policy_options)
    .where(_c.initiative_id == _INITIATIVE, _c.id > sa.bindparam("after"))
    .order_by(_c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_NAMED_IN_OPEN = Statement(
    sa.select(decisions.c.id)
    .where(
        decisions.c.initiative_id == _INITIATIVE,
        decisions.c.status == "open",
        decisions.c.subject["policy_option_ids"].contains(sa.func.to_jsonb(sa.cast(_THIS, sa.Text))),
    )
    .limit(1)
)
# Whoever opens or closes a decision holds what it is about, in one order and as for a change, which the
# closing makes: nobody words an option anew at that moment, and two decisions about some of the same wait.
_STATUSES = Statement(sa.select(_c.id, _c.status).where(_some).order_by(_c.id).with_for_update())
_CHOOSE = Statement(
    sa.update(policy_options)
    .where(_some, _c.status != "chosen")
    .values(status="chosen", decision_id=sa.bindparam("decision", type_=sa.Uuid), version=_c.version + 1)
)


class PolicyOptionRepository:
    """Rows of policy options, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A new option."""
        return await _INSERT.one(self._connection, initiative_id=self._initiative_id, **values)

    async def get(self, option_id: UUID) -> asyncpg.Record | None:
        """One option."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=option_id)

    async def lock(self, option_id: UUID) -> asyncpg.Record | None:
        """The same, held until the transaction ends."""
        return await _LOCK.first(self._connection, initiative=self._initiative_id, this=option_id)

    async def update(self, option_id: UUID, values: Mapping[str, Any]) -> asyncpg.Record:
        """Write a locked option as its next version."""
        return await _UPDATE.one(self._connection, initiative=self._initiative_id, this=option_id, **values)

    async def page(self, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Options after an id."""
        return await _PAGE.all(self._connection, initiative=self._initiative_id, after=after, limit=limit)

    async def is_being_decided(self, option_id: UUID) -> bool:
        """Whether an open decision is about an option."""
        found = await _NAMED_IN_OPEN.first(self._connection, initiative=self._initiative_id, this=option_id)
        return found is not None

    async def statuses(self, option_ids: Collection[UUID]) -> dict[UUID, str]:
        """How far options have come, by their ids; they stay so until the transaction ends."""
        rows = await _STATUSES.all(self._connection, initiative=self._initiative_id, ids=list(option_ids))
        return {row["id"]: row["status"] for row in rows}

    async def choose(self, option_ids: Collection[UUID], decision_id: UUID) -> None:
        """The partners decided for options."""
        await _CHOOSE.run(
            self._connection, initiative=self._initiative_id, ids=list(option_ids), decision=decision_id
        )
