"""Bodies of the API of replacements."""

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import Field, model_validator

from services.registry.invitations.schemas import IssuedInvitation
from services.registry.people.schemas import Phone
from services.registry.replacements.errors import ONE_SUCCESSOR
from services.registry.replacements.matters import MatterKind, MatterReason
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.languages import Language
from shared.localization.mail_addresses import Email
from shared.localization.texts import CheckedText, LocalizedLine


class NewRepresentative(RequestBody):
    """Somebody who is not recorded yet, and is invited to sign in."""

    name: LocalizedLine
    email: Email | None = None
    phone: Phone | None = None
    language: Language = Language.HEBREW


class ReplacementCreate(RequestBody):
    """Who speaks for an organization from now on, in the place of whom."""

    predecessor_id: UUID
    successor_id: UUID | None = Field(None, description="Somebody of the initiative.")
    new_person: NewRepresentative | None = Field(None, description="Or somebody who is not recorded yet.")
    title: LocalizedLine | None = Field(None, description="What they are at the organization.")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.successor_id is None) == (self.new_person is None):
            raise ONE_SUCCESSOR.broken()
        return self


class ReplacementMatter(ResponseBody):
    """One thing that passes on, or does not, and why."""

    kind: MatterKind
    id: UUID = Field(description="Of the seat, the commitment, or what the request is about.")
    passes: bool
    reason: MatterReason
    explanation: CheckedText
    within: UUID | None = Field(description="Of seats: the forum.")
    detail: str | None = Field(description="Of commitments: the side; of requests: what is asked.")
    into: UUID | None = Field(description="The seat, or the proposal, that takes its place.")


class ReplacementPreview(ResponseBody):
    """What would pass on, and what would not. What is signed stays: minutes, decisions, ballots cast."""

    organization_id: UUID
    predecessor_id: UUID
    successor_id: UUID | None
    matters: list[ReplacementMatter]


class Replacement(ResponseBody):
    """One person in the place of another who spoke for an organization, and what passed on."""

    id: UUID
    organization_id: UUID
    predecessor_id: UUID | None = Field(description="Null once they have been erased.")
    successor_id: UUID | None = Field(description="Null once they have been erased.")
    replaced_by: UUID | None = Field(description="Who said so; null once they have been erased.")
    matters: list[ReplacementMatter]
    replaced_at: datetime
    predecessor_knew_at: datetime | None = Field(description="When the predecessor said they know of it.")
    successor_knew_at: datetime | None = Field(description="When the successor did.")


class MadeReplacement(Replacement):
    """A new replacement, with the invitation of whoever was recorded by it."""

    invitation: IssuedInvitation | None = Field(
        description="Of a new person, with its secret, which is shown here and never again."
    )
