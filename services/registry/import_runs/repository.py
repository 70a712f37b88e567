"""Every SQL statement of imports that a worker carries out."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from services.registry.import_runs.models import pieces, tasks
from services.registry.imports.events import Imported
from services.registry.imports.models import imports
from services.registry.imports.schemas import ImportState
from shared.database.statements import Statement
from shared.eventlog.tables import is_deleted

LEASE = timedelta(seconds=5)
"""For how long nobody else takes an import that a worker is about to take under its lock."""

_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_NOW = sa.bindparam("now", type_=sa.DateTime(timezone=True))
_BEFORE = sa.bindparam("before", type_=sa.DateTime(timezone=True))
_PERSON = sa.bindparam("person", type_=sa.Uuid)
_IMPORT = sa.bindparam("this", type_=sa.Uuid)
_IDS = sa.bindparam("ids", type_=ARRAY(sa.Uuid))
_this_task = sa.and_(tasks.c.initiative_id == _INITIATIVE, tasks.c.import_id == _IMPORT)
_this_import = sa.and_(imports.c.initiative_id == _INITIATIVE, imports.c.id == _IMPORT)
_its_pieces = sa.and_(pieces.c.initiative_id == _INITIATIVE, pieces.c.import_id == _IMPORT)
_taken_in = sa.exists().where(
    tasks.c.initiative_id == pieces.c.initiative_id, tasks.c.import_id == pieces.c.import_id
)
_unended = imports.c.ended_at.is_(None)

_KEEP = Statement(sa.insert(pieces))
_DISCARD = Statement(sa.delete(pieces).where(_its_pieces, ~_taken_in))
_KEPT = Statement(
    sa.select(sa.func.count())
    .select_from(pieces)
    .where(pieces.c.initiative_id == _INITIATIVE, pieces.c.number == 0)
)
_INSERT = Statement(sa.insert(tasks))
_due = (
    sa.select(tasks.c.initiative_id, tasks.c.import_id)
    .where(tasks.c.due_at <= _NOW, ~is_deleted(tasks.c.initiative_id))
    .order_by(tasks.c.due_at)
    .limit(1)
    .with_for_update(skip_locked=True)
    .cte("due")
)
_BEGIN_NEXT = Statement(
    sa.update(tasks)
    .where(tasks.c.initiative_id == _due.c.initiative_id, tasks.c.import_id == _due.c.import_id)
    .values(
        attempts=tasks.c.attempts + 1,
        due_at=sa.cast(_NOW, sa.DateTime(timezone=True)) + sa.bindparam("lease", type_=sa.Interval),
    )
    .returning(tasks)
)
_POSTPONE = Statement(sa.update(tasks).where(_this_task).values(due_at=_NOW))
_TAKE = Statement(sa.select(tasks).where(_this_task).with_for_update(skip_locked=True))
_SENDER = Statement(sa.select(tasks.c.person_id).where(_this_task))
_CONTENT = Statement(
    sa.select(pieces.c.number, pieces.c.content).where(_its_pieces).order_by(pieces.c.number)
)
_PROGRESS = ("rows_read", "rows_judged", "changes", "changes_stored")
_GO_ON = Statement(
    sa.update(imports)
    .where(_this_import, _unended)
    .values({name: sa.bindparam(name) for name in _PROGRESS} | {"state": ImportState.RUNNING})
    .returning(imports.c.cancelling)
)
_CALL_OFF = Statement(sa.update(imports).where(_this_import, _unended).values(cancelling=sa.true()))
_ENDING = (
    *("state", "rows", "created", "updated", "unchanged", "merge_candidates", "rejected", "conflicts"),
    *("accepted", "failure", "errors", "made_at", "ended_at", *_PROGRESS),
)
_END = Statement(
    sa.update(imports).where(_this_import).values({name: sa.bindparam(name) for name in _ENDING})
)
_GET = Statement(sa.select(imports).where(_this_import))
_DROP = [Statement(sa.delete(tasks).where(_this_task)), Statement(sa.delete(pieces).where(_its_pieces))]
_its_task = sa.and_(imports.c.initiative_id == tasks.c.initiative_id, imports.c.id == tasks.c.import_id)
_of_person = sa.select(tasks.c.import_id, tasks.c.sent_at, imports.c.imported, imports.c.mode).join_from(
    tasks, imports, _its_task
)
_OF_PERSON = Statement(
    _of_person.where(tasks.c.initiative_id == _INITIATIVE, tasks.c.person_id == _PERSON)
    .order_by(tasks.c.import_id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_MAY_HOLD = Statement(
    _of_person.where(
        tasks.c.initiative_id == _INITIATIVE,
        sa.or_(tasks.c.person_id == _PERSON, imports.c.imported == Imported.PEOPLE),
    )
)
_LOCK = Statement(
    sa.select(tasks.c.import_id)
    .where(tasks.c.initiative_id == _INITIATIVE, tasks.c.import_id == sa.any_(_IDS))
    .with_for_update(skip_locked=True)
)
_EMPTY = Statement(
    sa.delete(pieces).where(
        pieces.c.initiative_id == _INITIATIVE, sa.or_(pieces.c.import_id == sa.any_(_IDS), ~_taken_in)
    )
)
# What is said for all rows of a file may be about somebody, as its rows are.
_UNSAY = Statement(
    sa.update(tasks)
    .where(tasks.c.initiative_id == _INITIATIVE, tasks.c.import_id == sa.any_(_IDS))
    .values(options=sa.literal_column("'{}'::jsonb"))
)
_UNNAME = Statement(
    sa.update(tasks)
    .where(tasks.c.initiative_id == _INITIATIVE, tasks.c.person_id == _PERSON)
    .values(person_id=sa.null())
)
_FORGET_FILES = Statement(sa.delete(pieces).where(pieces.c.kept_at < _BEFORE, ~_taken_in))
_FORGET = Statement(sa.delete(imports).where(imports.c.made_at.is_(None), imports.c.ended_at < _BEFORE))


class ImportRunRepository:
    """What waiting imports read and write, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._this = {"initiative": initiative_id}

    async def keep(self, import_id: UUID, number: int, content: bytes, now: datetime) -> None:
        """A piece of a file, numbered from 0."""
        await _KEEP.run(
            self._connection,
            initiative_id=self._this["initiative"],
            import_id=import_id,
            number=number,
            content=content,
            kept_at=now,
        )

    async def discard(self, import_id: UUID) -> None:
        """Drop a file that no import waits for."""
        await _DISCARD.run(self._connection, **self._this, this=import_id)

    async def kept(self) -> int:
        """How many files are kept, those that are still arriving among them."""
        return int(await _KEPT.value(self._connection, **self._this))

    async def insert(self, values: Mapping[str, Any]) -> None:
        """An import that waits for a worker."""
        await _INSERT.run(self._connection, initiative_id=self._this["initiative"], attempts=0, **values)

    async def take(self, import_id: UUID) -> asyncpg.Record | None:
        """A waiting import, held until the transaction ends; None where another holds it, or it has ended."""
        return await _TAKE.first(self._connection, **self._this, this=import_id)

    async def sender(self, import_id: UUID) -> UUID | None:
        """Who sent an import that has not ended."""
        found: UUID | None = await _SENDER.value(self._connection, **self._this, this=import_id)
        return found

    async def postpone(self, import_id: UUID, until: datetime) -> None:
        """Let no worker take an import before a moment."""
        await _POSTPONE.run(self._connection, **self._this, this=import_id, now=until)

    async def content(self, import_id: UUID) -> bytes | None:
        """A file; None where it is kept no longer, or where what had arrived of it was dropped."""
        rows = await _CONTENT.all(self._connection, **self._this, this=import_id)
        if not rows or rows[0]["number"] > 0:
            return None
        return b"".join(row["content"] for row in rows)

    async def go_on(self, import_id: UUID, progress: Mapping[str, int]) -> bool:
        """Say how far an import has come; says whether it is still wanted."""
        cancelling = await _GO_ON.value(self._connection, **self._this, this=import_id, **progress)
        return cancelling is False

    async def call_off(self, import_id: UUID) -> bool:
        """Have whoever carries an import out end it; says whether it has not ended yet."""
        return bool(await _CALL_OFF.run(self._connection, **self._this, this=import_id))

    async def get(self, import_id: UUID) -> asyncpg.Record | None:
        """An import."""
        return await _GET.first(self._connection, **self._this, this=import_id)

    async def end(self, import_id: UUID, values: Mapping[str, Any]) -> None:
        """What became of an import; its file is dropped."""
        before = await _GET.one(self._connection, **self._this, this=import_id)
        ending = {name: values.get(name, before[name]) for name in _ENDING}
        await _END.run(self._connection, **self._this, this=import_id, **ending)
        for statement in _DROP:
            await statement.run(self._connection, **self._this, this=import_id)

    async def of_person(self, person_id: UUID, limit: int) -> list[asyncpg.Record]:
        """Imports that a person sent and that have not ended."""
        return await _OF_PERSON.all(self._connection, **self._this, person=person_id, limit=limit)

    async def erase(self, person_id: UUID) -> bool:
        """Drop files that a person sent or that may hold something of them, and how they were to be read.

        Says whether that could be done: not while one of them is being imported.
        """
        found = await _MAY_HOLD.all(self._connection, **self._this, person=person_id)
        ids = [row["import_id"] for row in found]
        if len(await _LOCK.all(self._connection, **self._this, ids=ids)) < len(ids):
            return False
        for statement in (_EMPTY, _UNSAY):
            await statement.run(self._connection, **self._this, ids=ids)
        await _UNNAME.run(self._connection, **self._this, person=person_id)
        return True


async def begin_next(connection: asyncpg.Connection, now: datetime) -> asyncpg.Record | None:
    """The import that is next, whatever its initiative; that a worker begins it is counted."""
    return await _BEGIN_NEXT.first(connection, now=now, lease=LEASE)


async def forget(connection: asyncpg.Connection, *, files: datetime, ended: datetime) -> None:
    """Drop files that nothing waits for, and imports that were never made, from before these moments."""
    await _FORGET_FILES.run(connection, before=files)
    await _FORGET.run(connection, before=ended)
