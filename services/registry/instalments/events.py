"""Facts of the instalments of grants: agreed, moved, received, missed."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from services.registry.currencies import Currency
from shared.eventlog.event_types import FOR_CONCERNED, OPEN, Event
from shared.localization.texts import LocalizedText


class InstalmentStatus(StrEnum):
    """Whether an instalment has arrived."""

    DUE = "due"
    RECEIVED = "received"
    MISSED = "missed"
    """Its day passed without it; it can still be moved, or arrive."""


_FUNDER = "01936f9a-0000-7000-8000-000000000002"
_NAMED: dict[str, Any] = {
    "instalment_id": "01936f9a-0000-7000-8000-000000000067",
    "grant_id": "01936f9a-0000-7000-8000-000000000066",
    "funder_organization_id": _FUNDER,
}


class _Instalment(Event):
    subject: ClassVar[str] = "grants/{grant_id}"
    readers: ClassVar[tuple[str, ...]] = ("funder_organization_id",)
    example: ClassVar[dict[str, Any]] = _NAMED
    instalment_id: Annotated[UUID, OPEN]
    grant_id: Annotated[UUID, OPEN]
    funder_organization_id: Annotated[UUID | None, OPEN] = None


class InstalmentAgreed(_Instalment):
    """Part of a grant is due on a day."""

    type: ClassVar[str] = "registry.instalment.agreed"
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        "amount": 30_000_000,
        "currency": "ILS",
        "due_on": "2026-07-01",
        "condition": {"he": "אחרי שנמסר הדיווח על החצי הראשון של השנה."},
    }
    amount: Annotated[int, OPEN]
    currency: Annotated[Currency, OPEN]
    due_on: Annotated[date, OPEN]
    condition: Annotated[LocalizedText | None, FOR_CONCERNED] = None


class InstalmentMoved(_Instalment):
    """An instalment is due on another day, or in another amount, for a reason."""

    type: ClassVar[str] = "registry.instalment.moved"
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        "amount": 20_000_000,
        "currency": "ILS",
        "from_on": "2026-07-01",
        "due_on": "2026-10-01",
        "reason": {"he": "תקציב הקרן אושר באיחור."},
    }
    amount: Annotated[int, OPEN]
    currency: Annotated[Currency, OPEN]
    from_on: Annotated[date, OPEN]
    due_on: Annotated[date, OPEN]
    reason: Annotated[LocalizedText, FOR_CONCERNED]


class InstalmentReceived(_Instalment):
    """An instalment arrived."""

    type: ClassVar[str] = "registry.instalment.received"
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        "amount": 20_000_000,
        "currency": "ILS",
        "received_on": "2026-10-03",
    }
    amount: Annotated[int, OPEN]
    currency: Annotated[Currency, OPEN]
    received_on: Annotated[date, OPEN]


class InstalmentMissed(_Instalment):
    """An instalment did not arrive when it was due, or what was taken for it was something else."""

    type: ClassVar[str] = "registry.instalment.missed"
