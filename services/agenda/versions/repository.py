"""Every SQL statement of the agenda's adopted versions."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, insert

from services.agenda.sections.models import revisions
from services.agenda.versions.models import adopted
from services.agenda.versions.schemas import VersionKind
from shared.database.statements import Statement

_initiative = sa.bindparam("initiative", type_=sa.Uuid)
_PUT = Statement(insert(adopted).on_conflict_do_nothing())
_DROP_ALL = Statement(sa.delete(adopted).where(adopted.c.initiative_id == _initiative))
_GET = Statement(
    sa.select(adopted).where(
        adopted.c.initiative_id == _initiative, adopted.c.id == sa.bindparam("this", type_=sa.Uuid)
    )
)
_NEWEST = Statement(
    sa.select(adopted)
    .where(adopted.c.initiative_id == _initiative, adopted.c.kind == sa.bindparam("kind"))
    .order_by(adopted.c.adopted_at.desc(), adopted.c.id.desc())
    .limit(1)
)
_PAGE = Statement(
    sa.select(adopted)
    .where(adopted.c.initiative_id == _initiative, adopted.c.id > sa.bindparam("after"))
    .order_by(adopted.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_REVISIONS = Statement(
    sa.select(revisions).where(
        revisions.c.initiative_id == _initiative,
        revisions.c.id == sa.any_(sa.bindparam("ids", type_=ARRAY(sa.Uuid))),
    )
)


class VersionProjection:
    """Writes what decisions adopted, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def put(
        self,
        version_id: UUID,
        kind: VersionKind,
        *,
        decision_id: UUID,
        revision_ids: Sequence[UUID],
        adopted_at: datetime,
    ) -> None:
        """A version that was adopted."""
        await _PUT.run(
            self._connection,
            initiative_id=self._initiative_id,
            id=version_id,
            kind=kind.value,
            decision_id=decision_id,
            revision_ids=list(revision_ids),
            adopted_at=adopted_at,
        )

    async def empty(self) -> None:
        """Drop everything, before it is built again."""
        await _DROP_ALL.run(self._connection, initiative=self._initiative_id)


class VersionRepository:
    """Rows of adopted versions, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def get(self, version_id: UUID) -> asyncpg.Record | None:
        """One version."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=version_id)

    async def newest(self, kind: VersionKind) -> asyncpg.Record | None:
        """What was adopted last, of a kind."""
        return await _NEWEST.first(self._connection, initiative=self._initiative_id, kind=kind.value)

    async def page(self, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Versions after an id."""
        return await _PAGE.all(self._connection, initiative=self._initiative_id, after=after, limit=limit)

    async def revisions(self, revision_ids: Sequence[UUID]) -> list[asyncpg.Record]:
        """Wordings in the order in which they are asked for."""
        rows = await _REVISIONS.all(self._connection, initiative=self._initiative_id, ids=list(revision_ids))
        found = {row["id"]: row for row in rows}
        return [found[revision_id] for revision_id in revision_ids if revision_id in found]


async def agenda_is_adopted(connection: asyncpg.Connection, initiative_id: UUID) -> bool:
    """Whether the partners have adopted an agenda."""
    return await VersionRepository(connection, initiative_id).newest(VersionKind.AGENDA) is not None
