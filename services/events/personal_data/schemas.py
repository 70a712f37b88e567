"""What the events service holds of a person, as it is exported."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from shared.http.bodies import ResponseBody
from shared.personal_data import PersonalDataPart


class HeldLink(ResponseBody):
    """A capability link the person made, without its secret, which is stored nowhere."""

    id: UUID
    purpose: str
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None


class EventsPersonalData(PersonalDataPart):
    """Everything the events service holds of a person, but the log's lines: those are listed by `actor`."""

    initiative_id: UUID
    links: list[HeldLink] = Field(description="Links that live, or expired within the hour.")
