"""Facts of an indicator: drafted, defined anew, discarded, proposed, taken back, retired."""

from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from services.metrics.periods import PeriodType
from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedLine, LocalizedText


class Level(StrEnum):
    """Whose condition an indicator tells of."""

    POPULATION = "population"
    """A whole population, whoever serves it."""
    PERFORMANCE = "performance"
    """Those a service or activity reaches."""


class Direction(StrEnum):
    """Which way is better."""

    HIGHER_IS_BETTER = "higher_is_better"
    LOWER_IS_BETTER = "lower_is_better"
    NONE = "none"


class Aggregation(StrEnum):
    """How values of several places or groups become one."""

    SUM = "sum"
    MEAN = "mean"
    LAST = "last"
    RATIO = "ratio"
    """Sum of numerators over sum of denominators."""
    COUNT = "count"


class IndicatorStatus(StrEnum):
    """How far an indicator has come; partners adopt it as shared by a decision."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    SHARED = "shared"
    RETIRED = "retired"


_INDICATOR = "01936f9a-0000-7000-8000-000000000021"
_DEFINED: dict[str, Any] = {
    "indicator_id": _INDICATOR,
    "level": "population",
    "direction": "lower_is_better",
    "aggregation": "ratio",
    "period_type": "yearly",
    "custodian_organization_id": "01936f9a-0000-7000-8000-000000000002",
    "name": {"he": "פגיעה חוזרת", "ar": "تكرار الاعتداء"},
    "definition": {"he": "שיעור הפונות ששבו ודיווחו על אלימות בתוך שנה."},
    "unit": {"he": "אחוזים"},
    "dimensions": [
        {
            "code": "district",
            "name": {"he": "מחוז"},
            "values": [{"code": "north", "name": {"he": "צפון", "ar": "الشمال"}}],
        }
    ],
}


class IndicatorDrafted(Event):
    """A measure was drafted; nothing is adopted by it."""

    type: ClassVar[str] = "metrics.indicator.drafted"
    subject: ClassVar[str] = "indicators/{indicator_id}"
    example: ClassVar[dict[str, Any]] = {**_DEFINED, "code": "repeat_violence"}
    indicator_id: Annotated[UUID, OPEN]
    level: Annotated[Level, OPEN]
    direction: Annotated[Direction, OPEN]
    aggregation: Annotated[Aggregation, OPEN]
    period_type: Annotated[PeriodType, OPEN]
    custodian_organization_id: Annotated[UUID | None, OPEN] = None
    code: Annotated[str, FOR_MEMBERS]
    name: Annotated[LocalizedLine, FOR_MEMBERS]
    definition: Annotated[LocalizedText, FOR_MEMBERS]
    unit: Annotated[LocalizedLine | None, FOR_MEMBERS] = None
    dimensions: Annotated[list[dict[str, Any]], FOR_MEMBERS]


class IndicatorRedefined(Event):
    """A draft was defined anew, or a new definition of a shared indicator drafted, to be proposed.

    What is shared changes by the partners' decision only: until then the shared definition holds.
    """

    type: ClassVar[str] = "metrics.indicator.redefined"
    subject: ClassVar[str] = "indicators/{indicator_id}"
    example: ClassVar[dict[str, Any]] = {**_DEFINED, "definition_version": 2}
    indicator_id: Annotated[UUID, OPEN]
    definition_version: Annotated[int, OPEN]
    level: Annotated[Level, OPEN]
    direction: Annotated[Direction, OPEN]
    aggregation: Annotated[Aggregation, OPEN]
    period_type: Annotated[PeriodType, OPEN]
    custodian_organization_id: Annotated[UUID | None, OPEN] = None
    name: Annotated[LocalizedLine, FOR_MEMBERS]
    definition: Annotated[LocalizedText, FOR_MEMBERS]
    unit: Annotated[LocalizedLine | None, FOR_MEMBERS] = None
    dimensions: Annotated[list[dict[str, Any]], FOR_MEMBERS]


class IndicatorDiscarded(Event):
    """A draft was discarded; its code is free again."""

    type: ClassVar[str] = "metrics.indicator.discarded"
    subject: ClassVar[str] = "indicators/{indicator_id}"
    example: ClassVar[dict[str, Any]] = {"indicator_id": _INDICATOR}
    indicator_id: Annotated[UUID, OPEN]


class IndicatorProposed(Event):
    """A definition was proposed to be shared: partners can discuss it and decide."""

    type: ClassVar[str] = "metrics.indicator.proposed"
    subject: ClassVar[str] = "indicators/{indicator_id}"
    example: ClassVar[dict[str, Any]] = {"indicator_id": _INDICATOR, "definition_version": 2}
    indicator_id: Annotated[UUID, OPEN]
    definition_version: Annotated[int, OPEN]


class IndicatorProposalWithdrawn(Event):
    """A proposal was taken back; what was shared before is shared still."""

    type: ClassVar[str] = "metrics.indicator.proposal_withdrawn"
    subject: ClassVar[str] = "indicators/{indicator_id}"
    example: ClassVar[dict[str, Any]] = {"indicator_id": _INDICATOR}
    indicator_id: Annotated[UUID, OPEN]


class IndicatorRetired(Event):
    """An indicator is measured no more; what was reported stays."""

    type: ClassVar[str] = "metrics.indicator.retired"
    subject: ClassVar[str] = "indicators/{indicator_id}"
    people: ClassVar[tuple[str, ...]] = ("retired_by",)
    example: ClassVar[dict[str, Any]] = {
        "indicator_id": _INDICATOR,
        "retired_by": "01936f9a-0000-7000-8000-000000000003",
        "reason": {"he": "המדד אינו מבדיל בין מי שלא פנו לבין מי שלא נפגעו."},
    }
    indicator_id: Annotated[UUID, OPEN]
    retired_by: Annotated[UUID, OPEN]
    reason: Annotated[LocalizedText, FOR_MEMBERS]
