"""Every SQL statement of the agenda's sections."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from services.agenda.citations.repository import CITABLE
from services.agenda.governing.models import organizations
from services.agenda.sections.events import SectionKind, SectionStatus
from services.agenda.sections.models import revisions, sections
from services.agenda.voices.models import voices
from shared.database.statements import Statement
from shared.standing import FactKind, Part
from shared.standing_facts import facts_table

_facts = facts_table("agenda")
_initiative = sa.bindparam("initiative", type_=sa.Uuid)
_this = sa.bindparam("this", type_=sa.Uuid)
_ids = sa.bindparam("ids", type_=ARRAY(sa.Uuid))
_today = sa.bindparam("today", type_=sa.Date)
_shown: list[sa.ColumnElement[Any]] = [
    *sections.c,
    *(column for column in revisions.c if column.name not in ("initiative_id", "id", "section_id", "kind")),
]
_joined = sections.join(
    revisions,
    sa.and_(revisions.c.initiative_id == sections.c.initiative_id, revisions.c.id == sections.c.revision_id),
)
_one = sa.and_(sections.c.initiative_id == _initiative, sections.c.id == _this)
_in_order = sa.case({kind.value: place for place, kind in enumerate(SectionKind)}, value=sections.c.kind)

_INSERT = Statement(sa.insert(sections))
_INSERT_REVISION = Statement(sa.insert(revisions))
_GET = Statement(sa.select(*_shown).select_from(_joined).where(_one))
_LOCK = Statement(sa.select(sections.c.id).where(_one).with_for_update())
_BASIS = Statement(
    sa.select(revisions)
    .where(revisions.c.initiative_id == _initiative, revisions.c.section_id == _this, revisions.c.basis)
    .order_by(revisions.c.revision.desc())
    .limit(1)
)
_UPDATE = Statement(
    sa.update(sections)
    .where(_one)
    .values(
        place=sa.bindparam("place"),
        status=sa.bindparam("status"),
        revision_id=sa.bindparam("revision_id"),
        worded_by_partners=sa.bindparam("worded_by_partners"),
        version=sections.c.version + 1,
    )
)
_draft = sa.and_(sections.c.initiative_id == _initiative, sections.c.status == SectionStatus.DRAFT.value)
_COUNT = Statement(sa.select(sa.func.count()).select_from(sections).where(_draft))
# Two at once would pass the limit together.
_HOLD = Statement(
    sa.select(
        sa.func.pg_advisory_xact_lock(
            sa.func.hashtextextended(sa.cast(_initiative, sa.Text) + "/agenda.section", 0)
        )
    )
)
_LAST_PLACE = Statement(
    sa.select(sa.func.max(sections.c.place)).where(_draft, sections.c.kind == sa.bindparam("kind"))
)
_DRAFT = Statement(
    sa.select(*_shown).select_from(_joined).where(_draft).order_by(_in_order, sections.c.place, sections.c.id)
)
_TO_ADOPT = Statement(
    sa.select(sections.c.revision_id)
    .where(_draft, sections.c.kind == sa.any_(sa.bindparam("kinds", type_=ARRAY(sa.Text))))
    .order_by(_in_order, sections.c.place, sections.c.id)
)
_REVISIONS = Statement(
    sa.select(revisions)
    .where(
        revisions.c.initiative_id == _initiative,
        revisions.c.section_id == _this,
        revisions.c.id > sa.bindparam("after"),
    )
    .order_by(revisions.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_BRINGERS = Statement(
    sa.select(
        voices.c.id, voices.c.status, voices.c.brought_by_person_id, voices.c.brought_by_organization_id
    ).where(voices.c.initiative_id == _initiative, voices.c.id == sa.any_(_ids))
)


def _bringer_is(*conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.exists().where(
        _facts.c.initiative_id == voices.c.initiative_id,
        _facts.c.subject_id == voices.c.brought_by_person_id,
        sa.or_(_facts.c.since.is_(None), _facts.c.since <= _today),
        sa.or_(_facts.c.until.is_(None), _facts.c.until >= _today),
        *conditions,
    )


# Held until the citation is committed: a voice is not withdrawn beside it.
_CITE = Statement(
    sa.select(
        voices.c.id,
        voices.c.status,
        _bringer_is(_facts.c.kind == FactKind.STAFF.value).label("by_staff"),
        sa.or_(
            _bringer_is(
                _facts.c.kind == FactKind.PERSON.value, _facts.c.detail == Part.COMMUNITY_MEMBER.value
            ),
            sa.exists().where(
                organizations.c.initiative_id == voices.c.initiative_id,
                organizations.c.id == voices.c.brought_by_organization_id,
                organizations.c.sector == "community",
            ),
        ).label("of_the_community"),
    )
    .where(voices.c.initiative_id == _initiative, voices.c.id == sa.any_(_ids))
    .order_by(voices.c.id)
    .with_for_update(read=True, of=voices)
)
_FORGET_DRAFTER = Statement(
    sa.update(revisions)
    .where(revisions.c.initiative_id == _initiative, revisions.c.drafted_by == sa.bindparam("person"))
    .values(drafted_by=sa.null())
)


@cache
def _page(filters: tuple[str, ...]) -> Statement:
    """One statement for each set of filters, compiled when it is first asked for."""
    return Statement(
        sa.select(*_shown)
        .select_from(_joined)
        .where(
            sections.c.initiative_id == _initiative,
            sections.c.id > sa.bindparam("after"),
            *(sections.c[name] == sa.bindparam(name) for name in filters),
        )
        .order_by(sections.c.id)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


class SectionRepository:
    """Rows of sections and their revisions, and of what they cite, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, section: Mapping[str, Any], revision: Mapping[str, Any]) -> asyncpg.Record:
        """A new section with its first revision."""
        await self._insert_revision(revision)
        await _INSERT.run(self._connection, initiative_id=self._initiative_id, **section)
        return await self._one(section["id"])

    async def update(self, section: Mapping[str, Any], revision: Mapping[str, Any]) -> asyncpg.Record:
        """Give a locked section its next revision."""
        await self._insert_revision(revision)
        return await self.set(section, revision_id=revision["id"])

    async def set(self, section: Mapping[str, Any], **changes: Any) -> asyncpg.Record:
        """Write place or status of a locked section as its next version."""
        kept = ("place", "status", "revision_id", "worded_by_partners")
        values = {name: section[name] for name in kept} | changes
        await _UPDATE.run(self._connection, initiative=self._initiative_id, this=section["id"], **values)
        return await self._one(section["id"])

    async def get(self, section_id: UUID) -> asyncpg.Record | None:
        """One section in its newest revision."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=section_id)

    async def lock(self, section_id: UUID) -> asyncpg.Record | None:
        """The same, held until the transaction ends."""
        if await _LOCK.first(self._connection, initiative=self._initiative_id, this=section_id) is None:
            return None
        return await self.get(section_id)

    async def basis(self, section_id: UUID) -> asyncpg.Record:
        """The newest revision that was more than a correction by staff."""
        return await _BASIS.one(self._connection, initiative=self._initiative_id, this=section_id)

    async def count(self) -> int:
        """How many sections the working draft has; no other is added until the transaction ends."""
        await _HOLD.value(self._connection, initiative=self._initiative_id)
        return await _COUNT.value(self._connection, initiative=self._initiative_id)

    async def next_place(self, kind: SectionKind) -> int:
        """The place after the last of a kind."""
        last = await _LAST_PLACE.value(self._connection, initiative=self._initiative_id, kind=kind.value)
        return 0 if last is None else min(last + 1, 10_000)

    async def page(self, after: UUID, limit: int, filters: Mapping[str, Any]) -> list[asyncpg.Record]:
        """Sections after an id, those that have the values given."""
        given = {name: value for name, value in filters.items() if value is not None}
        return await _page(tuple(sorted(given))).all(
            self._connection, initiative=self._initiative_id, after=after, limit=limit, **given
        )

    async def draft(self) -> list[asyncpg.Record]:
        """The working draft, in the document's order."""
        return await _DRAFT.all(self._connection, initiative=self._initiative_id)

    async def revisions(self, section_id: UUID, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Wordings a section has had after one, oldest first."""
        return await _REVISIONS.all(
            self._connection, initiative=self._initiative_id, this=section_id, after=after, limit=limit
        )

    async def bringers(self, voice_ids: Collection[UUID]) -> dict[UUID, asyncpg.Record]:
        """Who brought voices, and whether they stand by them."""
        rows = await _BRINGERS.all(self._connection, initiative=self._initiative_id, ids=list(voice_ids))
        return {row["id"]: row for row in rows}

    async def cite(self, voice_ids: Sequence[UUID], today: date) -> list[asyncpg.Record]:
        """Voices about to be cited, held as they are until the transaction ends."""
        return await _CITE.all(
            self._connection, initiative=self._initiative_id, ids=list(voice_ids), today=today
        )

    async def sources(self, source_ids: Sequence[UUID]) -> list[asyncpg.Record]:
        """Sources, statements and context events about to be cited."""
        return await CITABLE.find(self._connection, self._initiative_id, source_ids)

    async def forget_drafter(self, person_id: UUID) -> None:
        """Forget what a person drafted; the text is the initiative's."""
        await _FORGET_DRAFTER.run(self._connection, initiative=self._initiative_id, person=person_id)

    async def _insert_revision(self, revision: Mapping[str, Any]) -> None:
        await _INSERT_REVISION.run(self._connection, initiative_id=self._initiative_id, **revision)

    async def _one(self, section_id: UUID) -> asyncpg.Record:
        return await _GET.one(self._connection, initiative=self._initiative_id, this=section_id)


async def revisions_to_adopt(
    connection: asyncpg.Connection, initiative_id: UUID, kinds: Collection[str]
) -> list[UUID]:
    """The newest revision of every section of some kinds, in the document's order; none: nothing to adopt."""
    rows = await _TO_ADOPT.all(connection, initiative=initiative_id, kinds=[str(kind) for kind in kinds])
    return [row["revision_id"] for row in rows]
