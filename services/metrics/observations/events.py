"""Facts of figures: that some were reported. What they say stays with those who see them."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import CODE, OPEN, Event


class ReportKind(StrEnum):
    """How figures came in."""

    SINGLE = "single"
    CORRECTION = "correction"
    IMPORT = "import"


class ObservationsReported(Event):
    """Figures were reported: some new, some in the place of earlier ones, which are kept.

    `digest` is SHA-256 over the report's salt and its rows; whoever sees them can compute it again
    (docs/decisions/0019). A report that touches more than 200 organizations or indicators names none.
    """

    type: ClassVar[str] = "metrics.observations.reported"
    subject: ClassVar[str] = "reports/{report_id}"
    example: ClassVar[dict[str, Any]] = {
        "report_id": "01936f9a-0000-7000-8000-000000000024",
        "kind": "import",
        "created": 118,
        "corrected": 2,
        "organization_ids": ["01936f9a-0000-7000-8000-000000000002"],
        "indicator_ids": ["01936f9a-0000-7000-8000-000000000021"],
        "first_on": "2024-04-01",
        "last_on": "2025-03-31",
        "digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    }
    report_id: Annotated[UUID, OPEN]
    kind: Annotated[ReportKind, OPEN]
    created: Annotated[int, OPEN]
    corrected: Annotated[int, OPEN]
    organization_ids: Annotated[list[UUID] | None, OPEN] = None
    indicator_ids: Annotated[list[UUID] | None, OPEN] = None
    first_on: Annotated[date, OPEN]
    last_on: Annotated[date, OPEN]
    digest: Annotated[str, OPEN, CODE]
