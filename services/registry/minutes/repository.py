"""Every SQL statement of the minutes."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.registry.attendance.events import THERE
from services.registry.attendance.models import attendance
from services.registry.belonging.repository import CONDUCTORS
from services.registry.meetings.events import MeetingStatus
from services.registry.meetings.models import meetings
from services.registry.minutes.events import Approval, CorrectionStatus, MinutesStatus
from services.registry.minutes.models import consents, corrections, minutes, revisions
from services.registry.requests.kinds import RequestKind
from services.registry.requests.models import INITIATIVE, NOW, asked, standing
from shared.database.statements import Statement
from shared.eventlog.tables import goes_on

_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_MEETING = sa.bindparam("meeting", type_=sa.Uuid)
_PERSON = sa.bindparam("person", type_=sa.Uuid)
_LIMIT = sa.bindparam("limit", type_=sa.Integer)
_AFTER = sa.bindparam("after", type_=sa.Uuid)
_this = sa.and_(minutes.c.initiative_id == _INITIATIVE, minutes.c.meeting_id == _MEETING)
_text = (
    sa.select(revisions.c.text)
    .where(
        revisions.c.initiative_id == minutes.c.initiative_id,
        revisions.c.meeting_id == minutes.c.meeting_id,
        revisions.c.revision == minutes.c.revision,
    )
    .correlate(minutes)
    .scalar_subquery()
)
_agreed = (
    sa.select(sa.func.count())
    .select_from(consents)
    .where(
        consents.c.initiative_id == minutes.c.initiative_id,
        consents.c.meeting_id == minutes.c.meeting_id,
        consents.c.revision == minutes.c.revision,
    )
    .correlate(minutes)
    .scalar_subquery()
)
_open = (
    sa.select(sa.func.count())
    .select_from(corrections)
    .where(
        corrections.c.initiative_id == minutes.c.initiative_id,
        corrections.c.meeting_id == minutes.c.meeting_id,
        corrections.c.status == CorrectionStatus.OPEN.value,
    )
    .correlate(minutes)
    .scalar_subquery()
)
_GET = Statement(
    sa.select(minutes, _text.label("text"), _agreed.label("consents"), _open.label("open_corrections")).where(
        _this
    )
)
_INSERT = Statement(insert(minutes).on_conflict_do_nothing())
_changing = ("status", "revision", "approval", "silent_until", "approved_at", "source_id")
_UPDATE = Statement(
    sa.update(minutes)
    .where(_this)
    .values({name: sa.bindparam(name) for name in _changing} | {"version": minutes.c.version + 1})
)
_INSERT_REVISION = Statement(sa.insert(revisions))
_REVISIONS = Statement(
    sa.select(revisions)
    .where(
        revisions.c.initiative_id == _INITIATIVE, revisions.c.meeting_id == _MEETING, revisions.c.id > _AFTER
    )
    .order_by(revisions.c.id)
    .limit(_LIMIT)
)
_INSERT_CORRECTION = Statement(sa.insert(corrections).returning(corrections))
_one_correction = sa.and_(
    corrections.c.initiative_id == _INITIATIVE,
    corrections.c.meeting_id == _MEETING,
    corrections.c.id == sa.bindparam("correction", type_=sa.Uuid),
)
_GET_CORRECTION = Statement(sa.select(corrections).where(_one_correction))
_ANSWER = Statement(
    sa.update(corrections)
    .where(_one_correction)
    .values({name: sa.bindparam(name) for name in ("status", "answer", "answered_by")})
    .returning(corrections)
)
_CORRECTIONS = Statement(
    sa.select(corrections)
    .where(
        corrections.c.initiative_id == _INITIATIVE,
        corrections.c.meeting_id == _MEETING,
        corrections.c.id > _AFTER,
    )
    .order_by(corrections.c.id)
    .limit(_LIMIT)
)
_put_consent = insert(consents)
_CONSENT = Statement(
    _put_consent.on_conflict_do_update(
        index_elements=["initiative_id", "meeting_id", "person_id"],
        set_={"revision": _put_consent.excluded.revision},
    )
)
_NEXT_SILENT = Statement(
    sa.select(minutes.c.initiative_id, minutes.c.meeting_id)
    .where(
        minutes.c.status == MinutesStatus.SUBMITTED.value,
        minutes.c.approval == Approval.SILENCE.value,
        minutes.c.silent_until <= sa.bindparam("now", type_=sa.DateTime(timezone=True)),
        goes_on(minutes.c.initiative_id),
        sa.not_(
            sa.exists().where(
                corrections.c.initiative_id == minutes.c.initiative_id,
                corrections.c.meeting_id == minutes.c.meeting_id,
                corrections.c.status == CorrectionStatus.OPEN.value,
            )
        ),
    )
    .order_by(minutes.c.silent_until)
    .limit(1)
)
_OF_PERSON = Statement(
    sa.select(corrections)
    .where(corrections.c.initiative_id == _INITIATIVE, corrections.c.author_id == _PERSON)
    .order_by(corrections.c.id)
    .limit(_LIMIT)
)
_ERASE = [
    Statement(
        sa.update(revisions)
        .where(revisions.c.initiative_id == _INITIATIVE, revisions.c.written_by == _PERSON)
        .values(written_by=sa.null())
    ),
    Statement(
        sa.update(corrections)
        .where(corrections.c.initiative_id == _INITIATIVE, corrections.c.author_id == _PERSON)
        .values(author_id=sa.null(), text=sa.null())
    ),
    Statement(
        sa.update(corrections)
        .where(corrections.c.initiative_id == _INITIATIVE, corrections.c.answered_by == _PERSON)
        .values(answered_by=sa.null(), answer=sa.null())
    ),
    Statement(
        sa.delete(consents).where(consents.c.initiative_id == _INITIATIVE, consents.c.person_id == _PERSON)
    ),
]


async def next_silent(connection: asyncpg.Connection, now: datetime) -> tuple[UUID, UUID] | None:
    """Minutes, as initiative and meeting, to which nobody has said anything in the time given."""
    row = await _NEXT_SILENT.first(connection, now=now)
    return None if row is None else (row["initiative_id"], row["meeting_id"])


# Whoever has asked for a correction has answered, until that is declined.
_asks_for_correction = sa.exists().where(
    corrections.c.initiative_id == minutes.c.initiative_id,
    corrections.c.meeting_id == minutes.c.meeting_id,
    corrections.c.revision == minutes.c.revision,
    corrections.c.author_id == attendance.c.person_id,
    corrections.c.status == CorrectionStatus.OPEN.value,
)
_ended_at = meetings.c.starts_at + sa.func.make_interval(0, 0, 0, 0, 0, meetings.c.duration_minutes)
_LONGEST = timedelta(days=60)
"""How long after a meeting its minutes are asked for: what nobody wrote by then, nobody remembers."""
_writing = (
    sa.select(
        *asked(
            RequestKind.WRITE_MINUTES,
            subject=meetings.c.id,
            person=CONDUCTORS.c.person_id,
            asked_at=_ended_at,
            state=standing(
                done=sa.func.coalesce(minutes.c.status, MinutesStatus.DRAFT.value)
                != MinutesStatus.DRAFT.value,
                lapsed=_ended_at <= NOW - _LONGEST,
            ),
        )
    )
    .select_from(
        meetings.join(CONDUCTORS, CONDUCTORS.c.forum_id == meetings.c.forum_id).outerjoin(
            minutes,
            sa.and_(minutes.c.initiative_id == INITIATIVE, minutes.c.meeting_id == meetings.c.id),
        )
    )
    .where(
        meetings.c.initiative_id == INITIATIVE,
        meetings.c.status == MeetingStatus.SCHEDULED.value,
        _ended_at <= NOW,
    )
)
_correcting = (
    sa.select(
        *asked(
            RequestKind.ANSWER_CORRECTION,
            subject=corrections.c.id,
            parent=corrections.c.meeting_id,
            person=CONDUCTORS.c.person_id,
            asked_at=corrections.c.asked_at,
            state=standing(
                done=sa.or_(
                    corrections.c.status == CorrectionStatus.TAKEN.value,
                    corrections.c.status == CorrectionStatus.DECLINED.value,
                ),
                lapsed=corrections.c.status == CorrectionStatus.WITHDRAWN.value,
            ),
        )
    )
    .select_from(
        corrections.join(
            meetings,
            sa.and_(meetings.c.initiative_id == INITIATIVE, meetings.c.id == corrections.c.meeting_id),
        ).join(CONDUCTORS, CONDUCTORS.c.forum_id == meetings.c.forum_id)
    )
    .where(corrections.c.initiative_id == INITIATIVE)
)
REQUESTS = (
    sa.select(
        *asked(
            RequestKind.APPROVE_MINUTES,
            subject=minutes.c.meeting_id,
            person=attendance.c.person_id,
            asked_at=revisions.c.written_at,
            due_at=minutes.c.silent_until,
            state=standing(
                done=sa.or_(consents.c.revision == minutes.c.revision, _asks_for_correction),
                lapsed=minutes.c.status == MinutesStatus.APPROVED.value,
            ),
        )
    )
    .select_from(
        minutes.join(
            revisions,
            sa.and_(
                revisions.c.initiative_id == minutes.c.initiative_id,
                revisions.c.meeting_id == minutes.c.meeting_id,
                revisions.c.revision == minutes.c.revision,
            ),
        )
        .join(
            attendance,
            sa.and_(
                attendance.c.initiative_id == minutes.c.initiative_id,
                attendance.c.meeting_id == minutes.c.meeting_id,
                sa.or_(*(attendance.c.status == status.value for status in THERE)),
            ),
        )
        .outerjoin(
            consents,
            sa.and_(
                consents.c.initiative_id == minutes.c.initiative_id,
                consents.c.meeting_id == minutes.c.meeting_id,
                consents.c.person_id == attendance.c.person_id,
            ),
        )
    )
    .where(minutes.c.initiative_id == INITIATIVE, minutes.c.status != MinutesStatus.DRAFT.value),
    _writing,
    _correcting,
)
"""Who was there is asked to agree to the minutes, or to say what is to be corrected; who runs the forum's
meetings, to write them, and to answer what is to be corrected."""


class MinutesRepository:
    """Rows of minutes, in one initiative. Whoever changes them holds the meeting's row."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def get(self, meeting_id: UUID) -> asyncpg.Record | None:
        """The minutes of a meeting."""
        return await _GET.first(self._connection, initiative=self._initiative_id, meeting=meeting_id)

    async def insert(self, meeting_id: UUID) -> None:
        """Minutes without a revision, where there are none."""
        await _INSERT.run(
            self._connection,
            initiative_id=self._initiative_id,
            meeting_id=meeting_id,
            status=MinutesStatus.DRAFT.value,
            revision=0,
            approval=None,
            silent_until=None,
            approved_at=None,
            source_id=None,
            version=0,
        )

    async def update(self, row: Mapping[str, Any], **changes: Any) -> None:
        """Write how minutes stand as their next version."""
        values = {name: row[name] for name in _changing} | changes
        await _UPDATE.run(
            self._connection, initiative=self._initiative_id, meeting=row["meeting_id"], **values
        )

    async def insert_revision(self, meeting_id: UUID, values: Mapping[str, Any]) -> None:
        """What the minutes say from now on."""
        await _INSERT_REVISION.run(
            self._connection, initiative_id=self._initiative_id, meeting_id=meeting_id, **values
        )

    async def revisions(self, meeting_id: UUID, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Revisions after an id, oldest first."""
        return await _REVISIONS.all(
            self._connection, initiative=self._initiative_id, meeting=meeting_id, after=after, limit=limit
        )

    async def insert_correction(self, meeting_id: UUID, values: Mapping[str, Any]) -> asyncpg.Record:
        """A correction somebody asks for."""
        return await _INSERT_CORRECTION.one(
            self._connection, initiative_id=self._initiative_id, meeting_id=meeting_id, **values
        )

    async def correction(self, meeting_id: UUID, correction_id: UUID) -> asyncpg.Record | None:
        """One correction."""
        return await _GET_CORRECTION.first(
            self._connection, initiative=self._initiative_id, meeting=meeting_id, correction=correction_id
        )

    async def answer(
        self, meeting_id: UUID, correction_id: UUID, values: Mapping[str, Any]
    ) -> asyncpg.Record:
        """What becomes of a correction."""
        return await _ANSWER.one(
            self._connection,
            initiative=self._initiative_id,
            meeting=meeting_id,
            correction=correction_id,
            **values,
        )

    async def corrections(self, meeting_id: UUID, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Corrections after an id, oldest first."""
        return await _CORRECTIONS.all(
            self._connection, initiative=self._initiative_id, meeting=meeting_id, after=after, limit=limit
        )

    async def consent(self, meeting_id: UUID, person_id: UUID, revision: int) -> None:
        """Note that somebody agrees to a revision."""
        await _CONSENT.run(
            self._connection,
            initiative_id=self._initiative_id,
            meeting_id=meeting_id,
            person_id=person_id,
            revision=revision,
        )

    async def of_person(self, person_id: UUID, limit: int) -> list[asyncpg.Record]:
        """Corrections a person asked for."""
        return await _OF_PERSON.all(
            self._connection, initiative=self._initiative_id, person=person_id, limit=limit
        )

    async def erase(self, person_id: UUID) -> None:
        """Forget who wrote, and erase what a person asked and answered; the minutes stay."""
        for statement in _ERASE:
            await statement.run(self._connection, initiative=self._initiative_id, person=person_id)
