"""Bodies of the allocations' API."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from services.registry.currencies import Currency
from services.registry.funding_sources.schemas import Amount
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedText, LocalizedText


class AllocationCreate(RequestBody):
    """Money of a source for an organization, in the source's currency."""

    source_id: UUID
    organization_id: UUID = Field(description="Who gets it: a partner, or the backbone.")
    amount: Amount
    purpose: LocalizedText = Field(description="For which activity or service.")
    activity_id: UUID | None = Field(None, description="The activity, where it is one of the plan's.")


class Allocation(ResponseBody):
    """Money of a source that goes to an organization."""

    id: UUID
    source_id: UUID
    organization_id: UUID
    amount: int = Field(description="In minor units.")
    currency: Currency
    purpose: CheckedText
    activity_id: UUID | None
    to_backbone: bool = Field(
        description="Counts towards the backbone's share: the organization is the backbone's today, or was "
        "when it was allocated."
    )
    withdrawn: bool
    created_at: datetime
    version: int
