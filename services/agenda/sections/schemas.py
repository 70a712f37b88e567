"""Bodies of the sections' API. Who worded a section is not shown: the thought is of those who brought it."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import MISSING, AfterValidator, Field

from services.agenda.sections.events import Change, SectionKind, SectionStatus
from services.agenda.voices.schemas import Bringer
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedLine, CheckedText, LocalizedLine, LocalizedText

MOST_CITED = 200


def _each_once(ids: list[UUID]) -> list[UUID]:
    return list(dict.fromkeys(ids))


Cited = Annotated[list[UUID], Field(max_length=MOST_CITED), AfterValidator(_each_once)]
Place = Annotated[int, Field(ge=0, le=10_000)]


class SectionCreate(RequestBody):
    """A section to add to the working draft."""

    kind: SectionKind
    place: Place | None = Field(None, description="Among sections of its kind; absent or null: the last.")
    title: LocalizedLine
    text: LocalizedText
    cites: Cited = Field([], description="Voices it rests on: confirmed ones.")
    cites_sources: Cited = Field(
        [], description="Sources, statements that somebody stands by, and context events it rests on."
    )


class SectionPatch(RequestBody):
    """What to change; what is absent stays. Every change is a revision of its own."""

    place: Place | MISSING = MISSING
    title: LocalizedLine | MISSING = MISSING
    text: LocalizedText | MISSING = MISSING
    cites: Cited | MISSING = MISSING
    cites_sources: Cited | MISSING = MISSING


class Section(ResponseBody):
    """A section of the working draft, in its newest revision."""

    id: UUID
    kind: SectionKind
    place: int
    status: SectionStatus
    title: CheckedLine
    text: CheckedText
    revision: int = Field(description="1, 2, 3 …; none is ever overwritten.")
    revision_id: UUID
    change: Change
    cites: list[UUID]
    cites_sources: list[UUID]
    brought_by: list[Bringer] = Field(description="Who brought the voices it rests on and stands by them.")
    cites_withdrawn: list[UUID] = Field(description="Those of `cites` that nobody stands by any more.")
    translated_into: list[str] = Field(description="Languages in which it is a translation only.")
    rests_on_community: bool = Field(
        description="Whether a voice of a community member, or of an organization of the community, is cited."
    )
    created_at: datetime
    drafted_at: datetime = Field(description="When this revision was made.")
    version: int


class SectionRevision(ResponseBody):
    """One wording a section has had."""

    id: UUID
    section_id: UUID
    revision: int
    kind: SectionKind
    change: Change
    title: CheckedLine
    text: CheckedText
    translated_into: list[str]
    cites: list[UUID]
    cites_sources: list[UUID]
    rests_on_community: bool
    drafted_at: datetime


class PrincipleTemplateShown(ResponseBody):
    """A working principle that can be offered to the partners word for word."""

    code: str
    title: CheckedLine
    text: CheckedText


class PrincipleTemplates(ResponseBody):
    """The templates for working principles."""

    templates: list[PrincipleTemplateShown]
