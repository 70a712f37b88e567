"""Facts of a funding source: recorded, described anew, withdrawn."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from services.registry.currencies import Currency
from shared.eventlog.event_types import FOR_CONCERNED, FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedLine, LocalizedText


class FundingState(StrEnum):
    """How certain the money is."""

    PLEDGED = "pledged"
    """Somebody means to give it. It counts as raised when it is granted."""
    GRANTED = "granted"
    """It was granted, in writing."""
    RECEIVED = "received"
    """It has arrived."""


_SOURCE = "01936f9a-0000-7000-8000-000000000061"
_DESCRIPTION: dict[str, Any] = {
    "source_id": _SOURCE,
    "funder_organization_id": "01936f9a-0000-7000-8000-000000000002",
    "amount": 120_000_000,
    "currency": "ILS",
    "state": "granted",
    "earmarked_for_backbone": False,
    "starts_on": "2026-01-01",
    "ends_on": "2028-12-31",
    "terms": {"he": "דיווח אחת לחצי שנה; עד עשירית להוצאות תפעול."},
}


class FundingSourceRecorded(Event):
    """Money was pledged or given to the initiative. Its terms are for the funder and facilitators."""

    type: ClassVar[str] = "registry.funding_source.recorded"
    subject: ClassVar[str] = "funding-sources/{source_id}"
    readers: ClassVar[tuple[str, ...]] = ("funder_organization_id",)
    example: ClassVar[dict[str, Any]] = _DESCRIPTION
    source_id: Annotated[UUID, OPEN]
    funder_organization_id: Annotated[UUID | None, OPEN] = None
    funder_name: Annotated[LocalizedLine | None, FOR_MEMBERS] = None
    amount: Annotated[int, OPEN]
    currency: Annotated[Currency, OPEN]
    state: Annotated[FundingState, OPEN]
    earmarked_for_backbone: Annotated[bool, OPEN]
    starts_on: Annotated[date | None, OPEN] = None
    ends_on: Annotated[date | None, OPEN] = None
    terms: Annotated[LocalizedText | None, FOR_CONCERNED] = None


class FundingSourceDescribed(FundingSourceRecorded):
    """What is recorded of a funding source was changed: the values that hold from now on."""

    type: ClassVar[str] = "registry.funding_source.described"
    example: ClassVar[dict[str, Any]] = _DESCRIPTION


class FundingSourceWithdrawn(Event):
    """A funding source did not come about, or was recorded by mistake; nothing is allocated from it."""

    type: ClassVar[str] = "registry.funding_source.withdrawn"
    subject: ClassVar[str] = "funding-sources/{source_id}"
    example: ClassVar[dict[str, Any]] = {"source_id": _SOURCE}
    source_id: Annotated[UUID, OPEN]
