"""Every SQL statement of the agenda's export of a person's data."""

from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.agenda.sections.models import revisions
from services.agenda.voices.models import voices
from shared.database.statements import Statement
from shared.personal_data import MOST

_initiative = voices.c.initiative_id == sa.bindparam("initiative")
_BROUGHT = Statement(
    sa.select(voices)
    .where(_initiative, voices.c.brought_by_person_id == sa.bindparam("person"))
    .order_by(voices.c.id)
    .limit(MOST + 1)
)
_ENTERED = Statement(
    sa.select(voices.c.id)
    .where(_initiative, voices.c.entered_by == sa.bindparam("person"))
    .order_by(voices.c.id)
    .limit(MOST + 1)
)
_DRAFTED = Statement(
    sa.select(revisions.c.id, revisions.c.section_id)
    .where(
        revisions.c.initiative_id == sa.bindparam("initiative"),
        revisions.c.drafted_by == sa.bindparam("person"),
    )
    .order_by(revisions.c.id)
    .limit(MOST + 1)
)


class PersonalDataRepository:
    """Rows that name a person, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def brought(self, person_id: UUID) -> list[asyncpg.Record]:
        """Voices a person brought, oldest first, one more than an export holds."""
        return await _BROUGHT.all(self._connection, initiative=self._initiative_id, person=person_id)

    async def entered(self, person_id: UUID) -> list[UUID]:
        """Voices a person entered, oldest first, one more than an export holds."""
        rows = await _ENTERED.all(self._connection, initiative=self._initiative_id, person=person_id)
        return [row["id"] for row in rows]

    async def drafted(self, person_id: UUID) -> list[asyncpg.Record]:
        """Revisions of sections a person drafted, oldest first, one more than an export holds."""
        return await _DRAFTED.all(self._connection, initiative=self._initiative_id, person=person_id)
