"""Every SQL statement of exports of the work: seats, meetings, attendance, and the names in them."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from services.registry.attendance.events import AttendanceStatus
from services.registry.attendance.models import attendance
from services.registry.belonging.repository import MEMBERS, SPEAKERS
from services.registry.forums.models import forums
from services.registry.meetings.models import meetings
from services.registry.minutes.models import minutes
from services.registry.organizations.models import organizations
from services.registry.people.models import people
from services.registry.requests.models import INITIATIVE
from services.registry.seats.models import seats, terms
from shared.database.statements import Statement
from shared.governance import ForumKind, SeatRole

_AFTER = sa.bindparam("after", type_=sa.Uuid)
_THEN = sa.bindparam("then", type_=sa.Uuid)
_LAST = sa.bindparam("last", type_=sa.Uuid)
_LIMIT = sa.bindparam("limit", type_=sa.Integer)
_ME = sa.bindparam("me", type_=sa.Uuid)
_IDS = sa.bindparam("ids", type_=ARRAY(sa.Uuid))
NOBODY = UUID(int=0)
"""In the place of a seat, where a forum has none."""

_sitting = sa.union_all(
    sa.select(
        seats.c.forum_id,
        seats.c.id.label("key"),
        seats.c.id.label("seat_id"),
        seats.c.person_id,
        seats.c.organization_id,
        seats.c.role,
        seats.c.votes,
        seats.c.status,
        terms.c.ends_on,
    )
    .select_from(
        seats.outerjoin(
            terms, sa.and_(terms.c.initiative_id == seats.c.initiative_id, terms.c.seat_id == seats.c.id)
        )
    )
    .where(seats.c.initiative_id == INITIATIVE),
    # Nobody is seated in the network: whoever represents a partner belongs to it.
    sa.select(
        SPEAKERS.c.forum_id,
        sa.cast(sa.func.md5(sa.func.concat(SPEAKERS.c.person_id, SPEAKERS.c.organization_id)), sa.Uuid),
        sa.cast(sa.null(), sa.Uuid),
        SPEAKERS.c.person_id,
        SPEAKERS.c.organization_id,
        sa.literal(SeatRole.MEMBER.value),
        sa.cast(sa.null(), sa.Boolean),
        sa.cast(sa.null(), sa.Text),
        sa.cast(sa.null(), sa.Date),
    )
    .select_from(
        SPEAKERS.join(
            forums, sa.and_(forums.c.initiative_id == INITIATIVE, forums.c.id == SPEAKERS.c.forum_id)
        )
    )
    .where(forums.c.kind == ForumKind.NETWORK.value),
).subquery("sitting")
_key = sa.func.coalesce(_sitting.c.key, sa.literal(NOBODY, sa.Uuid))
_FORUM_MEMBERS = Statement(
    sa.select(
        forums.c.id.label("forum_id"),
        forums.c.name.label("forum_name"),
        forums.c.kind,
        _key.label("key"),
        *(column for column in _sitting.c if column.name not in ("forum_id", "key")),
    )
    .select_from(forums.outerjoin(_sitting, _sitting.c.forum_id == forums.c.id))
    .where(
        forums.c.initiative_id == INITIATIVE,
        forums.c.id <= _LAST,
        sa.tuple_(forums.c.id, _key) > sa.tuple_(_AFTER, _THEN),
    )
    .order_by(forums.c.id, _key)
    .limit(_LIMIT)
)
_of_forum = sa.and_(forums.c.initiative_id == INITIATIVE, forums.c.id == meetings.c.forum_id)
_of_meeting = sa.and_(attendance.c.initiative_id == INITIATIVE, attendance.c.meeting_id == meetings.c.id)
_counted = (
    sa.select(
        sa.func.count(attendance.c.status).label("recorded"),
        *(
            sa.func.count().filter(attendance.c.status == status.value).label(status.value)
            for status in AttendanceStatus
        ),
    )
    .where(_of_meeting)
    .correlate(meetings)
    .lateral("counted")
)
_MEETINGS = Statement(
    sa.select(
        meetings,
        forums.c.name.label("forum_name"),
        minutes.c.status.label("minutes"),
        *_counted.c,
    )
    .select_from(
        meetings.join(forums, _of_forum)
        .outerjoin(
            minutes, sa.and_(minutes.c.initiative_id == INITIATIVE, minutes.c.meeting_id == meetings.c.id)
        )
        .join(_counted, sa.true())
    )
    .where(meetings.c.initiative_id == INITIATIVE, meetings.c.id > _AFTER, meetings.c.id <= _LAST)
    .order_by(meetings.c.id)
    .limit(_LIMIT)
)
# Who came is told of the caller's own forums, as participation is; and of themself wherever they were.
_told = sa.or_(
    sa.bindparam("facilitates", type_=sa.Boolean),
    attendance.c.person_id == _ME,
    sa.exists()
    .where(MEMBERS.c.forum_id == meetings.c.forum_id, MEMBERS.c.person_id == _ME)
    .correlate(meetings),
)
_ATTENDANCE = Statement(
    sa.select(
        attendance.c.meeting_id,
        attendance.c.person_id,
        attendance.c.answer,
        attendance.c.status,
        meetings.c.forum_id,
        meetings.c.title,
        meetings.c.starts_at,
        forums.c.name.label("forum_name"),
    )
    .select_from(
        attendance.join(meetings, sa.and_(meetings.c.initiative_id == INITIATIVE, _of_meeting)).join(
            forums, _of_forum
        )
    )
    .where(
        attendance.c.initiative_id == INITIATIVE,
        attendance.c.meeting_id <= _LAST,
        sa.tuple_(attendance.c.meeting_id, attendance.c.person_id) > sa.tuple_(_AFTER, _THEN),
        _told,
    )
    .order_by(attendance.c.meeting_id, attendance.c.person_id)
    .limit(_LIMIT)
)
_PEOPLE = Statement(
    sa.select(people.c.id, people.c.name).where(
        people.c.initiative_id == INITIATIVE, people.c.id == sa.any_(_IDS)
    )
)
_ORGANIZATIONS = Statement(
    sa.select(
        organizations.c.id, organizations.c.name, organizations.c.sector, organizations.c.merged_into
    ).where(organizations.c.initiative_id == INITIATIVE, organizations.c.id == sa.any_(_IDS))
)


class WorkExportRepository:
    """Pages of what is exported, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID, today: date) -> None:
        self._connection = connection
        self._at = {"initiative": initiative_id, "today": today}

    async def forum_members(self, after: UUID, then: UUID, last: UUID, limit: int) -> list[asyncpg.Record]:
        """Seats after a forum and a seat; forums without any have a row, too."""
        return await _FORUM_MEMBERS.all(
            self._connection, **self._at, after=after, then=then, last=last, limit=limit
        )

    async def meetings(self, after: UUID, last: UUID, limit: int) -> list[asyncpg.Record]:
        """Meetings after an id, with how many came."""
        return await _MEETINGS.all(
            self._connection, initiative=self._at["initiative"], after=after, last=last, limit=limit
        )

    async def attendance(
        self, after: UUID, then: UUID, last: UUID, limit: int, *, me: UUID, facilitates: bool
    ) -> list[asyncpg.Record]:
        """Attendance after a meeting and a person, as somebody may see it."""
        return await _ATTENDANCE.all(
            self._connection,
            **self._at,
            after=after,
            then=then,
            last=last,
            limit=limit,
            me=me,
            facilitates=facilitates,
        )

    async def people(self, ids: Sequence[UUID]) -> list[asyncpg.Record]:
        """People by id, with their names."""
        return await _PEOPLE.all(self._connection, initiative=self._at["initiative"], ids=list(ids))

    async def organizations(self, ids: Sequence[UUID]) -> list[asyncpg.Record]:
        """Organizations by id, with their names and what they were merged into."""
        return await _ORGANIZATIONS.all(self._connection, initiative=self._at["initiative"], ids=list(ids))
