"""Facts of agenda templates: kept, dropped."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedLine

_TEMPLATE: dict[str, Any] = {
    "template_id": "01936f9a-0000-7000-8000-000000000064",
    "forum_id": "01936f9a-0000-7000-8000-000000000031",
}


class AgendaTemplateKept(Event):
    """A forum keeps an agenda to begin its meetings' with."""

    type: ClassVar[str] = "registry.agenda_template.kept"
    subject: ClassVar[str] = "agenda-templates/{template_id}"
    example: ClassVar[dict[str, Any]] = {**_TEMPLATE, "items": 4, "name": {"he": "מפגש רגיל"}}
    template_id: Annotated[UUID, OPEN]
    forum_id: Annotated[UUID, OPEN]
    items: Annotated[int, OPEN]
    """How many items it has."""
    name: Annotated[LocalizedLine, FOR_MEMBERS]


class AgendaTemplateDropped(Event):
    """A forum keeps an agenda no longer; meetings called with it stay as they are."""

    type: ClassVar[str] = "registry.agenda_template.dropped"
    subject: ClassVar[str] = "agenda-templates/{template_id}"
    example: ClassVar[dict[str, Any]] = _TEMPLATE
    template_id: Annotated[UUID, OPEN]
    forum_id: Annotated[UUID, OPEN]
