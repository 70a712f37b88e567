"""Every SQL statement of requests: what each slice asks, and what other services ask, as one list."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from services.registry.asked_elsewhere.models import speakers
from services.registry.asked_elsewhere.repository import REQUESTS as ELSEWHERE
from services.registry.attendance.repository import REQUESTS as ATTENDANCE
from services.registry.commitments.repository import REQUESTS as COMMITMENTS
from services.registry.contributions.repository import REQUESTS as CONTRIBUTIONS
from services.registry.handovers.repository import REQUESTS as HANDOVERS
from services.registry.initiatives.models import initiatives
from services.registry.instalments.repository import REQUESTS as INSTALMENTS
from services.registry.interactions.repository import REQUESTS as INTERACTIONS
from services.registry.interest_declarations.repository import REQUESTS as DECLARATIONS
from services.registry.mandates.events import MandateStatus
from services.registry.mandates.models import mandates
from services.registry.mandates.repository import REQUESTS as MANDATES
from services.registry.mediations.repository import REQUESTS as MEDIATIONS
from services.registry.meetings.repository import REQUESTS as MEETINGS
from services.registry.minutes.repository import REQUESTS as MINUTES
from services.registry.people.models import affiliations, people
from services.registry.profiles.repository import REQUESTS as PROFILES
from services.registry.replacements.repository import REQUESTS as REPLACEMENTS
from services.registry.reporting_dates.repository import REQUESTS as REPORTING_DATES
from services.registry.requests.kinds import VOTING, AddressedTo, RequestState
from services.registry.requests.models import INITIATIVE, NOW, TODAY
from services.registry.seats.repository import REQUESTS as SEATS
from services.registry.statements.repository import REQUESTS as STATEMENTS
from services.registry.ties.repository import REQUESTS as TIES
from shared.database.statements import Statement
from shared.http.pagination import NEVER, Place

_everything = sa.union_all(
    *ELSEWHERE,
    *SEATS,
    *ATTENDANCE,
    *MEETINGS,
    *MINUTES,
    *INTERACTIONS,
    *MEDIATIONS,
    *COMMITMENTS,
    *TIES,
    *MANDATES,
    *DECLARATIONS,
    *HANDOVERS,
    *CONTRIBUTIONS,
    *REPLACEMENTS,
    *INSTALMENTS,
    *REPORTING_DATES,
    *PROFILES,
    *STATEMENTS,
).subquery("request")
_id = sa.cast(
    sa.func.md5(
        sa.func.concat_ws(
            "/",
            _everything.c.kind,
            _everything.c.subject_id,
            _everything.c.occasion,
            _everything.c.addressee_id,
        )
    ),
    sa.Uuid,
)
_due = sa.func.coalesce(_everything.c.due_at, sa.literal(NEVER, sa.DateTime(timezone=True)))


def _spoke_in_time(*person: sa.ColumnElement[bool]) -> sa.Exists:
    """Somebody who speaks for the organization today and whom staff did not name after it was asked."""
    return sa.exists().where(
        speakers.c.initiative_id == INITIATIVE,
        affiliations.c.initiative_id == INITIATIVE,
        affiliations.c.person_id == speakers.c.person_id,
        affiliations.c.id == speakers.c.affiliation_id,
        affiliations.c.organization_id == _everything.c.addressee_id,
        sa.or_(affiliations.c.represents, affiliations.c.alternate),
        sa.or_(affiliations.c.since.is_(None), affiliations.c.since <= TODAY),
        sa.or_(affiliations.c.until.is_(None), affiliations.c.until >= TODAY),
        sa.not_(sa.and_(speakers.c.named_by_staff, speakers.c.began_at > _everything.c.asked_at)),
        *person,
    )


_ME = sa.bindparam("me", type_=sa.Uuid)
STANDING_IN = timedelta(days=3)
"""How long before a decision closes alternates are asked for a ballot that has not been cast."""
_holds_today = sa.and_(
    affiliations.c.initiative_id == INITIATIVE,
    sa.or_(affiliations.c.since.is_(None), affiliations.c.since <= TODAY),
    sa.or_(affiliations.c.until.is_(None), affiliations.c.until >= TODAY),
)
_takes_part = sa.and_(people.c.initiative_id == INITIATIVE, people.c.left_at.is_(None))
_represented_today = (
    sa.exists()
    .where(
        _holds_today,
        affiliations.c.organization_id == _everything.c.addressee_id,
        affiliations.c.represents,
        people.c.id == affiliations.c.person_id,
        _takes_part,
    )
    .correlate(_everything)
)
# An alternate votes like a representative, and is asked to where there is none, or none who has by the end.
_for_alternates = sa.and_(
    sa.or_(*(_everything.c.kind == kind.value for kind in VOTING)),
    _everything.c.addressed_to == AddressedTo.ORGANIZATION.value,
    sa.or_(sa.not_(_represented_today), _everything.c.due_at <= NOW + STANDING_IN),
)
_of_mine = sa.or_(
    _everything.c.addressee_id == sa.any_(sa.bindparam("addressees", type_=ARRAY(sa.Uuid))),
    sa.and_(
        _everything.c.addressee_id == sa.any_(sa.bindparam("alternate_for", type_=ARRAY(sa.Uuid))),
        _for_alternates,
    ),
)
# Whom staff name in the middle of a vote casts no ballot in the place of who spoke before (decision 31).
_spoken_for = sa.and_(
    sa.or_(*(_everything.c.kind == kind.value for kind in VOTING)),
    _everything.c.addressed_to == AddressedTo.ORGANIZATION.value,
    sa.not_(_spoke_in_time(speakers.c.person_id == _ME)),
    _spoke_in_time(),
)
_over = sa.exists().where(initiatives.c.id == INITIATIVE, initiatives.c.ended_at.is_not(None))
_hidden = sa.and_(
    _everything.c.state == RequestState.OPEN.value,
    sa.or_(
        _everything.c.kind == sa.any_(sa.bindparam("hidden", type_=ARRAY(sa.Text))),
        sa.func.coalesce(_everything.c.decision_kind, "")
        == sa.any_(sa.bindparam("hidden_decisions", type_=ARRAY(sa.Text))),
        _spoken_for,
        _over,
    ),
)
_FILTERS = {
    "kind": _everything.c.kind == sa.bindparam("kind_", type_=sa.Text),
    "due_before": _everything.c.due_at < sa.bindparam("due_before", type_=sa.DateTime(timezone=True)),
}
_BOUND = {"kind": "kind_"}


@cache
def _page(filters: tuple[str, ...]) -> Statement:
    """One statement for each set of filters, compiled when it is first asked for."""
    return Statement(
        sa.select(_everything, _id.label("id"), _due.label("due"))
        .where(
            _of_mine,
            _everything.c.not_for.is_distinct_from(_ME),
            _everything.c.state == sa.bindparam("state_", type_=sa.Text),
            sa.not_(_hidden),
            sa.tuple_(_due, _id)
            > sa.tuple_(
                sa.bindparam("after_moment", type_=sa.DateTime(timezone=True)),
                sa.bindparam("after_id", type_=sa.Uuid),
            ),
            *(_FILTERS[name] for name in filters),
        )
        .order_by("due", "id")
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


_OF_PERSON = Statement(
    sa.select(_everything, _id.label("id"))
    .where(
        _everything.c.addressee_id == sa.bindparam("person", type_=sa.Uuid),
        _everything.c.not_for.is_distinct_from(sa.bindparam("person", type_=sa.Uuid)),
    )
    .order_by(_everything.c.asked_at, "id")
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_OPEN_OF = Statement(
    sa.select(_everything.c.kind, _everything.c.subject_id, _everything.c.addressee_id)
    .where(
        _everything.c.addressee_id == sa.any_(sa.bindparam("addressees", type_=ARRAY(sa.Uuid))),
        _everything.c.state == RequestState.OPEN.value,
        sa.not_(_everything.c.confidential),
    )
    .order_by(_everything.c.asked_at, _everything.c.kind, _everything.c.subject_id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
# Of confidential matters not even the number is told, and nobody is asked what they cannot answer.
_counted = sa.and_(
    _everything.c.state == RequestState.OPEN.value,
    sa.not_(_everything.c.confidential),
    sa.not_(_over),
    _everything.c.not_for.is_distinct_from(_everything.c.addressee_id),
)
_told = (_everything.c.kind, _everything.c.due_at, _everything.c.asked_at)
_of_organizations = sa.select(
    _everything.c.addressee_id.label("id"), *_told, sa.true().label("for_organization")
).where(_counted, _everything.c.addressed_to == AddressedTo.ORGANIZATION.value)
_own = (
    sa.select(_everything.c.addressee_id.label("id"), *_told, sa.false().label("for_organization"))
    .select_from(_everything.join(people, sa.and_(people.c.id == _everything.c.addressee_id, _takes_part)))
    .where(_counted, _everything.c.addressed_to == AddressedTo.PERSON.value)
)
_represented = (
    sa.select(affiliations.c.person_id.label("id"), *_told, sa.true().label("for_organization"))
    .select_from(
        _everything.join(
            affiliations,
            sa.and_(
                _holds_today,
                affiliations.c.organization_id == _everything.c.addressee_id,
                sa.or_(affiliations.c.represents, sa.and_(affiliations.c.alternate, _for_alternates)),
                _everything.c.not_for.is_distinct_from(affiliations.c.person_id),
            ),
        ).join(people, sa.and_(people.c.id == affiliations.c.person_id, _takes_part))
    )
    .where(_counted, _everything.c.addressed_to == AddressedTo.ORGANIZATION.value)
)


def _load(asked: sa.Subquery) -> Statement:
    """How much is asked, by addressee."""
    by_kind = (
        sa.select(
            asked.c.id,
            asked.c.kind,
            sa.func.count().label("open"),
            sa.func.count().filter(asked.c.for_organization).label("for_organizations"),
            sa.func.count().filter(asked.c.due_at <= NOW).label("overdue"),
            sa.func.min(asked.c.asked_at).label("oldest"),
        )
        .group_by(asked.c.id, asked.c.kind)
        .subquery("by_kind")
    )
    listed = sa.func.jsonb_build_object("kind", by_kind.c.kind, "open", by_kind.c.open)
    return Statement(
        sa.select(
            by_kind.c.id,
            sa.cast(sa.func.sum(by_kind.c.open), sa.Integer).label("open"),
            sa.cast(sa.func.sum(by_kind.c.for_organizations), sa.Integer).label("for_organizations"),
            sa.cast(sa.func.sum(by_kind.c.overdue), sa.Integer).label("overdue"),
            sa.func.min(by_kind.c.oldest).label("oldest_asked_at"),
            sa.func.jsonb_agg(listed).label("by_kind"),
        )
        .where(by_kind.c.id > sa.bindparam("after", type_=sa.Uuid))
        .group_by(by_kind.c.id)
        .order_by(by_kind.c.id)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


_LOADS = {
    AddressedTo.ORGANIZATION: _load(_of_organizations.subquery("asked")),
    AddressedTo.PERSON: _load(sa.union_all(_own, _represented).subquery("asked")),
}
_NOMINEES = Statement(
    sa.select(sa.func.unnest(mandates.c.organization_ids).label("id")).where(
        mandates.c.initiative_id == INITIATIVE, mandates.c.status == MandateStatus.PROPOSED.value
    )
)


class RequestRepository:
    """What is asked, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID, now: datetime) -> None:
        self._connection = connection
        self._at = {"initiative": initiative_id, "now": now, "today": now.date()}
        self._initiative_id = initiative_id

    async def page(
        self,
        after: Place,
        limit: int,
        *,
        me: UUID,
        organization_ids: Sequence[UUID],
        alternate_for: Sequence[UUID],
        state: RequestState,
        hidden: tuple[Sequence[str], Sequence[str]],
        filters: Mapping[str, Any],
    ) -> list[asyncpg.Record]:
        """What is asked of somebody, of organizations they represent, and of those they stand in for.

        Without what is hidden from them.
        """
        given = {name: value for name, value in filters.items() if value is not None}
        return await _page(tuple(sorted(given))).all(
            self._connection,
            **self._at,
            addressees=[me, *organization_ids],
            alternate_for=list(alternate_for),
            me=me,
            state_=state.value,
            hidden=list(hidden[0]),
            hidden_decisions=list(hidden[1]),
            after_moment=after.moment,
            after_id=after.id,
            limit=limit,
            **{_BOUND.get(name, name): value for name, value in given.items()},
        )

    async def of_person(self, person_id: UUID, limit: int) -> list[asyncpg.Record]:
        """What a person is asked and was, for themself."""
        return await _OF_PERSON.all(self._connection, **self._at, person=person_id, limit=limit)

    async def open_of(self, addressee_ids: Sequence[UUID], limit: int) -> list[asyncpg.Record]:
        """What is asked of people or organizations and not answered yet, without what is confidential."""
        return await _OPEN_OF.all(self._connection, **self._at, addressees=list(addressee_ids), limit=limit)

    async def load(self, of: AddressedTo, after: UUID, limit: int) -> list[asyncpg.Record]:
        """How much is asked of each person, or organization, of which anything is."""
        return await _LOADS[of].all(self._connection, **self._at, after=after, limit=limit)

    async def nominees(self) -> set[UUID]:
        """The organizations that seek the mandate."""
        rows = await _NOMINEES.all(self._connection, initiative=self._initiative_id)
        return {row["id"] for row in rows}
