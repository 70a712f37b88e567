"""The rules of reports to funders: who makes them, of what period, in which format and currency."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from services.registry.budget_lines.repository import BudgetLineRepository
from services.registry.funding_sources.service import KEEPING_FUNDS, gives, keeps_funds
from services.registry.grant_reports.amounts import reported
from services.registry.grant_reports.errors import FormatOfOtherCurrency, UnknownReportFormat
from services.registry.grant_reports.repository import GrantReportRepository
from services.registry.grant_reports.tables import (
    ENTRY_COLUMNS,
    LINE_COLUMNS,
    entry_row,
    header,
    line_rows,
)
from services.registry.grants.repository import GrantRepository
from services.registry.report_formats.repository import ReportFormatRepository
from shared.commands import Reading
from shared.exports.streaming import PAGE, Pages
from shared.exports.tables import TableWriter
from shared.http.pagination import START
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7
from shared.localization.languages import Language

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """Of which grant a report is asked for, in which format, of what was spent from a day to a day."""

    grant_id: UUID
    report_format_id: UUID
    since: date | None
    until: date | None


class GrantReports:
    """Making reports to funders: who keeps the funds makes them, and the grant's funder."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        of = (reading.connection, reading.initiative_id)
        self._grants, self._formats = GrantRepository(*of), ReportFormatRepository(*of)
        self._lines = BudgetLineRepository(*of)

    async def report(self, asked: Asked) -> dict[str, Any]:
        """A report.

        Raises NotFound, Forbidden, UnknownReportFormat and FormatOfOtherCurrency.
        """
        grant, made_in = await self._asked(asked)
        spending = await self._spending(asked, grant).sums()
        conversion = made_in["conversion"]
        rate = Fraction(1)
        if conversion:
            rate = Fraction(conversion["rate"]["numerator"], conversion["rate"]["denominator"])
        return {
            **reported(made_in["lines"], spending, rate),
            "grant_id": grant["id"],
            "report_format_id": made_in["id"],
            "language": made_in["language"],
            "since": asked.since,
            "until": asked.until,
            "grant_currency": grant["currency"],
            "currency": conversion["to_currency"] if conversion else grant["currency"],
            "conversion": conversion,
            "granted": grant["amount"],
            "received": grant["received"],
        }

    async def as_rows(self, asked: Asked) -> tuple[Language, list[list[str]]]:
        """A report as the rows of a table in the language of its format; raises as `report` does."""
        report = await self.report(asked)
        named = [one["budget_line_id"] for one in report["unmapped"] if one["budget_line_id"]]
        lines = await self._lines.named(named)
        language = Language(report["language"])
        return language, line_rows(report, {key: row["name"] for key, row in lines.items()}, language)

    async def entries(self, asked: Asked, after: UUID, last: UUID) -> tuple[Row, list[Any]]:
        """The format, and entries of spending after an id, up to the last; raises as `report` does."""
        grant, made_in = await self._asked(asked)
        return made_in, await self._spending(asked, grant).entries(after, last, PAGE)

    async def _asked(self, asked: Asked) -> tuple[Row, Row]:
        grant = await self._grants.get(asked.grant_id)
        if grant is None:
            raise NotFound
        if not (keeps_funds(self._reading.caller) or gives(self._reading.caller, grant)):
            raise Forbidden(OpenTo.FUNDERS, *KEEPING_FUNDS)
        made_in = await self._formats.get(asked.report_format_id)
        if made_in is None or made_in["retired"]:
            raise UnknownReportFormat
        conversion = made_in["conversion"]
        if conversion and conversion["from_currency"] != grant["currency"]:
            raise FormatOfOtherCurrency
        return grant, made_in

    def _spending(self, asked: Asked, grant: Row) -> GrantReportRepository:
        return GrantReportRepository(
            self._reading.connection,
            self._reading.initiative_id,
            grant["source_id"],
            asked.since or date.min,
            asked.until or date.max,
        )


class GrantReportFiles:
    """Writes reports to funders as files, page by page."""

    def __init__(self, pages: Pages, asked: Asked) -> None:
        self._pages = pages
        self._asked = asked
        # What is recorded later has a later id.
        self._last = uuid7()

    async def lines(self, writer: TableWriter) -> AsyncIterator[bytes]:
        """The lines of a report as a table, with its total."""

        async def read(reading: Reading) -> tuple[Language, list[list[str]]]:
            return await GrantReports(reading).as_rows(self._asked)

        language, rows = await self._pages.read(read)
        yield writer.begin(header(LINE_COLUMNS, language))
        yield writer.rows(rows)
        yield writer.end()

    async def entries(self, writer: TableWriter) -> AsyncIterator[bytes]:
        """Every entry a report is made of as a table, each by its line."""
        after, begun = START, False
        while True:

            async def read(reading: Reading, after: UUID = after) -> tuple[Row, list[Any]]:
                return await GrantReports(reading).entries(self._asked, after, self._last)

            made_in, rows = await self._pages.read(read)
            language = Language(made_in["language"])
            if not begun:
                yield writer.begin(header(ENTRY_COLUMNS, language))
                begun = True
            yield writer.rows(entry_row(row, made_in["lines"], language) for row in rows)
            if len(rows) < PAGE:
                break
            after = rows[-1]["id"]
        yield writer.end()
