"""Facts of a voice: brought, confirmed, reworded, shown to the public, withdrawn."""

from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedText


class VoiceStatus(StrEnum):
    """Whether whoever brought a voice stands by it."""

    UNCONFIRMED = "unconfirmed"
    """Entered for another, who has not confirmed it yet."""
    CONFIRMED = "confirmed"
    """Whoever brought it stands by these words."""
    WITHDRAWN = "withdrawn"
    """Whoever brought it has taken it back."""
    ERASED = "erased"
    """The person who brought it was erased, and the text with them; the place stays for what cites it."""


_NAMED: dict[str, Any] = {
    "voice_id": "01936f9a-0000-7000-8000-000000000011",
    "brought_by_person_id": "01936f9a-0000-7000-8000-000000000003",
    "brought_by_organization_id": "01936f9a-0000-7000-8000-000000000002",
}
_TEXT = {"he": "אין מי שיענה בערבית בקו החירום בלילה.", "ar": "لا أحد يجيب بالعربية على خط الطوارئ ليلًا."}


class VoiceBrought(Event):
    """A statement was entered, by who brings it (confirmed) or for another (unconfirmed)."""

    type: ClassVar[str] = "agenda.voice.brought"
    subject: ClassVar[str] = "voices/{voice_id}"
    people: ClassVar[tuple[str, ...]] = ("brought_by_person_id",)
    example: ClassVar[dict[str, Any]] = {**_NAMED, "status": "unconfirmed", "text": _TEXT}
    voice_id: Annotated[UUID, OPEN]
    brought_by_person_id: Annotated[UUID | None, OPEN] = None
    brought_by_organization_id: Annotated[UUID | None, OPEN] = None
    status: Annotated[VoiceStatus, OPEN]
    text: Annotated[LocalizedText, FOR_MEMBERS]


class VoiceConfirmed(Event):
    """Whoever brought a voice that another entered stands by its words."""

    type: ClassVar[str] = "agenda.voice.confirmed"
    subject: ClassVar[str] = "voices/{voice_id}"
    example: ClassVar[dict[str, Any]] = _NAMED
    voice_id: Annotated[UUID, OPEN]
    brought_by_person_id: Annotated[UUID | None, OPEN] = None
    brought_by_organization_id: Annotated[UUID | None, OPEN] = None


class VoiceReworded(Event):
    """The words of a voice were changed: the text that holds from now on, and whether it is confirmed."""

    type: ClassVar[str] = "agenda.voice.reworded"
    subject: ClassVar[str] = "voices/{voice_id}"
    people: ClassVar[tuple[str, ...]] = ("brought_by_person_id",)
    example: ClassVar[dict[str, Any]] = {**_NAMED, "status": "confirmed", "text": _TEXT}
    voice_id: Annotated[UUID, OPEN]
    brought_by_person_id: Annotated[UUID | None, OPEN] = None
    brought_by_organization_id: Annotated[UUID | None, OPEN] = None
    status: Annotated[VoiceStatus, OPEN]
    text: Annotated[LocalizedText, FOR_MEMBERS]


class VoiceWithdrawn(Event):
    """Whoever brought a voice has taken it back."""

    type: ClassVar[str] = "agenda.voice.withdrawn"
    subject: ClassVar[str] = "voices/{voice_id}"
    example: ClassVar[dict[str, Any]] = _NAMED
    voice_id: Annotated[UUID, OPEN]
    brought_by_person_id: Annotated[UUID | None, OPEN] = None
    brought_by_organization_id: Annotated[UUID | None, OPEN] = None


class VoiceShownPublicly(Event):
    """Whoever brought a voice lets the public see its words, and react to them."""

    type: ClassVar[str] = "agenda.voice.shown_publicly"
    subject: ClassVar[str] = "voices/{voice_id}"
    example: ClassVar[dict[str, Any]] = _NAMED
    voice_id: Annotated[UUID, OPEN]
    brought_by_person_id: Annotated[UUID | None, OPEN] = None
    brought_by_organization_id: Annotated[UUID | None, OPEN] = None


class VoiceHiddenFromPublic(Event):
    """Whoever brought a voice lets the public see it no longer; what was said to it stays."""

    type: ClassVar[str] = "agenda.voice.hidden_from_public"
    subject: ClassVar[str] = "voices/{voice_id}"
    example: ClassVar[dict[str, Any]] = _NAMED
    voice_id: Annotated[UUID, OPEN]
    brought_by_person_id: Annotated[UUID | None, OPEN] = None
    brought_by_organization_id: Annotated[UUID | None, OPEN] = None
