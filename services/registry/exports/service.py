"""Exports: organizations, people, ties as they are, page by page, up to what was there when it began."""

from collections.abc import AsyncIterator, Mapping
from typing import Any
from uuid import UUID

from services.registry.exports.networks import NetworkWriter
from services.registry.exports.repository import ExportRepository
from services.registry.exports.tables import (
    ORGANIZATION_COLUMNS,
    PERSON_COLUMNS,
    TIE_COLUMNS,
    organization_row,
    person_rows,
    tie_row,
)
from services.registry.history.service import settled
from services.registry.history.when import When
from services.registry.people.service import People
from shared.commands import Reading
from shared.exports.streaming import PAGE, Pages
from shared.exports.tables import TableWriter
from shared.http.pagination import START
from shared.ids import uuid7
from shared.localization.languages import Language

Row = Mapping[str, Any]
Merged = Mapping[UUID, Row]


class Exports:
    """Reads what is exported in pages."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        # What is recorded later has a later id. A tie is always later than its two organizations.
        self._last = uuid7()

    async def organizations(self, writer: TableWriter, when: When) -> AsyncIterator[bytes]:
        """All organizations as a table, as they are or were; raises MomentToCome and NotKeptThen."""
        merged = await self._merged(when)
        yield writer.begin(ORGANIZATION_COLUMNS)
        async for rows in self._organizations(merged, when):
            yield writer.rows(map(organization_row, rows))
        yield writer.end()

    async def people(self, writer: TableWriter, language: Language) -> AsyncIterator[bytes]:
        """Everybody who takes part, with whom they belong to; how to reach them, for those who may see it."""
        yield writer.begin(PERSON_COLUMNS)
        after = START
        while True:

            async def read(reading: Reading, after: UUID = after) -> tuple[list[Any], dict[UUID, Any]]:
                return await _people(reading, after, PAGE)

            rows, called = await self._pages.read(read)
            there = [row for row in rows if row["left_at"] is None and row["id"] <= self._last]
            yield writer.rows(line for row in there for line in person_rows(row, called, language))
            if len(rows) < PAGE:
                break
            after = rows[-1]["id"]
        yield writer.end()

    async def ties(self, writer: TableWriter, when: When, language: Language) -> AsyncIterator[bytes]:
        """All ties as a table, or those that hold on a day; raises MomentToCome and NotKeptThen."""
        merged = await self._merged(when)
        yield writer.begin(TIE_COLUMNS)
        async for rows in self._ties(when, merged):
            yield writer.rows(tie_row(row, language) for row in rows)
        yield writer.end()

    async def network(self, writer: NetworkWriter, when: When) -> AsyncIterator[bytes]:
        """All organizations and the ties between them, or those that hold on a day.

        Raises MomentToCome and NotKeptThen.
        """
        merged = await self._merged(when)
        yield writer.begin().encode()
        async for rows in self._organizations(merged, when):
            yield writer.organizations(rows).encode()
        yield writer.between().encode()
        async for rows in self._ties(when, merged):
            yield writer.ties(rows).encode()
        yield writer.end().encode()

    async def _merged(self, when: When) -> Merged:
        """What was merged when the export began: what changes meanwhile tears no page from another."""

        async def read(reading: Reading) -> list[Any]:
            repository = ExportRepository(reading.connection, reading.initiative_id)
            return await repository.merged(await settled(reading, when))

        return {row["id"]: row for row in await self._pages.read(read)}

    async def _organizations(self, merged: Merged, when: When) -> AsyncIterator[list[Any]]:
        after = START
        while True:

            async def read(reading: Reading, after: UUID = after) -> list[Any]:
                repository = ExportRepository(reading.connection, reading.initiative_id)
                return await repository.organizations(after, self._last, PAGE, when)

            rows = await self._pages.read(read)
            yield [row for row in rows if row["id"] not in merged]
            if len(rows) < PAGE:
                return
            after = rows[-1]["id"]

    async def _ties(self, when: When, merged: Merged) -> AsyncIterator[list[Any]]:
        after = START
        while True:

            async def read(reading: Reading, after: UUID = after) -> list[Any]:
                repository = ExportRepository(reading.connection, reading.initiative_id)
                return await repository.ties(after, self._last, PAGE, when)

            rows = await self._pages.read(read)
            yield [_of_who_stays(row, merged) for row in rows]
            if len(rows) < PAGE:
                return
            after = rows[-1]["id"]


async def _people(reading: Reading, after: UUID, limit: int) -> tuple[list[Any], dict[UUID, Any]]:
    """People after an id as whoever reads may see them, and what their organizations are called."""
    rows = await People(reading).page(after, limit)
    ids = {UUID(one["organization_id"]) for row in rows for one in row["affiliations"]}
    return rows, await ExportRepository(reading.connection, reading.initiative_id).called(ids)


def _of_who_stays(tie: Row, merged: Merged) -> Row:
    """A tie between the organizations that its own were merged into: they alone are exported."""
    shown = dict(tie)
    for side in ("from", "to"):
        while into := merged.get(shown[f"{side}_organization_id"]):
            shown |= {f"{side}_organization_id": into["merged_into"], f"{side}_name": into["into_name"]}
    while into := merged.get(shown["reported_by"]):
        shown["reported_by"] = into["merged_into"]
    return shown
