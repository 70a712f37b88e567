"""Bodies of the API of interest declarations at decisions."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from shared.http.bodies import ResponseBody


class DecisionInterest(ResponseBody):
    """Who declared interests in the mandate a decision is about; in which words, the registry has."""

    mandate_id: UUID
    person_id: UUID | None = Field(description="Null where it was declared for an organization.")
    organization_id: UUID | None = Field(description="Null where somebody declared for themself.")
    has_interests: bool
    declared_at: datetime
