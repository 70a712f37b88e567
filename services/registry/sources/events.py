"""Facts of a source: recorded, described anew, withdrawn."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedLine, LocalizedText


class SourceKind(StrEnum):
    """What a source is."""

    DOCUMENT = "document"
    STUDY = "study"
    DATA_SET = "data_set"
    MINUTES = "minutes"
    """Minutes of a meeting, as its participants approved them."""


class SourceStatus(StrEnum):
    """Whether a source still serves."""

    RECORDED = "recorded"
    WITHDRAWN = "withdrawn"
    """It serves no longer; it stays where texts cite it."""


_SOURCE = "01936f9a-0000-7000-8000-000000000021"
_DESCRIPTION: dict[str, Any] = {
    "source_id": _SOURCE,
    "kind": "study",
    "title": {"he": "נשים ערביות ושירותי חירום", "ar": "النساء العربيات وخدمات الطوارئ"},
    "author": {"he": "מרכז המחקר של הכנסת"},
    "link": "https://example.org/study",
    "published_on": "2024-03-08",
    "note": {"he": "פרק ג עוסק בקו החירום."},
}


class SourceRecorded(Event):
    """A source was recorded: something the work rests on, which can be cited like a voice."""

    type: ClassVar[str] = "registry.source.recorded"
    subject: ClassVar[str] = "sources/{source_id}"
    example: ClassVar[dict[str, Any]] = _DESCRIPTION
    source_id: Annotated[UUID, OPEN]
    kind: Annotated[SourceKind, OPEN]
    title: Annotated[LocalizedLine, FOR_MEMBERS]
    author: Annotated[LocalizedLine | None, FOR_MEMBERS] = None
    link: Annotated[str | None, FOR_MEMBERS] = None
    published_on: Annotated[date | None, OPEN] = None
    note: Annotated[LocalizedText | None, FOR_MEMBERS] = None


class SourceDescribed(Event):
    """What is recorded of a source was changed: the values that hold from now on."""

    type: ClassVar[str] = "registry.source.described"
    subject: ClassVar[str] = "sources/{source_id}"
    example: ClassVar[dict[str, Any]] = _DESCRIPTION
    source_id: Annotated[UUID, OPEN]
    kind: Annotated[SourceKind, OPEN]
    title: Annotated[LocalizedLine, FOR_MEMBERS]
    author: Annotated[LocalizedLine | None, FOR_MEMBERS] = None
    link: Annotated[str | None, FOR_MEMBERS] = None
    published_on: Annotated[date | None, OPEN] = None
    note: Annotated[LocalizedText | None, FOR_MEMBERS] = None


class SourceWithdrawn(Event):
    """A source serves no longer; what cites it still leads to it."""

    type: ClassVar[str] = "registry.source.withdrawn"
    subject: ClassVar[str] = "sources/{source_id}"
    example: ClassVar[dict[str, Any]] = {"source_id": _SOURCE}
    source_id: Annotated[UUID, OPEN]
