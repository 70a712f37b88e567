"""Every SQL statement of what other services ask."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, insert

from services.registry.asked_elsewhere.changes import (
    Answered,
    Asked,
    Change,
    Matter,
    NoLongerAsked,
    NoVoter,
    Over,
    Postponed,
    Raised,
    Unanswered,
)
from services.registry.asked_elsewhere.models import asked_matters, asked_of, exemptions, metadata, speakers
from services.registry.requests.kinds import VOTING, AddressedTo, RequestKind
from services.registry.requests.models import INITIATIVE, NOW, asked, standing
from shared.database.statements import Statement

_AT = sa.bindparam("at", type_=sa.DateTime(timezone=True))
_PERSON = sa.bindparam("person", type_=sa.Uuid)
_TODAY = sa.bindparam("today", type_=sa.Date)
_KEY = ["initiative_id", "kind", "matter_id", "occasion"]


def _about(table: sa.Table, *, every_occasion: bool = False) -> sa.ColumnElement[bool]:
    named = [] if every_occasion else [table.c.occasion == sa.bindparam("of_occasion", type_=sa.Text)]
    return sa.and_(
        table.c.initiative_id == sa.bindparam("initiative", type_=sa.Uuid),
        table.c.kind == sa.bindparam("of_kind", type_=sa.Text),
        table.c.matter_id == sa.bindparam("subject", type_=sa.Uuid),
        *named,
    )


_these = sa.and_(
    _about(asked_of),
    asked_of.c.addressee_id == sa.any_(sa.bindparam("addressees", type_=ARRAY(sa.Uuid))),
)
_raise = insert(asked_matters)
_RAISE = Statement(
    _raise.on_conflict_do_update(
        index_elements=_KEY,
        set_={
            "addressed_to": _raise.excluded.addressed_to,
            "due_at": _raise.excluded.due_at,
            "ended_at": sa.null(),
        },
    )
)
_ask = insert(asked_of).from_select(
    [*_KEY, "addressee_id", "asked_at"],
    sa.select(
        sa.bindparam("initiative", type_=sa.Uuid),
        sa.bindparam("of_kind", type_=sa.Text),
        sa.bindparam("subject", type_=sa.Uuid),
        sa.bindparam("of_occasion", type_=sa.Text),
        sa.func.unnest(sa.bindparam("addressees", type_=ARRAY(sa.Uuid))),
        _AT,
    ),
)
_ASK = Statement(
    _ask.on_conflict_do_update(
        index_elements=[*_KEY, "addressee_id"],
        set_={"asked_at": _ask.excluded.asked_at, "answered_at": sa.null(), "ended_at": sa.null()},
    )
)
_ANSWER = Statement(sa.update(asked_of).where(_these).values(answered_at=_AT))
_END_FOR = Statement(sa.update(asked_of).where(_these, asked_of.c.ended_at.is_(None)).values(ended_at=_AT))
_POSTPONE = Statement(
    sa.update(asked_matters)
    .where(_about(asked_matters))
    .values(due_at=sa.bindparam("due_at", type_=sa.DateTime(timezone=True)))
)
_END = Statement(
    sa.update(asked_matters)
    .where(_about(asked_matters, every_occasion=True), asked_matters.c.ended_at.is_(None))
    .values(ended_at=_AT)
)
_END_OF_SUBJECT = Statement(
    sa.update(asked_of)
    .where(_about(asked_of, every_occasion=True), asked_of.c.ended_at.is_(None))
    .values(ended_at=_AT)
)
_END_VOTES = Statement(
    sa.update(asked_of)
    .where(
        asked_of.c.initiative_id == sa.bindparam("initiative", type_=sa.Uuid),
        asked_of.c.addressee_id == _PERSON,
        sa.or_(*(asked_of.c.kind == kind.value for kind in VOTING)),
        asked_of.c.ended_at.is_(None),
    )
    .values(ended_at=_AT)
)
_FORGET = [
    Statement(
        sa.delete(column.table).where(
            column.table.c.initiative_id == sa.bindparam("initiative", type_=sa.Uuid), column == _PERSON
        )
    )
    for column in (asked_of.c.addressee_id, speakers.c.person_id)
]
_SPEAK = Statement(insert(speakers).on_conflict_do_nothing())
_exempt = insert(exemptions)
_EXEMPT = Statement(
    _exempt.on_conflict_do_update(
        index_elements=["initiative_id", "organization_id"], set_={"until": _exempt.excluded.until}
    )
)
_EXEMPTED = Statement(
    sa.select(exemptions.c.organization_id).where(
        exemptions.c.initiative_id == sa.bindparam("initiative", type_=sa.Uuid), exemptions.c.until >= _TODAY
    )
)
_EMPTY = [
    Statement(sa.delete(table).where(table.c.initiative_id == sa.bindparam("initiative", type_=sa.Uuid)))
    for table in metadata.sorted_tables
]

_to_a_person = asked_matters.c.addressed_to == AddressedTo.PERSON.value
_asked_of_one = asked_of.join(
    asked_matters, sa.and_(*(asked_matters.c[name] == asked_of.c[name] for name in _KEY))
)


def _request(kind: RequestKind) -> sa.Select[Any]:
    columns = asked(
        kind,
        subject=asked_of.c.matter_id,
        occasion=sa.func.nullif(asked_of.c.occasion, ""),
        person=sa.case((_to_a_person, asked_of.c.addressee_id)),
        organization=sa.case((sa.not_(_to_a_person), asked_of.c.addressee_id)),
        asked_at=asked_of.c.asked_at,
        due_at=asked_matters.c.due_at,
        state=standing(
            done=asked_of.c.answered_at.is_not(None),
            lapsed=sa.or_(
                asked_of.c.ended_at.is_not(None),
                asked_matters.c.ended_at.is_not(None),
                asked_matters.c.due_at <= NOW,
            ),
        ),
    )
    named = {column.name: column for column in columns} | {
        # Named by its column alone, so that the index on whom it is asked of serves.
        "addressee_id": asked_of.c.addressee_id,
        "decision_kind": asked_matters.c.decision_kind,
    }
    return (
        sa.select(*(column.label(name) for name, column in named.items()))
        .select_from(_asked_of_one)
        .where(asked_of.c.initiative_id == INITIATIVE, asked_of.c.kind == kind.value)
    )


REQUESTS = tuple(
    _request(kind)
    for kind in (
        *VOTING,
        RequestKind.CONFIRM_VOICE,
        RequestKind.CONFIRM_ACTIVITY,
        RequestKind.REPORT_FIGURES,
    )
)
"""What other services ask, by kind."""


class AskedElsewhere:
    """What other services ask, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def apply(self, change: Change, at: datetime) -> None:
        """Carry out what an event changes, at its time."""
        match change:
            case Raised(matter, addressed_to, due_at, decision_kind):
                await _RAISE.run(
                    self._connection,
                    initiative_id=self._initiative_id,
                    kind=matter.kind.value,
                    matter_id=matter.subject_id,
                    occasion=matter.occasion,
                    addressed_to=addressed_to.value,
                    decision_kind=decision_kind,
                    due_at=due_at,
                    ended_at=None,
                )
            case Asked(matter, addressee_ids):
                await self._run(_ASK, matter, addressees=list(addressee_ids), at=at)
            case Answered(matter, addressee_ids):
                await self._run(_ANSWER, matter, addressees=list(addressee_ids), at=at)
            case Unanswered(matter, addressee_ids):
                await self._run(_ANSWER, matter, addressees=list(addressee_ids), at=None)
            case NoLongerAsked(matter, addressee_ids):
                await self._run(_END_FOR, matter, addressees=list(addressee_ids), at=at)
            case Postponed(matter, due_at):
                await self._run(_POSTPONE, matter, due_at=due_at)
            case Over(kind, subject_id):
                for statement in (_END, _END_OF_SUBJECT):
                    await statement.run(
                        self._connection,
                        initiative=self._initiative_id,
                        of_kind=kind.value,
                        subject=subject_id,
                        at=at,
                    )
            case NoVoter(person_id):
                await _END_VOTES.run(
                    self._connection, initiative=self._initiative_id, person=person_id, at=at
                )

    async def exempt(self, organization_id: UUID, until: date) -> None:
        """An organization that holds the mandate takes part as a partner, too, until a day."""
        await _EXEMPT.run(
            self._connection,
            initiative_id=self._initiative_id,
            organization_id=organization_id,
            until=until,
        )

    async def exempted(self, today: date) -> set[UUID]:
        """The organizations that are exempt on a day."""
        rows = await _EXEMPTED.all(self._connection, initiative=self._initiative_id, today=today)
        return {row["organization_id"] for row in rows}

    async def speak(
        self, affiliation_id: UUID, person_id: UUID, began_at: datetime, *, named_by_staff: bool
    ) -> None:
        """Somebody came to speak for an organization, named by staff or not."""
        await _SPEAK.run(
            self._connection,
            initiative_id=self._initiative_id,
            affiliation_id=affiliation_id,
            person_id=person_id,
            named_by_staff=named_by_staff,
            began_at=began_at,
        )

    async def forget(self, person_id: UUID) -> None:
        """Drop what a person was asked."""
        for statement in _FORGET:
            await statement.run(self._connection, initiative=self._initiative_id, person=person_id)

    async def empty(self) -> None:
        """Drop everything, before it is built again."""
        for statement in _EMPTY:
            await statement.run(self._connection, initiative=self._initiative_id)

    async def _run(self, statement: Statement, matter: Matter, **values: Any) -> None:
        await statement.run(
            self._connection,
            initiative=self._initiative_id,
            of_kind=matter.kind.value,
            subject=matter.subject_id,
            of_occasion=matter.occasion,
            **values,
        )
