"""Bodies of the publications' API."""

from datetime import date, datetime
from uuid import UUID

from services.metrics.observations.schemas import IndicatorName
from services.metrics.targets.schemas import PeriodCode
from shared.http.bodies import RequestBody, ResponseBody


class PublicationCreate(RequestBody):
    """Let everybody in the initiative see an organization's figures of an indicator up to a period."""

    organization_id: UUID
    indicator: IndicatorName
    period: PeriodCode


class Publication(ResponseBody):
    """That an organization's figures of an indicator are published up to a period."""

    id: UUID
    organization_id: UUID
    indicator_id: UUID
    period: str
    through_on: date
    published_by: UUID | None
    published_at: datetime
