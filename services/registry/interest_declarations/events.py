"""The fact that somebody declared what ties them to a proposed mandate, or that nothing does."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedText


class InterestDeclared(Event):
    """An organization proposed for a mandate, or somebody who decides on it, declared their interests."""

    type: ClassVar[str] = "registry.interest.declared"
    subject: ClassVar[str] = "mandates/{mandate_id}"
    people: ClassVar[tuple[str, ...]] = ("author_id",)
    example: ClassVar[dict[str, Any]] = {
        "mandate_id": "01936f9a-0000-7000-8000-000000000033",
        "declaration_id": "01936f9a-0000-7000-8000-000000000035",
        "organization_id": "01936f9a-0000-7000-8000-000000000002",
        "author_id": "01936f9a-0000-7000-8000-000000000003",
        "has_interests": True,
        "text": {"he": "הארגון מפעיל מקלט שמתוקצב באותו מסלול."},
    }
    mandate_id: Annotated[UUID, OPEN]
    declaration_id: Annotated[UUID, OPEN]
    organization_id: Annotated[UUID | None, OPEN] = None
    """Absent where somebody declared for themself."""
    author_id: Annotated[UUID, OPEN]
    has_interests: Annotated[bool, OPEN]
    text: Annotated[LocalizedText | None, FOR_MEMBERS] = None
