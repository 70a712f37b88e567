"""Facts of links to calendars: made, revoked. That one expires is known from nothing happening."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import OPEN, Event

_LINK = "01936f9a-0000-7000-8000-000000000067"


class CalendarLinkMade(Event):
    """Somebody made a link by which a calendar program reads the meetings that they may read."""

    type: ClassVar[str] = "registry.calendar_link.made"
    subject: ClassVar[str] = "calendar-links/{link_id}"
    example: ClassVar[dict[str, Any]] = {"link_id": _LINK}
    link_id: Annotated[UUID, OPEN]


class CalendarLinkRevoked(Event):
    """Somebody ended a link of theirs: it opens nothing any more."""

    type: ClassVar[str] = "registry.calendar_link.revoked"
    subject: ClassVar[str] = "calendar-links/{link_id}"
    example: ClassVar[dict[str, Any]] = {"link_id": _LINK}
    link_id: Annotated[UUID, OPEN]
