"""What the metrics hold of a person, as it is exported."""

from uuid import UUID

from pydantic import Field

from shared.personal_data import PersonalDataPart


class MetricsPersonalData(PersonalDataPart):
    """Everything the metrics hold of a person, but answers kept for a day under idempotency keys."""

    initiative_id: UUID
    drafted_indicator_ids: list[UUID] = Field(description="Indicators the person drafted.")
