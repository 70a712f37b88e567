"""Every SQL statement of the meetings, and the question of who belongs to a forum."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import aggregate_order_by, insert

from services.registry.belonging.repository import MEMBERS
from services.registry.forums.models import forums
from services.registry.meetings.events import MeetingStatus
from services.registry.meetings.models import (
    agenda_items,
    known_decisions,
    meetings,
    offered_times,
    time_answers,
)
from services.registry.organizations.models import organizations
from services.registry.people.models import affiliations, people
from services.registry.requests.kinds import RequestKind
from services.registry.requests.models import INITIATIVE, asked, standing
from services.registry.seats.events import SeatStatus
from services.registry.seats.models import seats
from services.registry.sources.models import sources
from shared.database.statements import Statement
from shared.governance import ForumKind
from shared.partnership import partner

_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_MEETING = sa.bindparam("meeting", type_=sa.Uuid)
_PERSON = sa.bindparam("person", type_=sa.Uuid)
_TODAY = sa.bindparam("today", type_=sa.Date)
_IDS = sa.bindparam("ids", type_=sa.ARRAY(sa.Uuid))
_this = sa.and_(meetings.c.initiative_id == _INITIATIVE, meetings.c.id == _MEETING)


def _objects(columns: Sequence[sa.Column[Any]], order: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    pairs: list[sa.ColumnElement[Any]] = []
    for column in columns:
        pairs += [sa.literal_column(f"'{column.name}'"), column]
    return sa.func.jsonb_agg(aggregate_order_by(sa.func.jsonb_build_object(*pairs), order))


_items = (
    sa.select(
        _objects(
            [
                column
                for column in agenda_items.c
                if column.name not in ("initiative_id", "meeting_id", "rank")
            ],
            agenda_items.c.rank,
        )
    )
    .where(
        agenda_items.c.initiative_id == meetings.c.initiative_id, agenda_items.c.meeting_id == meetings.c.id
    )
    .correlate(meetings)
    .scalar_subquery()
)
_answers = (
    sa.select(_objects([time_answers.c.person_id, time_answers.c.answer], time_answers.c.person_id))
    .where(
        time_answers.c.initiative_id == offered_times.c.initiative_id,
        time_answers.c.meeting_id == offered_times.c.meeting_id,
        time_answers.c.time_id == offered_times.c.id,
    )
    .correlate(offered_times)
    .scalar_subquery()
)
_times = (
    sa.select(
        sa.func.jsonb_agg(
            aggregate_order_by(
                sa.func.jsonb_build_object(
                    "id",
                    offered_times.c.id,
                    "starts_at",
                    offered_times.c.starts_at,
                    "answers",
                    sa.func.coalesce(_answers, sa.literal_column("'[]'::jsonb")),
                ),
                offered_times.c.starts_at,
            )
        )
    )
    .where(
        offered_times.c.initiative_id == meetings.c.initiative_id,
        offered_times.c.meeting_id == meetings.c.id,
    )
    .correlate(meetings)
    .scalar_subquery()
)
_whole = sa.select(meetings, _items.label("agenda_items"), _times.label("offered_times"))
_INSERT = Statement(sa.insert(meetings))
_GET = Statement(_whole.where(_this))
# Locked first and read after: what is read by the statement that waited would be as old as its beginning.
_LOCK = Statement(sa.select(meetings.c.id).where(_this).with_for_update())
_changing = (
    "title",
    "place",
    "online_url",
    "starts_at",
    "duration_minutes",
    "time_zone",
    "status",
    "version",
)
_UPDATE = Statement(sa.update(meetings).where(_this).values({name: sa.bindparam(name) for name in _changing}))
_INSERT_ITEM = Statement(sa.insert(agenda_items))
_item = sa.and_(
    agenda_items.c.initiative_id == _INITIATIVE,
    agenda_items.c.meeting_id == _MEETING,
    agenda_items.c.id == sa.bindparam("item", type_=sa.Uuid),
)
_UPDATE_ITEM = Statement(
    sa.update(agenda_items)
    .where(_item)
    .values(
        {name: sa.bindparam(name) for name in ("title", "purpose", "minutes", "source_ids", "decision_id")}
    )
)
_DELETE_ITEM = Statement(sa.delete(agenda_items).where(_item))
_LAST_RANK = Statement(
    sa.select(sa.func.coalesce(sa.func.max(agenda_items.c.rank), 0)).where(
        agenda_items.c.initiative_id == _INITIATIVE, agenda_items.c.meeting_id == _MEETING
    )
)
_ORDER = Statement(
    sa.update(agenda_items)
    .where(agenda_items.c.initiative_id == _INITIATIVE, agenda_items.c.meeting_id == _MEETING)
    .values(rank=sa.func.array_position(_IDS, agenda_items.c.id))
)
_OFFER = Statement(sa.insert(offered_times))
_put_answer = insert(time_answers)
_ANSWER = Statement(
    _put_answer.on_conflict_do_update(
        index_elements=["initiative_id", "meeting_id", "time_id", "person_id"],
        set_={"answer": _put_answer.excluded.answer},
    )
)
_FORUM = Statement(
    sa.select(forums.c.id, forums.c.kind, forums.c.name).where(
        forums.c.initiative_id == _INITIATIVE, forums.c.id == sa.bindparam("forum", type_=sa.Uuid)
    )
)
_SEATED = Statement(
    sa.select(seats.c.person_id).where(
        seats.c.initiative_id == _INITIATIVE,
        seats.c.forum_id == sa.bindparam("forum", type_=sa.Uuid),
        seats.c.status == SeatStatus.SEATED.value,
    )
)
# Whoever represents a partner belongs to the network.
_PARTNERS = Statement(
    sa.select(affiliations.c.person_id)
    .select_from(
        affiliations.join(
            organizations,
            sa.and_(
                organizations.c.initiative_id == affiliations.c.initiative_id,
                organizations.c.id == affiliations.c.organization_id,
            ),
        ).join(
            people,
            sa.and_(
                people.c.initiative_id == affiliations.c.initiative_id,
                people.c.id == affiliations.c.person_id,
                people.c.left_at.is_(None),
            ),
        )
    )
    .where(
        affiliations.c.initiative_id == _INITIATIVE,
        affiliations.c.represents,
        sa.or_(affiliations.c.since.is_(None), affiliations.c.since <= _TODAY),
        sa.or_(affiliations.c.until.is_(None), affiliations.c.until >= _TODAY),
        partner(organizations),
    )
    .distinct()
)
_KNOWN_SOURCES = Statement(
    sa.select(sa.func.count())
    .select_from(sources)
    .where(sources.c.initiative_id == _INITIATIVE, sources.c.id == sa.any_(_IDS))
)
_put_decision = insert(known_decisions)
_PUT_DECISION = Statement(_put_decision.on_conflict_do_nothing())
_DROP_DECISIONS = Statement(sa.delete(known_decisions).where(known_decisions.c.initiative_id == _INITIATIVE))
_DECISIONS_FORUM = Statement(
    sa.select(known_decisions.c.forum_id).where(
        known_decisions.c.initiative_id == _INITIATIVE,
        known_decisions.c.id == sa.bindparam("decision", type_=sa.Uuid),
    )
)
_OF_PERSON = Statement(
    sa.select(meetings.c.id, meetings.c.title, meetings.c.starts_at, meetings.c.created_at)
    .where(meetings.c.initiative_id == _INITIATIVE, meetings.c.called_by == _PERSON)
    .order_by(meetings.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_ERASE = [
    Statement(
        sa.update(meetings)
        .where(meetings.c.initiative_id == _INITIATIVE, meetings.c.called_by == _PERSON)
        .values(called_by=sa.null())
    ),
    Statement(
        sa.update(agenda_items)
        .where(agenda_items.c.initiative_id == _INITIATIVE, agenda_items.c.proposed_by == _PERSON)
        .values(proposed_by=sa.null())
    ),
    Statement(
        sa.delete(time_answers).where(
            time_answers.c.initiative_id == _INITIATIVE, time_answers.c.person_id == _PERSON
        )
    ),
]
_COMPARED = {
    "forum_id": meetings.c.forum_id == sa.bindparam("forum_id"),
    "series_id": meetings.c.series_id == sa.bindparam("series_id"),
    "status": meetings.c.status == sa.bindparam("status"),
    "since": meetings.c.starts_at >= sa.bindparam("since", type_=sa.DateTime(timezone=True)),
    "until": meetings.c.starts_at < sa.bindparam("until", type_=sa.DateTime(timezone=True)),
}


@cache
def _page(filters: tuple[str, ...]) -> Statement:
    """One statement for each set of filters, compiled when it is first asked for."""
    return Statement(
        _whole.where(
            meetings.c.initiative_id == _INITIATIVE,
            meetings.c.id > sa.bindparam("after", type_=sa.Uuid),
            *(_COMPARED[name] for name in filters),
        )
        .order_by(meetings.c.id)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


def _unanswered(*columns: Any) -> sa.Select[Any]:
    """Times offered for a meeting that a member has said nothing of."""
    return (
        sa.select(*columns)
        .where(
            offered_times.c.initiative_id == meetings.c.initiative_id,
            offered_times.c.meeting_id == meetings.c.id,
            ~sa.exists().where(
                time_answers.c.initiative_id == offered_times.c.initiative_id,
                time_answers.c.meeting_id == offered_times.c.meeting_id,
                time_answers.c.time_id == offered_times.c.id,
                time_answers.c.person_id == MEMBERS.c.person_id,
            ),
        )
        .correlate(meetings, MEMBERS)
    )


REQUESTS = (
    sa.select(
        *asked(
            RequestKind.CHOOSE_TIME,
            subject=meetings.c.id,
            parent=_unanswered(offered_times.c.id).order_by(offered_times.c.id).limit(1).scalar_subquery(),
            person=MEMBERS.c.person_id,
            asked_at=meetings.c.created_at,
            state=standing(
                done=~sa.exists(_unanswered(sa.literal(1))),
                lapsed=meetings.c.status != MeetingStatus.CHOOSING_TIME.value,
            ),
        )
    )
    .select_from(meetings.join(MEMBERS, MEMBERS.c.forum_id == meetings.c.forum_id))
    .where(
        meetings.c.initiative_id == INITIATIVE,
        sa.exists().where(
            offered_times.c.initiative_id == meetings.c.initiative_id,
            offered_times.c.meeting_id == meetings.c.id,
        ),
    ),
)
"""The people of a forum are asked which of the times offered for a meeting suit them."""


class MeetingRepository:
    """Rows of meetings, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def forum(self, forum_id: UUID) -> asyncpg.Record | None:
        """A forum; none is ever taken away."""
        return await _FORUM.first(self._connection, initiative=self._initiative_id, forum=forum_id)

    async def members(self, forum: Mapping[str, Any], today: date) -> set[UUID]:
        """The people of a forum: who holds a seat; in the network, who represents a partner."""
        if forum["kind"] == ForumKind.NETWORK:
            rows = await _PARTNERS.all(self._connection, initiative=self._initiative_id, today=today)
        else:
            rows = await _SEATED.all(self._connection, initiative=self._initiative_id, forum=forum["id"])
        return {row["person_id"] for row in rows}

    async def insert(self, values: Mapping[str, Any]) -> None:
        """A new meeting."""
        await _INSERT.run(self._connection, initiative_id=self._initiative_id, **values)

    async def get(self, meeting_id: UUID) -> asyncpg.Record | None:
        """One meeting, with its agenda and the times offered."""
        return await _GET.first(self._connection, initiative=self._initiative_id, meeting=meeting_id)

    async def lock(self, meeting_id: UUID) -> asyncpg.Record | None:
        """One meeting, held until the transaction ends."""
        held = await _LOCK.first(self._connection, initiative=self._initiative_id, meeting=meeting_id)
        return None if held is None else await self.get(meeting_id)

    async def page(self, after: UUID, limit: int, filters: Mapping[str, Any]) -> list[asyncpg.Record]:
        """Meetings after an id, those that have the values given."""
        given = {name: value for name, value in filters.items() if value is not None}
        return await _page(tuple(sorted(given))).all(
            self._connection, initiative=self._initiative_id, after=after, limit=limit, **given
        )

    async def update(self, row: Mapping[str, Any], **changes: Any) -> None:
        """Write a locked meeting as its next version."""
        values = {name: row[name] for name in _changing} | changes | {"version": row["version"] + 1}
        await _UPDATE.run(self._connection, initiative=self._initiative_id, meeting=row["id"], **values)

    async def insert_item(self, meeting_id: UUID, values: Mapping[str, Any]) -> None:
        """A new item of an agenda."""
        await _INSERT_ITEM.run(
            self._connection, initiative_id=self._initiative_id, meeting_id=meeting_id, **values
        )

    async def last_rank(self, meeting_id: UUID) -> int:
        """The rank of the last item of a locked meeting's agenda; 0 where there is none."""
        found = await _LAST_RANK.value(self._connection, initiative=self._initiative_id, meeting=meeting_id)
        return int(found)

    async def update_item(self, meeting_id: UUID, item_id: UUID, values: Mapping[str, Any]) -> None:
        """Write an item anew."""
        await _UPDATE_ITEM.run(
            self._connection, initiative=self._initiative_id, meeting=meeting_id, item=item_id, **values
        )

    async def delete_item(self, meeting_id: UUID, item_id: UUID) -> None:
        """Take an item off."""
        await _DELETE_ITEM.run(
            self._connection, initiative=self._initiative_id, meeting=meeting_id, item=item_id
        )

    async def order(self, meeting_id: UUID, item_ids: Sequence[UUID]) -> None:
        """Put the items in an order, which names them all."""
        await _ORDER.run(
            self._connection, initiative=self._initiative_id, meeting=meeting_id, ids=list(item_ids)
        )

    async def offer(self, meeting_id: UUID, time_id: UUID, starts_at: datetime) -> None:
        """Offer a time for a meeting."""
        await _OFFER.run(
            self._connection,
            initiative_id=self._initiative_id,
            meeting_id=meeting_id,
            id=time_id,
            starts_at=starts_at,
        )

    async def answer(self, meeting_id: UUID, time_id: UUID, person_id: UUID, answer: str) -> None:
        """Write whether a time suits somebody; their last answer counts."""
        await _ANSWER.run(
            self._connection,
            initiative_id=self._initiative_id,
            meeting_id=meeting_id,
            time_id=time_id,
            person_id=person_id,
            answer=answer,
        )

    async def knows_sources(self, source_ids: Sequence[UUID]) -> bool:
        """Whether all of these are sources of the initiative."""
        wanted = set(source_ids)
        found = await _KNOWN_SOURCES.value(self._connection, initiative=self._initiative_id, ids=list(wanted))
        return bool(found == len(wanted))

    async def forum_of_decision(self, decision_id: UUID) -> UUID | None:
        """Which forum a decision is one of, as the log says."""
        found: UUID | None = await _DECISIONS_FORUM.value(
            self._connection, initiative=self._initiative_id, decision=decision_id
        )
        return found

    async def put_decision(self, decision_id: UUID, forum_id: UUID) -> None:
        """Note that a forum has a decision."""
        await _PUT_DECISION.run(
            self._connection, initiative_id=self._initiative_id, id=decision_id, forum_id=forum_id
        )

    async def drop_decisions(self) -> None:
        """Forget the decisions, before they are learned again."""
        await _DROP_DECISIONS.run(self._connection, initiative=self._initiative_id)

    async def of_person(self, person_id: UUID, limit: int) -> list[asyncpg.Record]:
        """Meetings a person called."""
        return await _OF_PERSON.all(
            self._connection, initiative=self._initiative_id, person=person_id, limit=limit
        )

    async def erase(self, person_id: UUID) -> None:
        """Forget who called and proposed what, and which times suited a person."""
        for statement in _ERASE:
            await statement.run(self._connection, initiative=self._initiative_id, person=person_id)
