"""The rules of single figures: who reports and corrects them; who sees them is decided in `visibility`."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import asyncpg

from services.metrics.figure_problems import refused
from services.metrics.figures import Definition, FigureError
from services.metrics.indicators.errors import IndicatorRetiredAlready
from services.metrics.indicators.repository import IndicatorRepository
from services.metrics.observations.errors import (
    FigureReportedAlready,
    UnknownIndicator,
    UnknownReportingOrganization,
)
from services.metrics.observations.events import ReportKind
from services.metrics.observations.repository import ObservationRepository
from services.metrics.observations.schemas import FigureSent, ObservationCorrect, ObservationCreate
from services.metrics.reporting import Report, digest_of, may_report
from services.metrics.reports_due.service import receive_reports
from services.metrics.visibility import eyes
from shared.commands import Command, Reading
from shared.http.preconditions import Precondition
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7

Row = Mapping[str, Any]


async def named_indicator(indicators: IndicatorRepository, name: str) -> Row:
    """The indicator of a code or id; raises UnknownIndicator."""
    row = await (indicators.get(UUID(name)) if "-" in name else indicators.named(name))
    if row is None:
        raise UnknownIndicator
    return row


class Observations:
    """Reading the figures the caller sees."""

    def __init__(self, reading: Reading) -> None:
        connection, initiative_id = reading.connection, reading.initiative_id
        self._repository = ObservationRepository(connection, initiative_id, eyes(reading.caller))
        self._indicators = IndicatorRepository(connection, initiative_id)

    async def get(self, observation_id: UUID) -> Row:
        """One figure; raises NotFound, also for one that is not seen."""
        row = await self._repository.get(observation_id)
        if row is None:
            raise NotFound
        return row

    async def page(self, after: UUID, limit: int, indicator: str | None, filters: Row) -> list[Any]:
        """Figures after an id, those that have the values given; raises UnknownIndicator."""
        indicator_id = (await named_indicator(self._indicators, indicator))["id"] if indicator else None
        return await self._repository.page(after, limit, {**filters, "indicator_id": indicator_id})

    async def revisions(self, observation_id: UUID) -> list[Any]:
        """How a figure was reported and corrected, oldest first, 1,000 times at most; raises NotFound."""
        rows = await self._repository.revisions(observation_id, 0, 1_000)
        if not rows:
            raise NotFound
        return rows

    async def report(self, report_id: UUID) -> Row:
        """A report, where the caller sees all of it; raises NotFound."""
        row = await self._repository.report(report_id)
        if row is None:
            raise NotFound
        return {**row, "salt": row["salt"].hex()}


class ObservationCommands:
    """Reporting and correcting single figures."""

    def __init__(self, command: Command) -> None:
        self._command = command
        connection, initiative_id = command.connection, command.initiative_id
        self._repository = ObservationRepository(connection, initiative_id, eyes(command.caller))
        self._indicators = IndicatorRepository(connection, initiative_id)

    async def report(self, body: ObservationCreate) -> Row:
        """Report a figure.

        Raises Forbidden, UnknownIndicator, IndicatorRetiredAlready, UnknownReportingOrganization,
        ValidationFailed and FigureReportedAlready.
        """
        if not may_report(self._command.caller, body.organization_id):
            raise Forbidden(OpenTo.ITS_REPRESENTATIVES, OpenTo.FACILITATORS, OpenTo.ANALYSTS)
        if not await self._indicators.has_organization(body.organization_id):
            raise UnknownReportingOrganization
        definition = await self._definition((await named_indicator(self._indicators, body.indicator))["id"])
        try:
            period, place = definition.period(body.period), definition.place(body.dimensions)
        except FigureError as error:
            raise refused(error) from None
        figure = {
            "id": uuid7(),
            "revision": 1,
            "indicator_id": definition.indicator_id,
            "organization_id": body.organization_id,
            "period": period.code,
            "period_start": period.start,
            "period_end": period.end,
            "dimensions": place.dimensions,
            "dimensions_key": place.key,
        }
        report = Report(self._command, ReportKind.SINGLE)
        return await self._keep(figure, body, definition, report, await self._repository.now())

    async def correct(
        self, observation_id: UUID, body: ObservationCorrect, precondition: Precondition
    ) -> Row:
        """Put another figure in the place of one, which is kept.

        Raises NotFound, Forbidden, PreconditionFailed, IndicatorRetiredAlready and ValidationFailed.
        """
        found = await self._repository.get(observation_id)
        if found is None:
            raise NotFound
        if not may_report(self._command.caller, found["organization_id"]):
            raise Forbidden(OpenTo.ITS_REPRESENTATIVES, OpenTo.FACILITATORS, OpenTo.ANALYSTS)
        # The indicator first, as imports do; then the figure as it is by now.
        definition = await self._definition(found["indicator_id"])
        row = await self._repository.lock(observation_id)
        if row is None:
            raise NotFound
        precondition.check(row["version"])
        same = ("id", "indicator_id", "organization_id", "period", "period_start", "period_end")
        figure = {name: row[name] for name in (*same, "dimensions", "dimensions_key")}
        figure["revision"] = row["revision"] + 1
        report = Report(self._command, ReportKind.CORRECTION, body.reason)
        now = await self._repository.now()
        await self._repository.supersede(observation_id, now)
        return await self._keep(figure, body, definition, report, now)

    async def _definition(self, indicator_id: UUID) -> Definition:
        row = await self._indicators.lock(indicator_id)
        if row is None:
            raise NotFound
        definition = Definition(row)
        if definition.retired:
            raise IndicatorRetiredAlready
        return definition

    async def _keep(
        self,
        figure: dict[str, Any],
        sent: FigureSent,
        definition: Definition,
        report: Report,
        now: datetime,
    ) -> Row:
        try:
            value = definition.value(sent.state, sent.value, sent.numerator, sent.denominator)
        except FigureError as error:
            raise refused(error) from None
        figure |= {
            "state": value.state,
            "value": _decimal(value.value),
            "numerator": _decimal(value.numerator),
            "denominator": _decimal(value.denominator),
        }
        new = figure["revision"] == 1
        digest = digest_of(report.salt, [figure])
        counts: dict[str, Any] = {"created": int(new), "corrected": int(not new), "digest": digest}
        await self._repository.keep_report(report.row(**counts, now=now))
        kept = {
            **figure,
            "remark": sent.remark,
            "report_id": report.id,
            "definition_version": definition.version,
            "recorded_at": now,
        }
        if not await self._repository.insert(kept):
            raise FigureReportedAlready
        report.record(
            **counts,
            organizations=[figure["organization_id"]],
            indicators=[definition.indicator_id],
            first=figure["period_start"],
            last=figure["period_end"],
        )
        await receive_reports(self._command)
        shown = await self._repository.get(figure["id"])
        assert shown is not None
        return shown


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Forget who reported, and their reasons. Figures are their organization's and stay."""
    await ObservationRepository(connection, initiative_id).forget(person_id)
