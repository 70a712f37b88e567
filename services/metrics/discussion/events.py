"""Facts of the discussion of an indicator: positions taken, limits noted and struck out."""

from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedText


class Position(StrEnum):
    """Where a partner stands on an indicator."""

    SUPPORT = "support"
    SUPPORT_WITH_RESERVATIONS = "support_with_reservations"
    CONCERN = "concern"
    OBJECTION = "objection"


_INDICATOR = "01936f9a-0000-7000-8000-000000000021"


class IndicatorPositionTaken(Event):
    """A partner said where it stands on a definition of an indicator, and why; its last position counts."""

    type: ClassVar[str] = "metrics.indicator_position.taken"
    subject: ClassVar[str] = "indicators/{indicator_id}"
    people: ClassVar[tuple[str, ...]] = ("taken_by",)
    example: ClassVar[dict[str, Any]] = {
        "indicator_id": _INDICATOR,
        "organization_id": "01936f9a-0000-7000-8000-000000000002",
        "position": "concern",
        "definition_version": 2,
        "taken_by": "01936f9a-0000-7000-8000-000000000003",
        "reason": {"he": "מי שלא פנתה שוב אינה בהכרח בטוחה."},
    }
    indicator_id: Annotated[UUID, OPEN]
    organization_id: Annotated[UUID, OPEN]
    position: Annotated[Position, OPEN]
    definition_version: Annotated[int, OPEN]
    taken_by: Annotated[UUID, OPEN]
    reason: Annotated[LocalizedText | None, FOR_MEMBERS] = None


class IndicatorLimitNoted(Event):
    """Something that an indicator cannot tell was written down beside it."""

    type: ClassVar[str] = "metrics.indicator_limit.noted"
    subject: ClassVar[str] = "indicators/{indicator_id}"
    example: ClassVar[dict[str, Any]] = {
        "indicator_id": _INDICATOR,
        "limit_id": "01936f9a-0000-7000-8000-000000000022",
        "text": {"he": "אינו סופר מי שלא הגיעו לאף שירות."},
    }
    indicator_id: Annotated[UUID, OPEN]
    limit_id: Annotated[UUID, OPEN]
    text: Annotated[LocalizedText, FOR_MEMBERS]


class IndicatorLimitStruck(Event):
    """A known limit does not hold any more, and was struck out."""

    type: ClassVar[str] = "metrics.indicator_limit.struck"
    subject: ClassVar[str] = "indicators/{indicator_id}"
    example: ClassVar[dict[str, Any]] = {
        "indicator_id": _INDICATOR,
        "limit_id": "01936f9a-0000-7000-8000-000000000022",
    }
    indicator_id: Annotated[UUID, OPEN]
    limit_id: Annotated[UUID, OPEN]
