"""Every SQL statement of the staff."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.registry.people.models import people
from services.registry.staff.events import StaffRole
from services.registry.staff.models import staff
from shared.database.statements import Statement

_others = staff.alias("other_staff")
_this = sa.and_(staff.c.initiative_id == sa.bindparam("initiative"), staff.c.id == sa.bindparam("this"))
# The person is held, so that nobody is appointed while they leave or are being erased.
_PERSON = Statement(
    sa.select(people.c.id)
    .where(
        people.c.initiative_id == sa.bindparam("initiative"),
        people.c.id == sa.bindparam("person"),
        people.c.left_at.is_(None),
    )
    .with_for_update(read=True)
)
_INSERT = Statement(insert(staff).on_conflict_do_nothing().returning(staff))
_LOCK = Statement(sa.select(staff).where(_this).with_for_update())
_DELETE = Statement(sa.delete(staff).where(_this))
_OF_PERSON = sa.and_(
    staff.c.initiative_id == sa.bindparam("initiative"), staff.c.person_id == sa.bindparam("person")
)
_LIST_OF_PERSON = Statement(sa.select(staff).where(_OF_PERSON).order_by(staff.c.id))
_DELETE_OF_PERSON = Statement(sa.delete(staff).where(_OF_PERSON))
_PAGE = Statement(
    sa.select(staff)
    .where(staff.c.initiative_id == sa.bindparam("initiative"), staff.c.id > sa.bindparam("after"))
    .order_by(staff.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)


def funds_keepers(initiative: sa.BindParameter[Any]) -> sa.Subquery:
    """Who on the staff is asked about grants: those who raise funds; where nobody does, the manager."""
    raises_funds = sa.exists(
        sa.select(1).where(
            _others.c.initiative_id == initiative, _others.c.role == StaffRole.FUNDRAISING.value
        )
    )
    asked = sa.case((raises_funds, StaffRole.FUNDRAISING.value), else_=StaffRole.INITIATIVE_MANAGER.value)
    return (
        sa.select(staff.c.person_id)
        .where(staff.c.initiative_id == initiative, staff.c.role == asked)
        .subquery("funds_keeper")
    )


class StaffRepository:
    """Rows of staff, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def has_person(self, person_id: UUID) -> bool:
        """Whether a person takes part; they stay until the transaction ends."""
        return bool(await _PERSON.first(self._connection, initiative=self._initiative_id, person=person_id))

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record | None:
        """A new appointment, or None where the person has the role already."""
        return await _INSERT.first(self._connection, initiative_id=self._initiative_id, **values)

    async def lock(self, staff_id: UUID) -> asyncpg.Record | None:
        """One appointment, held until the transaction ends."""
        return await _LOCK.first(self._connection, initiative=self._initiative_id, this=staff_id)

    async def delete(self, staff_id: UUID) -> None:
        """End an appointment."""
        await _DELETE.run(self._connection, initiative=self._initiative_id, this=staff_id)

    async def of_person(self, person_id: UUID) -> list[asyncpg.Record]:
        """The appointments of one person."""
        return await _LIST_OF_PERSON.all(self._connection, initiative=self._initiative_id, person=person_id)

    async def delete_of_person(self, person_id: UUID) -> None:
        """End all appointments of one person."""
        await _DELETE_OF_PERSON.run(self._connection, initiative=self._initiative_id, person=person_id)

    async def page(self, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Appointments after an id."""
        return await _PAGE.all(self._connection, initiative=self._initiative_id, after=after, limit=limit)
