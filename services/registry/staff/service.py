"""The rules of the backbone's staff: who names it stands in the charter, who ends a role here."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.registry.staff.errors import AlreadyAppointed, UnknownPerson
from services.registry.staff.events import StaffAppointed, StaffEnded
from services.registry.staff.repository import StaffRepository
from services.registry.staff.schemas import StaffCreate
from shared.charter import appoint_staff
from shared.commands import Capacity, Command, Reading
from shared.governance import MandateState
from shared.http.preconditions import Precondition
from shared.http.problems import NotFound
from shared.ids import uuid7

Row = Mapping[str, Any]


class StaffMembers:
    """Reading the staff of an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._repository = StaffRepository(reading.connection, reading.initiative_id)

    async def page(self, after: UUID, limit: int) -> list[Any]:
        """Appointments after an id."""
        return await self._repository.page(after, limit)


class StaffCommands:
    """Changing the staff of an initiative."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = StaffRepository(command.connection, command.initiative_id)

    async def appoint(self, body: StaffCreate) -> Row:
        """Appoint a person to a role; raises CharterRefusal, UnknownPerson and AlreadyAppointed."""
        self._act_for_whoever_names_staff()
        if not await self._repository.has_person(body.person_id):
            raise UnknownPerson
        values = {"id": uuid7(), **body.model_dump(), "version": 1, "created_at": self._command.now}
        row = await self._repository.insert(values)
        if row is None:
            raise AlreadyAppointed
        self._command.record(StaffAppointed(staff_id=row["id"], person_id=body.person_id, role=body.role))
        return row

    async def end(self, staff_id: UUID, precondition: Precondition) -> None:
        """End an appointment; raises NotFound and PreconditionFailed."""
        row = await self._repository.lock(staff_id)
        if row is None:
            raise NotFound
        precondition.check(row["version"])
        await self._repository.delete(staff_id)
        self._command.record(StaffEnded(staff_id=staff_id, person_id=row["person_id"]))

    def _act_for_whoever_names_staff(self) -> None:
        caller = self._command.caller
        standing = caller.standing
        assert standing is not None
        appoint_staff(
            by_founder=bool(standing.founding) and not caller.is_staff,
            by_backbone=standing.facilitates or bool(standing.holds_mandate),
            mandate=standing.mandate,
        )
        if standing.mandate is not MandateState.IN_FORCE:
            self._command.caller = caller.acting(Capacity.FOUNDING_PARTNER, min(standing.founding))
