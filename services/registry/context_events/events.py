"""Facts of what happens outside the initiative and changes the picture."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedLine, LocalizedText


class ContextKind(StrEnum):
    """What happened outside."""

    WAR = "war"
    """War, or another violent emergency."""
    ELECTION = "election"
    BUDGET = "budget"
    """A budget, adopted, cut or not adopted."""
    LAW = "law"
    """A law or regulation, or its change."""
    ECONOMY = "economy"
    DISASTER = "disaster"
    """A disaster of nature, or an epidemic."""
    PUBLIC = "public"
    """Something that moved the public."""
    OTHER = "other"


_CONTEXT_EVENT = "01936f9a-0000-7000-8000-000000000077"
_DESCRIPTION: dict[str, Any] = {
    "context_event_id": _CONTEXT_EVENT,
    "kind": "war",
    "starts_on": "2023-10-07",
    "ends_on": "2025-10-10",
    "source_ids": ["01936f9a-0000-7000-8000-000000000021"],
    "title": {"he": "המלחמה", "ar": "الحرب"},
    "note": {"he": "מקלטים מלאים, ופחות פניות למשטרה."},
}


class ContextEventRecorded(Event):
    """Something happened outside that changes the picture: on a day, or from a day on."""

    type: ClassVar[str] = "registry.context_event.recorded"
    subject: ClassVar[str] = "context-events/{context_event_id}"
    example: ClassVar[dict[str, Any]] = _DESCRIPTION
    context_event_id: Annotated[UUID, OPEN]
    kind: Annotated[ContextKind, OPEN]
    starts_on: Annotated[date, OPEN]
    ends_on: Annotated[date | None, OPEN] = None
    source_ids: Annotated[list[UUID], OPEN]
    title: Annotated[LocalizedLine, FOR_MEMBERS]
    note: Annotated[LocalizedText | None, FOR_MEMBERS] = None


class ContextEventDescribed(Event):
    """What is recorded of something outside was changed: the values that hold from now on."""

    type: ClassVar[str] = "registry.context_event.described"
    subject: ClassVar[str] = "context-events/{context_event_id}"
    example: ClassVar[dict[str, Any]] = _DESCRIPTION
    context_event_id: Annotated[UUID, OPEN]
    kind: Annotated[ContextKind, OPEN]
    starts_on: Annotated[date, OPEN]
    ends_on: Annotated[date | None, OPEN] = None
    source_ids: Annotated[list[UUID], OPEN]
    title: Annotated[LocalizedLine, FOR_MEMBERS]
    note: Annotated[LocalizedText | None, FOR_MEMBERS] = None


class ContextEventWithdrawn(Event):
    """Something recorded of the outside was taken back; it is shown nowhere any more."""

    type: ClassVar[str] = "registry.context_event.withdrawn"
    subject: ClassVar[str] = "context-events/{context_event_id}"
    example: ClassVar[dict[str, Any]] = {"context_event_id": _CONTEXT_EVENT}
    context_event_id: Annotated[UUID, OPEN]
