"""Exports of money, of what is done with the community, and of mandates, as whoever reads may see them."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.registry.allocations.service import Allocations
from services.registry.contributions.service import Contributions
from services.registry.engagement_activities.service import EngagementActivities
from services.registry.funding_exports import tables
from services.registry.funding_exports.repository import names_of_organizations
from services.registry.funding_exports.tables import Cell, Shown
from services.registry.funding_sources.service import FundingSources
from services.registry.grants.service import Grants
from services.registry.mandates.service import Mandates
from services.registry.participation_support.service import ParticipationSupports
from services.registry.spending.service import SpendingEntries
from shared.commands import Reading
from shared.exports.streaming import PAGE, Pages
from shared.exports.tables import TableWriter
from shared.http.pagination import START
from shared.ids import uuid7
from shared.localization.languages import Language

Row = Mapping[str, Any]
_ORGANIZATIONS = ("organization_id", "funder_organization_id")
_SEVERAL = ("organization_ids", "consulted_ids")


@dataclass(frozen=True, slots=True)
class Listing:
    """What is exported: its columns, and how a page of it is read by the rules of its own slice."""

    columns: Mapping[str, Cell]
    read: Callable[[Reading, UUID, int], Awaitable[list[Any]]]


FUNDING_SOURCES = Listing(
    tables.FUNDING_SOURCES, lambda reading, after, limit: FundingSources(reading).page(after, limit)
)
GRANTS = Listing(tables.GRANTS, lambda reading, after, limit: Grants(reading).page(after, limit))
ALLOCATIONS = Listing(
    tables.ALLOCATIONS, lambda reading, after, limit: Allocations(reading).page(after, limit)
)
SPENDING = Listing(tables.SPENDING, lambda reading, after, limit: SpendingEntries(reading).page(after, limit))
CONTRIBUTIONS = Listing(
    tables.CONTRIBUTIONS, lambda reading, after, limit: Contributions(reading).page(after, limit)
)
ENGAGEMENT_ACTIVITIES = Listing(
    tables.ENGAGEMENT_ACTIVITIES,
    lambda reading, after, limit: EngagementActivities(reading).page(after, limit),
)
PARTICIPATION_SUPPORT = Listing(
    tables.PARTICIPATION_SUPPORT,
    lambda reading, after, limit: ParticipationSupports(reading).page(after, limit),
)
MANDATES = Listing(
    tables.MANDATES, lambda reading, after, limit: Mandates(reading).page(after, limit, status=None)
)


class FundingExports:
    """Reads what is exported in pages."""

    def __init__(self, pages: Pages, language: Language) -> None:
        self._pages = pages
        self._language = language
        # What is recorded later has a later id.
        self._last = uuid7()

    async def table(self, writer: TableWriter, listing: Listing) -> AsyncIterator[bytes]:
        """Everything of a listing, up to what there was when it began."""
        yield writer.begin(list(listing.columns))
        after = START
        while True:

            async def read(reading: Reading, after: UUID = after) -> tuple[list[Any], Shown]:
                rows = await listing.read(reading, after, PAGE)
                return rows, await self._shown(reading, rows)

            rows, shown = await self._pages.read(read)
            yield writer.rows(
                [cell(row, shown) for cell in listing.columns.values()]
                for row in rows
                if row["id"] <= self._last
            )
            if len(rows) < PAGE:
                break
            after = rows[-1]["id"]
        yield writer.end()

    async def _shown(self, reading: Reading, rows: list[Any]) -> Shown:
        of = (reading.connection, reading.initiative_id)
        return Shown(await names_of_organizations(*of, _ids(rows)), self._language)


def _ids(rows: list[Any]) -> set[UUID]:
    """The organizations that rows are about."""
    found: set[UUID] = set()
    for row in rows:
        known = dict(row)
        found |= {known[name] for name in _ORGANIZATIONS if known.get(name) is not None}
        found |= {one for name in _SEVERAL for one in known.get(name) or ()}
        found |= {UUID(one["organization_id"]) for one in known.get("carriers") or ()}
    return found
