"""Every SQL statement over what the agenda keeps of who decides."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by, insert

from services.agenda.governing.models import (
    affiliations,
    backbone_ties,
    competences,
    exemptions,
    forums,
    indicators,
    mandates,
    meetings,
    metadata,
    organization_groupings,
    organizations,
    seats,
)
from shared.database.statements import Statement
from shared.governance import DecisionKind, ForumKind
from shared.partnership import partner

_FOREVER = sa.text("'infinity'::timestamptz")
_ALWAYS = sa.text("'-infinity'::timestamptz")
_initiative = sa.bindparam("initiative", type_=sa.Uuid)
_this = sa.bindparam("this", type_=sa.Uuid)


def _put(table: sa.Table, **defaults: Any) -> Statement:
    """Write a row, over the one with its key where there is one."""
    statement = insert(table)
    given = {
        column.name: defaults.get(column.name, sa.bindparam(column.name, type_=column.type))
        for column in table.c
    }
    keys = [column.name for column in table.primary_key]
    changed = {name: statement.excluded[name] for name in given if name not in keys}
    return Statement(statement.values(given).on_conflict_do_update(index_elements=keys, set_=changed))


def _one(table: sa.Table) -> sa.ColumnElement[bool]:
    return sa.and_(table.c.initiative_id == _initiative, table.c.id == _this)


def _ending() -> sa.ColumnElement[datetime]:
    """After a day, or at a moment if that is later, or never."""
    return sa.func.coalesce(
        sa.func.greatest(
            sa.bindparam("at", type_=sa.DateTime(timezone=True)),
            sa.func.timezone("UTC", sa.cast(sa.bindparam("until", type_=sa.Date) + 1, sa.DateTime)),
        ),
        _FOREVER,
    )


_PUT_ORGANIZATION = _put(organizations, merged_into=sa.null())
_SET_MERGED = Statement(
    sa.update(organizations)
    .where(_one(organizations))
    .values(merged_into=sa.bindparam("into", type_=sa.Uuid))
)
_SET_SECTOR = Statement(
    sa.update(organizations).where(_one(organizations)).values(sector=sa.bindparam("sector", type_=sa.Text))
)
_stage = sa.bindparam("stage", type_=sa.Text)
_SET_STAGE = Statement(
    sa.update(organizations)
    .where(_one(organizations))
    .values(
        stage=_stage,
        partner_since=sa.case(
            (~partner(organizations, _stage), sa.null()),
            (sa.bindparam("decided", type_=sa.Boolean), _ALWAYS),
            else_=sa.func.coalesce(
                organizations.c.partner_since, sa.bindparam("at", type_=sa.DateTime(timezone=True))
            ),
        ),
    )
)
_PUT_AFFILIATION = _put(affiliations, ended_at=_ending())
_END_AFFILIATION = Statement(
    sa.update(affiliations)
    .where(_one(affiliations))
    .values(until=sa.bindparam("until", type_=sa.Date), ended_at=_ending())
)
_PUT_TIE = _put(backbone_ties, ended_at=_ending())
_END_TIES = Statement(
    sa.update(backbone_ties)
    .where(
        backbone_ties.c.initiative_id == _initiative,
        backbone_ties.c.id == _this,
        backbone_ties.c.kind == sa.bindparam("kind"),
    )
    .values(ended_at=_ending())
)
_PUT_FORUM = _put(forums)
_SET_RULES = Statement(
    sa.update(forums)
    .where(_one(forums))
    .values(
        method=sa.bindparam("method"),
        quorum=sa.bindparam("quorum"),
        notice_hours=sa.bindparam("notice_hours"),
    )
)
_DELEGATE = Statement(
    sa.update(forums).where(_one(forums)).values(delegated=sa.bindparam("delegated", type_=ARRAY(sa.Text)))
)
_PUT_SEAT = _put(seats)
_SET_SEATS = Statement(
    sa.update(seats)
    .where(
        seats.c.initiative_id == _initiative,
        seats.c.id == sa.any_(sa.bindparam("ids", type_=ARRAY(sa.Uuid))),
    )
    .values(
        status=sa.bindparam("status"),
        # A decision that fills a seat renews it for as long as its holder said they would stay.
        ends_at=sa.func.coalesce(seats.c.renewal_ends_at, seats.c.ends_at),
        renewal_ends_at=sa.null(),
    )
)
_ASK_RENEWAL = Statement(
    sa.update(seats)
    .where(_one(seats))
    .values(renewal_ends_at=sa.bindparam("until", type_=sa.DateTime(timezone=True)))
)
_PUT_MANDATE = _put(mandates)
_SET_MANDATE = Statement(
    sa.update(mandates)
    .where(_one(mandates))
    .values(
        status=sa.bindparam("status"),
        ends_on=sa.func.coalesce(sa.bindparam("until", type_=sa.Date), mandates.c.ends_on),
    )
)
_PUT_EXEMPTION = _put(exemptions)
_PUT_INDICATOR = _put(indicators)
_PUT_MEETING = _put(meetings)
_DROP_MEETING = Statement(sa.delete(meetings).where(_one(meetings)))
_PUT_GROUPING = _put(organization_groupings)
_DROP_GROUPING = Statement(
    sa.delete(organization_groupings).where(
        organization_groupings.c.initiative_id == _initiative,
        organization_groupings.c.organization_id == sa.bindparam("organization", type_=sa.Uuid),
        organization_groupings.c.grouping_id == sa.bindparam("grouping", type_=sa.Uuid),
    )
)
_PUT_COMPETENCE = _put(competences)
_DROP_COMPETENCE = Statement(
    sa.delete(competences).where(
        competences.c.initiative_id == _initiative, competences.c.matter == sa.bindparam("matter")
    )
)
_EMPTY = [
    Statement(sa.delete(table).where(table.c.initiative_id == _initiative))
    for table in metadata.sorted_tables
]
_FORGET_PERSON = [
    Statement(
        sa.delete(table).where(
            table.c.initiative_id == _initiative, column == sa.bindparam("person", type_=sa.Uuid)
        )
    )
    for table, column in (
        (affiliations, affiliations.c.person_id),
        (backbone_ties, backbone_ties.c.subject_id),
        (seats, seats.c.person_id),
    )
]


class GoverningProjection:
    """Writes what the log says of who decides, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def put_organization(self, organization_id: UUID, **values: Any) -> None:
        """An organization: its sector, its stage, whether it is founding, since when it is a partner."""
        await _PUT_ORGANIZATION.run(
            self._connection, initiative_id=self._initiative_id, id=organization_id, **values
        )

    async def set_sector(self, organization_id: UUID, sector: str) -> None:
        """An organization's sector from now on."""
        await _SET_SECTOR.run(
            self._connection, initiative=self._initiative_id, this=organization_id, sector=sector
        )

    async def set_merged(self, organization_id: UUID, into_id: UUID | None) -> None:
        """An organization's id leads to another from now on; with None it is one of its own again."""
        await _SET_MERGED.run(
            self._connection, initiative=self._initiative_id, this=organization_id, into=into_id
        )

    async def set_stage(self, organization_id: UUID, stage: str, at: datetime, *, decided: bool) -> None:
        """An organization's stage from a moment on, decided by the partners or not."""
        await _SET_STAGE.run(
            self._connection,
            initiative=self._initiative_id,
            this=organization_id,
            stage=stage,
            at=at,
            decided=decided,
        )

    async def put_affiliation(self, affiliation_id: UUID, **values: Any) -> None:
        """A person belongs to an organization; `until` may be known from the beginning."""
        await _PUT_AFFILIATION.run(
            self._connection, initiative_id=self._initiative_id, id=affiliation_id, at=None, **values
        )

    async def end_affiliation(self, affiliation_id: UUID, until: date, at: datetime) -> None:
        """An affiliation ends after a day, at the earliest when that was recorded."""
        await _END_AFFILIATION.run(
            self._connection, initiative=self._initiative_id, this=affiliation_id, until=until, at=at
        )

    async def tie(
        self, kind: str, subject_id: UUID, tie_id: UUID, began_at: datetime, until: date | None = None
    ) -> None:
        """Somebody is of the backbone from a moment on."""
        await _PUT_TIE.run(
            self._connection,
            initiative_id=self._initiative_id,
            subject_id=subject_id,
            id=tie_id,
            kind=kind,
            began_at=began_at,
            at=None,
            until=until,
        )

    async def untie(self, kind: str, tie_id: UUID, at: datetime, until: date | None = None) -> None:
        """Ties of an id end: at a moment, or after a day if that is later."""
        await _END_TIES.run(
            self._connection, initiative=self._initiative_id, this=tie_id, kind=kind, at=at, until=until
        )

    async def put_forum(self, forum_id: UUID, **values: Any) -> None:
        """A forum with its standing rules."""
        await _PUT_FORUM.run(self._connection, initiative_id=self._initiative_id, id=forum_id, **values)

    async def set_rules(self, forum_id: UUID, rules: Mapping[str, Any]) -> None:
        """A forum's rules from now on."""
        await _SET_RULES.run(self._connection, initiative=self._initiative_id, this=forum_id, **rules)

    async def delegate(self, forum_id: UUID, kinds: Sequence[str]) -> None:
        """What a forum was left to decide from now on."""
        await _DELEGATE.run(
            self._connection, initiative=self._initiative_id, this=forum_id, delegated=list(kinds)
        )

    async def put_seat(self, seat_id: UUID, **values: Any) -> None:
        """A seat at a stage."""
        await _PUT_SEAT.run(self._connection, initiative_id=self._initiative_id, id=seat_id, **values)

    async def ask_renewal(self, seat_id: UUID, until: datetime) -> None:
        """The holder of a seat would stay until a moment."""
        await _ASK_RENEWAL.run(self._connection, initiative=self._initiative_id, this=seat_id, until=until)

    async def set_seats(self, seat_ids: Sequence[UUID], status: str) -> None:
        """Seats at another stage."""
        await _SET_SEATS.run(
            self._connection, initiative=self._initiative_id, ids=list(seat_ids), status=status
        )

    async def put_mandate(self, mandate_id: UUID, **values: Any) -> None:
        """A mandate that was proposed."""
        await _PUT_MANDATE.run(self._connection, initiative_id=self._initiative_id, id=mandate_id, **values)

    async def set_mandate(self, mandate_id: UUID, status: str, until: date | None = None) -> None:
        """What became of a mandate."""
        await _SET_MANDATE.run(
            self._connection, initiative=self._initiative_id, this=mandate_id, status=status, until=until
        )

    async def exempt(self, organization_id: UUID, until: date) -> None:
        """An organization takes part as a partner, too, until a day."""
        await _PUT_EXEMPTION.run(
            self._connection,
            initiative_id=self._initiative_id,
            organization_id=organization_id,
            until=until,
        )

    async def put_indicator(self, indicator_id: UUID, status: str) -> None:
        """How far an indicator has come."""
        await _PUT_INDICATOR.run(
            self._connection, initiative_id=self._initiative_id, id=indicator_id, status=status
        )

    async def put_meeting(self, meeting_id: UUID, forum_id: UUID) -> None:
        """A meeting of a forum."""
        await _PUT_MEETING.run(
            self._connection, initiative_id=self._initiative_id, id=meeting_id, forum_id=forum_id
        )

    async def drop_meeting(self, meeting_id: UUID) -> None:
        """A meeting that does not take place."""
        await _DROP_MEETING.run(self._connection, initiative=self._initiative_id, this=meeting_id)

    async def set_competence(self, matter: str, forum_kinds: Sequence[str], decision_id: UUID) -> None:
        """Which kinds of forums decide on a matter from now on; none: those of the charter."""
        if not forum_kinds:
            await _DROP_COMPETENCE.run(self._connection, initiative=self._initiative_id, matter=matter)
            return
        await _PUT_COMPETENCE.run(
            self._connection,
            initiative_id=self._initiative_id,
            matter=matter,
            forum_kinds=list(forum_kinds),
            decision_id=decision_id,
        )

    async def group(self, organization_id: UUID, grouping_id: UUID, value_id: UUID | None) -> None:
        """Where an organization stands in a grouping; with None it is not said."""
        if value_id is None:
            await _DROP_GROUPING.run(
                self._connection,
                initiative=self._initiative_id,
                organization=organization_id,
                grouping=grouping_id,
            )
            return
        await _PUT_GROUPING.run(
            self._connection,
            initiative_id=self._initiative_id,
            organization_id=organization_id,
            grouping_id=grouping_id,
            value_id=value_id,
        )

    async def forget_person(self, person_id: UUID) -> None:
        """Drop what is kept of a person who is erased."""
        for statement in _FORGET_PERSON:
            await statement.run(self._connection, initiative=self._initiative_id, person=person_id)

    async def empty(self) -> None:
        """Drop everything, before it is built again."""
        for statement in _EMPTY:
            await statement.run(self._connection, initiative=self._initiative_id)


# What decisions ask.


def _staying() -> Statement:
    """An organization, or the one it was merged into, however often."""
    known = sa.select(organizations).where(_one(organizations)).cte("known", recursive=True)
    further = sa.select(organizations).join(
        known,
        sa.and_(
            organizations.c.initiative_id == known.c.initiative_id, organizations.c.id == known.c.merged_into
        ),
    )
    found = known.union(further)
    return Statement(sa.select(found).where(found.c.merged_into.is_(None)))


_today = sa.bindparam("today", type_=sa.Date)
_since = sa.bindparam("since", type_=sa.DateTime(timezone=True))
_as_of = sa.bindparam("as_of", type_=sa.DateTime(timezone=True))


def _holds_today() -> sa.ColumnElement[bool]:
    return sa.and_(
        sa.or_(affiliations.c.since.is_(None), affiliations.c.since <= _today),
        sa.or_(affiliations.c.until.is_(None), affiliations.c.until >= _today),
    )


def _ties(person: sa.BindParameter[UUID] | None) -> Statement:
    """People who are of the backbone now or were since a moment, by what; all of them, or one."""
    tie = backbone_ties
    ended = sa.func.least(affiliations.c.ended_at, tie.c.ended_at)
    bound = (
        sa.select(
            affiliations.c.person_id,
            sa.func.bool_and(exemptions.c.organization_id.is_not(None)).label("exempt"),
        )
        .select_from(
            affiliations.join(
                tie,
                sa.and_(
                    tie.c.initiative_id == affiliations.c.initiative_id,
                    tie.c.subject_id == affiliations.c.organization_id,
                    tie.c.kind != "staff",
                ),
            ).outerjoin(
                exemptions,
                sa.and_(
                    exemptions.c.initiative_id == affiliations.c.initiative_id,
                    exemptions.c.organization_id == affiliations.c.organization_id,
                    exemptions.c.until >= _today,
                ),
            )
        )
        .where(
            affiliations.c.initiative_id == _initiative,
            sa.func.greatest(affiliations.c.began_at, tie.c.began_at) < ended,
            ended > _since,
            *([] if person is None else [affiliations.c.person_id == person]),
        )
        .group_by(affiliations.c.person_id)
        .subquery("bound")
    )
    staff = (
        sa.select(tie.c.subject_id)
        .where(
            tie.c.initiative_id == _initiative,
            tie.c.kind == "staff",
            tie.c.ended_at > _since,
            *([] if person is None else [tie.c.subject_id == person]),
        )
        .distinct()
        .subquery("staff")
    )
    return Statement(
        sa.select(
            sa.func.coalesce(bound.c.person_id, staff.c.subject_id).label("person_id"),
            staff.c.subject_id.is_not(None).label("staff"),
            bound.c.person_id.is_not(None).label("of_the_backbone"),
            sa.func.coalesce(bound.c.exempt, sa.false()).label("exempt"),
        ).select_from(bound.join(staff, staff.c.subject_id == bound.c.person_id, full=True))
    )


_TIES = _ties(None)
_TIE_OF = _ties(sa.bindparam("person", type_=sa.Uuid))
_ORGANIZATION = _staying()
_FORUM = Statement(sa.select(forums).where(_one(forums)))
_COMMITTEE = Statement(
    sa.select(forums).where(forums.c.initiative_id == _initiative, forums.c.kind == "steering_committee")
)
_PARTNERS = Statement(
    sa.select(
        organizations.c.id.label("organization_id"),
        organizations.c.sector,
        organizations.c.founding,
        affiliations.c.person_id,
        sa.and_(affiliations.c.named_by_staff, affiliations.c.began_at > _as_of).label("named_late"),
    )
    .select_from(
        organizations.join(
            affiliations,
            sa.and_(
                affiliations.c.initiative_id == organizations.c.initiative_id,
                affiliations.c.organization_id == organizations.c.id,
            ),
        )
    )
    .where(
        organizations.c.initiative_id == _initiative,
        organizations.c.partner_since <= _as_of,
        affiliations.c.represents,
        _holds_today(),
    )
    .order_by(organizations.c.id, affiliations.c.person_id)
)
_COMPETENCES = Statement(sa.select(competences).where(competences.c.initiative_id == _initiative))
_GROUPED = Statement(
    sa.select(
        organization_groupings.c.organization_id,
        sa.func.array_agg(
            aggregate_order_by(organization_groupings.c.value_id, organization_groupings.c.grouping_id)
        ).label("value_ids"),
    )
    .where(organization_groupings.c.initiative_id == _initiative)
    .group_by(organization_groupings.c.organization_id)
)
_SEATED = Statement(
    sa.select(
        seats.c.organization_id,
        sa.func.coalesce(organizations.c.sector, "community").label("sector"),
        sa.false().label("founding"),
        seats.c.person_id,
        sa.false().label("named_late"),
    )
    .select_from(
        seats.outerjoin(
            organizations,
            sa.and_(
                organizations.c.initiative_id == seats.c.initiative_id,
                organizations.c.id == seats.c.organization_id,
            ),
        )
    )
    .where(
        seats.c.initiative_id == _initiative,
        seats.c.forum_id == sa.bindparam("forum"),
        seats.c.status == "seated",
        seats.c.votes,
        # The registry's worker ends a term a moment later; who votes is who sits there at this one.
        sa.or_(seats.c.ends_at.is_(None), seats.c.ends_at > sa.func.now()),
    )
    .order_by(seats.c.id)
)
_SEATS = Statement(
    sa.select(seats).where(
        seats.c.initiative_id == _initiative,
        seats.c.id == sa.any_(sa.bindparam("ids", type_=ARRAY(sa.Uuid))),
    )
)
_MANDATE = Statement(sa.select(mandates).where(_one(mandates)))
_HOLDS = Statement(
    sa.select(backbone_ties.c.subject_id).where(
        backbone_ties.c.initiative_id == _initiative,
        backbone_ties.c.subject_id == sa.bindparam("organization", type_=sa.Uuid),
        backbone_ties.c.kind == "holder",
        backbone_ties.c.ended_at > sa.bindparam("now", type_=sa.DateTime(timezone=True)),
    )
)
_INDICATORS = Statement(
    sa.select(indicators.c.id, indicators.c.status).where(
        indicators.c.initiative_id == _initiative,
        indicators.c.id == sa.any_(sa.bindparam("ids", type_=ARRAY(sa.Uuid))),
    )
)
_REPRESENTS = Statement(
    sa.select(affiliations.c.organization_id, sa.func.array_agg(affiliations.c.person_id).label("people"))
    .where(
        affiliations.c.initiative_id == _initiative,
        affiliations.c.represents,
        sa.or_(_holds_today(), sa.and_(affiliations.c.began_at <= _since, affiliations.c.ended_at > _since)),
    )
    .group_by(affiliations.c.organization_id)
)
_SPEAKERS = Statement(
    sa.select(
        affiliations.c.person_id,
        sa.func.bool_and(sa.and_(affiliations.c.named_by_staff, affiliations.c.began_at > _since)).label(
            "named_late"
        ),
    )
    .where(
        affiliations.c.initiative_id == _initiative,
        affiliations.c.organization_id == sa.bindparam("organization", type_=sa.Uuid),
        sa.or_(affiliations.c.represents, affiliations.c.alternate),
        _holds_today(),
    )
    .group_by(affiliations.c.person_id)
)

_SPOKEN_FOR = Statement(
    sa.select(affiliations.c.organization_id)
    .where(
        affiliations.c.initiative_id == _initiative,
        affiliations.c.person_id == sa.bindparam("person", type_=sa.Uuid),
        sa.or_(affiliations.c.represents, affiliations.c.alternate),
        _holds_today(),
    )
    .distinct()
)
_MEETS = Statement(
    sa.select(meetings.c.id).where(_one(meetings), meetings.c.forum_id == sa.bindparam("forum"))
)


class Governing:
    """Reads who decides, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def forum(self, forum_id: UUID) -> asyncpg.Record | None:
        """One forum."""
        return await _FORUM.first(self._connection, initiative=self._initiative_id, this=forum_id)

    async def organization(self, organization_id: UUID) -> asyncpg.Record | None:
        """One organization; where it was merged into another, that one."""
        return await _ORGANIZATION.first(
            self._connection, initiative=self._initiative_id, this=organization_id
        )

    async def committee(self) -> asyncpg.Record | None:
        """The steering committee, if it was formed."""
        return await _COMMITTEE.first(self._connection, initiative=self._initiative_id)

    async def ties(self, since: datetime, today: date) -> dict[UUID, asyncpg.Record]:
        """People who are of the backbone or were since a moment: staff, of the backbone, exempt."""
        rows = await _TIES.all(self._connection, initiative=self._initiative_id, since=since, today=today)
        return {row["person_id"]: row for row in rows}

    async def tie_of(self, person_id: UUID, since: datetime, today: date) -> asyncpg.Record | None:
        """The same of one person; None where they have no tie."""
        return await _TIE_OF.first(
            self._connection, initiative=self._initiative_id, person=person_id, since=since, today=today
        )

    async def partners(self, today: date, as_of: datetime) -> list[asyncpg.Record]:
        """Who represents, today, a partner of a moment: (organization, sector, founding, person, named_late).

        Named late is whom staff named to represent it after that moment.
        """
        return await _PARTNERS.all(self._connection, initiative=self._initiative_id, today=today, as_of=as_of)

    async def seated(self, forum_id: UUID) -> list[asyncpg.Record]:
        """Holders of seats with a vote, in the same shape."""
        return await _SEATED.all(self._connection, initiative=self._initiative_id, forum=forum_id)

    async def seats(self, seat_ids: Sequence[UUID]) -> list[asyncpg.Record]:
        """Seats by their ids."""
        return await _SEATS.all(self._connection, initiative=self._initiative_id, ids=list(seat_ids))

    async def mandate(self, mandate_id: UUID) -> asyncpg.Record | None:
        """One mandate."""
        return await _MANDATE.first(self._connection, initiative=self._initiative_id, this=mandate_id)

    async def holds_mandate(self, organization_id: UUID, now: datetime) -> bool:
        """Whether an organization holds a mandate, or one that begins later."""
        found = await _HOLDS.first(
            self._connection, initiative=self._initiative_id, organization=organization_id, now=now
        )
        return found is not None

    async def indicators(self, indicator_ids: Sequence[UUID]) -> dict[UUID, str]:
        """How far some indicators have come: draft, proposed, shared, retired; not there where unknown."""
        rows = await _INDICATORS.all(
            self._connection, initiative=self._initiative_id, ids=list(indicator_ids)
        )
        return {row["id"]: row["status"] for row in rows}

    async def representatives(self, since: datetime, today: date) -> dict[UUID, list[UUID]]:
        """Who represents each organization today, or did at a moment."""
        rows = await _REPRESENTS.all(
            self._connection, initiative=self._initiative_id, since=since, today=today
        )
        return {row["organization_id"]: row["people"] for row in rows}

    async def competences(self) -> dict[str, asyncpg.Record]:
        """Matters that the initiative left to fewer forums than the charter does."""
        rows = await _COMPETENCES.all(self._connection, initiative=self._initiative_id)
        return {row["matter"]: row for row in rows}

    async def competence(self, matter: DecisionKind) -> frozenset[ForumKind]:
        """Which forums the initiative left a matter to; none where it is as the charter has it."""
        row = (await self.competences()).get(matter.value)
        return frozenset(map(ForumKind, row["forum_kinds"] if row else ()))

    async def grouped(self) -> dict[UUID, list[UUID]]:
        """Values of groupings at which each organization stands, in the order of the groupings."""
        rows = await _GROUPED.all(self._connection, initiative=self._initiative_id)
        return {row["organization_id"]: row["value_ids"] for row in rows}

    async def spoken_for(self, person_id: UUID, today: date) -> list[UUID]:
        """Organizations a person can vote for today."""
        rows = await _SPOKEN_FOR.all(
            self._connection, initiative=self._initiative_id, person=person_id, today=today
        )
        return [row["organization_id"] for row in rows]

    async def meets(self, forum_id: UUID, meeting_id: UUID) -> bool:
        """Whether a meeting is one of a forum's."""
        found = await _MEETS.first(
            self._connection, initiative=self._initiative_id, this=meeting_id, forum=forum_id
        )
        return found is not None

    async def speakers(self, organization_id: UUID, since: datetime, today: date) -> dict[UUID, bool]:
        """Who can vote for an organization today, and whether staff named them after a moment."""
        rows = await _SPEAKERS.all(
            self._connection,
            initiative=self._initiative_id,
            organization=organization_id,
            since=since,
            today=today,
        )
        return {row["person_id"]: row["named_late"] for row in rows}
