"""Bodies of the citations' API; each service says by `citing_kind` what of it can cite."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from shared.citing.kinds import CitedKind
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedLine, LocalizedLine


class CitedThing(RequestBody):
    """What is cited, from where, and which passage of it."""

    citing_kind: str
    citing_id: UUID
    cited_kind: CitedKind
    cited_id: UUID
    passage: LocalizedLine | None = Field(None, description="Where in it: a page, a table, a paragraph.")


class Citation(ResponseBody):
    """That something cites a source, a statement or a context event."""

    id: UUID
    citing_kind: str = Field(description="A code; new ones come.")
    citing_id: UUID
    cited_kind: CitedKind
    cited_id: UUID
    passage: CheckedLine | None
    cited_by: UUID | None = Field(description="Null once whoever cited it has been erased.")
    cited_at: datetime
