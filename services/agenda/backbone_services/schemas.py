"""Bodies of the API of the backbone's own work."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import MISSING, AfterValidator, Field

from services.agenda.backbone_services.events import BackboneServiceRole, BackboneServiceStatus
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedLine, CheckedText, LocalizedLine, LocalizedText


def _each_once(ids: list[UUID]) -> list[UUID]:
    return list(dict.fromkeys(ids))


Ids = Annotated[list[UUID], Field(max_length=50), AfterValidator(_each_once)]


class BackboneServiceCreate(RequestBody):
    """Work the backbone does for the initiative."""

    title: LocalizedLine
    description: LocalizedText | None = None
    role: BackboneServiceRole
    status: BackboneServiceStatus = BackboneServiceStatus.PLANNED
    activity_ids: Ids = Field([], description="Activities of partners that it serves.")
    starts_on: date | None = None
    ends_on: date | None = None


class BackboneServicePatch(RequestBody):
    """What to change; what is absent stays, null empties."""

    title: LocalizedLine | MISSING = MISSING
    description: LocalizedText | MISSING | None = MISSING
    role: BackboneServiceRole | MISSING = MISSING
    status: BackboneServiceStatus | MISSING = MISSING
    activity_ids: Ids | MISSING = MISSING
    starts_on: date | MISSING | None = MISSING
    ends_on: date | MISSING | None = MISSING


class BackboneService(ResponseBody):
    """Work the backbone does for the initiative: no activity of the plan, which partners lead."""

    id: UUID
    title: CheckedLine
    description: CheckedText | None
    role: BackboneServiceRole
    status: BackboneServiceStatus
    activity_ids: list[UUID]
    starts_on: date | None
    ends_on: date | None
    created_at: datetime
    version: int
