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
    AskedAnew,
    Change,
    Ended,
    Entrusted,
    Matter,
    NoLongerAsked,
    NoVoter,
    Over,
    Postponed,
    Raised,
    Released,
    Settled,
    Unanswered,
)
from services.registry.asked_elsewhere.models import (
    asked_matters,
    asked_of,
    exemptions,
    known_proxies,
    metadata,
    speakers,
)
from services.registry.belonging.repository import CONDUCTORS, MEMBERS
from services.registry.meetings.models import known_decisions
from services.registry.requests.kinds import BALLOTS, VOTING, AddressedTo, RequestKind
from services.registry.requests.models import INITIATIVE, NOW, TODAY, asked, standing
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
            **{name: _raise.excluded[name] for name in ("addressed_to", "due_at", "notice_hours")},
            **{name: _raise.excluded[name] for name in ("asked_at", "asked_by")},
            "answered_at": sa.null(),
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
_ASK_ANEW = Statement(
    sa.update(asked_of)
    .where(_about(asked_of), asked_of.c.answered_at.is_not(None))
    .values(answered_at=sa.null(), asked_at=_AT)
)
_SETTLE = Statement(
    sa.update(asked_matters)
    .where(_about(asked_matters), asked_matters.c.answered_at.is_(None))
    .values(answered_at=_AT)
)
_END_ONE = Statement(
    sa.update(asked_matters)
    .where(_about(asked_matters), asked_matters.c.ended_at.is_(None))
    .values(ended_at=_AT)
)
_OF_ALL: dict[type[Change], Statement] = {AskedAnew: _ASK_ANEW, Settled: _SETTLE, Ended: _END_ONE}
"""What changes a matter for whomever it is asked of."""
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
    for column in (
        asked_of.c.addressee_id,
        speakers.c.person_id,
        known_proxies.c.voter_id,
        known_proxies.c.holder_id,
    )
]
_FORGET.append(
    Statement(
        sa.update(asked_matters)
        .where(
            asked_matters.c.initiative_id == sa.bindparam("initiative", type_=sa.Uuid),
            asked_matters.c.asked_by == _PERSON,
        )
        .values(asked_by=sa.null())
    )
)
_ENTRUST = Statement(insert(known_proxies).on_conflict_do_nothing())
_RELEASE = Statement(
    sa.delete(known_proxies).where(
        known_proxies.c.initiative_id == sa.bindparam("initiative", type_=sa.Uuid),
        known_proxies.c.id == sa.bindparam("proxy", type_=sa.Uuid),
    )
)
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


_vote = asked_matters.alias("vote")
_answer = asked_matters.alias("answer")
_vote_of_decision = sa.and_(
    _vote.c.initiative_id == INITIATIVE,
    _vote.c.kind == RequestKind.VOTE.value,
    _vote.c.occasion == "",
)
_vote_over = sa.or_(_vote.c.ended_at.is_not(None), _vote.c.due_at <= NOW)
_with_vote = sa.and_(_vote_of_decision, _vote.c.matter_id == asked_matters.c.matter_id)
_of_forum = sa.and_(
    known_decisions.c.initiative_id == INITIATIVE, known_decisions.c.id == asked_matters.c.matter_id
)
_LEAST_NOTICE = 24
"""Hours that voters have after an amendment at the least (`services/agenda/amendments`)."""
_time_to_amend = _vote.c.due_at - sa.func.make_interval(
    0, 0, 0, 0, sa.func.greatest(_vote.c.notice_hours, _LEAST_NOTICE)
)


def _of_whoever_can(
    kind: RequestKind, whoever: sa.Subquery, due_at: Any, *over: sa.ColumnElement[bool]
) -> sa.Select[Any]:
    """About an open decision, of people of its forum: one of them answers it for all."""
    columns = asked(
        kind,
        subject=asked_matters.c.matter_id,
        occasion=asked_matters.c.occasion,
        person=whoever.c.person_id,
        asked_at=asked_matters.c.asked_at,
        due_at=due_at,
        state=standing(
            done=asked_matters.c.answered_at.is_not(None),
            lapsed=sa.or_(asked_matters.c.ended_at.is_not(None), _vote_over, *over),
        ),
        not_for=asked_matters.c.asked_by,
        decision_kind=_vote.c.decision_kind,
    )
    return (
        sa.select(*columns)
        .select_from(
            asked_matters.join(_vote, _with_vote)
            .join(known_decisions, _of_forum)
            .join(whoever, whoever.c.forum_id == known_decisions.c.forum_id)
        )
        .where(asked_matters.c.initiative_id == INITIATIVE, asked_matters.c.kind == kind.value)
    )


_objections_stand = sa.exists().where(
    _answer.c.initiative_id == INITIATIVE,
    _answer.c.kind == RequestKind.ANSWER_OBJECTION.value,
    _answer.c.matter_id == asked_matters.c.matter_id,
    _answer.c.ended_at.is_(None),
)
_to_a_voter = _vote.c.addressed_to == AddressedTo.PERSON.value
_accepting = (
    sa.select(
        *asked(
            RequestKind.ACCEPT_ANSWER,
            subject=asked_of.c.matter_id,
            occasion=asked_of.c.occasion,
            person=sa.case((_to_a_voter, asked_of.c.addressee_id)),
            organization=sa.case((sa.not_(_to_a_voter), asked_of.c.addressee_id)),
            asked_at=_answer.c.answered_at,
            due_at=_vote.c.due_at,
            state=standing(
                done=asked_of.c.answered_at.is_not(None),
                lapsed=sa.or_(asked_matters.c.ended_at.is_not(None), _vote_over),
            ),
            decision_kind=_vote.c.decision_kind,
        )
    )
    .select_from(
        _asked_of_one.join(_vote, _with_vote).join(
            _answer,
            sa.and_(
                _answer.c.initiative_id == INITIATIVE,
                _answer.c.kind == RequestKind.ANSWER_OBJECTION.value,
                _answer.c.matter_id == asked_of.c.matter_id,
                _answer.c.occasion == asked_of.c.occasion,
                _answer.c.answered_at.is_not(None),
            ),
        )
    )
    .where(asked_of.c.initiative_id == INITIATIVE, asked_of.c.kind == RequestKind.ACCEPT_ANSWER.value)
)
_as_proxy = (
    sa.select(
        *asked(
            RequestKind.VOTE_AS_PROXY,
            subject=asked_of.c.matter_id,
            parent=known_proxies.c.voter_id,
            occasion=sa.cast(known_proxies.c.voter_id, sa.Text),
            person=known_proxies.c.holder_id,
            asked_at=asked_of.c.asked_at,
            due_at=_vote.c.due_at,
            state=standing(
                done=asked_of.c.answered_at.is_not(None),
                lapsed=sa.or_(asked_of.c.ended_at.is_not(None), _vote_over),
            ),
            decision_kind=_vote.c.decision_kind,
        )
    )
    .select_from(
        known_proxies.join(
            asked_of,
            sa.and_(
                asked_of.c.initiative_id == INITIATIVE,
                asked_of.c.kind == RequestKind.VOTE.value,
                asked_of.c.addressee_id == known_proxies.c.voter_id,
                sa.or_(known_proxies.c.decision_id == asked_of.c.matter_id, known_proxies.c.until >= TODAY),
            ),
        )
        .join(_vote, sa.and_(_vote_of_decision, _vote.c.matter_id == asked_of.c.matter_id))
        .join(
            known_decisions,
            sa.and_(
                known_decisions.c.initiative_id == INITIATIVE,
                known_decisions.c.id == asked_of.c.matter_id,
                known_decisions.c.forum_id == known_proxies.c.forum_id,
            ),
        )
    )
    .where(known_proxies.c.initiative_id == INITIATIVE)
)

REQUESTS = (
    *(
        _request(kind)
        for kind in (
            *BALLOTS,
            RequestKind.CONFIRM_VOICE,
            RequestKind.CONFIRM_ACTIVITY,
            RequestKind.REPORT_FIGURES,
            RequestKind.RENEW_POSITION,
        )
    ),
    _of_whoever_can(RequestKind.ANSWER_OBJECTION, CONDUCTORS, _vote.c.due_at),
    _of_whoever_can(RequestKind.SUPPORT_AMENDMENT, MEMBERS, _time_to_amend, sa.not_(_objections_stand)),
    _accepting,
    _as_proxy,
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
            case Raised(matter, addressed_to, due_at, decision_kind, notice_hours, asked_by):
                await _RAISE.run(
                    self._connection,
                    initiative_id=self._initiative_id,
                    kind=matter.kind.value,
                    matter_id=matter.subject_id,
                    occasion=matter.occasion,
                    addressed_to=addressed_to.value,
                    decision_kind=decision_kind,
                    notice_hours=notice_hours,
                    asked_at=at,
                    asked_by=asked_by,
                    due_at=due_at,
                    answered_at=None,
                    ended_at=None,
                )
            case Asked(matter, addressee_ids):
                await self._run(_ASK, matter, addressees=list(addressee_ids), at=at)
            case Answered(matter, addressee_ids):
                await self._run(_ANSWER, matter, addressees=list(addressee_ids), at=at)
            case AskedAnew(matter) | Settled(matter) | Ended(matter):
                await self._run(_OF_ALL[type(change)], matter, at=at)
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
            case Entrusted() | Released():
                await self._entrust(change)
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

    async def _entrust(self, change: Entrusted | Released) -> None:
        if isinstance(change, Released):
            await _RELEASE.run(self._connection, initiative=self._initiative_id, proxy=change.proxy_id)
            return
        await _ENTRUST.run(
            self._connection,
            initiative_id=self._initiative_id,
            id=change.proxy_id,
            voter_id=change.voter_id,
            holder_id=change.holder_id,
            forum_id=change.forum_id,
            decision_id=change.decision_id,
            until=change.until,
        )

    async def _run(self, statement: Statement, matter: Matter, **values: Any) -> None:
        await statement.run(
            self._connection,
            initiative=self._initiative_id,
            of_kind=matter.kind.value,
            subject=matter.subject_id,
            of_occasion=matter.occasion,
            **values,
        )
