"""Exports: organizations and ties as they are, page by page, up to what was there when the export began."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any
from uuid import UUID

from services.registry.exports.networks import NetworkWriter
from services.registry.exports.repository import ExportRepository
from services.registry.exports.tables import ORGANIZATION_COLUMNS, TIE_COLUMNS, organization_row, tie_row
from shared.commands import Reading
from shared.exports.streaming import PAGE, Pages
from shared.exports.tables import TableWriter
from shared.http.pagination import START
from shared.ids import uuid7
from shared.localization.languages import Language


class Exports:
    """Reads what is exported in pages."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        # What is recorded later has a later id. A tie is always later than its two organizations.
        self._last = uuid7()
        self._merged: dict[UUID, UUID] = {}

    async def organizations(self, writer: TableWriter) -> AsyncIterator[bytes]:
        """All organizations as a table."""
        yield writer.begin(ORGANIZATION_COLUMNS)
        async for rows in self._organizations():
            yield writer.rows(map(organization_row, rows))
        yield writer.end()

    async def ties(self, writer: TableWriter, on: date | None, language: Language) -> AsyncIterator[bytes]:
        """All ties as a table, or those that hold on a day."""
        yield writer.begin(TIE_COLUMNS)
        async for rows in self._ties(on):
            yield writer.rows(tie_row(row, language) for row in rows)
        yield writer.end()

    async def network(self, writer: NetworkWriter, on: date | None) -> AsyncIterator[bytes]:
        """All organizations, and the ties between them, or those that hold on a day."""
        yield writer.begin().encode()
        async for rows in self._organizations():
            yield writer.organizations(rows).encode()
        yield writer.between().encode()
        async for rows in self._ties(on):
            yield writer.ties(self._of_who_stays(row) for row in rows).encode()
        yield writer.end().encode()

    def _of_who_stays(self, tie: Any) -> dict[str, Any]:
        """A tie between the organizations that its own were merged into: they alone are in the network."""
        sides = {}
        for side in ("from_organization_id", "to_organization_id"):
            organization_id = tie[side]
            while organization_id in self._merged:
                organization_id = self._merged[organization_id]
            sides[side] = organization_id
        return {**tie, **sides}

    async def _organizations(self) -> AsyncIterator[list[Any]]:
        after = START
        while True:

            async def read(reading: Reading, after: UUID = after) -> list[Any]:
                repository = ExportRepository(reading.connection, reading.initiative_id)
                return await repository.organizations(after, self._last, PAGE)

            rows = await self._pages.read(read)
            self._merged |= {row["id"]: row["merged_into"] for row in rows if row["merged_into"]}
            yield [row for row in rows if row["merged_into"] is None]
            if len(rows) < PAGE:
                return
            after = rows[-1]["id"]

    async def _ties(self, on: date | None) -> AsyncIterator[list[Any]]:
        after = START
        while True:

            async def read(reading: Reading, after: UUID = after) -> list[Any]:
                repository = ExportRepository(reading.connection, reading.initiative_id)
                return await repository.ties(after, self._last, PAGE, on)

            rows = await self._pages.read(read)
            yield rows
            if len(rows) < PAGE:
                return
            after = rows[-1]["id"]
