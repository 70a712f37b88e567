"""Bodies of the mediations' API."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from services.registry.interactions.schemas import PartyNamed, each_once
from services.registry.mediations.errors import AGREEMENT_NEEDS_WORDS
from services.registry.mediations.events import MediationStatus, StepKind
from shared.http.bodies import RequestBody, ResponseBody
from shared.http.moments import Moment
from shared.localization.texts import CheckedText, LocalizedText


class MediationCreate(RequestBody):
    """What is to be mediated, between whom, and by whom."""

    parties: Annotated[list[PartyNamed], Field(min_length=2, max_length=10), AfterValidator(each_once)]
    mediator_id: UUID = Field(description="Somebody of the initiative who is no party.")
    matter: LocalizedText
    interaction_id: UUID | None = Field(None, description="The conflict or breach it is about.")


class MediatorPut(RequestBody):
    """Somebody else to mediate; all parties accept anew."""

    mediator_id: UUID


class StepCreate(RequestBody):
    """A step of the course."""

    kind: StepKind
    text: LocalizedText | None = None
    occurred_at: Moment | None = Field(None, description="Absent or null: now.")


class MediationEnd(RequestBody):
    """How it ended."""

    status: Literal[MediationStatus.AGREED, MediationStatus.NOT_AGREED, MediationStatus.CALLED_OFF]
    closing_words: LocalizedText | None = None

    @model_validator(mode="after")
    def _agreement(self) -> Self:
        if self.status is MediationStatus.AGREED and self.closing_words is None:
            raise AGREEMENT_NEEDS_WORDS.broken()
        return self


class MediationParty(ResponseBody):
    """A party, and whether it accepted who mediates; both ids are null where a person was erased."""

    person_id: UUID | None
    organization_id: UUID | None
    accepted: bool


class Mediation(ResponseBody):
    """A mediation, as its parties, who mediates and facilitators see it. Nobody else knows of it."""

    id: UUID
    parties: list[MediationParty]
    mediator_id: UUID | None = Field(description="Null where nobody does: the parties ask somebody else.")
    mediator_accepted: bool = Field(description="Whether whoever is to mediate has taken it on.")
    matter: CheckedText | None = Field(description="Null once a person of either side has been erased.")
    interaction_id: UUID | None
    status: MediationStatus
    closing_words: CheckedText | None
    asked_by: UUID | None
    asked_at: datetime
    ended_at: datetime | None
    version: int


class MediationStep(ResponseBody):
    """A step of the course."""

    id: UUID
    kind: StepKind
    text: CheckedText | None
    author_id: UUID | None
    occurred_at: datetime
