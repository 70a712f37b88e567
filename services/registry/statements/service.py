"""The rules of statements: nobody's name stands under anything without its saying so being shown.

Organizations state for themselves; facilitators record what others said, from a source, and the organization
confirms or denies it. Of somebody who is not on the map, a statement rests on its sources, and says that.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.registry.organizations.repository import OrganizationRepository
from services.registry.people.errors import UnknownOrganization
from services.registry.statements.errors import (
    StatedInTheFuture,
    StatementClosed,
    StatementNeedsSource,
    UnknownStatementSource,
)
from services.registry.statements.events import (
    StatementConfirmed,
    StatementDenied,
    StatementRecorded,
    StatementStanding,
    StatementWithdrawn,
)
from services.registry.statements.repository import StatementRepository
from services.registry.statements.schemas import StatementCreate, StatementWithdrawalCreate
from shared.commands import Capacity, Command, Reading
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7

Row = Mapping[str, Any]


class Statements:
    """Reading what was stated."""

    def __init__(self, reading: Reading) -> None:
        self._repository = StatementRepository(reading.connection, reading.initiative_id)

    async def get(self, statement_id: UUID) -> Row:
        """One statement; raises NotFound."""
        row = await self._repository.get(statement_id)
        if row is None:
            raise NotFound
        return row

    async def page(self, after: UUID, limit: int, **filters: Any) -> list[Any]:
        """Statements after an id: of an organization, of a kind, public, confirmed, withdrawn."""
        return await self._repository.page(after, limit, filters)


class StatementCommands:
    """Recording statements, answering for them, withdrawing them."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = StatementRepository(command.connection, command.initiative_id)
        self._organizations = OrganizationRepository(command.connection, command.initiative_id)

    async def record(self, body: StatementCreate) -> Row:
        """Record a statement: one's organization's is confirmed at once, another's waits for it.

        Raises Forbidden, UnknownOrganization, StatedInTheFuture, StatementNeedsSource and
        UnknownStatementSource.
        """
        own = self._speaks_for(body.organization_id)
        if not (own or self._command.caller.facilitates):
            raise Forbidden(OpenTo.ITS_REPRESENTATIVES, OpenTo.FACILITATORS)
        if body.organization_id and not await self._organizations.on_the_map([body.organization_id]):
            raise UnknownOrganization
        if body.stated_on > self._command.now.date():
            raise StatedInTheFuture
        if not (own or body.source_ids):
            raise StatementNeedsSource
        if body.source_ids and not await self._repository.knows(set(body.source_ids)):
            raise UnknownStatementSource
        if own:
            self._act_for(body.organization_id)
        values = body.model_dump() | {"confirmation": _first(body, own=own)}
        row = await self._repository.insert(
            {
                **values,
                "id": uuid7(),
                "withdrawn_on": None,
                "withdrawal_reason": None,
                "version": 1,
                "created_at": self._command.now,
            }
        )
        self._command.record(StatementRecorded(statement_id=row["id"], **values))
        return row

    async def answer(self, statement_id: UUID, confirmation: StatementStanding) -> Row:
        """Say for an organization whether a statement is its own.

        Raises NotFound, Forbidden and StatementClosed.
        """
        row = await self._locked(statement_id)
        if not self._speaks_for(row["organization_id"]):
            raise Forbidden(OpenTo.ITS_REPRESENTATIVES)
        if row["confirmation"] != StatementStanding.AWAITED or row["withdrawn_on"] is not None:
            raise StatementClosed
        self._act_for(row["organization_id"])
        changed = await self._repository.update(row, {"confirmation": confirmation})
        told = StatementConfirmed if confirmation is StatementStanding.CONFIRMED else StatementDenied
        self._command.record(told(statement_id=statement_id, organization_id=row["organization_id"]))
        return changed

    async def withdraw(self, statement_id: UUID, body: StatementWithdrawalCreate) -> Row:
        """Say that a statement holds no longer: who made it; facilitators, what nobody confirmed.

        Raises NotFound, Forbidden and StatementClosed.
        """
        row = await self._locked(statement_id)
        own = self._speaks_for(row["organization_id"])
        recorded = row["confirmation"] != StatementStanding.CONFIRMED and self._command.caller.facilitates
        if not (own or recorded):
            raise Forbidden(OpenTo.ITS_REPRESENTATIVES, OpenTo.FACILITATORS)
        if row["withdrawn_on"] is not None:
            raise StatementClosed
        if own:
            self._act_for(row["organization_id"])
        today = self._command.now.date()
        changed = await self._repository.update(
            row, {"withdrawn_on": today, "withdrawal_reason": body.reason}
        )
        self._command.record(
            StatementWithdrawn(statement_id=statement_id, withdrawn_on=today, reason=body.reason)
        )
        return changed

    def _speaks_for(self, organization_id: UUID | None) -> bool:
        standing = self._command.caller.standing
        return standing is not None and organization_id in standing.represents

    def _act_for(self, organization_id: UUID | None) -> None:
        self._command.caller = self._command.caller.acting(Capacity.REPRESENTATIVE, organization_id)

    async def _locked(self, statement_id: UUID) -> Row:
        row = await self._repository.lock(statement_id)
        if row is None:
            raise NotFound
        return row


def _first(body: StatementCreate, *, own: bool) -> StatementStanding:
    """What a statement is when it is recorded."""
    if own:
        return StatementStanding.CONFIRMED
    return StatementStanding.DOCUMENTED if body.organization_id is None else StatementStanding.AWAITED
