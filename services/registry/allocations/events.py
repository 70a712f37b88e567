"""Facts of an allocation: made, withdrawn."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from services.registry.currencies import Currency
from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedText

_NAMED: dict[str, Any] = {
    "allocation_id": "01936f9a-0000-7000-8000-000000000062",
    "source_id": "01936f9a-0000-7000-8000-000000000061",
}


class AllocationMade(Event):
    """Money of a source was allocated to an organization, for a purpose."""

    type: ClassVar[str] = "registry.allocation.made"
    subject: ClassVar[str] = "allocations/{allocation_id}"
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        "organization_id": "01936f9a-0000-7000-8000-000000000002",
        "amount": 25_000_000,
        "currency": "ILS",
        "to_backbone": False,
        "purpose": {"he": "קו חירום בערבית בשעות הלילה"},
    }
    allocation_id: Annotated[UUID, OPEN]
    source_id: Annotated[UUID, OPEN]
    organization_id: Annotated[UUID, OPEN]
    amount: Annotated[int, OPEN]
    currency: Annotated[Currency, OPEN]
    to_backbone: Annotated[bool, OPEN]
    activity_id: Annotated[UUID | None, OPEN] = None
    purpose: Annotated[LocalizedText, FOR_MEMBERS]


class AllocationWithdrawn(Event):
    """An allocation was taken back; its money can be allocated anew."""

    type: ClassVar[str] = "registry.allocation.withdrawn"
    subject: ClassVar[str] = "allocations/{allocation_id}"
    example: ClassVar[dict[str, Any]] = _NAMED
    allocation_id: Annotated[UUID, OPEN]
    source_id: Annotated[UUID, OPEN]
