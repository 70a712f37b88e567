"""Every SQL statement of the calendars; those of links are every service's."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.registry.attendance.events import COMES
from services.registry.attendance.models import attendance
from services.registry.forums.models import forums
from services.registry.meetings.models import meetings
from services.registry.people.models import people
from shared.database.statements import Statement
from shared.governance import ForumKind
from shared.http.auth.link_rows import CapabilityLinks

LINKS = CapabilityLinks("registry")

MOST = 1_000
"""Meetings in a calendar: the newest."""

_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_MEETINGS = Statement(
    sa.select(
        meetings,
        forums.c.name.label("forum_name"),
    )
    .select_from(
        meetings.join(
            forums,
            sa.and_(forums.c.initiative_id == meetings.c.initiative_id, forums.c.id == meetings.c.forum_id),
        )
    )
    .where(
        meetings.c.initiative_id == _INITIATIVE,
        sa.or_(
            meetings.c.forum_id == sa.any_(sa.bindparam("forums", type_=sa.ARRAY(sa.Uuid))),
            # As guest, or as alternate for who sits there.
            sa.exists().where(
                attendance.c.initiative_id == meetings.c.initiative_id,
                attendance.c.meeting_id == meetings.c.id,
                attendance.c.person_id == sa.bindparam("comer", type_=sa.Uuid),
                sa.or_(*(attendance.c.answer == answer.value for answer in COMES)),
            ),
        ),
        meetings.c.starts_at > sa.bindparam("since", type_=sa.DateTime(timezone=True)),
    )
    .order_by(meetings.c.starts_at.desc(), meetings.c.id)
    .limit(MOST)
)
_NETWORKS = Statement(
    sa.select(forums.c.id, forums.c.kind).where(
        forums.c.initiative_id == _INITIATIVE, forums.c.kind == ForumKind.NETWORK.value
    )
)
_LANGUAGE = Statement(
    sa.select(people.c.language).where(
        people.c.initiative_id == _INITIATIVE, people.c.id == sa.bindparam("person", type_=sa.Uuid)
    )
)


class CalendarRepository:
    """What calendars show, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def meetings(
        self, forum_ids: Sequence[UUID], since: datetime, comer: UUID | None = None
    ) -> list[asyncpg.Record]:
        """Meetings of forums, and those somebody has said they come to, since a moment, the newest first."""
        return await _MEETINGS.all(
            self._connection,
            initiative=self._initiative_id,
            forums=list(forum_ids),
            since=since,
            comer=comer,
        )

    async def network(self) -> asyncpg.Record | None:
        """The network, if it has been formed."""
        return await _NETWORKS.first(self._connection, initiative=self._initiative_id)

    async def language(self, person_id: UUID) -> str | None:
        """A person's language."""
        found: str | None = await _LANGUAGE.value(
            self._connection, initiative=self._initiative_id, person=person_id
        )
        return found
