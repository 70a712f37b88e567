"""Exports of the work together, page by page: what there was when they began, as whoever reads may see it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.registry.commitments.repository import CommitmentRepository
from services.registry.interactions.service import as_seen_by, visible
from services.registry.recognitions.repository import RecognitionRepository
from services.registry.work_exports.repository import NOBODY, WorkExportRepository
from services.registry.work_exports.tables import (
    ATTENDANCE_COLUMNS,
    COMMITMENT_COLUMNS,
    FORUM_MEMBER_COLUMNS,
    INTERACTION_COLUMNS,
    MEETING_COLUMNS,
    RECOGNITION_COLUMNS,
    Names,
    attendance_row,
    commitment_row,
    forum_member_row,
    ids_of,
    interaction_row,
    meeting_row,
    recognition_row,
)
from shared.commands import Reading
from shared.exports.streaming import PAGE, Pages
from shared.exports.tables import TableWriter
from shared.http.pagination import START
from shared.ids import uuid7
from shared.localization.languages import Language

Row = Mapping[str, Any]
_PEOPLE = ("person_id", "by_person_id", "to_person_id", "given_by")
_ORGANIZATIONS = ("organization_id", "by_organization_id", "to_organization_id")


@dataclass(frozen=True, slots=True)
class _Place:
    """The last row that was read: of what is told by two ids, both."""

    first: UUID = START
    second: UUID = START


Read = Callable[[Reading, _Place, UUID], Awaitable[list[Any]]]


@dataclass(frozen=True, slots=True)
class _Table:
    """What is exported: its columns, how a page of it is read, and by which columns it is in order."""

    columns: tuple[str, ...]
    row: Callable[[Row, Names], list[str]]
    read: Read
    ordered_by: tuple[str, ...] = ("id",)


async def _forum_members(reading: Reading, place: _Place, last: UUID) -> list[Any]:
    return await _repository(reading).forum_members(place.first, place.second, last, PAGE)


async def _meetings(reading: Reading, place: _Place, last: UUID) -> list[Any]:
    return await _repository(reading).meetings(place.first, last, PAGE)


async def _attendance(reading: Reading, place: _Place, last: UUID) -> list[Any]:
    caller = reading.caller
    assert caller.person_id is not None
    return await _repository(reading).attendance(
        place.first, place.second, last, PAGE, me=caller.person_id, facilitates=caller.facilitates
    )


async def _interactions(reading: Reading, place: _Place, last: UUID) -> list[Any]:
    rows = await as_seen_by(reading).page(place.first, PAGE, {})
    return [visible(row, reading.caller) for row in rows if row["id"] <= last]


async def _commitments(reading: Reading, place: _Place, last: UUID) -> list[Any]:
    repository = CommitmentRepository(reading.connection, reading.initiative_id)
    return [row for row in await repository.page(place.first, PAGE, {}) if row["id"] <= last]


async def _recognitions(reading: Reading, place: _Place, last: UUID) -> list[Any]:
    repository = RecognitionRepository(reading.connection, reading.initiative_id)
    return [row for row in await repository.page(place.first, PAGE, {}) if row["id"] <= last]


def _repository(reading: Reading) -> WorkExportRepository:
    return WorkExportRepository(reading.connection, reading.initiative_id, reading.now.date())


_FORUM_MEMBERS = _Table(FORUM_MEMBER_COLUMNS, forum_member_row, _forum_members, ("forum_id", "key"))
_MEETINGS = _Table(MEETING_COLUMNS, meeting_row, _meetings)
_ATTENDANCE = _Table(ATTENDANCE_COLUMNS, attendance_row, _attendance, ("meeting_id", "person_id"))
_INTERACTIONS = _Table(INTERACTION_COLUMNS, interaction_row, _interactions)
_COMMITMENTS = _Table(COMMITMENT_COLUMNS, commitment_row, _commitments)
_RECOGNITIONS = _Table(RECOGNITION_COLUMNS, recognition_row, _recognitions)


class WorkExports:
    """Reads what is exported in pages."""

    def __init__(self, pages: Pages, language: Language) -> None:
        self._pages = pages
        self._language = language
        # What is recorded later has a later id.
        self._last = uuid7()

    def forum_members(self, writer: TableWriter) -> AsyncIterator[bytes]:
        """Every forum with who sits in it, or was proposed to."""
        return self._table(writer, _FORUM_MEMBERS)

    def meetings(self, writer: TableWriter) -> AsyncIterator[bytes]:
        """Every meeting with how many came."""
        return self._table(writer, _MEETINGS)

    def attendance(self, writer: TableWriter) -> AsyncIterator[bytes]:
        """Who came to the meetings of the caller's forums; to facilitators, of all."""
        return self._table(writer, _ATTENDANCE)

    def interactions(self, writer: TableWriter) -> AsyncIterator[bytes]:
        """Interactions as the caller may see them."""
        return self._table(writer, _INTERACTIONS)

    def commitments(self, writer: TableWriter) -> AsyncIterator[bytes]:
        """Commitments, with what both sides say of them."""
        return self._table(writer, _COMMITMENTS)

    def recognitions(self, writer: TableWriter) -> AsyncIterator[bytes]:
        """Credit that was given."""
        return self._table(writer, _RECOGNITIONS)

    async def _table(self, writer: TableWriter, table: _Table) -> AsyncIterator[bytes]:
        yield writer.begin(table.columns)
        place = _Place()
        while True:

            async def read(reading: Reading, place: _Place = place) -> tuple[list[Any], Names]:
                found = await table.read(reading, place, self._last)
                return found, await self._names(reading, found)

            rows, names = await self._pages.read(read)
            yield writer.rows(table.row(row, names) for row in rows)
            if len(rows) < PAGE:
                break
            place = _Place(*(rows[-1][name] for name in table.ordered_by))
        yield writer.end()

    async def _names(self, reading: Reading, rows: list[Any]) -> Names:
        repository = _repository(reading)
        people = await repository.people(_ids(rows, _PEOPLE, "person_id"))
        organizations: dict[UUID, Row] = {}
        wanted = set(_ids(rows, _ORGANIZATIONS, "organization_id"))
        while wanted:  # of what was merged, also what it was merged into
            found = await repository.organizations(sorted(wanted))
            organizations |= {row["id"]: row for row in found}
            merged = {row["merged_into"] for row in found if row["merged_into"] is not None}
            wanted = merged - organizations.keys()
        return Names(
            {row["id"]: row["name"] for row in people},
            {one: _that_stays(one, organizations) for one in organizations},
            self._language,
        )


def _ids(rows: list[Any], columns: tuple[str, ...], of_parties: str) -> list[UUID]:
    ids = {row[name] for row in rows for name in columns if name in row and row[name] is not None}
    for row in rows:
        if "parties" in row:
            ids |= set(ids_of(row["parties"], of_parties))
    return sorted(ids - {NOBODY})


def _that_stays(organization_id: UUID, organizations: Mapping[UUID, Row]) -> Row:
    row = organizations[organization_id]
    while row["merged_into"] is not None:
        row = organizations[row["merged_into"]]
    return row
