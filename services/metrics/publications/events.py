"""Facts of publications: an organization approved that others see its figures."""

from datetime import date
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import OPEN, Event


class FiguresPublished(Event):
    """An organization published its figures of an indicator, up to the last day of a period."""

    type: ClassVar[str] = "metrics.figures.published"
    subject: ClassVar[str] = "indicators/{indicator_id}"
    example: ClassVar[dict[str, Any]] = {
        "publication_id": "01936f9a-0000-7000-8000-000000000025",
        "organization_id": "01936f9a-0000-7000-8000-000000000002",
        "indicator_id": "01936f9a-0000-7000-8000-000000000021",
        "through_on": "2025-03-31",
    }
    publication_id: Annotated[UUID, OPEN]
    organization_id: Annotated[UUID, OPEN]
    indicator_id: Annotated[UUID, OPEN]
    through_on: Annotated[date, OPEN]
