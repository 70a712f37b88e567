"""Facts of partners' profiles: what a partner expects, brings, offers and needs, and that it says so."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import CODE, FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedLine, LocalizedText


class LineSide(StrEnum):
    """Whether a line says what a partner offers or what it needs."""

    OFFER = "offer"
    NEED = "need"


class OfferKind(StrEnum):
    """What is offered or needed; the catalogue `offer_kinds` has the words."""

    KNOWLEDGE = "knowledge"
    DATA = "data"
    TRAINING = "training"
    SERVICES = "services"
    STAFF_TIME = "staff_time"
    VOLUNTEERS = "volunteers"
    MONEY = "money"
    SPACE = "space"
    EQUIPMENT = "equipment"
    CONTACTS = "contacts"
    INFLUENCE = "influence"
    PUBLICITY = "publicity"
    OTHER = "other"
    """Meets another of its kind only by likeness of words."""


class LineEnd(StrEnum):
    """How an offer or a need ended."""

    MET = "met"
    """The need was met, or the offer taken up."""
    WITHDRAWN = "withdrawn"


_PROFILE = "01936f9a-0000-7000-8000-000000000181"
_LINE = "01936f9a-0000-7000-8000-000000000182"
_ORGANIZATION = "01936f9a-0000-7000-8000-000000000002"
_NAMED: dict[str, Any] = {"profile_id": _PROFILE, "organization_id": _ORGANIZATION}
_SAID: dict[str, Any] = {
    **_NAMED,
    "confirmed": False,
    "expectations": {"he": "שנדבר בשפה אחת עם המשטרה."},
    "interests": {"he": "לקצר את הדרך מהפנייה ועד המקלט."},
    "shared_interests": {"he": "שאף אישה לא תחכה לבד."},
    "unique_value": {"he": "היכרות עם נשים שאינן פונות לרשויות."},
    "part": {"he": "לרכז את הפניות ביישובים הערביים."},
    "strategy": {"he": "ליווי אישי לאורך שנה."},
}


class _Profile(Event):
    subject: ClassVar[str] = "profiles/{profile_id}"
    example: ClassVar[dict[str, Any]] = _NAMED
    profile_id: Annotated[UUID, OPEN]
    organization_id: Annotated[UUID, OPEN]


class _Said(_Profile):
    example: ClassVar[dict[str, Any]] = _SAID
    confirmed: Annotated[bool, OPEN]
    expectations: Annotated[LocalizedText | None, FOR_MEMBERS] = None
    interests: Annotated[LocalizedText | None, FOR_MEMBERS] = None
    shared_interests: Annotated[LocalizedText | None, FOR_MEMBERS] = None
    unique_value: Annotated[LocalizedText | None, FOR_MEMBERS] = None
    part: Annotated[LocalizedText | None, FOR_MEMBERS] = None
    strategy: Annotated[LocalizedText | None, FOR_MEMBERS] = None


class ProfileDrafted(_Said):
    """A partner's profile was begun: by itself, or by others for it to confirm."""

    type: ClassVar[str] = "registry.profile.drafted"


class ProfileDescribed(_Said):
    """A profile says something else: the values that hold from now on.

    What the backbone's staff change waits for the partner again.
    """

    type: ClassVar[str] = "registry.profile.described"


class ProfileConfirmed(_Profile):
    """A partner stands by its profile, with the offers and needs in it."""

    type: ClassVar[str] = "registry.profile.confirmed"


class ProfileLineAdded(_Profile):
    """A partner offers or needs something: as it says itself, or as others say for it to confirm."""

    type: ClassVar[str] = "registry.profile.line_added"
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        "line_id": _LINE,
        "side": "offer",
        "kind": "space",
        "population_groups": ["arab_society"],
        "until": "2027-06-30",
        "confirmed": True,
        "text": {"he": "חדר מפגשים לארבעים איש, בערבים."},
        "place": {"he": "נצרת"},
    }
    line_id: Annotated[UUID, OPEN]
    side: Annotated[LineSide, OPEN]
    kind: Annotated[OfferKind, OPEN]
    population_groups: Annotated[list[Annotated[str, CODE]], OPEN]
    until: Annotated[date | None, OPEN] = None
    confirmed: Annotated[bool, OPEN]
    text: Annotated[LocalizedText, FOR_MEMBERS]
    place: Annotated[LocalizedLine | None, FOR_MEMBERS] = None


class ProfileLineEnded(_Profile):
    """An offer or a need of a partner ended: it was met, or is withdrawn."""

    type: ClassVar[str] = "registry.profile.line_ended"
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        "line_id": _LINE,
        "side": "offer",
        "kind": "space",
        "ended": "met",
        "confirmed": True,
    }
    line_id: Annotated[UUID, OPEN]
    side: Annotated[LineSide, OPEN]
    kind: Annotated[OfferKind, OPEN]
    ended: Annotated[LineEnd, OPEN]
    confirmed: Annotated[bool, OPEN]
