"""Facts of handing over a mandate: begun, what is handed, accepted or returned, ended."""

from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedText


class HandoverStatus(StrEnum):
    """How far handing over has come."""

    RUNNING = "running"
    DONE = "done"
    """Everything was handed and accepted."""
    CALLED_OFF = "called_off"


class HandedKind(StrEnum):
    """What kind of thing is handed over."""

    DOCUMENTS = "documents"
    CONTACTS = "contacts"
    """Relations with people and organizations, introduced in person."""
    COMMITMENTS = "commitments"
    """What the backbone promised and has not kept yet."""
    FUNDS = "funds"
    ACCESS = "access"
    """To systems, accounts, places."""
    OTHER = "other"


class HandedStatus(StrEnum):
    """How far one thing has come."""

    TO_HAND = "to_hand"
    HANDED = "handed"
    """Whoever gets it has not said yet whether it is there."""
    ACCEPTED = "accepted"
    RETURNED = "returned"
    """Whoever gets it said what is missing; it is handed again."""


_HANDOVER = "01936f9a-0000-7000-8000-000000000036"
_ORGANIZATION = "01936f9a-0000-7000-8000-000000000002"
_PERSON = "01936f9a-0000-7000-8000-000000000003"
_THING: dict[str, Any] = {"handover_id": _HANDOVER, "thing_id": "01936f9a-0000-7000-8000-000000000037"}


class _OfHandover(Event):
    subject: ClassVar[str] = "handovers/{handover_id}"
    handover_id: Annotated[UUID, OPEN]


class HandoverBegun(_OfHandover):
    """The backbone began to hand its work over to those who take it on."""

    type: ClassVar[str] = "registry.handover.begun"
    example: ClassVar[dict[str, Any]] = {
        "handover_id": _HANDOVER,
        "mandate_id": "01936f9a-0000-7000-8000-000000000033",
        "organization_ids": [_ORGANIZATION],
        "to_organization_ids": ["01936f9a-0000-7000-8000-000000000004"],
    }
    mandate_id: Annotated[UUID, OPEN]
    organization_ids: Annotated[list[UUID], OPEN]
    """Who hands over: the mandate's holders."""
    to_organization_ids: Annotated[list[UUID], OPEN]


class _OfThing(_OfHandover):
    thing_id: Annotated[UUID, OPEN]


class HandoverThingAdded(_OfThing):
    """Something that is to be handed over was put on the list."""

    type: ClassVar[str] = "registry.handover.thing_added"
    example: ClassVar[dict[str, Any]] = {
        **_THING,
        "kind": "contacts",
        "text": {"he": "היכרות אישית עם רכזות הרווחה בשש הרשויות."},
    }
    kind: Annotated[HandedKind, OPEN]
    text: Annotated[LocalizedText, FOR_MEMBERS]


class HandoverThingHanded(_OfThing):
    """Whoever hands over says that something was handed."""

    type: ClassVar[str] = "registry.handover.thing_handed"
    example: ClassVar[dict[str, Any]] = _THING


class HandoverThingAccepted(_OfThing):
    """Whoever takes over says that it is there."""

    type: ClassVar[str] = "registry.handover.thing_accepted"
    example: ClassVar[dict[str, Any]] = _THING


class HandoverThingReturned(_OfThing):
    """Whoever takes over says what is missing of it."""

    type: ClassVar[str] = "registry.handover.thing_returned"
    people: ClassVar[tuple[str, ...]] = ("author_id",)
    example: ClassVar[dict[str, Any]] = {
        **_THING,
        "author_id": _PERSON,
        "reason": {"he": "חסרים פרטי הקשר של שתי רשויות."},
    }
    author_id: Annotated[UUID, OPEN]
    reason: Annotated[LocalizedText, FOR_MEMBERS]


class HandoverEnded(_OfHandover):
    """Handing over came to its end: everything was accepted, or it was called off."""

    type: ClassVar[str] = "registry.handover.ended"
    example: ClassVar[dict[str, Any]] = {"handover_id": _HANDOVER, "status": "done"}
    status: Annotated[HandoverStatus, OPEN]
