"""Bodies of the assessments' API."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from services.registry.assessments.events import CandidateFor
from shared.http.bodies import RequestBody, ResponseBody

Level = Annotated[int, Field(ge=1, le=5)]


class AssessmentCreate(RequestBody):
    """How facilitators see an organization, from 1 (least) to 5 (most)."""

    influence: Annotated[Level, Field(description="How much it can move the issue.")]
    interest: Annotated[Level, Field(description="How much it wants the issue to move.")]
    impact: Annotated[Level, Field(description="How much the issue and the initiative touch it.")]
    stance: Annotated[Level, Field(description="Towards the initiative: 1 against it, 3 neither, 5 for it.")]
    candidate_for: CandidateFor | None = None
    assessed_on: Annotated[date | None, Field(description="The day it holds for; today if absent.")] = None


class Assessment(ResponseBody):
    """How facilitators saw an organization on a day."""

    id: UUID
    organization_id: UUID
    assessed_on: date
    influence: int
    interest: int
    impact: int
    stance: int
    candidate_for: CandidateFor | None
    recorded_at: datetime
