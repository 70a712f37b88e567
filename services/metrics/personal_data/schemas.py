"""What the metrics hold of a person, as it is exported."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from services.metrics.discussion.events import Position
from shared.citing.schemas import Citation
from shared.http.bodies import ResponseBody
from shared.localization.texts import CheckedText
from shared.personal_data import PersonalDataPart


class DefinitionOfPerson(ResponseBody):
    """A definition of an indicator that the person wrote."""

    indicator_id: UUID
    version: int


class PositionOfPerson(ResponseBody):
    """A position the person took for an organization."""

    indicator_id: UUID
    organization_id: UUID
    position: Position
    reason: CheckedText | None
    taken_at: datetime


class LimitOfPerson(ResponseBody):
    """A limit of an indicator that the person noted."""

    id: UUID
    indicator_id: UUID
    text: CheckedText


class ReportOfPerson(ResponseBody):
    """A report of figures the person made."""

    id: UUID
    reported_at: datetime
    reason: CheckedText | None = Field(description="Why figures were corrected.")


class MetricsPersonalData(PersonalDataPart):
    """Everything the metrics hold of a person, but answers kept for a day under idempotency keys."""

    initiative_id: UUID
    drafted_indicator_ids: list[UUID] = Field(description="Indicators the person drafted.")
    definitions: list[DefinitionOfPerson]
    proposed_indicator_ids: list[UUID] = Field(description="Indicators whose open proposal is the person's.")
    positions: list[PositionOfPerson]
    limits: list[LimitOfPerson]
    target_ids: list[UUID] = Field(description="Baselines and targets the person set last.")
    reports: list[ReportOfPerson]
    citations: list[Citation] = Field(description="What the person cited.")
    publication_ids: list[UUID] = Field(description="Publications of figures that the person approved.")
