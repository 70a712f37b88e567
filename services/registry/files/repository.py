"""Every SQL statement of the files."""

from collections.abc import Mapping
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.registry.context_events.models import context_events
from services.registry.files.models import contents, files
from services.registry.sources.events import SourceStatus
from services.registry.sources.models import sources
from services.registry.statements.models import statements
from shared.citing.kinds import CitedKind
from shared.database.statements import Statement

_c = files.c
_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_this = sa.and_(_c.initiative_id == _INITIATIVE, _c.id == sa.bindparam("this", type_=sa.Uuid))
_of = sa.and_(
    _c.initiative_id == _INITIATIVE,
    _c.of_kind == sa.bindparam("of_kind", type_=sa.Text),
    _c.of_id == sa.bindparam("of_id", type_=sa.Uuid),
)
_PERSON = sa.bindparam("person", type_=sa.Uuid)
# Two at once would pass the limits together.
_HOLD = Statement(
    sa.select(
        sa.func.pg_advisory_xact_lock(
            sa.func.hashtextextended(sa.cast(_INITIATIVE, sa.Text) + "/registry.file", 0)
        )
    )
)
_TAKEN = Statement(
    sa.select(
        sa.func.coalesce(sa.func.sum(_c.size), 0).label("bytes"),
        sa.func.count().filter(_of).label("files"),
    ).where(_c.initiative_id == _INITIATIVE)
)
_INSERT = Statement(sa.insert(files).returning(files))
_INSERT_CONTENT = Statement(sa.insert(contents))
_GET = Statement(sa.select(files).where(_this))
_CONTENT = Statement(
    sa.select(files, contents.c.content)
    .join(
        contents,
        sa.and_(contents.c.initiative_id == _c.initiative_id, contents.c.file_id == _c.id),
    )
    .where(_this)
)
_DELETE = Statement(sa.delete(files).where(_this).returning(files))
_DELETE_OF = Statement(sa.delete(files).where(_of).returning(files))
_OF_PERSON = Statement(
    sa.select(files)
    .where(_c.initiative_id == _INITIATIVE, _c.added_by == _PERSON)
    .order_by(_c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_ERASE = Statement(
    sa.update(files).where(_c.initiative_id == _INITIATIVE, _c.added_by == _PERSON).values(added_by=sa.null())
)
_nobody = sa.cast(sa.null(), sa.Uuid)
_THINGS = {
    CitedKind.SOURCE: (
        sources,
        sources.c.recorded_by,
        _nobody,
        sources.c.status == SourceStatus.RECORDED.value,
    ),
    CitedKind.STATEMENT: (
        statements,
        _nobody,
        statements.c.organization_id,
        statements.c.withdrawn_on.is_(None),
    ),
    CitedKind.CONTEXT_EVENT: (context_events, _nobody, _nobody, sa.true()),
}
# Held, so that it is not withdrawn while a file is added to it.
_THING = {
    kind: Statement(
        sa.select(person.label("person_id"), organization.label("organization_id"))
        .select_from(table)
        .where(table.c.initiative_id == _INITIATIVE, table.c.id == sa.bindparam("this"), serves)
        .with_for_update(of=table, key_share=True)
    )
    for kind, (table, person, organization, serves) in _THINGS.items()
}


@cache
def _page(filters: tuple[str, ...]) -> Statement:
    """One statement for each set of filters, compiled when it is first asked for."""
    return Statement(
        sa.select(files)
        .where(
            _c.initiative_id == _INITIATIVE,
            _c.id > sa.bindparam("after", type_=sa.Uuid),
            *(_c[name] == sa.bindparam(name) for name in filters),
        )
        .order_by(_c.id)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


class FileRepository:
    """Rows of files, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def thing(self, kind: CitedKind, thing_id: UUID) -> asyncpg.Record | None:
        """Whose a source, statement or context event is that serves, held as it is."""
        return await _THING[kind].first(self._connection, initiative=self._initiative_id, this=thing_id)

    async def taken(self, kind: CitedKind, thing_id: UUID) -> asyncpg.Record:
        """How many files something has, and how many bytes all of the initiative have; nobody adds others."""
        await _HOLD.run(self._connection, initiative=self._initiative_id)
        return await _TAKEN.one(
            self._connection, initiative=self._initiative_id, of_kind=kind, of_id=thing_id
        )

    async def insert(self, values: Mapping[str, Any], content: bytes) -> asyncpg.Record:
        """A new file with its bytes."""
        row = await _INSERT.one(self._connection, initiative_id=self._initiative_id, **values)
        await _INSERT_CONTENT.run(
            self._connection, initiative_id=self._initiative_id, file_id=row["id"], content=content
        )
        return row

    async def get(self, file_id: UUID) -> asyncpg.Record | None:
        """One file without its bytes."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=file_id)

    async def content(self, file_id: UUID) -> asyncpg.Record | None:
        """One file with its bytes."""
        return await _CONTENT.first(self._connection, initiative=self._initiative_id, this=file_id)

    async def page(self, after: UUID, limit: int, filters: Mapping[str, Any]) -> list[asyncpg.Record]:
        """Files after an id, those that have the values given."""
        given = {name: value for name, value in filters.items() if value is not None}
        return await _page(tuple(sorted(given))).all(
            self._connection, initiative=self._initiative_id, after=after, limit=limit, **given
        )

    async def delete(self, file_id: UUID) -> asyncpg.Record | None:
        """A file and its bytes are gone; answers what it was."""
        return await _DELETE.first(self._connection, initiative=self._initiative_id, this=file_id)

    async def delete_of(self, kind: CitedKind, thing_id: UUID) -> list[asyncpg.Record]:
        """All files of something are gone; answers what they were."""
        return await _DELETE_OF.all(
            self._connection, initiative=self._initiative_id, of_kind=kind, of_id=thing_id
        )

    async def added_by(self, person_id: UUID, limit: int) -> list[asyncpg.Record]:
        """The files a person added."""
        return await _OF_PERSON.all(
            self._connection, initiative=self._initiative_id, person=person_id, limit=limit
        )

    async def erase(self, person_id: UUID) -> None:
        """Forget which files a person added."""
        await _ERASE.run(self._connection, initiative=self._initiative_id, person=person_id)
