"""The rules of accounts: who sees and ends a binding. Bindings begin with an invitation, nowhere else."""

from typing import Any
from uuid import UUID

from services.registry.accounts.events import AccountUnbound
from services.registry.accounts.repository import AccountRepository
from services.registry.calendars.repository import LINKS
from services.registry.people.repository import PersonRepository
from services.registry.people.service import act_on_auditors
from shared.commands import Caller, Command, Reading
from shared.http.preconditions import Precondition
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.standing import Part

BOUND_VERSION = 1
"""A binding is made and ended, never changed."""


def _of_their_own(caller: Caller, person_id: UUID) -> None:
    if not (caller.facilitates or caller.person_id == person_id):
        raise Forbidden(OpenTo.THEMSELF, OpenTo.FACILITATORS)


class Accounts:
    """Reading the accounts of a person."""

    def __init__(self, reading: Reading) -> None:
        self._caller = reading.caller
        self._repository = AccountRepository(reading.connection, reading.initiative_id)

    async def page(self, person_id: UUID, after: UUID, limit: int) -> list[Any]:
        """A person's accounts, for the person and facilitators; raises Forbidden."""
        _of_their_own(self._caller, person_id)
        rows = await self._repository.page(person_id, after, limit)
        return [{**row, "version": BOUND_VERSION} for row in rows]


class AccountCommands:
    """Ending bindings."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = AccountRepository(command.connection, command.initiative_id)

    async def unbind(self, person_id: UUID, account_id: UUID, precondition: Precondition) -> None:
        """End a binding: the person, and facilitators; an auditor's, founders.

        Raises Forbidden, AuditorsByFounders, NotFound and PreconditionFailed.
        """
        person = await PersonRepository(self._command.connection, self._command.initiative_id).get(person_id)
        if person is not None and person["part"] == Part.AUDITOR:
            act_on_auditors(self._command)
        else:
            _of_their_own(self._command.caller, person_id)
        if not await self._repository.delete(person_id, account_id):
            raise NotFound
        precondition.check(BOUND_VERSION)
        # A stolen laptop holds the addresses of calendars, too; other services do the same by the event.
        await LINKS.erase(self._command.connection, self._command.initiative_id, person_id)
        self._command.record(AccountUnbound(account_id=account_id, person_id=person_id))
