"""Bodies of the statements' API."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from services.registry.statements.errors import WHO_STATES
from services.registry.statements.events import StatementKind, StatementStanding
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedLine, CheckedText, LocalizedLine, LocalizedText


class StatementCreate(RequestBody):
    """What somebody said on a matter."""

    organization_id: UUID | None = Field(None, description="Who states it, where it is on the map.")
    speaker: LocalizedLine | None = Field(
        None,
        description="Who states it, where they are not: an office rather than a person, where it is one.",
    )
    kind: StatementKind
    matter: LocalizedLine = Field(description="On what.")
    text: LocalizedText = Field(description="In its own words, as far as they are known.")
    stated_on: date
    public: bool = Field(False, description="Whether it was said in public; otherwise it is for members.")
    source_ids: Annotated[list[UUID], Field(max_length=20)] = Field(
        default_factory=list, description="Where it is to be found; needed for what others said."
    )

    @model_validator(mode="after")
    def _one_who_states(self) -> Self:
        if (self.organization_id is None) is (self.speaker is None):
            raise WHO_STATES.broken()
        return self


class StatementWithdrawalCreate(RequestBody):
    """That a statement holds no longer."""

    reason: LocalizedText | None = None


class Statement(ResponseBody):
    """What somebody said on a matter, and whether it is known from themselves."""

    id: UUID
    organization_id: UUID | None
    speaker: CheckedLine | None
    kind: StatementKind
    matter: CheckedLine
    text: CheckedText
    stated_on: date
    public: bool
    source_ids: list[UUID]
    confirmation: StatementStanding = Field(description="Only `confirmed` is the organization's own word.")
    withdrawn_on: date | None = Field(description="Null while it holds.")
    withdrawal_reason: CheckedText | None
    created_at: datetime
    version: int
