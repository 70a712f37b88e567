"""Facts of spending: recorded, corrected, withdrawn."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from services.registry.currencies import Currency
from shared.eventlog.event_types import FOR_CONCERNED, OPEN, Event
from shared.localization.texts import LocalizedText


class SpendingCategory(StrEnum):
    """What kind of thing money went for. Funders' own lines are mapped to these, or to budget lines."""

    WAGES = "wages"
    SERVICES = "services"
    """Of professionals and companies that are not employed."""
    RENT = "rent"
    EQUIPMENT = "equipment"
    MATERIALS = "materials"
    TRAVEL = "travel"
    EVENTS = "events"
    PARTICIPATION_SUPPORT = "participation_support"
    """What makes it possible for people to take part: childcare, interpreting, pay for their time."""
    COMMUNICATION = "communication"
    MEASUREMENT = "measurement"
    OVERHEAD = "overhead"
    OTHER = "other"


class Outside(StrEnum):
    """In what an entry is outside the terms of the grant its money is from, as it says itself."""

    LINES = "lines"
    """More is spent than the grant's lines and its unrestricted rest allow."""
    PERIOD = "period"
    """It was spent before the grant's first day, or after its last."""


_ORGANIZATION = "01936f9a-0000-7000-8000-000000000002"
_NAMED: dict[str, Any] = {
    "spending_id": "01936f9a-0000-7000-8000-000000000069",
    "organization_id": _ORGANIZATION,
    "funder_organization_id": "01936f9a-0000-7000-8000-000000000004",
}
_SPENT: dict[str, Any] = {
    **_NAMED,
    "allocation_id": "01936f9a-0000-7000-8000-000000000062",
    "amount": 480_000,
    "currency": "ILS",
    "spent_on": "2026-11-10",
    "category": "participation_support",
    "budget_line_id": "01936f9a-0000-7000-8000-000000000065",
    "outside": ["period"],
    "text": {"he": "תרגום סימולטני וכיבוד בערב ההקשבה"},
    "explanation": {"he": "הערב נדחה בחודש לבקשת המתנ״ס."},
}


class _Spending(Event):
    subject: ClassVar[str] = "spending/{spending_id}"
    readers: ClassVar[tuple[str, ...]] = ("organization_id", "funder_organization_id")
    example: ClassVar[dict[str, Any]] = _NAMED
    spending_id: Annotated[UUID, OPEN]
    organization_id: Annotated[UUID, OPEN]
    funder_organization_id: Annotated[UUID | None, OPEN] = None


class SpendingRecorded(_Spending):
    """An organization spent money allocated to it. What for, it reads, the funder and facilitators."""

    type: ClassVar[str] = "registry.spending.recorded"
    example: ClassVar[dict[str, Any]] = _SPENT
    allocation_id: Annotated[UUID, OPEN]
    amount: Annotated[int, OPEN]
    currency: Annotated[Currency, OPEN]
    spent_on: Annotated[date, OPEN]
    category: Annotated[SpendingCategory, OPEN]
    budget_line_id: Annotated[UUID | None, OPEN] = None
    outside: Annotated[list[Outside], OPEN]
    text: Annotated[LocalizedText, FOR_CONCERNED]
    explanation: Annotated[LocalizedText | None, FOR_CONCERNED] = None


class SpendingCorrected(SpendingRecorded):
    """What was recorded of spending was wrong: the values that hold from now on, and why."""

    type: ClassVar[str] = "registry.spending.corrected"
    example: ClassVar[dict[str, Any]] = {**_SPENT, "reason": {"he": "החשבונית הסופית נמוכה יותר."}}
    reason: Annotated[LocalizedText, FOR_CONCERNED]


class SpendingWithdrawn(_Spending):
    """An entry was a mistake, or the money came back; it counts for nothing."""

    type: ClassVar[str] = "registry.spending.withdrawn"
    example: ClassVar[dict[str, Any]] = {**_NAMED, "reason": {"he": "נרשם פעמיים."}}
    reason: Annotated[LocalizedText, FOR_CONCERNED]
