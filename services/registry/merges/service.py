"""Merging: an id leads to another from now on, and nothing is moved (docs/decisions/0042).

What was recorded under the old id, here and in every other service, stays there, and so does the log. The
organization that stays is found under the names and identifiers of the other, too.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg

from services.registry.duplicates.repository import DuplicateRepository
from services.registry.duplicates.service import in_order
from services.registry.merges.errors import (
    KeptApartBefore,
    MandateHolderMerged,
    MergeUndone,
    SeatHolderMerged,
)
from services.registry.merges.events import OrganizationMerged, OrganizationSeparated
from services.registry.merges.repository import MergeRepository
from services.registry.merges.schemas import OrganizationMergeCreate
from services.registry.names.service import OrganizationNames
from services.registry.organizations.repository import OrganizationRepository
from services.registry.people.errors import UnknownOrganization
from services.registry.people.events import AffiliationBegun, AffiliationEnded
from services.registry.people.repository import PersonRepository
from shared.charter import merge_organization
from shared.commands import Command, Reading
from shared.http.problems import NotFound
from shared.ids import uuid7
from shared.partnership import Stage, is_partner

Row = Mapping[str, Any]
_CARRIED = ("person_id", "title", "represents", "alternate", "since", "until")


class Merges:
    """Reading what was merged in an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._repository = MergeRepository(reading.connection, reading.initiative_id)

    async def get(self, merge_id: UUID) -> Row:
        """One merging; raises NotFound."""
        row = await self._repository.get(merge_id)
        if row is None:
            raise NotFound
        return row

    async def page(self, after: UUID, limit: int, organization_id: UUID | None) -> list[Any]:
        """Mergings after an id, those of an organization if one is given."""
        return await self._repository.page(after, limit, organization_id)


class MergeCommands:
    """Merging organizations, and undoing it."""

    def __init__(self, command: Command) -> None:
        self._command = command
        of = (command.connection, command.initiative_id)
        self._repository = MergeRepository(*of)
        self._organizations = OrganizationRepository(*of)
        self._people = PersonRepository(*of)
        self._names = OrganizationNames(command)

    async def merge(self, body: OrganizationMergeCreate) -> Row:
        """Let an organization's id lead to another.

        Raises SameOrganization, UnknownOrganization, CharterRefusal, KeptApartBefore, MandateHolderMerged and
        SeatHolderMerged.
        """
        merged, into = await self._locked(body.organization_id, body.into_organization_id)
        merge_organization(partner=is_partner(Stage(merged["stage"]), founding=merged["founding"]))
        pair = in_order(merged["id"], into["id"])
        said = DuplicateRepository(self._command.connection, self._command.initiative_id)
        if await said.apart(pair):
            raise KeptApartBefore
        if await self._repository.has_mandate(merged["id"], self._command.now.date()):
            raise MandateHolderMerged
        if await self._repository.has_seat(merged["id"]):
            raise SeatHolderMerged
        await self._organizations.update(merged, {"merged_into": into["id"]})
        await self._names.drop(merged["id"])
        await self._names.keep(into)
        row = await self._repository.insert(
            {
                "id": uuid7(),
                "merged_organization_id": merged["id"],
                "into_organization_id": into["id"],
                "reason": body.reason,
                "author_id": self._command.caller.person_id,
                "affiliations": await self._carry_affiliations(merged["id"], into["id"]),
                "merged_at": self._command.now,
                "undone_at": None,
                "version": 1,
            }
        )
        self._command.record(OrganizationMerged(**_of(row), author_id=row["author_id"], reason=body.reason))
        return row

    async def undo(self, merge_id: UUID) -> Row:
        """Let a merged organization be one of its own again; raises NotFound and MergeUndone."""
        row = await self._repository.lock(merge_id)
        if row is None:
            raise NotFound
        if row["undone_at"] is not None:
            raise MergeUndone
        organization = await self._organizations.lock(row["organization_id"])
        assert organization is not None
        separated = await self._organizations.update(organization, {"merged_into": None})
        await self._names.keep(separated)
        await self._names.keep_first_of(row["into_organization_id"])
        today = self._command.now.date()
        for affiliation in await self._repository.end(list(row["affiliations"]), today):
            self._command.record(
                AffiliationEnded(
                    affiliation_id=affiliation["id"], person_id=affiliation["person_id"], until=today
                )
            )
        self._command.record(OrganizationSeparated(**_of(row)))
        return await self._repository.undo(merge_id, self._command.now)

    async def _locked(self, merged_id: UUID, into_id: UUID) -> tuple[Row, Row]:
        """Both, held in the order of their ids; raises SameOrganization and UnknownOrganization."""
        rows = {}
        for one in in_order(merged_id, into_id):
            row = await self._organizations.lock(one)
            if row is None or row["merged_into"] is not None:
                raise UnknownOrganization
            rows[one] = row
        return rows[merged_id], rows[into_id]

    async def _carry_affiliations(self, merged_id: UUID, into_id: UUID) -> list[UUID]:
        """Who belongs to the one belongs to the other from now on, named so by whoever merges them."""
        begun = []
        found = await self._repository.to_carry(merged_id, into_id, self._command.now.date())
        for affiliation in found:
            values = {name: affiliation[name] for name in _CARRIED} | {"organization_id": into_id}
            begun.append(uuid7())
            await self._people.insert_affiliation({**values, "id": begun[-1]})
            self._command.record(AffiliationBegun(affiliation_id=begun[-1], **values))
        return begun


def _of(row: Row) -> dict[str, UUID]:
    return {
        "merge_id": row["id"],
        "organization_id": row["organization_id"],
        "into_organization_id": row["into_organization_id"],
    }


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Erase the reasons a person gave; what was merged stays so."""
    await MergeRepository(connection, initiative_id).erase(person_id)
