"""Every SQL statement of the objections."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by

from services.agenda.objections.models import answers, objections
from shared.database.statements import Statement

_initiative = sa.bindparam("initiative", type_=sa.Uuid)
_decision = sa.bindparam("decision", type_=sa.Uuid)
_objection = sa.bindparam("objection", type_=sa.Uuid)
_person = sa.bindparam("person", type_=sa.Uuid)
_at = sa.bindparam("at", type_=sa.DateTime(timezone=True))
_this = sa.and_(
    objections.c.initiative_id == _initiative,
    objections.c.decision_id == _decision,
    objections.c.id == _objection,
)
_of_decision = sa.and_(objections.c.initiative_id == _initiative, objections.c.decision_id == _decision)
_stands = objections.c.status == "stands"
_answered = (
    sa.select(
        sa.func.jsonb_agg(
            aggregate_order_by(
                sa.func.jsonb_build_object(
                    *("id", answers.c.id, "text", answers.c.text),
                    *("answered_by", answers.c.answered_by, "answered_at", answers.c.answered_at),
                ),
                answers.c.id,
            )
        )
    )
    .where(answers.c.initiative_id == objections.c.initiative_id, answers.c.objection_id == objections.c.id)
    .correlate(objections)
    .scalar_subquery()
)
_with_answers = sa.select(objections, _answered.label("answers"))
_INSERT = Statement(sa.insert(objections))
_STANDING_OF = Statement(
    sa.select(objections)
    .where(_of_decision, objections.c.voter_id == sa.bindparam("voter", type_=sa.Uuid), _stands)
    .with_for_update()
)
_REWORD = Statement(sa.update(objections).where(_this).values(harm=sa.bindparam("harm")))
_SETTLE = Statement(
    sa.update(objections)
    .where(_this)
    .values(
        status=sa.bindparam("status"),
        accepted_answer_id=sa.bindparam("answer", type_=sa.Uuid),
        settled_at=_at,
    )
)
_LOCK = Statement(sa.select(objections).where(_this).with_for_update())
_GET = Statement(_with_answers.where(_this))
_STANDING = Statement(sa.select(objections.c.id).where(_of_decision, _stands).with_for_update())
_AMENDED = Statement(
    sa.update(objections)
    .where(_of_decision, _stands)
    .values(
        status=sa.case(
            (objections.c.id == sa.any_(sa.bindparam("ids", type_=ARRAY(sa.Uuid))), "amended_for"),
            else_="lapsed",
        ),
        settled_at=_at,
    )
)
_LAPSE = Statement(
    sa.update(objections)
    .where(
        _of_decision, _stands, objections.c.voter_id == sa.any_(sa.bindparam("voters", type_=ARRAY(sa.Uuid)))
    )
    .values(status="lapsed", settled_at=_at)
)
_PAGE = Statement(
    _with_answers.where(_of_decision, objections.c.id > sa.bindparam("after"))
    .order_by(objections.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_ANSWER = Statement(sa.insert(answers))
_ANSWERS = Statement(
    sa.select(answers.c.id).where(
        answers.c.initiative_id == _initiative, answers.c.objection_id == _objection
    )
)
_OF_PERSON = Statement(
    _with_answers.where(
        objections.c.initiative_id == _initiative,
        sa.or_(objections.c.voter_id == _person, objections.c.raised_by == _person),
    )
    .order_by(objections.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_ANSWERED_BY = Statement(
    sa.select(answers)
    .where(answers.c.initiative_id == _initiative, answers.c.answered_by == _person)
    .order_by(answers.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_FORGET = (
    Statement(
        sa.update(objections)
        .where(
            objections.c.initiative_id == _initiative,
            sa.or_(objections.c.voter_id == _person, objections.c.raised_by == _person),
        )
        .values(harm=sa.null(), raised_by=sa.func.nullif(objections.c.raised_by, _person))
    ),
    Statement(
        sa.update(answers)
        .where(answers.c.initiative_id == _initiative, answers.c.answered_by == _person)
        .values(text=sa.null(), answered_by=sa.null())
    ),
)


class ObjectionRepository:
    """Rows of objections and answers, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> None:
        """An objection that stands."""
        await _INSERT.run(
            self._connection,
            initiative_id=self._initiative_id,
            status="stands",
            accepted_answer_id=None,
            settled_at=None,
            **values,
        )

    async def standing_of(self, decision_id: UUID, voter_id: UUID) -> asyncpg.Record | None:
        """A voter's objection that stands, held until the transaction ends."""
        return await _STANDING_OF.first(
            self._connection, initiative=self._initiative_id, decision=decision_id, voter=voter_id
        )

    async def reword(self, decision_id: UUID, objection_id: UUID, harm: Any) -> None:
        """What harm a locked objection sees, as its ballot says it now."""
        await _REWORD.run(
            self._connection,
            initiative=self._initiative_id,
            decision=decision_id,
            objection=objection_id,
            harm=harm,
        )

    async def settle(
        self, decision_id: UUID, objection_id: UUID, status: str, at: datetime, answer: UUID | None = None
    ) -> None:
        """A locked objection stands no more."""
        await _SETTLE.run(
            self._connection,
            initiative=self._initiative_id,
            decision=decision_id,
            objection=objection_id,
            status=status,
            answer=answer,
            at=at,
        )

    async def lapse(self, decision_id: UUID, voter_ids: Sequence[UUID], at: datetime) -> None:
        """Objections of voters whose ballots count no more stand no more."""
        await _LAPSE.run(
            self._connection,
            initiative=self._initiative_id,
            decision=decision_id,
            voters=list(voter_ids),
            at=at,
        )

    async def lock(self, decision_id: UUID, objection_id: UUID) -> asyncpg.Record | None:
        """One objection, held until the transaction ends."""
        return await _LOCK.first(
            self._connection, initiative=self._initiative_id, decision=decision_id, objection=objection_id
        )

    async def get(self, decision_id: UUID, objection_id: UUID) -> asyncpg.Record | None:
        """One objection, with its answers."""
        return await _GET.first(
            self._connection, initiative=self._initiative_id, decision=decision_id, objection=objection_id
        )

    async def standing(self, decision_id: UUID) -> set[UUID]:
        """Objections that stand, held until the transaction ends."""
        rows = await _STANDING.all(self._connection, initiative=self._initiative_id, decision=decision_id)
        return {row["id"] for row in rows}

    async def amended(self, decision_id: UUID, objection_ids: Sequence[UUID], at: datetime) -> None:
        """The question is another one: it was amended for some objections, and the others lapse."""
        await _AMENDED.run(
            self._connection,
            initiative=self._initiative_id,
            decision=decision_id,
            ids=list(objection_ids),
            at=at,
        )

    async def page(self, decision_id: UUID, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Objections after an id, with their answers."""
        return await _PAGE.all(
            self._connection, initiative=self._initiative_id, decision=decision_id, after=after, limit=limit
        )

    async def answer(self, values: Mapping[str, Any]) -> None:
        """An answer to an objection."""
        await _ANSWER.run(self._connection, initiative_id=self._initiative_id, **values)

    async def answers(self, objection_id: UUID) -> set[UUID]:
        """The answers an objection has."""
        rows = await _ANSWERS.all(self._connection, initiative=self._initiative_id, objection=objection_id)
        return {row["id"] for row in rows}

    async def of_person(self, person_id: UUID, limit: int) -> list[asyncpg.Record]:
        """Objections a person raised, for the export of their data."""
        return await _OF_PERSON.all(
            self._connection, initiative=self._initiative_id, person=person_id, limit=limit
        )

    async def answered_by(self, person_id: UUID, limit: int) -> list[asyncpg.Record]:
        """Answers a person gave, for the export of their data."""
        return await _ANSWERED_BY.all(
            self._connection, initiative=self._initiative_id, person=person_id, limit=limit
        )

    async def forget(self, person_id: UUID) -> None:
        """Empty what a person wrote; that there was an objection, and an answer, stays."""
        for statement in _FORGET:
            await statement.run(self._connection, initiative=self._initiative_id, person=person_id)
