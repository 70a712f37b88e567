"""Every SQL statement of the amendments."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.agenda.amendments.models import amendments
from services.agenda.ballots.models import ballots
from services.agenda.decisions.models import decisions
from shared.database.statements import Statement

_initiative = sa.bindparam("initiative", type_=sa.Uuid)
_decision = sa.bindparam("decision", type_=sa.Uuid)
_amendment = sa.bindparam("amendment", type_=sa.Uuid)
_person = sa.bindparam("person", type_=sa.Uuid)
_this = sa.and_(
    amendments.c.initiative_id == _initiative,
    amendments.c.decision_id == _decision,
    amendments.c.id == _amendment,
)
_INSERT = Statement(sa.insert(amendments).returning(amendments))
_GET = Statement(sa.select(amendments).where(_this))
_MAKE = Statement(
    sa.update(amendments)
    .where(_this)
    .values(made_at=sa.bindparam("at", type_=sa.DateTime(timezone=True)))
    .returning(amendments)
)
_AMEND = Statement(
    sa.update(decisions)
    .where(decisions.c.initiative_id == _initiative, decisions.c.id == _decision)
    .values(
        question=sa.bindparam("question"),
        explanation=sa.bindparam("explanation"),
        amendment_id=_amendment,
        corrections_until=sa.null(),
        version=decisions.c.version + 1,
    )
)
_FALL_BACK = Statement(
    sa.update(ballots)
    .where(
        ballots.c.initiative_id == _initiative,
        ballots.c.decision_id == _decision,
        ballots.c.status != "rejected",
    )
    .values(status="to_be_renewed", correct_until=sa.null(), version=ballots.c.version + 1)
    .returning(ballots.c.voter_id)
)
_PAGE = Statement(
    sa.select(amendments)
    .where(
        amendments.c.initiative_id == _initiative,
        amendments.c.decision_id == _decision,
        amendments.c.id > sa.bindparam("after"),
    )
    .order_by(amendments.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_OF_PERSON = Statement(
    sa.select(amendments)
    .where(amendments.c.initiative_id == _initiative, amendments.c.proposed_by == _person)
    .order_by(amendments.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_FORGET = Statement(
    sa.update(amendments)
    .where(amendments.c.initiative_id == _initiative, amendments.c.proposed_by == _person)
    .values(proposed_by=sa.null(), reason=sa.null())
)


class AmendmentRepository:
    """Rows of amendments, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """An amendment that was proposed."""
        return await _INSERT.one(self._connection, initiative_id=self._initiative_id, made_at=None, **values)

    async def get(self, decision_id: UUID, amendment_id: UUID) -> asyncpg.Record | None:
        """One amendment."""
        return await _GET.first(
            self._connection, initiative=self._initiative_id, decision=decision_id, amendment=amendment_id
        )

    async def make(self, amendment: Mapping[str, Any], at: datetime) -> tuple[asyncpg.Record, list[UUID]]:
        """Ask a locked decision's question as an amendment does.

        Answers the amendment, and the voters whose ballots fell back.
        """
        named = {
            "initiative": self._initiative_id,
            "decision": amendment["decision_id"],
            "amendment": amendment["id"],
        }
        texts = {name: amendment[name] for name in ("question", "explanation")}
        await _AMEND.run(self._connection, **named, **texts)
        fallen = await _FALL_BACK.all(
            self._connection, initiative=self._initiative_id, decision=amendment["decision_id"]
        )
        made = await _MAKE.one(self._connection, **named, at=at)
        return made, [row["voter_id"] for row in fallen]

    async def page(self, decision_id: UUID, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Amendments after an id."""
        return await _PAGE.all(
            self._connection, initiative=self._initiative_id, decision=decision_id, after=after, limit=limit
        )

    async def of_person(self, person_id: UUID, limit: int) -> list[asyncpg.Record]:
        """What a person proposed, for the export of their data."""
        return await _OF_PERSON.all(
            self._connection, initiative=self._initiative_id, person=person_id, limit=limit
        )

    async def forget(self, person_id: UUID) -> None:
        """Empty who proposed amendments, and why; the texts are the initiative's."""
        await _FORGET.run(self._connection, initiative=self._initiative_id, person=person_id)
