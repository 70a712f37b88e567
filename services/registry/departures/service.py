"""The rules of leaving an initiative: who sees somebody off, what ends with it, how they come back.

The row of whoever left stays, so that what they did has a name; erasing a person is another matter, in the
events service.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.registry.accounts.events import AccountUnbound
from services.registry.calendars.repository import LINKS
from services.registry.departures.errors import PersonTakesPart
from services.registry.departures.events import PersonLeft, PersonReturned
from services.registry.departures.repository import DepartureRepository
from services.registry.departures.schemas import DepartureCreate
from services.registry.invitations.events import InvitationRevoked
from services.registry.people.errors import PersonHasLeft
from services.registry.people.events import AffiliationEnded
from services.registry.people.service import act_on_auditors, visible
from services.registry.seats.events import SeatGivenUp
from services.registry.seats.service import seat_fields
from services.registry.staff.events import StaffEnded
from shared.commands import Command
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.standing import Part

Row = Mapping[str, Any]


class Departures:
    """Ending and resuming people's part in an initiative."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = DepartureRepository(command.connection, command.initiative_id)

    async def leave(self, person_id: UUID, body: DepartureCreate) -> Row:
        """End a person's part: affiliations, staff roles, seats, ways to sign in and what they declared.

        Raises NotFound, Forbidden, AuditorsByFounders and PersonHasLeft.
        """
        row = await self._locked(person_id)
        self._sees_off(row)
        if row["left_at"] is not None:
            raise PersonHasLeft
        await self._end_affiliations(person_id)
        await self._end_staff_roles(person_id)
        for seat in await self._repository.seats.end_of_person(person_id):
            self._command.record(SeatGivenUp(**seat_fields(seat)))
        await self._end_signing_in(person_id)
        await self._repository.forget_lived_experience(person_id)
        await self._repository.people.update(row, {"left_at": self._command.now})
        author_id = self._command.caller.person_id if body.reason is not None else None
        self._command.record(PersonLeft(person_id=person_id, author_id=author_id, reason=body.reason))
        return await self._read(person_id)

    async def come_back(self, person_id: UUID) -> Row:
        """Let a person who left take part again; raises NotFound, AuditorsByFounders and PersonTakesPart."""
        row = await self._locked(person_id)
        if row["part"] == Part.AUDITOR:
            act_on_auditors(self._command)
        if row["left_at"] is None:
            raise PersonTakesPart
        await self._repository.people.update(row, {"left_at": None})
        self._command.record(PersonReturned(person_id=person_id, part=Part(row["part"])))
        return await self._read(person_id)

    def _sees_off(self, row: Row) -> None:
        caller = self._command.caller
        if row["part"] == Part.AUDITOR:
            act_on_auditors(self._command)
        elif not (caller.facilitates or caller.person_id == row["id"]):
            raise Forbidden(OpenTo.THEMSELF, OpenTo.FACILITATORS)

    async def _end_affiliations(self, person_id: UUID) -> None:
        today = self._command.now.date()
        for affiliation_id in await self._repository.people.end_affiliations(person_id, today):
            self._command.record(
                AffiliationEnded(affiliation_id=affiliation_id, person_id=person_id, until=today)
            )

    async def _end_staff_roles(self, person_id: UUID) -> None:
        roles = await self._repository.staff.of_person(person_id)
        await self._repository.staff.delete_of_person(person_id)
        for role in roles:
            self._command.record(StaffEnded(staff_id=role["id"], person_id=person_id))

    async def _end_signing_in(self, person_id: UUID) -> None:
        for invitation_id in await self._repository.invitations.revoke_open(person_id, self._command.now):
            self._command.record(InvitationRevoked(invitation_id=invitation_id, person_id=person_id))
        for account_id in await self._repository.unbind_accounts(person_id):
            self._command.record(AccountUnbound(account_id=account_id, person_id=person_id))
        # Links ended here are none that coming back could revive.
        await LINKS.erase(self._command.connection, self._command.initiative_id, person_id)

    async def _locked(self, person_id: UUID) -> Row:
        row = await self._repository.people.lock(person_id)
        if row is None:
            raise NotFound
        return row

    async def _read(self, person_id: UUID) -> Row:
        row = await self._repository.people.get(person_id)
        assert row is not None
        return visible(row, self._command.caller)
