"""Bodies of the observations' API."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from services.metrics.decimals import DecimalIn, DecimalOut
from services.metrics.figures import ObservationState
from services.metrics.targets.schemas import DimensionValues, PeriodCode
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedText, LocalizedText

IndicatorName = Annotated[
    str,
    Field(
        pattern=r"^([a-z][a-z0-9_]{0,63}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$",
        description="The code or the id of an indicator.",
        examples=["repeat_violence"],
    ),
]


class FigureSent(RequestBody):
    """What is reported: a value, the parts of a ratio, or why there is neither."""

    state: ObservationState = ObservationState.REPORTED
    value: DecimalIn | None = Field(None, description="With the state `reported`, unless it is a ratio.")
    numerator: DecimalIn | None = Field(None, description="Of a ratio.")
    denominator: DecimalIn | None = Field(None, description="Of a ratio.")
    remark: LocalizedText | None = Field(None, description="What the number does not say.")


class ObservationCreate(FigureSent):
    """One figure of an organization, for a period and place."""

    indicator: IndicatorName
    organization_id: UUID
    period: PeriodCode
    dimensions: DimensionValues = Field({})


class ObservationCorrect(FigureSent):
    """The figure as it should have been, and why; the earlier one is kept."""

    reason: LocalizedText


class Observation(ResponseBody):
    """One figure, as it is or as it was."""

    id: UUID
    indicator_id: UUID
    organization_id: UUID
    period: str
    period_start: date
    period_end: date
    dimensions: dict[str, str]
    state: ObservationState
    value: DecimalOut | None
    numerator: DecimalOut | None
    denominator: DecimalOut | None
    remark: CheckedText | None
    definition_version: int = Field(description="The indicator's definition it was reported under.")
    report_id: UUID
    reported_by: UUID | None = Field(description="Null once that person has been erased.")
    reason: CheckedText | None = Field(description="Why it was corrected; null for a first report.")
    recorded_at: datetime
    superseded_at: datetime | None = Field(description="When it was corrected; null for what holds.")
    version: int


class ObservationHistory(ResponseBody):
    """How one figure was reported and corrected."""

    revisions: list[Observation] = Field(description="Oldest first, at most 1,000.")


class ObservationReport(ResponseBody):
    """Figures that came in together, and what the log holds of them."""

    id: UUID
    kind: str
    created: int
    corrected: int
    reason: CheckedText | None
    salt: str = Field(description="In hexadecimal digits; the digest is over it and the rows.")
    digest: str = Field(description="As in the log's entry.")
    reported_by: UUID | None
    reported_at: datetime
