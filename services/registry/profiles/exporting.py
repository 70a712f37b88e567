"""Profiles as tables: one row a partner, or one row an offer or need; page by page, as exports are."""

from collections.abc import AsyncIterator, Mapping
from typing import Any, Final
from uuid import UUID

from services.registry.profiles.repository import TEXTS, ProfileRepository
from shared.commands import Reading
from shared.exports.streaming import PAGE, Pages
from shared.exports.tables import TableWriter
from shared.http.pagination import START
from shared.ids import uuid7
from shared.localization.languages import Language
from shared.localization.texts import pick

Row = Mapping[str, Any]
PROFILE_COLUMNS: Final = ("id", "organization_id", "organization", *TEXTS, "confirmed", "version")
LINE_COLUMNS: Final = (
    *("id", "organization_id", "organization", "side", "kind", "text", "population_groups", "place"),
    *("until", "ended", "ended_on", "confirmed"),
)


class ProfileExports:
    """Reads what is exported in pages, up to what was there when the export began."""

    def __init__(self, pages: Pages, language: Language) -> None:
        self._pages = pages
        self._language = language
        self._last = uuid7()

    async def profiles(self, writer: TableWriter) -> AsyncIterator[bytes]:
        """All profiles as they are, in the language of whoever reads, or another where there is none."""
        yield writer.begin(PROFILE_COLUMNS)
        async for rows in self._rows("profiles"):
            yield writer.rows(map(self._profile, rows))
        yield writer.end()

    async def lines(self, writer: TableWriter) -> AsyncIterator[bytes]:
        """All offers and needs, those that ended, too."""
        yield writer.begin(LINE_COLUMNS)
        async for rows in self._rows("lines"):
            yield writer.rows(map(self._line, rows))
        yield writer.end()

    async def _rows(self, of: str) -> AsyncIterator[list[Any]]:
        after = START
        while True:

            async def read(reading: Reading, after: UUID = after) -> list[Any]:
                repository = ProfileRepository(reading.connection, reading.initiative_id)
                return await repository.exported(of, after, self._last, PAGE)

            rows = await self._pages.read(read)
            yield rows
            if len(rows) < PAGE:
                return
            after = rows[-1]["id"]

    def _profile(self, row: Row) -> list[str]:
        said = [self._text(row[name]) for name in TEXTS]
        confirmed = "false" if row["confirmed_at"] is None else "true"
        return [*self._whose(row), *said, confirmed, str(row["version"])]

    def _line(self, row: Row) -> list[str]:
        return [
            *self._whose(row),
            row["side"],
            row["kind"],
            self._text(row["text"]),
            "|".join(row["population_groups"]),
            self._text(row["place"]),
            *("" if row[name] is None else str(row[name]) for name in ("until", "ended", "ended_on")),
            "true" if row["confirmed"] else "false",
        ]

    def _whose(self, row: Row) -> list[str]:
        return [str(row["id"]), str(row["organization_id"]), self._text(row["organization"])]

    def _text(self, text: Mapping[str, str] | None) -> str:
        return "" if text is None else pick(text, self._language)
