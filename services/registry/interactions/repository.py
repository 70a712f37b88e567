"""Every SQL statement of the interactions."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by, insert

from services.registry.interactions.models import (
    answers,
    corrections,
    interactions,
    notes,
    parties,
    principles,
)
from services.registry.organizations.repository import OrganizationRepository
from services.registry.people.models import people
from services.registry.requests.kinds import RequestKind
from services.registry.requests.models import INITIATIVE, NOW, asked, standing
from shared.database.statements import Statement

_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_ME = sa.bindparam("me", type_=sa.Uuid)
_MINE = sa.bindparam("mine", type_=ARRAY(sa.Uuid))
_PERSON = sa.bindparam("person", type_=sa.Uuid)
_LIMIT = sa.bindparam("limit", type_=sa.Integer)
_this = sa.and_(interactions.c.initiative_id == _INITIATIVE, interactions.c.id == sa.bindparam("this"))
_theirs = (
    sa.select(
        sa.func.jsonb_agg(
            aggregate_order_by(
                sa.func.jsonb_build_object(
                    "person_id", parties.c.person_id, "organization_id", parties.c.organization_id
                ),
                parties.c.place,
            )
        )
    )
    .where(
        parties.c.initiative_id == interactions.c.initiative_id,
        parties.c.interaction_id == interactions.c.id,
    )
    .correlate(interactions)
    .scalar_subquery()
)


def _party(*conditions: sa.ColumnElement[bool]) -> sa.Exists:
    return (
        sa.exists()
        .where(
            parties.c.initiative_id == interactions.c.initiative_id,
            parties.c.interaction_id == interactions.c.id,
            *conditions,
        )
        .correlate(interactions)
    )


_concerned = sa.or_(
    sa.bindparam("facilitates", type_=sa.Boolean),
    _party(sa.or_(parties.c.person_id == _ME, parties.c.organization_id == sa.any_(_MINE))),
)
_visible = sa.or_(sa.not_(interactions.c.confidential), _concerned)
_shown = sa.select(interactions, _theirs.label("parties"), _concerned.label("concerned"))
_GET = Statement(_shown.where(_this, _visible))
_LOCK = Statement(_shown.where(_this, _visible).with_for_update(of=interactions))
_INSERT = Statement(sa.insert(interactions))
_INSERT_PARTY = Statement(sa.insert(parties))
_changing = ("type", "occurred_at", "principle_id", "tone", "notes", "withdrawn", "version")
_UPDATE = Statement(
    sa.update(interactions).where(_this).values({name: sa.bindparam(name) for name in _changing})
)
_INSERT_CORRECTION = Statement(sa.insert(corrections))
_INSERT_ANSWER = Statement(sa.insert(answers).returning(answers))
_INSERT_NOTE = Statement(sa.insert(notes).returning(notes))
_put_principle = insert(principles)
_PUT_PRINCIPLE = Statement(_put_principle.on_conflict_do_nothing())
_ADOPT = Statement(
    sa.update(principles)
    .where(
        principles.c.initiative_id == _INITIATIVE,
        principles.c.id == sa.any_(sa.bindparam("ids", type_=ARRAY(sa.Uuid))),
    )
    .values(adopted=sa.true())
)
_ADOPTED = Statement(
    sa.select(principles.c.adopted).where(
        principles.c.initiative_id == _INITIATIVE, principles.c.id == sa.bindparam("this")
    )
)
_DROP_PRINCIPLES = Statement(sa.delete(principles).where(principles.c.initiative_id == _INITIATIVE))
_KNOWN_PEOPLE = Statement(
    sa.select(sa.func.count()).where(
        people.c.initiative_id == _INITIATIVE,
        people.c.id == sa.any_(sa.bindparam("ids", type_=ARRAY(sa.Uuid))),
    )
)


def _of_one(table: sa.Table) -> Statement:
    """A page of what belongs to one interaction."""
    return Statement(
        sa.select(table)
        .where(
            table.c.initiative_id == _INITIATIVE,
            table.c.interaction_id == sa.bindparam("this"),
            table.c.id > sa.bindparam("after"),
        )
        .order_by(table.c.id)
        .limit(_LIMIT)
    )


_CORRECTIONS, _ANSWERS, _NOTES = _of_one(corrections), _of_one(answers), _of_one(notes)
_FILTERS = {
    "type": interactions.c.type == sa.bindparam("type"),
    "principle_id": interactions.c.principle_id == sa.bindparam("principle_id", type_=sa.Uuid),
    "person_id": _party(parties.c.person_id == sa.bindparam("person_id", type_=sa.Uuid)),
    "organization_id": _party(parties.c.organization_id == sa.bindparam("organization_id", type_=sa.Uuid)),
}


@cache
def _page(filters: tuple[str, ...]) -> Statement:
    """One statement for each set of filters, compiled when it is first asked for."""
    return Statement(
        _shown.where(
            interactions.c.initiative_id == _INITIATIVE,
            interactions.c.id > sa.bindparam("after"),
            _visible,
            *(_FILTERS[name] for name in filters),
        )
        .order_by(interactions.c.id)
        .limit(_LIMIT)
    )


_OF_PERSON = Statement(
    _shown.where(
        interactions.c.initiative_id == _INITIATIVE,
        sa.or_(
            _party(parties.c.person_id == _PERSON),
            sa.and_(interactions.c.recorded_by == _PERSON, sa.not_(interactions.c.confidential)),
        ),
    )
    .order_by(interactions.c.id)
    .limit(_LIMIT)
)
_ANSWERS_OF_PERSON = Statement(
    sa.select(answers)
    .where(answers.c.initiative_id == _INITIATIVE, answers.c.author_id == _PERSON)
    .order_by(answers.c.id)
    .limit(_LIMIT)
)

# Erasing: what was written about a party goes with them, and what somebody wrote goes with its author.
_about = sa.select(parties.c.interaction_id).where(
    parties.c.initiative_id == _INITIATIVE, parties.c.person_id == _PERSON
)
_written = sa.select(interactions.c.id).where(
    interactions.c.initiative_id == _INITIATIVE, interactions.c.recorded_by == _PERSON
)
_ERASE = [
    Statement(
        sa.update(notes)
        .where(
            notes.c.initiative_id == _INITIATIVE,
            sa.or_(notes.c.author_id == _PERSON, notes.c.interaction_id.in_(_about)),
        )
        .values(text=sa.null(), author_id=sa.func.nullif(notes.c.author_id, _PERSON))
    ),
    Statement(
        sa.update(corrections)
        .where(
            corrections.c.initiative_id == _INITIATIVE,
            sa.or_(corrections.c.interaction_id.in_(_about), corrections.c.interaction_id.in_(_written)),
        )
        .values(notes=sa.null())
    ),
    Statement(
        sa.update(answers)
        .where(answers.c.initiative_id == _INITIATIVE, answers.c.author_id == _PERSON)
        .values(text=sa.null(), author_id=sa.null())
    ),
    Statement(
        sa.update(interactions)
        .where(
            interactions.c.initiative_id == _INITIATIVE,
            sa.or_(interactions.c.id.in_(_about), interactions.c.recorded_by == _PERSON),
        )
        .values(
            notes=sa.null(),
            recorded_by=sa.func.nullif(interactions.c.recorded_by, _PERSON),
            version=interactions.c.version + 1,
        )
    ),
    Statement(
        sa.update(parties)
        .where(parties.c.initiative_id == _INITIATIVE, parties.c.person_id == _PERSON)
        .values(person_id=sa.null())
    ),
]

ANSWERED_WITHIN = timedelta(days=14)
"""After that an answer is still taken, and not asked for any more."""
_until = interactions.c.created_at + ANSWERED_WITHIN
REQUESTS = (
    sa.select(
        *asked(
            RequestKind.ANSWER_INTERACTION,
            subject=interactions.c.id,
            person=parties.c.person_id,
            organization=parties.c.organization_id,
            asked_at=interactions.c.created_at,
            due_at=_until,
            state=standing(
                done=sa.exists().where(
                    answers.c.initiative_id == interactions.c.initiative_id,
                    answers.c.interaction_id == interactions.c.id,
                    sa.or_(
                        answers.c.author_id == parties.c.person_id,
                        answers.c.organization_id == parties.c.organization_id,
                    ),
                ),
                lapsed=sa.or_(interactions.c.withdrawn, _until <= NOW),
            ),
            not_for=interactions.c.recorded_by,
            confidential=interactions.c.confidential,
        )
    )
    .select_from(
        interactions.join(
            parties,
            sa.and_(
                parties.c.initiative_id == interactions.c.initiative_id,
                parties.c.interaction_id == interactions.c.id,
            ),
        )
    )
    .where(interactions.c.initiative_id == INITIATIVE),
)
"""Each party is asked to answer what another recorded; of what is confidential, it alone sees that it is."""


class KnownPrinciples:
    """Working principles as the log tells of them, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def put(self, revision_id: UUID, section_id: UUID) -> None:
        """A principle was worded."""
        await _PUT_PRINCIPLE.run(
            self._connection,
            initiative_id=self._initiative_id,
            id=revision_id,
            section_id=section_id,
            adopted=False,
        )

    async def adopt(self, revision_ids: Sequence[UUID]) -> None:
        """The partners adopted wordings, principles among them."""
        await _ADOPT.run(self._connection, initiative=self._initiative_id, ids=list(revision_ids))

    async def empty(self) -> None:
        """Drop all, before they are built again."""
        await _DROP_PRINCIPLES.run(self._connection, initiative=self._initiative_id)


class InteractionRepository:
    """Rows of interactions as somebody may see them, in one initiative."""

    def __init__(
        self,
        connection: asyncpg.Connection,
        initiative_id: UUID,
        *,
        person_id: UUID | None,
        organization_ids: Sequence[UUID] = (),
        facilitates: bool = False,
    ) -> None:
        self._connection = connection
        self._initiative_id = initiative_id
        self._seer = {"me": person_id, "mine": list(organization_ids), "facilitates": facilitates}

    async def get(self, interaction_id: UUID) -> asyncpg.Record | None:
        """One interaction, if it is to be seen."""
        return await _GET.first(
            self._connection, initiative=self._initiative_id, this=interaction_id, **self._seer
        )

    async def lock(self, interaction_id: UUID) -> asyncpg.Record | None:
        """One interaction, if it is to be seen, held until the transaction ends."""
        return await _LOCK.first(
            self._connection, initiative=self._initiative_id, this=interaction_id, **self._seer
        )

    async def page(self, after: UUID, limit: int, filters: Mapping[str, Any]) -> list[asyncpg.Record]:
        """Interactions after an id that are to be seen, those that fit the filters given."""
        given = {name: value for name, value in filters.items() if value is not None}
        return await _page(tuple(sorted(given))).all(
            self._connection,
            initiative=self._initiative_id,
            after=after,
            limit=limit,
            **self._seer,
            **given,
        )

    async def insert(self, values: Mapping[str, Any], named: Sequence[Mapping[str, Any]]) -> None:
        """A new interaction with its parties, in their order."""
        await _INSERT.run(self._connection, initiative_id=self._initiative_id, **values)
        for place, party in enumerate(named):
            await _INSERT_PARTY.run(
                self._connection,
                initiative_id=self._initiative_id,
                interaction_id=values["id"],
                place=place,
                **party,
            )

    async def update(self, row: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
        """Write changes to a locked interaction as its next version."""
        values = {name: changes.get(name, row[name]) for name in _changing} | {"version": row["version"] + 1}
        await _UPDATE.run(self._connection, initiative=self._initiative_id, this=row["id"], **values)

    async def insert_correction(self, values: Mapping[str, Any]) -> None:
        """What an interaction said until now."""
        await _INSERT_CORRECTION.run(self._connection, initiative_id=self._initiative_id, **values)

    async def corrections(self, interaction_id: UUID, after: UUID, limit: int) -> list[asyncpg.Record]:
        """What an interaction said earlier, oldest first."""
        return await self._of_one(_CORRECTIONS, interaction_id, after, limit)

    async def insert_answer(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A new answer."""
        return await _INSERT_ANSWER.one(self._connection, initiative_id=self._initiative_id, **values)

    async def answers(self, interaction_id: UUID, after: UUID, limit: int) -> list[asyncpg.Record]:
        """The answers to an interaction."""
        return await self._of_one(_ANSWERS, interaction_id, after, limit)

    async def insert_note(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A new private note."""
        return await _INSERT_NOTE.one(self._connection, initiative_id=self._initiative_id, **values)

    async def notes(self, interaction_id: UUID, after: UUID, limit: int) -> list[asyncpg.Record]:
        """The private notes on an interaction."""
        return await self._of_one(_NOTES, interaction_id, after, limit)

    async def knows(self, person_ids: Sequence[UUID], organization_ids: Sequence[UUID]) -> bool:
        """Whether the initiative has all of these people and organizations."""
        ids = list(set(person_ids))
        found = await _KNOWN_PEOPLE.value(self._connection, initiative=self._initiative_id, ids=ids)
        if found != len(ids):
            return False
        organizations = OrganizationRepository(self._connection, self._initiative_id)
        return await organizations.on_the_map(organization_ids)

    async def adopted(self, principle_id: UUID) -> bool:
        """Whether the partners adopted a wording of a principle."""
        found = await _ADOPTED.value(self._connection, initiative=self._initiative_id, this=principle_id)
        return bool(found)

    async def of_person(self, person_id: UUID, limit: int) -> list[asyncpg.Record]:
        """Interactions to which a person is a party, and open ones they recorded."""
        return await _OF_PERSON.all(
            self._connection, initiative=self._initiative_id, person=person_id, limit=limit, **self._seer
        )

    async def answers_of_person(self, person_id: UUID, limit: int) -> list[asyncpg.Record]:
        """Answers a person wrote."""
        return await _ANSWERS_OF_PERSON.all(
            self._connection, initiative=self._initiative_id, person=person_id, limit=limit
        )

    async def erase(self, person_id: UUID) -> None:
        """Empty what was said of a person and what they said; the interactions stay, with empty places."""
        for statement in _ERASE:
            await statement.run(self._connection, initiative=self._initiative_id, person=person_id)

    async def _of_one(
        self, statement: Statement, interaction_id: UUID, after: UUID, limit: int
    ) -> list[asyncpg.Record]:
        return await statement.all(
            self._connection, initiative=self._initiative_id, this=interaction_id, after=after, limit=limit
        )
