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
    end_position: int | None = Field(description="Position of the entry by which the initiative ended.")
    later_hashes: list[str] = Field(
        description="The hashes of the entries after it, in base64: a copy of the log that was taken after "
        "the end and before the last of them is checked by these."
    )
    decision_id: UUID | None = Field(
        description="The partners' decision by which the initiative ended; null where nobody in it could "
        "decide, and the operator gave it up."
    )
    ended_at: datetime
    begun_at: datetime = Field(description="When its deletion began: nothing of it was read since.")
    emptied: list[str] = Field(description="Services that have deleted what they held of it.")
    completed_at: datetime | None = Field(description="When nothing was left but this.")
