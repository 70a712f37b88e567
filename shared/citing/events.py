"""Facts of citations, which each service records under a type of its own: ids and kinds, nothing sealed
but the passage."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.citing.kinds import CitedKind
from shared.eventlog.event_types import CODE, FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedLine

_NAMED: dict[str, Any] = {
    "citation_id": "01936f9a-0000-7000-8000-0000000001b1",
    "citing_kind": "decision",
    "citing_id": "01936f9a-0000-7000-8000-0000000001b2",
    "cited_kind": "source",
    "cited_id": "01936f9a-0000-7000-8000-000000000021",
}


class _Citation(Event):
    subject: ClassVar[str] = "citations/{citation_id}"
    example: ClassVar[dict[str, Any]] = _NAMED
    citation_id: Annotated[UUID, OPEN]
    citing_kind: Annotated[str, CODE, OPEN]
    citing_id: Annotated[UUID, OPEN]
    cited_kind: Annotated[CitedKind, OPEN]
    cited_id: Annotated[UUID, OPEN]


class Cited(_Citation):
    """Something was cited: what rests on it, or what it tells of, names it from now on."""

    example: ClassVar[dict[str, Any]] = {**_NAMED, "passage": {"he": "עמ׳ 12"}}
    passage: Annotated[LocalizedLine | None, FOR_MEMBERS] = None


class CitationWithdrawn(_Citation):
    """Something is no longer cited there."""
