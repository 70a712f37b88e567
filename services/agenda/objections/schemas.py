"""Bodies of the objections' API."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pydantic import Field

from services.agenda.ballots.schemas import BallotSaid
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedText, LocalizedText


class ObjectionStatus(StrEnum):
    """What became of an objection."""

    STANDS = "stands"
    WITHDRAWN = "withdrawn"
    """The voter says something else now."""
    RESOLVED = "resolved"
    """The voter accepted an answer."""
    AMENDED_FOR = "amended_for"
    """The question was amended for it; the voter says anew what they think of it."""
    LAPSED = "lapsed"
    """The question was amended for other objections and the voter says anew, too, or the ballot that objected
    did not count at the closing: its voter, or who cast it, had come to belong to the backbone."""


class ObjectionAnswerCreate(RequestBody):
    """An answer to an objection."""

    text: LocalizedText


class ObjectionAnswerAccept(BallotSaid):
    """Which answer settles the objection, and what the ballot says now."""

    answer_id: UUID


class ObjectionAnswer(ResponseBody):
    """What somebody answered to an objection."""

    id: UUID
    text: CheckedText | None = Field(description="Null where whoever answered has been erased.")
    answered_by: UUID | None
    answered_at: datetime


class Objection(ResponseBody):
    """An objection to a question, with what harm it sees, and its answers, oldest first."""

    id: UUID
    decision_id: UUID
    voter_id: UUID
    harm: CheckedText | None = Field(description="Null where none was asked for, or the author was erased.")
    raised_by: UUID | None
    raised_at: datetime
    status: ObjectionStatus
    answers: list[ObjectionAnswer]
    accepted_answer_id: UUID | None
    settled_at: datetime | None = Field(description="When it stopped standing.")
