"""Facts of an indicator while it is drafted: drafted, redefined, discarded."""

from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

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


class PeriodType(StrEnum):
    """How long one reported value reaches: the period types of DHIS2. `weekly` begins on Monday."""

    DAILY = "daily"
    WEEKLY = "weekly"
    WEEKLY_WEDNESDAY = "weekly_wednesday"
    WEEKLY_THURSDAY = "weekly_thursday"
    WEEKLY_SATURDAY = "weekly_saturday"
    WEEKLY_SUNDAY = "weekly_sunday"
    BI_WEEKLY = "bi_weekly"
    MONTHLY = "monthly"
    BI_MONTHLY = "bi_monthly"
    QUARTERLY = "quarterly"
    SIX_MONTHLY = "six_monthly"
    SIX_MONTHLY_APRIL = "six_monthly_april"
    YEARLY = "yearly"
    FINANCIAL_APRIL = "financial_april"
    FINANCIAL_JULY = "financial_july"
    FINANCIAL_OCT = "financial_oct"
    FINANCIAL_NOV = "financial_nov"


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
    """A draft was defined anew: the definition that holds from this version on."""

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
