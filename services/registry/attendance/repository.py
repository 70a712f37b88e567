"""Every SQL statement of attendance."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.registry.attendance.events import COMES, THERE, AttendanceAnswer, AttendanceStatus
from services.registry.attendance.models import attendance
from services.registry.belonging.repository import MEMBERS, SPEAKERS
from services.registry.meetings.events import MeetingStatus
from services.registry.meetings.models import meetings
from services.registry.people.models import affiliations, people
from services.registry.requests.kinds import RequestKind
from services.registry.requests.models import INITIATIVE, NOW, TODAY, asked, standing
from shared.database.statements import Statement

_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_PERSON = sa.bindparam("person", type_=sa.Uuid)
_FORUM = sa.bindparam("forum", type_=sa.Uuid)
_LIMIT = sa.bindparam("limit", type_=sa.Integer)
_MEETING = sa.bindparam("meeting", type_=sa.Uuid)
_of_meeting = sa.and_(attendance.c.initiative_id == _INITIATIVE, attendance.c.meeting_id == _MEETING)
_shown = (attendance.c.person_id, attendance.c.answer, attendance.c.status, attendance.c.version)
_KEY = ["initiative_id", "meeting_id", "person_id"]
_put_answer = insert(attendance)
_PUT_ANSWER = Statement(
    _put_answer.on_conflict_do_update(
        index_elements=_KEY, set_={"answer": _put_answer.excluded.answer}
    ).returning(*_shown)
)
_put_status = insert(attendance).from_select(
    ["initiative_id", "meeting_id", "person_id", "status", "recorded_by", "version"],
    sa.select(
        _INITIATIVE,
        _MEETING,
        sa.func.unnest(sa.bindparam("people", type_=sa.ARRAY(sa.Uuid))),
        sa.func.unnest(sa.bindparam("statuses", type_=sa.ARRAY(sa.Text))),
        sa.bindparam("recorded_by", type_=sa.Uuid),
        sa.literal(1),
    ),
)
_PUT_STATUSES = Statement(
    _put_status.on_conflict_do_update(
        index_elements=_KEY,
        set_={name: _put_status.excluded[name] for name in ("status", "recorded_by")}
        | {"version": attendance.c.version + 1},
    )
)
_OF_MEETING = Statement(
    sa.select(*_shown, attendance.c.recorded_by).where(_of_meeting).order_by(attendance.c.person_id)
)
_KNOWN = Statement(
    sa.select(people.c.id)
    .where(
        people.c.initiative_id == _INITIATIVE,
        people.c.id == sa.any_(sa.bindparam("people", type_=sa.ARRAY(sa.Uuid))),
    )
    .with_for_update(read=True)
)
_GET = Statement(sa.select(*_shown).where(_of_meeting, attendance.c.person_id == _PERSON))
_THERE = Statement(
    sa.select(attendance.c.person_id).where(
        _of_meeting, sa.or_(*(attendance.c.status == status.value for status in THERE))
    )
)
_PAGE = Statement(
    sa.select(attendance.c.person_id.label("id"), *_shown)
    .where(_of_meeting, attendance.c.person_id > sa.bindparam("after", type_=sa.Uuid))
    .order_by(attendance.c.person_id)
    .limit(_LIMIT)
)
_counts = [
    sa.func.count().filter(attendance.c.status == status.value).label(status.value)
    for status in AttendanceStatus
]
_recorded = (
    sa.select(meetings.c.id, meetings.c.starts_at)
    .where(
        meetings.c.initiative_id == _INITIATIVE,
        meetings.c.forum_id == _FORUM,
        meetings.c.starts_at >= sa.bindparam("since", type_=sa.DateTime(timezone=True)),
        meetings.c.starts_at < sa.bindparam("until", type_=sa.DateTime(timezone=True)),
        sa.exists().where(
            attendance.c.initiative_id == meetings.c.initiative_id,
            attendance.c.meeting_id == meetings.c.id,
            attendance.c.status.is_not(None),
        ),
    )
    .order_by(meetings.c.starts_at.desc(), meetings.c.id)
    .limit(200)
    .subquery()
)
_in_recorded = attendance.join(
    _recorded, sa.and_(attendance.c.initiative_id == _INITIATIVE, attendance.c.meeting_id == _recorded.c.id)
)
_BY_MEETING = Statement(
    sa.select(_recorded.c.id.label("meeting_id"), _recorded.c.starts_at, *_counts)
    .select_from(_in_recorded)
    .group_by(_recorded.c.id, _recorded.c.starts_at)
    .order_by(_recorded.c.starts_at, _recorded.c.id)
)
_BY_PERSON = Statement(
    sa.select(attendance.c.person_id, *_counts)
    .select_from(_in_recorded)
    .group_by(attendance.c.person_id)
    .order_by(attendance.c.person_id)
)
_OF_PERSON = Statement(
    sa.select(attendance.c.meeting_id, attendance.c.answer, attendance.c.status)
    .where(attendance.c.initiative_id == _INITIATIVE, attendance.c.person_id == _PERSON)
    .order_by(attendance.c.meeting_id)
    .limit(_LIMIT)
)
_ERASE = [
    Statement(
        sa.delete(attendance).where(
            attendance.c.initiative_id == _INITIATIVE, attendance.c.person_id == _PERSON
        )
    ),
    Statement(
        sa.update(attendance)
        .where(attendance.c.initiative_id == _INITIATIVE, attendance.c.recorded_by == _PERSON)
        .values(recorded_by=sa.null())
    ),
]

_past = sa.or_(meetings.c.status == MeetingStatus.CANCELLED.value, meetings.c.starts_at <= NOW)
_known_when = (
    meetings.c.initiative_id == INITIATIVE,
    meetings.c.status != MeetingStatus.CHOOSING_TIME.value,
    meetings.c.starts_at.is_not(None),
)
_excused = attendance.alias("excused")
_coming = attendance.alias("coming")
_beside = SPEAKERS.alias("beside")


def _said(table: sa.FromClause, person: sa.ColumnElement[UUID]) -> sa.ColumnElement[bool]:
    """What somebody said of a meeting."""
    return sa.and_(
        table.c.initiative_id == INITIATIVE, table.c.meeting_id == meetings.c.id, table.c.person_id == person
    )


_comes_anyway = (
    sa.exists()
    .where(
        _beside.c.forum_id == meetings.c.forum_id,
        _beside.c.organization_id == SPEAKERS.c.organization_id,
        _said(_coming, _beside.c.person_id),
        sa.or_(*(_coming.c.answer == answer.value for answer in COMES)),
    )
    .correlate(meetings, SPEAKERS)
)
_of_forum_anyway = (
    sa.exists()
    .where(MEMBERS.c.forum_id == meetings.c.forum_id, MEMBERS.c.person_id == affiliations.c.person_id)
    .correlate(meetings, affiliations)
)
_alternates = (
    sa.select(
        *asked(
            RequestKind.ATTEND,
            subject=meetings.c.id,
            person=affiliations.c.person_id,
            asked_at=meetings.c.created_at,
            due_at=meetings.c.starts_at,
            state=standing(done=attendance.c.answer.is_not(None), lapsed=_past),
        )
    )
    .select_from(
        meetings.join(SPEAKERS, SPEAKERS.c.forum_id == meetings.c.forum_id)
        .join(_excused, _said(_excused, SPEAKERS.c.person_id))
        .join(
            affiliations,
            sa.and_(
                affiliations.c.initiative_id == INITIATIVE,
                affiliations.c.organization_id == SPEAKERS.c.organization_id,
                affiliations.c.alternate,
                sa.or_(affiliations.c.since.is_(None), affiliations.c.since <= TODAY),
                sa.or_(affiliations.c.until.is_(None), affiliations.c.until >= TODAY),
            ),
        )
        .join(
            people,
            sa.and_(
                people.c.initiative_id == INITIATIVE,
                people.c.id == affiliations.c.person_id,
                people.c.left_at.is_(None),
            ),
        )
        .outerjoin(attendance, _said(attendance, affiliations.c.person_id))
    )
    .where(
        *_known_when,
        _excused.c.answer == AttendanceAnswer.EXCUSED.value,
        sa.not_(_comes_anyway),
        sa.not_(_of_forum_anyway),
    )
    .distinct()
)
REQUESTS = (
    sa.select(
        *asked(
            RequestKind.ATTEND,
            subject=meetings.c.id,
            person=MEMBERS.c.person_id,
            asked_at=meetings.c.created_at,
            due_at=meetings.c.starts_at,
            state=standing(done=attendance.c.answer.is_not(None), lapsed=_past),
        )
    )
    .select_from(
        meetings.join(MEMBERS, MEMBERS.c.forum_id == meetings.c.forum_id).outerjoin(
            attendance, _said(attendance, MEMBERS.c.person_id)
        )
    )
    .where(*_known_when),
    _alternates,
)
"""Who belongs to a forum is asked whether they come to its meetings; alternates, where others cannot."""


class AttendanceRepository:
    """Rows of attendance, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def put_answer(self, meeting_id: UUID, person_id: UUID, answer: str) -> asyncpg.Record:
        """What somebody says ahead; the last answer counts."""
        return await _PUT_ANSWER.one(
            self._connection,
            initiative_id=self._initiative_id,
            meeting_id=meeting_id,
            person_id=person_id,
            answer=answer,
            status=None,
            recorded_by=None,
            version=1,
        )

    async def put_statuses(self, meeting_id: UUID, statuses: Mapping[UUID, str], by: UUID | None) -> None:
        """Whether people came."""
        await _PUT_STATUSES.run(
            self._connection,
            initiative=self._initiative_id,
            meeting=meeting_id,
            people=list(statuses),
            statuses=list(statuses.values()),
            recorded_by=by,
        )

    async def of_meeting(self, meeting_id: UUID) -> dict[UUID, asyncpg.Record]:
        """What is known of everybody at a meeting, by person; with who recorded it."""
        rows = await _OF_MEETING.all(self._connection, initiative=self._initiative_id, meeting=meeting_id)
        return {row["person_id"]: row for row in rows}

    async def knows(self, people_: Sequence[UUID]) -> bool:
        """Whether all of these are people of the initiative; they stay until the transaction ends."""
        rows = await _KNOWN.all(self._connection, initiative=self._initiative_id, people=list(people_))
        return len(rows) == len(set(people_))

    async def get(self, meeting_id: UUID, person_id: UUID) -> asyncpg.Record | None:
        """One person's attendance."""
        return await _GET.first(
            self._connection, initiative=self._initiative_id, meeting=meeting_id, person=person_id
        )

    async def there(self, meeting_id: UUID) -> set[UUID]:
        """Who was there, in the room or online."""
        rows = await _THERE.all(self._connection, initiative=self._initiative_id, meeting=meeting_id)
        return {row["person_id"] for row in rows}

    async def page(self, meeting_id: UUID, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Attendance after a person's id."""
        return await _PAGE.all(
            self._connection, initiative=self._initiative_id, meeting=meeting_id, after=after, limit=limit
        )

    async def participation(
        self, forum_id: UUID, since: datetime, until: datetime
    ) -> tuple[list[asyncpg.Record], list[asyncpg.Record]]:
        """How many came, by meeting and by person."""
        given = {"initiative": self._initiative_id, "forum": forum_id, "since": since, "until": until}
        return await _BY_MEETING.all(self._connection, **given), await _BY_PERSON.all(
            self._connection, **given
        )

    async def of_person(self, person_id: UUID, limit: int) -> list[asyncpg.Record]:
        """Everything of one person."""
        return await _OF_PERSON.all(
            self._connection, initiative=self._initiative_id, person=person_id, limit=limit
        )

    async def erase(self, person_id: UUID) -> None:
        """Delete a person's attendance, and forget what they recorded of others."""
        for statement in _ERASE:
            await statement.run(self._connection, initiative=self._initiative_id, person=person_id)
