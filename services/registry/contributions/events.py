"""Facts of contributions: money redirected towards the agenda, and what is given in kind."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from services.registry.currencies import Currency
from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedText


class ContributionKind(StrEnum):
    """In what way somebody contributes beside the initiative's own money."""

    REDIRECTED = "redirected"
    """Money that its owner goes on spending, now on what the agenda wants."""
    IN_KIND = "in_kind"
    """Work, space, goods; an amount says what it would cost."""


_CONTRIBUTION = "01936f9a-0000-7000-8000-000000000063"
_ORGANIZATION = "01936f9a-0000-7000-8000-000000000002"
_NAMED: dict[str, Any] = {"contribution_id": _CONTRIBUTION, "organization_id": _ORGANIZATION}


class _Contribution(Event):
    subject: ClassVar[str] = "contributions/{contribution_id}"
    example: ClassVar[dict[str, Any]] = _NAMED
    contribution_id: Annotated[UUID, OPEN]
    organization_id: Annotated[UUID, OPEN]


class ContributionRecorded(_Contribution):
    """An organization contributes, as it says itself, or as somebody entered for it to confirm."""

    type: ClassVar[str] = "registry.contribution.recorded"
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        "kind": "redirected",
        "amount": 30_000_000,
        "currency": "ILS",
        "starts_on": "2027-01-01",
        "ends_on": "2027-12-31",
        "confirmed": True,
        "text": {"he": "תקציב ההסברה של האגף מופנה לקו החירום בערבית."},
    }
    kind: Annotated[ContributionKind, OPEN]
    amount: Annotated[int | None, OPEN] = None
    currency: Annotated[Currency | None, OPEN] = None
    starts_on: Annotated[date | None, OPEN] = None
    ends_on: Annotated[date | None, OPEN] = None
    confirmed: Annotated[bool, OPEN]
    text: Annotated[LocalizedText, FOR_MEMBERS]


class ContributionConfirmed(_Contribution):
    """An organization stands by a contribution that was entered for it."""

    type: ClassVar[str] = "registry.contribution.confirmed"


class ContributionWithdrawn(_Contribution):
    """A contribution does not come about, or is not the organization's; it counts for nothing."""

    type: ClassVar[str] = "registry.contribution.withdrawn"
