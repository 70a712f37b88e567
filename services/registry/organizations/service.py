"""The rules of organizations."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import asyncpg

from services.registry.history.errors import SearchIsOfNow
from services.registry.history.service import settled
from services.registry.history.when import NOW, When
from services.registry.names.service import OrganizationNames
from services.registry.organizations.errors import FoundingBySetupOnly, StageOutOfOrder, StageUnchanged
from services.registry.organizations.events import (
    OrganizationDescribed,
    OrganizationMapped,
    OrganizationStageChanged,
    Sector,
)
from services.registry.organizations.repository import OrganizationRepository
from services.registry.organizations.schemas import OrganizationCreate, OrganizationPatch, StageChangeCreate
from shared.charter import change_partnership
from shared.commands import Capacity, Command, Reading
from shared.http.moved import MovedError
from shared.http.preconditions import ANY_VERSION, Precondition
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7
from shared.partnership import OVER, Stage, is_partner

Row = Mapping[str, Any]
_DESCRIBED = (
    *("sector", "name", "identifiers", "population_groups"),
    *("places_served", "decision_maker_kinds", "website"),
)


@dataclass(frozen=True, slots=True)
class Sought:
    """Which organizations are sought, as of when."""

    sector: Sector | None = None
    stage: Stage | None = None
    when: When = NOW

    def filters(self) -> dict[str, str | None]:
        """By the names of their columns."""
        return {"sector": self.sector, "stage": self.stage}


class Organizations:
    """Reading the organizations of an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._repository = OrganizationRepository(reading.connection, reading.initiative_id)
        self._names = OrganizationNames(reading)

    async def get(self, organization_id: UUID) -> Row:
        """One organization; raises NotFound, and MovedError where it was merged into another."""
        return _found(await self._repository.get(organization_id))

    async def get_at(self, organization_id: UUID, when: When) -> Row:
        """One organization as it was; raises NotFound, MovedError, MomentToCome and NotKeptThen."""
        if when == NOW:
            return await self.get(organization_id)
        return _found(await self._repository.get_at(organization_id, await settled(self._reading, when)))

    async def ids(self, organization_id: UUID) -> list[UUID]:
        """An organization's id, and those of all that were merged into it: what was recorded is under any.

        Raises NotFound and MovedError.
        """
        await self.get(organization_id)
        return [row["id"] for row in await self._repository.with_merged(organization_id)]

    async def page(self, after: UUID, limit: int, sought: Sought) -> list[Any]:
        """Organizations after an id, of a sector, at a stage, as they were; raises what `settled` raises."""
        when = await settled(self._reading, sought.when)
        return await self._repository.page(after, limit, sought.filters(), when)

    async def search(self, text: str, after: tuple[int, UUID], limit: int, sought: Sought) -> list[Any]:
        """Organizations that a text finds, of a sector, at a stage, nearest first; raises SearchIsOfNow."""
        if sought.when != NOW:
            raise SearchIsOfNow
        return await self._names.search(text, after, limit, sought.filters())

    async def stage_changes(self, organization_id: UUID, after: UUID, limit: int) -> list[Any]:
        """The moves of one organization between stages; raises NotFound."""
        return await self._repository.stage_changes(await self.ids(organization_id), after, limit)


class OrganizationCommands:
    """Changing the organizations of an initiative."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = OrganizationRepository(command.connection, command.initiative_id)
        self._names = OrganizationNames(command)

    async def map(self, body: OrganizationCreate) -> Row:
        """Put an organization on the map. Founding partners are named by the operator alone."""
        if body.founding and self._command.caller.kind != "operator":
            raise FoundingBySetupOnly
        values = body.model_dump(mode="json")
        row = await self._repository.insert(
            {**values, "id": uuid7(), "stage": Stage.MAPPED, "version": 1, "created_at": self._command.now}
        )
        await self._names.keep(row)
        self._command.record(
            OrganizationMapped(
                organization_id=row["id"], stage=Stage.MAPPED, **_described(values), founding=body.founding
            )
        )
        return row

    async def describe(
        self, organization_id: UUID, body: OrganizationPatch, precondition: Precondition
    ) -> Row:
        """Change what is recorded of an organization; raises NotFound and PreconditionFailed."""
        row = await self._locked(organization_id, precondition)
        changes = body.model_dump(mode="json")
        if changes.items() <= dict(row).items():
            return row
        changed = await self._repository.update(row, changes)
        await self._names.keep(changed)
        self._command.record(OrganizationDescribed(organization_id=organization_id, **_described(changed)))
        return changed

    async def change_stage(self, organization_id: UUID, body: StageChangeCreate) -> Row:
        """Move an organization to another stage.

        Raises NotFound, Forbidden, CharterRefusal, StageUnchanged and StageOutOfOrder.
        """
        row = await self._locked(organization_id, ANY_VERSION)
        self._act_on_stage(row, body.to)
        if row["stage"] == body.to:
            raise StageUnchanged
        since = await self._since(organization_id, body.since)
        await self._repository.update(row, {"stage": body.to})
        change = await self._repository.insert_stage_change(
            {
                "organization_id": organization_id,
                "id": uuid7(),
                "from": row["stage"],
                "to": body.to,
                "reason": body.reason,
                "author_id": self._command.caller.person_id,
                "decision_id": None,
                "since": since,
                "changed_at": self._command.now,
            }
        )
        self._command.record(
            OrganizationStageChanged(
                organization_id=organization_id,
                from_stage=Stage(row["stage"]),
                to_stage=body.to,
                since=since,
                author_id=self._command.caller.person_id,
                reason=body.reason,
            )
        )
        return change

    async def _since(self, organization_id: UUID, given: date | None) -> date:
        """The first day of a stage: today, or one after the stage before began; raises StageOutOfOrder."""
        today = self._command.now.date()
        since, last = given or today, await self._repository.last_since(organization_id)
        if since > today or (last is not None and since < last):
            raise StageOutOfOrder
        return since

    def _act_on_stage(self, row: Row, to: Stage) -> None:
        """Go on as who may move it there: staff, or its representative; raises Forbidden, CharterRefusal."""
        caller, founding = self._command.caller, row["founding"]
        if not caller.facilitates:
            standing = caller.standing
            if to not in OVER or standing is None or row["id"] not in standing.represents:
                its_own = (OpenTo.ITS_REPRESENTATIVES,) if to in OVER else ()
                raise Forbidden(OpenTo.FACILITATORS, *its_own)
            self._command.caller = caller.acting(Capacity.REPRESENTATIVE, row["id"])
        change_partnership(
            staff=caller.is_staff,
            was_partner=is_partner(Stage(row["stage"]), founding=founding),
            stays_partner=is_partner(to, founding=founding),
        )

    async def _locked(self, organization_id: UUID, precondition: Precondition) -> Row:
        row = _found(await self._repository.lock(organization_id))
        precondition.check(row["version"])
        return row


def _found(row: Row | None) -> Row:
    if row is None:
        raise NotFound
    if row["merged_into"] is not None:
        raise MovedError(row["id"], row["merged_into"])
    return row


def _described(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in _DESCRIBED}


async def erase_reasons(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Erase the reasons a person gave for changing stages; the changes stay."""
    await OrganizationRepository(connection, initiative_id).erase_reasons(person_id)
