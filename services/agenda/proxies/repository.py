"""Every SQL statement of the proxies."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.agenda.ballots.models import ballots
from services.agenda.decisions.models import decisions
from services.agenda.proxies.models import proxies
from shared.database.statements import Statement

_initiative = sa.bindparam("initiative", type_=sa.Uuid)
_holder = sa.bindparam("holder", type_=sa.Uuid)
_decision = sa.bindparam("decision", type_=sa.Uuid)
_forum = sa.bindparam("forum", type_=sa.Uuid)
_today = sa.bindparam("today", type_=sa.Date)
_this = sa.and_(proxies.c.initiative_id == _initiative, proxies.c.id == sa.bindparam("this", type_=sa.Uuid))
_closed = sa.exists().where(
    decisions.c.initiative_id == proxies.c.initiative_id,
    decisions.c.id == proxies.c.decision_id,
    decisions.c.status == "closed",
)
_lives = sa.and_(
    proxies.c.status == "given",
    sa.or_(proxies.c.until.is_(None), proxies.c.until >= _today),
    sa.not_(_closed),
)
# The holder's proxies are counted and given, or used, by one at a time.
_ONE_AT_A_TIME = Statement(
    sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(sa.cast(_holder, sa.Text), 31)))
)
_INSERT = Statement(insert(proxies).returning(proxies))
_GET = Statement(sa.select(proxies).where(_this))
_LOCK = Statement(sa.select(proxies, _lives.label("lives")).where(_this).with_for_update())
_END = Statement(
    sa.update(proxies)
    .where(_this)
    .values(status=sa.bindparam("status"), ended_at=sa.bindparam("at", type_=sa.DateTime(timezone=True)))
    .returning(proxies)
)
_USE = Statement(
    sa.update(proxies).where(_this).values(used_at=sa.bindparam("at", type_=sa.DateTime(timezone=True)))
)
_of_voter = sa.and_(
    proxies.c.initiative_id == _initiative, proxies.c.voter_id == sa.bindparam("voter", type_=sa.Uuid)
)
_SAME = Statement(
    sa.select(proxies.c.id).where(
        _of_voter,
        _lives,
        proxies.c.forum_id == _forum,
        proxies.c.decision_id.is_not_distinct_from(_decision),
    )
)
# What was given for the decision goes before what was given for a time: it is the later, more exact word.
_APPLYING = Statement(
    sa.select(proxies)
    .where(
        _of_voter,
        _lives,
        proxies.c.forum_id == _forum,
        sa.or_(proxies.c.decision_id.is_(None), proxies.c.decision_id == _decision),
    )
    .order_by(proxies.c.decision_id.asc().nulls_last())
    .limit(1)
    .with_for_update()
)
_HELD = Statement(
    sa.select(sa.func.count(sa.distinct(proxies.c.voter_id))).where(
        proxies.c.initiative_id == _initiative,
        proxies.c.holder_id == _holder,
        proxies.c.forum_id == _forum,
        _lives,
        sa.or_(proxies.c.decision_id.is_(None), _decision.is_(None), proxies.c.decision_id == _decision),
    )
)
_USED_FOR = Statement(
    sa.select(sa.func.count()).where(
        ballots.c.initiative_id == _initiative,
        ballots.c.decision_id == _decision,
        ballots.c.cast_by == _holder,
        ballots.c.proxy_id.is_not(None),
        ballots.c.voter_id != sa.bindparam("voter", type_=sa.Uuid),
    )
)
_COUNTS = Statement(
    sa.select(ballots.c.voter_id).where(
        ballots.c.initiative_id == _initiative,
        ballots.c.decision_id == _decision,
        ballots.c.proxy_id == sa.bindparam("this", type_=sa.Uuid),
        ballots.c.status != "to_be_renewed",
    )
)
_person = sa.bindparam("person", type_=sa.Uuid)
_of_person = sa.and_(
    proxies.c.initiative_id == _initiative,
    sa.or_(proxies.c.voter_id == _person, proxies.c.holder_id == _person, proxies.c.given_by == _person),
)
_OF_PERSON = Statement(
    sa.select(proxies).where(_of_person).order_by(proxies.c.id).limit(sa.bindparam("limit", type_=sa.Integer))
)
_FORGET = (
    Statement(
        sa.delete(proxies).where(
            proxies.c.initiative_id == _initiative,
            sa.or_(proxies.c.voter_id == _person, proxies.c.holder_id == _person),
        )
    ),
    Statement(
        sa.update(proxies)
        .where(proxies.c.initiative_id == _initiative, proxies.c.given_by == _person)
        .values(given_by=sa.null())
    ),
)


@cache
def _page(filters: tuple[str, ...]) -> Statement:
    """One statement for each set of filters, compiled when it is first asked for."""
    return Statement(
        sa.select(proxies)
        .where(
            proxies.c.initiative_id == _initiative,
            proxies.c.id > sa.bindparam("after"),
            *(proxies.c[name] == sa.bindparam(name) for name in filters),
        )
        .order_by(proxies.c.id)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


class ProxyRepository:
    """Rows of proxies, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def one_at_a_time(self, holder_id: UUID) -> None:
        """Wait for whoever else counts a person's proxies, until that transaction has ended."""
        await _ONE_AT_A_TIME.run(self._connection, holder=holder_id)

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A proxy that was given."""
        return await _INSERT.one(
            self._connection,
            initiative_id=self._initiative_id,
            used_at=None,
            ended_at=None,
            **values,
        )

    async def get(self, proxy_id: UUID) -> asyncpg.Record | None:
        """One proxy."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=proxy_id)

    async def lock(self, proxy_id: UUID, today: date) -> asyncpg.Record | None:
        """One proxy, held until the transaction ends, and whether it `lives`."""
        return await _LOCK.first(self._connection, initiative=self._initiative_id, this=proxy_id, today=today)

    async def end(self, proxy_id: UUID, status: str, at: datetime) -> asyncpg.Record:
        """A locked proxy is revoked or declined."""
        return await _END.one(
            self._connection, initiative=self._initiative_id, this=proxy_id, status=status, at=at
        )

    async def use(self, proxy_id: UUID, at: datetime) -> None:
        """A ballot is cast by a locked proxy."""
        await _USE.run(self._connection, initiative=self._initiative_id, this=proxy_id, at=at)

    async def has_same(self, voter_id: UUID, forum_id: UUID, decision_id: UUID | None, today: date) -> bool:
        """Whether a voter has given a proxy for the same already."""
        found = await _SAME.first(
            self._connection,
            initiative=self._initiative_id,
            voter=voter_id,
            forum=forum_id,
            decision=decision_id,
            today=today,
        )
        return found is not None

    async def applying(
        self, voter_id: UUID, forum_id: UUID, decision_id: UUID, today: date
    ) -> asyncpg.Record | None:
        """The proxy by which somebody votes for a voter on a decision, held until the transaction ends."""
        return await _APPLYING.first(
            self._connection,
            initiative=self._initiative_id,
            voter=voter_id,
            forum=forum_id,
            decision=decision_id,
            today=today,
        )

    async def held(self, holder_id: UUID, forum_id: UUID, decision_id: UUID | None, today: date) -> int:
        """For how many voters a person can vote in a forum, or on one of its decisions."""
        found: int = await _HELD.value(
            self._connection,
            initiative=self._initiative_id,
            holder=holder_id,
            forum=forum_id,
            decision=decision_id,
            today=today,
        )
        return found

    async def used_for(self, holder_id: UUID, decision_id: UUID, but: UUID) -> int:
        """For how many voters besides one a person has voted on a decision by proxy."""
        found: int = await _USED_FOR.value(
            self._connection,
            initiative=self._initiative_id,
            holder=holder_id,
            decision=decision_id,
            voter=but,
        )
        return found

    async def counts(self, proxy_id: UUID, decision_id: UUID) -> bool:
        """Whether what was cast on a decision by a proxy is what its voter says now."""
        found = await _COUNTS.first(
            self._connection, initiative=self._initiative_id, this=proxy_id, decision=decision_id
        )
        return found is not None

    async def page(self, after: UUID, limit: int, filters: Mapping[str, Any]) -> list[asyncpg.Record]:
        """Proxies after an id, those that have the values given."""
        given = {name: value for name, value in filters.items() if value is not None}
        return await _page(tuple(sorted(given))).all(
            self._connection, initiative=self._initiative_id, after=after, limit=limit, **given
        )

    async def of_person(self, person_id: UUID, limit: int) -> list[asyncpg.Record]:
        """What a person gave or holds, for the export of their data."""
        return await _OF_PERSON.all(
            self._connection, initiative=self._initiative_id, person=person_id, limit=limit
        )

    async def forget(self, person_id: UUID) -> None:
        """Drop what a person gave for themself or holds; empty that they gave one for an organization."""
        for statement in _FORGET:
            await statement.run(self._connection, initiative=self._initiative_id, person=person_id)
