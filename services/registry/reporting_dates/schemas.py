"""Bodies of the reporting dates' API."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import model_validator

from services.registry.reporting_dates.errors import COVERS_REVERSED
from services.registry.reporting_dates.events import ReportingStatus
from shared.http.bodies import RequestBody, ResponseBody


class ReportingDateCreate(RequestBody):
    """By when a grant is to be reported on, and for which period."""

    due_on: date
    covers_from: date
    covers_until: date

    @model_validator(mode="after")
    def _a_period(self) -> Self:
        if self.covers_until < self.covers_from:
            raise COVERS_REVERSED.broken()
        return self


class Delivery(RequestBody):
    """When a report was delivered."""

    delivered_on: date


class ReportingDate(ResponseBody):
    """By when a grant is to be reported on, for which period, and whether it was."""

    id: UUID
    grant_id: UUID
    due_on: date
    covers_from: date
    covers_until: date
    status: ReportingStatus
    delivered_on: date | None
    created_at: datetime
    version: int
