"""Facts of links to the stream: made, revoked. That one expires is known from nothing happening."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import OPEN, Event

_LINK = "01936f9a-0000-7000-8000-000000000008"


class StreamLinkMade(Event):
    """Somebody made a link by which the log can be followed as they may, for a day at most."""

    type: ClassVar[str] = "events.stream_link.made"
    subject: ClassVar[str] = "stream-links/{link_id}"
    example: ClassVar[dict[str, Any]] = {"link_id": _LINK}
    link_id: Annotated[UUID, OPEN]


class StreamLinkRevoked(Event):
    """Somebody ended a link of theirs before its time: it opens nothing any more."""

    type: ClassVar[str] = "events.stream_link.revoked"
    subject: ClassVar[str] = "stream-links/{link_id}"
    example: ClassVar[dict[str, Any]] = {"link_id": _LINK}
    link_id: Annotated[UUID, OPEN]
