"""Bodies of the discussion of an indicator."""

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import Field, model_validator

from services.metrics.discussion.errors import POSITION_WITHOUT_REASON
from services.metrics.discussion.events import Position
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedText, LocalizedText


class IndicatorPositionPut(RequestBody):
    """Where the organization stands on the indicator as it is defined now."""

    position: Position
    reason: LocalizedText | None = Field(None, description="May be left out with full support alone.")

    @model_validator(mode="after")
    def _reasoned(self) -> Self:
        if self.position is not Position.SUPPORT and self.reason is None:
            raise POSITION_WITHOUT_REASON.broken()
        return self


class IndicatorPosition(ResponseBody):
    """Where a partner stands on an indicator."""

    id: UUID
    organization_id: UUID
    position: Position
    reason: CheckedText | None = Field(description="Null where none was given, or its author was erased.")
    definition_version: int
    to_be_renewed: bool = Field(description="Whether the indicator has been defined anew since.")
    taken_by: UUID | None
    taken_at: datetime
    version: int


class IndicatorLimitCreate(RequestBody):
    """Something the indicator cannot tell."""

    text: LocalizedText


class IndicatorLimit(ResponseBody):
    """A known limit of an indicator."""

    id: UUID
    text: CheckedText
    noted_by: UUID | None
    noted_at: datetime
