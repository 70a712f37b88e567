"""Bodies of the files' API."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from services.registry.files.events import FileType
from shared.citing.kinds import CitedKind
from shared.http.bodies import ResponseBody
from shared.localization.plain_text import Line


class SourceFile(ResponseBody):
    """A file of a source, a statement or a context event. Its content is at `…/files/{id}/content`."""

    id: UUID
    of_kind: CitedKind
    of_id: UUID
    name: Line
    type: FileType = Field(description="By its content.")
    size: int = Field(description="In bytes.")
    digest: str = Field(description="SHA-256 of the content, in hexadecimal digits; the log holds it sealed.")
    added_by: UUID | None = Field(description="Null once whoever added it has been erased.")
    added_at: datetime
