"""Bodies of the voices' API. Who entered a voice for another is not shown: the thought is whose it is."""

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import Field, model_validator

from services.agenda.voices.errors import NOBODY_BROUGHT
from services.agenda.voices.events import VoiceStatus
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedText, LocalizedText


class BringerNamed(RequestBody):
    """Who brought a voice: a person, perhaps speaking for an organization, or an organization."""

    person_id: UUID | None = None
    organization_id: UUID | None = Field(
        None,
        description="With a person: the organization they speak for. Alone: any representative confirms.",
    )

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if self.person_id is None and self.organization_id is None:
            raise NOBODY_BROUGHT.broken()
        return self


class VoiceCreate(RequestBody):
    """A statement as it was brought."""

    text: LocalizedText
    brought_by: BringerNamed | None = Field(None, description="Absent or null: the caller.")


class VoicePatch(RequestBody):
    """Other words for it."""

    text: LocalizedText


class PublicShowingPut(RequestBody):
    """Whether the public sees the words, and never whose they are."""

    shown: bool


class Bringer(ResponseBody):
    """Who brought a voice; both are null where it was a person who has been erased."""

    person_id: UUID | None
    organization_id: UUID | None


class Voice(ResponseBody):
    """One statement brought by a partner or a community member: the raw material of the agenda."""

    id: UUID
    text: CheckedText | None = Field(description="Null where the status is `erased`.")
    brought_by: Bringer
    status: VoiceStatus
    shown_publicly: bool = Field(description="Whether its bringer lets the public see its words.")
    created_at: datetime
    version: int
