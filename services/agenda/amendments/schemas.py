"""Bodies of the amendments' API."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import MISSING, Field, model_validator

from services.agenda.amendments.errors import NOTHING_AMENDED
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedLine, CheckedText, LocalizedLine, LocalizedText


class AmendmentCreate(RequestBody):
    """How a question is to be asked instead, for which objections, and why. What is absent stays."""

    question: LocalizedLine | MISSING = MISSING
    explanation: LocalizedText | MISSING | None = MISSING
    objection_ids: Annotated[list[UUID], Field(min_length=1, max_length=100)] = Field(
        description="Objections that stand."
    )
    reason: LocalizedText

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if self.question is MISSING and self.explanation is MISSING:
            raise NOTHING_AMENDED.broken()
        return self


class Amendment(ResponseBody):
    """A question asked otherwise, or a proposal to do so, beside what it said before."""

    id: UUID
    decision_id: UUID
    objection_ids: list[UUID]
    question: CheckedLine
    explanation: CheckedText | None
    from_question: CheckedLine
    from_explanation: CheckedText | None
    reason: CheckedText | None = Field(description="Null where whoever proposed it has been erased.")
    proposed_by: UUID | None
    proposed_at: datetime
    made_at: datetime | None = Field(
        description="When it took effect; null where a second member has not supported it."
    )
