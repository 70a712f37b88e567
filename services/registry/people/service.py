"""The rules of people: who joins, whom they speak for, who sees how to reach them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg

from services.registry.history.service import settled
from services.registry.history.when import NOW, When
from services.registry.people.errors import (
    AuditorsByFounders,
    FounderNeedsFoundingOrganization,
    PersonHasLeft,
    UnknownOrganization,
)
from services.registry.people.events import AffiliationBegun, AffiliationEnded, PersonDescribed, PersonJoined
from services.registry.people.repository import PersonRepository
from services.registry.people.schemas import AffiliationCreate, AffiliationEnd, PersonCreate, PersonPatch
from shared.commands import Caller, Capacity, Command, Reading
from shared.http.preconditions import Precondition
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7
from shared.standing import Part

Row = Mapping[str, Any]

_CONTACT = ("email", "phone", "language")


def visible(row: Row, caller: Caller) -> dict[str, Any]:
    """A person as a caller may see them: contact data is for the person and facilitators."""
    shown = {**row, "affiliations": row["affiliations"] or []}
    if not (caller.facilitates or caller.person_id == row["id"]):
        shown |= dict.fromkeys(_CONTACT)
    return shown


def act_on_auditors(command: Command) -> None:
    """Go on as the founder the caller is; raises AuditorsByFounders where they are none."""
    standing = command.caller.standing
    founding = min(standing.founding, default=None) if standing else None
    if founding is None:
        raise AuditorsByFounders
    command.caller = command.caller.acting(Capacity.FOUNDING_PARTNER, founding)


class People:
    """Reading the people of an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._repository = PersonRepository(reading.connection, reading.initiative_id)

    async def get(self, person_id: UUID, when: When = NOW) -> Row:
        """One person as the caller may see them, now or then; raises NotFound and what `settled` raises."""
        if when == NOW:
            row = await self._repository.get(person_id)
        else:
            row = await self._repository.get_at(person_id, await settled(self._reading, when))
        if row is None:
            raise NotFound
        return visible(row, self._reading.caller)

    async def page(self, after: UUID, limit: int, when: When = NOW) -> list[Row]:
        """People after an id, as the caller may see them, now or then; raises what `settled` raises."""
        if when == NOW:
            rows = await self._repository.page(after, limit)
        else:
            rows = await self._repository.page_at(after, limit, await settled(self._reading, when))
        return [visible(row, self._reading.caller) for row in rows]


class PersonCommands:
    """Changing the people of an initiative."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = PersonRepository(command.connection, command.initiative_id)

    async def join(self, body: PersonCreate) -> Row:
        """Add a person. The operator adds only representatives of founding partners, to set up.

        Raises AuditorsByFounders, FounderNeedsFoundingOrganization and UnknownOrganization.
        """
        if body.part is Part.AUDITOR:
            act_on_auditors(self._command)
        founding = await self._known_organizations(body.affiliations)
        if self._command.caller.kind == "operator" and not any(
            founding[affiliation.organization_id] and affiliation.represents
            for affiliation in body.affiliations
        ):
            raise FounderNeedsFoundingOrganization
        values = body.model_dump(exclude={"affiliations"})
        person_id = uuid7()
        await self._repository.insert(
            {**values, "id": person_id, "left_at": None, "version": 1, "created_at": self._command.now}
        )
        self._command.record(PersonJoined(person_id=person_id, **values))
        for affiliation in body.affiliations:
            await self._begin(person_id, affiliation)
        return await self._read(person_id)

    async def describe(self, person_id: UUID, body: PersonPatch, precondition: Precondition) -> Row:
        """Change what is recorded of a person: facilitators, and the person. Raises NotFound, Forbidden."""
        row = await self._locked(person_id)
        self._of_their_own(person_id)
        precondition.check(row["version"])
        changes = body.model_dump()
        if changes.items() <= dict(row).items():
            return await self._read(person_id)
        await self._repository.update(row, changes)
        changed = await self._read(person_id)
        named = {name: changed[name] for name in ("name", *_CONTACT)}
        self._command.record(PersonDescribed(person_id=person_id, **named))
        return changed

    async def affiliate(self, person_id: UUID, body: AffiliationCreate) -> Row:
        """Add an affiliation; raises NotFound, Forbidden, PersonHasLeft and UnknownOrganization."""
        row = await self._locked(person_id)
        self._act_for(body.organization_id)
        if row["left_at"] is not None:
            raise PersonHasLeft
        await self._known_organizations([body])
        await self._begin(person_id, body)
        await self._repository.update(row, {})
        return await self._read(person_id)

    async def end_affiliation(self, person_id: UUID, affiliation_id: UUID, body: AffiliationEnd) -> Row:
        """Set the last day of an affiliation; raises NotFound and Forbidden."""
        row = await self._locked(person_id)
        known = {one["id"]: one["organization_id"] for one in (await self._read(person_id))["affiliations"]}
        if str(affiliation_id) not in known:
            raise NotFound
        self._act_for(UUID(known[str(affiliation_id)]))
        if not await self._repository.end_affiliation(person_id, affiliation_id, body.until):
            raise NotFound
        await self._repository.update(row, {})
        self._command.record(
            AffiliationEnded(affiliation_id=affiliation_id, person_id=person_id, until=body.until)
        )
        return await self._read(person_id)

    async def _begin(self, person_id: UUID, body: AffiliationCreate) -> None:
        values = {**body.model_dump(), "person_id": person_id}
        affiliation_id = uuid7()
        await self._repository.insert_affiliation({**values, "id": affiliation_id})
        self._command.record(AffiliationBegun(affiliation_id=affiliation_id, **values))

    async def _known_organizations(self, wanted: list[AffiliationCreate]) -> dict[UUID, bool]:
        ids = {affiliation.organization_id for affiliation in wanted}
        known = await self._repository.organizations(ids)
        if ids - known.keys():
            raise UnknownOrganization
        return known

    def _act_for(self, organization_id: UUID) -> None:
        """Go on as whoever may say who belongs to an organization; raises Forbidden.

        Facilitators and founding partners of any; others of what they represent, unless they are staff.
        """
        caller = self._command.caller
        if caller.capacity != Capacity.REPRESENTATIVE:
            return
        assert caller.standing is not None
        if caller.is_staff or organization_id not in caller.standing.represents:
            raise Forbidden(OpenTo.ITS_REPRESENTATIVES, OpenTo.FACILITATORS, OpenTo.FOUNDERS)
        self._command.caller = caller.acting(Capacity.REPRESENTATIVE, organization_id)

    def _of_their_own(self, person_id: UUID) -> None:
        caller = self._command.caller
        if not (caller.facilitates or caller.person_id == person_id):
            raise Forbidden(OpenTo.THEMSELF, OpenTo.FACILITATORS)

    async def _locked(self, person_id: UUID) -> Row:
        row = await self._repository.lock(person_id)
        if row is None:
            raise NotFound
        return row

    async def _read(self, person_id: UUID) -> Row:
        row = await self._repository.get(person_id)
        assert row is not None
        return visible(row, self._command.caller)


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Erase what the registry holds of a person."""
    await PersonRepository(connection, initiative_id).erase(person_id)
