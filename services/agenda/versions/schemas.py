"""Bodies of the agenda's API: the draft, what was adopted, what differs."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pydantic import Field

from services.agenda.sections.events import SectionKind
from services.agenda.voices.schemas import Bringer
from shared.deciding import ExactFraction
from shared.http.bodies import ResponseBody
from shared.localization.texts import CheckedLine, CheckedText


class VersionKind(StrEnum):
    """What a decision adopted."""

    AGENDA = "agenda"
    PRINCIPLES = "principles"
    """Working principles alone, ahead of the agenda."""


class AgendaSection(ResponseBody):
    """A section as it stands in a document: one wording of it."""

    section_id: UUID
    revision_id: UUID
    revision: int
    kind: SectionKind
    title: CheckedLine
    text: CheckedText
    translated_into: list[str]
    cites: list[UUID]
    cites_sources: list[UUID]
    brought_by: list[Bringer]
    cites_withdrawn: list[UUID]
    rests_on_community: bool


class AgendaVersionSummary(ResponseBody):
    """What a decision adopted: exactly these wordings."""

    id: UUID
    kind: VersionKind
    decision_id: UUID
    adopted_at: datetime
    revision_ids: list[UUID] = Field(description="In the document's order.")


class AgendaVersion(AgendaVersionSummary):
    """An adopted version with its text."""

    sections: list[AgendaSection]
    community_share: ExactFraction = Field(
        description="How much of the text, in its leading language, rests on the community's voices."
    )


class AgendaOverview(ResponseBody):
    """Where the common agenda stands."""

    draft: list[AgendaSection] = Field(description="The working draft, in the document's order.")
    draft_community_share: ExactFraction
    adopted: AgendaVersion | None = Field(description="The agenda as adopted last.")
    adopted_principles: AgendaVersion | None = Field(
        description="Working principles as they were adopted last on their own."
    )
    changed_section_ids: list[UUID] = Field(
        description="Sections of the draft that the adopted agenda has not, or has in other words."
    )
    discarded_section_ids: list[UUID] = Field(
        description="Sections of the adopted agenda that the draft no longer has."
    )


class SectionChange(StrEnum):
    """What became of a section between two documents."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    UNCHANGED = "unchanged"


class PartChange(StrEnum):
    """Whether words stand in both texts, only in the later, or only in the earlier."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


class DifferencePart(ResponseBody):
    """Some words in a row."""

    change: PartChange
    text: str


class LanguageDifference(ResponseBody):
    """What differs in one language; the parts in order give both texts whole."""

    language: str
    parts: list[DifferencePart]


class SectionDifference(ResponseBody):
    """What became of one section."""

    section_id: UUID
    kind: SectionKind
    change: SectionChange
    from_revision_id: UUID | None
    to_revision_id: UUID | None
    title: list[LanguageDifference] = Field(description="Empty where the section is unchanged.")
    text: list[LanguageDifference] = Field(description="Empty where the section is unchanged.")


class AgendaDifference(ResponseBody):
    """What differs between two documents, section by section, in the later one's order."""

    from_version_id: UUID
    to_version_id: UUID | None = Field(description="Null: the working draft.")
    sections: list[SectionDifference]
