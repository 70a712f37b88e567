"""Every SQL statement of the interest declarations the agenda knows of."""

from datetime import datetime
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.agenda.decisions.models import decisions
from services.agenda.interest_declarations.models import interest_declarations
from shared.database.statements import Statement

_c = interest_declarations.c
_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_put = insert(interest_declarations)
_PUT = Statement(
    _put.on_conflict_do_update(
        index_elements=["initiative_id", "mandate_id", "declarer_id"],
        set_={name: _put.excluded[name] for name in ("has_interests", "declared_at")},
    )
)
_FORGET = Statement(
    sa.delete(interest_declarations).where(
        _c.initiative_id == _INITIATIVE, _c.declarer_id == sa.bindparam("person", type_=sa.Uuid)
    )
)
_EMPTY = Statement(sa.delete(interest_declarations).where(_c.initiative_id == _INITIATIVE))
_MANDATE = Statement(
    sa.select(sa.cast(decisions.c.subject["mandate_id"].astext, sa.Uuid).label("mandate_id")).where(
        decisions.c.initiative_id == _INITIATIVE, decisions.c.id == sa.bindparam("decision", type_=sa.Uuid)
    )
)
_PAGE = Statement(
    sa.select(interest_declarations)
    .where(
        _c.initiative_id == _INITIATIVE,
        _c.mandate_id == sa.bindparam("mandate", type_=sa.Uuid),
        _c.declarer_id > sa.bindparam("after", type_=sa.Uuid),
    )
    .order_by(_c.declarer_id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)


class InterestDeclarationRepository:
    """Who declared interests in which mandate, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def put(
        self,
        mandate_id: UUID,
        person_id: UUID,
        organization_id: UUID | None,
        at: datetime,
        *,
        has_interests: bool,
    ) -> None:
        """Somebody declared, for themself or an organization; the last word counts."""
        await _PUT.run(
            self._connection,
            initiative_id=self._initiative_id,
            mandate_id=mandate_id,
            declarer_id=organization_id or person_id,
            organization_id=organization_id,
            has_interests=has_interests,
            declared_at=at,
        )

    async def mandate_of(self, decision_id: UUID) -> asyncpg.Record | None:
        """The mandate a decision is about, null where it is about none; no row where there is no decision."""
        return await _MANDATE.first(self._connection, initiative=self._initiative_id, decision=decision_id)

    async def page(self, mandate_id: UUID, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Declarations on a mandate, after an id of who declared."""
        return await _PAGE.all(
            self._connection, initiative=self._initiative_id, mandate=mandate_id, after=after, limit=limit
        )

    async def forget(self, person_id: UUID) -> None:
        """Drop what a person declared for themself."""
        await _FORGET.run(self._connection, initiative=self._initiative_id, person=person_id)

    async def empty(self) -> None:
        """Drop everything, before it is built again."""
        await _EMPTY.run(self._connection, initiative=self._initiative_id)
