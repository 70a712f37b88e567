"""Facts of reporting on grants: a day set, a report delivered, a day dropped."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import OPEN, Event


class ReportingStatus(StrEnum):
    """Whether a report that is due to a funder was delivered."""

    DUE = "due"
    DELIVERED = "delivered"
    DROPPED = "dropped"
    """The funder asks for it no more, or on another day."""


_NAMED: dict[str, Any] = {
    "reporting_date_id": "01936f9a-0000-7000-8000-000000000068",
    "grant_id": "01936f9a-0000-7000-8000-000000000066",
}


class _ReportingDate(Event):
    subject: ClassVar[str] = "grants/{grant_id}"
    example: ClassVar[dict[str, Any]] = _NAMED
    reporting_date_id: Annotated[UUID, OPEN]
    grant_id: Annotated[UUID, OPEN]


class ReportingDateSet(_ReportingDate):
    """A grant is to be reported on by a day, for some period."""

    type: ClassVar[str] = "registry.reporting_date.set"
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        "due_on": "2026-07-31",
        "covers_from": "2026-01-01",
        "covers_until": "2026-06-30",
    }
    due_on: Annotated[date, OPEN]
    covers_from: Annotated[date, OPEN]
    covers_until: Annotated[date, OPEN]


class GrantReportDelivered(_ReportingDate):
    """The funder of a grant has its report."""

    type: ClassVar[str] = "registry.reporting_date.delivered"
    example: ClassVar[dict[str, Any]] = {**_NAMED, "delivered_on": "2026-07-28"}
    delivered_on: Annotated[date, OPEN]


class ReportingDateDropped(_ReportingDate):
    """The funder asks for a report no more, or for another one in its place."""

    type: ClassVar[str] = "registry.reporting_date.dropped"
