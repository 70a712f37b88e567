"""The fact that an organization was assessed. What was found is for facilitators alone."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_FACILITATORS, OPEN, Event


class CandidateFor(StrEnum):
    """What facilitators see in an organization that is not there yet."""

    LEADING = "leading"
    """It could help to lead: the committee, a working group, a part of the plan."""
    WIDER_NETWORK = "wider_network"
    """It belongs in the wider network, as a supporter."""


class OrganizationAssessed(Event):
    """Facilitators assessed an organization: what holds from a day on, beside what was found before."""

    type: ClassVar[str] = "registry.organization.assessed"
    subject: ClassVar[str] = "organizations/{organization_id}"
    example: ClassVar[dict[str, Any]] = {
        "organization_id": "01936f9a-0000-7000-8000-000000000002",
        "assessment_id": "01936f9a-0000-7000-8000-000000000075",
        "assessed_on": "2026-11-03",
        "influence": 4,
        "interest": 2,
        "impact": 3,
        "stance": 3,
        "candidate_for": "leading",
    }
    organization_id: Annotated[UUID, OPEN]
    assessment_id: Annotated[UUID, OPEN]
    assessed_on: Annotated[date, OPEN]
    influence: Annotated[int, FOR_FACILITATORS]
    interest: Annotated[int, FOR_FACILITATORS]
    impact: Annotated[int, FOR_FACILITATORS]
    stance: Annotated[int, FOR_FACILITATORS]
    candidate_for: Annotated[CandidateFor | None, FOR_FACILITATORS] = None
