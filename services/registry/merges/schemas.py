"""Bodies of the mergings' API."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedText, LocalizedText


class OrganizationMergeCreate(RequestBody):
    """Which organization is another, and perhaps how one knows."""

    organization_id: UUID = Field(description="The one to merge; its id leads to the other from now on.")
    into_organization_id: UUID = Field(description="The one that stays.")
    reason: LocalizedText | None = None


class OrganizationMerge(ResponseBody):
    """One organization is another, until it is undone."""

    id: UUID
    organization_id: UUID
    into_organization_id: UUID
    reason: CheckedText | None = Field(description="Null where none was given or its author has been erased.")
    merged_at: datetime
    undone_at: datetime | None
    version: int
