"""Facts of reactions to voices: that somebody reacted. Neither who nor how."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import OPEN, Event


class VoiceReacted(Event):
    """Somebody reacted to a voice, or otherwise than before. The log says neither who nor how."""

    type: ClassVar[str] = "agenda.voice.reacted"
    subject: ClassVar[str] = "voices/{voice_id}"
    example: ClassVar[dict[str, Any]] = {"voice_id": "01936f9a-0000-7000-8000-000000000011"}
    voice_id: Annotated[UUID, OPEN]
