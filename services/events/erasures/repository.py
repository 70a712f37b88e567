"""Every SQL statement of the erasures."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, insert

from services.events.erasures.models import acknowledgements, erasures
from shared.database.statements import Statement
from shared.eventlog.tables import entries, heads, is_deleted
from shared.standing import FactKind
from shared.standing_facts import facts_table

_facts = facts_table("events")
_this = sa.and_(erasures.c.initiative_id == sa.bindparam("initiative"), erasures.c.id == sa.bindparam("this"))
_said = (
    sa.select(sa.func.jsonb_agg(sa.func.to_jsonb(sa.literal_column("erasure_acknowledgement"))))
    .select_from(acknowledgements)
    .where(
        acknowledgements.c.initiative_id == erasures.c.initiative_id,
        acknowledgements.c.erasure_id == erasures.c.id,
    )
    .correlate(erasures)
    .scalar_subquery()
)
_with_acknowledgements = sa.select(erasures, _said.label("acknowledgements"))
_INSERT = Statement(
    insert(erasures)
    .values({name: sa.bindparam(name) for name in ("initiative_id", "id", "person_id", "requested_at")})
    .on_conflict_do_nothing()
)
_ACKNOWLEDGE = Statement(insert(acknowledgements).on_conflict_do_nothing())
_GET = Statement(_with_acknowledgements.where(_this))
_TAKES_PART = Statement(
    sa.select(sa.true()).where(
        _facts.c.initiative_id == sa.bindparam("initiative"),
        _facts.c.subject_id == sa.bindparam("person"),
        _facts.c.kind == FactKind.PERSON.value,
    )
)
_EMPTY = (
    Statement(
        sa.delete(acknowledgements).where(acknowledgements.c.initiative_id == sa.bindparam("initiative"))
    ),
    Statement(sa.delete(erasures).where(erasures.c.initiative_id == sa.bindparam("initiative"))),
)
_NOT_NOTED = Statement(
    sa.select(erasures)
    .where(erasures.c.noted_at.is_(None))
    .order_by(erasures.c.id)
    .limit(100)
    .with_for_update(skip_locked=True)
)
_NOTE = Statement(
    sa.update(erasures)
    .where(erasures.c.id == sa.any_(sa.bindparam("ids", type_=ARRAY(sa.Uuid))))
    .values(noted_at=sa.func.now())
)
_WAITS_FOR_NOTE = Statement(
    sa.select(sa.true()).where(
        erasures.c.initiative_id == sa.bindparam("initiative"),
        erasures.c.person_id == sa.bindparam("person"),
        erasures.c.noted_at.is_(None),
    )
)
_noted = (
    sa.func.unnest(
        sa.bindparam("initiatives", type_=ARRAY(sa.Uuid)), sa.bindparam("ids", type_=ARRAY(sa.Uuid))
    )
    .table_valued("initiative_id", "id", name="noted")
    .render_derived()
)
_MISSING_FROM_LOG = Statement(
    sa.select(_noted.c.initiative_id, _noted.c.id).where(
        sa.exists().where(heads.c.initiative_id == _noted.c.initiative_id),
        sa.not_(is_deleted(_noted.c.initiative_id)),
        ~sa.exists().where(
            entries.c.initiative_id == _noted.c.initiative_id,
            entries.c.subject == sa.literal("erasures/").op("||")(sa.cast(_noted.c.id, sa.Text)),
        ),
    )
)


@cache
def _page(of_person: bool) -> Statement:
    conditions = [
        erasures.c.initiative_id == sa.bindparam("initiative"),
        erasures.c.id > sa.bindparam("after"),
    ]
    if of_person:
        conditions.append(erasures.c.person_id == sa.bindparam("person"))
    return Statement(
        _with_acknowledgements.where(*conditions)
        .order_by(erasures.c.id)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


class ErasureRepository:
    """Rows of erasures and their acknowledgements, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, erasure_id: UUID, person_id: UUID, requested_at: datetime) -> bool:
        """A new erasure; says whether the person had none before."""
        return bool(
            await _INSERT.run(
                self._connection,
                initiative_id=self._initiative_id,
                id=erasure_id,
                person_id=person_id,
                requested_at=requested_at,
            )
        )

    async def acknowledge(
        self, erasure_id: UUID, service: str, opened_values: int, completed_at: datetime
    ) -> None:
        """What a service says it has done."""
        await _ACKNOWLEDGE.run(
            self._connection,
            initiative_id=self._initiative_id,
            erasure_id=erasure_id,
            service=service,
            opened_values=opened_values,
            completed_at=completed_at,
        )

    async def get(self, erasure_id: UUID) -> asyncpg.Record | None:
        """One erasure with its acknowledgements."""
        return await _GET.first(self._connection, initiative=self._initiative_id, this=erasure_id)

    async def page(self, after: UUID, limit: int, person_id: UUID | None) -> list[asyncpg.Record]:
        """Erasures after an id with their acknowledgements, perhaps those of one person."""
        given = {} if person_id is None else {"person": person_id}
        return await _page(person_id is not None).all(
            self._connection, initiative=self._initiative_id, after=after, limit=limit, **given
        )

    async def takes_part(self, person_id: UUID) -> bool:
        """Whether somebody is a person of the initiative."""
        found: bool | None = await _TAKES_PART.value(
            self._connection, initiative=self._initiative_id, person=person_id
        )
        return bool(found)

    async def waits_for_note(self, person_id: UUID) -> bool:
        """Whether an erasure of the person is not in the journal yet."""
        found: bool | None = await _WAITS_FOR_NOTE.value(
            self._connection, initiative=self._initiative_id, person=person_id
        )
        return bool(found)

    async def empty(self) -> None:
        """Delete every row of the initiative, before the projection is built again."""
        for statement in _EMPTY:
            await statement.run(self._connection, initiative=self._initiative_id)


async def lock_not_noted(connection: asyncpg.Connection) -> list[asyncpg.Record]:
    """Erasures of any initiative that are not in the journal yet, held until the transaction ends."""
    return await _NOT_NOTED.all(connection)


async def mark_noted(connection: asyncpg.Connection, ids: Sequence[UUID]) -> None:
    """Say that erasures are in the journal."""
    await _NOTE.run(connection, ids=list(ids))


async def missing_from_log(
    connection: asyncpg.Connection, noted: Sequence[tuple[UUID, UUID]]
) -> list[Mapping[str, Any]]:
    """Those of the erasures (initiative, id) that the log does not know; none where there is no log."""
    return await _MISSING_FROM_LOG.all(
        connection, initiatives=[initiative for initiative, _ in noted], ids=[erasure for _, erasure in noted]
    )
