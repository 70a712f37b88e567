"""Every SQL statement of the replacements."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.registry.asked_elsewhere.models import speakers
from services.registry.commitments.events import CommitmentStatus
from services.registry.commitments.models import commitments
from services.registry.forums.models import forums
from services.registry.people.models import affiliations
from services.registry.replacements.models import replacements
from services.registry.requests.kinds import RequestKind
from services.registry.requests.models import INITIATIVE, NOW, asked, standing
from services.registry.seats.models import seats, terms
from services.registry.seats.repository import LIVE
from shared.database.statements import Statement

KNOWN_WITHIN = timedelta(days=30)
"""For how long both are asked to say that they know of it."""

_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_PERSON = sa.bindparam("person", type_=sa.Uuid)
_ORGANIZATION = sa.bindparam("organization", type_=sa.Uuid)
_TODAY = sa.bindparam("today", type_=sa.Date)
_LIMIT = sa.bindparam("limit", type_=sa.Integer)
_on_day = sa.and_(
    sa.or_(affiliations.c.since.is_(None), affiliations.c.since <= _TODAY),
    sa.or_(affiliations.c.until.is_(None), affiliations.c.until >= _TODAY),
)
_holds = sa.and_(
    affiliations.c.initiative_id == _INITIATIVE,
    affiliations.c.organization_id == _ORGANIZATION,
    affiliations.c.person_id == _PERSON,
    _on_day,
)
_SPEAKING = Statement(
    sa.select(affiliations)
    .where(_holds, sa.or_(affiliations.c.represents, affiliations.c.alternate))
    .order_by(affiliations.c.id)
)
_EVERYBODY_SPEAKING = Statement(
    sa.select(affiliations.c.person_id, speakers.c.named_by_staff, speakers.c.began_at)
    .select_from(
        affiliations.join(
            speakers,
            sa.and_(
                speakers.c.initiative_id == affiliations.c.initiative_id,
                speakers.c.affiliation_id == affiliations.c.id,
            ),
        )
    )
    .where(
        affiliations.c.initiative_id == _INITIATIVE,
        affiliations.c.organization_id == _ORGANIZATION,
        affiliations.c.represents,
        _on_day,
    )
    .order_by(speakers.c.began_at, affiliations.c.id)
)
_live = sa.or_(*(seats.c.status == status.value for status in LIVE))
_with_forum = sa.select(
    seats,
    forums.c.kind.label("forum_kind"),
    forums.c.seats_pass_on,
    terms.c.ends_on,
    terms.c.ends_at,
).select_from(
    seats.join(
        forums, sa.and_(forums.c.initiative_id == seats.c.initiative_id, forums.c.id == seats.c.forum_id)
    ).outerjoin(terms, sa.and_(terms.c.initiative_id == seats.c.initiative_id, terms.c.seat_id == seats.c.id))
)
# Locked first and read after: what is read by the statement that waited would be as old as its beginning.
_LOCK_SEATS = Statement(
    sa.select(seats.c.id)
    .where(seats.c.initiative_id == _INITIATIVE, seats.c.person_id == _PERSON, _live)
    .order_by(seats.c.id)
    .with_for_update()
)
_SEATS = Statement(
    _with_forum.where(
        seats.c.initiative_id == _INITIATIVE,
        seats.c.person_id == _PERSON,
        _live,
        sa.or_(terms.c.ends_at.is_(None), terms.c.ends_at > NOW),
    ).order_by(seats.c.id)
)
_SITS_IN = Statement(
    sa.select(seats.c.forum_id).where(
        seats.c.initiative_id == _INITIATIVE, seats.c.person_id == _PERSON, _live
    )
)
_unsettled = sa.and_(
    commitments.c.initiative_id == _INITIATIVE,
    sa.or_(commitments.c.by_person_id == _PERSON, commitments.c.to_person_id == _PERSON),
    sa.or_(
        commitments.c.status == CommitmentStatus.OPEN.value,
        commitments.c.status == CommitmentStatus.RENEGOTIATED.value,
    ),
    sa.not_(commitments.c.withdrawn),
)
_COMMITMENTS = Statement(sa.select(commitments).where(_unsettled).order_by(commitments.c.id))
_LOCK_COMMITMENTS = Statement(
    sa.select(commitments.c.id).where(_unsettled).order_by(commitments.c.id).with_for_update()
)
_this_commitment = sa.and_(
    commitments.c.initiative_id == _INITIATIVE, commitments.c.id == sa.bindparam("this", type_=sa.Uuid)
)
_PASS_COMMITMENT = {
    side: Statement(
        sa.update(commitments)
        .where(_this_commitment)
        .values({f"{side}_person_id": _PERSON, "version": commitments.c.version + 1})
    )
    for side in ("by", "to")
}
_INSERT = Statement(sa.insert(replacements).returning(replacements))
_this = sa.and_(
    replacements.c.initiative_id == _INITIATIVE,
    replacements.c.organization_id == sa.any_(sa.bindparam("organizations", type_=sa.ARRAY(sa.Uuid))),
    replacements.c.id == sa.bindparam("this", type_=sa.Uuid),
)
_LOCK = Statement(sa.select(replacements).where(_this).with_for_update())
_KNOW = Statement(
    sa.update(replacements)
    .where(replacements.c.initiative_id == _INITIATIVE, replacements.c.id == sa.bindparam("this"))
    .values(
        predecessor_knew_at=sa.case(
            (replacements.c.predecessor_id == _PERSON, NOW), else_=replacements.c.predecessor_knew_at
        ),
        successor_knew_at=sa.case(
            (replacements.c.successor_id == _PERSON, NOW), else_=replacements.c.successor_knew_at
        ),
    )
    .returning(replacements)
)
_PAGE = Statement(
    sa.select(replacements)
    .where(
        replacements.c.initiative_id == _INITIATIVE,
        replacements.c.organization_id == sa.any_(sa.bindparam("organizations", type_=sa.ARRAY(sa.Uuid))),
        replacements.c.id > sa.bindparam("after"),
    )
    .order_by(replacements.c.id)
    .limit(_LIMIT)
)
_theirs = sa.and_(
    replacements.c.initiative_id == _INITIATIVE,
    sa.or_(
        replacements.c.predecessor_id == _PERSON,
        replacements.c.successor_id == _PERSON,
        replacements.c.replaced_by == _PERSON,
    ),
)
_OF_PERSON = Statement(sa.select(replacements).where(_theirs).order_by(replacements.c.id).limit(_LIMIT))
_ERASE = Statement(
    sa.update(replacements)
    .where(_theirs)
    .values(
        {
            name: sa.func.nullif(replacements.c[name], _PERSON)
            for name in ("predecessor_id", "successor_id", "replaced_by")
        }
    )
)


def _to_know(person: sa.Column[Any], knew_at: sa.Column[Any]) -> sa.Select[Any]:
    return sa.select(
        *asked(
            RequestKind.ACKNOWLEDGE_REPLACEMENT,
            subject=replacements.c.id,
            parent=replacements.c.organization_id,
            person=person,
            asked_at=replacements.c.replaced_at,
            state=standing(
                done=knew_at.is_not(None), lapsed=replacements.c.replaced_at <= NOW - KNOWN_WITHIN
            ),
        )
    ).where(replacements.c.initiative_id == INITIATIVE, person.is_not(None))


REQUESTS = (
    _to_know(replacements.c.predecessor_id, replacements.c.predecessor_knew_at),
    _to_know(replacements.c.successor_id, replacements.c.successor_knew_at),
)
"""Both are told what passed on, and asked to say that they know. Whoever did it knows."""


class ReplacementRepository:
    """Rows of replacements, and what a person holds for an organization, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def speaking(self, person_id: UUID, organization_id: UUID, today: date) -> list[asyncpg.Record]:
        """The affiliations by which a person speaks for an organization on a day, or may for another."""
        return await _SPEAKING.all(
            self._connection,
            initiative=self._initiative_id,
            person=person_id,
            organization=organization_id,
            today=today,
        )

    async def everybody_speaking(self, organization_id: UUID, today: date) -> list[asyncpg.Record]:
        """Who represents an organization on a day, since when the log knows it, and whether by staff."""
        return await _EVERYBODY_SPEAKING.all(
            self._connection, initiative=self._initiative_id, organization=organization_id, today=today
        )

    async def seats(self, person_id: UUID, now: datetime, *, held: bool) -> list[asyncpg.Record]:
        """Seats a person holds, accepted or was proposed for, with their forums; perhaps locked."""
        of = {"initiative": self._initiative_id, "person": person_id}
        if held:
            await _LOCK_SEATS.all(self._connection, **of)
        return await _SEATS.all(self._connection, **of, now=now)

    async def sits_in(self, person_id: UUID) -> frozenset[UUID]:
        """Forums in which a person has a seat, or was proposed for one."""
        rows = await _SITS_IN.all(self._connection, initiative=self._initiative_id, person=person_id)
        return frozenset(row["forum_id"] for row in rows)

    async def commitments(self, person_id: UUID, *, held: bool) -> list[asyncpg.Record]:
        """Commitments that are not settled, of which a person is a side; perhaps locked."""
        of = {"initiative": self._initiative_id, "person": person_id}
        if held:
            await _LOCK_COMMITMENTS.all(self._connection, **of)
        return await _COMMITMENTS.all(self._connection, **of)

    async def pass_commitment(self, commitment_id: UUID, side: str, person_id: UUID) -> None:
        """Another person of the organization stands on a side of a locked commitment."""
        await _PASS_COMMITMENT[side].run(
            self._connection, initiative=self._initiative_id, this=commitment_id, person=person_id
        )

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A new replacement."""
        return await _INSERT.one(self._connection, initiative_id=self._initiative_id, **values)

    async def lock(self, organization_ids: Sequence[UUID], replacement_id: UUID) -> asyncpg.Record | None:
        """One replacement of an organization under any of its ids, held until the transaction ends."""
        return await _LOCK.first(
            self._connection,
            initiative=self._initiative_id,
            organizations=list(organization_ids),
            this=replacement_id,
        )

    async def know(self, replacement_id: UUID, person_id: UUID, now: datetime) -> asyncpg.Record:
        """One of the two said that they know of a locked replacement."""
        return await _KNOW.one(
            self._connection,
            initiative=self._initiative_id,
            this=replacement_id,
            person=person_id,
            now=now,
        )

    async def page(self, organization_ids: Sequence[UUID], after: UUID, limit: int) -> list[asyncpg.Record]:
        """Replacements of an organization under any of its ids, after an id."""
        return await _PAGE.all(
            self._connection,
            initiative=self._initiative_id,
            organizations=list(organization_ids),
            after=after,
            limit=limit,
        )

    async def of_person(self, person_id: UUID, limit: int) -> list[asyncpg.Record]:
        """Replacements a person was part of, for the export of their data."""
        return await _OF_PERSON.all(
            self._connection, initiative=self._initiative_id, person=person_id, limit=limit
        )

    async def erase(self, person_id: UUID) -> None:
        """Empty a person's places in replacements; what passed on stays."""
        await _ERASE.run(self._connection, initiative=self._initiative_id, person=person_id)
