"""The rules of policy options: who lays them before the partners, and until when they change."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.agenda.policy_options.errors import (
    NothingCameYet,
    PolicyOptionInDecision,
    PolicyOptionSettled,
)
from services.agenda.policy_options.events import (
    PolicyOptionChanged,
    PolicyOptionRecorded,
    PolicyOptionStatus,
    PolicyOptionWithdrawn,
)
from services.agenda.policy_options.models import STATED, WORDED
from services.agenda.policy_options.repository import PolicyOptionRepository
from services.agenda.policy_options.schemas import PolicyOptionCreate, PolicyOptionPatch
from shared.commands import Command, Reading
from shared.http.preconditions import Precondition
from shared.http.problems import NotFound
from shared.ids import uuid7

Row = Mapping[str, Any]


class PolicyOptions:
    """Reading the policy options of an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._repository = PolicyOptionRepository(reading.connection, reading.initiative_id)

    async def get(self, option_id: UUID) -> Row:
        """One option; raises NotFound."""
        row = await self._repository.get(option_id)
        if row is None:
            raise NotFound
        return row

    async def page(self, after: UUID, limit: int) -> list[Any]:
        """Options after an id."""
        return await self._repository.page(after, limit)


class PolicyOptionCommands:
    """Changing the policy options of an initiative. Which one is chosen, the partners decide."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = PolicyOptionRepository(command.connection, command.initiative_id)

    async def record(self, body: PolicyOptionCreate) -> Row:
        """Lay an option before the partners."""
        values = {**body.model_dump(mode="json"), "status": PolicyOptionStatus.PROPOSED.value}
        row = await self._repository.insert(
            {
                **values,
                "id": uuid7(),
                "decision_id": None,
                "came_of_it": None,
                "version": 1,
                "created_at": self._command.now,
            }
        )
        self._command.record(PolicyOptionRecorded(**_stated(row)))
        return row

    async def change(self, option_id: UUID, body: PolicyOptionPatch, precondition: Precondition) -> Row:
        """Word an option anew, or tell what came of it.

        Raises NotFound, PreconditionFailed, PolicyOptionSettled, PolicyOptionInDecision and NothingCameYet.
        """
        row = await self._locked(option_id, precondition)
        values = {name: row[name] for name in STATED} | body.model_dump(mode="json")
        if all(values[name] == row[name] for name in STATED):
            return row
        if any(values[name] != row[name] for name in WORDED):
            await self._check_free(row)
        if values["came_of_it"] != row["came_of_it"] and row["status"] != PolicyOptionStatus.CHOSEN:
            raise NothingCameYet
        changed = await self._repository.update(option_id, values)
        self._command.record(PolicyOptionChanged(**_stated(changed)))
        return changed

    async def withdraw(self, option_id: UUID, precondition: Precondition) -> Row:
        """Take an option back.

        Raises NotFound, PreconditionFailed, PolicyOptionSettled and PolicyOptionInDecision.
        """
        row = await self._locked(option_id, precondition)
        await self._check_free(row)
        values = {name: row[name] for name in STATED} | {"status": PolicyOptionStatus.WITHDRAWN.value}
        changed = await self._repository.update(option_id, values)
        self._command.record(PolicyOptionWithdrawn(policy_option_id=option_id))
        return changed

    async def _locked(self, option_id: UUID, precondition: Precondition) -> Row:
        row = await self._repository.lock(option_id)
        if row is None:
            raise NotFound
        precondition.check(row["version"])
        return row

    async def _check_free(self, row: Row) -> None:
        if row["status"] != PolicyOptionStatus.PROPOSED:
            raise PolicyOptionSettled
        if await self._repository.is_being_decided(row["id"]):
            raise PolicyOptionInDecision


def _stated(row: Row) -> dict[str, Any]:
    return {"policy_option_id": row["id"]} | {name: row[name] for name in STATED}
