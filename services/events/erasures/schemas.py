"""Bodies of the erasures' API."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pydantic import Field

from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedText, LocalizedText


class ErasureStatus(StrEnum):
    """How far an erasure has come."""

    REQUESTED = "requested"
    COMPLETED = "completed"


class ErasureCreate(RequestBody):
    """Whose data to erase. It cannot be undone."""

    person_id: UUID
    reason: LocalizedText | None = Field(
        None, description="Seen by facilitators until the erasure is carried out, and erased with the rest."
    )


class ErasureAcknowledgement(ResponseBody):
    """How far one service has come with an erasure."""

    service: str
    status: ErasureStatus
    opened_values: int | None = Field(description="How many sealed values of the log it erased.")
    completed_at: datetime | None


class KeptAfterErasure(ResponseBody):
    """What an erasure leaves, and why."""

    code: str
    text: CheckedText


class Erasure(ResponseBody):
    """A person's erasure. It is completed when every service has erased what it held."""

    id: UUID
    person_id: UUID
    status: ErasureStatus
    requested_at: datetime
    completed_at: datetime | None
    opened_values: int = Field(description="How many sealed values of the log were erased so far.")
    acknowledgements: list[ErasureAcknowledgement]
    kept: list[KeptAfterErasure]
