"""Every SQL statement of the mediations. What is asked is asked for somebody, who sees their own alone."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import aggregate_order_by

from services.registry.mediations.events import MediationStatus
from services.registry.mediations.models import mediations, parties, steps
from services.registry.people.models import affiliations, people
from services.registry.requests.kinds import RequestKind
from services.registry.requests.models import INITIATIVE, asked, standing
from shared.database.statements import Statement

_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_THIS = sa.bindparam("this", type_=sa.Uuid)
_PERSON = sa.bindparam("person", type_=sa.Uuid)
_LIMIT = sa.bindparam("limit", type_=sa.Integer)
_AFTER = sa.bindparam("after", type_=sa.Uuid)
_TODAY = sa.bindparam("today", type_=sa.Date)
_of_mediation = (
    parties.c.initiative_id == mediations.c.initiative_id,
    parties.c.mediation_id == mediations.c.id,
)
_parties = (
    sa.select(
        sa.func.jsonb_agg(
            aggregate_order_by(
                sa.func.jsonb_build_object(
                    "rank",
                    parties.c.rank,
                    "person_id",
                    parties.c.person_id,
                    "organization_id",
                    parties.c.organization_id,
                    "accepted",
                    parties.c.accepted,
                ),
                parties.c.rank,
            )
        )
    )
    .where(*_of_mediation)
    .correlate(mediations)
    .scalar_subquery()
)
_is_party = sa.exists().where(
    *_of_mediation,
    sa.or_(
        parties.c.person_id == _PERSON,
        parties.c.organization_id == sa.any_(sa.bindparam("organizations", type_=sa.ARRAY(sa.Uuid))),
    ),
)
_seen = sa.or_(sa.bindparam("facilitates", type_=sa.Boolean), mediations.c.mediator_id == _PERSON, _is_party)
_this = sa.and_(mediations.c.initiative_id == _INITIATIVE, mediations.c.id == _THIS)
_INSERT = Statement(sa.insert(mediations))
_INSERT_PARTY = Statement(sa.insert(parties))
_GET = Statement(sa.select(mediations, _parties.label("parties")).where(_this, _seen))
# Locked first and read after: what is read by the statement that waited would be as old as its beginning.
_LOCK = Statement(sa.select(mediations.c.id).where(_this).with_for_update())
_PAGE = Statement(
    sa.select(mediations, _parties.label("parties"))
    .where(mediations.c.initiative_id == _INITIATIVE, mediations.c.id > _AFTER, _seen)
    .order_by(mediations.c.id)
    .limit(_LIMIT)
)
_changing = ("mediator_id", "mediator_accepted", "status", "closing_words", "ended_at")
_UPDATE = Statement(
    sa.update(mediations)
    .where(_this)
    .values({name: sa.bindparam(name) for name in _changing} | {"version": mediations.c.version + 1})
)
_ACCEPT = Statement(
    sa.update(parties)
    .where(
        parties.c.initiative_id == _INITIATIVE,
        parties.c.mediation_id == _THIS,
        parties.c.rank == sa.any_(sa.bindparam("ranks", type_=sa.ARRAY(sa.Integer))),
    )
    .values(accepted=sa.true())
)
_FORGET_ACCEPTANCE = Statement(
    sa.update(parties)
    .where(parties.c.initiative_id == _INITIATIVE, parties.c.mediation_id == _THIS)
    .values(accepted=sa.false())
)
_INSERT_STEP = Statement(sa.insert(steps).returning(steps))
_STEPS = Statement(
    sa.select(steps)
    .where(steps.c.initiative_id == _INITIATIVE, steps.c.mediation_id == _THIS, steps.c.id > _AFTER)
    .order_by(steps.c.id)
    .limit(_LIMIT)
)
_TAKES_PART = Statement(
    sa.select(people.c.id)
    .where(people.c.initiative_id == _INITIATIVE, people.c.id == _PERSON, people.c.left_at.is_(None))
    .with_for_update(read=True)
)
_REPRESENTED = Statement(
    sa.select(affiliations.c.organization_id).where(
        affiliations.c.initiative_id == _INITIATIVE,
        affiliations.c.person_id == _PERSON,
        sa.or_(affiliations.c.until.is_(None), affiliations.c.until >= _TODAY),
    )
)
_OF_PERSON = Statement(
    sa.select(mediations, _parties.label("parties"))
    .where(
        mediations.c.initiative_id == _INITIATIVE,
        sa.or_(
            mediations.c.mediator_id == _PERSON,
            sa.exists().where(*_of_mediation, parties.c.person_id == _PERSON),
        ),
    )
    .order_by(mediations.c.id)
    .limit(_LIMIT)
)
_ERASE = [
    # What was written of a mediation is of its people: with one of them it goes.
    Statement(
        sa.update(steps)
        .where(
            steps.c.initiative_id == _INITIATIVE,
            sa.or_(
                steps.c.author_id == _PERSON,
                sa.exists().where(
                    parties.c.initiative_id == steps.c.initiative_id,
                    parties.c.mediation_id == steps.c.mediation_id,
                    parties.c.person_id == _PERSON,
                ),
            ),
        )
        .values(text=sa.null(), author_id=sa.func.nullif(steps.c.author_id, _PERSON))
    ),
    Statement(
        sa.update(mediations)
        .where(
            mediations.c.initiative_id == _INITIATIVE,
            sa.or_(
                mediations.c.mediator_id == _PERSON,
                mediations.c.asked_by == _PERSON,
                sa.exists().where(*_of_mediation, parties.c.person_id == _PERSON),
            ),
        )
        .values(
            matter=sa.null(),
            closing_words=sa.null(),
            mediator_id=sa.func.nullif(mediations.c.mediator_id, _PERSON),
            asked_by=sa.func.nullif(mediations.c.asked_by, _PERSON),
            version=mediations.c.version + 1,
        )
    ),
    Statement(
        sa.update(parties)
        .where(parties.c.initiative_id == _INITIATIVE, parties.c.person_id == _PERSON)
        .values(person_id=sa.null())
    ),
]

REQUESTS = (
    sa.select(
        *asked(
            RequestKind.ACCEPT_MEDIATION,
            subject=mediations.c.id,
            person=parties.c.person_id,
            organization=parties.c.organization_id,
            asked_at=mediations.c.asked_at,
            state=standing(
                done=parties.c.accepted, lapsed=mediations.c.status != MediationStatus.ASKED.value
            ),
            confidential=sa.true(),
        )
    )
    .select_from(mediations.join(parties, sa.and_(*_of_mediation)))
    .where(mediations.c.initiative_id == INITIATIVE, mediations.c.mediator_id.is_not(None)),
    sa.select(
        *asked(
            RequestKind.CHOOSE_MEDIATOR,
            subject=mediations.c.id,
            person=parties.c.person_id,
            organization=parties.c.organization_id,
            asked_at=mediations.c.asked_at,
            state=standing(done=sa.false(), lapsed=mediations.c.ended_at.is_not(None)),
            confidential=sa.true(),
        )
    )
    .select_from(mediations.join(parties, sa.and_(*_of_mediation)))
    .where(mediations.c.initiative_id == INITIATIVE, mediations.c.mediator_id.is_(None)),
    sa.select(
        *asked(
            RequestKind.MEDIATE,
            subject=mediations.c.id,
            person=mediations.c.mediator_id,
            asked_at=mediations.c.asked_at,
            state=standing(
                done=mediations.c.mediator_accepted,
                lapsed=mediations.c.status != MediationStatus.ASKED.value,
            ),
            confidential=sa.true(),
        )
    ).where(mediations.c.initiative_id == INITIATIVE, mediations.c.mediator_id.is_not(None)),
)
"""Every party is asked to accept who mediates, and they to take it on; where nobody does, to ask another."""


class MediationRepository:
    """Rows of mediations, in one initiative, as somebody may see them."""

    def __init__(
        self,
        connection: asyncpg.Connection,
        initiative_id: UUID,
        *,
        person_id: UUID | None = None,
        organization_ids: Sequence[UUID] = (),
        facilitates: bool = False,
    ) -> None:
        self._connection = connection
        self._initiative_id = initiative_id
        self._seeing = {
            "person": person_id,
            "organizations": list(organization_ids),
            "facilitates": facilitates,
        }

    async def insert(self, values: Mapping[str, Any], named: Sequence[Mapping[str, Any]]) -> None:
        """A new mediation with its parties."""
        await _INSERT.run(self._connection, initiative_id=self._initiative_id, **values)
        for rank, party in enumerate(named, 1):
            await _INSERT_PARTY.run(
                self._connection,
                initiative_id=self._initiative_id,
                mediation_id=values["id"],
                rank=rank,
                accepted=False,
                **party,
            )

    async def get(self, mediation_id: UUID) -> asyncpg.Record | None:
        """One mediation, where it may be seen."""
        return await _GET.first(
            self._connection, initiative=self._initiative_id, this=mediation_id, **self._seeing
        )

    async def lock(self, mediation_id: UUID) -> asyncpg.Record | None:
        """One mediation, where it may be seen, held until the transaction ends."""
        held = await _LOCK.first(self._connection, initiative=self._initiative_id, this=mediation_id)
        return None if held is None else await self.get(mediation_id)

    async def page(self, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Mediations after an id, those that may be seen."""
        return await _PAGE.all(
            self._connection, initiative=self._initiative_id, after=after, limit=limit, **self._seeing
        )

    async def update(self, row: Mapping[str, Any], **changes: Any) -> None:
        """Write a locked mediation as its next version."""
        values = {name: row[name] for name in _changing} | changes
        await _UPDATE.run(self._connection, initiative=self._initiative_id, this=row["id"], **values)

    async def accept(self, mediation_id: UUID, ranks: Sequence[int]) -> None:
        """Note that parties accept who mediates."""
        await _ACCEPT.run(
            self._connection, initiative=self._initiative_id, this=mediation_id, ranks=list(ranks)
        )

    async def forget_acceptance(self, mediation_id: UUID) -> None:
        """Let every party accept anew."""
        await _FORGET_ACCEPTANCE.run(self._connection, initiative=self._initiative_id, this=mediation_id)

    async def insert_step(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A step."""
        return await _INSERT_STEP.one(self._connection, initiative_id=self._initiative_id, **values)

    async def steps(self, mediation_id: UUID, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Steps after an id, oldest first."""
        return await _STEPS.all(
            self._connection, initiative=self._initiative_id, this=mediation_id, after=after, limit=limit
        )

    async def organizations_of(self, person_id: UUID, today: date) -> set[UUID] | None:
        """The organizations somebody belongs to; None where they take no part in the initiative."""
        known = await _TAKES_PART.first(self._connection, initiative=self._initiative_id, person=person_id)
        if known is None:
            return None
        rows = await _REPRESENTED.all(
            self._connection, initiative=self._initiative_id, person=person_id, today=today
        )
        return {row["organization_id"] for row in rows}

    async def of_person(self, person_id: UUID, limit: int) -> list[asyncpg.Record]:
        """Mediations a person is a party to, or mediates."""
        return await _OF_PERSON.all(
            self._connection, initiative=self._initiative_id, person=person_id, limit=limit
        )

    async def erase(self, person_id: UUID) -> None:
        """Empty what concerns a person; that there was a mediation stays."""
        for statement in _ERASE:
            await statement.run(self._connection, initiative=self._initiative_id, person=person_id)
