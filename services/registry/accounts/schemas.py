"""Bodies of the accounts' API."""

from datetime import datetime
from uuid import UUID

from shared.http.bodies import ResponseBody


class Account(ResponseBody):
    """An account at an identity provider that acts as a person. The id says nothing of who it is there."""

    id: UUID
    person_id: UUID
    bound_at: datetime
    version: int = 1
