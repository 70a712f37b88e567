"""Every SQL statement of the thread: the links between voices, sources, sections, decisions, activities."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from services.agenda.activities.models import activities, planned
from services.agenda.decisions.models import decisions
from services.agenda.sections.models import revisions, sections
from services.agenda.trace.schemas import Relation, TracedKind
from services.agenda.versions.models import adopted
from services.agenda.voices.models import voices
from shared.citing.kinds import CitedKind
from shared.citing.rows import citable_table, citation_table
from shared.database.statements import Statement

MOST_LINKS = 1000
"""Links of one step; what is beyond is read from the things themselves."""

citable, citations = citable_table("agenda"), citation_table("agenda")
_initiative = sa.bindparam("initiative", type_=sa.Uuid)
_ids = sa.bindparam("ids", type_=ARRAY(sa.Uuid))


@dataclass(frozen=True, slots=True)
class Step:
    """One kind of link, readable from both of its ends."""

    relation: Relation
    from_kind: TracedKind
    to_kind: TracedKind
    onwards: Statement
    back: Statement


def _step(relation: Relation, from_kind: TracedKind, to_kind: TracedKind, links: sa.Select[Any]) -> Step:
    found = links.distinct().subquery("links")

    def at(end: sa.ColumnElement[Any]) -> Statement:
        return Statement(
            sa.select(found.c.from_id, found.c.to_id)
            .where(end == sa.any_(_ids))
            .order_by(found.c.from_id, found.c.to_id)
            .limit(MOST_LINKS + 1)
        )

    return Step(relation, from_kind, to_kind, at(found.c.from_id), at(found.c.to_id))


def _cited(column: sa.Column[Any]) -> sa.Select[Any]:
    return sa.select(sa.func.unnest(column).label("from_id"), revisions.c.section_id.label("to_id")).where(
        revisions.c.initiative_id == _initiative
    )


def _cited_in_sections(kind: CitedKind) -> sa.Select[Any]:
    found = _cited(revisions.c.cited_source_ids).subquery("found")
    return sa.select(found.c.from_id, found.c.to_id).join(
        citable,
        sa.and_(
            citable.c.initiative_id == _initiative,
            citable.c.id == found.c.from_id,
            citable.c.kind == kind.value,
        ),
    )


def _cited_by(cited: CitedKind, citing: TracedKind) -> sa.Select[Any]:
    return sa.select(citations.c.cited_id.label("from_id"), citations.c.citing_id.label("to_id")).where(
        citations.c.initiative_id == _initiative,
        citations.c.cited_kind == cited.value,
        citations.c.citing_kind == citing.value,
    )


_in_version = (
    sa.select(sa.func.unnest(adopted.c.revision_ids).label("revision_id"), adopted.c.decision_id)
    .where(adopted.c.initiative_id == _initiative)
    .subquery("in_version")
)
STEPS = (
    _step(Relation.CITED_IN, TracedKind.VOICE, TracedKind.SECTION, _cited(revisions.c.cited_voice_ids)),
    *(
        _step(Relation.CITED_IN, TracedKind(kind), TracedKind.SECTION, _cited_in_sections(kind))
        for kind in CitedKind
    ),
    *(
        _step(Relation.CITED_IN, TracedKind(cited), citing, _cited_by(cited, citing))
        for cited in CitedKind
        for citing in (TracedKind.DECISION, TracedKind.ACTIVITY)
    ),
    _step(
        Relation.ADOPTED_BY,
        TracedKind.SECTION,
        TracedKind.DECISION,
        sa.select(revisions.c.section_id.label("from_id"), _in_version.c.decision_id.label("to_id"))
        .select_from(revisions.join(_in_version, _in_version.c.revision_id == revisions.c.id))
        .where(revisions.c.initiative_id == _initiative),
    ),
    _step(
        Relation.GOAL_OF,
        TracedKind.SECTION,
        TracedKind.ACTIVITY,
        sa.select(
            sa.func.unnest(activities.c.goal_ids).label("from_id"), activities.c.id.label("to_id")
        ).where(activities.c.initiative_id == _initiative),
    ),
    _step(
        Relation.PLANNED_BY_IT,
        TracedKind.DECISION,
        TracedKind.ACTIVITY,
        sa.select(planned.c.decision_id.label("from_id"), planned.c.activity_id.label("to_id")).where(
            planned.c.initiative_id == _initiative
        ),
    ),
)
_TABLES: dict[TracedKind, sa.Table] = {
    TracedKind.VOICE: voices,
    TracedKind.SECTION: sections,
    TracedKind.DECISION: decisions,
    TracedKind.ACTIVITY: activities,
}
_EXISTS = {
    kind: Statement(
        sa.select(table.c.id).where(
            table.c.initiative_id == _initiative, table.c.id == sa.bindparam("this", type_=sa.Uuid)
        )
    )
    for kind, table in _TABLES.items()
} | {
    TracedKind(kind): Statement(
        sa.select(citable.c.id).where(
            citable.c.initiative_id == _initiative,
            citable.c.id == sa.bindparam("this", type_=sa.Uuid),
            citable.c.kind == kind.value,
        )
    )
    for kind in CitedKind
}


class TraceRepository:
    """Links between things, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def exists(self, kind: TracedKind, thing: UUID) -> bool:
        """Whether there is something of this kind and id."""
        found = await _EXISTS[kind].first(self._connection, initiative=self._initiative_id, this=thing)
        return found is not None

    async def links(self, step: Step, ids: Collection[UUID], *, onwards: bool) -> list[asyncpg.Record]:
        """Links of one kind from some things, or to them, one more than a step holds."""
        statement = step.onwards if onwards else step.back
        return await statement.all(self._connection, initiative=self._initiative_id, ids=list(ids))
