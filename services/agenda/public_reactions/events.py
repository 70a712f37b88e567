"""Facts of the public's reactions: links to react by, made and revoked; that somebody reacted."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import OPEN, Event

_LINK = "01936f9a-0000-7000-8000-000000000013"
_VOICE = "01936f9a-0000-7000-8000-000000000011"


class ReactionLinkMade(Event):
    """A facilitator made a link by which whoever has it reacts to the voices shown to the public."""

    type: ClassVar[str] = "agenda.reaction_link.made"
    subject: ClassVar[str] = "reaction-links/{link_id}"
    example: ClassVar[dict[str, Any]] = {"link_id": _LINK}
    link_id: Annotated[UUID, OPEN]


class ReactionLinkRevoked(Event):
    """A link by which the public reacts was ended; what was said by it stays."""

    type: ClassVar[str] = "agenda.reaction_link.revoked"
    subject: ClassVar[str] = "reaction-links/{link_id}"
    example: ClassVar[dict[str, Any]] = {"link_id": _LINK}
    link_id: Annotated[UUID, OPEN]


class ReactionsByLinkDiscarded(Event):
    """What was said by a link was taken out of the counts, since it was not what people think."""

    type: ClassVar[str] = "agenda.reaction_link.discarded"
    subject: ClassVar[str] = "reaction-links/{link_id}"
    example: ClassVar[dict[str, Any]] = {"link_id": _LINK, "participants": 412}
    link_id: Annotated[UUID, OPEN]
    participants: Annotated[int, OPEN]


class VoiceReactedPublicly(Event):
    """Somebody of the public reacted to a voice, or otherwise than before. Neither who nor how is known."""

    type: ClassVar[str] = "agenda.voice.reacted_publicly"
    subject: ClassVar[str] = "voices/{voice_id}"
    example: ClassVar[dict[str, Any]] = {"voice_id": _VOICE, "link_id": _LINK}
    voice_id: Annotated[UUID, OPEN]
    link_id: Annotated[UUID, OPEN]
