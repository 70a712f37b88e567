"""Every SQL statement about organizations that may be one."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, insert

from services.registry.duplicates.models import kept_apart
from services.registry.names.models import names
from services.registry.organizations.models import organizations
from shared.database.statements import Statement

_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_IDS = sa.bindparam("ids", type_=ARRAY(sa.Uuid))
_MARKS = sa.bindparam("marks", type_=ARRAY(sa.BigInteger))


def _pairs(*, apart: bool) -> Statement:
    """Pairs that share a mark: all marks once, in one pass, however many of them are shared."""
    mark = sa.func.unnest(names.c.marks).label("mark")
    marked = sa.select(names.c.organization_id, mark).where(names.c.initiative_id == _INITIATIVE)
    one, other = marked.subquery("one"), marked.subquery("other")
    said = sa.exists().where(
        kept_apart.c.initiative_id == _INITIATIVE,
        kept_apart.c.organization_id == one.c.organization_id,
        kept_apart.c.other_organization_id == other.c.organization_id,
    )
    pair = sa.tuple_(one.c.organization_id, other.c.organization_id)
    after = sa.tuple_(sa.bindparam("after", type_=sa.Uuid), sa.bindparam("after_other", type_=sa.Uuid))
    return Statement(
        sa.select(one.c.organization_id.label("organization_id"), other.c.organization_id.label("other_id"))
        .distinct()
        .select_from(
            one.join(
                other,
                sa.and_(one.c.mark == other.c.mark, one.c.organization_id < other.c.organization_id),
            )
        )
        .where(pair > after, said if apart else ~said)
        .order_by(one.c.organization_id, other.c.organization_id)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


_OPEN_PAIRS, _PAIRS_APART = _pairs(apart=False), _pairs(apart=True)
_MARKED = Statement(
    sa.select(organizations)
    .join(
        names,
        sa.and_(
            names.c.initiative_id == organizations.c.initiative_id,
            names.c.organization_id == organizations.c.id,
        ),
    )
    .where(names.c.initiative_id == _INITIATIVE, names.c.marks.overlap(_MARKS))
    .order_by(organizations.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_ORGANIZATIONS = Statement(
    sa.select(organizations).where(
        organizations.c.initiative_id == _INITIATIVE, organizations.c.id == sa.any_(_IDS)
    )
)
_APART = Statement(
    sa.select(kept_apart).where(
        kept_apart.c.initiative_id == _INITIATIVE,
        kept_apart.c.organization_id == sa.any_(_IDS),
        kept_apart.c.other_organization_id == sa.any_(_IDS),
    )
)
_ALL_APART = Statement(
    sa.select(kept_apart.c.organization_id, kept_apart.c.other_organization_id).where(
        kept_apart.c.initiative_id == _INITIATIVE
    )
)
_new = insert(kept_apart)
_KEEP_APART = Statement(
    _new.on_conflict_do_update(
        index_elements=["initiative_id", "organization_id", "other_organization_id"],
        set_={name: _new.excluded[name] for name in ("reason", "author_id", "said_at")},
    ).returning(kept_apart)
)
_RECONSIDER = Statement(
    sa.delete(kept_apart).where(
        kept_apart.c.initiative_id == _INITIATIVE,
        kept_apart.c.organization_id == sa.bindparam("one", type_=sa.Uuid),
        kept_apart.c.other_organization_id == sa.bindparam("other", type_=sa.Uuid),
    )
)
_ERASE = Statement(
    sa.update(kept_apart)
    .where(kept_apart.c.initiative_id == _INITIATIVE, kept_apart.c.author_id == sa.bindparam("author"))
    .values(reason=sa.null(), author_id=sa.null())
)


class DuplicateRepository:
    """Organizations that may be one, and those that were said to be two, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def pairs(self, after: tuple[UUID, UUID], limit: int, *, apart: bool) -> list[asyncpg.Record]:
        """Pairs that share a mark, after one; those said to be two, or the others."""
        return await (_PAIRS_APART if apart else _OPEN_PAIRS).all(
            self._connection,
            initiative=self._initiative_id,
            after=after[0],
            after_other=after[1],
            limit=limit,
        )

    async def marked(self, marks: Sequence[int], limit: int) -> list[asyncpg.Record]:
        """Organizations that have one of the marks, the oldest first."""
        return await _MARKED.all(
            self._connection, initiative=self._initiative_id, marks=list(marks), limit=limit
        )

    async def organizations(self, ids: Sequence[UUID]) -> dict[UUID, asyncpg.Record]:
        """Organizations by id."""
        rows = await _ORGANIZATIONS.all(self._connection, initiative=self._initiative_id, ids=list(ids))
        return {row["id"]: row for row in rows}

    async def apart(self, ids: Sequence[UUID]) -> dict[tuple[UUID, UUID], asyncpg.Record]:
        """Which of some organizations were said to be two, by their ids."""
        rows = await _APART.all(self._connection, initiative=self._initiative_id, ids=list(ids))
        return {(row["organization_id"], row["other_organization_id"]): row for row in rows}

    async def all_apart(self) -> set[tuple[UUID, UUID]]:
        """All pairs that were said to be two, the smaller id first."""
        rows = await _ALL_APART.all(self._connection, initiative=self._initiative_id)
        return {(row["organization_id"], row["other_organization_id"]) for row in rows}

    async def keep_apart(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """Remember that two are two."""
        return await _KEEP_APART.one(self._connection, initiative_id=self._initiative_id, **values)

    async def reconsider(self, one: UUID, other: UUID) -> bool:
        """Forget that two are two; says whether anybody had said so."""
        return bool(
            await _RECONSIDER.run(self._connection, initiative=self._initiative_id, one=one, other=other)
        )

    async def erase(self, author_id: UUID) -> None:
        """Empty what a person gave as reasons."""
        await _ERASE.run(self._connection, initiative=self._initiative_id, author=author_id)
