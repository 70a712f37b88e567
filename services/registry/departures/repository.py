"""Every SQL statement of the departures."""

from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.registry.accounts.models import accounts
from services.registry.invitations.repository import InvitationRepository
from services.registry.lived_experience.models import lived_experience
from services.registry.people.repository import PersonRepository
from services.registry.seats.repository import SeatRepository
from services.registry.staff.repository import StaffRepository
from shared.database.statements import Statement

_FORGET = Statement(
    sa.delete(lived_experience).where(
        lived_experience.c.initiative_id == sa.bindparam("initiative"),
        lived_experience.c.person_id == sa.bindparam("person"),
    )
)
_UNBIND = Statement(
    sa.delete(accounts)
    .where(
        accounts.c.initiative_id == sa.bindparam("initiative"),
        accounts.c.person_id == sa.bindparam("person"),
    )
    .returning(accounts.c.id)
)


class DepartureRepository:
    """What a departure ends, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id
        self.people = PersonRepository(connection, initiative_id)
        self.staff = StaffRepository(connection, initiative_id)
        self.seats = SeatRepository(connection, initiative_id)
        self.invitations = InvitationRepository(connection, initiative_id)

    async def unbind_accounts(self, person_id: UUID) -> list[UUID]:
        """End the bindings of all accounts of a person; answers which these were."""
        rows = await _UNBIND.all(self._connection, initiative=self._initiative_id, person=person_id)
        return sorted(row["id"] for row in rows)

    async def forget_lived_experience(self, person_id: UUID) -> None:
        """Delete what a person declared of their own experience."""
        await _FORGET.run(self._connection, initiative=self._initiative_id, person=person_id)
