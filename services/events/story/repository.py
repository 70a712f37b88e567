"""Every SQL statement of the story: where things are named, and what the reader may open of it."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, insert

from services.events.story.models import story_names
from shared.database.statements import Statement
from shared.eventlog.reading import MAY_OPEN, Reader, may_open
from shared.eventlog.tables import openings

_name = story_names.c
_initiative = sa.bindparam("initiative", type_=sa.Uuid)

_named = insert(story_names).values(
    initiative_id=_initiative,
    id=sa.bindparam("thing", type_=sa.Uuid),
    kind=sa.bindparam("kind", type_=sa.Text),
    position=sa.bindparam("at", type_=sa.BigInteger),
    field=sa.bindparam("name", type_=sa.Text),
)
_KEEP = Statement(
    _named.on_conflict_do_update(
        index_elements=["initiative_id", "id"],
        set_={
            "kind": _named.excluded.kind,
            "position": _named.excluded.position,
            "field": _named.excluded.field,
        },
    )
)
_EMPTY = Statement(sa.delete(story_names).where(_name.initiative_id == _initiative))
_opening = sa.and_(
    openings.c.initiative_id == _name.initiative_id,
    openings.c.position == _name.position,
    openings.c.field == _name.field,
)
_NAMES = Statement(
    sa.select(
        _name.id,
        _name.kind,
        openings.c.position.is_(None).label("erased"),
        sa.case((MAY_OPEN, openings.c.value), else_=None).label("value"),
    )
    .select_from(story_names.outerjoin(openings, _opening))
    .where(
        _name.initiative_id == _initiative,
        _name.id == sa.any_(sa.bindparam("things", type_=ARRAY(sa.Uuid))),
    )
)


class StoryRepository:
    """The names of one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def keep(self, thing: UUID, kind: str, *, position: int, field: str) -> None:
        """Say where a thing is named last; events come in the order of the log."""
        await _KEEP.run(
            self._connection,
            initiative=self._initiative_id,
            thing=thing,
            kind=kind,
            at=position,
            name=field,
        )

    async def empty(self) -> None:
        """Forget where things are named, to learn it anew."""
        await _EMPTY.run(self._connection, initiative=self._initiative_id)

    async def names(self, things: Collection[UUID], reader: Reader) -> dict[UUID, dict[str, Any]]:
        """What is known of each thing that was ever named: kind, whether the name is erased, its JSON text.

        The text is None where the reader may not open it. One statement, however many things there are.
        """
        rows = await _NAMES.all(
            self._connection, initiative=self._initiative_id, things=list(things), **may_open(reader)
        )
        return {row["id"]: dict(row) for row in rows}
