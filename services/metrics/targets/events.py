"""Facts of targets: set, changed, dropped."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event


class TargetKind(StrEnum):
    """What a value is to be compared with."""

    BASELINE = "baseline"
    """Where it stood at first."""
    TARGET = "target"
    """Where it is to be."""


_TARGET: dict[str, Any] = {
    "indicator_id": "01936f9a-0000-7000-8000-000000000021",
    "target_id": "01936f9a-0000-7000-8000-000000000023",
}


class TargetSet(Event):
    """A baseline or target of an indicator was set or changed for a period and place."""

    type: ClassVar[str] = "metrics.target.set"
    subject: ClassVar[str] = "indicators/{indicator_id}"
    example: ClassVar[dict[str, Any]] = {
        **_TARGET,
        "kind": "target",
        "period_start": "2028-04-01",
        "value": "12.5",
        "dimensions": {"district": "north"},
    }
    indicator_id: Annotated[UUID, OPEN]
    target_id: Annotated[UUID, OPEN]
    kind: Annotated[TargetKind, OPEN]
    period_start: Annotated[date, OPEN]
    value: Annotated[str, FOR_MEMBERS]
    dimensions: Annotated[dict[str, str], FOR_MEMBERS]


class TargetDropped(Event):
    """A baseline or target of an indicator holds no more."""

    type: ClassVar[str] = "metrics.target.dropped"
    subject: ClassVar[str] = "indicators/{indicator_id}"
    example: ClassVar[dict[str, Any]] = _TARGET
    indicator_id: Annotated[UUID, OPEN]
    target_id: Annotated[UUID, OPEN]
