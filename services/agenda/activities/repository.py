"""Every SQL statement of the activities."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by, insert

from services.agenda.activities.events import ActivityStatus
from services.agenda.activities.leading import Leadership, read
from services.agenda.activities.models import DESCRIBING, activities, planned
from services.agenda.governing.models import (
    ON_THE_MAP,
    affiliations,
    backbone_ties,
    exemptions,
    forums,
    organizations,
    seats,
)
from services.agenda.sections.events import SectionKind, SectionStatus
from services.agenda.sections.models import sections
from shared.database.statements import Statement
from shared.partnership import partner

_initiative = sa.bindparam("initiative", type_=sa.Uuid)
_this = sa.bindparam("this", type_=sa.Uuid)
_ids = sa.bindparam("ids", type_=ARRAY(sa.Uuid))
_today = sa.bindparam("today", type_=sa.Date)
_now = sa.bindparam("now", type_=sa.DateTime(timezone=True))
_one = sa.and_(activities.c.initiative_id == _initiative, activities.c.id == _this)
_goal_kinds = sa.literal([SectionKind.GOALS.value, SectionKind.STRATEGIES.value], ARRAY(sa.Text))
_not_stopped = activities.c.status != ActivityStatus.STOPPED.value

_INSERT = Statement(sa.insert(activities).returning(activities))
_GET = Statement(sa.select(activities).where(_one))
_LOCK = Statement(sa.select(activities).where(_one).with_for_update())
_UPDATE = Statement(
    sa.update(activities)
    .where(_one)
    .values({name: sa.bindparam(name) for name in DESCRIBING} | {"version": activities.c.version + 1})
    .returning(activities)
)
# Two changes at once could close a circle of dependencies, or pass the limit together.
_HOLD = Statement(
    sa.select(
        sa.func.pg_advisory_xact_lock(
            sa.func.hashtextextended(sa.cast(_initiative, sa.Text) + "/agenda.activity", 0)
        )
    )
)
_COUNT = Statement(
    sa.select(sa.func.count())
    .select_from(activities)
    .where(activities.c.initiative_id == _initiative, _not_stopped)
)
_KNOWN = Statement(
    sa.select(activities.c.id).where(
        activities.c.initiative_id == _initiative, activities.c.id == sa.any_(_ids)
    )
)
_TO_PLAN = Statement(
    sa.select(activities.c.id).where(
        activities.c.initiative_id == _initiative,
        activities.c.id == sa.any_(_ids),
        activities.c.lead_confirmed,
        _not_stopped,
    )
)
_GOALS = Statement(
    sa.select(sections.c.id).where(
        sections.c.initiative_id == _initiative,
        sections.c.id == sa.any_(_ids),
        sections.c.kind == sa.any_(_goal_kinds),
        sections.c.status == SectionStatus.DRAFT.value,
    )
)
_ORGANIZATIONS = Statement(
    sa.select(organizations.c.id).where(
        organizations.c.initiative_id == _initiative, organizations.c.id == sa.any_(_ids), ON_THE_MAP
    )
)
_CIRCLE = Statement(
    sa.select(forums.c.id).where(
        forums.c.initiative_id == _initiative, forums.c.id == _this, forums.c.kind == "action_circle"
    )
)
_SEATED = Statement(
    sa.select(seats.c.organization_id)
    .where(
        seats.c.initiative_id == _initiative,
        seats.c.forum_id == _this,
        seats.c.status == "seated",
        seats.c.votes,
        seats.c.organization_id.is_not(None),
    )
    .distinct()
)
_FORGET_ENTERED = Statement(
    sa.update(activities)
    .where(activities.c.initiative_id == _initiative, activities.c.entered_by == sa.bindparam("person"))
    .values(entered_by=sa.null())
)
_ENTERED = Statement(
    sa.select(activities.c.id)
    .where(activities.c.initiative_id == _initiative, activities.c.entered_by == sa.bindparam("person"))
    .order_by(activities.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_plan = insert(planned)
_PLAN = Statement(
    _plan.on_conflict_do_update(
        index_elements=["initiative_id", "activity_id"], set_={"decision_id": _plan.excluded.decision_id}
    )
)
_DROP_PLAN = Statement(sa.delete(planned).where(planned.c.initiative_id == _initiative))
_PLANNED = Statement(
    sa.select(activities, planned.c.decision_id)
    .select_from(
        activities.outerjoin(
            planned,
            sa.and_(
                planned.c.initiative_id == activities.c.initiative_id,
                planned.c.activity_id == activities.c.id,
            ),
        )
    )
    .where(activities.c.initiative_id == _initiative, _not_stopped)
    .order_by(activities.c.id)
)


def _waits_for() -> Statement:
    """Everything that some activities wait for, themselves included."""
    awaited = (
        sa.select(activities.c.id, activities.c.depends_on)
        .where(activities.c.initiative_id == _initiative, activities.c.id == sa.any_(_ids))
        .cte("awaited", recursive=True)
    )
    further = sa.select(activities.c.id, activities.c.depends_on).where(
        activities.c.initiative_id == _initiative, activities.c.id == sa.any_(awaited.c.depends_on)
    )
    return Statement(sa.select(awaited.union(further).c.id))


def _holds(subject: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
    """Whether an organization holds a mandate, or one that begins later."""
    tie = backbone_ties.alias()
    return sa.exists().where(
        tie.c.initiative_id == _initiative,
        tie.c.subject_id == subject,
        tie.c.kind == "holder",
        tie.c.ended_at > _now,
    )


def _exempt(organization: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
    exemption = exemptions.alias()
    return sa.exists().where(
        exemption.c.initiative_id == _initiative,
        exemption.c.organization_id == organization,
        exemption.c.until >= _today,
    )


def _leadership() -> Statement:
    """Of organizations: whether each is the backbone, exempt, a partner; who represents it, and how free."""
    mine, elsewhere, staff = (
        affiliations.alias("mine"),
        affiliations.alias("elsewhere"),
        backbone_ties.alias(),
    )
    is_staff = sa.exists().where(
        staff.c.initiative_id == _initiative,
        staff.c.subject_id == mine.c.person_id,
        staff.c.kind == "staff",
        staff.c.ended_at > _now,
    )
    of_a_holder = sa.exists().where(
        elsewhere.c.initiative_id == _initiative,
        elsewhere.c.person_id == mine.c.person_id,
        elsewhere.c.organization_id != mine.c.organization_id,
        elsewhere.c.ended_at > _now,
        _holds(elsewhere.c.organization_id),
        sa.not_(_exempt(elsewhere.c.organization_id)),
    )
    ties = sa.select(
        mine.c.organization_id, mine.c.person_id, sa.or_(is_staff, of_a_holder).label("tied")
    ).where(
        mine.c.initiative_id == _initiative,
        mine.c.organization_id == sa.any_(_ids),
        mine.c.represents,
        sa.or_(mine.c.since.is_(None), mine.c.since <= _today),
        sa.or_(mine.c.until.is_(None), mine.c.until >= _today),
    )
    represented = ties.distinct().subquery("represented")
    in_order = represented.c.person_id
    return Statement(
        sa.select(
            organizations.c.id,
            _holds(organizations.c.id).label("holds_mandate"),
            _exempt(organizations.c.id).label("exempt"),
            partner(organizations).label("partner"),
            sa.func.array_remove(
                sa.func.array_agg(aggregate_order_by(represented.c.person_id, in_order)), None
            ).label("people"),
            sa.func.array_remove(
                sa.func.array_agg(aggregate_order_by(represented.c.tied, in_order)), None
            ).label("ties"),
        )
        .select_from(
            organizations.outerjoin(represented, represented.c.organization_id == organizations.c.id)
        )
        .where(organizations.c.initiative_id == _initiative, organizations.c.id == sa.any_(_ids))
        .group_by(organizations.c.id, organizations.c.stage, organizations.c.founding)
    )


_WAITS_FOR = _waits_for()
_LEADERSHIP = _leadership()


@cache
def _page(filters: tuple[str, ...]) -> Statement:
    """One statement for each set of filters, compiled when it is first asked for."""
    conditions = {
        "status": activities.c.status == sa.bindparam("status"),
        "lead_organization_id": activities.c.lead_organization_id == sa.bindparam("lead_organization_id"),
        "goal_id": sa.bindparam("goal_id", type_=sa.Uuid) == sa.any_(activities.c.goal_ids),
    }
    return Statement(
        sa.select(activities)
        .where(
            activities.c.initiative_id == _initiative,
            activities.c.id > sa.bindparam("after"),
            *(conditions[name] for name in filters),
        )
        .order_by(activities.c.id)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


class ActivityRepository:
    """Rows of activities, and what is known of those who lead them, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A new activity."""
        return await _INSERT.one(self._connection, initiative_id=self._initiative_id, **values)

    async def get(self, activity_id: UUID) -> asyncpg.Record | None:
        """One activity."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=activity_id)

    async def lock(self, activity_id: UUID) -> asyncpg.Record | None:
        """One activity, held until the transaction ends."""
        return await _LOCK.first(self._connection, initiative=self._initiative_id, this=activity_id)

    async def update(self, row: Mapping[str, Any], changes: Mapping[str, Any]) -> asyncpg.Record:
        """Write a locked activity as its next version."""
        values = {name: row[name] for name in DESCRIBING} | dict(changes)
        return await _UPDATE.one(self._connection, initiative=self._initiative_id, this=row["id"], **values)

    async def page(self, after: UUID, limit: int, filters: Mapping[str, Any]) -> list[asyncpg.Record]:
        """Activities after an id, those that have the values given."""
        given = {name: value for name, value in filters.items() if value is not None}
        return await _page(tuple(sorted(given))).all(
            self._connection, initiative=self._initiative_id, after=after, limit=limit, **given
        )

    async def hold(self) -> None:
        """Let nobody else record an activity or change dependencies until the transaction ends."""
        await _HOLD.value(self._connection, initiative=self._initiative_id)

    async def count(self) -> int:
        """How many activities there are that were not stopped."""
        return await _COUNT.value(self._connection, initiative=self._initiative_id)

    async def known(self, activity_ids: Sequence[UUID]) -> set[UUID]:
        """Those of some ids that are activities."""
        return await self._found(_KNOWN, activity_ids)

    async def goals(self, section_ids: Sequence[UUID]) -> set[UUID]:
        """Those of some ids that are goals or strategies of the draft."""
        return await self._found(_GOALS, section_ids)

    async def organizations(self, organization_ids: Sequence[UUID]) -> set[UUID]:
        """Those of some ids that are organizations."""
        return await self._found(_ORGANIZATIONS, organization_ids)

    async def waits_for(self, activity_ids: Sequence[UUID]) -> set[UUID]:
        """Everything that some activities wait for, themselves included."""
        return await self._found(_WAITS_FOR, activity_ids)

    async def is_circle(self, forum_id: UUID) -> bool:
        """Whether a forum is an action circle."""
        found = await _CIRCLE.first(self._connection, initiative=self._initiative_id, this=forum_id)
        return found is not None

    async def seated(self, forum_id: UUID) -> list[UUID]:
        """Organizations for which somebody sits in a forum."""
        rows = await _SEATED.all(self._connection, initiative=self._initiative_id, this=forum_id)
        return [row["organization_id"] for row in rows]

    async def leadership(
        self, organization_ids: Collection[UUID], now: datetime, today: date
    ) -> dict[UUID, Leadership]:
        """What is known of organizations that lead or might."""
        rows = await _LEADERSHIP.all(
            self._connection,
            initiative=self._initiative_id,
            ids=list(organization_ids),
            now=now,
            today=today,
        )
        return read(rows)

    async def planned(self) -> list[asyncpg.Record]:
        """Every activity that was not stopped, with the decision that planned it, if one did."""
        return await _PLANNED.all(self._connection, initiative=self._initiative_id)

    async def entered(self, person_id: UUID, limit: int) -> list[UUID]:
        """Activities a person entered, oldest first."""
        rows = await _ENTERED.all(
            self._connection, initiative=self._initiative_id, person=person_id, limit=limit
        )
        return [row["id"] for row in rows]

    async def forget_entered(self, person_id: UUID) -> None:
        """Forget which activities a person entered."""
        await _FORGET_ENTERED.run(self._connection, initiative=self._initiative_id, person=person_id)

    async def _found(self, statement: Statement, ids: Sequence[UUID]) -> set[UUID]:
        rows = await statement.all(self._connection, initiative=self._initiative_id, ids=list(ids))
        return {row["id"] for row in rows}


class PlanProjection:
    """Writes what decisions made part of the plan, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def put(self, activity_id: UUID, decision_id: UUID) -> None:
        """An activity that is part of the plan by a decision."""
        await _PLAN.run(
            self._connection,
            initiative_id=self._initiative_id,
            activity_id=activity_id,
            decision_id=decision_id,
        )

    async def empty(self) -> None:
        """Drop everything, before it is built again."""
        await _DROP_PLAN.run(self._connection, initiative=self._initiative_id)


async def known_activities(
    connection: asyncpg.Connection, initiative_id: UUID, ids: Collection[UUID]
) -> set[UUID]:
    """Those of some ids that can be made part of the plan: their lead confirmed them, nobody stopped them."""
    rows = await _TO_PLAN.all(connection, initiative=initiative_id, ids=list(ids))
    return {row["id"] for row in rows}
