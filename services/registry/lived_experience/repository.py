"""Every SQL statement of the lived experience."""

from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.registry.lived_experience.models import lived_experience
from services.registry.people.repository import PersonRepository
from shared.database.statements import Statement

_theirs = sa.and_(
    lived_experience.c.initiative_id == sa.bindparam("initiative"),
    lived_experience.c.person_id == sa.bindparam("person"),
)
_insert = insert(lived_experience)
_PUT = Statement(
    _insert.on_conflict_do_update(
        index_elements=["initiative_id", "person_id"], set_={"declared": _insert.excluded.declared}
    )
)
_GET = Statement(sa.select(lived_experience.c.declared).where(_theirs))
_DELETE = Statement(sa.delete(lived_experience).where(_theirs))


class LivedExperienceRepository:
    """What people have declared, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id
        self._people = PersonRepository(connection, initiative_id)

    async def has_person(self, person_id: UUID) -> bool:
        """Whether there is such a person."""
        return await self._people.get(person_id) is not None

    async def hold_person(self, person_id: UUID) -> bool:
        """Whether there is such a person; nobody erases them until the transaction ends."""
        return await self._people.lock(person_id) is not None

    async def get(self, person_id: UUID) -> bool | None:
        """What a person declared; None where they have not."""
        found: bool | None = await _GET.value(
            self._connection, initiative=self._initiative_id, person=person_id
        )
        return found

    async def put(self, person_id: UUID, *, declared: bool) -> None:
        """Keep what a person declares."""
        await _PUT.run(
            self._connection, initiative_id=self._initiative_id, person_id=person_id, declared=declared
        )

    async def delete(self, person_id: UUID) -> None:
        """Forget what a person declared, and that they did."""
        await _DELETE.run(self._connection, initiative=self._initiative_id, person=person_id)
