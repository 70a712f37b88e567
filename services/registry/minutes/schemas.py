"""Bodies of the minutes' API."""

from datetime import datetime
from typing import Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from services.registry.minutes.errors import ANSWER_NEEDED, DAYS_OF_SILENCE
from services.registry.minutes.events import Approval, CorrectionStatus, MinutesStatus
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedText, LocalizedText


class MinutesPut(RequestBody):
    """The minutes, as the next revision."""

    text: LocalizedText


class MinutesSubmit(RequestBody):
    """How the minutes are to be approved."""

    approval: Approval
    silence_days: int | None = Field(None, ge=1, le=60, description="With approval by silence: how long.")

    @model_validator(mode="after")
    def _days(self) -> Self:
        if (self.approval is Approval.SILENCE) != (self.silence_days is not None):
            raise DAYS_OF_SILENCE.broken()
        return self


class CorrectionCreate(RequestBody):
    """What is to be corrected."""

    text: LocalizedText


class CorrectionAnswer(RequestBody):
    """What becomes of a correction."""

    status: Literal[CorrectionStatus.TAKEN, CorrectionStatus.DECLINED, CorrectionStatus.WITHDRAWN]
    answer: LocalizedText | None = None

    @model_validator(mode="after")
    def _reason(self) -> Self:
        if self.status is CorrectionStatus.DECLINED and self.answer is None:
            raise ANSWER_NEEDED.broken()
        return self


class Minutes(ResponseBody):
    """The minutes of a meeting."""

    meeting_id: UUID
    status: MinutesStatus
    revision: int
    text: CheckedText
    approval: Approval | None = Field(description="How they are, or were, to be approved; null in a draft.")
    silent_until: datetime | None
    consents: int = Field(description="How many who were there agreed to this revision.")
    open_corrections: int
    approved_at: datetime | None
    source_id: UUID | None = Field(description="The source as which approved minutes can be cited.")
    version: int


class MinutesRevision(ResponseBody):
    """What the minutes said at a revision."""

    revision: int
    text: CheckedText
    written_by: UUID | None = Field(description="Null once whoever wrote it has been erased.")
    written_at: datetime


class Correction(ResponseBody):
    """A correction that was asked for, and what became of it."""

    id: UUID
    revision: int = Field(description="Of which revision.")
    text: CheckedText | None = Field(description="Null once whoever asked has been erased.")
    author_id: UUID | None
    status: CorrectionStatus
    answer: CheckedText | None
    answered_by: UUID | None
    asked_at: datetime
