"""The rules of indicators while they are drafts. Adopting them is a decision, which the agenda takes."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg

from services.metrics.indicators.errors import IndicatorCodeTaken, IndicatorNotDraft, UnknownCustodian
from services.metrics.indicators.events import (
    IndicatorDiscarded,
    IndicatorDrafted,
    IndicatorRedefined,
    IndicatorStatus,
)
from services.metrics.indicators.models import DEFINING
from services.metrics.indicators.repository import IndicatorRepository
from services.metrics.indicators.schemas import IndicatorCreate, IndicatorPatch
from shared.commands import Caller, Command, Reading
from shared.http.preconditions import Precondition
from shared.http.problems import Forbidden, NotFound
from shared.ids import uuid7

Row = Mapping[str, Any]

_ANALYST = "data_analyst"


def may_redefine(caller: Caller, drafted_by: UUID | None) -> bool:
    """Whether somebody may work on a draft: who drafted it, facilitators and the data analyst."""
    if caller.standing is None:
        return False
    return caller.facilitates or _ANALYST in caller.standing.staff_roles or caller.person_id == drafted_by


class Indicators:
    """Reading the indicators of an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._repository = IndicatorRepository(reading.connection, reading.initiative_id)

    async def get(self, indicator_id: UUID) -> Row:
        """One indicator; raises NotFound."""
        row = await self._repository.get(indicator_id)
        if row is None:
            raise NotFound
        return row

    async def page(self, after: UUID, limit: int, filters: Mapping[str, Any]) -> list[Any]:
        """Indicators after an id, those that have the values given; None is any value."""
        return await self._repository.page(after, limit, filters)

    async def definitions(self, indicator_id: UUID, after: UUID, limit: int) -> list[Any]:
        """How an indicator was defined, oldest first; raises NotFound."""
        await self.get(indicator_id)
        return await self._repository.definitions(indicator_id, after, limit)


class IndicatorCommands:
    """Changing the indicators of an initiative."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = IndicatorRepository(command.connection, command.initiative_id)

    async def draft(self, body: IndicatorCreate) -> Row:
        """Draft an indicator; raises UnknownCustodian and IndicatorCodeTaken."""
        await self._check_custodian(body.custodian_organization_id)
        row = await self._repository.insert(
            {
                **body.model_dump(),
                "id": uuid7(),
                "status": IndicatorStatus.DRAFT,
                "drafted_by": self._command.caller.person_id,
                "version": 1,
                "created_at": self._command.now,
            }
        )
        if row is None:
            raise IndicatorCodeTaken
        await self._repository.keep_definition(row, uuid7(), self._command.now)
        self._command.record(IndicatorDrafted(indicator_id=row["id"], code=row["code"], **_defined(row)))
        return row

    async def redefine(self, indicator_id: UUID, body: IndicatorPatch, precondition: Precondition) -> Row:
        """Define a draft anew; how it was defined before is kept.

        Raises NotFound, Forbidden, PreconditionFailed, IndicatorNotDraft and UnknownCustodian.
        """
        row = await self._locked_draft(indicator_id, precondition)
        changes = body.model_dump()
        if changes.items() <= dict(row).items():
            return row
        await self._check_custodian(changes.get("custodian_organization_id"))
        changed = await self._repository.update(row, changes)
        await self._repository.keep_definition(changed, uuid7(), self._command.now)
        self._command.record(
            IndicatorRedefined(
                indicator_id=indicator_id, definition_version=changed["version"], **_defined(changed)
            )
        )
        return changed

    async def discard(self, indicator_id: UUID, precondition: Precondition) -> None:
        """Discard a draft; raises NotFound, Forbidden, PreconditionFailed and IndicatorNotDraft."""
        await self._locked_draft(indicator_id, precondition)
        await self._repository.delete(indicator_id)
        self._command.record(IndicatorDiscarded(indicator_id=indicator_id))

    async def _check_custodian(self, organization_id: UUID | None) -> None:
        if organization_id is not None and not await self._repository.has_organization(organization_id):
            raise UnknownCustodian

    async def _locked_draft(self, indicator_id: UUID, precondition: Precondition) -> Row:
        row = await self._repository.lock(indicator_id)
        if row is None:
            raise NotFound
        if not may_redefine(self._command.caller, row["drafted_by"]):
            raise Forbidden
        precondition.check(row["version"])
        if row["status"] != IndicatorStatus.DRAFT:
            raise IndicatorNotDraft
        return row


def _defined(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in DEFINING}


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Erase what is held of a person: who drafted what. Definitions are the initiative's and stay."""
    await IndicatorRepository(connection, initiative_id).forget_author(person_id)
