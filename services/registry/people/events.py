"""Facts of people: joined, described anew, affiliated with organizations."""

from datetime import date
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_CONCERNED, FOR_MEMBERS, OPEN, Event
from shared.localization.languages import Language
from shared.localization.texts import LocalizedLine
from shared.standing import Part

_PERSON = "01936f9a-0000-7000-8000-000000000003"
_EXAMPLE: dict[str, Any] = {
    "person_id": _PERSON,
    "name": {"he": "רות לוי"},
    "email": "ruth@example.org",
    "phone": "+972-50-0000000",
    "language": "he",
}


class PersonJoined(Event):
    """A person takes part in the initiative. Contact data is for the person and facilitators."""

    type: ClassVar[str] = "registry.person.joined"
    version: ClassVar[int] = 2
    subject: ClassVar[str] = "people/{person_id}"
    people: ClassVar[tuple[str, ...]] = ("person_id",)
    readers: ClassVar[tuple[str, ...]] = ("person_id",)
    example: ClassVar[dict[str, Any]] = {**_EXAMPLE, "part": "participant"}
    person_id: Annotated[UUID, OPEN]
    part: Annotated[Part, OPEN] = Part.PARTICIPANT
    name: Annotated[LocalizedLine, FOR_MEMBERS]
    language: Annotated[Language, FOR_CONCERNED]
    email: Annotated[str | None, FOR_CONCERNED] = None
    phone: Annotated[str | None, FOR_CONCERNED] = None


class PersonDescribed(Event):
    """What is recorded of a person was changed: the values that hold from now on."""

    type: ClassVar[str] = "registry.person.described"
    subject: ClassVar[str] = "people/{person_id}"
    people: ClassVar[tuple[str, ...]] = ("person_id",)
    readers: ClassVar[tuple[str, ...]] = ("person_id",)
    example: ClassVar[dict[str, Any]] = _EXAMPLE
    person_id: Annotated[UUID, OPEN]
    name: Annotated[LocalizedLine, FOR_MEMBERS]
    language: Annotated[Language, FOR_CONCERNED]
    email: Annotated[str | None, FOR_CONCERNED] = None
    phone: Annotated[str | None, FOR_CONCERNED] = None


class AffiliationBegun(Event):
    """A person belongs to an organization, and perhaps speaks for it, since and until."""

    type: ClassVar[str] = "registry.affiliation.begun"
    version: ClassVar[int] = 2
    subject: ClassVar[str] = "people/{person_id}"
    people: ClassVar[tuple[str, ...]] = ("person_id",)
    example: ClassVar[dict[str, Any]] = {
        "affiliation_id": "01936f9a-0000-7000-8000-000000000004",
        "person_id": _PERSON,
        "organization_id": "01936f9a-0000-7000-8000-000000000002",
        "represents": True,
        "alternate": False,
        "since": "2026-01-01",
        "until": "2027-12-31",
        "title": {"he": "מנכ״לית"},
    }
    affiliation_id: Annotated[UUID, OPEN]
    person_id: Annotated[UUID, OPEN]
    organization_id: Annotated[UUID, OPEN]
    represents: Annotated[bool, OPEN]
    alternate: Annotated[bool, OPEN] = False
    since: Annotated[date | None, OPEN] = None
    until: Annotated[date | None, OPEN] = None
    title: Annotated[LocalizedLine | None, FOR_MEMBERS] = None


class AffiliationEnded(Event):
    """A person no longer belongs to an organization, or will not after a day."""

    type: ClassVar[str] = "registry.affiliation.ended"
    subject: ClassVar[str] = "people/{person_id}"
    example: ClassVar[dict[str, Any]] = {
        "affiliation_id": "01936f9a-0000-7000-8000-000000000004",
        "person_id": _PERSON,
        "until": "2026-11-30",
    }
    affiliation_id: Annotated[UUID, OPEN]
    person_id: Annotated[UUID, OPEN]
    until: Annotated[date, OPEN]
