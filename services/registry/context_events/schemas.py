"""Bodies of the context events' API."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import MISSING, Field

from services.registry.context_events.events import ContextKind
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedLine, CheckedText, LocalizedLine, LocalizedText

SourceIds = Annotated[list[UUID], Field(max_length=20, description="The sources that tell of it.")]


class ContextEventCreate(RequestBody):
    """Something outside the initiative that changes the picture."""

    kind: ContextKind
    title: LocalizedLine
    note: LocalizedText | None = Field(None, description="What it changed, as far as is known.")
    starts_on: date
    ends_on: date | None = Field(None, description="The last day; null while it goes on.")
    source_ids: SourceIds = Field(default_factory=list)


class ContextEventPatch(RequestBody):
    """What to change; what is absent stays, null empties."""

    kind: ContextKind | MISSING = MISSING
    title: LocalizedLine | MISSING = MISSING
    note: LocalizedText | MISSING | None = MISSING
    starts_on: date | MISSING = MISSING
    ends_on: date | MISSING | None = MISSING
    source_ids: SourceIds | MISSING = MISSING


class ContextEvent(ResponseBody):
    """Something outside the initiative that changes the picture."""

    id: UUID
    kind: ContextKind
    title: CheckedLine
    note: CheckedText | None
    starts_on: date
    ends_on: date | None
    source_ids: list[UUID]
    created_at: datetime
    version: int
