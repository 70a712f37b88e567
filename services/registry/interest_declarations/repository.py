"""Every SQL statement of the interest declarations."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.registry.forums.models import forums
from services.registry.interest_declarations.models import interest_declarations
from services.registry.mandates.events import MandateStatus
from services.registry.mandates.models import mandates
from services.registry.requests.kinds import RequestKind
from services.registry.requests.models import INITIATIVE, asked, standing
from services.registry.seats.events import SeatStatus
from services.registry.seats.models import seats
from shared.database.statements import Statement
from shared.governance import ForumKind

_c = interest_declarations.c
_initiative = _c.initiative_id == sa.bindparam("initiative", type_=sa.Uuid)
_PERSON = sa.bindparam("person", type_=sa.Uuid)
_put = insert(interest_declarations)
_PUT = Statement(
    _put.on_conflict_do_update(
        index_elements=["initiative_id", "mandate_id", "declarer_id"],
        set_={
            name: _put.excluded[name] for name in ("id", "author_id", "has_interests", "text", "declared_at")
        },
    ).returning(interest_declarations)
)
_PAGE = Statement(
    sa.select(interest_declarations)
    .where(
        _initiative,
        _c.mandate_id == sa.bindparam("mandate", type_=sa.Uuid),
        _c.id > sa.bindparam("after", type_=sa.Uuid),
    )
    .order_by(_c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_OF_PERSON = Statement(
    sa.select(interest_declarations)
    .where(_initiative, _c.author_id == _PERSON)
    .order_by(_c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_mandate = sa.select(mandates.c.status, mandates.c.organization_ids).where(
    mandates.c.initiative_id == sa.bindparam("initiative", type_=sa.Uuid),
    mandates.c.id == sa.bindparam("mandate", type_=sa.Uuid),
)
_MANDATE = Statement(_mandate)
_HOLD_MANDATE = Statement(_mandate.with_for_update(read=True))
_in_committee = seats.join(
    forums,
    sa.and_(
        forums.c.initiative_id == seats.c.initiative_id,
        forums.c.id == seats.c.forum_id,
        forums.c.kind == ForumKind.STEERING_COMMITTEE.value,
    ),
)
_sits = sa.and_(seats.c.status == SeatStatus.SEATED.value, seats.c.votes)
_SITS = Statement(
    sa.select(sa.true())
    .select_from(_in_committee)
    .where(
        seats.c.initiative_id == sa.bindparam("initiative", type_=sa.Uuid),
        seats.c.person_id == _PERSON,
        _sits,
    )
    .limit(1)
)
_ERASE = [
    Statement(sa.delete(interest_declarations).where(_initiative, _c.declarer_id == _PERSON)),
    Statement(
        sa.update(interest_declarations)
        .where(_initiative, _c.author_id == _PERSON)
        .values(author_id=sa.null(), text=sa.null())
    ),
]
_nominees = sa.select(
    mandates.c.id.label("mandate_id"),
    mandates.c.status,
    mandates.c.created_at,
    sa.null().label("person_id"),
    sa.func.unnest(mandates.c.organization_ids).label("organization_id"),
).where(mandates.c.initiative_id == INITIATIVE)
_deciding = (
    sa.select(
        mandates.c.id,
        mandates.c.status,
        sa.func.greatest(mandates.c.created_at, seats.c.created_at),
        seats.c.person_id,
        sa.null(),
    )
    .select_from(_in_committee.join(mandates, mandates.c.initiative_id == seats.c.initiative_id))
    .where(mandates.c.initiative_id == INITIATIVE, _sits)
)
_declaring = sa.union_all(_nominees, _deciding).subquery("declaring")
REQUESTS = (
    sa.select(
        *asked(
            RequestKind.DECLARE_INTERESTS,
            subject=_declaring.c.mandate_id,
            person=sa.cast(_declaring.c.person_id, sa.Uuid),
            organization=sa.cast(_declaring.c.organization_id, sa.Uuid),
            asked_at=_declaring.c.created_at,
            state=standing(done=_c.id.is_not(None), lapsed=sa.false()),
        )
    )
    .select_from(
        _declaring.outerjoin(
            interest_declarations,
            sa.and_(
                _c.initiative_id == INITIATIVE,
                _c.mandate_id == _declaring.c.mandate_id,
                _c.declarer_id
                == sa.func.coalesce(
                    sa.cast(_declaring.c.person_id, sa.Uuid), sa.cast(_declaring.c.organization_id, sa.Uuid)
                ),
            ),
        )
    )
    .where(sa.or_(_declaring.c.status == MandateStatus.PROPOSED.value, _c.id.is_not(None))),
)
"""Whoever is proposed for a mandate, and whoever decides on it, is asked to declare interests until then."""


class InterestDeclarationRepository:
    """Rows of interest declarations, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def mandate(self, mandate_id: UUID, *, held: bool = False) -> asyncpg.Record | None:
        """How a mandate stands and whose it would be; held, it stays so until the transaction ends."""
        statement = _HOLD_MANDATE if held else _MANDATE
        return await statement.first(self._connection, initiative=self._initiative_id, mandate=mandate_id)

    async def decides(self, person_id: UUID) -> bool:
        """Whether a person sits in the steering committee, with a vote."""
        found = await _SITS.value(self._connection, initiative=self._initiative_id, person=person_id)
        return bool(found)

    async def put(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A declaration, in the place of an earlier one of the same."""
        return await _PUT.one(self._connection, initiative_id=self._initiative_id, **values)

    async def page(self, mandate_id: UUID, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Declarations on a mandate after an id."""
        return await _PAGE.all(
            self._connection, initiative=self._initiative_id, mandate=mandate_id, after=after, limit=limit
        )

    async def of_person(self, person_id: UUID, limit: int) -> list[asyncpg.Record]:
        """What a person declared, for themself or an organization."""
        return await _OF_PERSON.all(
            self._connection, initiative=self._initiative_id, person=person_id, limit=limit
        )

    async def erase(self, person_id: UUID) -> None:
        """Delete what a person declared for themself; empty what they wrote for an organization."""
        for statement in _ERASE:
            await statement.run(self._connection, initiative=self._initiative_id, person=person_id)
