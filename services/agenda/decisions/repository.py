"""Every SQL statement of the decisions and their electorates."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, insert

from services.agenda.ballots.models import AWAITING, ballots
from services.agenda.decisions.electorates import Entitled
from services.agenda.decisions.events import Act, DisqualifiedFor
from services.agenda.decisions.models import decisions, reminders, supports, voters
from shared.database.statements import Statement
from shared.eventlog.tables import goes_on

One = TypeVar("One")

_initiative = sa.bindparam("initiative", type_=sa.Uuid)
_decision = sa.bindparam("decision", type_=sa.Uuid)
_this = sa.and_(decisions.c.initiative_id == _initiative, decisions.c.id == sa.bindparam("this"))
_supported_by = (
    sa.select(
        sa.func.jsonb_agg(
            sa.func.jsonb_build_object(
                *("act", supports.c.act, "person_id", supports.c.person_id),
                *("until", supports.c.until, "reason", supports.c.reason),
            )
        )
    )
    .where(supports.c.initiative_id == decisions.c.initiative_id, supports.c.decision_id == decisions.c.id)
    .correlate(decisions)
    .scalar_subquery()
)
_with_supports = sa.select(decisions, _supported_by.label("supports"))
_INSERT = Statement(sa.insert(decisions))
_GET = Statement(_with_supports.where(_this))
_LOCK = Statement(sa.select(decisions).where(_this).with_for_update())
_LOCK_OPEN = Statement(
    sa.select(decisions)
    .where(
        decisions.c.initiative_id == _initiative, decisions.c.id != _decision, decisions.c.status == "open"
    )
    .order_by(decisions.c.id)
    .with_for_update()
)
_WRITTEN = (
    "question",
    "explanation",
    "reasons",
    "secrecy",
    "closes_at",
    "corrections_until",
    "review_on",
    "status",
    "outcome",
    "result",
    "effect_refused_for",
    "effect_gone",
    "revision_ids",
    "opened_at",
    "closed_at",
)
_UPDATE = Statement(
    sa.update(decisions)
    .where(_this)
    .values({name: sa.bindparam(name) for name in _WRITTEN} | {"version": decisions.c.version + 1})
)
_NEXT_DUE = Statement(
    sa.select(decisions.c.initiative_id, decisions.c.id)
    .where(
        decisions.c.status == "open",
        decisions.c.closes_at <= sa.bindparam("now", type_=sa.DateTime(timezone=True)),
        sa.func.coalesce(decisions.c.corrections_until, decisions.c.closes_at)
        <= sa.bindparam("now", type_=sa.DateTime(timezone=True)),
    )
    .order_by(sa.func.random())
    .limit(1)
)
_ADOPTED = Statement(
    sa.select(decisions.c.id)
    .where(
        decisions.c.initiative_id == _initiative,
        decisions.c.kind == sa.bindparam("kind"),
        decisions.c.outcome == "adopted",
        decisions.c.effect_refused_for.is_(None),
    )
    .limit(1)
)
_UNTIL = sa.bindparam("until", type_=sa.DateTime(timezone=True))
_put_support = insert(supports)
_PUT_SUPPORT = Statement(
    _put_support.on_conflict_do_update(
        index_elements=["initiative_id", "decision_id", "act", "person_id"],
        set_={"until": _put_support.excluded.until, "reason": _put_support.excluded.reason},
        where=supports.c.until.is_distinct_from(_put_support.excluded.until),
    ).returning(supports)
)
_of_act = sa.and_(
    supports.c.initiative_id == _initiative,
    supports.c.decision_id == _decision,
    supports.c.act == sa.bindparam("act"),
)
_SUPPORTERS = Statement(
    sa.select(supports.c.person_id).where(_of_act, supports.c.until.is_not_distinct_from(_UNTIL))
)
_DROP_SUPPORTS = Statement(sa.delete(supports).where(_of_act))
_NOW = sa.bindparam("now", type_=sa.DateTime(timezone=True))


def _was_reminded(kind: sa.ColumnElement[str], at: sa.ColumnElement[datetime]) -> sa.Exists:
    return sa.exists().where(
        reminders.c.initiative_id == decisions.c.initiative_id,
        reminders.c.decision_id == decisions.c.id,
        reminders.c.kind == kind,
        reminders.c.at == at,
    )


_TO_REMIND = Statement(
    sa.select(decisions.c.initiative_id, decisions.c.id)
    .where(
        decisions.c.status == "open",
        decisions.c.closes_at > _NOW + sa.bindparam("not_before", type_=sa.Interval),
        decisions.c.closes_at <= _NOW + sa.bindparam("before", type_=sa.Interval),
        decisions.c.closes_at - decisions.c.opened_at >= sa.bindparam("shortest", type_=sa.Interval),
        sa.not_(_was_reminded(sa.bindparam("kind", type_=sa.Text), decisions.c.closes_at)),
    )
    .order_by(decisions.c.closes_at)
    .limit(1)
)
_TO_REVIEW = Statement(
    sa.select(decisions.c.initiative_id, decisions.c.id)
    .where(
        decisions.c.outcome == "adopted",
        decisions.c.review_on <= sa.bindparam("today", type_=sa.Date),
        sa.not_(_was_reminded(sa.literal_column("'review'"), decisions.c.closed_at)),
        goes_on(decisions.c.initiative_id),
    )
    .order_by(decisions.c.review_on)
    .limit(1)
)
_NOTE_REMINDER = Statement(insert(reminders).on_conflict_do_nothing())
_PUT_VOTERS = Statement(
    sa.insert(voters).from_select(
        [
            *("initiative_id", "decision_id", "id", "sector", "capacity", "organization_id"),
            *("grouping_value_ids", "status"),
        ],
        sa.select(
            _initiative,
            _decision,
            sa.func.unnest(sa.bindparam("ids", type_=ARRAY(sa.Uuid))),
            sa.func.unnest(sa.bindparam("sectors", type_=ARRAY(sa.Text))),
            sa.func.unnest(sa.bindparam("capacities", type_=ARRAY(sa.Text))),
            sa.func.unnest(sa.bindparam("organizations", type_=ARRAY(sa.Uuid))),
            # An array of arrays would have to be a rectangle: a text for each, as PostgreSQL writes arrays.
            sa.cast(sa.func.unnest(sa.bindparam("values", type_=ARRAY(sa.Text))), ARRAY(sa.Uuid)),
            sa.literal("entitled"),
        ),
    )
)
_of_decision = sa.and_(voters.c.initiative_id == _initiative, voters.c.decision_id == _decision)
_entitled = sa.select(voters.c.id).where(_of_decision, voters.c.status == "entitled").order_by(voters.c.id)
_ENTITLED = Statement(_entitled)
_people = sa.any_(sa.bindparam("people", type_=ARRAY(sa.Uuid)))
_ENTITLED_AMONG = Statement(_entitled.where(voters.c.id == _people))
_STATUSES = Statement(
    sa.select(voters.c.id, voters.c.status).where(
        _of_decision, voters.c.id == sa.any_(sa.bindparam("ids", type_=ARRAY(sa.Uuid)))
    )
)
_VOTERS = Statement(
    sa.select(voters)
    .where(_of_decision, voters.c.id > sa.bindparam("after"))
    .order_by(voters.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_one_voter = sa.and_(_of_decision, voters.c.id == sa.bindparam("voter"))
_VOTER = Statement(sa.select(voters).where(_one_voter).with_for_update())
_DISQUALIFY = Statement(
    sa.update(voters)
    .where(_one_voter)
    .values(status="disqualified", disqualified_for=sa.bindparam("disqualified_for"))
)
_RECUSE = Statement(
    sa.update(voters)
    .where(_one_voter)
    .values(
        status="recused", recusal_reason=sa.bindparam("reason"), recused_by=sa.bindparam("by", type_=sa.Uuid)
    )
    .returning(voters)
)
_their_ballot = sa.and_(
    ballots.c.initiative_id == voters.c.initiative_id,
    ballots.c.decision_id == voters.c.decision_id,
    ballots.c.voter_id == voters.c.id,
)
_counting = sa.and_(_their_ballot, ballots.c.status == "counts")
_by_bound = sa.or_(
    ballots.c.caster_bound, sa.and_(ballots.c.cast_by.is_not(None), ballots.c.cast_by == _people)
)
_BY_ERASED = Statement(
    _entitled.select_from(voters.join(ballots, _counting)).where(
        ballots.c.cast_by.is_(None), sa.not_(ballots.c.caster_bound)
    )
)
_CAST_BY_ANY = Statement(_entitled.select_from(voters.join(ballots, _counting)).where(_by_bound))
_said = (ballots.c.choice, ballots.c.option_ids, ballots.c.scores)
_TALLY = Statement(
    sa.select(voters.c.sector, *_said, sa.func.count().label("voters"))
    .select_from(voters.outerjoin(ballots, sa.and_(_counting, sa.not_(_by_bound))))
    .where(_of_decision, voters.c.status == "entitled")
    .group_by(voters.c.sector, *_said)
)
_grouped = (
    sa.select(
        sa.func.unnest(voters.c.grouping_value_ids, type_=sa.Uuid).label("value_id"),
        ballots.c.voter_id,
        *_said,
    )
    .select_from(voters.outerjoin(ballots, sa.and_(_counting, sa.not_(_by_bound))))
    .where(_of_decision, voters.c.status == "entitled")
    .subquery("grouped")
)
_said_grouped = (_grouped.c.choice, _grouped.c.option_ids, _grouped.c.scores)
_TALLY_BY_GROUPING = Statement(
    sa.select(_grouped.c.value_id, *_said_grouped, sa.func.count().label("voters")).group_by(
        _grouped.c.value_id, *_said_grouped
    )
)
_TURNOUT_BY_GROUPING = Statement(
    sa.select(
        _grouped.c.value_id,
        sa.func.count().label("electorate"),
        sa.func.count(_grouped.c.voter_id).label("cast"),
    )
    .group_by(_grouped.c.value_id)
    .order_by(_grouped.c.value_id)
)
_LEFT_OUT = Statement(
    sa.select(
        sa.func.count().filter(sa.or_(*(ballots.c.status == one for one in AWAITING))).label("unconfirmed"),
        sa.func.count().filter(ballots.c.status == "to_be_renewed").label("to_be_renewed"),
    )
    .select_from(voters.join(ballots, _their_ballot))
    .where(_of_decision, voters.c.status == "entitled")
)
_missing = (
    sa.select(voters.c.id)
    .select_from(voters.outerjoin(ballots, _counting))
    .where(_of_decision, voters.c.status == "entitled", ballots.c.voter_id.is_(None))
)
_MISSING_BALLOTS = Statement(_missing.limit(1))
_MISSING = Statement(_missing.order_by(voters.c.id))
_person = sa.bindparam("person", type_=sa.Uuid)
_open_here = sa.and_(decisions.c.initiative_id == _initiative, decisions.c.status == "open")
_OPEN_WITH = Statement(
    sa.select(decisions.c.id, decisions.c.kind, decisions.c.opened_at).where(
        _open_here,
        sa.or_(
            *(
                sa.exists().where(
                    of.c.initiative_id == decisions.c.initiative_id,
                    of.c.decision_id == decisions.c.id,
                    column == _person,
                )
                for of, column in ((voters, voters.c.id), (ballots, ballots.c.cast_by))
            )
        ),
    )
)
# No ballot under way is waited for: whoever is bound casts none any more.
_BIND_VOTER = Statement(
    sa.update(voters)
    .where(_of_decision, voters.c.id == _person)
    .values(bound_for=sa.bindparam("bound_for", type_=sa.Text))
)
_BIND_BALLOTS = Statement(
    sa.update(ballots)
    .where(
        ballots.c.initiative_id == _initiative,
        ballots.c.decision_id == _decision,
        ballots.c.cast_by == _person,
    )
    .values(caster_bound=sa.true())
)
_BOUND = Statement(
    sa.select(voters.c.id, voters.c.bound_for)
    .where(_of_decision, voters.c.status == "entitled", voters.c.bound_for.is_not(None))
    .order_by(voters.c.id)
)
_FORGET = [
    Statement(
        sa.update(decisions)
        .where(decisions.c.initiative_id == _initiative, decisions.c.drafted_by == _person)
        .values(drafted_by=sa.null())
    ),
    Statement(
        sa.update(voters)
        .where(voters.c.initiative_id == _initiative, voters.c.recused_by == _person)
        .values(recusal_reason=sa.null(), recused_by=sa.null())
    ),
    Statement(
        sa.delete(supports).where(supports.c.initiative_id == _initiative, supports.c.person_id == _person)
    ),
]
_DRAFTED_BY = Statement(
    _with_supports.where(decisions.c.initiative_id == _initiative, decisions.c.drafted_by == _person)
    .order_by(decisions.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)


@cache
def _page(filters: tuple[str, ...]) -> Statement:
    """One statement for each set of filters, compiled when it is first asked for."""
    return Statement(
        _with_supports.where(
            decisions.c.initiative_id == _initiative,
            decisions.c.id > sa.bindparam("after"),
            *(decisions.c[name] == sa.bindparam(name) for name in filters),
        )
        .order_by(decisions.c.id)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


async def next_to_remind(
    connection: asyncpg.Connection,
    now: datetime,
    kind: str,
    *,
    before: timedelta,
    not_before: timedelta,
    shortest: timedelta,
) -> tuple[UUID, UUID] | None:
    """A decision, as initiative and id, that closes within some time, whose voters were not reminded."""
    row = await _TO_REMIND.first(
        connection, now=now, kind=kind, before=before, not_before=not_before, shortest=shortest
    )
    return None if row is None else (row["initiative_id"], row["id"])


async def next_to_review(connection: asyncpg.Connection, today: date) -> tuple[UUID, UUID] | None:
    """An adopted decision, as initiative and id, that is to be looked at again, and was not brought up."""
    row = await _TO_REVIEW.first(connection, today=today)
    return None if row is None else (row["initiative_id"], row["id"])


class DecisionRepository:
    """Rows of decisions, voters and supports, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> None:
        """A new draft."""
        unset = (
            *("outcome", "result", "effect_refused_for", "amendment_id"),
            *("corrections_until", "opened_at", "closed_at"),
        )
        empty = dict.fromkeys(unset)
        await _INSERT.run(
            self._connection, initiative_id=self._initiative_id, effect_gone=[], **empty, **values
        )

    async def get(self, decision_id: UUID) -> asyncpg.Record | None:
        """One decision, with who supports opening or withdrawing it."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=decision_id)

    async def lock(self, decision_id: UUID) -> asyncpg.Record | None:
        """One decision, held until the transaction ends: no ballot is cast meanwhile."""
        return await _LOCK.first(self._connection, initiative=self._initiative_id, this=decision_id)

    async def lock_open(self, but: UUID) -> list[asyncpg.Record]:
        """All decisions that are open but one, held until the transaction ends."""
        return await _LOCK_OPEN.all(self._connection, initiative=self._initiative_id, decision=but)

    async def update(self, row: Mapping[str, Any], **changes: Any) -> None:
        """Write a locked decision as its next version."""
        values = {name: row[name] for name in _WRITTEN} | changes
        await _UPDATE.run(self._connection, initiative=self._initiative_id, this=row["id"], **values)

    async def page(self, after: UUID, limit: int, filters: Mapping[str, Any]) -> list[asyncpg.Record]:
        """Decisions after an id, those that have the values given."""
        given = {name: value for name, value in filters.items() if value is not None}
        return await _page(tuple(sorted(given))).all(
            self._connection, initiative=self._initiative_id, after=after, limit=limit, **given
        )

    async def has_adopted(self, kind: str) -> bool:
        """Whether a decision of a kind was adopted, with its effect."""
        found = await _ADOPTED.first(self._connection, initiative=self._initiative_id, kind=kind)
        return found is not None

    async def support(
        self,
        decision_id: UUID,
        act: Act,
        person_id: UUID,
        until: datetime | None = None,
        reason: Any = None,
    ) -> bool:
        """Keep that a person is for an act, why, of an extension until when; False where that was known."""
        row = await _PUT_SUPPORT.first(
            self._connection,
            initiative_id=self._initiative_id,
            decision_id=decision_id,
            act=act.value,
            person_id=person_id,
            until=until,
            reason=reason,
        )
        return row is not None

    async def supporters(self, decision_id: UUID, act: Act, until: datetime | None = None) -> set[UUID]:
        """Who is for an act, of an extension until when."""
        rows = await _SUPPORTERS.all(
            self._connection, initiative=self._initiative_id, decision=decision_id, act=act.value, until=until
        )
        return {row["person_id"] for row in rows}

    async def drop_supports(self, decision_id: UUID, act: Act) -> None:
        """Forget who was for an act that has come about, and can again."""
        await _DROP_SUPPORTS.run(
            self._connection, initiative=self._initiative_id, decision=decision_id, act=act.value
        )

    async def missing(self, decision_id: UUID) -> list[UUID]:
        """Voters who count and have not voted."""
        rows = await _MISSING.all(self._connection, initiative=self._initiative_id, decision=decision_id)
        return [row["id"] for row in rows]

    async def note_reminder(self, decision_id: UUID, kind: str, at: datetime) -> bool:
        """Note that people were reminded of something at a moment; False where they had been."""
        return bool(
            await _NOTE_REMINDER.run(
                self._connection,
                initiative_id=self._initiative_id,
                decision_id=decision_id,
                kind=kind,
                at=at,
            )
        )

    async def freeze(self, decision_id: UUID, electorate: Mapping[UUID, Entitled]) -> None:
        """Keep the electorate, as it is at the opening."""
        entitled = list(electorate.values())
        await _PUT_VOTERS.run(
            self._connection,
            initiative=self._initiative_id,
            decision=decision_id,
            ids=list(electorate),
            sectors=[one.sector.value for one in entitled],
            capacities=[one.capacity.value for one in entitled],
            organizations=[one.organization_id for one in entitled],
            values=["{" + ",".join(map(str, one.grouping_value_ids)) + "}" for one in entitled],
        )

    async def entitled(self, decision_id: UUID) -> list[UUID]:
        """Voters who count: neither recused nor disqualified."""
        rows = await _ENTITLED.all(self._connection, initiative=self._initiative_id, decision=decision_id)
        return [row["id"] for row in rows]

    async def entitled_among(self, decision_id: UUID, people: Sequence[UUID]) -> list[UUID]:
        """Those of some people who are voters that count."""
        return await self._of_people(_ENTITLED_AMONG, decision_id, people)

    async def cast_by_any(self, decision_id: UUID, people: Sequence[UUID]) -> list[UUID]:
        """Voters who count, whose ballot was cast by one of some people."""
        return await self._of_people(_CAST_BY_ANY, decision_id, people)

    async def cast_by_the_erased(self, decision_id: UUID) -> set[UUID]:
        """Voters who count, whose ballot was cast by somebody free to the end who was erased since."""
        rows = await _BY_ERASED.all(self._connection, initiative=self._initiative_id, decision=decision_id)
        return {row["id"] for row in rows}

    async def _of_people(self, statement: Statement, decision_id: UUID, people: Sequence[UUID]) -> list[UUID]:
        rows = await statement.all(
            self._connection, initiative=self._initiative_id, decision=decision_id, people=people
        )
        return [row["id"] for row in rows]

    async def voters(self, decision_id: UUID, after: UUID, limit: int) -> list[asyncpg.Record]:
        """The electorate after an id."""
        return await _VOTERS.all(
            self._connection, initiative=self._initiative_id, decision=decision_id, after=after, limit=limit
        )

    async def voter_statuses(self, decision_id: UUID, voter_ids: Sequence[UUID]) -> dict[UUID, str]:
        """Of those of some who are in the electorate, whether they count."""
        rows = await _STATUSES.all(
            self._connection, initiative=self._initiative_id, decision=decision_id, ids=list(voter_ids)
        )
        return {row["id"]: row["status"] for row in rows}

    async def lock_voter(self, decision_id: UUID, voter_id: UUID) -> asyncpg.Record | None:
        """One voter, held until the transaction ends."""
        return await _VOTER.first(
            self._connection, initiative=self._initiative_id, decision=decision_id, voter=voter_id
        )

    async def disqualify(self, decision_id: UUID, voter_id: UUID, reason: DisqualifiedFor) -> None:
        """Take a voter out of the electorate."""
        await _DISQUALIFY.run(
            self._connection,
            initiative=self._initiative_id,
            decision=decision_id,
            voter=voter_id,
            disqualified_for=reason.value,
        )

    async def open_with(self, person_id: UUID) -> list[asyncpg.Record]:
        """Open decisions in which a person has a vote, or cast a ballot for an organization."""
        return await _OPEN_WITH.all(self._connection, initiative=self._initiative_id, person=person_id)

    async def bind(self, decision_id: UUID, person_id: UUID, reason: DisqualifiedFor) -> None:
        """Keep why neither the vote of a person nor the ballots they cast will count."""
        for statement, more in ((_BIND_VOTER, {"bound_for": reason.value}), (_BIND_BALLOTS, {})):
            await statement.run(
                self._connection,
                initiative=self._initiative_id,
                decision=decision_id,
                person=person_id,
                **more,
            )

    async def bound(self, decision_id: UUID) -> dict[UUID, DisqualifiedFor]:
        """Voters who count, were erased, and belonged to the backbone by then; with why they leave."""
        rows = await _BOUND.all(self._connection, initiative=self._initiative_id, decision=decision_id)
        return {row["id"]: DisqualifiedFor(row["bound_for"]) for row in rows}

    async def recuse(self, decision_id: UUID, voter_id: UUID, reason: Any, by: UUID | None) -> asyncpg.Record:
        """A voter steps aside."""
        return await _RECUSE.one(
            self._connection,
            initiative=self._initiative_id,
            decision=decision_id,
            voter=voter_id,
            reason=reason,
            by=by,
        )

    async def tally(self, decision_id: UUID, bound: Sequence[UUID]) -> list[asyncpg.Record]:
        """How many voters who count say what, by sector; what these people cast is as if it were not."""
        return await _TALLY.all(
            self._connection, initiative=self._initiative_id, decision=decision_id, people=bound
        )

    async def tally_by_grouping(self, decision_id: UUID, bound: Sequence[UUID]) -> list[asyncpg.Record]:
        """The same by values of groupings; whoever stands nowhere is nowhere here."""
        return await _TALLY_BY_GROUPING.all(
            self._connection, initiative=self._initiative_id, decision=decision_id, people=bound
        )

    async def turnout_by_grouping(self, decision_id: UUID, bound: Sequence[UUID]) -> list[asyncpg.Record]:
        """How many there are at each value of a grouping, and how many of them voted."""
        return await _TURNOUT_BY_GROUPING.all(
            self._connection, initiative=self._initiative_id, decision=decision_id, people=bound
        )

    async def left_out(self, decision_id: UUID) -> asyncpg.Record:
        """How many voters who count have a ballot that does not: `unconfirmed`, or `to_be_renewed`."""
        return await _LEFT_OUT.one(self._connection, initiative=self._initiative_id, decision=decision_id)

    async def everybody_voted(self, decision_id: UUID) -> bool:
        """Whether every voter who counts has a ballot that does."""
        missing = await _MISSING_BALLOTS.first(
            self._connection, initiative=self._initiative_id, decision=decision_id
        )
        return missing is None

    async def drafted_by(self, person_id: UUID, limit: int) -> list[asyncpg.Record]:
        """What a person drafted, for the export of their data."""
        return await _DRAFTED_BY.all(
            self._connection, initiative=self._initiative_id, person=person_id, limit=limit
        )

    async def forget(self, person_id: UUID) -> None:
        """Empty what a person wrote about decisions; what was decided stays."""
        for statement in _FORGET:
            await statement.run(self._connection, initiative=self._initiative_id, person=person_id)


async def next_due(connection: asyncpg.Connection, now: datetime) -> tuple[UUID, UUID] | None:
    """A decision, of any initiative, whose time is over: (initiative, decision)."""
    row = await _NEXT_DUE.first(connection, now=now)
    return None if row is None else (row["initiative_id"], row["id"])


def in_parts(listed: Sequence[One], size: int) -> Iterable[Sequence[One]]:
    """What is listed in parts that fit into a line of the log."""
    return (listed[start : start + size] for start in range(0, len(listed), size))
