"""The rules of initiatives."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg

from services.registry.initiatives.errors import PhaseAlreadyBegun, PhaseByDecision
from services.registry.initiatives.events import (
    InitiativeAbandoned,
    InitiativeDescribed,
    InitiativeFounded,
    PhaseBegun,
)
from services.registry.initiatives.repository import InitiativeRepository
from services.registry.initiatives.schemas import (
    AbandonmentCreate,
    InitiativeCreate,
    InitiativePatch,
    PhaseTransitionCreate,
)
from services.registry.seats.repository import SeatRepository
from shared.charter import abandon_initiative
from shared.commands import Command, Reading
from shared.governance import ForumKind, Phase
from shared.http.auth.principals import (
    AccountIds,
    AccountPrincipal,
    IntegrationPrincipal,
    LinkPrincipal,
    OperatorPrincipal,
    PersonPrincipal,
    Principal,
)
from shared.http.idempotency import NO_INITIATIVE
from shared.http.preconditions import ANY_VERSION, Precondition
from shared.http.problems import NotFound
from shared.ids import uuid7
from shared.standing import Scope
from shared.time_zones import code_of

Row = Mapping[str, Any]


class Initiatives:
    """Reading initiatives."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._repository = InitiativeRepository(reading.connection)

    async def get(self) -> Row:
        """The initiative the request is in."""
        row = await self._repository.get(self._reading.initiative_id)
        if row is None:
            raise NotFound
        return row

    async def page(self, after: UUID, limit: int, *, whose: Principal, ids: AccountIds) -> list[Any]:
        """Initiatives that somebody takes part in; for the operator, all of them."""
        match whose:
            case OperatorPrincipal():
                return await self._repository.page(after, limit)
            case PersonPrincipal():
                return await self._repository.page_of_person(after, limit, whose.person_id)
            case AccountPrincipal():
                account_id = ids.id_in(NO_INITIATIVE, whose)
                return await self._repository.page_of_account(after, limit, account_id)
            case IntegrationPrincipal() if Scope.FIELD_READ not in whose.scopes:
                return []
            case IntegrationPrincipal():
                return await self._repository.page_of_integration(after, limit, whose.integration_id)
            case LinkPrincipal():
                return []  # no link opens this list

    async def transitions(self, after: UUID, limit: int) -> list[Any]:
        """The phases the initiative went through."""
        return await self._repository.transitions(self._reading.initiative_id, after, limit)


class InitiativeCommands:
    """Changing initiatives."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = InitiativeRepository(command.connection)

    async def found(self, body: InitiativeCreate, *, log_origin: str) -> Row:
        """Set up an initiative; its log begins with this, and keeps the origin for ever."""
        command = self._command
        command.initiative_id = uuid7()
        row = await self._repository.insert(
            {
                **body.model_dump(),
                "id": command.initiative_id,
                "phase": Phase.DIALOGUE,
                **dict.fromkeys(("ended_at", "ended_by", "delete_on")),
                "version": 1,
                "created_at": command.now,
            }
        )
        command.record(
            InitiativeFounded(
                initiative_id=command.initiative_id,
                log_origin=f"{log_origin}/{command.initiative_id}",
                languages=body.languages,
                phase=Phase.DIALOGUE,
                planning_target_on=body.planning_target_on,
                time_zone=code_of(body.time_zone),
                name=body.name,
                issue=body.issue,
                geography=body.geography,
            )
        )
        return row

    async def describe(self, body: InitiativePatch, precondition: Precondition) -> Row:
        """Change what the initiative says of itself."""
        row = await self._locked(precondition)
        changes = body.model_dump()
        if changes.items() <= dict(row).items():
            return row
        changed = await self._repository.update(row, changes)
        self._command.record(
            InitiativeDescribed(
                initiative_id=changed["id"],
                languages=changed["languages"],
                planning_target_on=changed["planning_target_on"],
                time_zone=code_of(changed["time_zone"]),
                name=changed["name"],
                issue=changed["issue"],
                geography=changed["geography"],
            )
        )
        return changed

    async def abandon(self, body: AbandonmentCreate) -> Row:
        """Give up an initiative that never came together; raises CharterRefusal where somebody can decide.

        Somebody who is let in at this very moment may find it given up: nothing is lost but an empty frame.
        """
        command = self._command
        row = await self._locked(ANY_VERSION)
        today = command.now.date()
        abandon_initiative(somebody_can_decide=await self._repository.can_be_decided_in(row["id"], today))
        delete_on = today + timedelta(days=body.retention_days)
        await self._repository.end(row["id"], None, command.now, delete_on)
        command.record(
            InitiativeAbandoned(
                initiative_id=row["id"],
                retention_days=body.retention_days,
                delete_on=delete_on,
                reason=body.reason,
            )
        )
        return await self._locked(ANY_VERSION)

    async def begin_phase(self, body: PhaseTransitionCreate) -> Row:
        """Begin a phase while no committee decides it; raises PhaseAlreadyBegun and PhaseByDecision."""
        seats = SeatRepository(self._command.connection, self._command.initiative_id)
        if await seats.has_seated(ForumKind.STEERING_COMMITTEE):
            raise PhaseByDecision
        row = await self._repository.lock(self._command.initiative_id)
        if row is None:
            raise NotFound
        if row["phase"] == body.to:
            raise PhaseAlreadyBegun
        await self._repository.update(row, {"phase": body.to})
        transition = await self._repository.insert_transition(
            {
                "initiative_id": row["id"],
                "id": uuid7(),
                "from": row["phase"],
                "to": body.to,
                "reason": body.reason,
                "author_id": self._command.caller.person_id,
                "decision_id": None,
                "began_at": self._command.now,
            }
        )
        self._command.record(
            PhaseBegun(
                initiative_id=row["id"],
                from_phase=Phase(row["phase"]),
                to_phase=body.to,
                author_id=self._command.caller.person_id,
                reason=body.reason,
            )
        )
        return transition

    async def _locked(self, precondition: Precondition) -> Row:
        row = await self._repository.lock(self._command.initiative_id)
        if row is None:
            raise NotFound
        precondition.check(row["version"])
        return row


async def erase_reasons(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Erase the reasons a person gave for beginning phases; the phases stay."""
    await InitiativeRepository(connection).erase_reasons(initiative_id, person_id)
