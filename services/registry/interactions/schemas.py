"""Bodies of the interactions' API."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import MISSING, AfterValidator, Field, model_validator

from services.registry.interactions.errors import NOBODY_IS_PARTY, PARTY_TWICE, PRINCIPLE_OF_A_BREACH
from services.registry.interactions.events import InteractionType
from shared.http.bodies import RequestBody, ResponseBody
from shared.http.moments import Moment
from shared.localization.texts import CheckedText, LocalizedText

Tone = Annotated[int, Field(ge=-2, le=2, description="From -2, it harmed trust, to 2, it built trust.")]


class PartyNamed(RequestBody):
    """A party: a person, perhaps acting for an organization, or an organization."""

    person_id: UUID | None = None
    organization_id: UUID | None = None

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if self.person_id is None and self.organization_id is None:
            raise NOBODY_IS_PARTY.broken()
        return self


def each_once(parties: list[PartyNamed]) -> list[PartyNamed]:
    """Parties, none of them named twice."""
    if len({(party.person_id, party.organization_id) for party in parties}) < len(parties):
        raise PARTY_TWICE.broken()
    return parties


class InteractionCreate(RequestBody):
    """What happened, and between whom. The type and the parties are enough."""

    type: InteractionType
    parties: Annotated[list[PartyNamed], Field(min_length=1, max_length=50), AfterValidator(each_once)]
    occurred_at: Moment | None = Field(
        None, description="When it happened, perhaps long ago; absent or null: now."
    )
    principle_id: UUID | None = Field(
        None,
        description="Of a breach of principles, which one: an adopted revision of a section of the agenda.",
    )
    tone: Tone | None = None
    notes: LocalizedText | None = None
    confidential: bool = Field(
        False,
        description="Only its parties and facilitators ever see that it was, save one bare entry of the log. "
        "Neither this nor the parties can be changed later: take the entry back and record it anew.",
    )

    @model_validator(mode="after")
    def _of_a_breach(self) -> Self:
        if self.principle_id is not None and self.type is not InteractionType.PRINCIPLE_BREACH:
            raise PRINCIPLE_OF_A_BREACH.broken()
        return self


class InteractionPatch(RequestBody):
    """What to correct; what is absent stays, null empties."""

    type: InteractionType | MISSING = MISSING
    occurred_at: Moment | MISSING = MISSING
    principle_id: UUID | MISSING | None = MISSING
    tone: Tone | MISSING | None = MISSING
    notes: LocalizedText | MISSING | None = MISSING


class Party(ResponseBody):
    """A party; both are null where it was a person who has been erased."""

    person_id: UUID | None
    organization_id: UUID | None


class Interaction(ResponseBody):
    """Something between parties that builds trust or harms it."""

    id: UUID
    type: InteractionType
    occurred_at: datetime
    parties: list[Party]
    principle_id: UUID | None = Field(description="The adopted wording of the principle that was breached.")
    tone: int | None = Field(description="For its parties, whoever recorded it and facilitators; else null.")
    notes: CheckedText | None = Field(description="For the same; null, too, once somebody in it was erased.")
    confidential: bool
    withdrawn: bool = Field(description="Taken back by whoever recorded it: it counts for nothing.")
    recorded_by: UUID | None
    created_at: datetime
    version: int


class InteractionCorrection(ResponseBody):
    """What an entry said until it was corrected."""

    id: UUID
    version: int
    type: InteractionType
    occurred_at: datetime
    principle_id: UUID | None
    tone: int | None
    notes: CheckedText | None
    corrected_at: datetime


class AnswerCreate(RequestBody):
    """What a party says of what was recorded about it."""

    text: LocalizedText


class InteractionAnswer(ResponseBody):
    """A party's answer to what was recorded about it."""

    id: UUID
    author_id: UUID | None = Field(description="Null once they have been erased.")
    organization_id: UUID | None = Field(description="The party they answered for, where it is one.")
    text: CheckedText | None = Field(description="Null once whoever wrote it has been erased.")
    answered_at: datetime


class PrivateNoteCreate(RequestBody):
    """What a facilitator wants to remember."""

    text: LocalizedText


class PrivateNote(ResponseBody):
    """A note among facilitators. It feeds no figure, and the parties do not see it."""

    id: UUID
    author_id: UUID | None
    text: CheckedText | None = Field(description="Null once its author or a party has been erased.")
    noted_at: datetime
