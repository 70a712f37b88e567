"""Finding organizations by name, and keeping what they are found by."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from services.registry.names.grams import NameRow, name_row, sought
from services.registry.names.repository import NameRepository, stale
from services.registry.organizations.repository import OrganizationRepository
from shared.commands import Caller, Reading
from shared.database.pool import Database

Row = Mapping[str, Any]
_AT_ONCE = 200


class OrganizationNames:
    """The names of an initiative's organizations."""

    def __init__(self, reading: Reading) -> None:
        self._initiative_id = reading.initiative_id
        self._organizations = OrganizationRepository(reading.connection, reading.initiative_id)
        self._repository = NameRepository(reading.connection, reading.initiative_id)

    async def keep(self, organization: Row) -> None:
        """Let an organization be found by what is recorded of it now."""
        found = await self._organizations.with_merged(organization["id"])
        merged = [row_of(self._initiative_id, row) for row in found[1:]]
        row = row_of(self._initiative_id, organization, merged=merged)
        await self._repository.put(organization["id"], row)

    async def keep_first_of(self, organization_id: UUID) -> None:
        """Keep an organization, or whom it was merged into itself."""
        row = await self._organizations.get(organization_id)
        while row is not None and row["merged_into"] is not None:
            row = await self._organizations.get(row["merged_into"])
        if row is not None:
            await self.keep(row)

    async def drop(self, organization_id: UUID) -> None:
        """Let an organization not be found."""
        await self._repository.drop(organization_id)

    async def search(
        self, text: str, after: tuple[int, UUID], limit: int, filters: Mapping[str, str | None]
    ) -> list[Any]:
        """Organizations by name or identifier: first who holds all trigrams of a text, then who resembles it.

        To resemble is to lack four in nine of its trigrams at most, six of a long text. Ranked by how many in
        a thousand are missing, as written or else without prefixes; then by the length of the shortest name;
        then by id, the oldest first. Those that hold all need no counting, so that others are looked for
        only where they leave room on the page.
        """
        asked = sought(self._initiative_id, text)
        if asked is None:
            return []
        given = {name: value for name, value in filters.items() if value is not None}
        found = await self._repository.holding(asked, after, limit, given)
        return found if len(found) == limit else await self._repository.resembling(asked, after, limit, given)


def row_of(initiative_id: UUID, organization: Row, merged: Iterable[NameRow] = ()) -> NameRow:
    """What the index holds of an organization's row, and of those merged into it."""
    named = (organization["name"], organization["identifiers"], organization["website"])
    return name_row(initiative_id, *named, merged=merged)


class NameUpkeep:
    """Makes rows of an older form anew, some a turn; any number of workers may do so at once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def renew_next(self) -> bool:
        """Make some rows anew; says whether there were any."""
        async with self._database.transaction() as connection:
            found = await stale(connection, _AT_ONCE)
            for organization in found:
                reading = Reading(connection, organization["initiative_id"], Caller("service"))
                await OrganizationNames(reading).keep(organization)
        return bool(found)
