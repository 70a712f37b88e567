"""Bodies of the calendars' API."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from shared.http.bodies import RequestBody, ResponseBody


class CalendarLinkCreate(RequestBody):
    """A link to make."""

    forum_id: UUID | None = Field(
        None, description="For the meetings of one forum; absent or null: of all your own."
    )


class CalendarLink(ResponseBody):
    """A live link: everything but its secret."""

    id: UUID
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None = Field(
        description="When a calendar last came by it, to within a minute; null: never."
    )
    version: int


class NewCalendarLink(CalendarLink):
    """A new link with its address, shown this once."""

    url: str = Field(
        description="The calendar's address with the secret, to subscribe to. It is not stored and cannot be "
        "shown again. Whoever has it reads the meetings you may read, yours and those of forums."
    )
