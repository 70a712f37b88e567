"""Every SQL statement of the seats in forums."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, insert

from services.registry.forums.models import forums
from services.registry.history.repository import known
from services.registry.history.when import When
from services.registry.initiatives.models import initiatives
from services.registry.people.models import people
from services.registry.requests.kinds import RequestKind
from services.registry.requests.models import INITIATIVE, NOW, asked, standing
from services.registry.seats.events import SeatStatus
from services.registry.seats.models import seats, terms
from shared.database.statements import Statement
from shared.eventlog.tables import goes_on
from shared.standing import Standing
from shared.standing_facts import facts_table

_facts = facts_table("registry")
SOON = timedelta(days=30)
"""How long before its end the holder of a seat is reminded of it."""
LIVE = (SeatStatus.PROPOSED, SeatStatus.ACCEPTED, SeatStatus.SEATED)

_initiative = seats.c.initiative_id == sa.bindparam("initiative")
_this = sa.and_(_initiative, seats.c.forum_id == sa.bindparam("forum"), seats.c.id == sa.bindparam("this"))
_INSERT = Statement(insert(seats).on_conflict_do_nothing().returning(seats))
_term = sa.and_(terms.c.initiative_id == seats.c.initiative_id, terms.c.seat_id == seats.c.id)
_shown = sa.select(
    seats, terms.c.ends_on, terms.c.ends_at, terms.c.renewal_ends_on, terms.c.renewal_ends_at
).select_from(seats.outerjoin(terms, _term))
# Locked first and read after: what is read by the statement that waited would be as old as its beginning.
_LOCK = Statement(sa.select(seats.c.id).where(_this).with_for_update())
_GET = Statement(_shown.where(_this))
_SET_STATUS = Statement(
    sa.update(seats)
    .where(_this)
    .values(status=sa.bindparam("status"), version=seats.c.version + 1)
    .returning(seats)
)
_SETTLE = Statement(
    sa.update(seats)
    .where(
        _initiative,
        seats.c.forum_id == sa.bindparam("forum"),
        seats.c.id == sa.any_(sa.bindparam("ids", type_=ARRAY(sa.Uuid))),
    )
    .values(status=sa.bindparam("status"), version=seats.c.version + 1)
)
_END_OF_PERSON = Statement(
    sa.update(seats)
    .where(
        _initiative,
        seats.c.person_id == sa.bindparam("person"),
        seats.c.status == sa.any_(sa.bindparam("live", type_=ARRAY(sa.Text))),
    )
    .values(status=sa.bindparam("status"), version=seats.c.version + 1)
    .returning(seats)
)
_ERASE = Statement(sa.delete(seats).where(_initiative, seats.c.person_id == sa.bindparam("person")))
_FORGET_PROPOSER = Statement(
    sa.update(seats)
    .where(_initiative, seats.c.proposed_by == sa.bindparam("person"))
    .values(proposed_by=sa.null())
)
_OF_PERSON = Statement(
    _shown.where(_initiative, seats.c.person_id == sa.bindparam("person")).order_by(seats.c.id)
)
# The forum is held, so that it does not change its kind of membership under a proposal.
_FORUM = Statement(
    sa.select(forums.c.kind)
    .where(forums.c.initiative_id == sa.bindparam("initiative"), forums.c.id == sa.bindparam("forum"))
    .with_for_update(read=True)
)
_STANDING = Statement(
    sa.select(
        sa.select(sa.func.jsonb_agg(sa.func.to_jsonb(sa.literal_column("standing_fact"))))
        .select_from(_facts)
        .where(
            _facts.c.initiative_id == sa.bindparam("initiative"),
            _facts.c.subject_id == sa.bindparam("person"),
        )
        .scalar_subquery()
    )
    .select_from(people)
    .where(
        people.c.initiative_id == sa.bindparam("initiative"),
        people.c.id == sa.bindparam("person"),
        people.c.left_at.is_(None),
    )
    .with_for_update(read=True)
)
_STANDING_OF = Statement(
    sa.select(sa.func.jsonb_agg(sa.func.to_jsonb(sa.literal_column("standing_fact"))))
    .select_from(_facts)
    .where(
        _facts.c.initiative_id == sa.bindparam("initiative"), _facts.c.subject_id == sa.bindparam("person")
    )
)
_TIME_ZONE = Statement(
    sa.select(sa.func.coalesce(forums.c.time_zone, initiatives.c.time_zone))
    .select_from(forums.join(initiatives, initiatives.c.id == forums.c.initiative_id))
    .where(forums.c.initiative_id == sa.bindparam("initiative"), forums.c.id == sa.bindparam("forum"))
)
_put_term = insert(terms).values(
    {name: sa.bindparam(name) for name in ("initiative_id", "seat_id", "ends_on", "ends_at")}
)
_PUT_TERM = Statement(
    _put_term.on_conflict_do_update(
        index_elements=["initiative_id", "seat_id"],
        set_={name: _put_term.excluded[name] for name in ("ends_on", "ends_at")},
    )
)
_of_seat = sa.and_(
    terms.c.initiative_id == sa.bindparam("initiative"), terms.c.seat_id == sa.bindparam("seat")
)
_ASK_RENEWAL = Statement(
    sa.update(terms)
    .where(_of_seat)
    .values(
        renewal_ends_on=sa.bindparam("ends_on", type_=sa.Date),
        renewal_ends_at=sa.bindparam("ends_at", type_=sa.DateTime(timezone=True)),
    )
)
_RENEW = Statement(
    sa.update(terms)
    .where(
        terms.c.initiative_id == sa.bindparam("initiative"),
        terms.c.seat_id == sa.any_(sa.bindparam("ids", type_=ARRAY(sa.Uuid))),
        terms.c.renewal_ends_at.is_not(None),
    )
    .values(
        ends_on=terms.c.renewal_ends_on,
        ends_at=terms.c.renewal_ends_at,
        renewal_ends_on=sa.null(),
        renewal_ends_at=sa.null(),
    )
)
_REMIND = Statement(sa.update(terms).where(_of_seat).values(reminded_of=terms.c.ends_at))
_EMPTY_TERMS = Statement(sa.delete(terms).where(terms.c.initiative_id == sa.bindparam("initiative")))
_MOMENT = sa.bindparam("moment", type_=sa.DateTime(timezone=True))
_running = (
    sa.select(seats.c.initiative_id, seats.c.forum_id, seats.c.id)
    .select_from(seats.join(terms, _term))
    .where(goes_on(seats.c.initiative_id))
)
_NEXT_ENDED = Statement(
    _running.where(seats.c.status == SeatStatus.SEATED.value, terms.c.ends_at <= _MOMENT)
    .order_by(terms.c.ends_at)
    .limit(1)
)
_NEXT_ENDING = Statement(
    _running.where(
        seats.c.status == SeatStatus.SEATED.value,
        terms.c.ends_at > _MOMENT,
        terms.c.ends_at <= sa.bindparam("soon", type_=sa.DateTime(timezone=True)),
        terms.c.reminded_of.is_distinct_from(terms.c.ends_at),
    )
    .order_by(terms.c.ends_at)
    .limit(1)
)
_SEATED_COMMITTEE = Statement(
    sa.select(seats.c.id)
    .select_from(
        seats.join(
            forums,
            sa.and_(forums.c.initiative_id == seats.c.initiative_id, forums.c.id == seats.c.forum_id),
        )
    )
    .where(_initiative, forums.c.kind == sa.bindparam("kind"), seats.c.status == SeatStatus.SEATED.value)
    .limit(1)
)


@cache
def _page(filters: tuple[str, ...], *, recorded: bool) -> Statement:
    """One statement for each set of filters, compiled when it is first asked for."""
    seat = known(seats) if recorded else seats
    term = known(terms) if recorded else terms
    of_seat = sa.and_(
        term.c.initiative_id == sa.bindparam("initiative", type_=sa.Uuid), term.c.seat_id == seat.c.id
    )
    return Statement(
        sa.select(
            *seat.c, *(term.c[name] for name in ("ends_on", "ends_at", "renewal_ends_on", "renewal_ends_at"))
        )
        .select_from(seat.outerjoin(term, of_seat))
        .where(
            seat.c.initiative_id == sa.bindparam("initiative", type_=sa.Uuid),
            seat.c.forum_id == sa.bindparam("forum", type_=sa.Uuid),
            seat.c.id > sa.bindparam("after", type_=sa.Uuid),
            *(seat.c[name] == sa.bindparam(name, type_=sa.Text) for name in filters),
        )
        .order_by(seat.c.id)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


REQUESTS = (
    sa.select(
        *asked(
            RequestKind.ACCEPT_SEAT,
            subject=seats.c.id,
            parent=seats.c.forum_id,
            person=seats.c.person_id,
            asked_at=seats.c.created_at,
            state=standing(
                done=sa.and_(
                    seats.c.status != SeatStatus.PROPOSED.value, seats.c.status != SeatStatus.WITHDRAWN.value
                ),
                lapsed=seats.c.status == SeatStatus.WITHDRAWN.value,
            ),
        )
    ).where(seats.c.initiative_id == INITIATIVE),
    sa.select(
        *asked(
            RequestKind.RENEW_SEAT,
            subject=seats.c.id,
            parent=seats.c.forum_id,
            person=seats.c.person_id,
            asked_at=terms.c.ends_at - SOON,
            due_at=terms.c.ends_at,
            state=standing(done=terms.c.renewal_ends_at.is_not(None), lapsed=terms.c.ends_at <= NOW),
        )
    )
    .select_from(seats.join(terms, _term))
    .where(
        seats.c.initiative_id == INITIATIVE,
        seats.c.status == SeatStatus.SEATED.value,
        terms.c.ends_at <= NOW + SOON,
    ),
)
"""Who was proposed for a seat is asked to accept it, or decline; whose term ends soon, whether they stay."""


async def next_ended(connection: asyncpg.Connection, now: datetime) -> asyncpg.Record | None:
    """A seat whose term is over, of whichever initiative."""
    return await _NEXT_ENDED.first(connection, moment=now)


async def next_ending(connection: asyncpg.Connection, now: datetime) -> asyncpg.Record | None:
    """A seat whose term ends soon, and whose holder was not reminded of it."""
    return await _NEXT_ENDING.first(connection, moment=now, soon=now + SOON)


class SeatRepository:
    """Rows of seats, and what is known of who is to hold them, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def forum_kind(self, forum_id: UUID) -> str | None:
        """What kind a forum is of; it stays until the transaction ends."""
        return await _FORUM.value(self._connection, initiative=self._initiative_id, forum=forum_id)

    async def standing(self, person_id: UUID, today: date) -> Standing | None:
        """What holds of a person, who stays until the transaction ends; None where they take no part."""
        facts = await _STANDING.value(self._connection, initiative=self._initiative_id, person=person_id)
        return Standing.of(person_id, facts or [], today)

    async def standing_of(self, person_id: UUID, today: date) -> Standing | None:
        """What holds of a person, without holding them."""
        facts = await _STANDING_OF.value(self._connection, initiative=self._initiative_id, person=person_id)
        return Standing.of(person_id, facts or [], today)

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record | None:
        """A new seat, or None where the person has one in the forum, or was proposed."""
        return await _INSERT.first(self._connection, initiative_id=self._initiative_id, **values)

    async def lock(self, forum_id: UUID, seat_id: UUID) -> asyncpg.Record | None:
        """One seat with its term, held until the transaction ends."""
        named = {"initiative": self._initiative_id, "forum": forum_id, "this": seat_id}
        held = await _LOCK.first(self._connection, **named)
        return None if held is None else await _GET.first(self._connection, **named)

    async def time_zone(self, forum_id: UUID) -> str:
        """The time zone of a forum that is there: its own, or the initiative's."""
        found: str = await _TIME_ZONE.value(self._connection, initiative=self._initiative_id, forum=forum_id)
        return found

    async def put_term(self, seat_id: UUID, ends_on: date, ends_at: datetime) -> None:
        """The term of a seat."""
        await _PUT_TERM.run(
            self._connection,
            initiative_id=self._initiative_id,
            seat_id=seat_id,
            ends_on=ends_on,
            ends_at=ends_at,
        )

    async def ask_renewal(self, seat_id: UUID, ends_on: date, ends_at: datetime) -> None:
        """Until when the holder of a seat would stay."""
        await _ASK_RENEWAL.run(
            self._connection, initiative=self._initiative_id, seat=seat_id, ends_on=ends_on, ends_at=ends_at
        )

    async def renew(self, seat_ids: Sequence[UUID]) -> None:
        """The renewals asked for hold from now on."""
        await _RENEW.run(self._connection, initiative=self._initiative_id, ids=list(seat_ids))

    async def note_reminder(self, seat_id: UUID) -> None:
        """The holder of a seat was reminded of its end."""
        await _REMIND.run(self._connection, initiative=self._initiative_id, seat=seat_id)

    async def empty_terms(self) -> None:
        """Drop all terms, before they are built again."""
        await _EMPTY_TERMS.run(self._connection, initiative=self._initiative_id)

    async def set_status(self, row: Mapping[str, Any], status: SeatStatus) -> dict[str, Any]:
        """Write the status of a locked seat as its next version."""
        changed = await _SET_STATUS.one(
            self._connection,
            initiative=self._initiative_id,
            forum=row["forum_id"],
            this=row["id"],
            status=status.value,
        )
        return {**row, **changed}

    async def settle(self, forum_id: UUID, seat_ids: Sequence[UUID], status: SeatStatus) -> None:
        """Write what the forum decided of seats."""
        await _SETTLE.run(
            self._connection,
            initiative=self._initiative_id,
            forum=forum_id,
            ids=list(seat_ids),
            status=status.value,
        )

    async def page(
        self, forum_id: UUID, after: UUID, limit: int, filters: Mapping[str, Any], when: When
    ) -> list[asyncpg.Record]:
        """Seats of a forum after an id, those that have the values given, or had."""
        given = {name: value for name, value in filters.items() if value is not None}
        return await _page(tuple(sorted(given)), recorded=when.known_at is not None).all(
            self._connection,
            initiative=self._initiative_id,
            forum=forum_id,
            after=after,
            limit=limit,
            **given,
            **when.given(),
        )

    async def end_of_person(self, person_id: UUID) -> list[asyncpg.Record]:
        """End the seats a person holds or was proposed for; answers which these were."""
        return await _END_OF_PERSON.all(
            self._connection,
            initiative=self._initiative_id,
            person=person_id,
            live=[status.value for status in LIVE],
            status=SeatStatus.ENDED.value,
        )

    async def of_person(self, person_id: UUID) -> list[asyncpg.Record]:
        """The seats of one person, for the export of their data."""
        return await _OF_PERSON.all(self._connection, initiative=self._initiative_id, person=person_id)

    async def erase(self, person_id: UUID) -> None:
        """Delete a person's seats, and forget which ones they proposed."""
        await _ERASE.run(self._connection, initiative=self._initiative_id, person=person_id)
        await _FORGET_PROPOSER.run(self._connection, initiative=self._initiative_id, person=person_id)

    async def has_seated(self, kind: str) -> bool:
        """Whether somebody sits in a forum of a kind."""
        found = await _SEATED_COMMITTEE.first(self._connection, initiative=self._initiative_id, kind=kind)
        return found is not None
