"""The rule of publishing: an organization's figures are its own to publish, whoever reported them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg

from services.metrics.figure_problems import refused
from services.metrics.figures import Definition, FigureError
from services.metrics.indicators.repository import IndicatorRepository
from services.metrics.indicators.service import represents
from services.metrics.observations.service import named_indicator
from services.metrics.publications.errors import NOT_BEGUN, PublishedAlready
from services.metrics.publications.events import FiguresPublished
from services.metrics.publications.repository import PublicationRepository
from services.metrics.publications.schemas import PublicationCreate
from shared.commands import Command, Reading
from shared.http.problems import FieldError, Forbidden, OpenTo, ValidationFailed
from shared.ids import uuid7

Row = Mapping[str, Any]


class Publications:
    """Reading what is published."""

    def __init__(self, reading: Reading) -> None:
        self._repository = PublicationRepository(reading.connection, reading.initiative_id)

    async def page(self, after: UUID, limit: int) -> list[Any]:
        """Publications after an id."""
        return await self._repository.page(after, limit)


class PublicationCommands:
    """Publishing."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = PublicationRepository(command.connection, command.initiative_id)
        self._indicators = IndicatorRepository(command.connection, command.initiative_id)

    async def publish(self, body: PublicationCreate) -> Row:
        """Let everybody see the figures up to a period that has begun.

        Raises Forbidden, UnknownIndicator, ValidationFailed and PublishedAlready.
        """
        caller = self._command.caller
        if not represents(caller, body.organization_id):
            raise Forbidden(OpenTo.ITS_REPRESENTATIVES)
        indicator = await named_indicator(self._indicators, body.indicator)
        # Held: of two publications at once, the second is of what the first left.
        await self._indicators.lock(indicator["id"])
        try:
            period = Definition(indicator).period(body.period)
        except FigureError as error:
            raise refused(error) from None
        if period.start > self._command.now.date():
            raise ValidationFailed(errors=[FieldError("/period", NOT_BEGUN.code, NOT_BEGUN.message)])
        furthest = await self._repository.furthest(body.organization_id, indicator["id"])
        if furthest is not None and furthest >= period.end:
            raise PublishedAlready
        row = await self._repository.insert(
            {
                "id": uuid7(),
                "organization_id": body.organization_id,
                "indicator_id": indicator["id"],
                "period": period.code,
                "through_on": period.end,
                "published_by": caller.person_id,
                "published_at": self._command.now,
            }
        )
        named = {name: row[name] for name in ("organization_id", "indicator_id", "through_on")}
        self._command.record(FiguresPublished(publication_id=row["id"], **named))
        return row


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Forget who approved what: what is published stays so."""
    await PublicationRepository(connection, initiative_id).forget(person_id)
