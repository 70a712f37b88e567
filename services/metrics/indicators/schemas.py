"""Bodies of the indicators' API."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Protocol, TypeVar
from uuid import UUID

from pydantic import MISSING, AfterValidator, Field

from services.metrics.indicators.errors import CODE_TWICE
from services.metrics.indicators.events import Aggregation, Direction, IndicatorStatus, Level
from services.metrics.periods import PeriodType
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedLine, CheckedText, LocalizedLine, LocalizedText

Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$", examples=["repeat_violence"])]


class _Coded(Protocol):
    @property
    def code(self) -> str: ...


C = TypeVar("C", bound=_Coded)


def _each_once(items: Sequence[C]) -> Sequence[C]:
    if len({item.code for item in items}) < len(items):
        raise CODE_TWICE.broken()
    return items


class DimensionValue(RequestBody):
    """A value observations can have in a dimension."""

    code: Code
    name: LocalizedLine


class Dimension(RequestBody):
    """What observations are broken down by: a place, an age, a group."""

    code: Code
    name: LocalizedLine
    values: (
        Annotated[list[DimensionValue], Field(min_length=1, max_length=200), AfterValidator(_each_once)]
        | None
    ) = Field(None, description="The only values allowed; null: any.")


Dimensions = Annotated[list[Dimension], Field(max_length=20), AfterValidator(_each_once)]


class IndicatorCreate(RequestBody):
    """A measure to draft. Its code is what observations will name it by, and stays."""

    code: Code
    name: LocalizedLine
    definition: LocalizedText
    level: Level
    direction: Direction
    unit: LocalizedLine | None = None
    aggregation: Aggregation
    period_type: PeriodType
    dimensions: Dimensions = Field([])
    custodian_organization_id: UUID | None = None


class IndicatorPatch(RequestBody):
    """What to define anew; what is absent stays, null empties."""

    name: LocalizedLine | MISSING = MISSING
    definition: LocalizedText | MISSING = MISSING
    level: Level | MISSING = MISSING
    direction: Direction | MISSING = MISSING
    unit: LocalizedLine | MISSING | None = MISSING
    aggregation: Aggregation | MISSING = MISSING
    period_type: PeriodType | MISSING = MISSING
    dimensions: Dimensions | MISSING = MISSING
    custodian_organization_id: UUID | MISSING | None = MISSING


class IndicatorRetire(RequestBody):
    """Why an indicator is measured no more."""

    reason: LocalizedText


class IndicatorDimensionValue(ResponseBody):
    """A value observations can have in a dimension."""

    code: str
    name: CheckedLine


class IndicatorDimension(ResponseBody):
    """What observations are broken down by."""

    code: str
    name: CheckedLine
    values: list[IndicatorDimensionValue] | None


class Indicator(ResponseBody):
    """A measure: a draft until partners adopt it as shared."""

    id: UUID
    code: str
    status: IndicatorStatus
    name: CheckedLine
    definition: CheckedText
    level: Level
    direction: Direction
    unit: CheckedLine | None
    aggregation: Aggregation
    period_type: PeriodType
    dimensions: list[IndicatorDimension]
    custodian_organization_id: UUID | None
    definition_version: int = Field(
        description="Which definition this is: the shared one, or the newest while none is shared."
    )
    newest_definition_version: int = Field(
        description="Another than `definition_version` where a shared indicator is being defined anew."
    )
    proposed_definition_version: int | None = Field(
        description="The definition that is before the partners; null where none is."
    )
    decision_id: UUID | None = Field(description="The decision by which it was last shared.")
    drafted_by: UUID | None = Field(description="Who drafted it; null once that person has been erased.")
    created_at: datetime
    version: int


class IndicatorDefinition(ResponseBody):
    """How an indicator was defined from one of its versions on."""

    id: UUID
    version: int
    name: CheckedLine
    definition: CheckedText
    level: Level
    direction: Direction
    unit: CheckedLine | None
    aggregation: Aggregation
    period_type: PeriodType
    dimensions: list[IndicatorDimension]
    custodian_organization_id: UUID | None
    defined_at: datetime
