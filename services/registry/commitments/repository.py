"""Every SQL statement of the commitments."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import aggregate_order_by, insert

from services.registry.commitments.events import CommitmentSide, CommitmentStatus
from services.registry.commitments.models import commitments, reminders, renegotiations, views
from services.registry.history.repository import known
from services.registry.history.when import NOW, When
from services.registry.mandates.events import MandateStatus
from services.registry.mandates.models import mandates
from services.registry.requests.kinds import RequestKind
from services.registry.requests.models import INITIATIVE, TODAY, asked, end_of, standing
from services.registry.requests.models import NOW as MOMENT
from services.registry.staff.models import staff
from shared.database.statements import Statement
from shared.eventlog.tables import goes_on

_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_PERSON = sa.bindparam("person", type_=sa.Uuid)
_LIMIT = sa.bindparam("limit", type_=sa.Integer)
_this = sa.and_(commitments.c.initiative_id == _INITIATIVE, commitments.c.id == sa.bindparam("this"))
_SAID = ("side", "outcome", "note", "author_id", "said_at")


def _saying(commitment: sa.FromClause, view: sa.FromClause) -> sa.Select[Any]:
    """Commitments with what their sides say."""
    said = sa.func.jsonb_build_object(*(part for name in _SAID for part in (name, view.c[name])))
    views_of = (
        sa.select(sa.func.jsonb_agg(aggregate_order_by(said, view.c.side)))
        .where(view.c.initiative_id == commitment.c.initiative_id, view.c.commitment_id == commitment.c.id)
        .correlate(commitment)
        .scalar_subquery()
    )
    return sa.select(commitment, views_of.label("views"))


_with_views = _saying(commitments, views)
_was = known(commitments)
_with_views_then = _saying(_was, known(views))
_INSERT = Statement(sa.insert(commitments))
_GET = Statement(_with_views.where(_this))
_GET_KNOWN = Statement(
    _with_views_then.where(_was.c.initiative_id == _INITIATIVE, _was.c.id == sa.bindparam("this"))
)
# Locked first and read after: what is read by the statement that waited would be as old as its beginning.
_LOCK = Statement(sa.select(commitments.c.id).where(_this).with_for_update())
_changing = ("due_on", "status", "withdrawn", "version")
_UPDATE = Statement(
    sa.update(commitments).where(_this).values({name: sa.bindparam(name) for name in _changing})
)
_put_view = insert(views).values(
    {name: sa.bindparam(name) for name in ("initiative_id", "commitment_id", *_SAID)}
)
_PUT_VIEW = Statement(
    _put_view.on_conflict_do_update(
        index_elements=["initiative_id", "commitment_id", "side"],
        set_={name: _put_view.excluded[name] for name in ("outcome", "note", "author_id", "said_at")},
    )
)
_DROP_VIEWS = Statement(
    sa.delete(views).where(
        views.c.initiative_id == _INITIATIVE, views.c.commitment_id == sa.bindparam("this")
    )
)
_INSERT_RENEGOTIATION = Statement(sa.insert(renegotiations).returning(renegotiations))
_one_renegotiation = sa.and_(
    renegotiations.c.initiative_id == _INITIATIVE,
    renegotiations.c.commitment_id == sa.bindparam("this"),
    renegotiations.c.id == sa.bindparam("renegotiation"),
)
_GET_RENEGOTIATION = Statement(sa.select(renegotiations).where(_one_renegotiation))
_ACCEPT = Statement(
    sa.update(renegotiations).where(_one_renegotiation).values(accepted_at=sa.bindparam("now"))
)
_RENEGOTIATED = Statement(
    sa.select(sa.func.max(renegotiations.c.accepted_at)).where(
        renegotiations.c.initiative_id == _INITIATIVE,
        renegotiations.c.commitment_id == sa.bindparam("this"),
    )
)
_RENEGOTIATIONS = Statement(
    sa.select(renegotiations)
    .where(
        renegotiations.c.initiative_id == _INITIATIVE,
        renegotiations.c.commitment_id == sa.bindparam("this"),
        renegotiations.c.id > sa.bindparam("after"),
    )
    .order_by(renegotiations.c.id)
    .limit(_LIMIT)
)
_OF_PERSON = Statement(
    _with_views.where(
        commitments.c.initiative_id == _INITIATIVE,
        sa.or_(
            commitments.c.by_person_id == _PERSON,
            commitments.c.to_person_id == _PERSON,
            commitments.c.recorded_by == _PERSON,
        ),
    )
    .order_by(commitments.c.id)
    .limit(_LIMIT)
)
_waiting = sa.and_(
    sa.or_(
        commitments.c.status == CommitmentStatus.OPEN.value,
        commitments.c.status == CommitmentStatus.RENEGOTIATED.value,
    ),
    sa.not_(commitments.c.withdrawn),
)
_reminded = sa.exists().where(
    reminders.c.initiative_id == commitments.c.initiative_id,
    reminders.c.commitment_id == commitments.c.id,
    reminders.c.kind == sa.bindparam("kind", type_=sa.Text),
    reminders.c.due_on == commitments.c.due_on,
)
_TO_REMIND = Statement(
    sa.select(commitments.c.initiative_id, commitments.c.id)
    .where(
        _waiting,
        commitments.c.due_on >= sa.bindparam("since", type_=sa.Date),
        commitments.c.due_on < sa.bindparam("until", type_=sa.Date),
        sa.not_(_reminded),
        goes_on(commitments.c.initiative_id),
    )
    .order_by(commitments.c.due_on)
    .limit(1)
)
_REMIND = Statement(insert(reminders).on_conflict_do_nothing())
_side_of = sa.or_(commitments.c.by_person_id == _PERSON, commitments.c.to_person_id == _PERSON)
_ERASE = [
    Statement(
        sa.update(commitments)
        .where(
            commitments.c.initiative_id == _INITIATIVE, sa.or_(_side_of, commitments.c.recorded_by == _PERSON)
        )
        .values(
            text=sa.case((_side_of, sa.null()), else_=commitments.c.text),
            by_person_id=sa.func.nullif(commitments.c.by_person_id, _PERSON),
            to_person_id=sa.func.nullif(commitments.c.to_person_id, _PERSON),
            recorded_by=sa.func.nullif(commitments.c.recorded_by, _PERSON),
            version=commitments.c.version + 1,
        )
    ),
    Statement(
        sa.update(views)
        .where(views.c.initiative_id == _INITIATIVE, views.c.author_id == _PERSON)
        .values(note=sa.null(), author_id=sa.null())
    ),
    Statement(
        sa.update(renegotiations)
        .where(renegotiations.c.initiative_id == _INITIATIVE, renegotiations.c.author_id == _PERSON)
        .values(reason=sa.null(), author_id=sa.null())
    ),
]


_of_staff = sa.exists().where(
    staff.c.initiative_id == commitments.c.initiative_id, staff.c.person_id == commitments.c.by_person_id
)
_of_holders = sa.exists().where(
    mandates.c.initiative_id == commitments.c.initiative_id,
    sa.or_(*(mandates.c.status == status.value for status in (MandateStatus.GRANTED, MandateStatus.ENDED))),
    commitments.c.by_organization_id == sa.any_(mandates.c.organization_ids),
)
OF_BACKBONE = sa.or_(_of_staff, _of_holders)
"""Promised by somebody of the backbone's staff, or by an organization that holds the mandate or held it."""


def _compared(commitment: sa.FromClause, name: str) -> sa.ColumnElement[bool]:
    if name == "of_backbone":
        return sa.bindparam(name, type_=sa.Boolean) == OF_BACKBONE
    return commitment.c[name] == sa.bindparam(name)


@cache
def _page(filters: tuple[str, ...], *, recorded: bool) -> Statement:
    """One statement for each set of filters, compiled when it is first asked for."""
    commitment, shown = (_was, _with_views_then) if recorded else (commitments, _with_views)
    return Statement(
        shown.where(
            commitment.c.initiative_id == _INITIATIVE,
            commitment.c.id > sa.bindparam("after"),
            *(_compared(commitment, name) for name in filters),
        )
        .order_by(commitment.c.id)
        .limit(_LIMIT)
    )


async def next_to_remind(
    connection: asyncpg.Connection, kind: str, since: date, until: date
) -> tuple[UUID, UUID] | None:
    """A commitment, as initiative and id, due from a day until another, whose sides were not reminded."""
    row = await _TO_REMIND.first(connection, kind=kind, since=since, until=until)
    return None if row is None else (row["initiative_id"], row["id"])


SOON = timedelta(days=7)
"""How long before its day the sides of a commitment are reminded, and asked how it goes."""
LATEST = timedelta(days=30)
"""What has been over for longer is not brought up by a program any more."""
_mine, _other = views.alias("mine"), views.alias("other")


def _view_of(said: sa.FromClause, side: CommitmentSide) -> sa.ColumnElement[bool]:
    return sa.and_(
        said.c.initiative_id == commitments.c.initiative_id,
        said.c.commitment_id == commitments.c.id,
        said.c.side == side.value,
    )


def _how_it_went(side: CommitmentSide, other: CommitmentSide) -> sa.Select[Any]:
    """A side is asked how it went once the day is near; who spoke for the other side does not for this."""
    return (
        sa.select(
            *asked(
                RequestKind.VIEW_COMMITMENT,
                subject=commitments.c.id,
                occasion=sa.literal(side.value),
                person=commitments.c[f"{side}_person_id"],
                organization=commitments.c[f"{side}_organization_id"],
                asked_at=sa.func.greatest(commitments.c.created_at, end_of(commitments.c.due_on - SOON.days)),
                due_at=end_of(commitments.c.due_on),
                state=standing(
                    done=_mine.c.side.is_not(None),
                    lapsed=sa.or_(commitments.c.withdrawn, commitments.c.due_on < TODAY - LATEST.days),
                ),
                not_for=_other.c.author_id,
            )
        )
        .select_from(
            commitments.outerjoin(_mine, _view_of(_mine, side)).outerjoin(_other, _view_of(_other, other))
        )
        .where(commitments.c.initiative_id == INITIATIVE, commitments.c.due_on <= TODAY + SOON.days)
    )


def _another_day(asking: CommitmentSide, other: CommitmentSide) -> sa.Select[Any]:
    """A side is asked to agree to another day; whoever proposed it does not agree for the other side."""
    agreed_since = renegotiations.alias("agreed_since")
    superseded = sa.exists().where(
        agreed_since.c.initiative_id == renegotiations.c.initiative_id,
        agreed_since.c.commitment_id == renegotiations.c.commitment_id,
        agreed_since.c.accepted_at >= renegotiations.c.proposed_at,
    )
    past = end_of(renegotiations.c.due_on) <= MOMENT
    return (
        sa.select(
            *asked(
                RequestKind.AGREE_DAY,
                subject=renegotiations.c.id,
                parent=renegotiations.c.commitment_id,
                person=commitments.c[f"{other}_person_id"],
                organization=commitments.c[f"{other}_organization_id"],
                asked_at=renegotiations.c.proposed_at,
                due_at=end_of(renegotiations.c.due_on),
                state=standing(
                    done=renegotiations.c.accepted_at.is_not(None),
                    lapsed=sa.or_(commitments.c.withdrawn, superseded, past),
                ),
                not_for=renegotiations.c.author_id,
            )
        )
        .select_from(
            renegotiations.join(
                commitments,
                sa.and_(
                    commitments.c.initiative_id == renegotiations.c.initiative_id,
                    commitments.c.id == renegotiations.c.commitment_id,
                ),
            )
        )
        .where(renegotiations.c.initiative_id == INITIATIVE, renegotiations.c.side == asking.value)
    )


_BY, _TO = CommitmentSide.BY, CommitmentSide.TO
REQUESTS = (_how_it_went(_BY, _TO), _how_it_went(_TO, _BY), _another_day(_BY, _TO), _another_day(_TO, _BY))
"""What the sides of a commitment are asked."""


class CommitmentRepository:
    """Rows of commitments, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> None:
        """A new commitment."""
        await _INSERT.run(self._connection, initiative_id=self._initiative_id, **values)

    async def get(self, commitment_id: UUID) -> asyncpg.Record | None:
        """One commitment with what its sides say."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=commitment_id)

    async def get_known(self, commitment_id: UUID, known_at: datetime) -> asyncpg.Record | None:
        """One commitment with what its sides said, as it was recorded at a moment."""
        return await _GET_KNOWN.first(
            self._connection, initiative=self._initiative_id, this=commitment_id, known_at=known_at
        )

    async def lock(self, commitment_id: UUID) -> asyncpg.Record | None:
        """One commitment, held until the transaction ends."""
        await _LOCK.first(self._connection, initiative=self._initiative_id, this=commitment_id)
        return await self.get(commitment_id)

    async def page(
        self, after: UUID, limit: int, filters: Mapping[str, Any], when: When = NOW
    ) -> list[asyncpg.Record]:
        """Commitments after an id, those that have the values given, or had.

        `of_backbone` is of today alone, and goes with no other time.
        """
        given = {name: value for name, value in filters.items() if value is not None}
        return await _page(tuple(sorted(given)), recorded=when.known_at is not None).all(
            self._connection,
            initiative=self._initiative_id,
            after=after,
            limit=limit,
            **given,
            **when.given(),
        )

    async def update(self, row: Mapping[str, Any], **changes: Any) -> None:
        """Write changes to a locked commitment as its next version."""
        values = {name: changes.get(name, row[name]) for name in _changing} | {"version": row["version"] + 1}
        await _UPDATE.run(self._connection, initiative=self._initiative_id, this=row["id"], **values)

    async def put_view(self, commitment_id: UUID, values: Mapping[str, Any]) -> None:
        """What one side says now, instead of what it said before."""
        await _PUT_VIEW.run(
            self._connection, initiative_id=self._initiative_id, commitment_id=commitment_id, **values
        )

    async def drop_views(self, commitment_id: UUID) -> None:
        """Begin anew with what the sides say."""
        await _DROP_VIEWS.run(self._connection, initiative=self._initiative_id, this=commitment_id)

    async def insert_renegotiation(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A day that was asked for."""
        return await _INSERT_RENEGOTIATION.one(self._connection, initiative_id=self._initiative_id, **values)

    async def renegotiation(self, commitment_id: UUID, renegotiation_id: UUID) -> asyncpg.Record | None:
        """One day that was asked for."""
        return await _GET_RENEGOTIATION.first(
            self._connection,
            initiative=self._initiative_id,
            this=commitment_id,
            renegotiation=renegotiation_id,
        )

    async def accept(self, row: Mapping[str, Any], now: Any) -> None:
        """Note that the other side agreed to a day."""
        await _ACCEPT.run(
            self._connection,
            initiative=self._initiative_id,
            this=row["commitment_id"],
            renegotiation=row["id"],
            now=now,
        )

    async def renegotiated_at(self, commitment_id: UUID) -> Any:
        """When another day was last agreed on; None where it never was."""
        return await _RENEGOTIATED.value(self._connection, initiative=self._initiative_id, this=commitment_id)

    async def renegotiations(self, commitment_id: UUID, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Days that were asked for, oldest first."""
        return await _RENEGOTIATIONS.all(
            self._connection, initiative=self._initiative_id, this=commitment_id, after=after, limit=limit
        )

    async def remind(self, commitment_id: UUID, kind: str, due_on: date) -> bool:
        """Note that its sides are reminded of a commitment; says whether they had not been."""
        return bool(
            await _REMIND.run(
                self._connection,
                initiative_id=self._initiative_id,
                commitment_id=commitment_id,
                kind=kind,
                due_on=due_on,
            )
        )

    async def of_person(self, person_id: UUID, limit: int) -> list[asyncpg.Record]:
        """Commitments by a person, to them, or recorded by them."""
        return await _OF_PERSON.all(
            self._connection, initiative=self._initiative_id, person=person_id, limit=limit
        )

    async def erase(self, person_id: UUID) -> None:
        """Empty what a person promised, was promised and said; the commitments stay, with empty places."""
        for statement in _ERASE:
            await statement.run(self._connection, initiative=self._initiative_id, person=person_id)
