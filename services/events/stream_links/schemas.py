"""Bodies of the API of links to the stream."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from shared.http.bodies import RequestBody, ResponseBody
from shared.http.moments import Moment


class StreamLinkCreate(RequestBody):
    """A link to make."""

    expires_at: Moment | None = Field(
        None, description="When it ends by itself, in 24 hours at most. Absent or null: in an hour."
    )


class StreamLink(ResponseBody):
    """A live link: everything but its secret."""

    id: UUID
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None = Field(
        description="When a request last came by it, to within a minute; null: never."
    )
    version: int


class NewStreamLink(StreamLink):
    """A new link with its address, shown this once."""

    url: str = Field(
        description="The stream's address with the secret. Keep it now: it is not stored and cannot be "
        "shown again. Whoever has it reads what you may read."
    )
