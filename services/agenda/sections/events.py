"""Facts of the agenda's sections: drafted, redrafted, discarded."""

from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedLine, LocalizedText


class SectionKind(StrEnum):
    """What a section of the common agenda says; in the order in which the document is read."""

    PROBLEM = "problem"
    VISION = "vision"
    GOALS = "goals"
    STRATEGIES = "strategies"
    WAYS_OF_WORKING = "ways_of_working"
    SUCCESS_MEASURES = "success_measures"
    PRINCIPLES = "principles"


class Change(StrEnum):
    """What a revision did to the section, decided from the texts themselves."""

    DRAFTING = "drafting"
    """Something is said, taken back or rested on other citations."""
    TEMPLATE = "template"
    """A template for working principles was offered, word for word."""
    TRANSLATION = "translation"
    """Languages were added to what had been said."""
    SPELLING = "spelling"
    """Letters were corrected, and nothing else is said."""
    ARRANGEMENT = "arrangement"
    """The section stands at another place."""


class SectionStatus(StrEnum):
    """Whether a section is part of the working draft."""

    DRAFT = "draft"
    DISCARDED = "discarded"
    """No longer part of the draft; versions that were adopted with it keep it."""


_SECTION = "01936f9a-0000-7000-8000-000000000051"
_WORDED: dict[str, Any] = {
    "section_id": _SECTION,
    "revision_id": "01936f9a-0000-7000-8000-000000000052",
    "revision": 1,
    "kind": "goals",
    "place": 1,
    "change": "drafting",
    "cited_voice_ids": ["01936f9a-0000-7000-8000-000000000011"],
    "cited_source_ids": [],
    "title": {"he": "מענה בכל שעה", "ar": "استجابة في كل ساعة"},
    "text": {
        "he": "מי שפונות לעזרה נענות בשפתן, בכל שעה.",
        "ar": "كل من تطلب المساعدة تُجاب بلغتها، في كل ساعة.",
    },
}


class SectionWorded(Event):
    """What every wording of a section states."""

    subject: ClassVar[str] = "sections/{section_id}"
    section_id: Annotated[UUID, OPEN]
    revision_id: Annotated[UUID, OPEN]
    revision: Annotated[int, OPEN]
    kind: Annotated[SectionKind, OPEN]
    place: Annotated[int, OPEN]
    change: Annotated[Change, OPEN]
    cited_voice_ids: Annotated[list[UUID], OPEN]
    cited_source_ids: Annotated[list[UUID], OPEN]
    title: Annotated[LocalizedLine, FOR_MEMBERS]
    text: Annotated[LocalizedText, FOR_MEMBERS]


class SectionDrafted(SectionWorded):
    """A section was added to the working draft of the agenda: its first revision."""

    type: ClassVar[str] = "agenda.section.drafted"
    example: ClassVar[dict[str, Any]] = _WORDED


class SectionRedrafted(SectionWorded):
    """A section has a new revision: what holds in the working draft from now on. Earlier ones stay."""

    type: ClassVar[str] = "agenda.section.redrafted"
    example: ClassVar[dict[str, Any]] = {**_WORDED, "revision": 2, "change": "spelling"}


class SectionDiscarded(Event):
    """A section is no longer part of the working draft; versions adopted with it keep it."""

    type: ClassVar[str] = "agenda.section.discarded"
    subject: ClassVar[str] = "sections/{section_id}"
    example: ClassVar[dict[str, Any]] = {"section_id": _SECTION}
    section_id: Annotated[UUID, OPEN]
