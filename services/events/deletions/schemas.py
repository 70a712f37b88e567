"""Bodies of what is kept of deleted initiatives."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from shared.http.bodies import ResponseBody


class DeletedInitiative(ResponseBody):
    """All that is kept of an initiative that was deleted; nothing of people."""

    id: UUID
    origin: str = Field(description="The name of its log, which every checkpoint begins with.")
    size: int = Field(description="How many entries the log had.")
    checkpoint: str = Field(
        description="The last checkpoint of the log, a signed note with the cosignatures it had. "
        "`shidra verify --kept` takes this whole document and checks a copy of the log against it."
    )
    decision_id: UUID = Field(description="The partners' decision by which the initiative ended.")
    ended_at: datetime
    begun_at: datetime = Field(description="When its deletion began: nothing of it was read since.")
    emptied: list[str] = Field(description="Services that have deleted what they held of it.")
    completed_at: datetime | None = Field(description="When nothing was left but this.")
