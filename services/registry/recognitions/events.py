"""Facts of recognition: credit given to a partner, taken back."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedText

_RECOGNITION = "01936f9a-0000-7000-8000-000000000073"


class RecognitionGiven(Event):
    """Somebody gave an organization, perhaps by one of its people, credit; all members see it."""

    type: ClassVar[str] = "registry.recognition.given"
    subject: ClassVar[str] = "recognitions/{recognition_id}"
    people: ClassVar[tuple[str, ...]] = ("to_person_id", "author_id")
    example: ClassVar[dict[str, Any]] = {
        "recognition_id": _RECOGNITION,
        "to_organization_id": "01936f9a-0000-7000-8000-000000000002",
        "author_id": "01936f9a-0000-7000-8000-000000000003",
        "text": {"he": "פתחתם את השערים שלכם לכולנו באמצע מלחמה."},
    }
    recognition_id: Annotated[UUID, OPEN]
    to_organization_id: Annotated[UUID, OPEN]
    to_person_id: Annotated[UUID | None, OPEN] = None
    by_organization_id: Annotated[UUID | None, OPEN] = None
    meeting_id: Annotated[UUID | None, OPEN] = None
    author_id: Annotated[UUID | None, OPEN] = None
    text: Annotated[LocalizedText, FOR_MEMBERS]


class RecognitionWithdrawn(Event):
    """Whoever gave credit took it back; it counts for nothing any more."""

    type: ClassVar[str] = "registry.recognition.withdrawn"
    subject: ClassVar[str] = "recognitions/{recognition_id}"
    example: ClassVar[dict[str, Any]] = {"recognition_id": _RECOGNITION}
    recognition_id: Annotated[UUID, OPEN]
