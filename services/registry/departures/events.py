"""Facts of people who leave an initiative and come back."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_FACILITATORS, OPEN, Event
from shared.localization.texts import LocalizedText
from shared.standing import Part

_PERSON = "01936f9a-0000-7000-8000-000000000003"


class PersonLeft(Event):
    """A person no longer takes part: whatever standing they had has ended. The reason may be given.

    It is erased with the person it is about, and with whoever wrote it.
    """

    type: ClassVar[str] = "registry.person.left"
    version: ClassVar[int] = 2
    subject: ClassVar[str] = "people/{person_id}"
    people: ClassVar[tuple[str, ...]] = ("person_id", "author_id")
    example: ClassVar[dict[str, Any]] = {
        "person_id": _PERSON,
        "author_id": _PERSON,
        "reason": {"he": "מעבר לתפקיד אחר"},
    }
    person_id: Annotated[UUID, OPEN]
    author_id: Annotated[UUID | None, OPEN] = None
    reason: Annotated[LocalizedText | None, FOR_FACILITATORS] = None


class PersonReturned(Event):
    """A person who had left takes part again, without the affiliations and roles of before."""

    type: ClassVar[str] = "registry.person.returned"
    subject: ClassVar[str] = "people/{person_id}"
    example: ClassVar[dict[str, Any]] = {"person_id": _PERSON, "part": "participant"}
    person_id: Annotated[UUID, OPEN]
    part: Annotated[Part, OPEN]
