"""Facts of grants: agreed, amended, closed."""

from datetime import date
from typing import Annotated, Any, ClassVar
from uuid import UUID

from services.registry.currencies import Currency
from shared.eventlog.event_types import FOR_CONCERNED, OPEN, Event
from shared.localization.texts import LocalizedText

GRANT = "01936f9a-0000-7000-8000-000000000066"
_FUNDER = "01936f9a-0000-7000-8000-000000000002"
_TERMS: dict[str, Any] = {
    "grant_id": GRANT,
    "source_id": "01936f9a-0000-7000-8000-000000000061",
    "funder_organization_id": _FUNDER,
    "amount": 110_000_000,
    "pledged_amount": 120_000_000,
    "currency": "ILS",
    "agreed_on": "2025-12-01",
    "starts_on": "2026-01-01",
    "ends_on": "2028-12-31",
    "budget_line_ids": ["01936f9a-0000-7000-8000-000000000065"],
    "line_amounts": [60_000_000],
    "restricted_to": {"he": "קו החירום בערבית, בצפון"},
    "conditions": {"he": "דיווח אחת לחצי שנה; עד עשירית להוצאות תפעול."},
}


class GrantAgreed(Event):
    """What was pledged became a grant agreement. Its terms are for the funder and facilitators."""

    type: ClassVar[str] = "registry.grant.agreed"
    subject: ClassVar[str] = "grants/{grant_id}"
    readers: ClassVar[tuple[str, ...]] = ("funder_organization_id",)
    example: ClassVar[dict[str, Any]] = _TERMS
    grant_id: Annotated[UUID, OPEN]
    source_id: Annotated[UUID, OPEN]
    funder_organization_id: Annotated[UUID | None, OPEN] = None
    amount: Annotated[int, OPEN]
    pledged_amount: Annotated[int | None, OPEN] = None
    """What the source stood at while it was only pledged; nothing where it was more than that already."""
    currency: Annotated[Currency, OPEN]
    agreed_on: Annotated[date, OPEN]
    starts_on: Annotated[date, OPEN]
    ends_on: Annotated[date, OPEN]
    budget_line_ids: Annotated[list[UUID], OPEN]
    """What it is restricted to: each with its amount in `line_amounts`."""
    line_amounts: Annotated[list[int], OPEN]
    restricted_to: Annotated[LocalizedText | None, FOR_CONCERNED] = None
    conditions: Annotated[LocalizedText | None, FOR_CONCERNED] = None


class GrantAmended(GrantAgreed):
    """Funder and initiative agreed on other terms: the values that hold from now on."""

    type: ClassVar[str] = "registry.grant.amended"
    example: ClassVar[dict[str, Any]] = _TERMS


class GrantClosed(Event):
    """A grant is over: nothing more of it is due, from the funder or to it."""

    type: ClassVar[str] = "registry.grant.closed"
    subject: ClassVar[str] = "grants/{grant_id}"
    readers: ClassVar[tuple[str, ...]] = ("funder_organization_id",)
    example: ClassVar[dict[str, Any]] = {
        "grant_id": GRANT,
        "funder_organization_id": _FUNDER,
        "closed_on": "2028-12-31",
        "reason": {"he": "התקופה הסתיימה והדיווח האחרון נמסר."},
    }
    grant_id: Annotated[UUID, OPEN]
    funder_organization_id: Annotated[UUID | None, OPEN] = None
    closed_on: Annotated[date, OPEN]
    reason: Annotated[LocalizedText, FOR_CONCERNED]
