"""Organizations that may be one: finding them, and remembering where they are two.

What shares an identifier, a site or a name is found in the whole register; what is only similar, for one
organization at a time.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg

from services.registry.duplicates.comparing import compare
from services.registry.duplicates.errors import SameOrganization
from services.registry.duplicates.events import OrganizationKeptApart, OrganizationReconsidered
from services.registry.duplicates.repository import DuplicateRepository
from services.registry.duplicates.schemas import KeptApartPut
from services.registry.names.forms import essence
from services.registry.names.grams import marks
from services.registry.names.service import OrganizationNames
from services.registry.organizations.service import Organizations
from shared.commands import Command, Reading
from shared.http.pagination import START
from shared.http.problems import NotFound

Row = Mapping[str, Any]
MOST = 20
"""Of one organization at most so many candidates are answered."""
_MOST_MARKED = 200


def in_order(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    """Two ids as a pair is kept; raises SameOrganization."""
    if one == other:
        raise SameOrganization
    return (one, other) if one < other else (other, one)


class Duplicates:
    """Reading which organizations of an initiative may be one."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._repository = DuplicateRepository(reading.connection, reading.initiative_id)

    async def page(self, after: tuple[UUID, UUID], limit: int, *, apart: bool) -> list[dict[str, Any]]:
        """Pairs of the register that share an identifier, a site or a name, after one."""
        pairs = await self._repository.pairs(after, limit, apart=apart)
        ids = sorted({one for pair in pairs for one in pair.values()})
        rows, said = await self._repository.organizations(ids), await self._repository.apart(ids)
        return [_shown(rows[one], rows[other], said.get((one, other))) for one, other in pairs]

    async def of_organization(self, organization_id: UUID) -> list[dict[str, Any]]:
        """Whom an organization may be the same as, the likeliest first; raises NotFound."""
        organization = await Organizations(self._reading).get(organization_id)
        found = await self._like(organization)
        others = [other for other in found if other["id"] != organization_id][:MOST]
        said = await self._repository.apart([organization_id, *(other["id"] for other in others)])
        return [
            _shown(organization, other, said.get(in_order(organization_id, other["id"]))) for other in others
        ]

    async def _like(self, organization: Row) -> list[Row]:
        """Whom an organization may be the same as, itself among them; the likeliest first."""
        shared = marks(
            self._reading.initiative_id,
            organization["name"],
            organization["identifiers"],
            organization["website"],
        )
        marked = await self._repository.marked(shared, _MOST_MARKED)
        found = {row["id"]: row for row in marked}
        names = OrganizationNames(self._reading)
        for text in organization["name"].values():
            similar = await names.search(" ".join(essence(text)), (-1, START), MOST, {})
            found |= {row["id"]: row for row in similar}
        compared = [(compare(organization, row), row) for row in found.values()]
        alike = [(comparison.weight, row) for comparison, row in compared if comparison.reasons]
        return [row for _, row in sorted(alike, key=lambda pair: (-pair[0], pair[1]["id"]))]


class DuplicateCommands:
    """Saying of organizations that look alike that they are two, or that this is open again."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = DuplicateRepository(command.connection, command.initiative_id)

    async def keep_apart(self, organization_id: UUID, other_id: UUID, body: KeptApartPut) -> Row:
        """Remember that two are two; raises NotFound and SameOrganization."""
        one, other = in_order(organization_id, other_id)
        for organization in (one, other):
            await Organizations(self._command).get(organization)
        before = (await self._repository.apart([one, other])).get((one, other))
        if before is not None and before["reason"] == body.reason:
            return before
        author_id = self._command.caller.person_id
        pair = {"organization_id": one, "other_organization_id": other, "reason": body.reason}
        row = await self._repository.keep_apart(
            {**pair, "author_id": author_id, "said_at": self._command.now}
        )
        self._command.record(OrganizationKeptApart(**pair, author_id=author_id))
        return row

    async def reconsider(self, organization_id: UUID, other_id: UUID) -> None:
        """Let it be open again whether two are one; raises NotFound where nobody said otherwise."""
        one, other = in_order(organization_id, other_id)
        if not await self._repository.reconsider(one, other):
            raise NotFound
        self._command.record(OrganizationReconsidered(organization_id=one, other_organization_id=other))


def _shown(one: Row, other: Row, said: Row | None) -> dict[str, Any]:
    comparison = compare(one, other)
    return {
        "organization": one,
        "other": other,
        "reasons": comparison.reasons,
        "objections": comparison.objections,
        "kept_apart": said,
    }


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Erase the reasons a person gave; that the organizations are two stays."""
    await DuplicateRepository(connection, initiative_id).erase(person_id)
