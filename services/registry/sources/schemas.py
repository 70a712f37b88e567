"""Bodies of the sources' API."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import MISSING, Field, HttpUrl

from services.registry.sources.events import SourceKind, SourceStatus
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedLine, CheckedText, LocalizedLine, LocalizedText

SourceLink = Annotated[HttpUrl, Field(max_length=2000)]


class SourceCreate(RequestBody):
    """Something the work rests on. A title and its kind are enough."""

    kind: SourceKind
    title: LocalizedLine
    author: LocalizedLine | None = Field(None, description="Who wrote or published it, as one cites it.")
    link: SourceLink | None = None
    published_on: date | None = None
    note: LocalizedText | None = Field(None, description="What is to be found in it, and how far it reaches.")


class SourcePatch(RequestBody):
    """What to change; what is absent stays, null empties."""

    kind: SourceKind | MISSING = MISSING
    title: LocalizedLine | MISSING = MISSING
    author: LocalizedLine | MISSING | None = MISSING
    link: SourceLink | MISSING | None = MISSING
    published_on: date | MISSING | None = MISSING
    note: LocalizedText | MISSING | None = MISSING


class Source(ResponseBody):
    """A document, a study, a data set or approved minutes: can be cited like a voice."""

    id: UUID
    kind: SourceKind
    title: CheckedLine
    author: CheckedLine | None
    link: str | None
    published_on: date | None
    note: CheckedText | None
    status: SourceStatus
    recorded_by: UUID | None = Field(description="Null once whoever recorded it has been erased.")
    created_at: datetime
    version: int
